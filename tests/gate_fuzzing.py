"""Random damage to workbooks, and what became of it: the engine of `scripts/fuzz_gate.py` and a test.

Three promises are tried at once. Whatever the bytes, reading ends in a book or in InputError. What the gate
lets pass, openpyxl reads the same. What the fast check of a sheet says, the reference parser says too.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter

from penempatan.errors import InputError
from penempatan.intake.gate.biff import check_xls
from penempatan.intake.gate.container import open_container
from penempatan.intake.gate.facts import SheetFacts
from penempatan.intake.gate.fault import FileFault
from penempatan.intake.gate.ods import check_ods
from penempatan.intake.gate.sheet_parser import SheetParser
from penempatan.intake.gate.sheet_rows import RowGrammar, check_sheet
from second_reader import SecondReaderError, differences

_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_ELEMENT = re.compile(rb"<(c|row|si|v|t|is|sheet|Relationship|xf|f)\b[^<>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_VALUES = (
    b"", b"0", b"-1", b"1", b"1.0", b" 2", b"2 ", b"02", b"99", b"1e400", b"NaN", b"INF", b"1,5", b"+3",
    b".5", b"5.", b"A1", b"A2", b"B2", b"a2", b"A9", b"AA1", b"SR1", b"SS1", b"XFD1", b"XFD1048576",
    b"A0", b"$A$1", b"R2C1", b"n", b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"zz", b"true",
    b"2958466", b"-5", b"1990-01-31", b"#REF!", b"preserve", b"default", b"External",
    b"worksheets/sheet2.xml", b"/xl/worksheets/sheet1.xml", b"../x.xml", b"hidden", b"veryHidden",
    b"_x000D_", b"&amp;", b"&#65;", b"&lt;", b"]]&gt;", "Ａ\ufeff".encode(),
)  # fmt: skip
_PIECES = (
    b"<!-- x -->", b"<![CDATA[x]]>", b"<?p x?>", b"<!DOCTYPE x>", b"&a;", b"&#x0;", b"\0", b"\xff",
    b"<v>1</v>", b"<c/>", b'<c r="A2"/>', b"<row/>", b'<row r="2"/>', b"</row>", b"<sheetData/>",
    b"</sheetData><sheetData>", b'<x xmlns="urn:x"/>', b"<extLst><ext><v>9</v></ext></extLst>",
    b"<is><t>x</t></is>", b"<f>A1</f>", b"<f/>", b"<r><t>x </t></r>", b"<rPh><t>x</t></rPh>",
    b"<t> y</t>", b"<si/>", b"<!-- </row> -->", b"\r\n", b" ", b"x",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """How many inputs came to what end; `failures` keeps the bytes of those that broke a promise."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, bytes]] = field(default_factory=list)

    def fail(self, what: str, data: bytes) -> None:
        """Keep an input that broke a promise."""
        self.counts[what.partition(":")[0]] += 1
        self.failures.append((what, data))


def seed_workbook() -> bytes:
    """Return a workbook with a cell of every common kind, on two sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True})
        for name in ("Pegawai", "Lain"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["NIP", "Nama", "TMT", "Nilai", "Lulus", "Rumus"])
            for row in range(1, 5):
                sheet.write_string(row, 0, f"19900101201503200{row}")
                sheet.write_string(row, 1, f"Siti & {name} {row}")
                sheet.write_datetime(row, 2, date(2020, 1, row), day)
                sheet.write_number(row, 3, row * 1.5)
                sheet.write_boolean(row, 4, row % 2 == 0)
                sheet.write_formula(row, 5, f"=D{row + 1}*2", None, row * 3)
            sheet.write_rich_string(5, 1, "Siti ", bold, "Aminah", " binti X")
            sheet.write_blank(6, 0, None, bold)
            sheet.set_row(2, None, None, {"hidden": True})
    return out.getvalue()


def inline_workbook() -> bytes:
    """Return a workbook that holds its strings in the sheet, as our own samples do."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Pegawai")
        for row in range(5):
            sheet.write_string(row, 0, f"19900101201503200{row}")
            sheet.write_string(row, 1, f" Siti <{row}> ")
            sheet.write_number(row, 3, row)
    return out.getvalue()


def mutated_part(content: bytes, chance: random.Random) -> bytes:
    """Return an XML part with one piece of damage."""
    kind = chance.choice((0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 6, 7))  # most often what stays well-formed
    places = list((_TAG, _ATTRIBUTE, _TEXT, _ELEMENT)[kind % 4].finditer(content))
    if kind < 4 and places:
        match = chance.choice(places)
        if kind == 1:
            return _replaced(content, match.span(2), chance.choice(_VALUES))
        if kind == 2:
            return _replaced(content, match.span(1), chance.choice(_VALUES))
        other = chance.choice(places)
        swap = chance.choice((b"", match[0] + match[0], other[0], match[0] + other[0]))
        return _replaced(content, match.span(), swap)
    at = chance.randrange(len(content) + 1)
    if kind == 4:
        return content[:at] + chance.choice(_PIECES) + content[at:]
    if kind == 5 and places:
        at = chance.choice(places).end()
        return content[:at] + chance.choice(_PIECES) + content[at:]
    end = min(len(content), at + chance.choice((1, 1, 2, 8, 100)))
    if kind == 6:
        return content[:at] + content[end:]
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def mutated_package(data: bytes, chance: random.Random) -> bytes:
    """Return a workbook with one to three pieces of damage in one of its XML parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    likely = [name for name in parts if "sheet" in name.casefold() or "haredStrings" in name]
    name = chance.choice(likely if chance.random() < 0.7 else list(parts))
    for _ in range(chance.choice((1, 1, 2, 3))):
        parts[name] = mutated_part(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in parts.items():
            package.writestr(one, content)
    return out.getvalue()


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return a file with damage to its bytes, most often where a zip keeps its records."""
    damaged = bytearray(data)
    marks = [match.start() for match in re.finditer(rb"PK[\1\3\5\7].", data, re.DOTALL)] or [0]
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = min(chance.choice(marks) + chance.randrange(46), len(damaged) - 1)
        if chance.random() < 0.3:
            at = chance.randrange(len(damaged))
        kind = chance.randrange(6)
        if kind < 3:
            damaged[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, damaged[at] ^ 1, chance.randrange(256)))
        elif kind == 3:
            del damaged[at : at + chance.choice((1, 2, 16))]
        elif kind == 4:
            source = chance.choice(marks)
            damaged[at:at] = damaged[source : source + chance.choice((4, 30, 46))]
        else:
            del damaged[at:]
        if len(damaged) < 4:
            break
    return bytes(damaged)


def try_workbook(data: bytes, scratch: Path, tally: Tally, by_calamine: bool = False) -> None:
    """Read one damaged workbook with both readers and count what came out."""
    scratch.write_bytes(data)
    try:
        found = differences(scratch, by_calamine)
    except InputError:
        tally.counts["refused"] += 1
    except SecondReaderError:
        tally.counts["passed, openpyxl cannot open it"] += 1
    except Exception as error:  # noqa: BLE001 - whatever else comes out is what we look for
        tally.fail(f"uncaught: {error!r}", data)
    else:
        if found:
            tally.fail(f"disagreement: {found[:3]}", data)
        else:
            tally.counts["passed, both readers agree"] += 1


def try_sheet(content: bytes, tally: Tally) -> None:
    """Check one damaged worksheet part the fast way and by the reference parser; both must say the same."""
    fast = _facts(lambda: check_sheet(content, "x", RowGrammar(40), {1}).facts)
    slow = _facts(lambda: _parsed(content))
    if fast is not None and slow is not None and fast.rows >= slow.rows and fast.columns >= slow.columns:
        fast.rows, fast.columns = slow.rows, slow.columns  # the fast way counts empty cells as well
    if fast == slow:
        tally.counts["sheet refused" if fast is None else "sheet passed, both checks agree"] += 1
    else:
        tally.fail(f"checks differ: {fast} / {slow}", content)


def try_other(data: bytes, tally: Tally) -> None:
    """Check a damaged .ods or .xls: facts or FileFault, nothing else."""
    try:
        if data.startswith(b"PK"):
            check_ods(open_container(data))
        else:
            check_xls(data)
    except FileFault:
        tally.counts["other refused"] += 1
    except Exception as error:  # noqa: BLE001 - whatever else comes out is what we look for
        tally.fail(f"uncaught: {error!r}", data)
    else:
        tally.counts["other passed"] += 1


def _parsed(content: bytes) -> SheetFacts:
    parser = SheetParser("x", 40, {1})
    parser.feed(content, final=True)
    return parser.facts


def _facts(check: Callable[[], SheetFacts]) -> SheetFacts | None:
    try:
        return check()
    except FileFault:
        return None


def _replaced(content: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return content[: span[0]] + new + content[span[1] :]

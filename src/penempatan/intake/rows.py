"""Which rows of a sheet are records: titles, groups, totals and signatures are told from people and posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from penempatan.intake.columns import REQUIRED, Field, Role
from penempatan.intake.complaints import ROW_GROUP, ROW_SKIPPED, ROW_TOO_LONG
from penempatan.intake.findings import Findings
from penempatan.intake.headings import Layout
from penempatan.intake.sheets import CellValue, Sheet, cell_text, is_blank
from penempatan.knowledge.dinas import find_dinas, parent_dinas

_TOTAL = re.compile(
    r"(grand )?(jumlah|total|subtotal|rekap|catatan|keterangan|ket|sumber|dicetak|tgl cetak)\b", re.IGNORECASE
)
_TOTAL_INITIALS = frozenset("gjtsrckdGJTSRCKD")  # of the words above
# What begins the block below a table in which officials sign.
_SIGNATURE = re.compile(
    r"(mengetahui|menyetujui|mengesahkan|disahkan|a\.? ?n\.|an\.|plt\.? kepala|plh\.? kepala|kepala|"
    r"sekretaris daerah|wali ?kota|bupati|ketua|pejabat pembina|nip\.|"
    r"[a-z ]+, *\d{1,2} *[a-z]+ *\d{4}$)",
    re.IGNORECASE,
)
_GROUP_LEAD = re.compile(
    r"^(?:[A-Z]|[IVX]{1,5}|\d{1,3})\s*[.)]\s+|^(?:opd|skpd|dinas|unit kerja|unit|satuan kerja|"
    r"perangkat daerah)\s*:\s*",
    re.IGNORECASE,
)
_FEW = 3  # cells that a total or a signature fills at most; a record fills more


def choose_rows(
    sheet: Sheet, role: Role, layout: Layout, keys: Sequence[Field], findings: Findings
) -> tuple[list[int], dict[int, str]]:
    """Return the row indices of the records, and the office (a unit path) that stands alone above others.

    `keys` are the fields that make a row a record (such as NIP and name): a row that has none of them, or
    belongs to the totals, remarks or signatures, is left out and reported.
    """
    key_columns = [layout.columns[field] for field in keys if field in layout.columns]
    required = {field for choice in REQUIRED[role] for field in choice}
    contents = {layout.columns[field] for field in required - set(keys) if field in layout.columns}
    spoken = " atau ".join(field.value for field in keys)
    rows: list[int] = []
    groups: dict[int, str] = {}
    may_be_grouped = role in (Role.EMPLOYEES, Role.VACANCIES) and Field.DINAS not in layout.columns
    signable = role is not Role.UNITS  # there "Wali Kota" and "Sekretaris Daerah" are units
    signing = False
    is_csv = sheet.lines is not None
    for index in range(layout.data_row, len(sheet.rows)):
        row = sheet.rows[index]
        if is_csv and len(row) > layout.width and any(map(cell_text, row[layout.width :])):
            findings.add(ROW_TOO_LONG, sheet.place(index, layout.width))
        whole = True
        for column in key_columns:
            if column >= len(row) or not _is_plain_key(row[column]):
                whole = False
                break
        if not whole:
            filled = [column for column, cell in enumerate(row) if not is_blank(cell)]
            if not filled and not any((index, column) in sheet.broken for column in key_columns):
                continue
            first = cell_text(row[filled[0]]) if filled else ""
            signing = signing or (signable and len(filled) <= _FEW and _SIGNATURE.match(first) is not None)
            signed = signing and (
                len(filled) == 1 or (len(filled) <= _FEW and not contents.intersection(filled))
            )
            if signed or _is_no_record(sheet, index, filled, key_columns):
                place = sheet.place(index, filled[0])
                office = _office(first) if may_be_grouped and len(filled) == 1 and not signing else ""
                if office:
                    groups[index] = office
                    findings.add(ROW_GROUP, place, first, dinas=office.replace(" | ", ", "))
                else:
                    findings.add(ROW_SKIPPED, place, first, role=role.value, key=spoken)
                continue
        rows.append(index)
    return rows, groups


def _is_plain_key(cell: CellValue) -> bool:
    if not isinstance(cell, str) or not cell or cell.isspace():
        return False
    return cell[0] not in _TOTAL_INITIALS or _TOTAL.match(cell) is None


def _is_no_record(sheet: Sheet, index: int, filled: Sequence[int], key_columns: Sequence[int]) -> bool:
    """Whether a row is a total, a remark or a group heading rather than a record with a damaged key."""
    if any((index, column) in sheet.broken for column in key_columns):
        return False  # the key is there, only lost; the row must not vanish
    if not any(column in filled for column in key_columns):
        return True
    first = cell_text(sheet.rows[index][filled[0]])
    lone = len(filled) == 1 and len(key_columns) > 1
    if lone and (not any(map(str.isdigit, first)) or _office(first)):
        return True  # a lone word: the office above its people, a remark
    return len(filled) <= _FEW and _TOTAL.match(first) is not None


def _office(text: str) -> str:
    """Return the office that a group row names (`A. DINAS SOSIAL`), or a unit and its dinas."""
    bare = _GROUP_LEAD.sub("", text).strip(" :.-")
    if fact := find_dinas(text) or find_dinas(bare):
        return fact.name
    parent = parent_dinas(bare)
    return f"{parent.name} | {bare}" if parent is not None else ""

"""CSV into rows: encoding and delimiter are found, never assumed, and damage is refused with its line."""

from __future__ import annotations

import csv
import io
import re

from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.intake.columns import all_keys, heading_key
from penempatan.intake.complaints import FILE_FORMAT, FILE_UNREADABLE
from penempatan.intake.findings import Complaint, Findings
from penempatan.intake.gate.limits import MAX_AREA, MAX_COLUMNS, MAX_CSV_ROWS, MAX_TEXT
from penempatan.intake.sheets import Sheet

DELIMITERS = (";", ",", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOK_AHEAD = 20  # lines that may hold the heading row
_LOOK_WIDE = 65_536  # characters of each of them
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read_csv(data: bytes, file: str, findings: Findings) -> Sheet:
    """Read CSV bytes into a sheet; raises InputError when the text is damaged."""
    text = _decode(data, file, findings)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refusal(
            file, f"ada karakter NUL di baris {line}", "Simpan ulang berkasnya dari Excel sebagai CSV UTF-8."
        )
    lines = text.splitlines()
    first = lines[0] if lines else ""
    skip = 0
    if first.lower().startswith("sep=") and len(first) == 5:
        delimiter, skip = first[4], 1
    else:
        delimiter = _delimiter([line[:_LOOK_WIDE] for line in lines[:_LOOK_AHEAD]])
    rows, numbers = _rows(text, delimiter, file)
    return Sheet(file, "", rows[skip:], numbers[skip:])


def _decode(data: bytes, file: str, findings: Findings) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8":
            raise _refusal(
                file, f"teks {encoding} rusak di bita {fault.start}", "Simpan ulang sebagai CSV UTF-8."
            ) from fault
        utf8_fault = fault
    line = data.count(b"\n", 0, utf8_fault.start) + 1
    if UTF8_LETTER.search(data):
        raise _refusal(
            file, f"teks UTF-8 rusak di baris {line}", "Ekspor ulang dari sumbernya sebagai CSV UTF-8."
        ) from utf8_fault
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise _refusal(
            file, f"teks bukan UTF-8 dan bukan Windows-1252 (baris {line})", "Simpan ulang sebagai CSV UTF-8."
        ) from fault
    findings.add(
        FILE_FORMAT, Location(file), what="Berkas CSV dibaca sebagai Windows-1252 karena bukan UTF-8."
    )
    return text


def _delimiter(lines: list[str]) -> str:
    """Choose the delimiter under which some early line shows most known headings; ties: most cells."""

    def merit(delimiter: str) -> tuple[int, int]:
        best = (0, 0)
        for row in csv.reader(lines, delimiter=delimiter):
            hits = sum(heading_key(cell) in all_keys() for cell in row)
            best = max(best, (hits, len(row)))
        return best

    return max(DELIMITERS, key=merit)


def _rows(text: str, delimiter: str, file: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start, area = 1, 0
    try:
        for row in reader:
            rows.append(row)
            numbers.append(start)
            area += len(row)
            if len(row) > MAX_COLUMNS or len(rows) > MAX_CSV_ROWS or area > MAX_AREA:
                raise _refusal(
                    file,
                    f"baris {start} melampaui batas {MAX_COLUMNS} kolom, {MAX_CSV_ROWS} baris, "
                    f"atau {MAX_AREA} sel",
                    "Hapus baris dan kolom yang tidak perlu, atau periksa tanda pemisah kolomnya.",
                )
            if max(map(len, row), default=0) > MAX_TEXT:
                raise csv.Error
            start = reader.line_num + 1
    except csv.Error as fault:
        raise _refusal(
            file,
            f"tanda kutip tidak berpasangan atau sel terlalu panjang pada data yang mulai di baris {start}",
            'Periksa tanda kutip (") pada baris itu, atau simpan berkasnya sebagai .xlsx.',
        ) from fault
    return rows, numbers


def _refusal(file: str, reason: str, remedy: str, complaint: Complaint = FILE_UNREADABLE) -> InputError:
    return InputError([complaint.issue(Location(file), reason=reason, remedy=remedy)])

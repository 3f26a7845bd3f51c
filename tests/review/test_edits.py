"""Permitted edits change no decision; forbidden ones are named with their cell, all at once."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from meeting import Meeting

from libreoffice import convert
from penempatan.errors import InputError
from penempatan.review.reading import read_decisions
from penempatan.reviewing import judged_result, open_result

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from penempatan.domain.issue import Issue

TODAY = date(2026, 1, 5)
Said = set[tuple[str, str, str, str, str]]
WORDS = (("Setuju", ""), (" setuju ", ""), ("TOLAK", "kurang cocok"), ("Tunda", "menunggu\nberkas"), ("", ""))
EDITED = 6  # copies a program saves in one start


def said_by(result: Path, *files: Path) -> Said:
    """Return what the copies say, read as a review does."""
    judged = judged_result(open_result(result, files))
    return {
        (one.employee_id, one.vacancy_code, one.kind.value, one.reason, one.decided_by)
        for one in read_decisions(files, judged, TODAY).decisions
    }


def complaints(result: Path, *files: Path) -> list[Issue]:
    """Return what is wrong with the copies."""
    judged = judged_result(open_result(result, files))
    with pytest.raises(InputError) as refused:
        read_decisions(files, judged, TODAY)
    return list(refused.value.issues)


def decided(meeting: Meeting, random: Random) -> Said:
    """Decide some rows as people write; return what that means."""
    expected = set()
    for row in meeting.rows:
        word, reason = random.choice(WORDS)
        if word:
            meeting.decide(row.number, word, reason, by="Wali Kota")
            kind = word.strip().capitalize()
            expected.add((row.nip, row.code, kind, reason, "Wali Kota"))
    first = meeting.rows[0]
    meeting.decide(first.number, "Setuju", by="Wali Kota")
    expected = {one for one in expected if one[:2] != (first.nip, first.code)}
    return expected | {(first.nip, first.code, "Setuju", "", "Wali Kota")}


def permitted(meeting: Meeting, random: Random) -> None:
    """Do what officials may do, at random."""
    sheet = meeting.sheet
    if random.random() < 0.7:
        meeting.sort(random)
    for number in random.sample(range(2, sheet.max_row + 1), 4):
        sheet.row_dimensions[number].hidden = True
    for letter in random.sample("CDEGHIJ", 3):
        sheet.column_dimensions[letter].hidden = True
    if random.random() < 0.5:
        meeting.insert_column(random.randint(1, 10), "Arsip")
    if random.random() < 0.5:
        sheet.title = random.choice(("Rapat 5 Januari", "usulan (2)"))
    if random.random() < 0.5:
        meeting.comment(2, "Nama", "mohon dicek")


def test_permitted_edits_change_no_decision(result: Path, tmp_path: Path) -> None:
    """Sorted, hidden, inserted, renamed, saved by openpyxl and then by LibreOffice: the same decisions."""
    expected, files = [], []
    for seed in range(EDITED):
        random = Random(seed)
        meeting = Meeting(result / "usulan.xlsx")
        expected.append(decided(meeting, random))
        permitted(meeting, random)
        files.append(meeting.save(tmp_path / f"salinan-{seed}.xlsx"))
        assert said_by(result, files[-1]) == expected[-1], seed
    (office := tmp_path / "office").mkdir()
    for seed, saved in enumerate(convert(files, office)):
        assert said_by(result, saved) == expected[seed], seed


def altered_name(meeting: Meeting, random: Random) -> str:
    """Change a name."""
    row = random.choice(meeting.rows).number
    meeting.cell(row, "Nama").value += " S."
    return str(meeting.cell(row, "Nama").coordinate)


def altered_score(meeting: Meeting, random: Random) -> str:
    """Raise a score."""
    row = random.choice(meeting.rows).number
    meeting.cell(row, "Skor").value = 99.99
    return str(meeting.cell(row, "Skor").coordinate)


def altered_nip(meeting: Meeting, random: Random) -> str:
    """Write another NIP."""
    row = random.choice(meeting.rows).number
    meeting.cell(row, "NIP").value = "199001012015031001"
    return str(meeting.cell(row, "NIP").coordinate)


def altered_id(meeting: Meeting, random: Random) -> str:
    """Change a row id."""
    row = random.choice(meeting.rows).number
    meeting.cell(row, "ID Baris").value = "0123456789"
    return str(meeting.cell(row, "ID Baris").coordinate)


def doubled_row(meeting: Meeting, random: Random) -> str:
    """Copy a row to the end."""
    row, last = random.choice(meeting.rows).number, meeting.sheet.max_row + 1
    for column in range(1, meeting.sheet.max_column + 1):
        meeting.sheet.cell(last, column).value = meeting.sheet.cell(row, column).value
    return str(meeting.cell(last, "ID Baris").coordinate)


def added_row(meeting: Meeting, random: Random) -> str:
    """Add a person below the table."""
    last = meeting.sheet.max_row + 1
    meeting.cell(last, "NIP").value = "199001012015031001"
    return str(meeting.cell(last, "NIP").coordinate)


def unknown_word(meeting: Meeting, random: Random) -> str:
    """Answer with another word."""
    row = random.choice(meeting.rows).number
    meeting.decide(row, random.choice(("ya", "OK", "✔", "=1+1")))
    return str(meeting.cell(row, "Keputusan").coordinate)


def no_reason(meeting: Meeting, random: Random) -> str:
    """Reject without a reason."""
    row = random.choice(meeting.rows).number
    meeting.decide(row, random.choice(("Tolak", "Tunda")))
    return str(meeting.cell(row, "Alasan Keputusan").coordinate)


def unknown_alternate(meeting: Meeting, random: Random) -> str:
    """Choose somebody who is not in the round."""
    row = random.choice(meeting.rows).number
    meeting.decide(row, "Ganti", "lebih cocok", "199001012015031001")
    return str(meeting.cell(row, "NIP Pengganti").coordinate)


def number_alternate(meeting: Meeting, random: Random) -> str:
    """Type the alternate's NIP as a number."""
    row = random.choice(meeting.rows).number
    meeting.decide(row, "Ganti", "lebih cocok")
    meeting.cell(row, "NIP Pengganti").value = 199001012015031001
    return str(meeting.cell(row, "NIP Pengganti").coordinate)


def reason_alone(meeting: Meeting, random: Random) -> str:
    """Write a reason and no decision."""
    row = random.choice(meeting.rows).number
    meeting.decide(row, "", "karena")
    return str(meeting.cell(row, "Alasan Keputusan").coordinate)


FORBIDDEN: list[Callable[[Meeting, Random], str]] = [
    altered_name,
    altered_score,
    altered_nip,
    altered_id,
    doubled_row,
    added_row,
    unknown_word,
    no_reason,
    unknown_alternate,
    number_alternate,
    reason_alone,
]


@pytest.mark.parametrize("edit", FORBIDDEN)
def test_a_forbidden_edit_is_named_with_its_cell(
    result: Path, tmp_path: Path, edit: Callable[[Meeting, Random], str]
) -> None:
    """One edit after permitted ones: a complaint at exactly that cell of the renamed sheet."""
    random = Random(edit.__name__)
    meeting = Meeting(result / "usulan.xlsx")
    permitted(meeting, random)
    cell = edit(meeting, random)
    file = meeting.save(tmp_path / "kembali.xlsx")
    found = complaints(result, file)
    assert (file.name, meeting.sheet.title, cell) in {
        (one.location.file, one.location.sheet, one.location.cell) for one in found
    }
    assert all(one.is_error for one in found)


def test_all_complaints_come_at_once(result: Path, tmp_path: Path) -> None:
    """Four wrongs in two copies: each is named with its file and cell."""
    first, second = Meeting(result / "usulan.xlsx"), Meeting(result / "usulan.xlsx")
    rows = first.rows
    first.cell(rows[0].number, "Nama").value = "Orang Lain"
    first.decide(rows[1].number, "mungkin")
    second.sheet.delete_rows(rows[2].number)
    second.decide(rows[3].number - 1, "Tolak")
    files = [first.save(tmp_path / "a.xlsx"), second.save(tmp_path / "b.xlsx")]
    assert {one.code for one in complaints(result, *files)} == {
        "review_cell_altered",
        "review_decision_unknown",
        "review_row_removed",
        "review_reason_missing",
    }


def test_a_removed_column_and_a_second_table_are_refused(result: Path, tmp_path: Path) -> None:
    """Without the names nothing can be compared; with two decision sheets nobody knows which one counts."""
    meeting = Meeting(result / "usulan.xlsx")
    meeting.sheet.delete_cols(meeting.columns["Nama"])
    assert "review_heading_missing" in {
        one.code for one in complaints(result, meeting.save(tmp_path / "a.xlsx"))
    }
    meeting = Meeting(result / "usulan.xlsx")
    meeting.book.copy_worksheet(meeting.sheet)
    assert [one.code for one in complaints(result, meeting.save(tmp_path / "b.xlsx"))] == [
        "review_sheets_ambiguous"
    ]


def test_a_broken_or_missing_seal_is_refused(result: Path, tmp_path: Path) -> None:
    """Name and hidden copy changed alike, or the hidden sheet thrown away: nothing in it is believed."""
    meeting = Meeting(result / "usulan.xlsx")
    name = meeting.cell(2, "Nama").value
    for row in meeting.book["_segel"].iter_rows():
        for cell in row:
            if cell.value == name:
                cell.value = "Orang Lain"
    meeting.cell(2, "Nama").value = "Orang Lain"
    assert [one.code for one in complaints(result, meeting.save(tmp_path / "a.xlsx"))] == [
        "review_seal_broken"
    ]
    meeting = Meeting(result / "usulan.xlsx")
    del meeting.book["_segel"]
    assert [one.code for one in complaints(result, meeting.save(tmp_path / "b.xlsx"))] == [
        "review_seal_missing"
    ]

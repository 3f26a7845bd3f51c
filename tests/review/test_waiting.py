"""A Tunda waits on a sheet of its own and can be lifted there; the history of all decisions stays in view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from meeting import Meeting

from penempatan.domain.change import Change, ChangeKind
from penempatan.domain.decision import Decision, DecisionKind
from penempatan.errors import InputError
from penempatan.report.placements_csv import parse_placements
from penempatan.review.changes import changes
from penempatan.review.register import read_history
from penempatan.reviewing import review_round
from penempatan.verification.audit import audit

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 1, 5)


def placed(result: Path) -> dict[str, str]:
    """Return NIP → kode formasi of a result."""
    data = (result / "penempatan.csv").read_bytes()
    return {row.nip: row.vacancy_code for row in parse_placements(data, "")}


def review(result: Path) -> tuple[Change, ...]:
    """Review a result and have it audited; return what changed."""
    outcome = review_round(result, (), target=None, today=TODAY)
    audit(result, None)
    return outcome.result.report.changes


def waiting(book: Any) -> dict[tuple[str, str], int]:
    """Return the rows of the sheet Ditunda by NIP and kode formasi."""
    sheet = book["Ditunda"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    return {
        (sheet.cell(row, at["NIP"]).value, sheet.cell(row, at["Kode Formasi"]).value): row
        for row in range(2, sheet.max_row + 1)
    }


def answer(result: Path, pair: tuple[str, str], heading: str, text: str) -> None:
    """Fill in a cell of the sheet Ditunda."""
    path = result / "usulan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet: Any = book["Ditunda"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(waiting(book)[pair], at[heading]).value = text
    book.save(path)


def deferred(result: Path, count: int) -> list[tuple[str, str]]:
    """Defer the first rows and return their pairs."""
    meeting = Meeting(result / "usulan.xlsx")
    rows = meeting.rows[:count]
    for row in rows:
        meeting.decide(row.number, "Tunda", "menunggu berkas")
    meeting.save(result / "usulan.xlsx")
    review(result)
    return [(row.nip, row.code) for row in rows]


def test_a_deferred_row_comes_back_by_any_decision(result: Path) -> None:
    """Setuju seats who waited, Tolak lets the person go elsewhere, an empty cell leaves them waiting."""
    approved, rejected, left = deferred(result, 3)
    book = openpyxl.load_workbook(result / "usulan.xlsx")
    assert set(waiting(book)) == {approved, rejected, left}
    answer(result, approved, "Keputusan", "Setuju")
    answer(result, rejected, "Keputusan", "Tolak")
    answer(result, rejected, "Alasan Keputusan", "tidak cocok")
    answer(result, left, "Catatan", "berkas menyusul")
    found = {one.employee_id: one for one in review(result)}
    after = placed(result)
    assert after[approved[0]] == approved[1]
    assert after.get(rejected[0]) != rejected[1]
    assert left[0] not in after
    assert found[approved[0]].kind is ChangeKind.APPROVED
    assert found[approved[0]].before == ""
    assert found[rejected[0]].cause.endswith(f"sebelumnya ditunda pada {rejected[1]}")
    book = openpyxl.load_workbook(result / "usulan.xlsx")
    assert list(waiting(book)) == [left]
    sheet: Any = book["Ditunda"]
    assert "berkas menyusul" in [cell.value for cell in sheet[2]]
    again = Meeting(result / "usulan.xlsx")
    row = next(one for one in again.rows if one.nip == approved[0])
    assert again.cell(row.number, "Keputusan").value == "Setuju"


def test_history_shows_every_decision_and_which_one_counts(result: Path) -> None:
    """Two lines on the same pair: the earlier one points at the later."""
    (pair,) = deferred(result, 1)
    answer(result, pair, "Keputusan", "Setuju")
    review(result)
    sheet: Any = openpyxl.load_workbook(result / "usulan.xlsx")["Riwayat Keputusan"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = {heading: index for index, heading in enumerate(head)}
    assert [(row[at["NIP"]], row[at["Diputuskan"]], row[at["Berlaku"]]) for row in rows] == [
        (pair[0], "Tunda", "tidak, lihat No 2"),
        (pair[0], "Setuju", "ya"),
    ]
    assert rows[0][at["Alasan"]] == "menunggu berkas"
    assert [one.kind for one in read_history(result / "keputusan.csv")] == [
        DecisionKind.DEFER,
        DecisionKind.APPROVE,
    ]


def test_an_altered_row_that_waits_is_named_and_a_lost_sheet_lifts_nothing(result: Path) -> None:
    """The seal covers the sheet Ditunda; thrown away, it decides nothing and nothing is complained of."""
    (pair,) = deferred(result, 1)
    answer(result, pair, "Keputusan", "Setuju")
    path = result / "usulan.xlsx"
    whole = path.read_bytes()
    answer(result, pair, "Nama", "Orang Lain")
    with pytest.raises(InputError) as refused:
        review_round(result, (), target=None, today=TODAY)
    assert [(one.code, one.location.sheet, one.location.cell) for one in refused.value.issues] == [
        ("review_cell_altered", "Ditunda", "C2")
    ]
    path.write_bytes(whole)
    meeting = Meeting(path)
    del meeting.book["Ditunda"]
    meeting.decide(2, "Setuju")
    meeting.save(path)
    review(result)
    assert pair[0] not in placed(result)


def test_a_lifted_row_is_the_cause_of_what_follows_from_it() -> None:
    """Ani waited for F-1 and is rejected there; Budi comes to F-1: because of row T1."""
    lifted = Decision("ani", "F-1", DecisionKind.REJECT, reason="uji")
    found = changes(
        [("citra", "F-2")], [("budi", "F-1"), ("citra", "F-2")], (lifted,), {("ani", "F-1"): "T1"}, {}
    )
    assert [(one.employee_id, one.kind, one.cause) for one in found] == [
        ("ani", ChangeKind.REJECTED, "diputuskan Tolak: uji; sebelumnya ditunda pada F-1"),
        ("budi", ChangeKind.COME, "karena baris T1 ditolak"),
    ]

"""Not a word is lost: comments of every sheet, own columns and lines, opinions, changed reasons."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from meeting import Meeting
from openpyxl.comments import Comment
from openpyxl.styles import Font

from libreoffice import convert
from penempatan.domain.remark import Remark
from penempatan.errors import InputError
from penempatan.report.carried_words import comment_parts, own_cells, without_repeats
from penempatan.report.proposal_table import INDEX
from penempatan.review.reading import read_decisions
from penempatan.review.register import read_history, read_register
from penempatan.review.remarks import parse_remarks, remarks_bytes
from penempatan.reviewing import judged_result, open_result, review_round

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 1, 5)


def written(path: Path) -> Counter[str]:
    """Return every text of the cells and comments of a workbook, line by line, and how often it is there."""
    book = openpyxl.load_workbook(path)
    found: Counter[str] = Counter()
    for sheet in book:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows():
                for cell in row:
                    found.update(str(cell.value or "").splitlines())
                    found.update(cell.comment.text.splitlines() if cell.comment else ())
    return found


def issues(result: Path, meeting: Meeting) -> set[tuple[str, str]]:
    """Return code and cell of every complaint about a copy."""
    file = meeting.save(result.parent / "kembali.xlsx")
    judged = judged_result(open_result(result, (file,)))
    with pytest.raises(InputError) as refused:
        read_decisions((file,), judged, TODAY)
    return {(one.code, one.location.cell) for one in refused.value.issues}


def test_words_of_every_place_survive_three_reviews_once(result: Path) -> None:
    """Own column, title line, comments on three sheets: in every later workbook, once, with author."""
    meeting = Meeting(result / "usulan.xlsx")
    open_row = meeting.rows[3]
    meeting.decide(2, "Setuju")
    meeting.insert_column(5, "Telaah BKPP")
    meeting.sheet.cell(open_row.number, 5).value = "berkas lengkap"
    meeting.sheet.insert_rows(1)
    meeting.sheet["A1"] = "RAPAT TANGGAL 5 JANUARI"
    sheet = meeting.sheet
    sheet.cell(open_row.number + 1, 3).comment = Comment("orang tuanya sakit", "Sekda")
    meeting.book["Ringkasan"]["A7"].comment = Comment("mengapa sedikit?", "Asisten")
    other = meeting.book["Belum Ditempatkan"]
    other["C2"].comment = Comment("dia juga bagus", "Asisten")
    left_out = next(
        cell.value for cell in other[2] if str(cell.value).isdigit() and len(str(cell.value)) == 18
    )
    meeting.save(result / "usulan.xlsx")
    words = [
        "Telaah BKPP: berkas lengkap",
        "RAPAT TANGGAL 5 JANUARI",
        "Sekda: orang tuanya sakit",
        "Asisten: mengapa sedikit?",
        "Asisten: dia juga bagus",
    ]
    for number in range(3):
        review_round(result, (), target=None, today=TODAY)
        now = written(result / "usulan.xlsx")
        assert [now[word] for word in words] == [1] * len(words), number
        again = Meeting(result / "usulan.xlsx")
        undecided = [row for row in again.rows if not again.cell(row.number, "Keputusan").value]
        again.decide(next(row.number for row in undecided if row.nip != open_row.nip), "Setuju")
        again.save(result / "usulan.xlsx")
    kept = parse_remarks((result / "komentar.csv").read_bytes(), "komentar.csv")
    assert Counter(one.text for one in kept)["berkas lengkap"] == 1
    assert [one.employee_id for one in kept if "dia juga bagus" in one.text] == [left_out]


def test_other_words_on_a_decided_row_are_a_new_line_of_the_register(result: Path) -> None:
    """A reason added to an approval of an earlier review counts from then on; the earlier line stays."""
    meeting = Meeting(result / "usulan.xlsx")
    row = meeting.rows[0]
    meeting.decide(row.number, "Setuju", by="Sekda")
    meeting.save(result / "usulan.xlsx")
    review_round(result, (), target=None, today=TODAY)
    meeting = Meeting(result / "usulan.xlsx")
    at = next(one.number for one in meeting.rows if one.nip == row.nip)
    meeting.cell(at, "Alasan Keputusan").value = "sesuai asesmen"
    meeting.save(result / "usulan.xlsx")
    outcome = review_round(result, (), target=None, today=TODAY)
    assert [(one.employee_id, one.reason) for one in outcome.decisions] == [(row.nip, "sesuai asesmen")]
    assert [one.reason for one in read_history(result / "keputusan.csv")] == ["", "sesuai asesmen"]
    assert [one.reason for one in read_register(result / "keputusan.csv")] == ["sesuai asesmen"]


def test_overruled_opinions_stay_on_record(result: Path) -> None:
    """What was said for and against a row in dispute is in the next workbook, whoever had the last word."""
    one, other = Meeting(result / "usulan.xlsx"), Meeting(result / "usulan.xlsx")
    row = one.rows[0]
    one.decide(row.number, "Setuju", by="Sekda")
    other.decide(row.number, "Tolak", "belum diklat", by="Asisten")
    other.cell(row.number, "Catatan").value = "usulkan tahun depan"
    files = [one.save(result.parent / "a.xlsx"), other.save(result.parent / "b.xlsx")]
    with pytest.raises(InputError):
        review_round(result, files, target=None, today=TODAY)
    path = result / "perlu-diputuskan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet: Any = book["Perlu Diputuskan"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, at["Keputusan"]).value = "Setuju"
    sheet.cell(2, at["NIP"]).comment = Comment("disepakati bersama", "Ketua")
    book.save(path)
    review_round(result, (*files, path), target=None, today=TODAY)
    text = "\n".join(written(result / "usulan.xlsx"))
    for word in ("Pendapat: Tolak oleh Asisten", "belum diklat", "usulkan tahun depan", "disepakati bersama"):
        assert word in text


def test_notes_of_several_copies_stand_side_by_side_and_give_way_to_later_ones() -> None:
    """Two Catatan of one review are joined; that of a later review replaces them, old words too."""

    def said(*texts: str, run: str) -> list[Remark]:
        return [Remark("1", "F-1", "Catatan", text, False, "a.xlsx", run) for text in texts]

    data = remarks_bytes(b"", said("a", "b", run="r1"))
    assert own_cells(parse_remarks(data, "")) == {("1", "F-1", "Catatan"): "a; b"}
    assert remarks_bytes(data, said("a; b", run="r2")) == data
    data = remarks_bytes(data, said("a; b", "c", run="r2"))
    assert own_cells(parse_remarks(data, "")) == {("1", "F-1", "Catatan"): "c"}
    data = remarks_bytes(data, said("a", run="r3"))
    assert own_cells(parse_remarks(data, "")) == {("1", "F-1", "Catatan"): "a"}


def test_a_comment_that_comes_back_as_shown_is_not_repeated() -> None:
    """Two comments of a cell come back as one text: nothing new; a line more replaces the shorter text."""

    def note(text: str, run: str) -> Remark:
        return Remark("1", "F-1", "Nama", text, True, "a.xlsx", run)

    data = remarks_bytes(b"", [note("a", "r1"), note("b", "r1")])
    assert remarks_bytes(data, [note("a\nb", "r2")]) == data
    data = remarks_bytes(data, [note("a\nb\nok", "r2"), note("tidak ok", "r2")])
    assert comment_parts(parse_remarks(data, ""), INDEX) == {("1", "F-1", "Nama"): ["a\nb\nok", "tidak ok"]}
    assert without_repeats(["ok", "tidak ok", "ok"]) == ["ok", "tidak ok"]


def struck(meeting: Meeting) -> tuple[str, str]:
    """Strike out a row without a word."""
    for cell in meeting.sheet[3]:
        cell.font = Font(strike=True)
    return "review_row_struck", meeting.cell(3, "NIP").coordinate


def struck_approval(meeting: Meeting) -> tuple[str, str]:
    """Strike out the word itself."""
    meeting.decide(3, "Setuju")
    meeting.cell(3, "Keputusan").font = Font(strike=True)
    return "review_row_struck", meeting.cell(3, "Keputusan").coordinate


def merged(meeting: Meeting) -> tuple[str, str]:
    """Merge one word over three rows."""
    meeting.decide(3, "Setuju")
    column = meeting.columns["Keputusan"]
    meeting.sheet.merge_cells(start_row=3, end_row=5, start_column=column, end_column=column)
    return "review_cells_merged", meeting.cell(3, "Keputusan").coordinate


def uncalculated(meeting: Meeting) -> tuple[str, str]:
    """Decide by a formula that nobody calculated."""
    meeting.cell(3, "Keputusan").value = '=IF(1=1,"Setuju","Tolak")'
    return "review_entry_lost", meeting.cell(3, "Keputusan").coordinate


@pytest.mark.parametrize("edit", [struck, struck_approval, merged, uncalculated])
def test_signs_that_are_no_decision_are_named(
    result: Path, edit: Callable[[Meeting], tuple[str, str]]
) -> None:
    """A stroke, a merged cell, a formula: never read as a decision in silence, never passed over."""
    meeting = Meeting(result / "usulan.xlsx")
    meeting.decide(2, "Setuju")
    complaint = edit(meeting)
    assert complaint in issues(result, meeting)


def test_a_struck_row_that_is_rejected_is_fine(result: Path) -> None:
    """The stroke only underlines the word."""
    meeting = Meeting(result / "usulan.xlsx")
    for cell in meeting.sheet[2]:
        cell.font = Font(strike=True)
    meeting.decide(2, "Tolak", "kurang cocok")
    meeting.cell(2, "Keputusan").font = Font()
    file = meeting.save(result.parent / "kembali.xlsx")
    judged = judged_result(open_result(result, (file,)))
    assert len(read_decisions((file,), judged, TODAY).decisions) == 1


def test_after_another_program_signs_and_comments_are_still_there(result: Path, tmp_path: Path) -> None:
    """Saved by LibreOffice (which drops who commented): stroke and calculated formula are named."""
    (office := tmp_path / "office").mkdir()
    signs, words = Meeting(result / "usulan.xlsx"), Meeting(result / "usulan.xlsx")
    struck(signs)
    uncalculated(signs)
    signs.cell(4, "Keputusan").value = '=IF(1=1,"Setuju","Tolak")'
    words.decide(2, "Setuju")
    words.comment(3, "Nama", "mohon dicek")
    saved = convert([signs.save(tmp_path / "tanda.xlsx"), words.save(tmp_path / "kata.xlsx")], office)
    judged = judged_result(open_result(result, saved))
    with pytest.raises(InputError) as refused:
        read_decisions(saved[:1], judged, TODAY)
    assert {(one.code, one.location.cell) for one in refused.value.issues} >= {
        ("review_row_struck", signs.cell(3, "NIP").coordinate),
        ("review_cell_calculated", signs.cell(4, "Keputusan").coordinate),
    }
    (remark,) = read_decisions(saved[1:], judged, TODAY).remarks
    assert remark.text == "mohon dicek"

"""A result through several reviews: decisions hold, nothing anybody wrote is lost, tampering shows."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from meeting import Meeting

from penempatan.domain.decision import DecisionKind
from penempatan.errors import InputError, VerificationError
from penempatan.report.trail import read_trail
from penempatan.review.register import read_history, read_register
from penempatan.reviewing import review_round
from penempatan.verification.audit import audit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from penempatan.reviewing import ReviewOutcome

TODAY = date(2026, 1, 5)


def placed(result: Path) -> dict[str, str]:
    """Return NIP → kode formasi of a result."""
    with (result / "penempatan.csv").open(encoding="utf-8", newline="") as stream:
        return {row["nip"]: row["kode_formasi"] for row in csv.DictReader(stream)}


def review(result: Path, *files: Path, target: Path | None = None) -> ReviewOutcome:
    """Review a result."""
    return review_round(result, files, target=target, today=TODAY)


def free_alternate(meeting: Meeting, number: int, seated: set[str]) -> str:
    """Return somebody without a seat from the choices beside a row; empty when there is nobody."""
    text = str(meeting.cell(number, "Pilihan Pengganti (perubahan total)").value or "")
    found = [word for word in text.replace(":", " ").replace(",", " ").split() if word.isdigit()]
    return next((word for word in found if len(word) == 18 and word not in seated), "")


def texts(path: Path) -> str:
    """Return every cell and comment of a workbook as one text."""
    book = openpyxl.load_workbook(path)
    parts = []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                parts += [str(cell.value)] if cell.value is not None else []
                parts += [cell.comment.text] if cell.comment else []
    return "\n".join(parts)


def test_decisions_hold_through_two_reviews(result: Path) -> None:
    """Approved stay, rejected never return, deferred wait; comments and words survive; the audit passes."""
    before = placed(result)
    meeting = Meeting(result / "usulan.xlsx")
    approved, rejected, deferred, noted = meeting.rows[:4]
    meeting.decide(approved.number, "Setuju")
    meeting.decide(rejected.number, "Tolak", "kurang cocok")
    meeting.decide(deferred.number, "Tunda", "menunggu berkas")
    meeting.cell(noted.number, "Catatan").value = "tanya atasan dulu"
    meeting.comment(approved.number, "Nama", "sudah bicara dengan beliau")
    meeting.comment(rejected.number, "Nama", "keluarga di Ungaran")
    meeting.comment(1, "Skor", "rumusnya apa?")
    meeting.save(result / "usulan.xlsx")
    outcome = review(result)
    after = placed(result)
    assert {one.kind for one in outcome.decisions} == {
        DecisionKind.APPROVE,
        DecisionKind.REJECT,
        DecisionKind.DEFER,
    }
    assert after[approved.nip] == approved.code
    assert after.get(rejected.nip) != rejected.code
    assert deferred.nip not in after
    undecided = [row for row in meeting.rows if row not in (approved, rejected, deferred)]
    assert all(after[row.nip] == row.code == before[row.nip] for row in undecided)
    assert audit(result, None).decided >= 1
    causes = {change.employee_id: change.cause for change in outcome.result.report.changes}
    assert causes[rejected.nip] == "diputuskan Tolak oleh Sekda: kurang cocok"
    comers = set(after) - set(before)
    number = meeting.cell(rejected.number, "No").value
    assert all(f"karena baris {number} ditolak" in causes[nip] for nip in comers)
    words = ("tanya atasan dulu", "sudah bicara dengan beliau", "keluarga di Ungaran", "rumusnya apa?")
    assert all(word in texts(result / "usulan.xlsx") for word in words)

    second = Meeting(result / "usulan.xlsx")
    again = next(row for row in second.rows if row.nip == approved.nip)
    assert second.cell(again.number, "Keputusan").value == "Setuju"
    assert second.cell(again.number, "Dampak bila Ditolak").value.startswith("Sudah disetujui;")
    assert second.cell(again.number, "Nama").comment.text == "Sekda: sudah bicara dengan beliau"
    next_row = next(row for row in second.rows if row.nip == noted.nip)
    assert second.cell(next_row.number, "Catatan").value == "tanya atasan dulu"
    second.decide(next_row.number, "Tolak", "atasan keberatan")
    second.save(result / "usulan.xlsx")
    outcome = review(result)
    last = placed(result)
    assert [one.employee_id for one in outcome.decisions] == [noted.nip]
    assert last[approved.nip] == approved.code
    assert last.get(rejected.nip) != rejected.code
    assert last.get(noted.nip) != noted.code
    assert deferred.nip not in last
    assert all(word in texts(result / "usulan.xlsx") for word in words)
    audit(result, None)
    assert [one.kind for one in read_trail(result / "jejak.jsonl")] == ["susun", "tinjau", "tinjau"]
    assert len(read_history(result / "keputusan.csv")) == 4
    assert len(list(result.glob("usulan-*.xlsx"))) == 2


def test_an_alternate_takes_the_seat(result: Path) -> None:
    """Ganti: the person gives way, the alternate is in, and later workbooks show that as approved."""
    meeting = Meeting(result / "usulan.xlsx")
    seated = {row.nip for row in meeting.rows}
    chosen = [(row, free_alternate(meeting, row.number, seated)) for row in meeting.rows]
    row, alternate = next((row, nip) for row, nip in chosen if nip)
    meeting.decide(row.number, "ganti", "lebih cocok", f" {alternate} ")
    file = meeting.save(result.parent / "kiriman.xlsx")
    review(result, file)
    after = placed(result)
    assert after[alternate] == row.code
    assert after.get(row.nip) != row.code
    new = Meeting(result / "usulan.xlsx")
    taken = next(one for one in new.rows if one.nip == alternate)
    assert new.cell(taken.number, "Keputusan").value == "Setuju"
    audit(result, None)
    new.decide(taken.number, "Tolak", "menolak pindah")
    new.save(result / "usulan.xlsx")
    review(result)
    last = placed(result)
    assert last.get(alternate) != row.code
    assert last.get(row.nip) != row.code
    audit(result, None)


def test_a_disagreement_goes_back_to_the_approvers(result: Path) -> None:
    """Setuju against Tolak: nothing is decided but for a workbook to settle it in, which then has its way."""
    one, other = Meeting(result / "usulan.xlsx"), Meeting(result / "usulan.xlsx")
    disputed, agreed = one.rows[:2]
    one.decide(disputed.number, "Setuju", by="Sekda")
    other.decide(disputed.number, "Tolak", "kurang cocok", by="Asisten")
    for meeting, by in ((one, "Sekda"), (other, "Asisten")):
        meeting.decide(agreed.number, "Tolak", f"alasan {by}", by=by)
    files = [one.save(result.parent / "a.xlsx"), other.save(result.parent / "b.xlsx")]
    state = {path.name: path.read_bytes() for path in result.iterdir()}
    with pytest.raises(InputError) as refused:
        review(result, *files)
    assert [issue.code for issue in refused.value.issues] == ["review_conflict"]
    assert "a.xlsx" in refused.value.issues[0].problem
    assert "b.xlsx" in refused.value.issues[0].problem
    assert {name: (result / name).read_bytes() for name in state} == state
    book = openpyxl.load_workbook(result / "perlu-diputuskan.xlsx")
    sheet: Any = book["Perlu Diputuskan"]
    at = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == 2
    assert "Asisten" in sheet.cell(2, at["Pendapat"]).value
    settled = result / "perlu-diputuskan.xlsx"
    with pytest.raises(InputError):  # still unsettled
        review(result, *files, settled)
    sheet.cell(2, at["Keputusan"]).value = "Tolak"
    sheet.cell(2, at["Alasan Keputusan"]).value = "disepakati"
    book.save(settled)
    review(result, *files, settled)
    register = {one.employee_id: one for one in read_register(result / "keputusan.csv")}
    assert register[disputed.nip].reason == "disepakati"
    assert register[agreed.nip].decided_by == "Sekda; Asisten"
    assert register[agreed.nip].reason == "alasan Sekda; alasan Asisten"
    assert placed(result).get(disputed.nip) != disputed.code
    audit(result, None)


def test_old_copies_and_changed_inputs_are_refused(result: Path) -> None:
    """A copy read before, a round edited since, nothing decided: each has its own sentence."""
    with pytest.raises(InputError) as refused:
        review(result)
    assert [issue.code for issue in refused.value.issues] == ["review_nothing_new"]
    meeting = Meeting(result / "usulan.xlsx")
    meeting.decide(2, "Setuju")
    file = meeting.save(result.parent / "a.xlsx")
    review(result, file)
    with pytest.raises(InputError) as refused:
        review(result, file)
    assert [issue.code for issue in refused.value.issues] == ["review_read_before"]
    rules = result.parent / "ronde" / "aturan.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + "\n# diubah\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        review(result)
    assert {issue.code for issue in refused.value.issues} == {"review_stale"}


def test_another_folder_leaves_the_result_as_it_was(result: Path, tmp_path: Path) -> None:
    """--keluaran: the new result is whole and sound by itself, the old one untouched."""
    meeting = Meeting(result / "usulan.xlsx")
    meeting.decide(2, "Tolak", "kurang cocok")
    file = meeting.save(tmp_path / "a.xlsx")
    state = {path.name: path.read_bytes() for path in result.iterdir()}
    review(result, file, target=tmp_path / "baru")
    assert {path.name: path.read_bytes() for path in result.iterdir()} == state
    audit(tmp_path / "baru", None)
    assert len(read_trail(tmp_path / "baru" / "jejak.jsonl")) == 2


def test_every_file_of_a_review_is_guarded(result: Path, tmp_path: Path) -> None:
    """A reason reworded, the earlier plan edited, a comment changed, the trail cut short: each is named."""
    meeting = Meeting(result / "usulan.xlsx")
    meeting.decide(2, "Tolak", "kurang cocok")
    meeting.comment(3, "Nama", "mohon dicek")
    meeting.save(result / "usulan.xlsx")
    review(result)
    (earlier,) = result.glob("penempatan-*.csv")
    tampering: dict[str, Callable[[bytes], bytes]] = {
        "keputusan.csv": lambda data: data.replace(b"kurang cocok", b"kurang cakap"),
        earlier.name: lambda data: data.replace(b",SMG-", b",SMX-", 1),
        "komentar.csv": lambda data: data.replace(b"dicek", b"hapus"),
        "jejak.jsonl": lambda data: data.splitlines(keepends=True)[0],
    }
    for name, change in tampering.items():
        shutil.rmtree(tmp_path / "coba", ignore_errors=True)
        shutil.copytree(result.parent, tmp_path / "coba")
        file = tmp_path / "coba" / result.name / name
        data = file.read_bytes()
        file.write_bytes(change(data))
        assert file.read_bytes() != data
        with pytest.raises(VerificationError) as refused:
            audit(tmp_path / "coba" / result.name, None)
        assert any(name in fault for fault in refused.value.faults), name

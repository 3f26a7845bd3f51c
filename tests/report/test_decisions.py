"""Decisions of an approver are never overwritten, and never lost."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from penempatan import locate_round, plan_round
from penempatan.errors import DecisionsAtRiskError
from penempatan.intake.findings import Findings
from penempatan.intake.workbook import read_book
from penempatan.report import decisions
from penempatan.report.decisions import WorkbookUnreadableError, at_risk, decisions_at_risk
from penempatan.report.files import DECISIONS, RECORD, WORKBOOK
from penempatan.report.labels import Heading
from penempatan.report.publish import check_target, publish, stage
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.report.publish import Published

HEADINGS = ("No", "NIP", "Nama", "Kode Formasi", "Keputusan", "Catatan")
ROW = (1, "199001012015032001", "Ani", "F-1", None, None)


def write_workbook(path: Path, *rows: tuple[object, ...], sheet: str = "Usulan", above: int = 0) -> None:
    """Write an approval workbook in small, as Excel would save it."""
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    page.title = sheet
    for _ in range(above):
        page.append(["PEMERINTAH KOTA"])
    page.append(list(HEADINGS))
    for row in rows:
        page.append(list(row))
    workbook.save(path)


def decided(keputusan: object, catatan: object = None) -> tuple[object, ...]:
    """Return a row with the approver's two cells."""
    return (*ROW[:4], keputusan, catatan)


def run(target: Path, *, overwrite: bool = False) -> Published:
    """Publish a new result with an untouched workbook."""
    with stage(target) as staged:
        write_workbook(staged.folder / WORKBOOK, ROW)
        (staged.folder / RECORD).write_text("{}", encoding="utf-8")
        return publish(staged, overwrite=overwrite)


def test_no_workbook_no_decision(tmp_path: Path) -> None:
    """A new folder holds nothing at risk."""
    assert decisions_at_risk(tmp_path) == 0


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ROW, ROW], 0),
        ([decided("Setuju"), ROW], 1),
        ([decided("Tolak", "pindah tugas"), decided(None, "tanyakan")], 2),
        ([decided("   ", "\u00a0")], 0),
        ([decided("setuju?")], 1),
        ([decided(True)], 1),
    ],
)
def test_counts_decisions_and_remarks(tmp_path: Path, rows: list[tuple[object, ...]], expected: int) -> None:
    """A row counts when the decision or the remark holds anything that a person would see."""
    write_workbook(tmp_path / WORKBOOK, *rows)
    assert decisions_at_risk(tmp_path) == expected


@pytest.mark.parametrize("heading", ["Alasan Keputusan", "NIP Pengganti", "Pemutus"])
def test_whatever_an_official_wrote_counts(tmp_path: Path, heading: str) -> None:
    """A reason, an alternate or a name without a decision is work of a person too; a locked column is not."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Usulan"
    page.append([*HEADINGS, heading, "Peringatan"])
    page.append([*ROW, "cuti sampai Mei", None])
    page.append([*ROW, None, "Pilih Keputusan."])
    book.save(tmp_path / WORKBOOK)
    assert decisions_at_risk(tmp_path) == 1


def test_heading_row_is_found_below_a_letterhead(tmp_path: Path) -> None:
    """Title rows above the headings do not hide the decisions."""
    write_workbook(tmp_path / WORKBOOK, decided("Setuju"), above=4)
    assert decisions_at_risk(tmp_path) == 1


def test_formula_as_decision_counts(tmp_path: Path) -> None:
    """A formula that nobody computed is a decision that we cannot read, not a blank."""
    write_workbook(tmp_path / WORKBOOK, decided('=IF(1=1,"Setuju","")'))
    assert decisions_at_risk(tmp_path) == 1


def test_decisions_read_back_count_too(tmp_path: Path) -> None:
    """keputusan.csv holds decisions as well; its heading line is none."""
    (tmp_path / DECISIONS).write_text("nip,keputusan\n1,Setuju\n2,Tolak\n", encoding="utf-8")
    assert decisions_at_risk(tmp_path) == 2


@pytest.mark.parametrize("content", [b"", b"bukan buku kerja", b"PK\x03\x04" + b"\0" * 40])
def test_unreadable_workbook_is_not_overwritten(tmp_path: Path, content: bytes) -> None:
    """Who cannot read a workbook cannot know that it holds no decision."""
    run(tmp_path)
    (tmp_path / WORKBOOK).write_bytes(content)
    with pytest.raises(WorkbookUnreadableError):
        decisions_at_risk(tmp_path)
    with pytest.raises(DecisionsAtRiskError, match="tidak dapat dipastikan"):
        run(tmp_path)
    assert (tmp_path / WORKBOOK).read_bytes() == content


def test_workbook_with_a_renamed_sheet_is_not_overwritten(tmp_path: Path) -> None:
    """Decisions count under whatever name the sheet has now."""
    run(tmp_path)
    write_workbook(tmp_path / WORKBOOK, decided("Setuju"), sheet="Usulan (2)")
    with pytest.raises(DecisionsAtRiskError, match="memuat 1 keputusan"):
        run(tmp_path)


def test_result_without_decisions_is_replaced(tmp_path: Path) -> None:
    """A result that nobody has decided on gives way to the next one, and leaves no copy."""
    run(tmp_path)
    assert run(tmp_path).kept == ()
    assert {path.name for path in tmp_path.iterdir()} == {WORKBOOK, RECORD}


def test_decided_result_is_refused_before_and_after_the_work(tmp_path: Path) -> None:
    """Decisions stop a run before it begins, and again if they were made while it worked."""
    run(tmp_path)
    write_workbook(tmp_path / WORKBOOK, decided("Setuju"))
    before = (tmp_path / WORKBOOK).read_bytes()
    with pytest.raises(DecisionsAtRiskError, match="1 keputusan atau catatan pimpinan") as caught:
        check_target(tmp_path, overwrite=False)
    assert caught.value.exit_code == 7
    assert "--timpa" in str(caught.value)
    with pytest.raises(DecisionsAtRiskError):
        run(tmp_path)
    assert (tmp_path / WORKBOOK).read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {WORKBOOK, RECORD}


def test_timpa_keeps_a_dated_copy(tmp_path: Path) -> None:
    """With --timpa the decided files stay under a dated name, byte for byte, and the run says where."""
    run(tmp_path)
    write_workbook(tmp_path / WORKBOOK, decided("Setuju"))
    (tmp_path / DECISIONS).write_text("nip,keputusan\n1,Setuju\n", encoding="utf-8")
    before = (tmp_path / WORKBOOK).read_bytes()
    check_target(tmp_path, overwrite=True)
    published = run(tmp_path, overwrite=True)
    assert decisions_at_risk(tmp_path) == 0
    names = sorted(path.name for path in published.kept)
    assert [name.partition("-")[0] for name in names] == ["keputusan", "usulan"]
    assert (tmp_path / names[1]).read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {WORKBOOK, RECORD, *names}
    write_workbook(tmp_path / WORKBOOK, decided("Tolak"))
    again = run(tmp_path, overwrite=True)
    assert len({path.name for path in tmp_path.iterdir()}) == 5, "the first copy is kept as well"
    assert again.kept[0].name not in names


def test_an_untouched_workbook_is_known_by_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read of a workbook as it was published; one byte more, and all of it is looked at."""
    write_round(tmp_path / "ronde", generate_round(12, 4, 1, messy=False))
    target = tmp_path / "hasil"
    plan_round(locate_round(tmp_path / "ronde"), target=target, today=date(2026, 10, 1))
    looked_at: list[Path] = []

    def seen(workbook: Path) -> list[dict[str, str]]:
        looked_at.append(workbook)
        return [{Heading.DECISION: "Setuju"}]

    monkeypatch.setattr(decisions, "proposal_rows", seen)
    assert at_risk(target) is None
    assert not looked_at
    with (target / WORKBOOK).open("ab") as stream:
        stream.write(b" ")
    assert at_risk(target) is not None
    assert looked_at == [target / WORKBOOK]


def test_a_workbook_published_with_decisions_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that lists a register of decisions vouches for no empty workbook."""
    write_round(tmp_path / "ronde", generate_round(12, 4, 1, messy=False))
    target = tmp_path / "hasil"
    plan_round(locate_round(tmp_path / "ronde"), target=target, today=date(2026, 10, 1))
    record = json.loads((target / RECORD).read_text(encoding="utf-8"))
    record["keluaran"][DECISIONS] = record["keluaran"][WORKBOOK]
    (target / RECORD).write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(decisions, "proposal_rows", lambda _: [{Heading.DECISION: "Setuju"}])
    assert decisions_at_risk(target) == 1


def test_our_own_workbook_has_no_cell_that_was_never_computed(tmp_path: Path) -> None:
    """Live cells that are empty so far are known to be empty: their rows are read like all others."""
    write_round(tmp_path / "ronde", generate_round(60, 20, 7, messy=False))
    plan_round(locate_round(tmp_path / "ronde"), target=tmp_path / "hasil", today=date(2026, 10, 1))
    (sheet,) = read_book(tmp_path / "hasil" / WORKBOOK, Findings(), wanted="Usulan".__eq__).sheets
    assert len(sheet.rows) > 3
    assert sheet.broken == {}
    assert sheet.rows[1][sheet.rows[0].index(Heading.WARNING)] == ""

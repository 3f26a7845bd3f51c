"""`sk`: papers of the approved rows alone, whole or not at all, and a line in the chain of custody."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from decided_results import decide, planned
from three_people import ANI, BUDI, CITRA

from penempatan.cli.main import run
from penempatan.decree import write
from penempatan.decree.approved import select_approved
from penempatan.domain.decision import Decision, DecisionKind
from penempatan.errors import InputError
from penempatan.report.files import sha256_of
from penempatan.report.trail import read_trail
from penempatan.review.register import append_register
from penempatan.verification.audit import AuditedResult, open_result

NAMES = {"lampiran-sk.docx", "lampiran-sk.xlsx", "berita-acara.docx", "berkas-i-mut.xlsx"}


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """Return the planned result: Citra in F-1, Budi in F-2, nothing decided."""
    return planned(tmp_path)


def texts(path: Path) -> str:
    """Return all text of a Word document's tables and paragraphs."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def rows_of(path: Path, sheet: str) -> list[dict[str, str]]:
    """Return the rows of a sheet, heading → text."""
    head, *rows = [[str(cell) for cell in row] for row in openpyxl.load_workbook(path)[sheet].values]
    return [dict(zip(head, row, strict=True)) for row in rows]


def cells(path: Path, sheet: str) -> str:
    """Return all text of a sheet."""
    return "\n".join(
        str(cell.value) for row in openpyxl.load_workbook(path)[sheet] for cell in row if cell.value
    )


def test_undecided_rows_stop_the_decree(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One of two decided: exit 3, the other is named, nothing is written."""
    decide(result, {"F-1": "Setuju"})
    capfd.readouterr()
    assert run(["sk", str(result), "--json"]) == 3
    answer = json.loads(capfd.readouterr().out)
    assert [one["kode"] for one in answer["temuan"]] == ["row_undecided"]
    assert "F-2" in answer["temuan"][0]["masalah"]
    assert not (result / "sk").exists()
    assert not read_trail(result / "jejak.jsonl") or read_trail(result / "jejak.jsonl")[-1].kind != "sk"


def test_a_part_holds_the_approved_rows_alone(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With --sebagian the papers hold Citra and nobody else; the answer counts the rest."""
    decide(result, {"F-1": "Setuju"})
    capfd.readouterr()
    assert run(["sk", str(result), "--sebagian", "--json"]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert (answer["disetujui"], answer["belum_diputuskan"]) == (1, 1)
    folder = result / "sk"
    assert {path.name for path in folder.iterdir()} == NAMES
    for text in (
        texts(folder / "lampiran-sk.docx"),
        texts(folder / "berita-acara.docx"),
        cells(folder / "lampiran-sk.xlsx", "Lampiran SK"),
        cells(folder / "lampiran-sk.xlsx", "Berita Acara"),
        cells(folder / "berkas-i-mut.xlsx", "Perpindahan"),
    ):
        assert CITRA in text
        assert BUDI not in text
        assert ANI not in text


@pytest.mark.parametrize("word", ["Tolak", "Tunda"])
def test_declined_rows_are_decided_but_not_in_the_papers(result: Path, word: str) -> None:
    """Setuju and Tolak (or Tunda): all rows are decided, the papers hold the approved one."""
    decide(result, {"F-1": "Setuju", "F-2": word})
    assert run(["sk", str(result)]) == 0
    text = texts(result / "sk" / "lampiran-sk.docx")
    assert CITRA in text
    assert BUDI not in text


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        ({"F-1": "Tolak", "F-2": "Tunda"}, "nothing_approved"),
        ({"F-1": "Setuju", "F-2": "Ganti"}, "review_alternate_missing"),
        ({"F-1": "Setuju", "F-2": "Boleh"}, "review_decision_unknown"),
    ],
)
def test_what_cannot_become_a_decree_is_refused(
    result: Path, decisions: dict[str, str], code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing approved, an alternate not yet planned, a word that is no decision: exit 3, even in part."""
    decide(result, decisions)
    capfd.readouterr()
    assert run(["sk", str(result), "--sebagian", "--json"]) == 3
    assert [one["kode"] for one in json.loads(capfd.readouterr().out)["temuan"]] == [code]
    assert not (result / "sk").exists()


def test_after_a_review_the_register_speaks(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The register makes the decree; a decision in the workbook that it lacks must be read back first."""
    rows = [Decision(CITRA, "F-1", DecisionKind.APPROVE, decided_by="Sekda")]
    append_register(result / "keputusan.csv", rows)
    decide(result, {"F-1": "Setuju"})
    found = select_approved(result, _audited(result), partial=True)
    assert [one.placement.employee_id for one in found.approved] == [CITRA]
    assert found.approved[0].decision.decided_by == "Sekda"
    decide(result, {"F-2": "Setuju"})
    with pytest.raises(InputError) as refused:
        select_approved(result, _audited(result), partial=True)
    assert "penempatan tinjau" in refused.value.issues[0].remedy
    assert "F-2" in refused.value.issues[0].problem
    del capfd


def test_an_altered_or_foreign_workbook_makes_no_decree(
    result: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before any review too: a changed name is named by its cell, the workbook of another run is refused."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    book = openpyxl.load_workbook(result / "usulan.xlsx")
    sheet: Any = book["Usulan"]
    sheet["C2"].value = "Orang Lain"
    book.save(result / "usulan.xlsx")
    capfd.readouterr()
    assert run(["sk", str(result), "--json"]) == 3
    (issue,) = json.loads(capfd.readouterr().out)["temuan"]
    assert (issue["kode"], issue["sel"]) == ("review_cell_altered", "C2")
    other = planned(tmp_path / "lain", '[sk]\nnomor = "1"\n')
    decide(other, {"F-1": "Setuju", "F-2": "Setuju"})
    shutil.copy(other / "usulan.xlsx", result / "usulan.xlsx")
    capfd.readouterr()
    assert run(["sk", str(result), "--json"]) == 3
    assert [one["kode"] for one in json.loads(capfd.readouterr().out)["temuan"]] == ["review_foreign"]
    assert not (result / "sk").exists()


def test_an_alternate_is_approved_by_the_decision_that_named_him(result: Path) -> None:
    """Ganti of Ani's row by Citra approves Citra's placement on that post, and not Ani's."""
    swap = Decision(ANI, "F-1", DecisionKind.REPLACE, alternate_id=CITRA, decided_by="Wali Kota")
    append_register(result / "keputusan.csv", [swap])
    decide(result, {"F-1": "Setuju"})  # as the workbook after the review shows it
    found = select_approved(result, _audited(result), partial=True)
    assert [one.placement.employee_id for one in found.approved] == [CITRA]
    assert found.approved[0].decision.decided_by == "Wali Kota"


def _audited(result: Path) -> AuditedResult:
    register = (result / "keputusan.csv").read_bytes()
    (result / "keputusan.csv").unlink()
    try:
        return open_result(result)
    finally:
        (result / "keputusan.csv").write_bytes(register)


def test_the_annex_has_the_form_of_a_decree(tmp_path: Path) -> None:
    """Folio landscape, heading and numbering rows repeated, no row broken, stacked identity, signature."""
    result = planned(tmp_path, '[sk]\nnama_penanda_tangan = "Nama Pejabat"\n')
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    command = ["sk", str(result), "--nomor", "821.2/45/2026", "--tanggal", "2026-01-02"]
    assert run(command) == 0
    document = docx.Document(str(result / "sk" / "lampiran-sk.docx"))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (33.0, 21.5)
    heading, table, signature = document.tables
    block = "\n".join(cell.text for row in heading.rows for cell in row.cells)
    for part in ("LAMPIRAN", "KEPUTUSAN WALI KOTA SEMARANG", "821.2/45/2026", "2 Januari 2026", "TENTANG"):
        assert part in block
    repeated = ["w:tblHeader" in row._tr.xml for row in table.rows]
    assert repeated == [True, True, False, False]
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells] == [str(number) for number in range(1, 9)]
    identity = table.rows[2].cells[1].text.split("\n")
    assert identity[0] == "Citra Gelatik"
    assert identity[1] == f"NIP {CITRA}"
    assert identity[2].endswith("3 Maret 1992")
    assert table.rows[2].cells[2].text.startswith("Penata Muda\n(III/a)\nTMT …")
    assert "Nama Pejabat".upper() in signature.rows[0].cells[2].text
    assert "WALI KOTA SEMARANG" in signature.rows[0].cells[2].text


def test_the_sheets_are_folio_landscape_with_repeated_headings(result: Path) -> None:
    """Both sheets print one page wide on Folio with the heading rows on top; a NIP is text."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    assert run(["sk", str(result)]) == 0
    workbook = openpyxl.load_workbook(result / "sk" / "lampiran-sk.xlsx")
    for sheet in workbook.worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "14")
        assert str(sheet.page_setup.fitToHeight) == "0"
        first, last = str(sheet.print_title_rows).replace("$", "").split(":")
        assert int(last) == int(first) + 1
        assert all(isinstance(cell.value, str) for row in sheet for cell in row if cell.value is not None)


def test_the_dossier_names_rules_papers_and_months(result: Path) -> None:
    """A row a move with its reason; each rule with its regulation; the papers that the data lack; months."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    assert run(["sk", str(result)]) == 0
    dossier = result / "sk" / "berkas-i-mut.xlsx"
    (citra,) = (row for row in rows_of(dossier, "Perpindahan") if row["NIP"] == CITRA)
    assert citra["Alasan"].startswith("Skor ")
    assert "perlu verifikasi" in citra["Catatan Syarat"]
    assert "surat pernyataan" in citra["Dokumen yang Kurang"]
    # born in March 1992, BUP 58: retires on 1 April 2050; judged in October 2026
    assert citra["Bulan menuju Pensiun"] == str((2050 - 2026) * 12 + (4 - 10))
    rules = rows_of(dossier, "Hasil Syarat")
    (r11,) = (row for row in rules if row["NIP"] == CITRA and "R11" in row["Syarat"])
    assert (r11["Hasil"], r11["Kode Formasi"]) == ("Memenuhi", "F-1")
    assert "BKN 5/2019" in r11["Dasar"]
    assert len(rules) == 2 * len({row["Syarat"] for row in rules})


def test_a_second_decree_keeps_the_first(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The folder is not replaced unless told to; then the earlier papers stay under a dated name."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    assert run(["sk", str(result)]) == 0
    first = (result / "sk" / "lampiran-sk.docx").read_bytes()
    assert run(["sk", str(result)]) == 7
    capfd.readouterr()
    assert run(["sk", str(result), "--timpa", "--nomor", "1/2026", "--json"]) == 0
    (kept,) = json.loads(capfd.readouterr().out)["salinan"]
    assert (Path(kept) / "lampiran-sk.docx").read_bytes() == first
    assert run(["verifikasi", str(result)]) == 0


def test_the_trail_holds_the_decree(result: Path) -> None:
    """Each decree appends one line: what it rests on and the hash of every paper."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    before = len(read_trail(result / "jejak.jsonl"))
    assert run(["sk", str(result)]) == 0
    *_, event = read_trail(result / "jejak.jsonl")
    assert (event.number, event.kind) == (before + 1, "sk")
    assert set(event.facts["berkas"]) == NAMES
    assert event.facts["berkas"]["lampiran-sk.docx"] == sha256_of(result / "sk" / "lampiran-sk.docx")
    assert event.facts["penempatan_sha256"] == sha256_of(result / "penempatan.csv")


@pytest.mark.parametrize("step", ["write_dossier", "append_event"])
def test_a_failure_leaves_everything_as_it_was(
    result: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last paper or the trail fails: exit 8, the earlier papers are there, no leftover beside them."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    assert run(["sk", str(result)]) == 0
    before = {path: path.read_bytes() for path in result.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, step, fail)
    assert run(["sk", str(result), "--timpa"]) == 8
    assert {path: path.read_bytes() for path in result.rglob("*") if path.is_file()} == before


def test_a_broken_trail_is_not_continued(result: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A byte of the chain changed: exit 6 with the line, no papers."""
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    assert run(["sk", str(result)]) == 0
    trail = result / "jejak.jsonl"
    trail.write_bytes(trail.read_bytes().replace(b'"disetujui":2', b'"disetujui":3'))
    capfd.readouterr()
    assert run(["sk", str(result), "--keluaran", str(result / "lain")]) == 6
    assert "jejak.jsonl baris" in capfd.readouterr().err
    assert not (result / "lain").exists()


def test_an_own_template_is_filled_in(result: Path, tmp_path: Path) -> None:
    """A Word letter with names in braces becomes the annex; every row of the table is there."""
    pytest.importorskip("docxtpl")
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    template = docx.Document()
    template.add_paragraph("Nomor {{ nomor }} tentang {{ tentang }}")
    table = template.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for satu in baris %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ satu.nip }}", "{{ satu.jabatan_baru }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    template.save(str(tmp_path / "surat.docx"))
    command = ["sk", str(result), "--templat", str(tmp_path / "surat.docx"), "--nomor", "9/2026"]
    assert run(command) == 0
    document = docx.Document(str(result / "sk" / "lampiran-sk.docx"))
    assert document.paragraphs[0].text.startswith("Nomor 9/2026 tentang ")
    assert [row.cells[0].text for row in document.tables[0].rows] == [CITRA, BUDI]


def test_a_template_with_an_unknown_name_is_refused(
    result: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A name that we do not give, and a file that is no Word document: exit 2, nothing written."""
    pytest.importorskip("docxtpl")
    decide(result, {"F-1": "Setuju", "F-2": "Setuju"})
    template = docx.Document()
    template.add_paragraph("{{ nomer }}")
    template.save(str(tmp_path / "surat.docx"))
    (tmp_path / "bukan.docx").write_text("bukan Word", encoding="utf-8")
    for name in ("surat.docx", "bukan.docx", "tidak-ada.docx"):
        capfd.readouterr()
        assert run(["sk", str(result), "--templat", str(tmp_path / name)]) == 2
        assert "emplat" in capfd.readouterr().err
        assert not (result / "sk").exists()

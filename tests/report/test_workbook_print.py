"""The workbook as paper: rendered by LibreOffice, read back from the PDF."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from hand_plans import run_by_hand
from penempatan.report.workbook import write_workbook

PEOPLE = 60


@pytest.fixture(scope="module")
def pages(print_tools: None, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of every printed page of a round whose tables run over several pages."""
    folder = tmp_path_factory.mktemp("cetak")
    people = [
        make_employee(
            id=f"1985031420100110{number:02d}",
            name=f"Nama Panjang Sekali Nomor {number} Kusumawardani Prabandari, S.K.M., M.Kes.",
            dinas="Dinas Komunikasi, Informatika, Statistik dan Persandian",
            in_post_since=None,
        )
        for number in range(PEOPLE)
    ]
    vacancy = make_vacancy(
        code="SMG-2026-0001", openings=PEOPLE // 2, unit="Bidang Kesehatan Masyarakat | Seksi Gizi"
    )
    plan = "\n".join(f"{one.id} SMG-2026-0001" for one in people[: PEOPLE // 2])
    write_workbook(folder / "usulan.xlsx", run_by_hand(make_problem(people, [vacancy]), OPEN_SETTINGS, plan))
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        "usulan.xlsx",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    pdf = str(folder / "usulan.pdf")
    sizes = subprocess.run(["pdfinfo", "-l", "999", pdf], check=True, capture_output=True, text=True).stdout
    Path(folder / "ukuran.txt").write_text(sizes, encoding="utf-8")
    assert set(re.findall(r"size:\s+([\d.]+ x [\d.]+) pts", sizes)) == {"936 x 612"}
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


def of_sheet(pages: list[str], name: str) -> list[str]:
    """Return the pages whose header names a sheet."""
    return [page for page in pages if page.split("\n", 1)[0].strip().startswith(name)]


def test_every_page_is_folio_and_numbered(pages: list[str]) -> None:
    """Landscape Folio throughout (held by the fixture), `Halaman n dari m` on each page."""
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page


def test_headings_are_repeated_on_every_page(pages: list[str]) -> None:
    """A table that runs over pages keeps its headings; proposals lie left, decisions right of each other."""
    for sheet, headings in (
        ("Usulan", ("Alasan", "Keputusan")),
        ("Belum Ditempatkan", ("Formasi Terdekat",)),
        ("Rincian", ("Dasar",)),
    ):
        found = of_sheet(pages, sheet)
        assert len(found) > len(headings) and len(found) % len(headings) == 0, sheet
        for number, page in enumerate(found):
            assert headings[number % len(headings)] in page, (sheet, number)
    left, right = of_sheet(pages, "Usulan")[:2]
    assert "Keputusan" not in left and "NIP" in left and "NIP" in right and "ID Baris" in right


def test_nothing_is_hashed_out_or_in_error(pages: list[str]) -> None:
    """No column is too narrow for its number, no cell is an error."""
    for page in pages:
        assert "###" not in page and "Err:" not in page and "#REF" not in page


def test_no_text_is_cut_off(pages: list[str]) -> None:
    """The last words of the longest cells reach the paper, once for every row."""
    text = re.sub(r"\s+", " ", " ".join(of_sheet(pages, "Usulan")))
    assert text.count("M.Kes.") >= PEOPLE // 2
    assert text.count("Persandian") >= PEOPLE // 2


def test_the_summary_takes_two_pages(pages: list[str]) -> None:
    """Figures, proof and next steps on the first; charts, inputs and signatures on the second."""
    first, second = of_sheet(pages, "Ringkasan")
    assert "Langkah berikutnya" in first and "Terbukti optimal" in first
    assert "TIM PENILAI KINERJA" in second and "Penempatan menurut skor" in second

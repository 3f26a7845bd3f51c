"""The annex and the minutes as paper: printed by LibreOffice, read back from the PDF."""

from __future__ import annotations

import subprocess

import pytest

from libreoffice import convert
from penempatan.decree.moves import Move, MoveKind
from penempatan.decree.sheets import write_annex_sheets
from penempatan.domain.decision import Decision, DecisionKind
from penempatan.settings.model import DecreeSettings

MOVES = 40


def move(number: int) -> Move:
    """Return a move whose cells are as long as they come."""
    nip = f"1985031420100110{number:02d}"
    return Move(
        number,
        number,
        nip,
        f"Nama Panjang Nomor {number} Kusumawardani Prabandari, S.K.M., M.Kes.",
        "………, 14 Maret 1985",
        "Penata Muda Tingkat I\n(III/b)",
        "D-III KEBIDANAN; S-1 KESEHATAN MASYARAKAT",
        "PENGELOLA LAYANAN OPERASIONAL\nBidang Informasi dan Komunikasi Publik\nDinas Komunikasi, "
        "Informatika, Statistik dan Persandian",
        "ANALIS KEBIJAKAN AHLI PERTAMA\nSubbagian Perencanaan\nBadan Penanggulangan Bencana Daerah",
        "Ahli Pertama\nKelas 8",
        MoveKind.ROTATION,
        9000,
        200,
        "Jabatan Fungsional",
        Decision(nip, f"F-{number}", DecisionKind.APPROVE),
    )


@pytest.fixture(scope="module")
def pages(print_tools: None, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of every printed page of the workbook with forty moves."""
    folder = tmp_path_factory.mktemp("naskah")
    moves = [move(number) for number in range(MOVES)]
    write_annex_sheets(folder / "lampiran-sk.xlsx", DecreeSettings(), moves, "abc123")
    (pdf,) = convert([folder / "lampiran-sk.xlsx"], folder, "pdf")
    size = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert "936 x 612" in size  # Folio, landscape, in points
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return text.stdout.split("\f")[:-1]


def test_every_page_with_rows_has_the_heading(pages: list[str]) -> None:
    """Wherever a NIP is printed, the heading and its numbers stand above it."""
    tables = [page for page in pages if "NIP 19850314" in page]
    assert len(tables) > 4
    assert all("TANGGAL LAHIR" in page and "GOL. RUANG" in page for page in tables)


def test_nothing_is_cut_off(pages: list[str]) -> None:
    """Every line of every stacked cell is on paper: as many last lines as there are rows, on both sheets."""
    whole = " ".join(" ".join(pages).split())
    assert whole.count("Kelas 8") == 2 * MOVES
    assert sum(page.count("(III/b)") for page in pages) == 2 * MOVES
    for number in range(MOVES):
        assert whole.count(f"NIP 1985031420100110{number:02d}") == 2
    assert "####" not in whole


def test_the_signature_stands_once_at_the_end(pages: list[str]) -> None:
    """WALI KOTA signs the annex once, on the page after which no row follows; the team signs the minutes."""
    signed = [number for number, page in enumerate(pages) if "Ditetapkan di" in page]
    annex = [
        number for number, page in enumerate(pages) if "TEMPAT, TANGGAL LAHIR" in page and "NIP 1985" in page
    ]
    assert len(signed) == 1
    assert signed[0] >= annex[-1]
    assert "Anggota 5," in pages[-1] or "Anggota 5," in pages[-2]

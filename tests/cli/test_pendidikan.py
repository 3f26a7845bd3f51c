"""`penempatan pendidikan` as its users run it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from three_people import Run

COLUMNS = ["pendidikan", "kualifikasi", "dibaca_sebagai", "jenjang", "skor_pendidikan", "alasan"]
BODY = (
    "pendidikan,kualifikasi\n"
    "S1 Kesmas,S-1 KESEHATAN MASYARAKAT / S-1 GIZI\n"
    'SKM,"S-1 EKONOMI, KEUANGAN, DAN PERBANKAN"\n'
    "TI,S-1 SISTEM INFORMASI\n"
    "D3 Kebidanan,S-1 KEBIDANAN\n"
)


def rows(text: str) -> list[dict[str, str]]:
    """Rows of CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def table(folder: Path, text: str = BODY) -> Path:
    """Write the input."""
    path = folder / "daftar.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_education_in_words(penempatan: Run) -> None:
    """Level, programme, field, group, neighbours with counts, score and reason stand on the screen."""
    done = penempatan("pendidikan", "S1 Kesmas", "--kualifikasi", "S-1 PROMOSI KESEHATAN / S-1 GIZI")
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("S-1 KESEHATAN MASYARAKAT", "0919", "Rumpun", "instansi", "Skor pendidikan", "Alasan"):
        assert words in done.stdout


def test_one_education_as_json(penempatan: Run) -> None:
    """--json prints one object with the reading, the neighbours and the score."""
    done = penempatan("pendidikan", "SKM", "--kualifikasi", "S-1 KESEHATAN MASYARAKAT", "--json")
    answer = json.loads(done.stdout)
    assert answer["skor_pendidikan"] == 100
    assert answer["pendidikan"][0]["program_studi"] == "KESEHATAN MASYARAKAT"
    assert answer["pendidikan"][0]["terdekat"][0]["instansi"] > 1


def test_an_ambiguous_abbreviation_is_a_question(penempatan: Run) -> None:
    """S.IP is read as a level and a question, with code 0: it was answered."""
    done = penempatan("pendidikan", "S.IP")
    assert done.returncode == 0
    assert "ILMU PEMERINTAHAN, ILMU POLITIK" in done.stdout


def test_bulk_to_standard_output(penempatan: Run, tmp_path: Path) -> None:
    """Without --keluaran the CSV, and nothing else, goes to standard output."""
    done = penempatan("pendidikan", "--berkas", table(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].split(",") == COLUMNS
    answers = rows(done.stdout)
    assert [one["pendidikan"] for one in answers] == ["S1 Kesmas", "SKM", "TI", "D3 Kebidanan"]
    assert [one["jenjang"] for one in answers] == ["S-1", "S-1", "", "D-III"]
    assert answers[0]["skor_pendidikan"] == "100.00"
    assert answers[1]["kualifikasi"] == "S-1 EKONOMI, KEUANGAN, DAN PERBANKAN"
    assert (answers[2]["skor_pendidikan"], answers[3]["skor_pendidikan"]) == ("0.00", "0.00")
    assert "Perlu verifikasi" in answers[2]["alasan"]
    assert "R05" in answers[3]["alasan"]


def test_bulk_to_a_file(penempatan: Run, tmp_path: Path) -> None:
    """The file is UTF-8 with LF, the same each time; the summary counts what needs verification."""
    target = tmp_path / "jawaban.csv"
    done = penempatan("pendidikan", "--berkas", table(tmp_path), "--keluaran", target, "--json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert (answer["baris"], answer["perlu_verifikasi"]) == (4, 1)
    data = target.read_bytes()
    assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
    again = penempatan("pendidikan", "--berkas", table(tmp_path), "--keluaran", target, "--timpa")
    assert again.returncode == 0
    assert target.read_bytes() == data


def test_a_formula_stays_text(penempatan: Run, tmp_path: Path) -> None:
    """A cell that looks like a formula comes back with an apostrophe, in its row."""
    source = table(tmp_path, 'pendidikan,kualifikasi\n"=HYPERLINK(""x"")",S-1 HUKUM\n')
    (answer,) = rows(penempatan("pendidikan", "--berkas", source).stdout)
    assert answer["pendidikan"].startswith("'=")


def test_an_answer_is_not_overwritten(penempatan: Run, tmp_path: Path) -> None:
    """An existing file is kept without --timpa: code 7."""
    target = tmp_path / "jawaban.csv"
    target.write_text("milik saya", encoding="utf-8")
    done = penempatan("pendidikan", "--berkas", table(tmp_path), "--keluaran", target)
    assert done.returncode == 7
    assert target.read_text(encoding="utf-8") == "milik saya"


def test_wrong_calls(penempatan: Run, tmp_path: Path) -> None:
    """Calls that make no sense end with code 2 and say what to do."""
    source = table(tmp_path)
    for arguments in (
        [],
        ["   "],
        ["-"],
        ["S1 Hukum", "--keluaran", tmp_path / "x.csv"],
        ["S1 Hukum", "--berkas", source],
        ["--berkas", tmp_path / "tidak-ada.csv"],
        ["--berkas", source, "--keluaran", tmp_path / "x.xlsx"],
    ):
        done = penempatan("pendidikan", *arguments)
        assert done.returncode == 2, (arguments, done.stderr)
        assert done.stdout == ""


def test_json_needs_a_file_for_the_rows(penempatan: Run, tmp_path: Path) -> None:
    """Standard output holds either the rows or the summary: code 2, said as JSON too."""
    done = penempatan("pendidikan", "--berkas", table(tmp_path), "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["kode_keluar"] == 2


def test_a_file_without_the_columns_is_refused(penempatan: Run, tmp_path: Path) -> None:
    """Missing headings end with code 3, and nothing is written."""
    target = tmp_path / "jawaban.csv"
    done = penempatan("pendidikan", "--berkas", table(tmp_path, "a,b\n1,2\n"), "--keluaran", target)
    assert done.returncode == 3
    assert "pendidikan" in done.stderr
    assert not target.exists()


def test_the_tables_load_only_for_an_answer() -> None:
    """A wrong call and the help page load neither numpy nor the precedents."""
    code = (
        "import sys\nfrom penempatan.cli.main import run\nrun(['pendidikan'])\n"
        "heavy = ('numpy', 'penempatan.knowledge.nearness')\n"
        "print('LOADED', [name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"

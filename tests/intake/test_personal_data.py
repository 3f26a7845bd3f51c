"""Only the columns that are needed are kept: what stands in any other is in no file that we write."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from written_rounds import BUDI, SITI, TODAY, VACANCIES, write_csv, write_sheet

from penempatan.intake.corrections.gathering import correction_rows
from penempatan.intake.read import inspect_round
from penempatan.intake.sources import locate_round
from penempatan.settings.model import Settings

CANARIES = (
    "3374010101900001",
    "JL. KENARI 7",
    "AGAMA-KENARI",
    "KENARI-LAIN",
    "kenari@contoh.id",
    "KENARI-KAKI",
)
HEAD = ("NIP", "Nama", "NIK", "Pendidikan", "Golongan", "Alamat", "Agama", "Hobi", "Email")
PEOPLE = [
    HEAD,
    (
        SITI,
        "Siti",
        CANARIES[0],
        "S-1 AKUNTANSI",
        "III/zz",
        CANARIES[1],
        CANARIES[2],
        CANARIES[3],
        CANARIES[4],
    ),
    (BUDI, "Budi", "", "S-1 ILMU HUKUM", "III/a", "", "", "", ""),
    ("123", "Dewi", CANARIES[0], "SMA", "II/a", CANARIES[1], CANARIES[2], CANARIES[3], CANARIES[4]),
    (CANARIES[5], "", "", "", "", "", "", "", ""),
]


def contents(folder: Path) -> dict[str, str]:
    """Return everything written in a folder as text, the parts of workbooks unpacked."""
    found: dict[str, str] = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    found[f"{path.name}/{name}"] = package.read(name).decode("utf-8", "replace")
        else:
            found[path.name] = path.read_text(encoding="utf-8", errors="replace")
    return found


def spread(folder: Path) -> list[tuple[str, str]]:
    """Return where a canary is found."""
    return [
        (name, canary) for name, text in contents(folder).items() for canary in CANARIES if canary in text
    ]


@pytest.fixture
def round_folder(tmp_path: Path) -> Path:
    """Return a round whose roster holds personal columns, an unknown one, a bad row and a footer."""
    folder = tmp_path / "ronde"
    folder.mkdir()
    with xlsxwriter.Workbook(folder / "pegawai.xlsx") as workbook:
        write_sheet(workbook, "pegawai", PEOPLE)
    write_csv(folder / "formasi.csv", VACANCIES)
    return folder


def test_a_plan_holds_nothing_of_other_columns(round_folder: Path, tmp_path: Path) -> None:
    """Proposal, CSV, proof and record are free of NIK, address, religion and unknown columns."""
    from penempatan.pipeline import plan_round

    target = tmp_path / "hasil"
    plan_round(locate_round(round_folder), target=target, today=TODAY, quarantine=True)
    assert any("Siti" in text for text in contents(target).values())
    assert spread(target) == []


def test_findings_and_corrections_hold_nothing_of_other_columns(round_folder: Path, tmp_path: Path) -> None:
    """The lists that go back to the offices name the columns dropped, not what was in them."""
    from penempatan.cli.findings import write_findings
    from penempatan.report.corrections import write_corrections

    target = tmp_path / "temuan"
    target.mkdir()
    read = inspect_round(locate_round(round_folder), Settings(), TODAY)
    write_findings(target / "temuan.csv", read.issues)
    write_corrections(target / "koreksi.xlsx", correction_rows(read.issues, read.tables), "Uji", TODAY)
    text = (target / "temuan.csv").read_text(encoding="utf-8-sig")
    assert all(name in text for name in ("NIK", "Alamat", "Agama", "Hobi"))
    assert spread(target) == []


def test_people_keep_nothing_of_other_columns(round_folder: Path) -> None:
    """No attribute of a person, and no finding's sentence, holds a dropped cell."""
    read = inspect_round(locate_round(round_folder), Settings(), TODAY, quarantine=True)
    assert read.problem is not None
    kept = repr(read.problem.employees) + "".join(issue.problem + issue.remedy for issue in read.issues)
    assert not [canary for canary in CANARIES if canary in kept]

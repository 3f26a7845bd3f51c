"""Where the files of a round are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from penempatan.errors import InputError, UsageError
from penempatan.intake.columns import Role
from penempatan.intake.sources import locate_round


def touch(folder: Path, *names: str) -> Path:
    """Create empty files."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def test_a_folder_is_read_by_stems_in_any_case(tmp_path: Path) -> None:
    """`Pegawai.XLSX`, `formasi.csv` and `aturan.toml` are found; lock files and others are not ours."""
    folder = touch(
        tmp_path / "r",
        "Pegawai.XLSX",
        "formasi.csv",
        "aturan.toml",
        "~$pegawai.xlsx",
        "notes.xlsx",
        "minat.pdf",
    )
    sources = locate_round(folder)
    assert [role for role, _ in sources.files] == [Role.EMPLOYEES, Role.VACANCIES]
    assert sources.rules == folder / "aturan.toml"


def test_two_files_of_one_role_are_refused_unless_one_is_named(tmp_path: Path) -> None:
    """Nobody guesses which roster is meant; `--pegawai` decides."""
    folder = touch(tmp_path / "r", "pegawai.xlsx", "pegawai.csv", "formasi.csv")
    with pytest.raises(InputError) as caught:
        locate_round(folder)
    assert [issue.code for issue in caught.value.issues] == ["role_file_ambiguous"]
    chosen = locate_round(folder, employees=folder / "pegawai.csv")
    assert chosen.file(Role.EMPLOYEES) == folder / "pegawai.csv"


def test_missing_tables_are_reported_together(tmp_path: Path) -> None:
    """An empty folder lacks both tables: two findings."""
    with pytest.raises(InputError) as caught:
        locate_round(touch(tmp_path / "r"))
    assert [issue.code for issue in caught.value.issues] == ["role_file_missing"] * 2


def test_scores_come_by_option_alone(tmp_path: Path) -> None:
    """A file skor.csv lying in the folder changes no plan."""
    folder = touch(tmp_path / "r", "pegawai.csv", "formasi.csv", "skor.csv")
    assert locate_round(folder).file(Role.SCORES) is None
    assert locate_round(folder, scores=folder / "skor.csv").file(Role.SCORES) == folder / "skor.csv"


def test_a_workbook_is_a_round_and_named_files_stand_beside_it(tmp_path: Path) -> None:
    """One workbook holds the sheets; `--formasi` replaces its Formasi."""
    folder = touch(tmp_path / "r", "ronde.xlsx", "lain.csv")
    sources = locate_round(folder / "ronde.xlsx", vacancies=folder / "lain.csv")
    assert sources.workbook == folder / "ronde.xlsx"
    assert sources.paths() == (folder / "lain.csv", folder / "ronde.xlsx")


@pytest.mark.parametrize("option", ["round_path", "employees", "rules"])
def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path, option: str) -> None:
    """A mistyped path is a usage error that repeats the path."""
    folder = touch(tmp_path / "r", "pegawai.csv", "formasi.csv")
    paths = {"round_path": folder, option: tmp_path / "salah"}
    round_path = paths.pop("round_path")
    with pytest.raises(UsageError, match="salah"):
        locate_round(round_path, **paths)


def test_no_round_and_no_files_is_wrong_usage() -> None:
    """Without RONDE both tables must be named."""
    with pytest.raises(UsageError):
        locate_round(None)

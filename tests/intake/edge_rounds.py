"""Rounds out of the small files of `tests/data/edge_cases`: one such file beside a plain other table."""

from __future__ import annotations

from pathlib import Path

from written_rounds import PEOPLE, TODAY, VACANCIES, Checked, write_csv

from penempatan.intake.read import check_round
from penempatan.intake.sources import RoundSources, locate_round
from penempatan.settings.model import Settings

EDGE_CASES = Path(__file__).parents[1] / "data" / "edge_cases"


def sources_of(folder: Path, *, employees: str = "", vacancies: str = "") -> RoundSources:
    """Return a round of the named edge-case files; a table that is not named is a plain one."""
    roster, listed = folder / "pegawai.csv", folder / "formasi.csv"
    write_csv(roster, PEOPLE)
    write_csv(listed, VACANCIES)
    return locate_round(
        None,
        employees=EDGE_CASES / employees if employees else roster,
        vacancies=EDGE_CASES / vacancies if vacancies else listed,
    )


def check_edge(folder: Path, *, employees: str = "", vacancies: str = "") -> Checked:
    """Check such a round."""
    return check_round(sources_of(folder, employees=employees, vacancies=vacancies), Settings(), TODAY)

"""Where competency levels come from besides a stated level: courses of the person, the standard of a tier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from penempatan.domain.employee import Employee
from penempatan.domain.position import PositionTier
from penempatan.domain.vacancy import CompetencyRequirement, Vacancy
from penempatan.knowledge.competencies import MANAGERIAL
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import ScorePart
from penempatan.settings.model import CompetencySettings, ComponentKey

ASSESSED = make_employee(
    id="198503142010011002", competencies=tuple((name, 2) for name in sorted(MANAGERIAL))
)
SILENT = make_vacancy(competencies=(), tier=PositionTier.PENGAWAS)


def part(employee: Employee, vacancy: Vacancy, others: tuple[Employee, ...] = (), **rules: Any) -> ScorePart:
    """Return the competency part of a pair; `others` are in the roster too."""
    settings = replace(OPEN_SETTINGS, competency=CompetencySettings(**rules))
    problem = make_problem([employee, *others], [vacancy])
    judged = pair_scores(problem, settings).judge(problem.employees.index(employee), 0)
    return next(one for one in judged.parts if one.key is ComponentKey.COMPETENCY)


@pytest.mark.parametrize(
    ("level", "required", "points"), [(2, 3, 6_667), (2, 2, 10_000), (3, 3, 10_000), (1, 2, 5_000)]
)
def test_a_course_counts_as_the_level_of_the_settings(level: int, required: int, points: int) -> None:
    """A skill without a level counts as `tingkat_bukti_diklat`, and the basis says where it comes from."""
    vacancy = make_vacancy(competencies=(CompetencyRequirement("Rekam medis", required),))
    found = part(make_employee(competencies=(), evidence=("Rekam medis",)), vacancy, evidence_level=level)
    assert (found.points, found.missing) == (points, False)
    assert found.basis == f"Rekam medis {level}/{required} (dari keahlian/diklat, perlu verifikasi)"


def test_a_stated_level_wins_over_a_course() -> None:
    """Whoever has a level stated, lower or higher, is not judged by courses."""
    vacancy = make_vacancy(competencies=(CompetencyRequirement("Rekam medis", 2),))
    person = make_employee(competencies=(("Rekam medis", 1),), evidence=("Rekam medis",))
    assert part(person, vacancy).basis == "Rekam medis 1/2"


def test_courses_can_be_left_out() -> None:
    """With `tingkat_bukti_diklat = 0` a course proves nothing: the level is missing."""
    vacancy = make_vacancy(competencies=(CompetencyRequirement("Rekam medis", 2),))
    found = part(make_employee(competencies=(), evidence=("Rekam medis",)), vacancy, evidence_level=0)
    assert (found.points, found.missing, found.basis) == (5_000, True, "Rekam medis ?/2")


def test_the_tier_stands_in_where_an_assessment_is_known() -> None:
    """A vacancy that names none asks for the nine at its tier's level once somebody's nine are known."""
    found = part(ASSESSED, SILENT)
    assert found.asked and found.points == 10_000
    assert found.basis.startswith("standar jenjang: Integritas 2/2; Kerjasama 2/2; ")
    other = part(make_employee(competencies=(("Komunikasi", 1),)), SILENT, (ASSESSED,))
    assert other.asked and other.missing
    assert "Komunikasi 1/2" in other.basis and "Integritas ?/2" in other.basis


@pytest.mark.parametrize(
    ("employee", "vacancy", "rules"),
    [
        (make_employee(), SILENT, {}),  # two of the nine are no assessment
        (ASSESSED, SILENT, {"tier_standard": False}),
        (ASSESSED, replace(SILENT, tier=None), {}),
    ],
)
def test_else_what_is_not_asked_drops_out(
    employee: Employee, vacancy: Vacancy, rules: dict[str, Any]
) -> None:
    """Without an assessment in the data, a known tier or the setting, the component drops out for all."""
    assert not part(employee, vacancy, **rules).asked


def test_a_vacancy_that_names_any_competency_keeps_its_own() -> None:
    """The standard never adds to requirements that a vacancy states."""
    vacancy = replace(SILENT, competencies=(CompetencyRequirement("Rekam medis", 1),))
    assert part(ASSESSED, vacancy).basis == "Rekam medis ?/1"

"""Limits of a round: who is counted, and by which cap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from builders import make_education, make_employee, make_problem, make_vacancy
from penempatan.domain.problem import DinasProfile, PlacementProblem
from penempatan.errors import InputError
from penempatan.objective.limit import Limit
from penempatan.objective.limits import limits_of
from penempatan.settings.model import DinasCap, LimitSettings, Settings, ShareAttribute, ShareLimit

HEALTH, SOCIAL = "Dinas Kesehatan", "Dinas Sosial"


def two_dinas(**changes: Any) -> PlacementProblem:
    """Return people A, B of health and C of social; posts F1 in health, F2 in social."""
    people = [make_employee(id="A"), make_employee(id="B"), make_employee(id="C", dinas=SOCIAL)]
    posts = [make_vacancy(code="F1"), make_vacancy(code="F2", dinas=SOCIAL)]
    return make_problem(people, posts, **changes)


def limited(**limits: Any) -> Settings:
    """Return settings with these limits alone."""
    return replace(Settings(), limits=replace(LimitSettings(), **limits))


def counted(problem: PlacementProblem, limit: Limit) -> dict[str, int]:
    """Return what each pair counts that counts at all, such as {"A F2": 1}."""
    pairs = {
        f"{one.id} {other.code}": int(limit.weights(np.array([i], np.int32), np.array([j], np.int32))[0])
        for i, one in enumerate(problem.employees)
        for j, other in enumerate(problem.vacancies)
    }
    return {pair: weight for pair, weight in pairs.items() if weight}


def test_no_limits_by_default() -> None:
    """A round without [batas] has no limit."""
    assert limits_of(two_dinas(), Settings()) == ()


def test_placements_count_everybody() -> None:
    """`penempatan_maksimal` groups all employees; zero is a limit too."""
    (limit,) = limits_of(two_dinas(), limited(placements_max=0))
    assert (limit.key, limit.at_least, limit.at_most) == ("penempatan", None, 0)
    assert counted(two_dinas(), limit) == dict.fromkeys(("A F1", "A F2", "B F1", "B F2", "C F1", "C F2"), 1)


def test_arrivals_count_the_posts_of_the_dinas() -> None:
    """`masuk_maksimal` groups the vacancies of the dinas, however it is spelt."""
    (limit,) = limits_of(two_dinas(), limited(arrive_max=(DinasCap("dinas  SOSIAL", 4),)))
    assert (limit.key, limit.at_least, limit.at_most) == ("masuk:Dinas Sosial", None, 4)
    assert counted(two_dinas(), limit) == {"A F2": 1, "B F2": 1, "C F2": 1}


def test_leavers_count_the_people_of_the_dinas() -> None:
    """`keluar_maksimal` counts those of the dinas who go elsewhere; a post within the dinas is no leaving."""
    (limit,) = limits_of(two_dinas(), limited(leave_max=(DinasCap(HEALTH, 1),)))
    assert (limit.key, limit.at_least, limit.at_most) == ("keluar:Dinas Kesehatan", None, 1)
    assert counted(two_dinas(), limit) == {"A F2": 1, "B F2": 1}


@pytest.mark.parametrize(("in_rules", "in_sheet"), [(5, 2), (2, 5)])
def test_smaller_of_rules_and_dinas_sheet_holds(in_rules: int, in_sheet: int) -> None:
    """Where aturan.toml and the Dinas sheet both limit the leavers of a dinas, the smaller number holds."""
    problem = two_dinas(dinas=(DinasProfile(HEALTH, leave_max=in_sheet),))
    (limit,) = limits_of(problem, limited(leave_max=(DinasCap(HEALTH, in_rules),)))
    assert limit.at_most == 2


def test_limit_without_members_is_left_out() -> None:
    """A dinas of the Dinas sheet without people in the round limits nobody."""
    problem = two_dinas(dinas=(DinasProfile("Dinas Perikanan", leave_max=0),))
    assert limits_of(problem, Settings()) == ()


def test_unknown_dinas_is_an_error_with_the_nearest_name() -> None:
    """A misspelt dinas in [batas] must not pass as no limit at all."""
    with pytest.raises(InputError) as caught:
        limits_of(two_dinas(), limited(arrive_max=(DinasCap("Dinas Sosail", 4),)))
    (issue,) = caught.value.issues
    assert "Dinas Sosail" in issue.problem
    assert "Dinas Sosial" in issue.remedy


def test_share_of_a_field_group_counts_the_first_education() -> None:
    """`rumpun` is that of the first education; without a known programme nobody belongs to a group."""
    people = [
        make_employee(id="A", educations=(make_education("S1 GIZI"), make_education("S1 SOSIOLOGI"))),
        make_employee(id="B", educations=(make_education("S1 SOSIOLOGI"), make_education("S1 GIZI"))),
        make_employee(id="C", educations=(make_education("S1 -"),)),
    ]
    share = ShareLimit(ShareAttribute.FIELD_GROUP, ("kesehatan",), "", 50, -1)
    limits = limits_of(make_problem(people, [make_vacancy(code="F1")]), limited(shares=(share,)))
    (percent,) = (one for one in limits if one.key == "bagian:01::maks")
    problem = make_problem(people, [make_vacancy(code="F1")])
    assert counted(problem, percent) == {"A F1": 50, "B F1": -50, "C F1": -50}


def test_share_of_a_field_group_that_nobody_has_is_an_error() -> None:
    """A misspelt rumpun must not pass as a limit on nobody."""
    share = ShareLimit(ShareAttribute.FIELD_GROUP, ("KESEHATN",), "", 50, -1)
    with pytest.raises(InputError) as caught:
        limits_of(two_dinas(), limited(shares=(share,)))
    assert "kesehatn" in caught.value.issues[0].problem

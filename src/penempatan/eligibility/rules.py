"""Which rules a round switches on, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from penempatan.eligibility.career import CompetencyTest, NoDemotion, NoOutsideApproval, NoSkipping
from penempatan.eligibility.certificates import Registration, RequiredCertificates
from penempatan.eligibility.conduct import NoDiscipline, PerformanceAtLeastGood
from penempatan.eligibility.education import LevelMet, ProgrammeListed
from penempatan.eligibility.no_worse import (
    NoLongerCommute,
    NoLowerGrade,
    PresentFitKnown,
    present_posts_of,
)
from penempatan.eligibility.posts import post_name
from penempatan.eligibility.service import AgeLimit, NotRetired, RankInRange, TimeInPost
from penempatan.eligibility.standing import CpnsStay, OnlyActive, PppkStay, SpecialStandingStays, Stays
from penempatan.settings.model import CompetencyTestRule, EducationRule, Mode, PppkRule

if TYPE_CHECKING:
    from penempatan.domain.problem import PlacementProblem
    from penempatan.eligibility.rule import Rule
    from penempatan.settings.model import Settings


def rules_for(problem: PlacementProblem, settings: Settings) -> tuple[Rule[Any, Any], ...]:
    """Return the rules of the round; R35 is always among them."""
    asked, day = settings.eligibility, problem.judged_on
    offered = frozenset(post_name(vacancy.position) for vacancy in problem.vacancies)
    present = present_posts_of(problem)
    certificates = frozenset(code for vacancy in problem.vacancies for code in vacancy.certificates)
    rules: tuple[tuple[bool, Rule[Any, Any]], ...] = (
        (asked.active, OnlyActive("legal_standing" in problem.columns.employee)),
        (asked.pppk is not PppkRule.FREE, PppkStay(asked.pppk, offered)),
        (asked.cpns_stay, CpnsStay()),
        (asked.special_standing_stays, SpecialStandingStays()),
        (asked.level, LevelMet()),
        (
            asked.education is not EducationRule.FREE,
            ProgrammeListed(asked.education, asked.nearness_min, settings.education),
        ),
        (asked.years_in_post_min > 0, TimeInPost(asked.years_in_post_min, day)),
        (asked.retirement, NotRetired(settings.retirement_ages, asked.retirement_notice_months, day)),
        (asked.age_max, AgeLimit(day)),
        (asked.rank, RankInRange(settings.tier_ranks)),
        (asked.no_skipping, NoSkipping()),
        (asked.no_demotion, NoDemotion()),
        (asked.not_worse, NoLowerGrade(present)),
        (
            asked.competency_test is not CompetencyTestRule.FREE,
            CompetencyTest(asked.competency_test, offered, day),
        ),
        (asked.registration, Registration(day)),
        (asked.certificates, RequiredCertificates(certificates, day)),
        (asked.performance, PerformanceAtLeastGood(offered)),
        (asked.discipline, NoDiscipline(day)),
        (asked.not_worse, NoLongerCommute(present)),
        (asked.not_worse and settings.round.mode is Mode.REARRANGE, PresentFitKnown(present)),
        (True, Stays()),
        (asked.outside_approval, NoOutsideApproval()),
    )
    return tuple(rule for switched_on, rule in rules if switched_on)

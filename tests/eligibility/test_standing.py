"""R01–R04 and R35: who the person is in the service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import find, make_employee, make_vacancy
from penempatan.domain.employee import EmploymentStatus, LegalStanding
from penempatan.domain.position import PositionTier, PositionType
from penempatan.domain.problem import Columns
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.settings.model import EligibilitySettings, PppkRule, Settings

NUMBER_OF_PPPK = "199006152022211003"
NUMBER_OF_PNS = "198503142010011001"
RELOCATE = Settings(eligibility=EligibilitySettings(pppk=PppkRule.RELOCATE))
NURSE = {"position": "PERAWAT TERAMPIL", "tier": PositionTier.TERAMPIL}


@pytest.mark.parametrize(
    ("standing", "active", "special"),
    [
        (LegalStanding.ACTIVE, Verdict.ALLOWED, Verdict.ALLOWED),
        (LegalStanding.SECONDED, Verdict.NOTED, Verdict.ALLOWED),
        (LegalStanding.OTHER_INACTIVE, Verdict.FORBIDDEN, Verdict.ALLOWED),
        (LegalStanding.UNREADABLE, Verdict.UNVERIFIED, Verdict.ALLOWED),
        (None, Verdict.UNVERIFIED, Verdict.ALLOWED),
        (LegalStanding.STUDY_LEAVE, Verdict.ALLOWED, Verdict.FORBIDDEN),
        (LegalStanding.UNPAID_LEAVE, Verdict.ALLOWED, Verdict.FORBIDDEN),
        (LegalStanding.SUSPENDED, Verdict.ALLOWED, Verdict.FORBIDDEN),
        (LegalStanding.STATE_OFFICIAL, Verdict.ALLOWED, Verdict.FORBIDDEN),
        (LegalStanding.PRE_RETIREMENT, Verdict.ALLOWED, Verdict.FORBIDDEN),
    ],
)
def test_each_standing_is_judged_by_one_rule(
    standing: LegalStanding | None, active: Verdict, special: Verdict
) -> None:
    """R01 owns the inactive and the unread, R04 the special standings; no standing is reported twice."""
    employee = make_employee(legal_standing=standing)
    assert find(RuleCode.R01, employee).verdict == active
    assert find(RuleCode.R04, employee).verdict == special


def test_a_roster_without_legal_standing_lists_active_people() -> None:
    """R01 asks about a blank cell, not about a column that the file never had."""
    employee = make_employee(legal_standing=None)
    assert find(RuleCode.R01, employee, columns=Columns()).verdict == Verdict.ALLOWED


@pytest.mark.parametrize(
    ("number", "status", "verdict"),
    [
        (NUMBER_OF_PNS, EmploymentStatus.PNS, Verdict.ALLOWED),
        (NUMBER_OF_PNS, None, Verdict.ALLOWED),
        (NUMBER_OF_PNS, EmploymentStatus.PPPK, Verdict.FORBIDDEN),
        (NUMBER_OF_PNS, EmploymentStatus.PPPK_PART_TIME, Verdict.FORBIDDEN),
        (NUMBER_OF_PPPK, EmploymentStatus.PNS, Verdict.FORBIDDEN),
        (NUMBER_OF_PPPK, None, Verdict.FORBIDDEN),
        ("A1", None, Verdict.UNVERIFIED),
    ],
)
def test_pppk_by_status_or_number_stay(
    number: str, status: EmploymentStatus | None, verdict: Verdict
) -> None:
    """R02 locks whoever the status or the number (months 21–29) calls PPPK, and asks where neither tells."""
    assert find(RuleCode.R02, make_employee(id=number, status=status)).verdict == verdict


@pytest.mark.parametrize(
    ("position", "tier", "verdict"),
    [
        ("Terampil - Perawat", PositionTier.TERAMPIL, Verdict.ALLOWED),
        ("PERAWAT MAHIR", PositionTier.MAHIR, Verdict.FORBIDDEN),
        ("BIDAN TERAMPIL", PositionTier.TERAMPIL, Verdict.FORBIDDEN),
        ("PERAWAT", None, Verdict.UNVERIFIED),
        ("", None, Verdict.UNVERIFIED),
    ],
)
def test_relocated_pppk_keep_their_post(position: str, tier: PositionTier | None, verdict: Verdict) -> None:
    """R02 with `relokasi` lets PPPK change the unit only: same post, same tier; what is unknown is asked."""
    employee = make_employee(id=NUMBER_OF_PPPK, position=position, tier=tier, position_type=None)
    assert find(RuleCode.R02, employee, make_vacancy(**NURSE), RELOCATE).verdict == verdict


def test_relocation_between_unknown_tiers_is_asked() -> None:
    """R02 with `relokasi`: equal names alone do not say that the tiers are equal."""
    unknown = {"position": "PERAWAT", "tier": None, "position_type": PositionType.FUNCTIONAL}
    employee = make_employee(id=NUMBER_OF_PPPK, **unknown)
    assert find(RuleCode.R02, employee, make_vacancy(**unknown), RELOCATE).verdict == Verdict.UNVERIFIED


def test_relocation_leaves_pns_alone() -> None:
    """R02 says nothing about PNS, whatever the setting."""
    assert find(RuleCode.R02, make_employee(), make_vacancy(**NURSE), RELOCATE).verdict == Verdict.ALLOWED


@pytest.mark.parametrize(
    ("number", "status", "verdict"),
    [
        (NUMBER_OF_PNS, EmploymentStatus.PNS, Verdict.ALLOWED),
        (NUMBER_OF_PNS, EmploymentStatus.CPNS, Verdict.FORBIDDEN),
        (NUMBER_OF_PNS, None, Verdict.UNVERIFIED),
        (NUMBER_OF_PPPK, None, Verdict.ALLOWED),
    ],
)
def test_cpns_are_not_moved(number: str, status: EmploymentStatus | None, verdict: Verdict) -> None:
    """R03 forbids CPNS and asks where the status is blank, unless the number is a PPPK's."""
    assert find(RuleCode.R03, make_employee(id=number, status=status)).verdict == verdict


@pytest.mark.parametrize(("stays", "verdict"), [(False, Verdict.ALLOWED), (True, Verdict.FORBIDDEN)])
def test_a_locked_person_goes_nowhere(stays: bool, verdict: Verdict) -> None:
    """R35 cannot be switched off: `Kunci` = ya closes every vacancy."""
    off = replace(Settings(), eligibility=EligibilitySettings(active=False))
    assert find(RuleCode.R35, make_employee(stays=stays), settings=off).verdict == verdict

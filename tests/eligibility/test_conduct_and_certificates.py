"""R21, R23, R24, R25: registration, certificates, performance, discipline."""

from __future__ import annotations

from datetime import date

import pytest

from builders import find, make_employee, make_vacancy
from penempatan.domain.employee import Certificate, Discipline, DisciplineLevel, PerformanceRating
from penempatan.domain.position import PositionTier
from penempatan.eligibility.rule import RuleCode, Verdict

OK, NOTE, ASK, NO = Verdict.ALLOWED, Verdict.NOTED, Verdict.UNVERIFIED, Verdict.FORBIDDEN
TODAY, YESTERDAY = date(2026, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("certificates", "verdict"),
    [
        ((Certificate("STR"),), OK),
        ((Certificate("STR", TODAY),), OK),  # its last day counts
        ((Certificate("STR", YESTERDAY),), NO),
        ((Certificate("STR", YESTERDAY), Certificate("STR")), OK),  # renewed
        ((Certificate("SIP"),), NO),
        ((), NO),
        (None, ASK),
    ],
)
def test_a_health_post_takes_a_valid_str(
    certificates: tuple[Certificate, ...] | None, verdict: Verdict
) -> None:
    """R21 asks for the registration at health posts, and of nobody else."""
    nurse = make_vacancy(position="PERAWAT TERAMPIL", tier=PositionTier.TERAMPIL)
    employee = make_employee(certificates=certificates)
    assert find(RuleCode.R21, employee, nurse).verdict == verdict
    assert find(RuleCode.R21, employee, make_vacancy(position="ARSIPARIS TERAMPIL")).verdict == OK


@pytest.mark.parametrize(
    ("certificates", "asked", "verdict"),
    [
        ((Certificate("PBJ-1"),), ("PBJ-1",), OK),
        ((Certificate("PBJ-1"),), ("PBJ-1", "AUDITOR"), NO),  # each one is needed
        ((Certificate("AUDITOR", TODAY), Certificate("PBJ-1")), ("PBJ-1", "AUDITOR"), OK),
        ((Certificate("AUDITOR", YESTERDAY), Certificate("PBJ-1")), ("PBJ-1", "AUDITOR"), NO),
        ((), ("PBJ-1",), NO),
        (None, ("PBJ-1",), ASK),
        (None, (), OK),
    ],
)
def test_each_certificate_asked_is_held(
    certificates: tuple[Certificate, ...] | None, asked: tuple[str, ...], verdict: Verdict
) -> None:
    """R23 wants every certificate of the vacancy, valid on the day."""
    employee, vacancy = make_employee(certificates=certificates), make_vacancy(certificates=asked)
    assert find(RuleCode.R23, employee, vacancy).verdict == verdict


def test_an_expired_certificate_is_called_so() -> None:
    """R23 names what is held, with what has run out."""
    employee = make_employee(certificates=(Certificate("AUDITOR", YESTERDAY), Certificate("PBJ-1")))
    finding = find(RuleCode.R23, employee, make_vacancy(certificates=("AUDITOR", "PBJ-1")))
    assert finding.held == "AUDITOR (kedaluwarsa); PBJ-1"


GOOD, LOW = PerformanceRating.GOOD, PerformanceRating.NEEDS_IMPROVEMENT


@pytest.mark.parametrize(
    ("ratings", "lateral", "promotion"),
    [
        ((GOOD, PerformanceRating.VERY_GOOD), OK, OK),
        ((GOOD,), OK, OK),
        ((LOW, GOOD), NOTE, NO),
        ((GOOD, LOW), NOTE, NO),  # both of the last two count
        ((GOOD, GOOD, LOW), OK, OK),  # an older one does not
        ((LOW,), NOTE, NO),
        ((), ASK, ASK),
    ],
)
def test_low_performance_stops_a_promotion(
    ratings: tuple[PerformanceRating, ...], lateral: Verdict, promotion: Verdict
) -> None:
    """R24 is hard for a higher standing and a note for a lateral move; missing ratings are asked."""
    employee = make_employee(performance=ratings)
    assert find(RuleCode.R24, employee, make_vacancy(tier=PositionTier.PELAKSANA)).verdict == lateral
    assert find(RuleCode.R24, employee, make_vacancy(tier=PositionTier.PENGAWAS)).verdict == promotion


@pytest.mark.parametrize(
    ("position", "tier", "verdict"),
    [
        ("PERAWAT TERAMPIL", PositionTier.TERAMPIL, NOTE),  # the same JF, same standing
        ("BIDAN TERAMPIL", PositionTier.TERAMPIL, NO),  # another JF
        ("PERAWAT MAHIR", PositionTier.MAHIR, NO),  # the same JF, a higher standing
        ("PERAWAT", None, ASK),  # the tier decides and is not known
    ],
)
def test_low_performance_stops_entering_another_functional_post(
    position: str, tier: PositionTier | None, verdict: Verdict
) -> None:
    """R24 is hard for entering another JF even where the standing stays."""
    employee = make_employee(performance=(LOW,), position="PERAWAT TERAMPIL", tier=PositionTier.TERAMPIL)
    vacancy = make_vacancy(position=position, tier=tier, position_type=None)
    assert find(RuleCode.R24, employee, vacancy).verdict == verdict


def test_low_performance_is_asked_where_the_own_functional_post_is_unknown() -> None:
    """R24 cannot tell whether a nameless functional post is another one, though the standing stays."""
    employee = make_employee(performance=(LOW,), position="", tier=PositionTier.TERAMPIL)
    vacancy = make_vacancy(position="PERAWAT TERAMPIL", tier=PositionTier.TERAMPIL)
    assert find(RuleCode.R24, employee, vacancy).verdict == ASK


@pytest.mark.parametrize(
    ("discipline", "verdict"),
    [
        (Discipline(DisciplineLevel.NONE), OK),
        (Discipline(DisciplineLevel.MODERATE), NO),  # without an end date it is in force
        (Discipline(DisciplineLevel.MODERATE, TODAY), NO),  # its last day counts
        (Discipline(DisciplineLevel.MODERATE, YESTERDAY), OK),
        (Discipline(DisciplineLevel.SEVERE, TODAY), NO),
        (Discipline(DisciplineLevel.SEVERE, YESTERDAY), OK),
        (Discipline(DisciplineLevel.LIGHT), NOTE),
        (Discipline(DisciplineLevel.LIGHT, YESTERDAY), OK),
        (Discipline(DisciplineLevel.UNDER_EXAMINATION), NO),
        (None, ASK),
    ],
)
def test_discipline_in_force_keeps_a_person(discipline: Discipline | None, verdict: Verdict) -> None:
    """R25 forbids moderate, severe and examination, notes light, forgets what is over, asks what is blank."""
    assert find(RuleCode.R25, make_employee(discipline=discipline)).verdict == verdict

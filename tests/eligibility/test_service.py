"""R11, R13, R14, R15: time in post, retirement, age, rank, on the days around each bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builders import find, make_employee, make_vacancy
from penempatan.domain.position import PositionTier
from penempatan.domain.rank import Rank, RankScale, pns_rank
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.settings.model import EligibilitySettings, Settings

OK, NOTE, ASK, NO = Verdict.ALLOWED, Verdict.NOTED, Verdict.UNVERIFIED, Verdict.FORBIDDEN


@pytest.mark.parametrize(
    ("since", "judged_on", "verdict"),
    [
        (date(2024, 1, 2), date(2026, 1, 1), NO),
        (date(2024, 1, 1), date(2026, 1, 1), OK),
        (date(2023, 12, 31), date(2026, 1, 1), OK),
        (date(2024, 2, 29), date(2026, 2, 28), NO),  # the second year is full when March begins
        (date(2024, 2, 29), date(2026, 3, 1), OK),
        (date(2022, 2, 28), date(2024, 2, 28), OK),
        (date(2027, 1, 1), date(2026, 1, 1), NO),
        (None, date(2026, 1, 1), ASK),
    ],
)
def test_two_years_in_post_are_counted_to_the_day(
    since: date | None, judged_on: date, verdict: Verdict
) -> None:
    """R11 is met on the day the second year is full and not a day before; a missing start is asked."""
    employee = make_employee(in_post_since=since)
    assert find(RuleCode.R11, employee, judged_on=judged_on).verdict == verdict


def test_the_time_in_post_is_named_in_years_and_months() -> None:
    """R11 says what was found and what is asked."""
    finding = find(RuleCode.R11, make_employee(in_post_since=date(2024, 9, 2)))
    assert (finding.held, finding.required) == ("1 tahun 3 bulan", "minimal 2 tahun")


@pytest.mark.parametrize(
    ("born", "tier", "position", "verdict"),
    [
        # judged on 1 January 2026; a pelaksana retires on the first of the month after turning 58
        (date(1967, 11, 30), PositionTier.PELAKSANA, "X", NO),  # since 1 December 2025
        (date(1967, 12, 1), PositionTier.PELAKSANA, "X", NO),  # since this very day
        (date(1967, 12, 31), PositionTier.PELAKSANA, "X", NO),
        (date(1968, 1, 1), PositionTier.PELAKSANA, "X", NOTE),  # from 1 February 2026
        (date(1968, 12, 31), PositionTier.PELAKSANA, "X", NOTE),  # from 1 January 2027: twelve months
        (date(1969, 1, 1), PositionTier.PELAKSANA, "X", OK),
        (date(1967, 12, 31), PositionTier.AHLI_MADYA, "X", OK),  # 60 there
        (date(1965, 12, 31), PositionTier.AHLI_MADYA, "X", NO),
        (date(1966, 1, 1), PositionTier.JPT_PRATAMA, "X", NOTE),
        (date(1961, 1, 1), PositionTier.AHLI_UTAMA, "X", NOTE),  # 65 there
        (date(1960, 12, 31), PositionTier.AHLI_UTAMA, "X", NO),
        (date(1966, 1, 1), PositionTier.AHLI_MUDA, "GURU AHLI MUDA", NOTE),  # 60 for teachers
        (date(1966, 1, 1), PositionTier.AHLI_MUDA, "PERAWAT AHLI MUDA", NO),
        (date(1967, 12, 31), None, "X", NO),  # an unknown tier has the default age
    ],
)
def test_retirement_follows_the_age_of_the_target_post(
    born: date, tier: PositionTier | None, position: str, verdict: Verdict
) -> None:
    """R13 forbids from the first day of the month after the birthday, and notes the twelve months before."""
    vacancy = make_vacancy(tier=tier, position=position)
    assert find(RuleCode.R13, make_employee(birth_date=born), vacancy).verdict == verdict


@pytest.mark.parametrize(
    ("born", "age_max", "verdict"),
    [
        (date(1990, 1, 1), 35, NO),  # 36 today
        (date(1990, 1, 2), 35, OK),  # 36 tomorrow
        (date(1990, 1, 1), 36, OK),
        (date(1940, 1, 1), None, OK),
    ],
)
def test_age_is_counted_in_whole_years(born: date, age_max: int | None, verdict: Verdict) -> None:
    """R14 forbids above the vacancy's own limit, from the birthday on."""
    vacancy = make_vacancy(age_max=age_max)
    assert find(RuleCode.R14, make_employee(birth_date=born), vacancy).verdict == verdict


@pytest.mark.parametrize(
    ("held", "lowest", "highest", "tier", "verdict"),
    [
        ("III/a", "III/b", None, None, NO),
        ("III/b", "III/b", None, None, OK),
        ("IV/a", "III/b", None, None, OK),
        ("III/c", None, "III/b", None, NO),
        ("III/b", None, "III/b", None, OK),
        ("II/d", "III/a", "III/b", None, NO),
        ("III/a", None, None, PositionTier.AHLI_PERTAMA, OK),  # III/a–III/b by the table
        ("III/c", None, None, PositionTier.AHLI_PERTAMA, NO),
        ("II/d", None, None, PositionTier.AHLI_PERTAMA, NO),
        ("III/c", "II/a", None, PositionTier.AHLI_PERTAMA, OK),  # the vacancy's own range replaces the table
        ("I/a", None, None, PositionTier.PELAKSANA, OK),
        (None, "III/a", None, None, ASK),
        (None, None, None, PositionTier.PELAKSANA, OK),
        ("IX", "III/a", None, None, ASK),  # PPPK
        ("IX", None, None, PositionTier.AHLI_PERTAMA, ASK),
    ],
)
def test_rank_lies_in_the_range_asked(
    held: str | None, lowest: str | None, highest: str | None, tier: PositionTier | None, verdict: Verdict
) -> None:
    """R15: both bounds are allowed; the tier's table where the vacancy is silent; asked across scales."""
    rank = Rank(RankScale.PPPK, 9) if held == "IX" else pns_rank(held) if held else None
    vacancy = make_vacancy(
        tier=tier,
        rank_min=pns_rank(lowest) if lowest else None,
        rank_max=pns_rank(highest) if highest else None,
    )
    assert find(RuleCode.R15, make_employee(rank=rank), vacancy).verdict == verdict


def test_zero_switches_the_bounds_off() -> None:
    """A minimum time of zero leaves R11 out; notice months of zero leave only the refusals of R13."""
    rules = Settings(eligibility=EligibilitySettings(years_in_post_min=0, retirement_notice_months=0))
    with pytest.raises(ValueError, match="not enough values"):
        find(RuleCode.R11, settings=rules)
    for born, verdict in ((date(1967, 12, 31), NO), (date(1968, 1, 1), OK)):
        assert find(RuleCode.R13, make_employee(birth_date=born), settings=rules).verdict == verdict


def test_pppk_ranks_compare_among_themselves() -> None:
    """R15 compares two PPPK ranks like any other."""
    vacancy = replace(make_vacancy(), rank_min=Rank(RankScale.PPPK, 9))
    for step, verdict in ((8, NO), (9, OK)):
        assert find(RuleCode.R15, make_employee(rank=Rank(RankScale.PPPK, step)), vacancy).verdict == verdict

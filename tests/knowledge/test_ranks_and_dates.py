"""Golongan on its two scales, and dates as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.rank import PNS_RANKS, PPPK_RANKS, Rank, RankScale
from penempatan.knowledge.dates import read_date
from penempatan.knowledge.ranks import read_rank

PNS, PPPK = EmploymentStatus.PNS, EmploymentStatus.PPPK


def shown(text: str, status: EmploymentStatus | None) -> str | None:
    """Scale and label of the rank read."""
    rank = read_rank(text, status)
    return f"{rank.scale.value} {rank.label}" if rank else None


@pytest.mark.parametrize(
    "text",
    [
        "III/c",
        "III/C",
        "III-c",
        "III.c",
        "III c",
        "IIIc",
        "3c",
        "3/C",
        "lll/c",
        "33",
        "Penata (III/c)",
        "Penata, III/c",
        "Penata - III/c",
        "Golongan III/c",
        "III/c (Penata)",
        "Penata",
        " III.c ",
    ],
)
@pytest.mark.parametrize("status", [PNS, None])
def test_one_pns_rank_in_every_form(text: str, status: EmploymentStatus | None) -> None:
    """Every way to write III/c reads as III/c, with or without a status."""
    assert shown(text, status) == "PNS III/c"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Penata Tk.I", "III/d"),
        ("Penata Tingkat 1", "III/d"),
        ("Penata Muda Tk 1 ", "III/b"),
        ("Juru Muda Tingkat I - I b", "I/b"),
        ("Pembina Utama (IV/e)", "IV/e"),
        ("11", "I/a"),
        ("45", "IV/e"),
    ],
)
def test_pns_rank_names_and_codes(text: str, label: str) -> None:
    """Pangkat names with their old abbreviations and BKN codes read as ranks."""
    assert shown(text, PNS) == f"PNS {label}"


@pytest.mark.parametrize("text", ["IX", "Gol. IX", "Golongan IX", "Ahli Pertama / IX", "9"])
def test_ix_is_never_a_pns_rank(text: str) -> None:
    """IX is a PPPK rank; beside PNS it is no rank at all."""
    assert shown(text, PPPK) == "PPPK IX"
    assert shown(text, None) == "PPPK IX"
    assert shown(text, PNS) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", None),
        ("-", PNS),
        ("as - sa sa", None),
        ("/d", PNS),
        ("CPNS", None),
        ("III", None),
        ("11", None),
        ("V/a", PNS),
        ("III/f", PNS),
        ("III/c", PPPK),
        ("Penata (III/d)", PNS),
        ("18", PPPK),
        ("XIX", PPPK),
    ],
)
def test_no_rank_is_guessed(text: str, status: EmploymentStatus | None) -> None:
    """Empty, impossible, contradictory or two-sided texts give no rank."""
    assert read_rank(text, status) is None


def test_every_label_reads_back() -> None:
    """Both scales read their own labels, step by step."""
    for step, label in enumerate(PNS_RANKS, start=1):
        assert read_rank(label, PNS) == Rank(RankScale.PNS, step)
    for step, label in enumerate(PPPK_RANKS, start=1):
        assert read_rank(label, PPPK) == Rank(RankScale.PPPK, step)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-05-01", date(2027, 5, 1)),
        ("2027-05-01 00:00:00", date(2027, 5, 1)),
        ("2027-05-01T00:00:00", date(2027, 5, 1)),
        ("2027/05/01", date(2027, 5, 1)),
        ("01-02-1985", date(1985, 2, 1)),
        ("1/2/1985", date(1985, 2, 1)),
        ("01.02.1985", date(1985, 2, 1)),
        ("1/2/85", date(1985, 2, 1)),
        ("1/2/26", date(2026, 2, 1)),
        ("1 Januari 1980", date(1980, 1, 1)),
        ("Jumat, 17 Agustus 1945", date(1945, 8, 17)),
        ("1-Agt-2020", date(2020, 8, 1)),
        ("12 Nop 2019", date(2019, 11, 12)),
        ("3 Peb 2001", date(2001, 2, 3)),
        ("20270501", date(2027, 5, 1)),
        ("45000", date(2023, 3, 15)),
        ("'2027-05-01", date(2027, 5, 1)),
    ],
)
def test_dates_day_first(text: str, expected: date) -> None:
    """Numbers, Indonesian months with old spellings, serials and clock times; the day comes first."""
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "0000-00-00",
        "1900-01-00",
        "31/02/2020",
        "13/13/2020",
        "seumur hidup",
        "2020",
        "99999999",
        "12 Foo 2020",
    ],
)
def test_no_date(text: str) -> None:
    """How empty cells are exported, impossible days and words give no date."""
    assert read_date(text) is None


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    """Any day of two centuries reads back from ISO, day-first and the Indonesian long form."""
    months = (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
        "November", "Desember",
    )  # fmt: skip
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day:02}/{day.month:02}/{day.year}") == day
    assert read_date(f"{day.day} {months[day.month - 1]} {day.year}") == day
    assert read_date(day.strftime("%Y%m%d")) == day

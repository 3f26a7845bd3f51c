"""R16, R18, R20, R39: the step that a move makes."""

from __future__ import annotations

from datetime import date

import pytest

from builders import find, make_employee, make_vacancy
from penempatan.domain.employee import Certificate
from penempatan.domain.position import PositionTier, PositionType
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.settings.model import CompetencyTestRule, EligibilitySettings, Settings

OK, ASK, NO = Verdict.ALLOWED, Verdict.UNVERIFIED, Verdict.FORBIDDEN
REQUIRED = Settings(eligibility=EligibilitySettings(competency_test=CompetencyTestRule.REQUIRED))


def _tier(name: str) -> PositionTier | None:
    return None if name == "-" else PositionTier[name]


@pytest.mark.parametrize(
    ("held", "offered", "verdict"),
    [
        ("PELAKSANA", "PENGAWAS", OK),
        ("PELAKSANA", "ADMINISTRATOR", NO),
        ("PENGAWAS", "ADMINISTRATOR", OK),
        ("PENGAWAS", "JPT_PRATAMA", NO),
        ("ADMINISTRATOR", "JPT_PRATAMA", OK),
        ("ADMINISTRATOR", "JPT_MADYA", NO),
        ("AHLI_PERTAMA", "PENGAWAS", OK),
        ("AHLI_PERTAMA", "ADMINISTRATOR", NO),
        ("AHLI_MUDA", "ADMINISTRATOR", OK),
        ("TERAMPIL", "PENGAWAS", OK),
        ("PELAKSANA", "AHLI_MADYA", OK),  # not structural: the rank (R15) decides
        ("-", "PELAKSANA", OK),  # whatever the person holds, this is no skip
        ("-", "PENGAWAS", OK),
        ("-", "ADMINISTRATOR", ASK),
        ("PELAKSANA", "-", ASK),
    ],
)
def test_one_structural_step_at_a_time(held: str, offered: str, verdict: Verdict) -> None:
    """R16: pelaksana, pengawas, administrator, JPT, one after the other; asked only where it depends."""
    employee = make_employee(tier=_tier(held), position_type=None)
    vacancy = make_vacancy(tier=_tier(offered), position_type=None)
    assert find(RuleCode.R16, employee, vacancy).verdict == verdict


@pytest.mark.parametrize(
    ("held", "offered", "verdict"),
    [
        ("PENGAWAS", "PENGAWAS", OK),
        ("PENGAWAS", "PELAKSANA", NO),
        ("ADMINISTRATOR", "PENGAWAS", NO),
        ("AHLI_MUDA", "AHLI_PERTAMA", NO),
        ("AHLI_MUDA", "AHLI_MADYA", OK),
        ("AHLI_PERTAMA", "PENYELIA", NO),  # expert to skilled
        ("TERAMPIL", "AHLI_PERTAMA", OK),  # skilled to expert
        ("PENYELIA", "AHLI_PERTAMA", OK),
        ("MAHIR", "TERAMPIL", NO),
        ("PENGAWAS", "AHLI_MUDA", OK),
        ("PENGAWAS", "AHLI_PERTAMA", NO),
        ("PENGAWAS", "PENYELIA", NO),
        ("ADMINISTRATOR", "AHLI_MADYA", OK),
        ("ADMINISTRATOR", "AHLI_MUDA", NO),
        ("AHLI_PERTAMA", "PELAKSANA", NO),
        ("MAHIR", "PELAKSANA", NO),
        ("TERAMPIL", "PELAKSANA", OK),
        ("PELAKSANA", "TERAMPIL", OK),
        ("PELAKSANA", "AHLI_PERTAMA", OK),
        ("AHLI_MADYA", "PENGAWAS", NO),
        ("AHLI_MUDA", "PENGAWAS", OK),
        ("-", "PELAKSANA", ASK),
        ("-", "JPT_MADYA", OK),  # nobody stands higher
        ("PELAKSANA", "-", OK),  # nobody stands lower
        ("AHLI_UTAMA", "-", ASK),
    ],
)
def test_no_move_lowers_a_person(held: str, offered: str, verdict: Verdict) -> None:
    """R18 forbids every lower standing, also across families; an unknown tier is asked where it decides."""
    employee = make_employee(tier=_tier(held), position_type=None)
    vacancy = make_vacancy(tier=_tier(offered), position_type=None)
    assert find(RuleCode.R18, employee, vacancy).verdict == verdict


def test_the_kind_of_post_narrows_an_unknown_tier() -> None:
    """R18 knows of a functional post without tier that it is no step down for a pelaksana."""
    expert = make_employee(tier=PositionTier.AHLI_PERTAMA)
    executing = make_vacancy(tier=None, position_type=PositionType.EXECUTING)
    assert find(RuleCode.R18, expert, executing).verdict == NO
    functional = make_vacancy(tier=None, position_type=PositionType.FUNCTIONAL)
    assert find(RuleCode.R16, expert, functional).verdict == OK


UKOM = Certificate("UKOM")


@pytest.mark.parametrize(
    ("position", "tier", "certificates", "verify", "required"),
    [
        ("PERAWAT AHLI PERTAMA", "AHLI_PERTAMA", (), OK, OK),  # the same JF
        ("Perawat Penyelia", "PENYELIA", (), OK, OK),  # the same JF at another tier
        ("BIDAN AHLI PERTAMA", "AHLI_PERTAMA", (), ASK, NO),
        ("BIDAN AHLI PERTAMA", "AHLI_PERTAMA", (UKOM,), OK, OK),
        ("BIDAN AHLI PERTAMA", "AHLI_PERTAMA", None, ASK, ASK),
        ("PENGADMINISTRASI PERKANTORAN", "PELAKSANA", (), ASK, NO),
        ("PENGADMINISTRASI PERKANTORAN", "PELAKSANA", (UKOM,), OK, OK),
        ("", "-", (), ASK, ASK),
        ("", "-", (UKOM,), OK, OK),
        ("", "PELAKSANA", (), ASK, NO),  # no name, but surely no JF
        ("BIDAN AHLI PERTAMA", "AHLI_PERTAMA", (Certificate("UKOM", date(2025, 12, 31)),), ASK, NO),
        ("BIDAN AHLI PERTAMA", "AHLI_PERTAMA", (Certificate("UKOM", date(2026, 1, 1)),), OK, OK),
    ],
)
def test_entering_a_functional_post_takes_the_test(
    position: str, tier: str, certificates: tuple[Certificate, ...] | None, verify: Verdict, required: Verdict
) -> None:
    """R20 asks with `verifikasi`, forbids with `wajib`, and lets the same JF and a valid UKOM pass."""
    employee = make_employee(
        position=position, tier=_tier(tier), position_type=None, certificates=certificates
    )
    vacancy = make_vacancy(position="PERAWAT AHLI MUDA", tier=PositionTier.AHLI_MUDA)
    assert find(RuleCode.R20, employee, vacancy).verdict == verify
    assert find(RuleCode.R20, employee, vacancy, REQUIRED).verdict == required


def test_other_posts_take_no_test() -> None:
    """R20 says nothing about structural and executing posts."""
    for tier in (PositionTier.PELAKSANA, PositionTier.PENGAWAS):
        assert find(RuleCode.R20, make_employee(), make_vacancy(tier=tier), REQUIRED).verdict == OK


@pytest.mark.parametrize(
    ("position", "dinas", "tier", "verdict"),
    [
        ("SEKRETARIS DPRD", "Sekretariat DPRD", PositionTier.JPT_PRATAMA, NO),
        ("KEPALA DINAS KESEHATAN", "Dinas Kesehatan", PositionTier.JPT_PRATAMA, NO),
        ("PENGADMINISTRASI PERKANTORAN", "Sekretariat DPRD", PositionTier.PELAKSANA, OK),
        ("PERAWAT AHLI MUDA", "Dinas Kesehatan", PositionTier.AHLI_MUDA, OK),
    ],
)
def test_posts_of_outside_approval_stay_open(
    position: str, dinas: str, tier: PositionTier, verdict: Verdict
) -> None:
    """R39 leaves alone what the city does not decide by itself."""
    vacancy = make_vacancy(position=position, dinas=dinas, tier=tier)
    assert find(RuleCode.R39, vacancy=vacancy).verdict == verdict

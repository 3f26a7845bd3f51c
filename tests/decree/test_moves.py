"""What a move is called, and how far it is to retirement."""

from __future__ import annotations

from datetime import date

import pytest

from builders import make_employee, make_vacancy
from penempatan.decree.documents import PROVES
from penempatan.decree.moves import MoveKind, _kind
from penempatan.domain.position import PositionTier
from penempatan.domain.rank import PPPK_RANKS, Rank, RankScale, pns_rank
from penempatan.domain.rule_code import RuleCode
from penempatan.eligibility.service import months_to_retirement
from penempatan.knowledge.ranks import rank_title
from penempatan.settings.model import RetirementAges


@pytest.mark.parametrize(
    ("own", "new", "kind"),
    [
        (PositionTier.PELAKSANA, PositionTier.PELAKSANA, MoveKind.ROTATION),
        (PositionTier.PELAKSANA, PositionTier.PENGAWAS, MoveKind.PROMOTION),
        (PositionTier.AHLI_PERTAMA, PositionTier.AHLI_MUDA, MoveKind.PROMOTION),
        (PositionTier.PELAKSANA, PositionTier.AHLI_PERTAMA, MoveKind.DIAGONAL),
        (PositionTier.AHLI_MUDA, PositionTier.PENGAWAS, MoveKind.DIAGONAL),
        (PositionTier.PENGAWAS, PositionTier.PELAKSANA, MoveKind.DEMOTION),
        (None, PositionTier.PELAKSANA, None),
        (PositionTier.PELAKSANA, None, None),
    ],
)
def test_a_move_is_named_by_family_and_standing(
    own: PositionTier | None, new: PositionTier | None, kind: MoveKind | None
) -> None:
    """Within a family up, level or down; between families diagonal; unknown where a tier is missing."""
    assert _kind(make_employee(tier=own), make_vacancy(tier=new)) is kind


@pytest.mark.parametrize(
    ("born", "tier", "months"),
    [
        (date(1968, 1, 15), PositionTier.PELAKSANA, 1),  # 58 in January 2026: retires on 1 February
        (date(1967, 12, 31), PositionTier.PELAKSANA, 0),  # 58 in December 2025: retires on 1 January
        (date(1968, 1, 15), PositionTier.AHLI_MADYA, 25),  # two years more
        (date(1990, 6, 1), PositionTier.PENGAWAS, 12 * 22 + 6),
    ],
)
def test_months_to_retirement_run_to_the_first_of_the_month_after(
    born: date, tier: PositionTier, months: int
) -> None:
    """Counted from January 2026 to the month in which retirement begins."""
    person, post = make_employee(birth_date=born), make_vacancy(tier=tier, position="PENATA")
    assert months_to_retirement(person, post, RetirementAges(), date(2026, 1, 31)) == months


def test_ranks_are_written_as_decrees_write_them() -> None:
    """PNS with pangkat, PPPK with golongan alone."""
    assert rank_title(pns_rank("III/b")) == "Penata Muda Tingkat I (III/b)"
    assert rank_title(Rank(RankScale.PPPK, PPPK_RANKS.index("IX") + 1)) == "Golongan IX"


def test_every_rule_has_a_paper_that_proves_it() -> None:
    """No rule that may wait for data is without a document to ask for."""
    assert set(PROVES) == {code for code in RuleCode if code.name.startswith("R")}

"""Posts as the career rules compare them: kind, tier, and the name of a functional post without its tier.

A tier that is not in the data stands for every tier that its kind of post allows: a rule then allows or
forbids only what holds for all of them, and asks for verification in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.domain.position import PositionTier, PositionType, TierFamily
from penempatan.eligibility.rule import Verdict
from penempatan.knowledge.positions import read_position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy

UNKNOWN = "tidak diketahui"


@dataclass(frozen=True, slots=True)
class Post:
    """Kind and tier of a post as far as the data tell."""

    tier: PositionTier | None
    position_type: PositionType | None

    @property
    def label(self) -> str:
        """The tier, or the kind of post, as people write it."""
        if self.tier is not None:
            return self.tier.label
        kind = self.position_type.value.lower() if self.position_type else "jabatan"
        return f"{kind} yang jenjangnya {UNKNOWN}"

    @property
    def possible_tiers(self) -> tuple[PositionTier, ...]:
        """Every tier that the data leave open."""
        if self.tier is not None:
            return (self.tier,)
        return tuple(tier for tier in PositionTier if self.position_type in {None, tier.position_type})

    @property
    def is_functional(self) -> bool | None:
        """Whether this is a functional post (JF); None where the data do not tell."""
        kinds = {tier.position_type for tier in self.possible_tiers}
        return kinds == {PositionType.FUNCTIONAL} if len(kinds) == 1 else None


def post_of(one: Employee | Vacancy) -> Post:
    """Return the post of a person, or the post that a vacancy offers; the tier tells the kind."""
    if one.tier is not None:
        return Post(one.tier, one.tier.position_type)
    if one.position_type is PositionType.EXECUTING:
        return Post(PositionTier.PELAKSANA, one.position_type)
    return Post(None, one.position_type)


def post_name(position: str) -> str:
    """Return the canonical name of a post, without the tier and the speciality of a functional one."""
    reading = read_position(position)
    if reading.tier is None or reading.position_type is not PositionType.FUNCTIONAL:
        return reading.name
    return reading.name.split(" - ", 1)[0].removesuffix(f" {reading.tier.label.upper()}")


@dataclass(frozen=True, slots=True)
class FunctionalPost:
    """What decides whether a move enters another functional post (JF): is it one, and which."""

    is_functional: bool | None
    name: str  # canonical, without tier; empty where not known and where it is none


OTHER_POST = "JABATAN LAIN"  # stands for every post that the round does not offer: fewer distinct values


def functional_post_of(one: Employee | Vacancy, offered: Collection[str] | None = None) -> FunctionalPost:
    """Return the functional post of a person or vacancy; names outside `offered` are folded into one."""
    is_functional = post_of(one).is_functional
    if is_functional is False:
        return FunctionalPost(False, "")
    name = post_name(one.position)
    known = not name or offered is None or name in offered
    return FunctionalPost(is_functional, name if known else OTHER_POST)


def enters_functional(held: FunctionalPost, required: FunctionalPost) -> bool | None:
    """Whether the move enters a functional post that the person does not hold; None where unknown."""
    if required.is_functional is False:
        return False
    if held.name and held.name == required.name:
        return False
    if required.is_functional is None or (held.is_functional is not False and not held.name):
        return None
    return True


def over_tiers(broken: Callable[[PositionTier, PositionTier], bool], held: Post, required: Post) -> Verdict:
    """Judge two posts by a claim about two tiers, over every tier that the data leave open."""
    outcomes = {broken(one, other) for one in held.possible_tiers for other in required.possible_tiers}
    if len(outcomes) > 1:
        return Verdict.UNVERIFIED
    return Verdict.FORBIDDEN if True in outcomes else Verdict.ALLOWED


def is_promotion(held: PositionTier, required: PositionTier) -> bool:
    """Whether the move raises the standing inside the service."""
    return required.standing > held.standing


def is_demotion(held: PositionTier, required: PositionTier) -> bool:
    """Whether the move lowers the person: a lower standing, or expert to skilled (not skilled to expert)."""
    if required is PositionTier.PELAKSANA:
        return held not in {PositionTier.PELAKSANA, PositionTier.PEMULA, PositionTier.TERAMPIL}
    if required.family is TierFamily.SKILLED and held.family is not TierFamily.SKILLED:
        return held is not PositionTier.PELAKSANA
    if required.family is TierFamily.EXPERT and held.family is TierFamily.SKILLED:
        return False
    return required.standing < held.standing


def skips_a_tier(held: PositionTier, required: PositionTier) -> bool:
    """Whether a structural post lies more than one structural step above the person's standing."""
    if required.family is not TierFamily.STRUCTURAL:
        return False
    above = [
        tier.standing
        for tier in PositionTier
        if tier.family is TierFamily.STRUCTURAL and tier.standing > held.standing
    ]
    return required.standing > min(above, default=held.standing)

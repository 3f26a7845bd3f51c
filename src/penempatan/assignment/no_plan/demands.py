"""What a round insists on, one thing at a time: limits, pins, and bans that drive somebody out of a post.

To ask which of these clash, each must be one that can be left out. So here a pin is no fixed placement but a
limit of its own (this pair at least once), a ban of a present post likewise (that pair never), and what is
left without any of them is a round that surely has a plan: nobody placed, or in penataan everybody staying.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import Arcs, joined
from penempatan.assignment.sides import SortedLimits
from penempatan.objective.limit import Limit
from penempatan.scoring.pairs import PairBlock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from penempatan.assignment.model import AssignmentModel
    from penempatan.objective.seats import Seats
    from penempatan.scoring.pairs import PairSource


@dataclass(frozen=True, slots=True)
class Demand:
    """Something the round insists on: a limit, a pin (employee, vacancy, score), a ban of a present post."""

    limit: Limit | None = None
    pin: tuple[int, int, int] | None = None
    ban: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A round without its demands, and these; `base.start` is a plan of it that may keep some of them."""

    base: AssignmentModel
    demands: tuple[Demand, ...]
    rows: tuple[Limit, ...]  # each demand as a limit, in the same order

    def numbers(self, some: Sequence[Demand]) -> list[int]:
        """Return the places of some demands."""
        at = {one: number for number, one in enumerate(self.demands)}
        return [at[one] for one in some]


def question_of(model: AssignmentModel, seats: Seats | None = None) -> Question:
    """Take limits, pins and bans of present posts out of a round; `seats` tell the present posts, if any."""
    home = None if model.keeps_place is None or seats is None else seats.home
    pairs, start = model.pairs, joined([])
    banned: list[tuple[int, int]] = []
    if home is not None and seats is not None:
        stay = _stays(model, seats)
        present = np.zeros(model.n_employees, np.bool_)
        present[stay.employee] = True
        lost = np.flatnonzero((home >= 0) & ~present).astype(np.int32)
        banned = [(one, int(home[one])) for one in lost.tolist()]
        back = PairBlock(lost, home[lost], np.zeros(len(lost), np.int32), np.zeros(len(lost), np.bool_))
        pairs = _With(_With(pairs, back), _surplus(seats, back))
        start = _seated(joined([stay, Arcs(lost, home[lost], back.score)]), seats)
    demands = (
        *(Demand(limit=one) for one in model.limits),
        *(Demand(pin=one) for one in model.pinned),
        *(Demand(ban=one) for one in banned),
    )
    base = replace(model, pairs=pairs, pinned=(), limits=(), sorted_limits=SortedLimits(), start=start)
    return Question(base, demands, tuple(_row(base, one, number) for number, one in enumerate(demands)))


def _row(base: AssignmentModel, demand: Demand, number: int) -> Limit:
    if demand.limit is not None:
        return demand.limit
    pair = demand.pin or demand.ban
    assert pair is not None
    employee, vacancy = pair[:2]
    post = np.arange(base.n_vacancies) if base.post is None else base.post
    person = np.zeros(base.n_employees, np.int32)
    person[employee] = 1
    least, most = (1, None) if demand.pin is not None else (None, 0)
    there = (post == post[vacancy]).astype(np.int32)
    return Limit(f"kunci:{number}", "", person, there, np.array([[0, 0], [0, 1]], np.int64), least, most)


def _stays(model: AssignmentModel, seats: Seats) -> Arcs:
    parts = []
    for block in model.pairs.blocks():
        stays = seats.home[block.employee] == block.vacancy
        parts.append(Arcs(block.employee[stays], block.vacancy[stays], block.score[stays]))
    return joined(parts)


def _seated(stay: Arcs, seats: Seats) -> Arcs:
    order = np.argsort(stay.employee, kind="stable")
    kinds, _ = seats.kinds(stay.vacancy[order], np.zeros(len(seats.post), np.int64))
    return Arcs(stay.employee[order], kinds, stay.score[order])


def _surplus(seats: Seats, block: PairBlock) -> PairBlock:
    index, kind = seats.twins(block.employee, block.vacancy)
    return PairBlock(block.employee[index], kind, block.score[index], block.unverified[index])


@dataclass(frozen=True, slots=True)
class _With:
    """Pairs and a few more."""

    pairs: PairSource
    more: PairBlock

    def blocks(self) -> Iterator[PairBlock]:
        yield from self.pairs.blocks()
        if len(self.more):
            yield self.more

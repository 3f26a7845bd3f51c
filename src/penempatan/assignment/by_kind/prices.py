"""Prices of a plan where people reach vacancies singly or through their kind, as in `potentials`.

A kind is a node between people and its vacancies. Its potential bounds theirs, and a vacancy that somebody
reaches through the kind bounds the kind's: so equal vacancies get equal prices at once, where pair by pair
they would need round after round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.potentials import Prices, side_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.network import Flow, Network
    from penempatan.scoring.kinds import Kinds

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a pair earns in a stage: unit·score, and what its person and its vacancy are worth themselves."""

    unit: int
    employee: LongArray  # (n_employees,)
    vacancy: LongArray  # (n_vacancies,)
    largest: int  # of any pair

    def entering(self, pool: Arcs) -> LongArray:
        """Return (p,) what an arc earns up to the vacancy, whose own worth is not yet added."""
        gain: LongArray = self.unit * pool.score.astype(np.int64)
        gain += self.employee[pool.employee]
        return gain


@dataclass(frozen=True, slots=True)
class KindPrices:
    """Prices of people and vacancies, and what entering a kind costs."""

    prices: Prices
    kind: LongArray  # (n_kinds,) at most price − worth of each of its vacancies with a seat


def kind_prices(
    network: Network, kinds: Kinds, worth: Worth, pool: Arcs, flow: Flow, *, max_rounds: int
) -> KindPrices | None:
    """Return prices that prove a flow optimal on the pool, or None if none are found in the rounds.

    `pool` must be sorted by where its arcs end: a vacancy, or n_vacancies + a kind.
    """
    n_vacancies = network.vacancies.n_leaves
    chosen = pool.take(flow.chosen)
    single = chosen.vacancy[chosen.vacancy < n_vacancies]
    people = side_of(network.employees, network.full_employee, chosen.employee, worth.largest + 1)
    seats = np.repeat(np.arange(n_vacancies, dtype=np.int32), flow.by_kind)
    posts = side_of(network.vacancies, network.full_vacancy, np.concatenate([single, seats]), 0)
    shut = network.vacancies.capacity == 0
    posts.potential[:-1][shut] = -(worth.largest + 1)
    unreachable = np.iinfo(np.int64).max >> 2
    within = np.full(len(kinds.first), worth.largest + 1, np.int64)  # the kinds' own potentials
    gain, taken = worth.entering(pool), worth.entering(chosen)
    gain[pool.vacancy < n_vacancies] += worth.vacancy[pool.vacancy[pool.vacancy < n_vacancies]]
    taken[chosen.vacancy < n_vacancies] += worth.vacancy[single]
    heads, starts = np.unique(pool.vacancy, return_index=True)
    passable, used = ~shut[:n_vacancies], flow.by_kind[kinds.member] > 0
    p, q = people.potential, posts.potential
    leaves = q[:n_vacancies]
    for _ in range(max_rounds):
        before = p.copy(), q.copy(), within.copy()
        ends = np.concatenate([leaves, within])
        p[chosen.employee] = np.minimum(p[chosen.employee], ends[chosen.vacancy] + taken)
        people.up(people.priced, people.group_priced)
        p[-1] = q[-1] = min(p[-1], q[-1])
        people.down(people.unused, people.group_unused)
        if len(heads):
            ends[heads] = np.minimum(ends[heads], np.minimum.reduceat(p.take(pool.employee) - gain, starts))
        within[:] = ends[n_vacancies:]
        through = within[kinds.of] - worth.vacancy
        leaves[:] = np.where(passable, np.minimum(ends[:n_vacancies], through), ends[:n_vacancies])
        back = np.where(used, (leaves + worth.vacancy)[kinds.member], unreachable)
        within[:] = np.minimum(within, np.minimum.reduceat(back, kinds.start[:-1]))
        posts.up(posts.unused, posts.group_unused)
        p[-1] = q[-1] = min(p[-1], q[-1])
        posts.down(posts.priced, posts.group_priced)
        if all(np.array_equal(old, new) for old, new in zip(before, (p, q, within), strict=True)):
            return KindPrices(Prices(p - p[-1], q[-1] - q), q[-1] - within)
    return None

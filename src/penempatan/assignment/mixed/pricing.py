"""Any prices prove a bound: one exact pass over all eligible pairs says which.

Given prices of vacancies, limits and earlier tiers, a person's price is the most that any eligible pair has
left after them. Then, for every plan x that keeps the limits and the earlier tiers' values V_s,

    scale · gain(x)  ≤  Σ u_i + Σ seats_j·v_j + Σ_r y_r·b_r − Σ_s t_s·V_s ,

b_r the upper bound of a limit priced above zero and the lower bound of one priced below. Nobody is priced
below zero but those who have a place in every plan (mode penataan): for them Σ_j x_ij is 1, not at most 1,
and any price bounds. Nothing is rounded and nothing is left out, so it does not matter where the prices came
from.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.arcs import chunks_of, joined
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs, ArcSource
    from penempatan.assignment.mixed.rows import Frame
    from penempatan.objective.tiers import Tier

    LongArray = NDArray[np.int64]


UNSEEN = np.iinfo(np.int64).min  # below the value of any pair


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of one tier, `scale` to the unit of gain. `employee` is what `covering` makes it."""

    scale: int
    employee: LongArray  # (n_employees,) ≥ 0; of any sign for who keeps a place
    vacancy: LongArray  # (n_vacancies,) ≥ 0
    limit: tuple[int, ...]  # ≥ 0 towards an upper bound, ≤ 0 towards a lower one
    earlier: tuple[int, ...]  # ≥ 0, of the earlier tiers' values

    def total(self, frame: Frame) -> int:
        """Return the right-hand side of the bound, exact, in price units."""
        people = sum(self.employee[frame.free].tolist())
        seats = sum(
            price * count for price, count in zip(self.vacancy.tolist(), frame.seats.tolist(), strict=True)
        )
        return int(people) + int(seats) + self.beside(frame)

    def beside(self, frame: Frame) -> int:
        """Return what limits and earlier tiers add to the total."""
        limits = 0
        for price, least, most in zip(self.limit, frame.at_least, frame.at_most, strict=True):
            if price:
                bound = most if price > 0 else least
                assert bound is not None
                limits += price * bound
        return limits - sum(
            price * value for price, (_, value) in zip(self.earlier, frame.earlier, strict=True)
        )

    def bound(self, frame: Frame) -> int:
        """Return the most that the tier can reach, a whole number."""
        return self.total(frame) // self.scale


@dataclass(frozen=True, slots=True)
class Sweep:
    """How the pairs of a tier are valued: what is left of a pair's gain after all prices but the person's."""

    frame: Frame
    tier: Tier
    source: ArcSource
    workers: int

    def covering(self, prices: Prices) -> Prices:
        """Return the prices with the smallest price of every person that covers all eligible pairs."""
        covered, _, _ = self.covering_and_near(prices, None)
        return covered

    def near(self, prices: Prices, bar: LongArray) -> tuple[Arcs, LongArray]:
        """Return the pairs that leave their person at least `bar` (n_employees,), and what they leave."""
        _, arcs, left = self.covering_and_near(prices, bar)
        return arcs, left

    def covering_and_near(self, prices: Prices, bar: LongArray | None) -> tuple[Prices, Arcs, LongArray]:
        """Return what `covering` and `near` do, after one pass; no pairs without a bar."""
        left = self.valuation(prices)
        employee = np.where(self.frame.keeps, UNSEEN, 0)

        def look(chunk: Arcs) -> tuple[NDArray[np.int32], LongArray, Arcs | None, LongArray]:
            chunk, value = left(chunk)
            if not len(chunk):
                return chunk.employee, value, None, value
            starts = np.flatnonzero(np.r_[True, chunk.employee[1:] != chunk.employee[:-1]])
            people, most = chunk.employee[starts], np.maximum.reduceat(value, starts)
            if bar is None:
                return people, most, None, value[:0]
            index = np.flatnonzero(value >= bar[chunk.employee])
            return people, most, chunk.take(index), value[index]

        found: list[tuple[Arcs, LongArray]] = []
        with ThreadPoolExecutor(max_workers=max(1, self.workers)) as pool:
            for block in self.source.blocks():
                for people, most, arcs, value in pool.map(look, chunks_of(block)):
                    np.maximum.at(employee, people, most)
                    if arcs is not None:
                        found.append((arcs, value))
        employee[employee == UNSEEN] = 0  # no pair at all: then no plan either, and any price covers none
        none = np.empty(0, np.int64)
        return (
            Prices(prices.scale, employee, prices.vacancy, prices.limit, prices.earlier),
            joined(arcs for arcs, _ in found),
            np.concatenate([none, *(value for _, value in found)]),
        )

    def valuation(self, prices: Prices) -> Callable[[Arcs], tuple[Arcs, LongArray]]:
        """Return the valuation of a chunk, what depends on one side alone summed up beforehand."""
        frame, tier = self.frame, self.tier
        employee = np.zeros(len(prices.employee), np.int64)
        vacancy = -prices.vacancy
        by_pair: list[tuple[Tier, int]] = []
        for one, price in (
            (tier, prices.scale),
            *((earlier, price) for (earlier, _), price in zip(frame.earlier, prices.earlier, strict=True)),
        ):
            if one.level:
                vacancy = vacancy + price * (one.goals.priority_gain == one.level)
            elif one.goal is Goal.MUST_PLACE:
                employee = employee + price * one.goals.must_place
            elif price:
                by_pair.append((one, price))
        limits = frame.table.total(prices.limit)
        priced = limits.any()
        all_open = bool(frame.free.all() and (frame.seats > 0).all())

        def left(chunk: Arcs) -> tuple[Arcs, LongArray]:
            if not all_open:
                chunk = frame.open_arcs(chunk)
            value = vacancy.take(chunk.vacancy)
            value += employee.take(chunk.employee)
            for one, price in by_pair:
                value += price * one.gain(chunk.employee, chunk.vacancy, chunk.score)
            if priced:
                value -= limits.of(chunk.employee, chunk.vacancy)
            return chunk, value

        return left

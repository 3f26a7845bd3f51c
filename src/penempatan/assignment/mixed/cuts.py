"""Cuts: limits that follow from the others for whole plans, though not for the fractions of a linear program.

Rows of the round (a person's one place, a vacancy's seats, limits), each times a whole number and added up,
say Σ a·x ≤ b. Divided by d and rounded down, Σ ⌊a/d⌋·x ≤ ⌊b/d⌋ holds for every plan, and no longer for every
fraction (Gomory 1958; Chvátal 1973). The fractional parts of the prices at an optimum that is no whole plan
are multipliers that cut it off. Such a cut is a limit like any other from then on, with a price of its own in
the proof; the multipliers are kept, and whoever checks the proof rounds again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.mixed.couples import couple_multipliers
from penempatan.assignment.mixed.rows import LimitUse
from penempatan.objective.limit import Limit, LimitTable
from penempatan.objective.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.mixed.rows import Frame

    LongArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

CUT_KEY = "irisan:"
LARGEST_DIVISOR = 1_000
WHOLE = 1e-5  # prices this near a whole number are one
SUPPORT = 1e-7
VIOLATED = 1e-3
MOST_A_ROUND = 30


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A limit with the multipliers it comes from."""

    limit: Limit  # its bound is what the pins leave
    divisor: int
    employee: LongArray  # (n_employees,) ≥ 0
    vacancy: LongArray  # (n_vacancies,) ≥ 0
    limits: tuple[tuple[str, int], ...]  # (key, multiplier): above zero of an upper bound, below of a lower


def divisor_of(prices: FloatArray) -> int | None:
    """Return the smallest number that makes all prices whole; None where no small one does."""
    broken = np.unique(np.round(prices[np.abs(prices - np.rint(prices)) >= WHOLE] % 1, 9))
    for divisor in range(1, LARGEST_DIVISOR + 1):
        scaled = broken * divisor
        if (np.abs(scaled - np.rint(scaled)) < WHOLE).all():
            return divisor
    return None


def with_cuts(frame: Frame, cuts: Sequence[Cut]) -> Frame:
    """Return the frame with cuts as further limits."""
    if not cuts:
        return frame
    limits = (*frame.limits, *(cut.limit for cut in cuts))
    table = LimitTable(limits, len(frame.free), len(frame.seats))
    return replace(
        frame,
        table=table,
        at_least=(*frame.at_least, *(None for _ in cuts)),
        at_most=(*frame.at_most, *(cut.limit.at_most for cut in cuts)),
        use=LimitUse(table),
    )


@dataclass(frozen=True, slots=True)
class RowPrices:
    """An optimum of a linear program by the rows of the round."""

    arcs: Arcs
    x: FloatArray  # (p,)
    employee: FloatArray  # (n_employees,)
    vacancy: FloatArray  # (n_vacancies,)
    limit: FloatArray  # (n_limits,)


def violated_cuts(base: Frame, optimum: RowPrices, first: int) -> list[Cut]:
    """Return cuts that the optimum does not keep; the first one gets the number `first`.

    `base` is the round itself, with the cuts made so far, without what earlier tiers have narrowed.
    """
    cuts: list[Cut] = []
    for divisor, part in (*_of_couples(base, optimum), *_of_prices(base, optimum)):
        cut = cut_of(base, f"{CUT_KEY}{first + len(cuts):04d}", divisor, part)
        if cut is None:
            continue
        used = float(cut.limit.weights(optimum.arcs.employee, optimum.arcs.vacancy) @ optimum.x)
        assert cut.limit.at_most is not None
        if used > cut.limit.at_most + VIOLATED:
            cuts.append(cut)
        if len(cuts) == MOST_A_ROUND:
            break
    return cuts


def _of_couples(base: Frame, optimum: RowPrices) -> Iterator[tuple[int, LongArray]]:
    """Yield divisors and multipliers by row of cuts for two people."""
    start = len(base.free) + len(base.seats)
    for divisor, multipliers in couple_multipliers(base, optimum.arcs, optimum.x):
        part = np.zeros(start + len(base.limits), np.int64)
        part[[start + number for number in multipliers]] = list(multipliers.values())
        yield divisor, part


def _of_prices(base: Frame, optimum: RowPrices) -> Iterator[tuple[int, LongArray]]:
    """Yield divisors and multipliers by row that the fractional parts of the prices give."""
    prices = np.concatenate([optimum.employee, optimum.vacancy, optimum.limit])
    divisor = divisor_of(prices)
    if divisor is None or divisor == 1:
        return
    part = np.rint(prices * divisor).astype(np.int64) % divisor
    start = len(base.free) + len(base.seats)
    for number in np.flatnonzero(part[start:]).tolist():
        if base.at_most[number] is None:  # a lower bound alone: from the other side
            part[start + number] -= divisor
    bound = np.concatenate(
        [
            base.free.astype(np.int64),
            base.seats,
            [
                0 if multiplier == 0 else (least if multiplier < 0 else most) or 0
                for multiplier, least, most in zip(
                    part[start:].tolist(), base.at_least, base.at_most, strict=True
                )
            ],
        ]
    )
    label = _components(base, optimum, part)
    rest = np.bincount(label, part * bound, len(part) + 1).astype(np.int64)[: len(part)] % divisor
    size = np.bincount(label[part != 0], minlength=len(part))
    names = np.flatnonzero(rest)
    for name in names[np.argsort(size[names], kind="stable")][:MOST_A_ROUND].tolist():
        yield divisor, np.where(label == name, part, 0)


def cut_of(base: Frame, key: str, divisor: int, part: LongArray) -> Cut | None:
    """Return the cut of multipliers by row (people, vacancies, limits); None where it cannot be: a bound is
    missing, or a limit counts staying beside its table.
    """
    n, start = len(base.free), len(base.free) + len(base.seats)
    employee, vacancy = part[:n], part[n:start]
    total = int(employee[base.free].sum()) + int(vacancy @ base.seats)
    named: list[tuple[Limit, int]] = []
    for number in np.flatnonzero(part[start:]).tolist():
        multiplier = int(part[start + number])
        bound = base.at_most[number] if multiplier > 0 else base.at_least[number]
        if bound is None or base.limits[number].staying is not None:
            return None
        total += multiplier * bound
        named.append((base.limits[number], multiplier))
    limit = rounded(key, divisor, employee, vacancy, named, at_most=total // divisor)
    return Cut(limit, divisor, employee, vacancy, tuple((one.key, count) for one, count in named))


def _components(base: Frame, optimum: RowPrices, part: LongArray) -> LongArray:
    """Return the lowest of the rows that each row hangs together with by pairs in use; multiplied rows only.

    All others belong to nothing, the number of rows.
    """
    n, m = len(optimum.employee), len(optimum.vacancy)
    used = np.flatnonzero(optimum.x > SUPPORT)
    arcs = optimum.arcs.take(used)
    links = [(np.arange(len(arcs)), arcs.employee.astype(np.int64)), (np.arange(len(arcs)), n + arcs.vacancy)]
    for number in np.flatnonzero(part[n + m :]).tolist():
        index = np.flatnonzero(base.limits[number].weights(arcs.employee, arcs.vacancy))
        links.append((index, np.full(len(index), n + m + number, np.int64)))
    pair = np.concatenate([one for one, _ in links])
    row = np.concatenate([other for _, other in links])
    keep = part[row] != 0
    pair, row = pair[keep], row[keep]
    label = np.where(part != 0, np.arange(len(part)), len(part))
    while True:  # the lowest row spreads along the pairs
        lowest = np.full(len(arcs), len(part))
        np.minimum.at(lowest, pair, label[row])
        spread = label.copy()
        np.minimum.at(spread, row, lowest[pair])
        if (spread == label).all():
            break
        label = spread
    return label

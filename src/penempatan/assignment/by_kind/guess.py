"""What kinds of vacancies cost, guessed from a few people and as few seats: the market in small.

One person in eight, or in eight times eight, competes for one seat in as many. The prices that decide there
are close to those that decide everything, so everybody's best few kinds at these prices hold nearly all pairs
that matter. A wrong guess costs a round of pricing, never the answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.assignment.by_kind.sift import NOBODY, Bids, Open, Sieve
from penempatan.scoring.bars import HASH_BITS, hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.assignment.arcs import Arcs
    from penempatan.assignment.by_kind.market import Market, Settled
    from penempatan.assignment.by_kind.prices import Worth
    from penempatan.assignment.forest import Forest
    from penempatan.assignment.network import Network
    from penempatan.scoring.sweep import Sweep

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

SMALL = 16_000  # people who can be looked at with all their kinds
SMALL_ROUNDS = 3  # of pricing in a small market
STEP = 8  # each market is so many times the one before
EVERY_KIND = 1_000  # more than anybody needs in the smallest market
KEEP = 12  # kinds a person lists in a larger one …
MARGIN = 500  # … if within so many hundredths of the best
PEOPLE_A_SEAT = 2  # whom a kind lists at least …
MORE_PEOPLE = 2
KIND_MARGIN = 3_000  # … if within so many hundredths of their best


def first_sieve(sweep: Sweep, network: Network, worth: Worth) -> Sieve:
    """Return the sieve that keeps everything."""
    kinds = sweep.kinds
    vacancy = ~network.vacancies.closed()[: network.vacancies.n_leaves]
    some = np.zeros(len(kinds.first), np.bool_)
    some[kinds.of[vacancy]] = True
    employee = ~network.employees.closed()[: network.employees.n_leaves]
    nothing = np.full(len(some), -worth.largest, np.int64)
    nobody = np.full(len(some), NOBODY)
    return Sieve(
        kinds,
        worth,
        Open(employee, vacancy, some),
        nothing,
        3 * worth.largest,
        EVERY_KIND,
        nobody,
    )


def guessed(market: Market) -> Sieve:
    """Return the sieve for the whole round.

    Raises:
        TimeUpError: the time did not suffice for a guess.
    """
    worth, network = market.gentle, market.network
    n_employees, n_vacancies = len(worth.employee), len(worth.vacancy)
    sieve, share = first_sieve(market.sweep, network, worth), 1
    while n_employees > share * SMALL:
        share *= STEP
    seats = np.bincount(market.sweep.kinds.of, network.vacancies.capacity[:n_vacancies])
    while share > 1:
        within, people = _in_small(network, share)
        small = replace(market, network=within, people=people, exact=worth)
        settled = small.settle(sieve, SMALL_ROUNDS)
        price = _kind_prices(small, settled, sieve.open)
        sieve = replace(
            sieve,
            kind_price=price,
            margin=worth.unit * MARGIN,
            keep=KEEP,
            least_code=_bars(settled.best.pool, price, worth, seats, share),
        )
        share //= STEP
    return sieve


def _kind_prices(small: Market, settled: Settled, open_: Open) -> LongArray:
    """Return (n_kinds,) what entering each kind costs; where there is no seat, the highest bid."""
    kinds, worth, assay = small.sweep.kinds, small.exact, settled.assay
    has_seat = np.zeros(len(kinds.first), np.bool_)
    has_seat[kinds.of[small.network.vacancies.capacity[: len(worth.vacancy)] > 0]] = True
    bid = -kinds.least(-worth.vacancy)  # what the best vacancy is worth when nobody wants it
    bid *= -1
    without = np.flatnonzero(~has_seat & open_.kind).astype(np.int32)
    if len(without):
        found = small.sweep.judged(Bids(worth.unit, assay.employee, open_.employee), small.people, without)
        for some, highest in found:
            bid[some] = np.maximum(bid[some], highest)
    return np.where(has_seat, assay.least, bid)


def _in_small(network: Network, share: int) -> tuple[Network, IntArray]:
    """Return the network with its seats divided, and the people who compete for them."""
    mark = _mark(np.arange(network.employees.n_leaves, dtype=np.uint32))
    people = np.flatnonzero(mark < (1 << 32) // share).astype(np.int32)
    employees, vacancies = network.employees, network.vacancies
    chance = _mark(np.arange(vacancies.n_leaves, dtype=np.uint32) + np.uint32(0x5EED)) / (1 << 32)
    seats = np.floor(vacancies.capacity[: vacancies.n_leaves] / share + chance).astype(np.int64)
    return (
        replace(
            network,
            employees=_divided(employees, employees.capacity[: employees.n_leaves], share),
            vacancies=_divided(vacancies, seats, share),
        ),
        people,
    )


def _divided(side: Forest, leaves: LongArray, share: int) -> Forest:
    return replace(side, capacity=np.r_[leaves, -(-side.capacity[side.n_leaves :] // share)])


def _bars(pool: Arcs, kind_price: LongArray, worth: Worth, seats: LongArray, share: int) -> LongArray:
    """Return (n_kinds,) the code that enough people of each kind reach, as far as the small market tells."""
    n_vacancies, n_kinds = len(worth.vacancy), len(kind_price)
    cells = pool.take(pool.vacancy >= n_vacancies)
    kind = cells.vacancy - np.int32(n_vacancies)
    reduced = worth.entering(cells) - kind_price[kind]
    best = np.zeros(len(worth.employee), np.int64)
    np.maximum.at(best, cells.employee, reduced)
    code = ((reduced - best[cells.employee]) << HASH_BITS) | hashed(cells.employee, kind)
    order = np.lexsort((-code, kind))
    start = np.searchsorted(kind[order], np.arange(n_kinds + 1))
    wanted = np.ceil((PEOPLE_A_SEAT * seats + MORE_PEOPLE) / share).astype(np.int64)
    at = start[:-1] + wanted - 1
    bar = np.full(n_kinds, -(worth.unit * MARGIN) << HASH_BITS)
    full = at < start[1:]
    bar[full] = code[order[at[full]]]
    bar[seats == 0] = NOBODY
    bars: LongArray = np.maximum(bar, -(worth.unit * KIND_MARGIN) << HASH_BITS)
    return bars


def _mark(index: NDArray[np.uint32]) -> LongArray:
    """Return a 32-bit hash of each index, the same on every machine."""
    mixed = index * np.uint32(0x9E3779B1)
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    return mixed.astype(np.int64)

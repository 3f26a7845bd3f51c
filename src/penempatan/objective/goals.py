"""The tiers of the objective as integer gains of a pair; a plan's value in a tier is the sum over its pairs.

prioritas    a weight by the priority of the vacancy: most priority-1 seats filled, then most priority-2
             seats, then most priority-3 seats. The seats that can be filled together are the independent
             sets of a transversal matroid, so the weights 3, 2, 1 do (any strictly decreasing positive ones;
             Rado 1957; Edmonds 1971). A cap on the arrivals of a dinas breaks the matroid: then every weight
             outranks all seats of the lower priorities together.
wajib        1 for a person who must be placed. Filled seats and placed people reach their maxima together
             (Mendelsohn and Dulmage 1958), so this tier costs the first one nothing.
kesesuaian   the score, hundredths.
perpindahan  −1 when the person changes dinas; in mode penataan, post.
pemerataan   leximin over the dinas of the share of seats filled, priority by priority; see `fairness`. The
             only goal that is no sum over pairs: their gain is 0, and `total` adds up the units.
terlemah     fewest placements with a score below the lowest threshold, then below the next one, …
minat        the points of the wishes met ([skor_minat]); who wished for nothing gains nothing.
undian       a published lot in 1..2^20 from (NIP, kode formasi, benih): decides between equals, favours
             nobody.
ketetapan    1 for an undecided row of the reviewed plan that is kept. A round under review has it in front of
             the order unless the rules place it; any other round has nothing to keep.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.fairness import fairness_of
from penempatan.objective.seats import seats_of
from penempatan.objective.wishes import wishes_of
from penempatan.settings.model import Goal, LimitSettings, Mode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.fairness import Fairness
    from penempatan.objective.wishes import Wishes
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

LOT_BITS = 20


@dataclass(frozen=True, slots=True)
class Goals:
    """The objective of a round over its sorted employees and its kinds of seats (see `seats`)."""

    order: tuple[Goal, ...]
    priority_gain: LongArray  # (n_kinds,) larger for higher priority; 0 for surplus seats, which fill no need
    must_place: LongArray  # (n_employees,) 0 or 1
    employee_dinas: LongArray  # (n_employees,) number of the dinas (in penataan: the post); -1 unknown
    vacancy_dinas: LongArray  # (n_kinds,) likewise; -2 unknown
    employee_lot: NDArray[np.uint64]  # (n_employees,)
    vacancy_lot: NDArray[np.uint64]  # (n_kinds,)
    previous: IntArray | None = None  # (n_employees,) vacancy of the undecided row to keep; −1 none
    fairness: Fairness | None = None  # where the order has the goal
    wishes: Wishes | None = None  # likewise
    worst_off: tuple[tuple[int, int], ...] = ()  # (threshold, what a score below it costs)

    def gain(self, goal: Goal, employee: IntArray, vacancy: IntArray, score: IntArray) -> LongArray:
        """Return (p,) the gain of each pair in one tier."""
        if goal is Goal.PRIORITY:
            return self.priority_gain[vacancy]
        if goal is Goal.MUST_PLACE:
            return self.must_place[employee]
        if goal is Goal.FIT:
            return score.astype(np.int64)
        if goal is Goal.FEWEST_MOVES:
            moves: LongArray = (self.employee_dinas[employee] != self.vacancy_dinas[vacancy]).astype(np.int64)
            return -moves
        if goal is Goal.STABILITY:
            if self.previous is None:
                return np.zeros(len(employee), np.int64)
            kept: LongArray = (self.previous[employee] == vacancy).astype(np.int64)
            return kept
        if goal is Goal.FAIRNESS:
            return np.zeros(len(employee), np.int64)
        if goal is Goal.WORST_OFF:
            cost = np.zeros(len(employee), np.int64)
            for threshold, each in self.worst_off:
                cost += each * (score < threshold)
            return -cost
        if goal is Goal.WISHES:
            if self.wishes is None:
                return np.zeros(len(employee), np.int64)
            return self.wishes.points(employee, vacancy)
        return self._lot(employee, vacancy)

    def total(self, goal: Goal, employee: IntArray, vacancy: IntArray, score: IntArray) -> int:
        """Return what the placements (p,), pins included, reach together in one tier."""
        if goal is Goal.FAIRNESS:
            return self.fairness.value(vacancy) if self.fairness is not None else 0
        return int(self.gain(goal, employee, vacancy, score).sum())

    def largest(self, goal: Goal) -> int:
        """Return the largest absolute gain a single pair can have in a tier."""
        priority = int(self.priority_gain.max(initial=1))
        return {
            Goal.PRIORITY: priority,
            Goal.MUST_PLACE: 1,
            Goal.FIT: 10_000,
            Goal.FEWEST_MOVES: 1,
            Goal.LOT: 1 << LOT_BITS,
            Goal.STABILITY: 1,
            Goal.FAIRNESS: self.fairness.largest if self.fairness is not None else 1,
            Goal.WORST_OFF: sum(each for _, each in self.worst_off) or 1,
            Goal.WISHES: self.wishes.largest if self.wishes is not None else 1,
        }[goal]

    def most(self, goal: Goal) -> int:
        """Return a number that no pair's gain in a tier exceeds."""
        return 0 if goal in {Goal.FEWEST_MOVES, Goal.WORST_OFF} else self.largest(goal)

    def least(self, goal: Goal) -> int:
        """Return a number, at most 0, that no pair's gain in a tier falls below."""
        return -self.largest(goal) if goal in {Goal.FEWEST_MOVES, Goal.WORST_OFF} else 0

    def _lot(self, employee: IntArray, vacancy: IntArray) -> LongArray:
        mixed = _mix(self.employee_lot[employee] ^ np.bitwise_not(_mix(self.vacancy_lot[vacancy])))
        return (mixed >> np.uint64(64 - LOT_BITS)).astype(np.int64) + 1


def goals_of(problem: PlacementProblem, settings: Settings) -> Goals:
    """Derive the objective of the round; independent of row order, for the tuples are sorted."""
    seats = seats_of(problem)
    seed = settings.solve.seed
    weight_of = _priority_weights(problem, settings)
    gain = np.zeros(len(seats.post), dtype=np.int64)
    gain[: seats.n_vacancies] = [weight_of[vacancy.priority] for vacancy in problem.vacancies]
    lots = [_lot_number(f"{seed}|{vacancy.code}") for vacancy in problem.vacancies]
    if settings.round.mode is Mode.REARRANGE:
        employee_place, vacancy_place = seats.home.astype(np.int64), seats.post.astype(np.int64)
    else:
        employee_place, vacancy_place = _dinas_numbers(problem)
    order = order_of(problem, settings)
    return Goals(
        order,
        gain,
        np.array([int(employee.must_place) for employee in problem.employees], dtype=np.int64),
        employee_place,
        vacancy_place,
        np.array([_lot_number(f"{seed}|{employee.id}") for employee in problem.employees], dtype=np.uint64),
        np.array(lots, dtype=np.uint64)[seats.post],
        _previous(problem),
        fairness_of(problem, len(seats.post)) if Goal.FAIRNESS in order else None,
        wishes_of(problem, settings, seats.post) if Goal.WISHES in order else None,
        _worst_off(settings, min(len(problem.employees), int(seats.capacity.sum()))),
    )


def _dinas_numbers(problem: PlacementProblem) -> tuple[LongArray, LongArray]:
    numbers: dict[str, int] = {}
    for dinas in (*(one.dinas for one in problem.employees), *(one.dinas for one in problem.vacancies)):
        if dinas:
            numbers.setdefault(dinas, len(numbers))
    return (
        np.array([numbers.get(employee.dinas, -1) for employee in problem.employees], dtype=np.int64),
        np.array([numbers.get(vacancy.dinas, -2) for vacancy in problem.vacancies], dtype=np.int64),
    )


def order_of(problem: PlacementProblem, settings: Settings) -> tuple[Goal, ...]:
    """Return the tiers of this round: a review keeps undecided rows first, unless the rules say where."""
    order = settings.objective.order
    if problem.review is None or Goal.STABILITY in order:
        return order
    return (Goal.STABILITY, *order)


def _previous(problem: PlacementProblem) -> IntArray | None:
    if problem.review is None:
        return None
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    rows = np.full(len(problem.employees), -1, np.int32)
    for nip, code in problem.review.previous:
        rows[employee[nip]] = vacancy[code]
    return rows


def _worst_off(settings: Settings, most: int) -> tuple[tuple[int, int], ...]:
    """Return the thresholds, lowest first; one placement below one outweighs all `most` below the others."""
    thresholds = sorted(set(settings.objective.worst_off))
    return tuple((one, (most + 1) ** (len(thresholds) - at)) for at, one in enumerate(thresholds, start=1))


def _priority_weights(problem: PlacementProblem, settings: Settings) -> dict[int, int]:
    limits = replace(settings.limits, placements_max=-1)
    limited = [(one.leave_max, one.staff_min) for one in problem.dinas]
    limited += [(one.leave_max, one.staff_min) for one in problem.units]
    if limits == LimitSettings() and all(one == (None, None) for one in limited):
        return {1: 3, 2: 2, 3: 1}
    seats = sum(vacancy.openings for vacancy in problem.vacancies)
    outranks = min(len(problem.employees), seats) + 1
    return {1: outranks**2, 2: outranks, 3: 1}


def _lot_number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))

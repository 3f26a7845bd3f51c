"""What planning all posts together bought, against the way it is done by hand: ranking post by post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.explanations import JointGain, Outcome
from penempatan.explain.wording import count, points, sentence
from penempatan.objective.limits import Side
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import ByVacancy, Seating
    from penempatan.objective.goals import Goals
    from penempatan.objective.limits import Limit

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


def joint_gain(
    problem: PlacementProblem, goals: Goals, limits: Sequence[Limit], grouped: ByVacancy, seating: Seating
) -> JointGain:
    """Compare the plan with posts filled one by one, under the same pins and limits."""
    fixed = seating.pinned
    pinned = zip(
        seating.employee[fixed].tolist(),
        seating.vacancy[fixed].tolist(),
        seating.score[fixed].tolist(),
        strict=True,
    )
    joint = outcome(seating.score.astype(np.int64))
    alone = outcome(post_by_post(problem, goals, limits, grouped, tuple(pinned)))
    return JointGain(joint, alone, _sentence(joint, alone))


def outcome(scores: LongArray) -> Outcome:
    """Sum up the (n,) scores of a way of filling the round."""
    ordered = np.sort(scores)
    tenth = ordered[: -(-len(ordered) // 10)]
    worst = (2 * int(tenth.sum()) + len(tenth)) // (2 * len(tenth)) if len(tenth) else 0
    return Outcome(len(ordered), int(ordered.sum()), worst)


def post_by_post(
    problem: PlacementProblem,
    goals: Goals,
    limits: Sequence[Limit],
    grouped: ByVacancy,
    pinned: Sequence[tuple[int, int, int]],
) -> LongArray:
    """Return the scores that ranking gives: posts by priority, then code; each takes its best people left.

    Equals are told apart by the round's own lot.
    """
    room = _Room(goals, len(problem.employees), limits)
    seats = [vacancy.openings for vacancy in problem.vacancies]
    taken = []
    for employee, vacancy, score in pinned:
        room.take(employee, vacancy)
        seats[vacancy] -= 1
        taken.append(score)
    for vacancy in sorted(range(len(seats)), key=lambda index: (problem.vacancies[index].priority, index)):
        people, scores = grouped.of(vacancy)
        while (wanted := room.seats(vacancy, seats[vacancy])) > 0:
            chosen = room.best(people, scores, vacancy, wanted)
            if not chosen:
                break
            for position in chosen:
                employee = int(people[position])
                if room.available[employee]:  # a limit may have closed while this post was being filled
                    room.take(employee, vacancy)
                    seats[vacancy] -= 1
                    taken.append(int(scores[position]))
    return np.array(taken, dtype=np.int64)


class _Room:
    """Who may still be taken, and what the limits still allow."""

    def __init__(self, goals: Goals, n_employees: int, limits: Sequence[Limit]) -> None:
        self._goals = goals
        self.available = np.ones(n_employees, dtype=np.bool_)
        self._left = [limit.at_most for limit in limits]
        self._limits = limits
        self._of: dict[tuple[Side, int], list[int]] = {}
        for number, limit in enumerate(limits):
            for member in limit.members.tolist():
                self._of.setdefault((limit.side, member), []).append(number)
            self._close_if_full(number)

    def seats(self, vacancy: int, open_seats: int) -> int:
        """Return how many seats of the vacancy its limits still allow to fill."""
        return min(
            [open_seats, *(self._left[number] for number in self._of.get((Side.VACANCY, vacancy), ()))]
        )

    def best(self, people: IntArray, scores: IntArray, vacancy: int, wanted: int) -> list[int]:
        """Return positions of the best people left, best first, at most `wanted`."""
        left = np.flatnonzero(self.available[people])
        if len(left) > wanted:
            left = left[scores[left] >= scores[left[wanted - 1]]]
        if len(left) > wanted:  # equals compete for the last seats
            score = scores[left]
            lot = self._goals.gain(Goal.LOT, people[left], np.full_like(score, vacancy), score)
            left = left[np.lexsort((people[left], -lot, -score))]
        return [int(position) for position in left[:wanted]]

    def take(self, employee: int, vacancy: int) -> None:
        """Count one placement."""
        self.available[employee] = False
        for key in ((Side.EMPLOYEE, employee), (Side.VACANCY, vacancy)):
            for number in self._of.get(key, ()):
                self._left[number] -= 1
                self._close_if_full(number)

    def _close_if_full(self, number: int) -> None:
        if self._left[number] <= 0 and self._limits[number].side is Side.EMPLOYEE:
            self.available[self._limits[number].members] = False


def _sentence(joint: Outcome, alone: Outcome) -> str:
    """Say what was gained, lost or left equal; never more than the figures say."""
    if joint == alone:
        return (
            "Pada ronde ini menata semua formasi bersama-sama memberi angka yang sama dengan mengisi formasi "
            "satu per satu menurut peringkat: tidak ada keuntungan, tidak ada kerugian."
        )
    differences = (
        (joint.filled - alone.filled, count, "{} lowongan lebih {} terisi", ("banyak", "sedikit")),
        (joint.total - alone.total, points, "total skor {} lebih {}", ("tinggi", "rendah")),
        (
            joint.worst_tenth - alone.worst_tenth,
            points,
            "rata-rata sepersepuluh skor terendah {} lebih {}",
            ("tinggi", "rendah"),
        ),
    )
    clauses = [
        wording.format(show(abs(difference)), more if difference > 0 else less)
        for difference, show, wording, (more, less) in differences
        if difference
    ]
    text = sentence(
        "dibandingkan dengan mengisi formasi satu per satu menurut peringkat: " + "; ".join(clauses)
    )
    if any(difference < 0 for difference, *_ in differences):
        text += " Angka yang lebih rendah terjadi karena susunan mengikuti seluruh urutan tujuan pada aturan."
    return text

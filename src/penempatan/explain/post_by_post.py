"""What planning all posts together bought, against the way it is done by hand: ranking post by post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.explanations import JointGain, Outcome
from penempatan.explain.wording import count, points, sentence
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import ByVacancy, Seating
    from penempatan.objective.goals import Goals
    from penempatan.objective.limit import Limit

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]


def joint_gain(seating: Seating, ranking: PostByPost) -> JointGain:
    """Compare the plan with posts filled one by one; `ranking` has filled them all."""
    joint, alone = outcome(seating.score.astype(np.int64)), outcome(ranking.scores())
    return JointGain(joint, alone, _sentence(joint, alone))


def outcome(scores: LongArray) -> Outcome:
    """Sum up the (n,) scores of a way of filling the round."""
    ordered = np.sort(scores)
    tenth = ordered[: -(-len(ordered) // 10)]
    worst = (2 * int(tenth.sum()) + len(tenth)) // (2 * len(tenth)) if len(tenth) else 0
    return Outcome(len(ordered), int(ordered.sum()), worst)


def ranking_order(problem: PlacementProblem) -> IntArray:
    """Return the vacancies in the order in which ranking fills them: by priority, then code."""
    return np.argsort([one.priority for one in problem.vacancies], kind="stable").astype(np.int32)


class PostByPost:
    """Posts filled one by one, each with its best people left, under the pins and limits of the plan.

    Equals are told apart by the round's own lot.
    """

    def __init__(
        self, problem: PlacementProblem, goals: Goals, limits: Sequence[Limit], seating: Seating
    ) -> None:
        self._room = _Room(goals, len(problem.employees), limits)
        self._seats = [vacancy.openings for vacancy in problem.vacancies]
        self._taken: list[int] = []
        for employee, vacancy, score in zip(
            seating.employee[seating.pinned].tolist(),
            seating.vacancy[seating.pinned].tolist(),
            seating.score[seating.pinned].tolist(),
            strict=True,
        ):
            self._take(employee, vacancy, score)

    def see(self, part: ByVacancy) -> None:
        """Fill the vacancies of a part in its order; the parts come in `ranking_order`."""
        for vacancy in part.vacancies.tolist():
            if self._seats[vacancy] > 0:
                self._fill(vacancy, *part.of(vacancy))

    def scores(self) -> LongArray:
        """Return the scores of all who were taken."""
        return np.array(self._taken, dtype=np.int64)

    def _fill(self, vacancy: int, people: IntArray, scores: IntArray) -> None:
        while self._seats[vacancy] > 0:
            chosen = self._room.best(people, scores, vacancy, self._seats[vacancy])
            if not chosen:
                return
            for position in chosen:
                employee = int(people[position])
                # a limit may have closed while this post was being filled
                if self._room.admits(employee, vacancy):
                    self._take(employee, vacancy, int(scores[position]))

    def _take(self, employee: int, vacancy: int, score: int) -> None:
        self._room.take(employee, vacancy)
        self._seats[vacancy] -= 1
        self._taken.append(score)


class _Room:
    """Who may still be taken, and what the upper limits still allow; lower limits do not stop a ranking."""

    def __init__(self, goals: Goals, n_employees: int, limits: Sequence[Limit]) -> None:
        self._goals = goals
        self.available = np.ones(n_employees, dtype=np.bool_)
        self._limits = [limit for limit in limits if limit.at_most is not None]
        self._left = [limit.at_most or 0 for limit in self._limits]

    def best(self, people: IntArray, scores: IntArray, vacancy: int, wanted: int) -> list[int]:
        """Return positions of the best people whom the limits still let in, best first, at most `wanted`."""
        left = np.flatnonzero(self.available[people])
        left = left[self._admitted(people[left], vacancy)]
        if len(left) > wanted:
            left = left[scores[left] >= scores[left[wanted - 1]]]
        if len(left) > wanted:  # equals compete for the last seats
            score = scores[left]
            lot = self._goals.gain(Goal.LOT, people[left], np.full_like(score, vacancy), score)
            left = left[np.lexsort((people[left], -lot, -score))]
        return [int(position) for position in left[:wanted]]

    def admits(self, employee: int, vacancy: int) -> bool:
        """Whether a person is still to be had and no limit stands against the pair."""
        return bool(self.available[employee] and self._admitted(np.array([employee], np.int32), vacancy)[0])

    def take(self, employee: int, vacancy: int) -> None:
        """Count one placement."""
        self.available[employee] = False
        for number, limit in enumerate(self._limits):
            self._left[number] -= _weight(limit, employee, vacancy)

    def _admitted(self, people: IntArray, vacancy: int) -> NDArray[np.bool_]:
        admitted = np.ones(len(people), dtype=np.bool_)
        for limit, left in zip(self._limits, self._left, strict=True):
            most = int(limit.weight[:, limit.vacancy_group[vacancy]].max(initial=0))
            if most + (max(0, limit.staying.extra) if limit.staying else 0) > max(left, 0):
                weights = limit.weights(people, np.full(len(people), vacancy, np.int32))
                admitted &= (weights <= left) | (weights <= 0)
        return admitted


def _weight(limit: Limit, employee: int, vacancy: int) -> int:
    weight = int(limit.weight[limit.employee_group[employee], limit.vacancy_group[vacancy]])
    staying = limit.staying
    return weight + (staying.extra if staying and staying.home[employee] == staying.post[vacancy] else 0)


def _sentence(joint: Outcome, alone: Outcome) -> str:
    """Say what was gained, lost or left equal; never more than the figures say."""
    if joint == alone:
        return (
            "Pada ronde ini menata semua formasi bersama-sama memberi angka yang sama dengan mengisi formasi "
            "satu per satu menurut peringkat: tidak ada keuntungan, tidak ada kerugian."
        )
    clauses = gain_clauses(joint, alone, "lowongan")
    text = sentence(
        "dibandingkan dengan mengisi formasi satu per satu menurut peringkat: " + "; ".join(clauses)
    )
    lower = joint.filled < alone.filled or joint.total < alone.total or joint.worst_tenth < alone.worst_tenth
    if lower:
        text += " Angka yang lebih rendah terjadi karena susunan mengikuti seluruh urutan tujuan pada aturan."
    return text


def gain_clauses(ours: Outcome, theirs: Outcome, seats: str) -> list[str]:
    """Return what differs between two outcomes, one clause a figure; `seats` says what is filled."""
    differences = (
        (ours.filled - theirs.filled, count, "{0} " + seats + " lebih {1} terisi", ("banyak", "sedikit")),
        (ours.total - theirs.total, points, "total skor {0} lebih {1}", ("tinggi", "rendah")),
        (
            ours.worst_tenth - theirs.worst_tenth,
            points,
            "rata-rata sepersepuluh skor terendah {0} lebih {1}",
            ("tinggi", "rendah"),
        ),
    )
    return [
        wording.format(show(abs(difference)), more if difference > 0 else less)
        for difference, show, wording, (more, less) in differences
        if difference
    ]

"""Why a placed person sits where the plan put them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.problem import LockKind
from penempatan.eligibility.rule import Finding, Verdict
from penempatan.eligibility.wording import waived
from penempatan.explain.closing_rules import named
from penempatan.explain.explanations import Candidate, PlacementNote
from penempatan.explain.wording import count, points, sentence, spelled
from penempatan.scoring.pairs import ScorePart
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import Lock, PlacementProblem
    from penempatan.eligibility.tables import EligibilityTables, RuleTable
    from penempatan.explain.by_vacancy import ByVacancy, Seating
    from penempatan.scoring.pairs import PairScores

    IntArray = NDArray[np.int32]

_TOLD = (
    ComponentKey.EDUCATION,
    ComponentKey.COMPETENCY,
)  # the parts that the sentence names, the rest is in a sheet


@dataclass(frozen=True, slots=True)
class _Standing:
    """How one placement compares with the other eligible people of its vacancy."""

    rank: int
    eligible: int
    better_elsewhere: int
    better_unplaced: int
    better_staying: int
    next_best: Candidate | None
    next_free: Candidate | None


def placement_notes(
    problem: PlacementProblem, pairs: PairScores, standings: Standings, seating: Seating, plan: PlacementPlan
) -> tuple[PlacementNote, ...]:
    """Explain every placement, in the order of the plan; `standings` have seen all pairs."""
    parts = score_parts(pairs, seating.employee, seating.vacancy)
    unverified = _findings(pairs.tables, seating, Verdict.UNVERIFIED)
    noted = _findings(pairs.tables, seating, Verdict.NOTED)
    reasons = {
        (lock.employee_id, lock.vacancy_code): _pinned_by(lock)
        for lock in problem.locks
        if lock.kind is LockKind.PIN
    }
    present = _present(pairs, seating)
    notes = []
    for index, (placement, standing) in enumerate(zip(plan.placements, standings.in_order(), strict=True)):
        reason = reasons.get((placement.employee_id, placement.vacancy_code)) if placement.pinned else None
        notes.append(
            PlacementNote(
                int(seating.employee[index]),
                int(seating.vacancy[index]),
                placement.score,
                placement.pinned,
                standing.rank,
                standing.eligible,
                standing.better_elsewhere,
                standing.better_unplaced,
                standing.next_best,
                standing.next_free,
                parts[index],
                unverified[index],
                noted[index],
                _sentence(placement.score, standing, parts[index], placement.pinned, reason)
                + _left_behind(problem, placement.score, *present[index])
                + _waivers(noted[index]),
                *present[index],
            )
        )
    return tuple(notes)


def _present(pairs: PairScores, seating: Seating) -> list[tuple[int, int | None]]:
    """Return for each placement the post left behind (−1: none on the map) and its fit."""
    if pairs.home is None:
        return [(-1, None)] * len(seating.employee)
    posts, scores = pairs.home.post[seating.employee].tolist(), pairs.home.score[seating.employee].tolist()
    return [(post, score if post >= 0 else None) for post, score in zip(posts, scores, strict=True)]


def _left_behind(problem: PlacementProblem, score: int, post: int, own: int | None) -> str:
    """Say which post is left, and what the move gains or costs in fit."""
    if own is None:
        return ""
    left = problem.vacancies[post]
    change = "sama" if score == own else f"{'naik' if score > own else 'turun'} {points(abs(score - own))}"
    return " " + sentence(f"meninggalkan {left.code} ({left.position}), skor di sana {points(own)}: {change}")


def score_parts(pairs: PairScores, employee: IntArray, vacancy: IntArray) -> list[tuple[ScorePart, ...]]:
    """Return the parts of the score of each pair (employee[k], vacancy[k]), one a component.

    The basis is left empty where the component does not count.
    """
    points_of = pairs.pair_points(employee, vacancy)
    people, posts = employee.tolist(), vacancy.tolist()
    columns = [
        [
            ScorePart(
                component.key,
                asked,
                value,
                weight,
                missing,
                component.describe(person, post) if asked and weight else "",
            )
            for asked, value, weight, missing, person, post in zip(
                component.asked[vacancy].tolist(),
                points_of.value[index].tolist(),
                pairs.full_weights[index, vacancy].tolist(),
                points_of.missing[index].tolist(),
                people,
                posts,
                strict=True,
            )
        ]
        for index, component in enumerate(pairs.components)
    ]
    return list(zip(*columns, strict=True)) if columns else [()] * len(people)


def _findings(tables: EligibilityTables, seating: Seating, verdict: Verdict) -> list[tuple[Finding, ...]]:
    """Return, for each placement, what the rules with this verdict found."""
    found: list[tuple[Finding, ...]] = [()] * len(seating.employee)
    for table in tables.tables:
        held, required = table.employee[seating.employee], table.vacancy[seating.vacancy]
        known: dict[tuple[int, int], Finding] = {}
        for index in np.flatnonzero(table.verdict[held, required] == verdict).tolist():
            values = int(held[index]), int(required[index])
            if values not in known:
                known[values] = _finding(table, seating, index)
            found[index] += (known[values],)
    for index, pair in enumerate(zip(seating.employee.tolist(), seating.vacancy.tolist(), strict=True)):
        if pair in tables.waived:
            found[index] = tuple(one for one in tables.findings(*pair) if one.verdict is verdict)
    return found


def _finding(table: RuleTable, seating: Seating, index: int) -> Finding:
    return table.finding(int(seating.employee[index]), int(seating.vacancy[index]))


class Standings:
    """The standing of each placement; each vacancy is looked at once."""

    def __init__(self, seating: Seating) -> None:
        self._seating = seating
        self._members: dict[int, list[int]] = {}
        for member, vacancy in enumerate(seating.vacancy.tolist()):
            self._members.setdefault(vacancy, []).append(member)
        self._found: dict[int, _Standing] = {}

    def see(self, part: ByVacancy) -> None:
        """Compare the placements of some vacancies with the people eligible for them."""
        for vacancy in part.vacancies.tolist():
            if members := self._members.get(vacancy):
                self._compare(vacancy, members, *part.of(vacancy))

    def in_order(self) -> Iterator[_Standing]:
        """Yield the standings in the order of the plan."""
        return (self._found[member] for member in range(len(self._seating.vacancy)))

    def _compare(self, vacancy: int, members: Sequence[int], people: IntArray, scores: IntArray) -> None:
        seating = self._seating
        elsewhere = seating.vacancy_of[people]
        outside, free, staying = elsewhere != vacancy, elsewhere < 0, seating.stays[people]
        next_best, next_free = (_first(seating, people, scores, chosen) for chosen in (outside, free))
        for member in members:
            n_better = len(scores) - int(np.searchsorted(scores[::-1], seating.score[member], side="right"))
            n_outside = int(np.count_nonzero(outside[:n_better]))
            n_free = int(np.count_nonzero(free[:n_better]))
            n_stay = int(np.count_nonzero((outside & staying)[:n_better]))
            self._found[member] = _Standing(
                1 + n_better,
                len(people),
                n_outside - n_free - n_stay,
                n_free,
                n_stay,
                next_best,
                next_free,
            )


def _first(
    seating: Seating, people: IntArray, scores: IntArray, chosen: NDArray[np.bool_]
) -> Candidate | None:
    """Return the first of the chosen people, who stand best first."""
    if not len(chosen) or not chosen[position := int(chosen.argmax())]:
        return None
    one = int(people[position])
    return Candidate(one, int(scores[position]), int(seating.vacancy_of[one]), bool(seating.stays[one]))


def _waivers(noted: Sequence[Finding]) -> str:
    """Name the rules that are set aside for a placement, and on whose authority."""
    return "".join(
        " " + sentence(f"syarat {named(one.code)} (dimiliki {one.held}) {waived(one.waiver)}")
        for one in noted
        if one.waiver is not None
    )


def _told(part: ScorePart) -> str:
    """Return what the sentence says of one part; most parts are only in the sheet of the parts."""
    if part.key is ComponentKey.EDUCATION:
        return part.basis
    if part.key is ComponentKey.COMPETENCY:
        return f"kompetensi {points(part.points)} dari 100" + (" (ada data kosong)" if part.missing else "")
    return ""


def _pinned_by(lock: Lock) -> str:
    where = "pada peninjauan usulan" if lock.decided else "pada berkas kunci"
    return f"ditetapkan pimpinan {where}" + (f" ({lock.reason})" if lock.reason else "")


def _sentence(
    score: int, standing: _Standing, parts: Sequence[ScorePart], pinned: bool, reason: str | None
) -> str:
    place = (
        f"peringkat {count(standing.rank)} dari {count(standing.eligible)} pegawai yang memenuhi syarat"
        if standing.eligible > 1
        else "satu-satunya pegawai yang memenuhi syarat"
    )
    clauses = [f"skor {points(score)}, {place}"]
    clauses += [_told(part) for part in parts if part.asked and part.weight]
    text = sentence("; ".join(clause.rstrip(". ") for clause in clauses if clause))
    if pinned:
        text = f"{sentence(reason or 'ditetapkan pimpinan')} {text}"
    if standing.better_elsewhere:
        text += " " + sentence(
            f"{spelled(standing.better_elsewhere)} pegawai dengan skor lebih tinggi ditempatkan pada "
            "formasi lain yang lebih membutuhkannya"
        )
    if standing.better_staying:
        text += " " + sentence(
            f"{spelled(standing.better_staying)} pegawai dengan skor lebih tinggi tetap pada jabatannya"
        )
    if standing.better_unplaced:
        text += " " + sentence(
            f"{spelled(standing.better_unplaced)} pegawai dengan skor lebih tinggi belum ditempatkan: "
            "kunci, kewajiban menempatkan, urutan tujuan, atau batas ronde mendahulukan susunan ini"
        )
    return text

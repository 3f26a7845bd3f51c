"""Answer why here, why not there and why nobody, from the same tables that the plan was made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.wording import sentence as finding_sentence
from penempatan.explain.answers import (
    CandidateRow,
    Holder,
    OverviewAnswer,
    PairAnswer,
    PersonAnswer,
    RuleAnswer,
    VacancyAnswer,
    VacancyRow,
)
from penempatan.explain.by_vacancy import seating_of, vacancy_pairs
from penempatan.explain.explain import explain
from penempatan.explain.wording import count, points, sentence
from penempatan.scoring.sweep import held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.eligibility.rule import Finding
    from penempatan.explain.by_vacancy import Seating, VacancyPairs
    from penempatan.explain.explanations import Explanations
    from penempatan.scoring.pairs import PairScores
    from penempatan.settings.model import Settings

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

NEAREST = 5  # refused people that the answer about a vacancy names


@dataclass(frozen=True, slots=True)
class Answerer:
    """A sound plan, ready to be asked."""

    problem: PlacementProblem
    pairs: PairScores
    explained: Callable[[], Explanations]  # made when first asked for: a single pair needs none of them
    by_vacancy: VacancyPairs
    seating: Seating
    holders: Mapping[int, tuple[Holder, ...]]  # by vacancy, best first

    @property
    def explanations(self) -> Explanations:
        """The explanations of the whole plan."""
        return self.explained()

    def overview(self) -> OverviewAnswer:
        """Count the reasons of the whole plan."""
        notes = self.explanations
        unfilled: Counter[str] = Counter()
        for note in notes.unfilled:
            unfilled[note.reason.value] += note.open_seats
        return OverviewAnswer(
            len(self.seating.employee),
            int(self.seating.stays.sum()),
            sum(one.openings for one in self.problem.vacancies),
            tuple(Counter(note.reason.value for note in notes.unplaced).most_common()),
            tuple((reason, number) for reason, number in unfilled.most_common() if number),
            notes.joint.sentence,
        )

    def person(self, employee: int) -> PersonAnswer:
        """Answer about one person: every vacancy, eligible ones by score, then the others."""
        columns = np.arange(len(self.problem.vacancies), dtype=np.int32)
        row = np.array([employee], dtype=np.int32)
        verdicts, scores = self._grid(row, columns)
        broken = self._broken(row, columns)[0]
        order = sorted(
            columns.tolist(),
            key=lambda one: (
                verdicts[0, one] == Verdict.FORBIDDEN,
                broken[one],
                -int(scores[0, one]),
                one,
            ),
        )
        return PersonAnswer(
            employee,
            int(self.seating.vacancy_of[employee]),
            bool(self.seating.stays[employee]),
            self._person_sentence(employee),
            int((verdicts[0] < Verdict.FORBIDDEN).sum()),
            tuple(
                self._vacancy_row(employee, one, Verdict(int(verdicts[0, one])), int(scores[0, one]))
                for one in order
            ),
        )

    def vacancy(self, vacancy: int) -> VacancyAnswer:
        """Answer about one vacancy: its candidates, best first, and the nearest of the refused."""
        people, _ = self.by_vacancy.of(np.array([vacancy], np.int32)).of(vacancy)
        note = next((one for one in self.explanations.unfilled if one.vacancy == vacancy), None)
        return VacancyAnswer(
            vacancy,
            self.problem.vacancies[vacancy].openings,
            int(self.seating.filled[vacancy]),
            note.sentence if note is not None else "",
            self._candidates(people, vacancy),
            self._nearest(vacancy, people),
        )

    def pair(self, employee: int, vacancy: int) -> PairAnswer:
        """Answer about one pair in full."""
        judged = self.pairs.judge(employee, vacancy)
        source = {table.rule.code: table.rule.source for table in self.pairs.tables.tables}
        n_tables = len(self.pairs.tables.tables)
        rules = tuple(
            RuleAnswer(one, source[one.code] if index < n_tables else "")
            for index, one in enumerate(judged.findings)
        )
        base = sum(part.weight for part in judged.parts if part.asked)
        row = self._vacancy_row(employee, vacancy, judged.verdict, judged.score)
        return PairAnswer(employee, vacancy, judged, rules, base, row.sentence)

    def _grid(self, rows: IntArray, columns: IntArray) -> tuple[LongArray, IntArray]:
        """Return verdicts (the minimum score included) and scores of a block."""
        grid = self.pairs.full_grid(rows, columns)
        scores = self.pairs.grid_scores(grid)
        verdicts = np.where(scores < self.pairs.score_min, Verdict.FORBIDDEN, grid.verdict)
        return verdicts.astype(np.int64), scores

    def _broken(self, rows: IntArray, columns: IntArray) -> LongArray:
        """Return how many rules forbid each pair of a block, waived refusals left out."""
        broken = np.zeros((len(rows), len(columns)), dtype=np.int64)
        tables = self.pairs.tables
        for table in tables.tables:
            broken += table.verdict[np.ix_(table.employee[rows], table.vacancy[columns])] == Verdict.FORBIDDEN
        for row, column in tables.waived.within(rows, columns):
            findings = tables.findings(int(rows[row]), int(columns[column]))
            broken[row, column] = sum(one.verdict is Verdict.FORBIDDEN for one in findings)
        return broken

    def _refusals(self, employee: int, vacancy: int, score: int) -> tuple[Finding, ...]:
        findings = (
            *self.pairs.tables.findings(employee, vacancy),
            *self.pairs.exception_findings(employee, vacancy, score),
        )
        return tuple(one for one in findings if one.verdict is Verdict.FORBIDDEN)

    def _person_sentence(self, employee: int) -> str:
        for note in self.explanations.placements:
            if note.employee == employee:
                return note.sentence
        for unplaced in self.explanations.unplaced:
            if unplaced.employee == employee:
                return unplaced.sentence
        return sentence("tetap pada jabatannya sekarang")

    def _vacancy_row(self, employee: int, vacancy: int, verdict: Verdict, score: int) -> VacancyRow:
        holders = self.holders.get(vacancy, ())
        open_seats = max(0, self.problem.vacancies[vacancy].openings - int(self.seating.filled[vacancy]))
        here = int(self.seating.vacancy_of[employee]) == vacancy
        broken = self._refusals(employee, vacancy, score) if verdict is Verdict.FORBIDDEN else ()
        text = self._why(employee, vacancy, score, here=here, broken=broken, open_seats=open_seats)
        return VacancyRow(vacancy, verdict, score, here, broken, holders, open_seats, text)

    def _candidates(self, people: IntArray, vacancy: int) -> tuple[CandidateRow, ...]:
        """Return how these people stand to the vacancy, in their order."""
        if not len(people):
            return ()
        verdicts, scores = self._grid(people, np.array([vacancy], dtype=np.int32))
        candidates = []
        for employee, verdict, score in zip(
            people.tolist(), verdicts[:, 0].tolist(), scores[:, 0].tolist(), strict=True
        ):
            row = self._vacancy_row(employee, vacancy, Verdict(verdict), score)
            placed_in = int(self.seating.vacancy_of[employee])
            candidates.append(
                CandidateRow(employee, row.verdict, score, row.here, placed_in, row.broken, row.sentence)
            )
        return tuple(candidates)

    def _nearest(self, vacancy: int, eligible: IntArray) -> tuple[CandidateRow, ...]:
        """Return the refused people who break the fewest rules, then score best."""
        rows = np.setdiff1d(np.arange(len(self.problem.employees), dtype=np.int32), eligible)
        if not len(rows):
            return ()
        column = np.array([vacancy], dtype=np.int32)
        broken = self._broken(rows, column)[:, 0]
        _, scores = self._grid(rows, column)
        order = np.lexsort((rows, -scores[:, 0], broken))[:NEAREST]
        return self._candidates(rows[order], vacancy)

    def _why(
        self,
        employee: int,
        vacancy: int,
        score: int,
        *,
        here: bool,
        broken: tuple[Finding, ...],
        open_seats: int,
    ) -> str:
        """Say why the person sits here or not, and what it would take."""
        if here:
            return sentence("ditempatkan di sini" if not self.seating.stays[employee] else "tetap di sini")
        if broken:
            needed = "; ".join(finding_sentence(one) for one in broken)
            return sentence(f"ditolak; yang harus dipenuhi (atau dikecualikan secara sah): {needed}")
        own = int(self.seating.vacancy_of[employee])
        elsewhere = f"ditempatkan di {self.problem.vacancies[own].code}" if own >= 0 else ""
        if self.problem.vacancies[vacancy].openings == 0:
            return sentence("memenuhi syarat, tetapi jumlah lowongannya 0")
        holders = self.holders.get(vacancy, ())
        if open_seats or not holders:
            return sentence(
                f"memenuhi syarat dan masih ada lowongan, tetapi {elsewhere or 'batas ronde, kunci, atau'}"
                + ("" if elsewhere else " urutan tujuan mendahulukan susunan ini")
            )
        lowest = holders[-1].score
        if score < lowest:
            gap = points(lowest - score)
            text = f"skor terendah yang ditempatkan di sini {points(lowest)}; kurang {gap}"
        elif score == lowest:
            text = f"skornya sama dengan yang terendah di sini ({points(lowest)})"
        else:
            text = f"skornya di atas yang terendah di sini ({points(lowest)})"
        if elsewhere:
            text += f"; {elsewhere} karena susunan keseluruhan lebih baik begitu"
        elif score >= lowest:
            text += "; tujuan yang lebih dahulu, kunci, batas, atau undian mendahulukan susunan ini"
        return sentence(text)


def answerer(
    problem: PlacementProblem, settings: Settings, pairs: PairScores, plan: PlacementPlan
) -> Answerer:
    """Prepare the answers about a plan that was found sound."""
    seating = seating_of(problem, plan)
    return Answerer(
        problem,
        pairs,
        cache(lambda: explain(problem, settings, pairs, held(pairs, settings), plan)),
        vacancy_pairs(pairs, pairs, settings.solve.memory_max_mib),
        seating,
        _holders(seating),
    )


def _holders(seating: Seating) -> dict[int, tuple[Holder, ...]]:
    """Return who sits in each vacancy, those who stay too."""
    found: dict[int, list[Holder]] = {}
    for employees, vacancies, scores in (
        (seating.employee, seating.vacancy, seating.score),
        (np.flatnonzero(seating.stays), seating.held_vacancy, seating.held_score),
    ):
        for employee, vacancy, score in zip(
            employees.tolist(), vacancies.tolist(), scores.tolist(), strict=True
        ):
            found.setdefault(vacancy, []).append(Holder(employee, score))
    return {
        vacancy: tuple(sorted(held, key=lambda one: (-one.score, one.employee)))
        for vacancy, held in found.items()
    }


def seats(answer: VacancyAnswer) -> str:
    """Return how many of the seats are filled, in words."""
    return f"{count(answer.filled)} dari {count(answer.openings)} lowongan terisi"

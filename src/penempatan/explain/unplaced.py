"""Why a person has no seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.closing_rules import named, vacancies_closed
from penempatan.explain.explanations import NearestVacancy, UnplacedNote, UnplacedReason
from penempatan.explain.wording import count, points, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import ByVacancy, Seating
    from penempatan.explain.closing_rules import Closings
    from penempatan.scoring.pairs import PairScores

_NOBODY = 20_000  # stands for the lowest score placed where nobody is: above any score
_SCORE_BITS = 14
_VACANCY_BITS = 24
_LAST_VACANCY = (1 << _VACANCY_BITS) - 1


class Nearest:
    """Where everybody without a seat came closest to one, and how many vacancies are open to each.

    Packed into one integer a pair, so that a single maximum finds the smallest miss, then the higher score,
    then the lower code.
    """

    def __init__(self, problem: PlacementProblem, seating: Seating) -> None:
        self.waiting = seating.vacancy_of < 0
        self.openings = np.array([vacancy.openings for vacancy in problem.vacancies], dtype=np.int64)
        self.open_seats = self.openings > seating.filled
        self.lowest = np.full(len(self.openings), _NOBODY, dtype=np.int64)
        np.minimum.at(self.lowest, seating.vacancy, seating.score)
        np.minimum.at(self.lowest, seating.held_vacancy, seating.held_score)
        self.n_eligible = np.zeros(len(self.waiting), dtype=np.int64)
        # an open seat: nothing but a limit kept the person out; no seats at all comes last
        miss = np.where(self.open_seats, 0, self.lowest)
        lead = np.where(self.openings == 0, 0, 2 * _NOBODY - miss)  # of a score of 0
        vacancies = np.arange(len(self.openings))
        self._base = (lead << (_SCORE_BITS + _VACANCY_BITS)) + _LAST_VACANCY - vacancies
        self._best = np.full(len(self.waiting), -1, dtype=np.int64)

    def see(self, part: ByVacancy) -> None:
        """Look at the pairs of some vacancies."""
        step = (1 << (_SCORE_BITS + _VACANCY_BITS)) + (1 << _VACANCY_BITS)
        for employee, vacancy, score in part.chunks():
            np.maximum.at(self._best, employee, self._base[vacancy] + step * score.astype(np.int64))
            self.n_eligible += np.bincount(employee, minlength=len(self.waiting))

    def of(self, employee: int) -> tuple[int, int]:
        """Return the vacancy and the score there; the person must be eligible for one."""
        best = int(self._best[employee])
        return _LAST_VACANCY - (best & _LAST_VACANCY), (best >> _VACANCY_BITS) & ((1 << _SCORE_BITS) - 1)


def unplaced_notes(
    problem: PlacementProblem, pairs: PairScores, nearest: Nearest, closings: Closings
) -> tuple[UnplacedNote, ...]:
    """Explain every person without a seat, in the order of the problem; `nearest` has seen all pairs."""
    openings, lowest, open_seats = nearest.openings, nearest.lowest, nearest.open_seats
    notes = []
    for employee in np.flatnonzero(nearest.waiting).tolist():
        eligible = int(nearest.n_eligible[employee])
        if not eligible:
            reason, text = _closed_out(problem, pairs, closings, employee)
            notes.append(UnplacedNote(employee, reason, 0, None, text))
            continue
        vacancy, score = nearest.of(employee)
        told = NearestVacancy(vacancy, score, int(lowest[vacancy]) if lowest[vacancy] != _NOBODY else None)
        reason = _reason(told, bool(open_seats[vacancy]), int(openings[vacancy]))
        notes.append(
            UnplacedNote(
                employee, reason, eligible, told, _outscored(problem, employee, eligible, told, reason)
            )
        )
    return tuple(notes)


def _reason(nearest: NearestVacancy, seat_open: bool, openings: int) -> UnplacedReason:
    if openings == 0:
        return UnplacedReason.NO_OPENINGS
    if seat_open or nearest.lowest_placed is None or nearest.score > nearest.lowest_placed:
        return UnplacedReason.LIMITED
    return UnplacedReason.OUTSCORED


def _closed_out(
    problem: PlacementProblem, pairs: PairScores, closings: Closings, employee: int
) -> tuple[UnplacedReason, str]:
    """Say why nothing is open to this person."""
    person, n_vacancies = problem.employees[employee], len(problem.vacancies)
    must = "wajib ditempatkan, tetapi " if person.must_place else ""
    if person.stays:
        return UnplacedReason.STAYS, sentence(must + "tetap pada jabatannya: kolom Kunci berisi ya")
    table = closings.personal(employee, n_vacancies)
    if table is not None:
        held = table.rule.show_held(table.held[int(table.employee[employee])])
        text = f"{must}tidak dapat ditempatkan menurut syarat {named(table.rule.code)}: {held}"
        return UnplacedReason.PERSONAL_RULE, sentence(text)
    clauses = [
        vacancies_closed(closings, employee, n_vacancies),
        *_exceptions(pairs, employee),
    ]
    because = "; ".join(clause for clause in clauses if clause)
    text = f"{must}tidak ada formasi yang memenuhi syarat" + (f": {because}" if because else "")
    return UnplacedReason.NO_ELIGIBLE_VACANCY, sentence(text)


def _exceptions(pairs: PairScores, employee: int) -> Sequence[str]:
    """Name what closes pairs one by one: the external list, bans, the minimum score."""
    clauses = []
    if pairs.listed_only is not None:
        start, _ = pairs.listed_only
        listed = int(start[employee + 1] - start[employee])
        clauses.append(
            f"skor luar memuat {count(listed)} formasi untuknya"
            if listed
            else "tidak tercantum pada skor luar"
        )
    banned = sum(one == employee for one, _ in pairs.banned)
    if banned:
        clauses.append(f"larangan pimpinan menutup {count(banned)} formasi")
    if pairs.score_min:
        clauses.append(f"formasi yang tersisa berskor di bawah skor minimal {points(pairs.score_min)}")
    return clauses


def _outscored(
    problem: PlacementProblem, employee: int, eligible: int, nearest: NearestVacancy, reason: UnplacedReason
) -> str:
    """Say how close the person came."""
    vacancy = problem.vacancies[nearest.vacancy]
    must = "wajib ditempatkan; " if problem.employees[employee].must_place else ""
    head = f"{must}memenuhi syarat untuk {count(eligible)} formasi"
    own = f"skor {points(nearest.score)}"
    where = f"{vacancy.code} ({vacancy.position})"
    if reason is UnplacedReason.NO_OPENINGS:
        return sentence(f"{head}, tetapi jumlah lowongannya 0")
    if reason is UnplacedReason.LIMITED:
        return sentence(
            f"{head}; pada {where} dengan {own} tidak ditempatkan karena kunci, kewajiban menempatkan, "
            "urutan tujuan, atau batas ronde mendahulukan susunan ini"
        )
    if nearest.score == nearest.lowest_placed:
        return sentence(
            f"{head}; terdekat {where}: {own}, sama dengan skor terendah yang ditempatkan; "
            "diputuskan oleh tujuan berikutnya atau undian"
        )
    return sentence(
        f"{head}, semuanya diisi pegawai dengan skor lebih tinggi; terdekat {where}: {own}, "
        f"skor terendah yang ditempatkan {points(nearest.lowest_placed or 0)}"
    )

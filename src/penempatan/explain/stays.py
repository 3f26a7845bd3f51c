"""Why a person keeps the present post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.position import PositionType
from penempatan.domain.problem import LockKind
from penempatan.eligibility.posts import post_of
from penempatan.eligibility.service import whole_months
from penempatan.explain.closing_rules import closings_of, named, vacancies_closed
from penempatan.explain.rearrangement import StayNote, StayReason
from penempatan.explain.wording import count, points, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from penempatan.domain.employee import Employee
    from penempatan.domain.plan import Placement
    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import ByVacancy, Seating
    from penempatan.explain.closing_rules import Closings
    from penempatan.scoring.pairs import PairScores

    LongArray = NDArray[np.int64]

_VACANCY_BITS = 24


@dataclass(frozen=True, slots=True)
class _Look:
    """What every stay is judged by."""

    problem: PlacementProblem
    pairs: PairScores
    seating: Seating
    closings: Closings
    best: LongArray  # (n_employees,) the best other post of who stays: score, then the lower code, packed
    others: LongArray  # (n_employees,) other posts that who stays is eligible for


def stay_notes(
    problem: PlacementProblem,
    pairs: PairScores,
    alternatives: Alternatives,
    seating: Seating,
    *,
    stays: Sequence[Placement],
    long_years: int,
) -> tuple[StayNote, ...]:
    """Explain everybody who stays, in the order of the plan; `alternatives` have seen all pairs.

    `long_years` 0: no note on years in post.
    """
    index = {one.id: number for number, one in enumerate(problem.employees)}
    look = _Look(problem, pairs, seating, closings_of(pairs.tables), alternatives.best, alternatives.others)
    reasons = {
        (lock.employee_id, lock.vacancy_code): lock.reason
        for lock in problem.locks
        if lock.kind is LockKind.PIN
    }
    notes = []
    for placement in stays:
        employee = index[placement.employee_id]
        vacancy = int(seating.vacancy_of[employee])
        pin = reasons.get((placement.employee_id, placement.vacancy_code))
        reason, why = (
            (StayReason.PINNED, f"ditetapkan pimpinan pada berkas kunci ({pin})")
            if placement.pinned
            else _reason(look, employee, placement.score)
        )
        clauses = [f"tetap: skor {points(placement.score)} pada jabatan sekarang", why]
        surplus = int(seating.filled[vacancy]) - problem.vacancies[vacancy].openings
        if surplus > 0:
            clauses.append(f"jabatan ini masih kelebihan {count(surplus)} pegawai")
        years = long_in_post(problem.employees[employee], problem.judged_on, long_years)
        if years:
            clauses.append(f"sudah {years} tahun pada jabatan ini (R12): pertimbangkan rotasi")
        text = sentence("; ".join(clauses))
        others = int(look.others[employee])
        notes.append(StayNote(employee, vacancy, placement.score, reason, others, surplus > 0, text))
    return tuple(notes)


def long_in_post(person: Employee, day: date, years: int) -> int:
    """Return the whole years in the present post where they exceed `years` (R12), else 0.

    Functional posts (JF) are left out: experience is an asset there.
    """
    if not years or person.in_post_since is None or post_of(person).position_type is PositionType.FUNCTIONAL:
        return 0
    months = whole_months(person.in_post_since, day)
    return months // 12 if months > 12 * years else 0


class Alternatives:
    """The other posts that those who stay are eligible for: the best one, and how many."""

    def __init__(self, seating: Seating) -> None:
        self._seating = seating
        self.best = np.full(len(seating.vacancy_of), -1, dtype=np.int64)
        self.others = np.zeros(len(seating.vacancy_of), dtype=np.int64)

    def see(self, part: ByVacancy) -> None:
        """Look at the pairs of some posts."""
        last = (1 << _VACANCY_BITS) - 1
        for employee, vacancy, score in part.chunks():
            moves = self._seating.stays[employee] & (self._seating.vacancy_of[employee] != vacancy)
            value = (score[moves].astype(np.int64) << _VACANCY_BITS) | (last - vacancy[moves])
            np.maximum.at(self.best, employee[moves], value)
            self.others += np.bincount(employee[moves], minlength=len(self.others))


def _reason(look: _Look, employee: int, own: int) -> tuple[StayReason, str]:
    if look.problem.employees[employee].stays:
        return StayReason.LOCKED, "dikunci: kolom Kunci berisi ya"
    if look.problem.employees[employee].deferred:
        return StayReason.LOCKED, "ditunda pada peninjauan usulan"
    if look.best[employee] < 0:
        return _no_other_post(look, employee)
    last = (1 << _VACANCY_BITS) - 1
    score, vacancy = int(look.best[employee] >> _VACANCY_BITS), last - int(look.best[employee] & last)
    post = look.problem.vacancies[vacancy]
    text = (
        f"memenuhi syarat untuk {count(int(look.others[employee]))} jabatan lain, yang terbaik {post.code} "
        f"({post.position}) berskor {points(score)}"
    )
    if score <= own:
        return StayReason.BEST_HERE, f"{text}, tidak lebih tinggi dari sekarang"
    full = int(look.seating.filled[vacancy]) >= post.openings
    why = "kursinya diisi pegawai lain" if full else "susunan keseluruhan lebih baik bila ia tetap di sini"
    return StayReason.NEEDED_HERE, f"{text}, tetapi {why}"


def _no_other_post(look: _Look, employee: int) -> tuple[StayReason, str]:
    n_vacancies = len(look.problem.vacancies)
    table = look.closings.personal(employee, n_vacancies)
    if table is not None:
        held = table.rule.show_held(table.held[int(table.employee[employee])])
        return StayReason.PERSONAL_RULE, f"tidak dipindahkan menurut {named(table.rule.code)}: {held}"
    because = [vacancies_closed(look.closings, employee, n_vacancies)]
    floor = 0 if look.pairs.home is None else int(look.pairs.home.floor[employee])
    if floor:
        because.append(f"pindah hanya ke skor {points(floor)} atau lebih (R34)")
    told = "; ".join(filter(None, because))
    text = "tidak ada jabatan lain yang memenuhi syarat"
    return StayReason.NO_OTHER_POST, text + (f" ({told})" if told else "")

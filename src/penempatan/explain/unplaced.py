"""Why a person has no seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.closing_rules import named, vacancies_closed
from penempatan.explain.explanations import NearestVacancy, UnplacedNote, UnplacedReason
from penempatan.explain.wording import count, points, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.explain.by_vacancy import Seating
    from penempatan.explain.closing_rules import Closings
    from penempatan.scoring.pairs import PairBlock, PairScores

    LongArray = NDArray[np.int64]

_NOBODY = 20_000  # stands for the lowest score placed where nobody is: above any score
_SCORE_BITS = 14
_VACANCY_BITS = 24
_CHUNK = 1 << 17  # pairs looked at together: their temporaries stay in the cache


def unplaced_notes(
    problem: PlacementProblem, pairs: PairScores, block: PairBlock, seating: Seating, closings: Closings
) -> tuple[UnplacedNote, ...]:
    """Explain every person without a seat, in the order of the problem."""
    waiting = seating.vacancy_of < 0
    openings = np.array([vacancy.openings for vacancy in problem.vacancies], dtype=np.int64)
    lowest = np.full(len(openings), _NOBODY, dtype=np.int64)
    np.minimum.at(lowest, seating.vacancy, seating.score)
    np.minimum.at(lowest, seating.held_vacancy, seating.held_score)
    nearest, n_eligible = _nearest(block, waiting, lowest, openings, seating.filled)
    open_seats = openings > seating.filled
    notes = []
    for employee in np.flatnonzero(waiting).tolist():
        eligible = int(n_eligible[employee])
        if not eligible:
            reason, text = _closed_out(problem, pairs, closings, employee)
            notes.append(UnplacedNote(employee, reason, 0, None, text))
            continue
        vacancy, score = nearest[employee]
        told = NearestVacancy(vacancy, score, int(lowest[vacancy]) if lowest[vacancy] != _NOBODY else None)
        reason = _reason(told, bool(open_seats[vacancy]), int(openings[vacancy]))
        notes.append(
            UnplacedNote(
                employee, reason, eligible, told, _outscored(problem, employee, eligible, told, reason)
            )
        )
    return tuple(notes)


def _nearest(
    block: PairBlock, waiting: NDArray[np.bool_], lowest: LongArray, openings: LongArray, filled: LongArray
) -> tuple[dict[int, tuple[int, int]], LongArray]:
    """Return where each waiting person came closest, as (vacancy, score), and how many are open to each.

    People without an eligible vacancy are not in the first; the second is (n_employees,) counts.
    Packed into one integer a pair, so that a single maximum finds the smallest miss, then the higher score,
    then the lower code.
    """
    miss = np.where(openings > filled, 0, lowest)  # an open seat: nothing but a limit kept the person out
    lead = np.where(openings == 0, 0, 2 * _NOBODY - miss)  # of a score of 0; no seats at all comes last
    last = (1 << _VACANCY_BITS) - 1
    base = (lead << (_SCORE_BITS + _VACANCY_BITS)) + last - np.arange(len(openings))
    step = (1 << (_SCORE_BITS + _VACANCY_BITS)) + (1 << _VACANCY_BITS)
    best = np.full(len(waiting), -1, dtype=np.int64)
    n_eligible = np.zeros(len(waiting), dtype=np.int64)
    for first in range(0, len(block), _CHUNK):
        part = slice(first, first + _CHUNK)
        key = base[block.vacancy[part]] + step * block.score[part].astype(np.int64)
        np.maximum.at(best, block.employee[part], key)
        n_eligible += np.bincount(block.employee[part], minlength=len(waiting))
    best[~waiting] = -1
    people = np.flatnonzero(best >= 0)
    vacancies = last - (best[people] & last)
    scores = (best[people] >> _VACANCY_BITS) & ((1 << _SCORE_BITS) - 1)
    found = zip(people.tolist(), zip(vacancies.tolist(), scores.tolist(), strict=True), strict=True)
    return dict(found), n_eligible


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

"""Why a vacancy keeps open seats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.closing_rules import people_refused
from penempatan.explain.explanations import UnfilledNote, UnfilledReason
from penempatan.explain.wording import count, points, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.shortage import Shortage
    from penempatan.domain.vacancy import Vacancy
    from penempatan.explain.by_vacancy import ByVacancy, Seating
    from penempatan.explain.closing_rules import Closings
    from penempatan.scoring.pairs import PairScores

_NAMED_PLACES = 3
_NAMED_POSTS = 10


def unfilled_notes(
    problem: PlacementProblem,
    pairs: PairScores,
    grouped: ByVacancy,
    seating: Seating,
    *,
    closings: Closings,
    short: Mapping[int, Shortage],
) -> tuple[UnfilledNote, ...]:
    """Explain every vacancy with an open seat or with none at all, in the order of the problem."""
    n_listed = _listed(pairs, len(problem.vacancies))
    n_banned = Counter(vacancy for _, vacancy in pairs.banned)
    notes = []
    for index, vacancy in enumerate(problem.vacancies):
        filled = int(seating.filled[index])
        open_seats = vacancy.openings - filled
        if vacancy.openings == 0 and filled:  # a surplus that stays is no open seat
            continue
        if open_seats <= 0 < vacancy.openings:
            continue
        people, _ = grouped.of(index)
        placed_in = seating.vacancy_of[people]
        if vacancy.openings == 0:
            reason, text = (
                UnfilledReason.NO_OPENINGS,
                _no_openings(vacancy),
            )
        elif not len(people):
            reason = UnfilledReason.NOBODY_ELIGIBLE
            clauses = [
                people_refused(closings, index, len(problem.employees)),
                *_exceptions(pairs, n_listed, index, n_banned[index]),
            ]
            because = "; ".join(clause for clause in clauses if clause)
            text = "tidak ada pegawai yang memenuhi syarat" + (f": {because}" if because else "")
        elif (placed_in < 0).any():
            reason = UnfilledReason.LIMITED
            free = int(np.count_nonzero(placed_in < 0))
            text = (
                f"{count(free)} pegawai yang memenuhi syarat belum ditempatkan, tetapi batas ronde atau "
                "kunci tidak mengizinkan penempatan lagi"
            )
        else:
            reason = UnfilledReason.NEEDED_ELSEWHERE
            elsewhere = placed_in != index
            staying = int(np.count_nonzero(elsewhere & seating.stays[people]))
            moved = placed_in[elsewhere & ~seating.stays[people]].tolist()
            text = _needed_elsewhere(problem, moved, len(people), staying)
        if index in short and len(short[index].vacancies) > 1:
            text += f"; {shortage_text(problem, short[index])}"
        notes.append(UnfilledNote(index, filled, max(open_seats, 0), len(people), reason, sentence(text)))
    return tuple(notes)


def shortage_text(problem: PlacementProblem, short: Shortage) -> str:
    """Say that so many posts have fewer people: `7 formasi ini (7 lowongan) hanya punya 5 pegawai …`."""
    codes = [problem.vacancies[one].code for one in short.vacancies]
    more = f" dan {count(len(codes) - _NAMED_POSTS)} lagi" if len(codes) > _NAMED_POSTS else ""
    return (
        f"{count(len(codes))} formasi ({', '.join(codes[:_NAMED_POSTS])}{more}) dengan {count(short.seats)} "
        f"lowongan hanya punya {count(short.people)} pegawai yang memenuhi syarat: sedikitnya "
        f"{count(short.missing)} lowongan kosong dalam susunan mana pun"
    )


def _no_openings(vacancy: Vacancy) -> str:
    if vacancy.need is None:
        return "jumlah lowongan 0 pada berkas formasi, jadi tidak diisi"
    if vacancy.need == 0:
        return "kebutuhan 0 pada peta jabatan, jadi tidak diisi"
    return "kursinya diduduki orang di luar daftar pegawai (Bezetting), jadi tidak diisi"


def _needed_elsewhere(
    problem: PlacementProblem, placed_in: Sequence[int], eligible: int, staying: int = 0
) -> str:
    stay = f"{count(staying)} tetap pada jabatannya" if staying else ""
    if staying and not placed_in:
        here = eligible - staying
        already = f", {count(here)} di antaranya di sini" if here else ""
        return f"{count(eligible)} pegawai memenuhi syarat{already}, {stay}"
    if not placed_in:
        return (
            f"hanya {count(eligible)} pegawai memenuhi syarat dan semuanya sudah ditempatkan di formasi ini"
        )
    places = Counter(problem.vacancies[vacancy].dinas or "dinas yang tidak disebut" for vacancy in placed_in)
    ranked = sorted(places.items(), key=lambda one: (-one[1], one[0]))
    told = ", ".join(f"{count(number)} di {name}" for name, number in ranked[:_NAMED_PLACES])
    rest = sum(number for _, number in ranked[_NAMED_PLACES:])
    here = eligible - len(placed_in) - staying
    already = f", {count(here)} ditempatkan di sini" if here else ""
    needed = count(len(placed_in)) if here or staying else "semuanya"
    stay += ", " if stay else ""
    return (
        f"{count(eligible)} pegawai memenuhi syarat{already}, {stay}{needed} dibutuhkan di formasi "
        f"lain ({told}{f', {count(rest)} di dinas lainnya' if rest else ''})"
    )


def _exceptions(pairs: PairScores, n_listed: Counter[int] | None, vacancy: int, banned: int) -> Sequence[str]:
    """Name what closes pairs one by one: the external list, bans, the minimum score."""
    clauses = []
    if n_listed is not None:
        listed = n_listed[vacancy]
        clauses.append(
            f"skor luar memuat {count(listed)} pegawai untuk formasi ini"
            if listed
            else "formasi ini tidak tercantum pada skor luar"
        )
    if banned:
        clauses.append(f"larangan pimpinan menutup {count(banned)} pegawai")
    if pairs.score_min:
        clauses.append(f"pegawai yang tersisa berskor di bawah skor minimal {points(pairs.score_min)}")
    return clauses


def _listed(pairs: PairScores, n_vacancies: int) -> Counter[int] | None:
    if pairs.listed_only is None:
        return None
    _, vacancy = pairs.listed_only
    return Counter(dict(enumerate(np.bincount(vacancy, minlength=n_vacancies).tolist())))

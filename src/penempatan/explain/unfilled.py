"""Why a vacancy keeps open seats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Eligible:
    """The people eligible for a vacancy, and where the plan has them."""

    people: int
    free: int
    staying: int  # in their present post, another one
    moved: Counter[str]  # by dinas: placed in another vacancy


class OpenSeats:
    """Who is eligible for the vacancies with an open seat or with none at all."""

    def __init__(self, problem: PlacementProblem, seating: Seating) -> None:
        self._problem, self._seating = problem, seating
        self._found: dict[int, _Eligible] = {}
        openings = np.array([one.openings for one in problem.vacancies], dtype=np.int64)
        # a post without openings where somebody stays has no open seat: that is a surplus
        self._wanted = np.where(openings == 0, seating.filled == 0, seating.filled < openings)

    def see(self, part: ByVacancy) -> None:
        """Count the people of some vacancies."""
        for vacancy in part.vacancies[self._wanted[part.vacancies]].tolist():
            people, _ = part.of(vacancy)
            placed_in, stays = self._seating.vacancy_of[people], self._seating.stays[people]
            elsewhere = (placed_in != vacancy) & (placed_in >= 0)
            posts, times = np.unique(placed_in[elsewhere & ~stays], return_counts=True)
            moved: Counter[str] = Counter()
            for post, number in zip(posts.tolist(), times.tolist(), strict=True):
                moved[self._problem.vacancies[post].dinas or "dinas yang tidak disebut"] += number
            self._found[vacancy] = _Eligible(
                len(people),
                int(np.count_nonzero(placed_in < 0)),
                int(np.count_nonzero(elsewhere & stays)),
                moved,
            )

    def in_order(self) -> list[tuple[int, _Eligible]]:
        """Return the vacancies in the order of the problem."""
        return sorted(self._found.items(), key=lambda one: one[0])


def unfilled_notes(
    problem: PlacementProblem,
    pairs: PairScores,
    open_seats: OpenSeats,
    seating: Seating,
    *,
    closings: Closings,
    short: Mapping[int, Shortage],
) -> tuple[UnfilledNote, ...]:
    """Explain every vacancy with an open seat or with none at all, in the order of the problem."""
    n_listed = _listed(pairs, len(problem.vacancies))
    n_banned = Counter(vacancy for _, vacancy in pairs.banned)
    notes = []
    for index, eligible in open_seats.in_order():
        vacancy, filled = problem.vacancies[index], int(seating.filled[index])
        if vacancy.openings == 0:
            reason, text = (
                UnfilledReason.NO_OPENINGS,
                _no_openings(vacancy),
            )
        elif not eligible.people:
            reason = UnfilledReason.NOBODY_ELIGIBLE
            clauses = [
                people_refused(closings, index, len(problem.employees)),
                *_exceptions(pairs, n_listed, index, n_banned[index]),
            ]
            because = "; ".join(clause for clause in clauses if clause)
            text = "tidak ada pegawai yang memenuhi syarat" + (f": {because}" if because else "")
        elif eligible.free:
            reason = UnfilledReason.LIMITED
            text = (
                f"{count(eligible.free)} pegawai yang memenuhi syarat belum ditempatkan, tetapi batas "
                "ronde atau kunci tidak mengizinkan penempatan lagi"
            )
        else:
            reason, text = UnfilledReason.NEEDED_ELSEWHERE, _needed_elsewhere(eligible)
        if index in short and len(short[index].vacancies) > 1:
            text += f"; {shortage_text(problem, short[index])}"
        still_open = max(vacancy.openings - filled, 0)
        notes.append(UnfilledNote(index, filled, still_open, eligible.people, reason, sentence(text)))
    return tuple(notes)


def shortage_text(problem: PlacementProblem, short: Shortage) -> str:
    """Say that so many posts have fewer people: `7 formasi ini (7 lowongan) hanya punya 5 pegawai …`."""
    codes = [problem.vacancies[one].code for one in short.vacancies]
    more = f" dan {count(len(codes) - _NAMED_POSTS)} lagi" if len(codes) > _NAMED_POSTS else ""
    seat, people = "lowongan", "pegawai yang memenuhi syarat"
    if problem.incumbents:
        seat, people = "kursi", "pegawai yang memenuhi syarat, pemangkunya sekarang sudah terhitung"
    return (
        f"{count(len(codes))} formasi ({', '.join(codes[:_NAMED_POSTS])}{more}) dengan {count(short.seats)} "
        f"{seat} hanya punya {count(short.people)} {people}: sedikitnya "
        f"{count(short.missing)} {seat} kosong dalam susunan mana pun"
    )


def _no_openings(vacancy: Vacancy) -> str:
    if vacancy.need is None:
        return "jumlah lowongan 0 pada berkas formasi, jadi tidak diisi"
    if vacancy.need == 0:
        return "kebutuhan 0 pada peta jabatan, jadi tidak diisi"
    return "kursinya diduduki orang di luar daftar pegawai (Bezetting), jadi tidak diisi"


def _needed_elsewhere(eligible: _Eligible) -> str:
    staying, placed_elsewhere = eligible.staying, eligible.moved.total()
    stay = f"{count(staying)} tetap pada jabatannya" if staying else ""
    here = eligible.people - staying - placed_elsewhere
    if staying and not placed_elsewhere:
        already = f", {count(here)} di antaranya di sini" if here else ""
        return f"{count(eligible.people)} pegawai memenuhi syarat{already}, {stay}"
    if not placed_elsewhere:
        return (
            f"hanya {count(eligible.people)} pegawai memenuhi syarat dan semuanya sudah ditempatkan di "
            "formasi ini"
        )
    ranked = sorted(eligible.moved.items(), key=lambda one: (-one[1], one[0]))
    told = ", ".join(f"{count(number)} di {name}" for name, number in ranked[:_NAMED_PLACES])
    rest = sum(number for _, number in ranked[_NAMED_PLACES:])
    already = f", {count(here)} ditempatkan di sini" if here else ""
    needed = count(placed_elsewhere) if here or staying else "semuanya"
    stay += ", " if stay else ""
    return (
        f"{count(eligible.people)} pegawai memenuhi syarat{already}, {stay}{needed} dibutuhkan di formasi "
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

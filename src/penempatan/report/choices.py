"""What each decision on a row would change, as the workbook shows it and calculates with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from penempatan.explain.wording import points, spelled
from penempatan.objective.limits import limits_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from penempatan.domain.what_if import Rejection, Swap
    from penempatan.report.run import RunReport

NOT_KNOWN = "Dihitung oleh penempatan tinjau."
NOT_IN_TIME = "Belum dihitung: jatah hitung dampak ([tinjau]) habis. Dihitung oleh penempatan tinjau."
NO_OTHER_PLAN = "Tanpa baris ini tidak ditemukan susunan yang memenuhi batas dan kunci."
NOT_OPEN = "Ditetapkan pada berkas kunci; tidak dihitung."
APPROVED = "Sudah disetujui; akibat mengubahnya dihitung oleh penempatan tinjau."


@dataclass(frozen=True, slots=True)
class Choices:
    """The figures of one row, hundredths of the total score; None where no exact figure is known."""

    rejected: int | None
    deferred: int | None
    swaps: tuple[Swap, ...]  # the best first, at most [tinjau] calon_pengganti
    if_rejected: str  # Dampak bila Ditolak
    alternates: str  # Pilihan Pengganti


def choices_of(run: RunReport) -> dict[tuple[str, str], Choices]:
    """Return the choices of every placement by (NIP, kode formasi)."""
    names = {one.id: one.name for one in run.problem.employees}
    rejections = {(one.employee_id, one.vacancy_code): one for one in run.what_ifs.rejections}
    swaps = {
        key: tuple(found)
        for key, found in groupby(run.what_ifs.swaps, key=lambda one: (one.employee_id, one.vacancy_code))
    }
    deferral = _only_the_row_goes(run)
    approved = {(lock.employee_id, lock.vacancy_code) for lock in run.problem.locks if lock.decided}
    found = {}
    for one in run.plan.placements:
        key = (one.employee_id, one.vacancy_code)
        rejection = rejections.get(key)
        no_alternates = "Tidak ada." if run.what_ifs.complete else NOT_IN_TIME
        unknown = _why_unknown(run, key, pinned=one.pinned, approved=key in approved)
        found[key] = Choices(
            rejection.score_change if rejection else None,
            -one.score if deferral else None,
            swaps.get(key, ()),
            _if_rejected(rejection, names) if rejection else unknown,
            _alternates(swaps.get(key, ()), names) or (unknown if rejection is None else no_alternates),
        )
    return found


def _why_unknown(run: RunReport, key: tuple[str, str], *, pinned: bool, approved: bool) -> str:
    """Return why a row has no figures, where it has none."""
    known = run.what_ifs
    if pinned and (known.complete or known.rejections):
        return APPROVED if approved else NOT_OPEN
    if key in known.impossible:
        return NO_OTHER_PLAN
    return NOT_IN_TIME if known.rejections else NOT_KNOWN


def _only_the_row_goes(run: RunReport) -> bool:
    """Whether a deferral costs exactly the score of its row.

    What is left of a plan of greatest gain is of greatest gain for who and what is left, unless the row gives
    back more than the person and the seat: room under a limit, an old post, or a seat that is not held.
    """
    held = run.settings.review.defer_holds_seat
    return (
        run.what_ifs.complete
        and held
        and not run.problem.incumbents
        and not limits_of(run.problem, run.settings)
    )


def _if_rejected(one: Rejection, names: Mapping[str, str]) -> str:
    if one.next_id:
        heir = f"Berikutnya {names.get(one.next_id, one.next_id)}, {one.next_id}."
    else:
        heir = "Tidak ada pengganti; lowongan ini kosong."
    goes = f"ke {one.new_vacancy_code}" if one.new_vacancy_code else "tidak ditempatkan"
    return f"{heir}\nTotal skor {_signed(one.score_change)}; {_moved(one.moved)}; yang ditolak {goes}."


def _alternates(swaps: tuple[Swap, ...], names: Mapping[str, str]) -> str:
    return "\n".join(
        f"{number}. {names.get(one.alternate_id, one.alternate_id)}, {one.alternate_id}: "
        f"{_signed(one.score_change)}{f'; {_moved(one.moved)}' if one.moved else ''}"
        for number, one in enumerate(swaps, 1)
    )


def _signed(change: int) -> str:
    return f"+{points(change)}" if change > 0 else points(change)


def _moved(number: int) -> str:
    return f"{spelled(number)} baris lain berubah" if number else "tidak ada baris lain berubah"

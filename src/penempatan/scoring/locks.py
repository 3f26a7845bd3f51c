"""The pins of the leadership, checked before anything is solved: an impossible pin is reported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from penempatan.domain.issue import Issue, Severity
from penempatan.domain.problem import LockKind
from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.wording import sentence
from penempatan.errors import InputError, NoPlanError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.domain.problem import Lock, PlacementProblem
    from penempatan.scoring.pairs import PairScores


def check_locks(problem: PlacementProblem, pairs: PairScores) -> None:
    """Refuse pins that cannot hold.

    Raises InputError with every pin to a pair that a rule forbids and every person pinned to two vacancies;
    NoPlanError where a vacancy has more pins than openings.
    """
    pins = tuple(
        {
            (lock.employee_id, lock.vacancy_code): lock for lock in problem.locks if lock.kind is LockKind.PIN
        }.values()
    )
    issues = (*_refused(problem, pairs, pins), *_split(pins))
    if issues:
        raise InputError(issues)
    pinned: dict[str, list[str]] = {}
    for pin in pins:
        pinned.setdefault(pin.vacancy_code, []).append(pin.employee_id)
    held = Counter(code for _, code in problem.incumbents)  # who holds a surplus seat may keep it
    crowded = [
        f"formasi {one.code} ({one.position}): {one.openings} lowongan, {len(pinned[one.code])} kunci, "
        "yaitu NIP " + ", ".join(sorted(pinned[one.code]))
        for one in problem.vacancies
        if len(pinned.get(one.code, ())) > max(one.openings, held[one.code])
    ]
    if crowded:
        raise NoPlanError(
            "Kunci “tetap” melebihi lowongan: "
            + "; ".join(crowded)
            + ". Cabut kunci sebanyak kelebihannya, atau tambah lowongan."
        )


def _refused(problem: PlacementProblem, pairs: PairScores, pins: tuple[Lock, ...]) -> Iterator[Issue]:
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    for pin in pins:
        judged = pairs.judge(employee[pin.employee_id], vacancy[pin.vacancy_code])
        broken = [sentence(finding) for finding in judged.findings if finding.verdict is Verdict.FORBIDDEN]
        if broken:
            yield Issue(
                "pin_not_eligible",
                Severity.ERROR,
                pin.location,
                f"{_name(pin)} NIP {pin.employee_id} pada formasi {pin.vacancy_code} melanggar syarat: "
                + "; ".join(broken),
                "Ubah keputusannya pada buku kerja usulan, atau perbaiki data dan aturan rondenya."
                if pin.decided
                else "Hapus kunci itu, perbaiki datanya, atau ubah syarat pada aturan.toml.",
            )


def _name(pin: Lock) -> str:
    return "Keputusan yang menempatkan" if pin.decided else "Kunci “tetap”"


def _split(pins: tuple[Lock, ...]) -> Iterator[Issue]:
    codes: dict[str, list[Lock]] = {}
    for pin in pins:
        codes.setdefault(pin.employee_id, []).append(pin)
    for employee_id, held in codes.items():
        if len(held) > 1:
            yield Issue(
                "pinned_twice",
                Severity.ERROR,
                held[-1].location,
                f"NIP {employee_id} dikunci “tetap” pada lebih dari satu formasi: "
                + ", ".join(sorted(pin.vacancy_code for pin in held)),
                "Sisakan satu kunci “tetap” untuk setiap pegawai.",
            )

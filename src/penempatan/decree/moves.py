"""The approved moves as the papers say them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from penempatan.domain.position import PositionTier, TierFamily
from penempatan.eligibility.service import months_to_retirement
from penempatan.knowledge.dates import long_date
from penempatan.knowledge.ranks import rank_title
from penempatan.report.sheets.people import education

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.decree.approved import ApprovedRow
    from penempatan.domain.decision import Decision
    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy
    from penempatan.verification.audit import AuditedResult

DOTS = "…" * 7  # to be filled in by hand


class MoveKind(Enum):
    """What a move is in the career pattern (PermenPANRB 22/2021); the value is the word in the papers."""

    PROMOTION = "Promosi"
    ROTATION = "Rotasi"
    DIAGONAL = "Diagonal"
    DEMOTION = "Penurunan"  # only by a waiver


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the decree. Texts are Indonesian; several facts of a cell stand one a line."""

    employee: int  # index into problem.employees
    vacancy: int
    nip: str
    name: str
    born: str  # place left open: it is not read
    rank: str
    education: str
    old_post: str
    new_post: str
    tier: str
    kind: MoveKind | None  # None: the present tier is not in the data
    score: int
    months_to_retirement: int
    group: str  # heading under which the minutes list the row
    decision: Decision

    @property
    def remark(self) -> str:
        """Keterangan: the kind of the move, or a dotted line."""
        return self.kind.value if self.kind is not None else DOTS

    @property
    def identity(self) -> str:
        """Name, NIP, place and date of birth, one a line."""
        return f"{self.name}\nNIP {self.nip}\n{self.born}"


_GROUPS = (
    ("Jabatan Pimpinan Tinggi", {PositionTier.JPT_MADYA, PositionTier.JPT_PRATAMA}),
    ("Jabatan Administrator", {PositionTier.ADMINISTRATOR}),
    ("Jabatan Pengawas", {PositionTier.PENGAWAS}),
    (
        "Jabatan Fungsional",
        {tier for tier in PositionTier if tier.family in {TierFamily.EXPERT, TierFamily.SKILLED}},
    ),
    ("Jabatan Pelaksana", {PositionTier.PELAKSANA}),
)
_OTHER_GROUP = "Jabatan Lain"


def moves_of(result: AuditedResult, rows: Sequence[ApprovedRow]) -> tuple[Move, ...]:
    """Return the moves by group of posts, then dinas, kode formasi and NIP."""
    problem = result.problem
    person = {one.id: index for index, one in enumerate(problem.employees)}
    post = {one.code: index for index, one in enumerate(problem.vacancies)}
    moves = []
    for row in rows:
        employee, vacancy = person[row.placement.employee_id], post[row.placement.vacancy_code]
        moves.append(_move(result, employee, vacancy, row))
    order = [name for name, _ in _GROUPS] + [_OTHER_GROUP]

    def place(move: Move) -> tuple[int, str, str, str]:
        vacancy = problem.vacancies[move.vacancy]
        return order.index(move.group), vacancy.dinas.casefold(), vacancy.code, move.nip

    return tuple(sorted(moves, key=place))


def _move(result: AuditedResult, employee: int, vacancy: int, row: ApprovedRow) -> Move:
    person, post = result.problem.employees[employee], result.problem.vacancies[vacancy]
    grade = f"Kelas {post.job_grade}" if post.job_grade is not None else ""
    tier = post.tier.label if post.tier is not None else ""
    return Move(
        employee,
        vacancy,
        person.id,
        person.name,
        f"{DOTS}, {long_date(person.birth_date)}",
        rank_title(person.rank).replace(" (", "\n(") if person.rank is not None else DOTS,
        education(person) or DOTS,
        _stacked(person.position or DOTS, person.unit, person.dinas),
        _stacked(post.position, post.unit, post.dinas),
        _stacked(tier, grade) or DOTS,
        _kind(person, post),
        row.placement.score,
        months_to_retirement(person, post, result.settings.retirement_ages, result.problem.judged_on),
        next((name for name, tiers in _GROUPS if post.tier in tiers), _OTHER_GROUP),
        row.decision,
    )


def _kind(employee: Employee, vacancy: Vacancy) -> MoveKind | None:
    own, new = employee.tier, vacancy.tier
    if own is None or new is None:
        return None
    if own.family is not new.family:
        return MoveKind.DIAGONAL
    if own.standing == new.standing:
        return MoveKind.ROTATION
    return MoveKind.PROMOTION if new.standing > own.standing else MoveKind.DEMOTION


def _stacked(*facts: str) -> str:
    return "\n".join(fact for fact in facts if fact)

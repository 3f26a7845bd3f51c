"""The instance, ready to solve: after intake nothing downstream cleans, guesses or defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from penempatan.domain.decision import Review
from penempatan.domain.employee import Employee
from penempatan.domain.issue import Issue, Location
from penempatan.domain.vacancy import Vacancy
from penempatan.domain.waiver import Waiver


class LockKind(Enum):
    """What a line of `kunci.*` demands."""

    PIN = "tetap"  # this person in this vacancy
    BAN = "larang"  # never this pair


@dataclass(frozen=True, slots=True)
class Lock:
    """One line of `kunci.*`. The reason is obligatory and printed (R35)."""

    kind: LockKind
    employee_id: str
    vacancy_code: str
    reason: str
    location: Location = Location()
    decided: bool = False  # by an approver on a proposed row, not by the leadership beforehand


@dataclass(frozen=True, slots=True)
class ExternalScore:
    """One line of `--skor`: points in hundredths, 0..10000."""

    employee_id: str
    vacancy_code: str
    points: int


@dataclass(frozen=True, slots=True)
class DinasProfile:
    """One line of the Dinas sheet, merged over what the package knows. None: no limit, not known."""

    name: str
    field_groups: tuple[str, ...] = ()  # rumpun tags, most fitting first
    district: str = ""
    weights: tuple[tuple[str, int], ...] = ()  # (component key, thousandths) given in the sheet
    need: int | None = None
    incumbents: int | None = None
    leave_max: int | None = None
    staff_min: int | None = None  # Staf Minimal: people who must be there after the round
    location: Location = Location()


@dataclass(frozen=True, slots=True)
class UnitProfile:
    """One line of the Dinas sheet about a unit of a dinas, all that is below it included."""

    dinas: str
    unit: str  # path below the dinas, parts joined by " | "
    incumbents: int | None = None
    leave_max: int | None = None
    staff_min: int | None = None
    location: Location = Location()

    @property
    def name(self) -> str:
        """Return the unit as rules and messages write it."""
        return f"{self.dinas} | {self.unit}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input as it was read: role (pegawai, formasi, …), file name, sheet, sha256 of the bytes, rows."""

    role: str
    name: str
    sheet: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row left out of the round for its errors: where it is, and what is wrong with it."""

    role: str
    location: Location  # of the first cell complained about
    faults: tuple[str, ...]  # Indonesian sentences


@dataclass(frozen=True, slots=True)
class Columns:
    """Which optional columns the input had at all (a blank cell and an absent column mean different things).

    Names are the attribute names of Employee, such as "preferences" or "legal_standing".
    """

    employee: frozenset[str] = frozenset()
    vacancy: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlacementProblem:
    """Everything a round needs. `employees` are sorted by id and `vacancies` by code: row order is gone.

    Array indices anywhere in the package are positions in these two tuples. In mode penataan the vacancies
    are the posts of the post map, their openings all seats that people of the roster may hold, and
    `incumbents` says who holds which post today: each of them keeps a place in every plan.
    """

    employees: tuple[Employee, ...]
    vacancies: tuple[Vacancy, ...]
    judged_on: date
    locks: tuple[Lock, ...] = ()
    external_scores: tuple[ExternalScore, ...] = ()
    dinas: tuple[DinasProfile, ...] = ()
    columns: Columns = Columns()
    sources: tuple[SourceFile, ...] = ()
    issues: tuple[Issue, ...] = ()  # warnings, notes and quarantined rows; errors never get this far
    quarantined: tuple[QuarantinedRow, ...] = ()
    incumbents: tuple[tuple[str, str], ...] = ()  # (NIP, kode formasi) of who holds which post, sorted by NIP
    review: Review | None = None  # what an approval round decided, for a plan made around it
    waivers: tuple[Waiver, ...] = ()  # of pengecualian.*, sorted; expired ones, too
    units: tuple[UnitProfile, ...] = ()  # sorted by dinas and unit
    relatives: tuple[tuple[str, str], ...] = ()  # (NIP, NIP) of hubungan.*, each and all sorted (R36)

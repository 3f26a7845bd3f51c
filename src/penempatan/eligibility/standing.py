"""Rules on a person's standing: active, PPPK, CPNS, special standings (R01–R04), and Kunci = ya (R35)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.employee import EmploymentStatus, LegalStanding
from penempatan.domain.nip import NipKind, NipReading, read_nip
from penempatan.eligibility.posts import UNKNOWN, Post, post_name, post_of
from penempatan.eligibility.rule import PersonRule, Rule, RuleCode, Verdict
from penempatan.settings.model import PppkRule

if TYPE_CHECKING:
    from collections.abc import Collection

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy

SPECIAL_STANDINGS = frozenset(
    {
        LegalStanding.STUDY_LEAVE,
        LegalStanding.UNPAID_LEAVE,
        LegalStanding.SUSPENDED,
        LegalStanding.STATE_OFFICIAL,
        LegalStanding.PRE_RETIREMENT,
    }
)
_STANDING_VERDICTS = {
    None: Verdict.UNVERIFIED,
    LegalStanding.UNREADABLE: Verdict.UNVERIFIED,
    LegalStanding.OTHER_INACTIVE: Verdict.FORBIDDEN,
    LegalStanding.SECONDED: Verdict.NOTED,
}


class OnlyActive(PersonRule[LegalStanding | None]):
    """R01: only active employees are placed. A file without the column lists active people."""

    code = RuleCode.R01
    source = "PP 11/2017 jo. PP 17/2020; kode kedudukan hukum BKN"
    claim = "aktif"

    def __init__(self, column_present: bool) -> None:
        self._column_present = column_present

    def held(self, employee: Employee) -> LegalStanding | None:
        """Return the legal standing; special ones belong to R04 and count as active here."""
        return (
            LegalStanding.ACTIVE if employee.legal_standing in SPECIAL_STANDINGS else employee.legal_standing
        )

    def judge_person(self, held: LegalStanding | None) -> Verdict:
        """Forbid the inactive; note the seconded; ask where the cell is blank or illegible."""
        if held is None and not self._column_present:
            return Verdict.ALLOWED
        return _STANDING_VERDICTS.get(held, Verdict.ALLOWED)

    def show_held(self, held: LegalStanding | None) -> str:
        """Return the standing."""
        if held is None:
            return f"kedudukan hukum {UNKNOWN}" if self._column_present else "dianggap aktif"
        return held.value.lower()


class PppkStay(Rule[tuple[bool | None, str | None, Post | None], tuple[str, Post] | None]):
    """R02: the contract ties PPPK to a post; at most another unit with the same post (`relokasi`)."""

    code = RuleCode.R02
    source = "UU 20/2023; PP 49/2018; Peraturan BKN 5/2019 (mutasi hanya untuk PNS)"

    def __init__(self, setting: PppkRule, offered: Collection[str]) -> None:
        self._setting = setting
        self._offered = frozenset(offered)  # names of the posts that the round offers

    def held(self, employee: Employee) -> tuple[bool | None, str | None, Post | None]:
        """Return (is PPPK, own post's name, own post); the post only where it matters."""
        pppk = is_pppk(employee)
        if pppk is False or self._setting is not PppkRule.RELOCATE:
            return pppk, None, None
        name = post_name(employee.position)
        return pppk, name if name in self._offered or not name else "jabatan lain", post_of(employee)

    def required(self, vacancy: Vacancy) -> tuple[str, Post] | None:
        """Return the offered post where relocation is allowed, else nothing."""
        if self._setting is not PppkRule.RELOCATE:
            return None
        return post_name(vacancy.position), post_of(vacancy)

    def judge(
        self, held: tuple[bool | None, str | None, Post | None], required: tuple[str, Post] | None
    ) -> Verdict:
        """Forbid PPPK to move, but for the same name and tier of post where relocation is allowed."""
        pppk, name, post = held
        if pppk is False:
            return Verdict.ALLOWED
        same = (
            _same_post(name, post, *required)
            if required is not None and post is not None
            else Verdict.FORBIDDEN
        )
        return same if pppk else min(same, Verdict.UNVERIFIED)

    def show_held(self, held: tuple[bool | None, str | None, Post | None]) -> str:
        """Return whether the person is PPPK, and the post where it matters."""
        pppk, name, post = held
        status = {True: "PPPK", False: "bukan PPPK", None: f"status PPPK {UNKNOWN}"}[pppk]
        return status if post is None else f"{status}, {name or f'jabatan {UNKNOWN}'} ({post.label})"

    def show_required(self, required: tuple[str, Post] | None) -> str:
        """Return what PPPK may do."""
        if required is None:
            return "bukan PPPK (PPPK tetap pada jabatannya)"
        return f"PPPK hanya ke jabatan yang sama: {required[0]} ({required[1].label})"


class CpnsStay(PersonRule[bool | None]):
    """R03: CPNS serve their probation in the post they were admitted to."""

    code = RuleCode.R03
    source = "PP 11/2017 (masa percobaan CPNS)"
    claim = "bukan CPNS"

    def held(self, employee: Employee) -> bool | None:
        """Return whether the person is CPNS; None where neither the status nor the number tells."""
        if employee.status is None:
            return False if is_pppk(employee) else None
        return employee.status is EmploymentStatus.CPNS

    def judge_person(self, held: bool | None) -> Verdict:
        """Forbid CPNS; ask where the status is missing."""
        if held is None:
            return Verdict.UNVERIFIED
        return Verdict.FORBIDDEN if held else Verdict.ALLOWED

    def show_held(self, held: bool | None) -> str:
        """Return the status."""
        return {True: "CPNS", False: "bukan CPNS", None: f"status kepegawaian {UNKNOWN}"}[held]


class SpecialStandingStays(PersonRule[LegalStanding | None]):
    """R04: study leave, unpaid leave, suspension, state office and pre-retirement keep a person in place."""

    code = RuleCode.R04
    source = "Peraturan BKN 5/2019; PP 11/2017 jo. PP 17/2020"
    claim = "tidak dalam kedudukan khusus"

    def held(self, employee: Employee) -> LegalStanding | None:
        """Return the special standing, or None; what is missing or illegible belongs to R01."""
        return employee.legal_standing if employee.legal_standing in SPECIAL_STANDINGS else None

    def judge_person(self, held: LegalStanding | None) -> Verdict:
        """Forbid every special standing."""
        return Verdict.ALLOWED if held is None else Verdict.FORBIDDEN

    def show_held(self, held: LegalStanding | None) -> str:
        """Return the standing."""
        return "tidak ada kedudukan khusus" if held is None else held.value


class Stays(PersonRule[str]):
    """R35: the leadership keeps this person where he or she is (`Kunci` = ya), or has put the case off."""

    code = RuleCode.R35
    source = "Keputusan pimpinan (Tim Penilai Kinerja)"
    claim = "tidak dikunci"

    def held(self, employee: Employee) -> str:
        """Return why the person takes no part; empty when he or she does."""
        if employee.stays:
            return "dikunci pada jabatannya (Kunci = ya)"
        return "ditunda pada peninjauan usulan" if employee.deferred else ""

    def judge_person(self, held: str) -> Verdict:
        """Forbid every vacancy to a person who takes no part."""
        return Verdict.FORBIDDEN if held else Verdict.ALLOWED

    def show_held(self, held: str) -> str:
        """Return whether the person is locked."""
        return held or "tidak dikunci"


def is_pppk(employee: Employee) -> bool | None:
    """Whether the status or the number says PPPK; None where neither tells."""
    if employee.status in {EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME}:
        return True
    reading = read_nip(employee.id)
    if isinstance(reading, NipReading):
        return reading.kind is NipKind.PPPK
    return None if employee.status is None else False


def _same_post(name: str | None, post: Post, other_name: str, other: Post) -> Verdict:
    if not name:
        return Verdict.UNVERIFIED
    if name != other_name or not set(post.possible_tiers) & set(other.possible_tiers):
        return Verdict.FORBIDDEN
    return Verdict.ALLOWED if post.tier is other.tier is not None else Verdict.UNVERIFIED

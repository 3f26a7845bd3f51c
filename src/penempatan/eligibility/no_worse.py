"""The guarantee `tidak_lebih_buruk`: without consent nobody is placed worse than today (R19, R32, R34).

Grade and commute are rules on two values. Fit is a score of the pair, so the pairs that would lose it are
refused where scores are at hand (`scoring.pairs`); here stands whether the present fit is known at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from penempatan.eligibility.posts import UNKNOWN
from penempatan.eligibility.rule import PersonRule, Rule, RuleCode, Verdict
from penempatan.knowledge.districts import distance_m, find_district

if TYPE_CHECKING:
    from collections.abc import Mapping

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy

_AGREED = "menyetujui pindah"


class PresentPosts(NamedTuple):
    """What the round knows of where people work today."""

    post: Mapping[str, Vacancy]  # NIP → present post, where it is on the post map
    office: Mapping[str, str]  # dinas → kecamatan of its office


def present_posts_of(problem: PlacementProblem) -> PresentPosts:
    """Return the posts of the post map by NIP, and where the offices are."""
    posts = {one.code: one for one in problem.vacancies}
    return PresentPosts(
        {nip: posts[code] for nip, code in problem.incumbents},
        {profile.name: profile.district for profile in problem.dinas},
    )


class NoLowerGrade(Rule[tuple[int | None, bool], int | None]):
    """R19: a lower kelas jabatan means a lower allowance (TPP); not without consent."""

    code = RuleCode.R19
    source = "PermenPANRB 39/2013 (kelas jabatan); Perwal TPP"

    def __init__(self, present: PresentPosts) -> None:
        self._present = present

    def held(self, employee: Employee) -> tuple[int | None, bool]:
        """Return the present grade (the person's, else that of the post on the map) and the consent."""
        if employee.consents:
            return None, True
        post = self._present.post.get(employee.id)
        grade = employee.job_grade
        return (post.job_grade if grade is None and post is not None else grade), False

    def required(self, vacancy: Vacancy) -> int | None:
        """Return the grade of the offered post."""
        return vacancy.job_grade

    def judge(self, held: tuple[int | None, bool], required: int | None) -> Verdict:
        """Forbid a lower grade; ask where one of the two is missing."""
        grade, agreed = held
        if agreed:
            return Verdict.ALLOWED
        if grade is None or required is None:
            return Verdict.UNVERIFIED
        return Verdict.FORBIDDEN if required < grade else Verdict.ALLOWED

    def show_held(self, held: tuple[int | None, bool]) -> str:
        """Return the present grade, or that the person agrees."""
        grade, agreed = held
        return _AGREED if agreed else f"kelas {UNKNOWN if grade is None else grade}"

    def show_required(self, required: int | None) -> str:
        """Return the offered grade."""
        return f"kelas formasi {UNKNOWN if required is None else required}"


class Commute(NamedTuple):
    """Home and present office as kecamatan; None where not known or outside the city."""

    home: str | None
    office: str | None
    agreed: bool


class NoLongerCommute(Rule[Commute, str | None]):
    """R32: the new office is not farther from home than the present one; not without consent."""

    code = RuleCode.R32
    source = "Kesejahteraan pegawai; hanya kecamatan yang dipakai (UU 27/2022)"

    def __init__(self, present: PresentPosts) -> None:
        self._present = present

    def held(self, employee: Employee) -> Commute:
        """Return home and present office; nothing but the consent where there is one."""
        if employee.consents:
            return Commute(None, None, agreed=True)
        post = self._present.post.get(employee.id)
        office = post.district if post is not None and post.district else ""
        return Commute(
            _district(employee.district),
            _district(office or self._present.office.get(employee.dinas, "")),
            agreed=False,
        )

    def required(self, vacancy: Vacancy) -> str | None:
        """Return the kecamatan of the offered post."""
        return _district(vacancy.district or self._present.office.get(vacancy.dinas, ""))

    def judge(self, held: Commute, required: str | None) -> Verdict:
        """Forbid a longer way; ask where one of the three places is missing."""
        if held.agreed:
            return Verdict.ALLOWED
        if required is not None and required == held.office:
            return Verdict.ALLOWED
        if held.home is None or held.office is None or required is None:
            return Verdict.UNVERIFIED
        today, then = distance_m(held.home, held.office), distance_m(held.home, required)
        if today is None or then is None:
            return Verdict.UNVERIFIED
        return Verdict.FORBIDDEN if then > today else Verdict.ALLOWED

    def show_held(self, held: Commute) -> str:
        """Return both places, or that the person agrees."""
        if held.agreed:
            return _AGREED
        return f"rumah {held.home or UNKNOWN}, kantor sekarang {held.office or UNKNOWN}"

    def show_required(self, required: str | None) -> str:
        """Return where the offered post is."""
        return f"kantor {required or UNKNOWN}"


class PresentFitKnown(PersonRule[bool]):
    """R34: whether a move loses fit can only be told where the present post is on the post map."""

    code = RuleCode.R34
    source = "Kebijakan ronde: [syarat] tidak_lebih_buruk"
    claim = "jabatan sekarang ada pada peta jabatan, atau ada persetujuan"

    def __init__(self, present: PresentPosts) -> None:
        self._present = present

    def held(self, employee: Employee) -> bool:
        """Return whether the present fit is known, or does not matter."""
        return employee.consents or employee.id in self._present.post

    def judge_person(self, held: bool) -> Verdict:
        """Ask where the present fit is not known."""
        return Verdict.ALLOWED if held else Verdict.UNVERIFIED

    def show_held(self, held: bool) -> str:
        """Return what is known."""
        return (
            "kesesuaian sekarang diketahui atau disetujui"
            if held
            else f"jabatan sekarang {UNKNOWN} pada peta"
        )


def _district(text: str) -> str | None:
    return find_district(text) if text else None

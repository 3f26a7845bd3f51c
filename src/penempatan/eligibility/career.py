"""Rules on the career: skipping (R16), demotion (R18), competency test (R20), outside approval (R39)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.eligibility.certificates import CertificateState, state_of
from penempatan.eligibility.posts import (
    UNKNOWN,
    FunctionalPost,
    Post,
    enters_functional,
    functional_post_of,
    is_demotion,
    over_tiers,
    post_of,
    skips_a_tier,
)
from penempatan.eligibility.rule import Rule, RuleCode, Verdict
from penempatan.knowledge.positions import outside_approval
from penempatan.settings.model import CompetencyTestRule

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy


class _PostRule(Rule[Post, Post]):
    """A rule on the two tiers alone."""

    def held(self, employee: Employee) -> Post:
        """Return the present post."""
        return post_of(employee)

    def required(self, vacancy: Vacancy) -> Post:
        """Return the offered post."""
        return post_of(vacancy)

    def show_held(self, held: Post) -> str:
        """Return the present tier."""
        return held.label

    def show_required(self, required: Post) -> str:
        """Return the offered tier."""
        return f"formasi {required.label}"


class NoSkipping(_PostRule):
    """R16: a structural post at most one step above: pelaksana, pengawas, administrator, JPT."""

    code = RuleCode.R16
    source = "PP 11/2017 jo. PP 17/2020; SE Kepala BKN 7/2024 (I-MUT)"

    def judge(self, held: Post, required: Post) -> Verdict:
        """Forbid two structural steps at once."""
        return over_tiers(skips_a_tier, held, required)


class NoDemotion(_PostRule):
    """R18: demotion is a sanction, so a placement never causes one."""

    code = RuleCode.R18
    source = "PP 94/2021 (penurunan jabatan adalah hukuman disiplin)"

    def judge(self, held: Post, required: Post) -> Verdict:
        """Forbid a lower standing."""
        return over_tiers(is_demotion, held, required)


class CompetencyTest(Rule[tuple[FunctionalPost, CertificateState], FunctionalPost]):
    """R20: entering a functional post (JF) from another post takes a passed competency test (UKOM)."""

    code = RuleCode.R20
    source = "PermenPANRB 1/2023"

    def __init__(self, setting: CompetencyTestRule, offered: Collection[str], judged_on: date) -> None:
        self._setting = setting
        self._offered = frozenset(offered)  # names of the posts that the round offers
        self._judged_on = judged_on

    def held(self, employee: Employee) -> tuple[FunctionalPost, CertificateState]:
        """Return the present post and whether a valid test is held; who holds one needs no post."""
        test = state_of(employee, "UKOM", self._judged_on)
        if test is CertificateState.VALID:
            return FunctionalPost(None, ""), test
        return functional_post_of(employee, self._offered), test

    def required(self, vacancy: Vacancy) -> FunctionalPost:
        """Return the offered functional post."""
        return functional_post_of(vacancy)

    def judge(self, held: tuple[FunctionalPost, CertificateState], required: FunctionalPost) -> Verdict:
        """Forbid, or ask for verification, where another functional post is entered without the test."""
        post, test = held
        enters = enters_functional(post, required)
        if test is CertificateState.VALID or enters is False:
            return Verdict.ALLOWED
        if enters is None or self._setting is CompetencyTestRule.VERIFY or test is CertificateState.UNKNOWN:
            return Verdict.UNVERIFIED
        return Verdict.FORBIDDEN

    def show_held(self, held: tuple[FunctionalPost, CertificateState]) -> str:
        """Return the test's state, and the present post where it matters."""
        post, test = held
        shown = f"sertifikat uji kompetensi {test.value}"
        if test is CertificateState.VALID:
            return shown
        if post.is_functional is False:
            return f"bukan jabatan fungsional, {shown}"
        return f"{post.name or f'jabatan {UNKNOWN}'}, {shown}"

    def show_required(self, required: FunctionalPost) -> str:
        """Return the offered functional post and what entering it takes."""
        if required.is_functional is False:
            return "bukan jabatan fungsional"
        return f"JF {required.name} atau sertifikat uji kompetensi"


class NoOutsideApproval(Rule[None, str | None]):
    """R39: posts that need someone else's consent are not filled by a proposal of the city alone."""

    code = RuleCode.R39
    source = "UU 24/2013 Ps. 83A; UU 23/2014 Ps. 205; PP 72/2019"

    def held(self, employee: Employee) -> None:
        """Every person is treated alike."""

    def required(self, vacancy: Vacancy) -> str | None:
        """Return whose approval the post needs."""
        return outside_approval(vacancy.position, vacancy.dinas, vacancy.tier)

    def judge(self, held: None, required: str | None) -> Verdict:
        """Forbid every post that needs outside approval."""
        return Verdict.ALLOWED if required is None else Verdict.FORBIDDEN

    def show_held(self, held: None) -> str:
        """Return what is missing."""
        return "persetujuan luar tidak ada pada data"

    def show_required(self, required: str | None) -> str:
        """Return whose approval is needed."""
        return "tidak memerlukan persetujuan luar" if required is None else f"persetujuan {required}"

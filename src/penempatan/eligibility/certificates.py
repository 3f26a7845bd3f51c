"""Rules on certificates: STR of health posts (R21) and those that a vacancy names (R23)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from penempatan.eligibility.rule import Rule, RuleCode, Verdict
from penempatan.knowledge.positions import is_health_post

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy


class CertificateState(Enum):
    """Whether a person holds a certificate on a day; the value is the Indonesian word."""

    VALID = "ada"
    EXPIRED = "kedaluwarsa"
    ABSENT = "tidak ada"
    UNKNOWN = "belum diketahui"


_VERDICTS = {
    CertificateState.VALID: Verdict.ALLOWED,
    CertificateState.UNKNOWN: Verdict.UNVERIFIED,
    CertificateState.EXPIRED: Verdict.FORBIDDEN,
    CertificateState.ABSENT: Verdict.FORBIDDEN,
}


class Registration(Rule[CertificateState, bool]):
    """R21: a health post takes a valid registration (STR)."""

    code = RuleCode.R21
    source = "UU 17/2023 Ps. 260; PP 28/2024"

    def __init__(self, judged_on: date) -> None:
        self._judged_on = judged_on

    def held(self, employee: Employee) -> CertificateState:
        """Return the state of the STR."""
        return state_of(employee, "STR", self._judged_on)

    def required(self, vacancy: Vacancy) -> bool:
        """Return whether the post needs an STR."""
        return is_health_post(vacancy.position)

    def judge(self, held: CertificateState, required: bool) -> Verdict:
        """Forbid a health post without a valid STR."""
        return _VERDICTS[held] if required else Verdict.ALLOWED

    def show_held(self, held: CertificateState) -> str:
        """Return the state."""
        return f"STR {held.value}"

    def show_required(self, required: bool) -> str:
        """Return whether an STR is needed."""
        return "STR yang berlaku (jabatan tenaga kesehatan)" if required else "tidak memerlukan STR"


class RequiredCertificates(Rule[tuple[tuple[str, CertificateState], ...] | None, tuple[str, ...]]):
    """R23: every certificate that the vacancy names is held and valid."""

    code = RuleCode.R23
    source = "Syarat formasi; peraturan instansi pembina (LKPP, BPKP, Kemendagri, …)"

    def __init__(self, asked: Collection[str], judged_on: date) -> None:
        self._asked = frozenset(asked)  # every code that some vacancy of the round names
        self._judged_on = judged_on

    def held(self, employee: Employee) -> tuple[tuple[str, CertificateState], ...] | None:
        """Return the certificates held among those that the round asks for; None where not known."""
        if employee.certificates is None:
            return None
        codes = sorted({one.code for one in employee.certificates} & self._asked)
        return tuple((code, state_of(employee, code, self._judged_on)) for code in codes)

    def required(self, vacancy: Vacancy) -> tuple[str, ...]:
        """Return the certificates that the vacancy names."""
        return tuple(sorted(set(vacancy.certificates)))

    def judge(
        self, held: tuple[tuple[str, CertificateState], ...] | None, required: tuple[str, ...]
    ) -> Verdict:
        """Forbid where one is missing or expired; ask where the person's certificates are not known."""
        if not required:
            return Verdict.ALLOWED
        if held is None:
            return Verdict.UNVERIFIED
        return (
            Verdict.ALLOWED
            if all((code, CertificateState.VALID) in held for code in required)
            else Verdict.FORBIDDEN
        )

    def show_held(self, held: tuple[tuple[str, CertificateState], ...] | None) -> str:
        """Return the certificates that matter to the round."""
        if held is None:
            return "sertifikat belum diketahui"
        shown = (
            code if state is CertificateState.VALID else f"{code} ({state.value})" for code, state in held
        )
        return "; ".join(shown) or "tidak ada sertifikat yang disyaratkan"

    def show_required(self, required: tuple[str, ...]) -> str:
        """Return the certificates that the vacancy names."""
        return "; ".join(required) or "tidak ada"


def state_of(employee: Employee, code: str, day: date) -> CertificateState:
    """Return whether the person holds a certificate on a day; the last valid day counts."""
    if employee.certificates is None:
        return CertificateState.UNKNOWN
    ends = [held.valid_until for held in employee.certificates if held.code == code]
    if not ends:
        return CertificateState.ABSENT
    return (
        CertificateState.VALID if any(end is None or end >= day for end in ends) else CertificateState.EXPIRED
    )

"""The one Indonesian sentence of a finding, used wherever a rule is named to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.eligibility.rule import RuleCode
from penempatan.knowledge.dates import long_date

if TYPE_CHECKING:
    from penempatan.domain.waiver import Waiver
    from penempatan.eligibility.rule import Finding


def rule_label(code: RuleCode) -> str:
    """Return the rule as people see it: its number where it has one, and its claim."""
    return f"{code.name} {code.value}" if code.name.startswith("R") else code.value


def sentence(finding: Finding) -> str:
    """Return the rule and its two values, such as `R15 Golongan …: dimiliki III/d, disyaratkan …`."""
    text = f"{rule_label(finding.code)}: dimiliki {finding.held}, disyaratkan {finding.required}"
    return text if finding.waiver is None else f"{text}; {waived(finding.waiver)}"


def waived(waiver: Waiver) -> str:
    """Say on whose authority a rule is set aside, and until when."""
    return (
        f"dikecualikan oleh {waiver.authority}, dokumen {waiver.document}, berlaku sampai "
        f"{long_date(waiver.valid_until)} ({waiver.reason})"
    )

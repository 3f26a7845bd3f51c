"""What a hard rule is: one value of the employee, one requirement of the vacancy, one verdict.

A rule is written for a single pair of values and evaluated once per *distinct* pair; the tables in
`tables.py` look the verdicts up by index, so bulk filtering, the checker and the explanations share one
definition (a single pair is the one-row case).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

import numpy as np

from penempatan.domain.rule_code import RuleCode

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy
    from penempatan.domain.waiver import Waiver

__all__ = ["Finding", "PersonRule", "Rule", "RuleCode", "Verdict"]


class Verdict(IntEnum):
    """What a rule says of a pair; rules combine by taking the largest."""

    ALLOWED = 0
    NOTED = 1  # allowed, with something to print (retires soon, light discipline)
    UNVERIFIED = 2  # allowed, but data are missing: "perlu verifikasi"
    FORBIDDEN = 3


HeldT = TypeVar("HeldT", bound="Hashable")
RequiredT = TypeVar("RequiredT", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found on one pair, with the two values in Indonesian."""

    code: RuleCode
    verdict: Verdict
    held: str
    required: str
    waiver: Waiver | None = None  # why the refusal of this rule is set aside for this pair


class Rule(ABC, Generic[HeldT, RequiredT]):
    """A hard rule. Subclasses name their legal source in the docstring."""

    code: ClassVar[RuleCode]
    source: ClassVar[str]  # regulation, as printed in Metodologi

    @abstractmethod
    def held(self, employee: Employee) -> HeldT:
        """Return the one value of the employee that this rule looks at; few distinct values is fast."""

    @abstractmethod
    def required(self, vacancy: Vacancy) -> RequiredT:
        """Return the one requirement of the vacancy that this rule looks at."""

    @abstractmethod
    def judge(self, held: HeldT, required: RequiredT) -> Verdict:
        """Return the verdict on one pair of values."""

    @abstractmethod
    def show_held(self, held: HeldT) -> str:
        """Return the employee's value as the report prints it, in Indonesian."""

    @abstractmethod
    def show_required(self, required: RequiredT) -> str:
        """Return the requirement as the report prints it, in Indonesian."""

    def show(self, held: HeldT, required: RequiredT, verdict: Verdict) -> tuple[str, str]:
        """Return both values as the report prints them; override to say more of the two together."""
        return self.show_held(held), self.show_required(required)

    def judge_all(self, held: Sequence[HeldT], required: Sequence[RequiredT]) -> NDArray[np.uint8]:
        """Return the (len(held), len(required)) table of verdicts; override where numpy does it faster."""
        return np.array(
            [[self.judge(one, other) for other in required] for one in held], dtype=np.uint8
        ).reshape(len(held), len(required))


class PersonRule(Rule[HeldT, None]):
    """A rule on the person alone: every vacancy asks the same, which `claim` says in Indonesian."""

    claim: str

    @abstractmethod
    def judge_person(self, held: HeldT) -> Verdict:
        """Return the verdict on the person's value, whatever the vacancy."""

    def required(self, vacancy: Vacancy) -> None:
        """Every vacancy asks the same."""

    def judge(self, held: HeldT, required: None) -> Verdict:
        """Return the verdict on the person."""
        return self.judge_person(held)

    def show_required(self, required: None) -> str:
        """Return the claim."""
        return self.claim

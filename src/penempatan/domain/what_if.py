"""What another decision on one row would lead to: the figures an approver sees before deciding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a review gives when this row alone is decided Tolak and all others stay as they are."""

    employee_id: str
    vacancy_code: str
    next_id: str  # NIP of who takes the seat; empty: it stays open
    score_change: int  # of the total score, hundredths
    moved: int  # other undecided rows that change
    new_vacancy_code: str  # where the rejected person goes; empty: nowhere


@dataclass(frozen=True, slots=True)
class Swap:
    """What a review gives when this row alone is decided Ganti with this alternate."""

    employee_id: str
    vacancy_code: str
    alternate_id: str
    score_change: int  # of the total score, hundredths
    moved: int  # other undecided rows that change, the alternate's own among them


@dataclass(frozen=True, slots=True)
class WhatIfs:
    """The figures of a plan, for the rows that may still be decided.

    `complete` is False where some are missing because no exact figure could be had in the time there was, or
    all of them because the plan itself is not proven. A row that no plan can do without has none either.
    """

    rejections: tuple[Rejection, ...] = ()  # sorted by NIP
    swaps: tuple[Swap, ...] = ()  # by NIP; the alternates of a row best first
    complete: bool = True
    impossible: tuple[tuple[str, str], ...] = ()  # (NIP, kode formasi) of rows that no plan can do without

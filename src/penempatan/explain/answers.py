"""What `jelaskan` answers about one person, one vacancy, or one pair; indices and hundredths as elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from penempatan.eligibility.rule import Finding, Verdict
    from penempatan.scoring.pairs import PairJudgement


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who sits in a vacancy."""

    employee: int
    score: int


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """How one vacancy stands to a person."""

    vacancy: int
    verdict: Verdict
    score: int
    here: bool  # the person sits here
    broken: tuple[Finding, ...]  # what refuses the pair
    holders: tuple[Holder, ...]  # best first
    open_seats: int
    sentence: str  # why (not) here, and what it would take


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Why a person sits here and not there, or nowhere."""

    employee: int
    placed_in: int  # vacancy index, −1 unplaced
    stays: bool  # keeps the present post (mode penataan)
    sentence: str
    eligible: int  # vacancies that are open to the person
    rows: tuple[VacancyRow, ...]  # eligible ones by score, then the others by how many rules they break


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """How one person stands to a vacancy."""

    employee: int
    verdict: Verdict
    score: int
    here: bool
    placed_in: int  # vacancy index, −1 unplaced
    broken: tuple[Finding, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class VacancyAnswer:
    """Who got a vacancy, why others did not, and what it would take."""

    vacancy: int
    openings: int
    filled: int
    sentence: str  # why seats are open; empty where none is
    candidates: tuple[CandidateRow, ...]  # eligible people, best first
    nearest: tuple[CandidateRow, ...]  # refused people who break the fewest rules, best first


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """One rule on one pair, with its regulation (empty for bans and minimum scores)."""

    finding: Finding
    source: str


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """Everything about one pair."""

    employee: int
    vacancy: int
    judgement: PairJudgement
    rules: tuple[RuleAnswer, ...]
    base: int  # thousandths: sum of the weights that the vacancy asks for
    sentence: str


@dataclass(frozen=True, slots=True)
class OverviewAnswer:
    """The whole plan by reasons: (Indonesian reason, how many), most frequent first."""

    placed: int
    staying: int  # mode penataan: keep their posts
    openings: int
    unplaced: tuple[tuple[str, int], ...]
    unfilled: tuple[tuple[str, int], ...]
    joint: str

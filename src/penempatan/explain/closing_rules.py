"""Which rules close vacancies to people: the counts and the words for them, seen from either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.explain.explanations import RuleNote
from penempatan.explain.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.eligibility.tables import EligibilityTables, RuleTable
    from penempatan.scoring.pairs import PairScores

    LongArray = NDArray[np.int64]

_NAMED = 3  # rules that one sentence names; the counts overlap, so more of them tell no more
_LONGEST_VALUE = 90  # letters of a value inside a sentence


@dataclass(frozen=True, slots=True)
class Closings:
    """How much each rule alone closes. Counts of different rules overlap."""

    tables: tuple[RuleTable, ...]
    by_employee: LongArray  # (n_rules, n_employees) vacancies closed to each person
    by_vacancy: LongArray  # (n_rules, n_vacancies) people kept out of each vacancy

    def personal(self, employee: int, n_vacancies: int) -> RuleTable | None:
        """Return the first rule that closes every vacancy whatever the vacancy asks."""
        for table, closed in zip(self.tables, self.by_employee[:, employee], strict=True):
            if closed == n_vacancies and len(table.required) == 1:
                return table
        return None


def closings_of(tables: EligibilityTables) -> Closings:
    """Count once per distinct value, then look up; a waived refusal closes nothing."""
    by_employee = _stack([table.forbidden_by_employee() for table in tables.tables], tables.n_employees)
    by_vacancy = _stack([table.forbidden_by_vacancy() for table in tables.tables], tables.n_vacancies)
    for index, table in enumerate(tables.tables):
        for employee, vacancy in _waived(tables, table):
            by_employee[index, employee] -= 1
            by_vacancy[index, vacancy] -= 1
    return Closings(tables.tables, by_employee, by_vacancy)


def rule_notes(pairs: PairScores) -> tuple[RuleNote, ...]:
    """Count the pairs of the whole round by rule and verdict."""
    notes = []
    for table in pairs.tables.tables:
        forbidden, unverified, noted = (_pairs_with(table, verdict) for verdict in _COUNTED)
        waived = len(_waived(pairs.tables, table))
        notes.append(
            RuleNote(table.rule.code, table.rule.source, forbidden - waived, unverified, noted + waived)
        )
    return tuple(notes)


def _waived(tables: EligibilityTables, table: RuleTable) -> list[tuple[int, int]]:
    """Return the pairs that this rule would forbid, were it not for a waiver."""
    return [
        pair
        for pair, waivers in tables.waived.by_pair.items()
        if table.rule.code in waivers and table.forbids(*pair)
    ]


def named(code: RuleCode) -> str:
    """Return a rule as a sentence names it: `Program studi tercantum (R06)`."""
    return f"{code.value} ({code.name})" if code.name.startswith("R") else code.value


def vacancies_closed(closings: Closings, employee: int, n_vacancies: int) -> str:
    """Say which rules close most vacancies to a person, with the value that the person has.

    Such as `syarat Program studi tercantum (R06: S-1 GIZI) menutup 201 dari 268 formasi`.
    """
    clauses = []
    for closed, table in _most(closings.tables, closings.by_employee[:, employee]):
        held = table.rule.show_held(table.held[int(table.employee[employee])])
        clauses.append(f"syarat {_with_value(table, held)} menutup {_share(closed, n_vacancies)} formasi")
    return "; ".join(clauses)


def people_refused(closings: Closings, vacancy: int, n_employees: int) -> str:
    """Say which rules keep most people out of a vacancy, with what the vacancy asks for."""
    clauses = []
    for refused, table in _most(closings.tables, closings.by_vacancy[:, vacancy]):
        required = table.rule.show_required(table.required[int(table.vacancy[vacancy])])
        clauses.append(
            f"syarat {_with_value(table, required)} menolak {_share(refused, n_employees)} pegawai"
        )
    return "; ".join(clauses)


def _most(tables: Sequence[RuleTable], closed: LongArray) -> list[tuple[int, RuleTable]]:
    closing = [(number, table) for number, table in zip(closed.tolist(), tables, strict=True) if number]
    return sorted(closing, key=lambda one: (-one[0], one[1].rule.code.name))[:_NAMED]


def _with_value(table: RuleTable, value: str) -> str:
    shown = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
    return f"{table.rule.code.value} ({table.rule.code.name}: {shown})"


def _share(number: int, whole: int) -> str:
    return f"seluruh {count(whole)}" if number == whole else f"{count(number)} dari {count(whole)}"


_COUNTED = (Verdict.FORBIDDEN, Verdict.UNVERIFIED, Verdict.NOTED)


def _pairs_with(table: RuleTable, verdict: Verdict) -> int:
    people = np.bincount(table.employee, minlength=len(table.held))
    posts = np.bincount(table.vacancy, minlength=len(table.required))
    rows, columns = np.nonzero(table.verdict == verdict)
    return int((people[rows] * posts[columns]).sum())


def _stack(rows: list[LongArray], width: int) -> LongArray:
    return np.stack(rows) if rows else np.zeros((0, width), dtype=np.int64)

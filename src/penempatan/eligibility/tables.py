"""All rules of a round as lookup tables, and the grids of pairs that they leave.

A grid is a dense block (some employees × some vacancies). Employees are grouped by the value of the rule that
forbids most (education, as a rule), so that most forbidden pairs are never formed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from penempatan.eligibility.rule import Finding, Rule, Verdict
from penempatan.eligibility.waived import NO_WAIVERS, WaivedPairs, waived_pairs

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem

    IntArray = NDArray[np.int32]
    ByteArray = NDArray[np.uint8]

KeyT = TypeVar("KeyT", bound="Hashable")

MAX_CELLS = 1 << 20  # cells of one grid: keeps temporaries in the low megabytes whatever the round's size


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One rule, evaluated once per distinct pair of values."""

    rule: Rule[Any, Any]
    held: tuple[Any, ...]  # distinct employee values
    required: tuple[Any, ...]  # distinct vacancy values
    employee: IntArray  # (n_employees,) index into held
    vacancy: IntArray  # (n_vacancies,) index into required
    verdict: ByteArray  # (len(held), len(required)) Verdict
    concerns: NDArray[np.bool_]  # (len(held),) whether the rule says anything but ALLOWED to this value

    def finding(self, employee: int, vacancy: int) -> Finding:
        """Return what the rule says of one pair, with both values in words."""
        held, required = int(self.employee[employee]), int(self.vacancy[vacancy])
        verdict = Verdict(int(self.verdict[held, required]))
        shown = self.rule.show(self.held[held], self.required[required], verdict)
        return Finding(self.rule.code, verdict, *shown)

    def forbids(self, employee: int, vacancy: int) -> bool:
        """Whether this rule, waivers aside, forbids a pair."""
        return bool(self.verdict[self.employee[employee], self.vacancy[vacancy]] == Verdict.FORBIDDEN)

    def forbidden_by_vacancy(self) -> NDArray[np.int64]:
        """Return (n_vacancies,) how many employees this rule alone, waivers aside, keeps out of each."""
        people = np.bincount(self.employee, minlength=len(self.held))
        refused: NDArray[np.int64] = people @ (self.verdict == Verdict.FORBIDDEN)
        return refused[self.vacancy]

    def forbidden_by_employee(self) -> NDArray[np.int64]:
        """Return (n_employees,) from how many vacancies this rule alone keeps each employee."""
        posts = np.bincount(self.vacancy, minlength=len(self.required))
        refused: NDArray[np.int64] = (self.verdict == Verdict.FORBIDDEN) @ posts
        return refused[self.employee]


@dataclass(frozen=True, slots=True)
class Grid:
    """A dense block of pairs: `verdict[a, b]` is for employees[a] and vacancies[b]."""

    employees: IntArray  # (k,)
    vacancies: IntArray  # (m,)
    verdict: ByteArray  # (k, m)


@dataclass(frozen=True, slots=True)
class EligibilityTables:
    """Every rule of the round as a table, waivers applied; bans are applied by the caller's hook."""

    n_employees: int
    n_vacancies: int
    tables: tuple[RuleTable, ...]
    waived: WaivedPairs = NO_WAIVERS

    def findings(self, employee: int, vacancy: int) -> tuple[Finding, ...]:
        """Return what every rule says of one pair, in rule order, ALLOWED ones included."""
        found = (table.finding(employee, vacancy) for table in self.tables)
        if (employee, vacancy) not in self.waived:
            return tuple(found)
        return tuple(self.waived.softened((employee, vacancy), one) for one in found)

    def grids(self, employees: IntArray | None = None, vacancies: IntArray | None = None) -> Iterator[Grid]:
        """Yield grids covering every pair that may be placed, or those of a selection; no pair twice."""
        for rows, columns in self.cuts(employees, vacancies):
            yield Grid(rows, columns, self.verdict(rows, columns))

    def cuts(
        self, employees: IntArray | None = None, vacancies: IntArray | None = None
    ) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield the employees and vacancies of each grid."""
        rows = np.arange(self.n_employees, dtype=np.int32) if employees is None else employees
        columns = np.arange(self.n_vacancies, dtype=np.int32) if vacancies is None else vacancies
        open_employees, open_vacancies = self._open_employees(), self._open_vacancies()
        lead = self._leading_table()
        for row, column in self.waived.within(rows, columns):  # that the grids below would leave out
            employee, vacancy = rows[row : row + 1], columns[column : column + 1]
            closed = not open_employees[employee[0]] or not open_vacancies[vacancy[0]]
            if closed or (lead is not None and lead.forbids(int(employee[0]), int(vacancy[0]))):
                yield employee, vacancy
        rows, columns = rows[open_employees[rows]], columns[open_vacancies[columns]]
        if not len(rows) or not len(columns):
            return
        if lead is None:
            yield from _cut(rows, columns)
            return
        by_value = rows[np.argsort(lead.employee[rows], kind="stable")]
        values = lead.employee[by_value]
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
        for start, stop in zip(starts, np.r_[starts[1:], len(by_value)], strict=True):
            open_to = lead.verdict[values[start]] != Verdict.FORBIDDEN
            yield from _cut(by_value[start:stop], columns[open_to[lead.vacancy[columns]]])

    def most_people(self) -> NDArray[np.int64]:
        """Return (n_vacancies,) how many people the strictest rule alone leaves to each vacancy."""
        refused = np.zeros(self.n_vacancies, np.int64)
        for table in self.tables:
            np.maximum(refused, table.forbidden_by_vacancy(), out=refused)
        return self.n_employees - refused

    def _open_employees(self) -> NDArray[np.bool_]:
        """Return (n_employees,) who is not refused everywhere by a single rule (in another status, say)."""
        open_to = np.ones(self.n_employees, dtype=np.bool_)
        for table in self.tables:
            open_to &= np.asarray((table.verdict < Verdict.FORBIDDEN).any(axis=1))[table.employee]
        return open_to

    def _open_vacancies(self) -> NDArray[np.bool_]:
        """Return (n_vacancies,) which is not closed to everybody by a single rule."""
        open_to = np.ones(self.n_vacancies, dtype=np.bool_)
        for table in self.tables:
            open_to &= np.asarray((table.verdict < Verdict.FORBIDDEN).any(axis=0))[table.vacancy]
        return open_to

    def _leading_table(self) -> RuleTable | None:
        """The rule that forbids the largest share of all pairs, or None when none forbids any."""
        shares = [int(table.forbidden_by_vacancy().sum()) for table in self.tables]
        if not shares or max(shares) == 0:
            return None
        return self.tables[shares.index(max(shares))]

    def verdict(self, rows: IntArray, columns: IntArray) -> ByteArray:
        """Return the (k, m) strictest verdict of all rules on employees × vacancies."""
        verdict = np.zeros((len(rows), len(columns)), dtype=np.uint8)
        for table in self.tables:
            held = table.employee[rows]
            if table.concerns[held].any():
                found = table.verdict.take(held, axis=0)
                np.maximum(verdict, found.take(table.vacancy[columns], axis=1), out=verdict)
        for row, column in self.waived.within(rows, columns):
            findings = self.findings(int(rows[row]), int(columns[column]))
            verdict[row, column] = max(one.verdict for one in findings)
        return verdict

    def allowed(self, employees: IntArray, vacancies: IntArray) -> NDArray[np.bool_]:
        """Return (p,) whether no rule, waivers aside, forbids the pair (employees[k], vacancies[k])."""
        open_to = np.ones(len(employees), dtype=np.bool_)
        for table in self.tables:
            found = table.verdict[table.employee[employees], table.vacancy[vacancies]]
            open_to &= found < Verdict.FORBIDDEN
        return open_to


def _cut(rows: IntArray, columns: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    if len(rows) and len(columns):
        step = max(1, MAX_CELLS // len(columns))
        for start in range(0, len(rows), step):
            yield rows[start : start + step], columns


def tabulate(problem: PlacementProblem, rules: Sequence[Rule[Any, Any]]) -> EligibilityTables:
    """Evaluate every rule once per distinct pair of values."""
    tables = []
    for rule in rules:
        held, employee = encode([rule.held(one) for one in problem.employees])
        required, vacancy = encode([rule.required(one) for one in problem.vacancies])
        verdict = rule.judge_all(held, required)
        concerns = np.asarray(verdict.any(axis=1))
        tables.append(RuleTable(rule, held, required, employee, vacancy, verdict, concerns))
    return EligibilityTables(
        len(problem.employees), len(problem.vacancies), tuple(tables), waived_pairs(problem)
    )


def encode(values: Sequence[KeyT]) -> tuple[tuple[KeyT, ...], IntArray]:
    """Return the distinct values in order of appearance and the index of each value among them."""
    index: defaultdict[KeyT, int] = defaultdict(count().__next__)  # a new value takes the next number
    codes = np.fromiter(map(index.__getitem__, values), dtype=np.int32, count=len(values))
    return tuple(index), codes

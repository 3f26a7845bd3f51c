"""Every eligible pair with its score, in blocks; what solving, checking and explaining share.

    score(i, j) = ⌊ (2·Σ w_k·p_k(i, j) + W_j) / (2·W_j) ⌋,   W_j = Σ w_k over the components that j asks for

in integers: hundredths of a point, 0..10000, halves rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from penempatan.domain.problem import LockKind
from penempatan.eligibility.rule import Finding, RuleCode, Verdict
from penempatan.eligibility.tables import Grid
from penempatan.scoring.blocks import SparseCells, half_up
from penempatan.scoring.component import Points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from penempatan.domain.problem import Lock, PlacementProblem
    from penempatan.eligibility.tables import EligibilityTables
    from penempatan.scoring.component import Component
    from penempatan.scoring.home import HomePosts
    from penempatan.settings.model import ComponentKey

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    ByteArray = NDArray[np.uint8]
    BoolArray = NDArray[np.bool_]

STAYING = Finding(RuleCode.STAY, Verdict.ALLOWED, "jabatan sekarang", "tetap selalu diperbolehkan")
DIAGONAL = 32  # pairs whose points are taken from one grid’s diagonal; larger grids waste more than they save


@dataclass(frozen=True, slots=True)
class PairBlock:
    """Some eligible pairs, one entry each, in no promised order."""

    employee: IntArray  # (p,) index into problem.employees
    vacancy: IntArray  # (p,) index into problem.vacancies
    score: IntArray  # (p,) hundredths
    unverified: BoolArray  # (p,) eligible, but data are missing

    def __len__(self) -> int:
        return len(self.employee)

    def take(self, index: BoolArray) -> PairBlock:
        """Return the chosen pairs."""
        return PairBlock(self.employee[index], self.vacancy[index], self.score[index], self.unverified[index])


class PairSource(Protocol):
    """Where the eligible pairs of a round come from: stored, or recomputed at every call."""

    def blocks(self) -> Iterator[PairBlock]:
        """Yield every eligible pair exactly once."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One component of one pair, enough to recompute it by hand."""

    key: ComponentKey
    asked: bool
    points: int  # hundredths; the neutral share where missing
    weight: int  # thousandths, as resolved for the vacancy's dinas
    missing: bool
    basis: str  # Indonesian


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """Everything about one pair: what each rule found, the parts, the score (also where not eligible)."""

    findings: tuple[Finding, ...]
    parts: tuple[ScorePart, ...]
    score: int

    @property
    def verdict(self) -> Verdict:
        """The strictest verdict of all rules."""
        return max((finding.verdict for finding in self.findings), default=Verdict.ALLOWED)

    @property
    def eligible(self) -> bool:
        """Whether the pair may be placed."""
        return self.verdict < Verdict.FORBIDDEN


@dataclass(frozen=True, slots=True)
class PairScores:
    """The eligible pairs of a round. `blocks()` recomputes; `stored()` computes once and keeps them."""

    tables: EligibilityTables
    components: tuple[Component, ...]
    of_eligible: tuple[Component, ...]  # the same for pairs that the rules allow: nothing else need be known
    weights: LongArray  # (n_components, n_vacancies) thousandths, zero where the vacancy does not ask
    full_weights: LongArray  # the same before components that are not asked dropped out
    score_min: int  # hundredths
    banned: tuple[tuple[int, int], ...]  # (employee, vacancy), sorted
    listed_only: tuple[IntArray, IntArray] | None  # CSR (start, vacancy) of listed pairs, or None: all
    home: HomePosts | None = None  # mode penataan: present posts, where everybody may stay
    rejected: Mapping[tuple[int, int], str] = field(default_factory=dict)  # bans by decision → the reason

    def blocks(self, vacancies: IntArray | None = None) -> Iterator[PairBlock]:
        """Yield every eligible pair, or those of some vacancies, exactly once."""
        for grid in map(_without_empty_lines, self._moves(vacancies)):
            score = self._scores(grid, self.of_eligible)
            self.score_waived(grid, score)
            least = self.least_score(grid.employees)
            rows, columns = np.nonzero((grid.verdict < Verdict.FORBIDDEN) & (score >= least))
            if len(rows):
                yield PairBlock(
                    grid.employees[rows],
                    grid.vacancies[columns],
                    score[rows, columns],
                    grid.verdict[rows, columns] == Verdict.UNVERIFIED,
                )
        if self.home is not None:
            staying = np.flatnonzero(self.home.kept).astype(np.int32)
            if vacancies is not None:
                staying = staying[np.isin(self.home.post[staying], vacancies)]
            if len(staying):
                yield PairBlock(
                    staying,
                    self.home.post[staying],
                    self.home.score[staying],
                    np.zeros(len(staying), dtype=np.bool_),
                )

    def least_score(self, employees: IntArray) -> int | IntArray:
        """Return the least score of a move: one figure for all, or (k, 1) a figure for each employee."""
        if self.home is None or not self.home.floor.any():
            return self.score_min
        least: IntArray = np.maximum(self.home.floor[employees], self.score_min)[:, None]
        return least

    def _moves(self, vacancies: IntArray | None) -> Iterator[Grid]:
        """Yield the grids without the cells that mean staying: those the rules do not judge."""
        for grid in self.grids(None, vacancies):
            if self.home is not None:
                grid.verdict[self.home.stay_cells(grid.employees, grid.vacancies)] = Verdict.FORBIDDEN
            yield grid

    def grids(self, employees: IntArray | None = None, vacancies: IntArray | None = None) -> Iterator[Grid]:
        """Yield the grids of the rules, bans and external list applied (not yet the minimum score)."""
        for grid in self.tables.grids(employees, vacancies):
            self._apply_exceptions(grid)
            yield grid

    def full_grid(self, employees: IntArray, vacancies: IntArray) -> Grid:
        """Return the grid of every pair of some employees and vacancies, refused ones too."""
        grid = Grid(employees, vacancies, self.tables.verdict(employees, vacancies))
        self._apply_exceptions(grid)
        if self.home is not None:
            grid.verdict[self.home.stay_cells(employees, vacancies)] = Verdict.ALLOWED
        return grid

    def closed_besides_rules(self, employees: IntArray, vacancies: IntArray) -> BoolArray:
        """Return (k, m) whether a move is closed by something else than the rules, or means staying."""
        grid = Grid(employees, vacancies, np.zeros((len(employees), len(vacancies)), dtype=np.uint8))
        self._apply_exceptions(grid)
        closed: BoolArray = grid.verdict == Verdict.FORBIDDEN
        if self.home is not None:
            closed[self.home.stay_cells(employees, vacancies)] = True
        least = self.least_score(employees)
        if np.any(least):
            closed |= self.grid_scores(grid) < least
        return closed

    def grid_scores(self, grid: Grid) -> IntArray:
        """Return the (k, m) scores of a grid, hundredths, whatever the verdicts say."""
        return self._scores(grid, self.components)

    def score_waived(self, grid: Grid, score: IntArray) -> None:
        """Put the full scores of waived pairs into a grid's, in place: a rule does forbid them."""
        for row, column in self.tables.waived.within(grid.employees, grid.vacancies):
            cell = Grid(
                grid.employees[row : row + 1],
                grid.vacancies[column : column + 1],
                grid.verdict[row : row + 1, column : column + 1],
            )
            score[row, column] = self._scores(cell, self.components)[0, 0]

    def _scores(self, grid: Grid, components: tuple[Component, ...]) -> IntArray:
        weights, base = self.exact_weights(grid.vacancies)
        total = np.zeros((len(grid.employees), len(grid.vacancies)), dtype=weights.dtype)
        for component, weight in zip(components, weights, strict=True):
            if weight.any():
                total += weight * component.values(grid.employees, grid.vacancies)
        return half_up(total, base)

    def pair_scores(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return (p,) the scores of the pairs (employees[k], vacancies[k]), eligible or not."""
        weights = self.weights[:, vacancies]
        total = (weights * self.pair_points(employees, vacancies).value).sum(axis=0)
        return half_up(total, np.maximum(weights.sum(axis=0), 1))

    def exact_weights(self, vacancies: IntArray) -> tuple[NDArray[np.signedinteger], LongArray]:
        """Return the (n_components, m) weights of some vacancies and their (m,) sums, at least 1.

        Divided by what they share: the same quotients from smaller numbers, in int32 where the sums fit.
        """
        weights = self.weights[:, vacancies]
        weights = weights // np.maximum(np.gcd.reduce(weights, axis=0), 1)
        base = np.maximum(weights.sum(axis=0), 1)
        dtype = np.int32 if 20_001 * int(base.max(initial=1)) < 1 << 31 else np.int64
        return weights.astype(dtype), base

    def pair_points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the (n_components, p) points of the pairs (employees[k], vacancies[k]), eligible or not.

        Components work on grids of distinct rows and columns, so the pairs are cut into short runs and one
        cell a pair is kept: for thousands of pairs that is far quicker than one 1×1 grid each.
        """
        value = np.empty((len(self.components), len(employees)), dtype=np.int32)
        missing = np.empty(value.shape, dtype=np.bool_)
        allowed = self.tables.allowed(employees, vacancies)
        for start in range(0, len(employees), DIAGONAL):
            run = slice(start, start + DIAGONAL)
            rows, row = np.unique(employees[run], return_inverse=True)
            columns, column = np.unique(vacancies[run], return_inverse=True)
            components = self.of_eligible if allowed[run].all() else self.components
            for index, component in enumerate(components):
                points = component.points(rows, columns)
                value[index, run] = points.value[row, column]
                gap = np.broadcast_to(points.missing, (len(rows), len(columns)))[row, column]
                missing[index, run] = gap & component.asked[vacancies[run]]
        return Points(value, missing)

    def judge(self, employee: int, vacancy: int) -> PairJudgement:
        """Return everything about one pair; the same arithmetic on a 1×1 grid."""
        row, column = np.array([employee], np.int32), np.array([vacancy], np.int32)
        score = int(self.grid_scores(Grid(row, column, np.zeros((1, 1), np.uint8)))[0, 0])
        parts = []
        for index, component in enumerate(self.components):
            points = component.points(row, column)
            parts.append(
                ScorePart(
                    component.key,
                    bool(component.asked[vacancy]),
                    int(points.value[0, 0]),
                    int(self.full_weights[index, vacancy]),
                    bool(component.asked[vacancy] and np.broadcast_to(points.missing, (1, 1))[0, 0]),
                    component.describe(employee, vacancy),
                )
            )
        if self.home is not None and self.home.stays(employee, vacancy):
            findings: tuple[Finding, ...] = (STAYING,)
        else:
            findings = (
                *self.tables.findings(employee, vacancy),
                *self.exception_findings(employee, vacancy, score),
            )
        return PairJudgement(findings, tuple(parts), score)

    def exception_findings(self, employee: int, vacancy: int, score: int) -> Iterator[Finding]:
        """Yield what refuses one pair besides the rules: a ban, the external list, the minimum score."""
        if (employee, vacancy) in self.banned:
            held = "pasangan dilarang pada berkas kunci"
            if (employee, vacancy) in self.rejected:
                reason = self.rejected[employee, vacancy]
                held = f"ditolak pada peninjauan usulan ({reason})"
            yield Finding(RuleCode.R35, Verdict.FORBIDDEN, held, "tidak dilarang")
        if self.listed_only is not None and vacancy not in self._listed(employee):
            yield Finding(
                RuleCode.EXTERNAL_ONLY, Verdict.FORBIDDEN, "tidak tercantum", "tercantum pada skor luar"
            )
        if score < self.score_min:
            yield Finding(
                RuleCode.SCORE_MIN,
                Verdict.FORBIDDEN,
                f"skor {score / 100:.2f}",
                f"minimal {self.score_min / 100:.2f}",
            )
        if self.home is not None:
            if self.home.closed[vacancy]:
                yield Finding(
                    RuleCode.R08,
                    Verdict.FORBIDDEN,
                    "bukan pemangku jabatan ini",
                    "pemangkunya melebihi kebutuhan: tidak menerima pegawai lain",
                )
            floor = int(self.home.floor[employee])
            if score < floor:
                own = int(self.home.score[employee])
                yield Finding(
                    RuleCode.R34,
                    Verdict.FORBIDDEN,
                    f"skor {score / 100:.2f}, pada jabatan sekarang {own / 100:.2f}",
                    f"pindah minimal {floor / 100:.2f}",
                )

    def _listed(self, employee: int) -> IntArray:
        assert self.listed_only is not None
        start, vacancy = self.listed_only
        return vacancy[start[employee] : start[employee + 1]]

    def _apply_exceptions(self, grid: Grid) -> None:
        """Mark banned and unlisted pairs and posts closed to others as forbidden, in place (it is ours)."""
        if self.home is not None:
            grid.verdict[:, self.home.closed[grid.vacancies]] = Verdict.FORBIDDEN
        if self.listed_only is not None:
            cells = SparseCells(*self.listed_only, self.tables.n_vacancies)
            listed_row, listed_column, _ = cells.within(grid.employees, grid.vacancies)
            unlisted = np.ones(grid.verdict.shape, dtype=np.bool_)
            unlisted[listed_row, listed_column] = False
            grid.verdict[unlisted] = Verdict.FORBIDDEN
        if self.banned:
            banned = np.array(self.banned, dtype=np.int32)
            row = _place(grid.employees, self.tables.n_employees)[banned[:, 0]]
            column = _place(grid.vacancies, self.tables.n_vacancies)[banned[:, 1]]
            inside = (row >= 0) & (column >= 0)
            grid.verdict[row[inside], column[inside]] = Verdict.FORBIDDEN


def _without_empty_lines(grid: Grid) -> Grid:
    """Return the grid without the rows and columns that are forbidden throughout: they need no score."""
    open_to = grid.verdict < Verdict.FORBIDDEN
    rows, columns = np.flatnonzero(open_to.any(axis=1)), np.flatnonzero(open_to.any(axis=0))
    return Grid(grid.employees[rows], grid.vacancies[columns], grid.verdict[np.ix_(rows, columns)])


def _place(chosen: IntArray, size: int) -> IntArray:
    """Return (size,) the position of each index among the chosen ones, −1 where it is not."""
    place = np.full(size, -1, dtype=np.int32)
    place[chosen] = np.arange(len(chosen), dtype=np.int32)
    return place


@dataclass(frozen=True, slots=True)
class StoredPairs:
    """Eligible pairs kept in memory: 13 bytes a pair; `blocks()` like PairScores."""

    block: PairBlock
    scores: PairScores | None = None  # what they were computed from, where nothing was changed since

    def blocks(self) -> Iterator[PairBlock]:
        """Yield the stored pairs as one block (nothing when there are none)."""
        if len(self.block):
            yield self.block


def store(pairs: PairScores) -> StoredPairs:
    """Compute every block once and keep it, narrowed to int32 indices and scores."""
    return StoredPairs(concatenate(list(pairs.blocks())), pairs)


def concatenate(blocks: Sequence[PairBlock]) -> PairBlock:
    """Join blocks into one; an empty sequence gives an empty block."""
    if not blocks:
        return PairBlock(
            np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_)
        )
    return PairBlock(
        np.concatenate([block.employee for block in blocks]),
        np.concatenate([block.vacancy for block in blocks]),
        np.concatenate([block.score for block in blocks]),
        np.concatenate([block.unverified for block in blocks]),
    )


def banned_pairs(problem: PlacementProblem) -> tuple[tuple[int, int], ...]:
    """Return the banned pairs of the round as indices, sorted; both ids exist (intake has checked)."""
    return tuple(sorted(pair for pair, _ in _bans(problem)))


def rejected_pairs(problem: PlacementProblem) -> dict[tuple[int, int], str]:
    """Return the reason of each pair that an approver rejected, as indices."""
    return {pair: lock.reason for pair, lock in _bans(problem) if lock.decided}


def _bans(problem: PlacementProblem) -> Iterator[tuple[tuple[int, int], Lock]]:
    employee = {one.id: index for index, one in enumerate(problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(problem.vacancies)}
    for lock in problem.locks:
        if lock.kind is LockKind.BAN:
            yield (employee[lock.employee_id], vacancy[lock.vacancy_code]), lock

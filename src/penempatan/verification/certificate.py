"""The dual certificate, checked pair by pair: no trust in whoever made it.

Weak duality, stage by stage. Let y be the prices of a stage and x any plan that all earlier stages allow.
Every pair
of x is covered (price sum ≥ packed gain) and no priced node or limit is used beyond its seats, so

    packed gain of x  ≤  Σ over the pairs of x of their prices  ≤  Σ employee + Σ openings·vacancy + Σ
    cap·limit.

The second step needs a price ≥ 0, or a node that every such x uses to the full: a positive price of an
earlier stage says just that (complementary slackness), and so does the rule of mode penataan that everybody
who holds a post keeps a place. A plan whose gain equals the right-hand side is therefore best in
the stage;
the multipliers make "best in the stage" mean "best in its tiers, in order".
(Ahuja, Magnanti, Orlin, Network Flows, ch. 9.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.limit import LimitTable
from penempatan.scoring.bars import sum_bar
from penempatan.settings.model import Goal
from penempatan.verification.fair_units import Units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.plan import Certificate, StageCertificate
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.goals import Goals
    from penempatan.objective.limit import Limit, PairTotals
    from penempatan.objective.seats import Seats
    from penempatan.scoring.bars import Bar
    from penempatan.scoring.kinds import Kinds
    from penempatan.verification.faults import Faults
    from penempatan.verification.placements import Residue

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

LARGEST = 1 << 60  # magnitude of a price or gain that int64 sums of three still hold
NAMED_PAIRS = 3  # uncovered pairs named per stage


@dataclass(slots=True)
class _Stage:
    """One stage with its prices added up per node, and what the sweep over the pairs has seen so far."""

    number: int  # 1-based
    source: StageCertificate
    weights: tuple[tuple[Goal, int], ...]
    employee: LongArray  # (n_employees,) price
    vacancy: LongArray  # (n_kinds,) price, by kind of seats
    limits: PairTotals | None  # price of a pair's limits by their common groups; None: all are free
    least: dict[Goal, int] = field(default_factory=dict)  # smallest gain of an allowed pair, at most 0
    most: dict[Goal, int] = field(default_factory=dict)  # largest gain of an allowed pair, at least 0
    uncovered: int = 0
    named: list[str] = field(default_factory=list)


class CertificateCheck:
    """A sweep: `scan` every eligible pair once, then `conclude`."""

    def __init__(
        self,
        certificate: Certificate,
        *,
        problem: PlacementProblem,
        goals: Goals,
        limits: Sequence[Limit],
        seats: Seats,
        residue: Residue,
        faults: Faults,
    ) -> None:
        self._problem = problem
        self._goals = goals
        self._limits = limits
        self._seats = seats
        self._residue = residue
        self._faults = faults
        self._open_employee, self._open_vacancy = residue.employee, residue.openings > 0
        self._table = LimitTable(limits, len(residue.employee), len(residue.openings))
        self._class_keys = frozenset(goals.fairness.keys if goals.fairness is not None else ())
        self._shut = _shut(self._table, residue)
        self._all_open = bool(self._open_employee.all() and self._open_vacancy.all() and self._shut is None)
        self._stages = self._prepare(certificate) if self._well_formed(certificate) else []

    @property
    def usable(self) -> bool:
        """Whether the certificate has the right shape, so that `scan` means something."""
        return bool(self._stages)

    def _well_formed(self, certificate: Certificate) -> bool:
        """Tiers in the order of the rules, a price for every node and limit, numbers that cannot overflow."""
        before = len(self._faults.named) + self._faults.unnamed
        order = [goal.value for goal in self._goals.order]
        tiers = [weight.tier for stage in certificate.stages for weight in stage.weights]
        if tiers != order:
            self._faults.add(
                f"bukti: tingkat tujuan {', '.join(tiers) or '(kosong)'} tidak sama dengan urutan pada "
                "aturan: "
                f"{', '.join(order)}"
            )
        keys = [limit.key for limit in self._limits]
        keys += self._class_keys
        for number, stage in enumerate(certificate.stages, start=1):
            sizes = (len(stage.employee), len(stage.vacancy))
            right = len(self._problem.employees), len(self._seats.post)
            if sizes != right:
                self._faults.add(
                    f"bukti tahap {number}: ada harga untuk {sizes[0]} pegawai dan {sizes[1]} formasi, "
                    "seharusnya "
                    f"{right[0]} dan {right[1]}"
                )
            if sorted(key for key, _ in stage.limit) != sorted(keys):
                self._faults.add(
                    f"bukti tahap {number}: daftar batas berharga tidak sama dengan batas pada aturan"
                )
            lower = {limit.key for limit in self._limits if limit.at_most is None}
            if any(price and key in lower for key, price in stage.limit):
                self._faults.add(f"bukti tahap {number}: batas bawah tidak dapat berharga dalam jaringan")
            if not stage.weights:
                self._faults.add(f"bukti tahap {number}: tanpa tingkat tujuan")
            if any(weight.multiplier < 1 for weight in stage.weights):
                self._faults.add(f"bukti tahap {number}: pengali tingkat tujuan harus paling sedikit 1")
            if self._magnitude(stage) >= LARGEST:
                self._faults.add(
                    f"bukti tahap {number}: harga atau pengali terlalu besar untuk dihitung dengan tepat"
                )
        return len(self._faults.named) + self._faults.unnamed == before

    def _magnitude(self, stage: StageCertificate) -> int:
        """Bound every number that the sweep forms: a price with all limits on top, a packed gain."""
        heaviest = {limit.key: limit.heaviest for limit in self._limits}
        limits = sum(abs(price) * heaviest.get(key, 1) for key, price in stage.limit)
        prices = max((abs(price) for price in (*stage.employee, *stage.vacancy)), default=0) + limits
        known = {goal.value: self._goals.largest(goal) for goal in self._goals.order}
        return max(prices, sum(abs(one.multiplier) * known.get(one.tier, 1) for one in stage.weights))

    def _prepare(self, certificate: Certificate) -> list[_Stage]:
        stages = []
        for number, source in enumerate(certificate.stages, start=1):
            employee = np.array(source.employee, dtype=np.int64)
            vacancy = np.array(source.vacancy, dtype=np.int64)
            price = dict(source.limit)
            if self._goals.fairness is not None:
                classes = np.array([price[key] for key in self._goals.fairness.keys], np.int64)
                class_of = self._goals.fairness.class_of
                vacancy += np.where(class_of >= 0, classes[class_of], 0) if len(classes) else 0
            limits = self._table.total([price[limit.key] for limit in self._limits])
            weights = tuple((Goal(weight.tier), weight.multiplier) for weight in source.weights)
            stages.append(
                _Stage(number, source, weights, employee, vacancy, limits if limits.any() else None)
            )
        return stages

    def bars(self, kinds: Kinds) -> list[Bar]:
        """Return what a pair must reach to matter to `scan`: any other is covered whatever its other gains.

        Up to the first stage in which pairs differ, uncovered pairs matter; in that stage tight ones do too,
        for they alone take part in the stages after it. What the sweep does not see it cannot range over, so
        every tier is taken to range as far as it can.
        """
        bars: list[Bar] = []
        for stage in self._stages:
            for goal, _ in stage.weights:
                stage.least[goal], stage.most[goal] = self._goals.least(goal), self._goals.most(goal)
        for stage in self._stages:
            of_pair = dict(stage.weights)
            vacancy = stage.vacancy - of_pair.pop(Goal.PRIORITY, 0) * self._goals.priority_gain
            employee = stage.employee - of_pair.pop(Goal.MUST_PLACE, 0) * self._goals.must_place
            unit = of_pair.pop(Goal.FIT, 0)
            extra = sum(multiplier * self._goals.most(goal) for goal, multiplier in of_pair.items())
            if stage.limits is not None:
                extra -= stage.limits.least
            alike = not unit and not of_pair
            bars.append(sum_bar(kinds, unit, extra - alike, employee, vacancy))
            if not alike:
                break
        return bars

    def scan(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> None:
        """Look at eligible pairs (p,): do the prices of every stage that they take part in cover them?"""
        index, kind = self._seats.twins(employee, vacancy)
        self._scan(employee, vacancy, score)
        if len(index):
            self._scan(employee[index], kind, score[index])

    def _scan(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> None:
        if not self._all_open:
            keep = self._open_employee[employee] & self._open_vacancy[vacancy]
            if self._shut is not None:
                keep &= ~self._shut.among(employee, vacancy)
            employee, vacancy, score = employee[keep], vacancy[keep], score[keep]
        for stage in self._stages:
            if not len(employee):
                return
            slack = stage.employee[employee] + stage.vacancy[vacancy]
            if stage.limits is not None:
                slack += stage.limits.of(employee, vacancy)
            for goal, multiplier in stage.weights:
                gain = self._goals.gain(goal, employee, vacancy, score)
                stage.least[goal] = min(stage.least.get(goal, 0), int(gain.min()))
                stage.most[goal] = max(stage.most.get(goal, 0), int(gain.max()))
                slack -= multiplier * gain
            if slack.min() < 0:
                self._note_uncovered(stage, employee, vacancy, slack)
            if stage is not self._stages[-1]:
                tight = slack == 0
                employee, vacancy, score = employee[tight], vacancy[tight], score[tight]

    def _note_uncovered(self, stage: _Stage, employee: IntArray, vacancy: IntArray, slack: LongArray) -> None:
        pairs = np.flatnonzero(slack < 0)
        stage.uncovered += len(pairs)
        for pair in pairs[: NAMED_PAIRS - len(stage.named)].tolist():
            stage.named.append(
                f"bukti tahap {stage.number}: harga NIP {self._problem.employees[int(employee[pair])].id} "
                "dan formasi "
                f"{self._codes()[int(vacancy[pair])]} kurang {-int(slack[pair])} dari nilai "
                "pasangannya"
            )

    def _codes(self) -> list[str]:
        """Return what each kind of seats is called."""
        codes = [one.code for one in self._problem.vacancies]
        return [*codes, *(f"{codes[post]} (kelebihan)" for post in self._seats.post[len(codes) :].tolist())]

    def conclude(self, employee: IntArray, vacancy: IntArray, score: IntArray, optimal: bool) -> int | None:
        """Judge the certificate after the sweep; the pairs are those of the plan without pins.

        Returns the bound on the total score of these pairs that the certificate proves (hundredths), given
        what the
        plan reaches in the earlier tiers; None where no stage speaks of the score.
        """
        bound = None
        units = self._units()
        for stage in self._stages:
            for sentence in stage.named:
                self._faults.add(sentence)
            self._faults.count_more(stage.uncovered - len(stage.named))
            self._check_signs(stage)
            self._check_multipliers(stage)
            totals = {goal: self._total(goal, employee, vacancy, score) for goal, _ in stage.weights}
            reached = sum(multiplier * totals[goal] for goal, multiplier in stage.weights)
            if reached != stage.source.objective:
                self._faults.add(
                    f"bukti tahap {stage.number}: nilai usulan tertulis {stage.source.objective}, "
                    f"hasil hitung ulang {reached}"
                )
            dual = self._dual_value(stage)
            if units is not None:
                fairness = dict(stage.weights).get(Goal.FAIRNESS, 0)
                dual += units.dual(stage.source, fairness)
                if dual == reached:
                    units.settle(stage.source, fairness)
            if dual < reached:
                self._faults.add(
                    f"bukti tahap {stage.number}: jumlah harga {dual} lebih kecil dari nilai usulan {reached}"
                )
            elif optimal and dual != reached:
                self._faults.add(
                    f"bukti tahap {stage.number}: jumlah harga {dual} tidak sama dengan nilai usulan "
                    f"{reached}, "
                    "jadi usulan tidak terbukti optimal"
                )
            if Goal.FIT in totals:
                bound = self._fit_bound(stage, totals, dual)
        return bound

    def _units(self) -> Units | None:
        """Return the units of fairness that the pins leave, all of them still to decide."""
        if self._goals.fairness is None:
            return None
        return Units(self._goals.fairness, self._goals.fairness.counts(self._residue.pinned_seats))

    def _total(self, goal: Goal, employee: IntArray, vacancy: IntArray, score: IntArray) -> int:
        """Return what the pairs reach in a goal on top of the pins."""
        if goal is Goal.FAIRNESS and self._goals.fairness is not None:
            pins = self._residue.pinned_seats
            whole = self._goals.fairness.value(np.r_[vacancy, pins])
            return whole - self._goals.fairness.value(pins)
        return self._goals.total(goal, employee, vacancy, score)

    def _check_signs(self, stage: _Stage) -> None:
        """A price is ≥ 0 but for who keeps a place, and for what an earlier stage prices above zero."""
        earlier = [one.source for one in self._stages[: stage.number - 1]]
        for kind, ids, prices, before, kept in (
            (
                "NIP",
                [one.id for one in self._problem.employees],
                stage.source.employee,
                [e.employee for e in earlier],
                self._residue.keeps_place.tolist(),
            ),
            ("formasi", self._codes(), stage.source.vacancy, [e.vacancy for e in earlier], None),
        ):
            for index in [index for index, price in enumerate(prices) if price < 0]:
                if not any(one[index] > 0 for one in before) and not (kept and kept[index]):
                    self._faults.add(
                        f"bukti tahap {stage.number}: harga {kind} {ids[index]} negatif ({prices[index]})"
                    )
        for key, price in stage.source.limit:
            if key in self._class_keys:
                continue  # the sign of the price of a class is free
            if price < 0 and not any(dict(one.limit)[key] > 0 for one in earlier):
                self._faults.add(f"bukti tahap {stage.number}: harga batas {key} negatif ({price})")
        for index in np.flatnonzero(~self._residue.employee).tolist():
            if stage.source.employee[index]:
                self._faults.add(
                    f"bukti tahap {stage.number}: NIP {self._problem.employees[index].id} dikunci, harganya "
                    "harus 0"
                )

    def _check_multipliers(self, stage: _Stage) -> None:
        """A unit of a tier outweighs everything that the tiers below it in the stage can add up to."""
        most_pairs = self._most_pairs()
        below = 0
        for goal, multiplier in reversed(stage.weights):
            if multiplier <= below:
                self._faults.add(
                    f"bukti tahap {stage.number}: pengali tingkat {goal.value} ({multiplier}) tidak melebihi "
                    f"jumlah tertinggi tingkat di bawahnya ({below})"
                )
            spread = stage.most.get(goal, 0) - stage.least.get(goal, 0)
            if goal is Goal.FAIRNESS:
                spread = self._goals.largest(goal)
            most = most_pairs * spread
            if goal is Goal.MUST_PLACE:  # each of them at most once
                most = min(most, int(self._goals.must_place.sum()))
            below += multiplier * most

    def _most_pairs(self) -> int:
        """No plan has more pairs than people or seats are left."""
        return min(int(self._open_employee.sum()), int(self._residue.openings[self._open_vacancy].sum()))

    def _dual_value(self, stage: _Stage) -> int:
        """Σ employee + Σ openings·vacancy + Σ cap·limit over what the pins leave, as an exact integer."""
        free = self._residue.employee.tolist()
        value: int = (
            sum(price for price, one in zip(stage.source.employee, free, strict=True) if one)
            + sum(
                p * seats
                for p, seats in zip(stage.source.vacancy, self._residue.openings.tolist(), strict=True)
            )
            + sum(
                price * self._residue.caps[key]
                for key, price in stage.source.limit
                if price and key not in self._class_keys
            )
        )
        return value

    def _fit_bound(self, stage: _Stage, totals: dict[Goal, int], dual: int) -> int:
        """The most the score tier can be when the tiers above it in the stage keep what the plan reaches."""
        rest, weight = dual, 1
        above = True
        for goal, multiplier in stage.weights:
            if goal is Goal.FIT:
                weight, above = multiplier, False
            elif above:
                rest -= multiplier * totals[goal]
            elif stage.least.get(goal, 0) < 0:
                rest -= multiplier * stage.least[goal] * self._most_pairs()
        return min(rest // weight, self._goals.largest(Goal.FIT) * self._most_pairs())


@dataclass(frozen=True, slots=True)
class _Shut:
    """Pairs for which a limit that can only fill up leaves no room at all."""

    table: LimitTable
    by_group: BoolArray
    by_pair: tuple[tuple[Limit, int], ...]  # limits that staying is looked at for, and their room

    def among(self, employee: IntArray, vacancy: IntArray) -> BoolArray:
        """Return (p,) which pairs are shut."""
        shut = self.table.of_pairs(self.by_group, employee, vacancy)
        for limit, room in self.by_pair:
            shut |= limit.weights(employee, vacancy) > room
        return shut


def _shut(table: LimitTable, residue: Residue) -> _Shut | None:
    by_group, by_pair = np.zeros(table.shape, np.bool_), []
    for number, limit in enumerate(table.limits):
        if limit.key not in residue.caps or not limit.only_fills:
            continue
        room = max(0, residue.caps[limit.key])
        if limit.staying is None:
            by_group |= table.weights(number) > room
        elif limit.heaviest > room:
            by_pair.append((limit, room))
    return _Shut(table, by_group, tuple(by_pair)) if by_pair or by_group.any() else None

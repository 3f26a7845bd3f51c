"""The certificate of a round whose limits break the network, checked tier by tier.

Weak duality again, now over every eligible pair: prices that cover all pairs bound what any plan can gain
that keeps the limits and is no worse in the earlier tiers. Prices are at least zero, but those of people who
have a place in every plan of mode penataan: they take exactly one seat, whatever it costs. Where the plan
reaches the bound, the tier is proved by its prices. Where not, the optimum rests on branch and bound: that is
said, it is no certificate. Cuts stand among the limits, once they have been derived again (`cuts`).
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.limit import LimitTable
from penempatan.objective.tiers import tiers_of
from penempatan.settings.model import Goal
from penempatan.verification.cuts import derived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.plan import Certificate, TierCertificate
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.goals import Goals
    from penempatan.objective.limit import Limit
    from penempatan.objective.seats import Seats
    from penempatan.verification.faults import Faults
    from penempatan.verification.placements import Residue

    IntArray = NDArray[np.int32]
    LongArray = NDArray[np.int64]

LARGEST = 1 << 61  # magnitude of the sums that int64 still holds


class TierCertificateCheck:
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
        self._tiers = tiers_of(goals)
        self._seats = seats
        self._residue = residue
        self._faults = faults
        self._derived = derived(certificate.cuts, limits, residue, faults)
        self._limits = self._derived.limits
        self._table = LimitTable(self._limits, len(residue.employee), len(residue.openings))
        self._sources = certificate.tiers
        self._uncovered = [0] * len(certificate.tiers)
        self._usable = self._well_formed()
        self._prices = (
            [
                self._table.total([dict(one.limit)[limit.key] for limit in self._limits])
                for one in self._sources
            ]
            if self._usable
            else []
        )

    @property
    def usable(self) -> bool:
        """Whether the certificate has the right shape, so that `scan` means something."""
        return self._usable

    def _well_formed(self) -> bool:
        """Tiers as the rules have them, a price for everything, signs that make each price a bound."""
        before = len(self._faults.named) + self._faults.unnamed
        names = [one.tier for one in self._sources]
        if names != [tier.name for tier in self._tiers]:
            self._faults.add(f"bukti: tingkat {', '.join(names)} tidak sama dengan urutan tujuan pada aturan")
        bounds = {limit.key: limit for limit in self._limits}
        for number, one in enumerate(self._sources):
            where = f"bukti tingkat {one.tier}"
            sizes = (len(one.employee), len(one.vacancy), len(one.earlier))
            if sizes != (len(self._problem.employees), len(self._seats.post), number):
                self._faults.add(f"{where}: jumlah harga tidak sama dengan pegawai, formasi dan tingkat")
            if sorted(key for key, _ in one.limit) != sorted(bounds):
                self._faults.add(f"{where}: daftar batas berharga tidak sama dengan batas pada aturan")
                continue
            if one.scale < 1:
                self._faults.add(f"{where}: skala harus paling sedikit 1")
            bounding = [
                price
                for price, keeps in zip(one.employee, self._residue.keeps_place.tolist(), strict=False)
                if not keeps  # the row of who keeps a place is an equality: its price may have any sign
            ]
            if min((*bounding, *one.vacancy, *one.earlier), default=0) < 0:
                self._faults.add(f"{where}: ada harga negatif")
            for key, price in one.limit:
                if (price > 0 and bounds[key].at_most is None) or (
                    price < 0 and bounds[key].at_least is None
                ):
                    self._faults.add(f"{where}: harga batas {key} ({price}) tidak punya batas di sisi itu")
            if number < len(self._tiers) and self._magnitude(one) >= LARGEST:
                self._faults.add(f"{where}: harga terlalu besar untuk dihitung dengan tepat")
        return len(self._faults.named) + self._faults.unnamed == before

    def _magnitude(self, one: TierCertificate) -> int:
        heaviest = {limit.key: limit.heaviest for limit in self._limits}
        gains = sum(
            price * tier.largest for price, tier in zip((*one.earlier, one.scale), self._tiers, strict=False)
        )
        return (
            max(map(abs, one.employee), default=0)
            + max(one.vacancy, default=0)
            + sum(abs(price) * heaviest[key] for key, price in one.limit)
            + gains
        )

    def scan(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> None:
        """Look at eligible pairs (p,): do the prices of every tier cover them?"""
        index, kind = self._seats.twins(employee, vacancy)
        self._scan(employee, vacancy, score)
        if len(index):
            self._scan(employee[index], kind, score[index])

    def _scan(self, employee: IntArray, vacancy: IntArray, score: IntArray) -> None:
        keep = self._residue.employee[employee] & (self._residue.openings[vacancy] > 0)
        employee, vacancy, score = employee[keep], vacancy[keep], score[keep]
        for number, one in enumerate(self._sources):
            slack = np.array(one.employee, np.int64)[employee] + np.array(one.vacancy, np.int64)[vacancy]
            slack += self._prices[number].of(employee, vacancy)
            for price, tier in zip((*one.earlier, one.scale), self._tiers, strict=False):
                gain = tier.gain(employee, vacancy, score)
                slack += -price * gain
            self._uncovered[number] += int((slack < 0).sum())

    def conclude(self, employee: IntArray, vacancy: IntArray, score: IntArray, optimal: bool) -> int | None:
        """Judge the certificate after the sweep; the pairs are those of the plan without pins.

        Returns the bound on the total score of these pairs (hundredths) that prices, or else the search as
        recorded, stand for; None where no tier speaks of the score.
        """
        bound = None
        values: list[int] = []
        for number, (one, tier) in enumerate(zip(self._sources, self._tiers, strict=True)):
            where = f"bukti tingkat {one.tier}"
            if self._uncovered[number]:
                self._faults.add(f"{where}: harga kurang dari nilai pada {self._uncovered[number]} pasangan")
            value = tier.value(employee, vacancy, score)
            if value != one.value:
                self._faults.add(f"{where}: nilai tertulis {one.value}, hasil hitung ulang {value}")
            proven = self._total(one, values) // one.scale
            if value > proven:
                self._faults.add(f"{where}: nilai usulan {value} melebihi batas dari harga {proven}")
            closed = value == proven or one.searched
            if optimal and not closed:
                self._faults.add(f"{where}: usulan tidak terbukti optimal (batas {proven}, nilai {value})")
            if tier.goal is Goal.FIT:
                bound = value if closed else proven
            values.append(value)
        return bound

    def _total(self, one: TierCertificate, values: Sequence[int]) -> int:
        """Σ employee + Σ openings·vacancy + Σ limit·bound − Σ earlier·value, what the pins leave of each."""
        free, seats = self._residue.employee.tolist(), self._residue.openings.tolist()
        total: int = sum(price for price, there in zip(one.employee, free, strict=True) if there)
        total += sum(price * left for price, left in zip(one.vacancy, seats, strict=True))
        for key, price in one.limit:
            if price:
                total += price * (self._derived.caps if price > 0 else self._derived.floors)[key]
        total -= sum(map(mul, one.earlier, values))
        return total

"""The cuts of a certificate, derived again: limits that follow from the others for whole plans.

The rows of people, seats and limits, each times the multiplier the certificate names, are added up, divided
and rounded down. What comes out holds for every plan whatever the multipliers, as long as each row is taken
from a side on which it has a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.objective.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from penempatan.domain.plan import CutCertificate
    from penempatan.objective.limit import Limit
    from penempatan.verification.faults import Faults
    from penempatan.verification.placements import Residue

    LongArray = NDArray[np.int64]

LARGEST = 1 << 61  # magnitude of the sums that int64 still holds


@dataclass(frozen=True, slots=True)
class Derived:
    """The limits of the round and, after them, the cuts; what the pins leave of the bounds of each."""

    limits: tuple[Limit, ...]
    caps: dict[str, int]
    floors: dict[str, int]


def derived(
    cuts: Sequence[CutCertificate], limits: Sequence[Limit], residue: Residue, faults: Faults
) -> Derived:
    """Return the limits with the cuts that follow from them; one that does not is a fault and left out."""
    known = {limit.key: limit for limit in limits}
    caps, floors = dict(residue.caps), dict(residue.floors)
    for cut in cuts:
        where = f"bukti irisan {cut.key}"
        wrong = _wrong(cut, known, caps, floors, residue)
        if wrong is not None:
            faults.add(f"{where}: {wrong}")
            continue
        employee, vacancy = (
            np.zeros(len(residue.employee), np.int64),
            np.zeros(len(residue.openings), np.int64),
        )
        for side, multipliers in ((employee, cut.employee), (vacancy, cut.vacancy)):
            side[[index for index, _ in multipliers]] = [multiplier for _, multiplier in multipliers]
        total = int(employee[residue.employee].sum())
        total += sum(
            multiplier * left
            for multiplier, left in zip(vacancy.tolist(), residue.openings.tolist(), strict=True)
        )
        total += sum(multiplier * (caps if multiplier > 0 else floors)[key] for key, multiplier in cut.limit)
        named = [(known[key], multiplier) for key, multiplier in cut.limit]
        caps[cut.key] = total // cut.divisor
        known[cut.key] = rounded(cut.key, cut.divisor, employee, vacancy, named, at_most=caps[cut.key])
    return Derived(tuple(known.values()), caps, floors)


def _wrong(
    cut: CutCertificate,
    known: dict[str, Limit],
    caps: dict[str, int],
    floors: dict[str, int],
    residue: Residue,
) -> str | None:
    """Say why a cut does not follow from the limits before it; None where it does."""
    if cut.key in known:
        return "kuncinya dipakai dua kali"
    if cut.divisor < 1:
        return "pembagi harus paling sedikit 1"
    for who, multipliers, most in (
        ("pegawai", cut.employee, len(residue.employee)),
        ("formasi", cut.vacancy, len(residue.openings)),
    ):
        if len({index for index, _ in multipliers}) != len(multipliers):
            return f"pengali {who} tertulis dua kali"
        if any(not 0 <= index < most for index, _ in multipliers):
            return f"pengali untuk {who} yang tidak ada pada ronde"
        if any(multiplier < 0 for _, multiplier in multipliers):
            return f"pengali {who} negatif"
    if len({key for key, _ in cut.limit}) != len(cut.limit):
        return "pengali batas tertulis dua kali"
    for key, multiplier in cut.limit:
        if key not in known:
            return f"batas {key} tidak dikenal"
        if (multiplier > 0 and key not in caps) or (multiplier < 0 and key not in floors):
            return f"batas {key} ({multiplier}) tidak punya batas di sisi itu"
        if known[key].staying is not None:
            return f"batas {key} menghitung juga yang tetap; irisan dari batas itu tidak dapat diperiksa"
    heaviest = sum(abs(multiplier) * known[key].heaviest for key, multiplier in cut.limit)
    largest = [max((multiplier for _, multiplier in side), default=0) for side in (cut.employee, cut.vacancy)]
    if sum(largest) + heaviest >= LARGEST:
        return "pengali terlalu besar untuk dihitung dengan tepat"
    return None

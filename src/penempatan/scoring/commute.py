"""Component `jarak`: estimated road distance between home and office kecamatan, linear down to zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.tables import encode
from penempatan.knowledge.districts import distance_m, find_district
from penempatan.scoring.blocks import gather
from penempatan.scoring.component import Points
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.offices import Offices
    from penempatan.settings.model import CommutePoints, Settings

    IntArray = NDArray[np.int32]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CommutePart:
    """The component as a table over pairs of kecamatan."""

    detour_percent: int
    homes: tuple[str | None, ...]
    offices: tuple[str | None, ...]
    employee: IntArray  # (n_employees,) index into homes
    vacancy: IntArray  # (n_vacancies,) index into offices
    table: NDArray[np.int16]  # (len(homes), len(offices))
    unknown_home: BoolArray  # (len(homes),)
    asked: BoolArray

    @property
    def key(self) -> ComponentKey:
        """Which component this is."""
        return ComponentKey.COMMUTE

    @property
    def kind(self) -> IntArray:
        """(n_vacancies,) Equal kecamatan are one kind."""
        return self.vacancy

    def values(self, employees: IntArray, vacancies: IntArray) -> IntArray:
        """Return the (k, m) points."""
        return gather(self.table, self.employee[employees], self.vacancy[vacancies])

    def points(self, employees: IntArray, vacancies: IntArray) -> Points:
        """Return the points of a block; missing where the home is unknown or outside the city."""
        return Points(self.values(employees, vacancies), self.unknown_home[self.employee[employees]][:, None])

    def describe(self, employee: int, vacancy: int) -> str:
        """Name both kecamatan and the estimated distance."""
        home, office = self.homes[self.employee[employee]], self.offices[self.vacancy[vacancy]]
        if office is None:
            return "kecamatan kantor tidak diketahui"
        distance = None if home is None else distance_m(home, office)
        if distance is None:
            return "kecamatan rumah tidak diketahui atau di luar kota"
        km, tenth = divmod((distance * self.detour_percent + 5_000) // 10_000, 10)
        return f"{home} – {office}, sekitar {km},{tenth} km"


def commute_part(problem: PlacementProblem, settings: Settings, offices: Offices) -> CommutePart:
    """Measure once for every pair of kecamatan."""
    found = {
        text: find_district(text) if text else None for text in {one.district for one in problem.employees}
    }
    homes, employee = encode([found[one.district] for one in problem.employees])
    places, vacancy = encode([offices.district(one) for one in problem.vacancies])
    table = np.array(
        [[_points(home, place, settings) for place in places] for home in homes], dtype=np.int16
    ).reshape(len(homes), len(places))
    located = np.array([place is not None for place in places], dtype=np.bool_)
    return CommutePart(
        settings.commute.detour_percent,
        homes,
        places,
        employee,
        vacancy,
        table,
        np.array([home is None for home in homes], dtype=np.bool_),
        located[vacancy] & ("district" in problem.columns.employee),
    )


def _points(home: str | None, place: str | None, settings: Settings) -> int:
    if place is None:
        return 0
    distance = None if home is None else distance_m(home, place)
    return settings.neutral.commute if distance is None else linear_points(distance, settings.commute)


def linear_points(distance: int, scale: CommutePoints) -> int:
    """Return the points of a great-circle distance in metres: full at 0, none from `zero_at_km` of road."""
    road, limit = distance * scale.detour_percent, scale.zero_at_km * 100_000  # hundredths of a metre
    if road >= limit:
        return 10_000 if road == 0 else 0
    return (2 * 10_000 * (limit - road) + limit) // (2 * limit)

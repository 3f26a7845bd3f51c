"""The limits of a round counted again, person by person, straight from the rules.

The solver keeps tables of weights that `objective.limits` makes of the rules; a mistake in those tables would
be kept faithfully, and proved. So nothing of `objective` is used here: each limit is a plain sentence about
who is placed where, counted over the plan. A breach is a fault, and so is a limit that the tables leave out,
count otherwise, or bound otherwise. Limits on two people are recounted in `family_recount`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from penempatan.settings.model import EVERY_DINAS, Mode, ShareAttribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import DinasProfile, PlacementProblem, UnitProfile
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import DinasCap, Settings, ShareLimit

    Counts = Callable[[Employee, Vacancy], int]  # what one placement or stay counts

Path = tuple[str, ...]  # a dinas and parts of a unit path below it, folded; (): everywhere


@dataclass(frozen=True, slots=True)
class StatedLimit:
    """A limit as the rules state it."""

    key: str  # as `objective.limits` names it, folded
    label: str  # Indonesian
    counts: Counts
    at_least: int | None = None
    at_most: int | None = None

    def used(self, seated: Sequence[tuple[Employee, Vacancy]]) -> int:
        """Return what the placements and stays of a plan come to."""
        return sum(self.counts(one, post) for one, post in seated)

    def holds(self, used: int) -> bool:
        """Whether a sum is within the bounds."""
        return (self.at_least is None or used >= self.at_least) and (
            self.at_most is None or used <= self.at_most
        )

    def counts_something(self, people: Iterable[Employee], posts: Sequence[Vacancy]) -> bool:
        """Whether any pair of some people and posts counts at all."""
        return any(self.counts(one, post) for one in people for post in posts)

    @property
    def bounds(self) -> str:
        """Return the bounds in words."""
        return ", ".join(
            f"{word} {bound}"
            for word, bound in (("paling sedikit", self.at_least), ("paling banyak", self.at_most))
            if bound is not None
        )


def stated_limits(problem: PlacementProblem, settings: Settings) -> tuple[StatedLimit, ...]:
    """Return every limit that the rules and the Dinas sheet state, but for those on two people."""
    rules, filling = settings.limits, settings.round.mode is Mode.FILL
    changes = _Changes(frozenset(problem.incumbents))
    found: list[StatedLimit] = []
    if rules.placements_max >= 0:
        found.append(StatedLimit("penempatan", "penempatan maksimal", changes, at_most=rules.placements_max))
    if rules.moves_max >= 0:
        counts = _other_dinas if filling else changes
        found.append(StatedLimit("perpindahan", "perpindahan maksimal", counts, at_most=rules.moves_max))
    if rules.grade_budget >= 0:
        label = "anggaran kenaikan kelas jabatan"
        found.append(StatedLimit("kelas", label, _steps_up, at_most=rules.grade_budget))
    found += _at_places(problem, settings)
    for number, share in enumerate(rules.shares, start=1):
        found += _of_share(problem, number, share)
    return tuple(found)


def _at_places(problem: PlacementProblem, settings: Settings) -> Iterator[StatedLimit]:
    """Yield arrivals, leavers and floors of dinas and units."""
    rules, filling = settings.limits, settings.round.mode is Mode.FILL
    rows: list[DinasProfile | UnitProfile] = [*problem.dinas, *problem.units]
    leaving = [(one.name, one.leave_max) for one in rows if one.leave_max is not None]
    staff = [(one.name, one.staff_min) for one in rows if one.staff_min is not None]
    there = {_path(one.name): one.incumbents for one in rows if one.incumbents is not None}
    for place, name, bound in _strictest(rules.arrive_max, [], min):
        arrivals = _Arrivals(place, filling)
        yield StatedLimit(f"masuk:{_folded(place)}", f"masuk maksimal {name}", arrivals, at_most=bound)
    for place, name, bound in _strictest(rules.arrive_min, [], max):
        arrivals = _Arrivals(place, filling)
        key = f"masuk_minimal:{_folded(place)}"
        yield StatedLimit(key, f"masuk minimal {name}", arrivals, at_least=bound)
    for place, name, bound in _strictest(rules.leave_max, leaving, min):
        label = f"keluar maksimal {name} (R10)"
        yield StatedLimit(f"keluar:{_folded(place)}", label, _Leavers(place), at_most=bound)
    for place, name, bound in _strictest(rules.staff_min, staff, max):
        now = there.get(place)
        if now is None:
            now = sum(_inside(one.dinas, one.unit, place) for one in problem.employees)
        label = f"staf minimal {name} (R10), {bound} orang dari {now} sekarang"
        yield StatedLimit(f"staf:{_folded(place)}", label, _Balance(place), at_least=bound - now)


def _strictest(
    caps: Iterable[DinasCap], stated: Iterable[tuple[str, int]], stricter: Callable[[int, int], int]
) -> list[tuple[Path, str, int]]:
    """Return each place with its name and the stricter of all numbers that are stated for it."""
    found: dict[Path, tuple[str, int]] = {}
    for name, bound in (*((one.dinas, one.at_most) for one in caps), *stated):
        place = _path(name)
        found[place] = (name, stricter(bound, found[place][1]) if place in found else bound)
    return [(place, name, bound) for place, (name, bound) in found.items()]


def _of_share(problem: PlacementProblem, number: int, share: ShareLimit) -> Iterator[StatedLimit]:
    """Yield a share of a group in one place, in every dinas, or in the round."""
    wanted = frozenset(" ".join(one.split()).casefold() for one in share.values)
    names = [share.place]
    if share.place == EVERY_DINAS:
        names = sorted({post.dinas for post in problem.vacancies} - {""})
    holders = Counter(code for _, code in problem.incumbents)
    for name in names:
        place = _path(name)
        inside = [one for one in problem.vacancies if _inside(one.dinas, one.unit, place)]
        seats = sum(max(one.openings, holders[one.code]) for one in inside)
        key = f"bagian:{number:02d}:{_folded(place)}"
        group = f"bagian {share.attribute.value} {', '.join(share.values)} di {name or 'seluruh ronde'}"

        if share.most_percent >= 0:
            percent = share.most_percent
            label = f"{group} paling banyak {percent}% (dalam perseratus orang)"
            yield StatedLimit(
                f"{key}:maks", label, _Members(place, share.attribute, wanted, 100, percent), at_most=0
            )
            fit = min(seats, len(problem.employees)) * percent // 100
            label = f"{group} paling banyak {percent}% dari lowongannya"
            members = _Members(place, share.attribute, wanted, 1, 0)
            yield StatedLimit(f"{key}:orang", label, members, at_most=fit)
        if share.least_percent >= 0:
            percent = share.least_percent
            label = f"{group} paling sedikit {percent}% (dalam perseratus orang)"
            yield StatedLimit(
                f"{key}:min", label, _Members(place, share.attribute, wanted, 100, percent), at_least=0
            )


def _other_dinas(one: Employee, post: Vacancy) -> int:
    return int(not one.dinas or one.dinas != post.dinas)  # two unknown ones are not the same one


def _steps_up(one: Employee, post: Vacancy) -> int:
    if one.job_grade is None or post.job_grade is None:
        return 0
    return max(0, post.job_grade - one.job_grade)


@dataclass(frozen=True, slots=True)
class _Changes:
    """Everybody but those who stay where they are; in mode isi nobody does."""

    held: frozenset[tuple[str, str]]

    def __call__(self, one: Employee, post: Vacancy) -> int:
        return int((one.id, post.code) not in self.held)


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """Who is placed here; in mode penataan from elsewhere, for staying is no arrival."""

    place: Path
    filling: bool

    def __call__(self, one: Employee, post: Vacancy) -> int:
        from_here = not self.filling and _inside(one.dinas, one.unit, self.place)
        return int(_inside(post.dinas, post.unit, self.place) and not from_here)


@dataclass(frozen=True, slots=True)
class _Leavers:
    """People of the place who go outside it."""

    place: Path

    def __call__(self, one: Employee, post: Vacancy) -> int:
        goes_out = not _inside(post.dinas, post.unit, self.place)
        return int(_inside(one.dinas, one.unit, self.place) and goes_out)


@dataclass(frozen=True, slots=True)
class _Balance:
    """Those who come from elsewhere less those who leave."""

    place: Path

    def __call__(self, one: Employee, post: Vacancy) -> int:
        after, before = _inside(post.dinas, post.unit, self.place), _inside(one.dinas, one.unit, self.place)
        return int(after) - int(before)


@dataclass(frozen=True, slots=True)
class _Members:
    """So much for a member of the group who is placed here, less something for everybody here."""

    place: Path
    attribute: ShareAttribute
    wanted: frozenset[str]
    each: int
    less: int

    def __call__(self, one: Employee, post: Vacancy) -> int:
        if not _inside(post.dinas, post.unit, self.place):
            return 0
        return self.each * int(_held(one, self.attribute).casefold() in self.wanted) - self.less


def _held(one: Employee, attribute: ShareAttribute) -> str:
    """Return what somebody has of an attribute, as the rules write it; empty where it is not known."""
    if attribute is ShareAttribute.HOME_DINAS:
        return one.dinas
    if attribute is ShareAttribute.FIELD_GROUP:
        programme = one.educations[0].programme if one.educations else None
        return (programme.field_group if programme is not None else None) or ""
    if attribute is ShareAttribute.STATUS:
        return one.status.value if one.status is not None else ""
    graded = one.rank if attribute is ShareAttribute.RANK else one.tier
    return graded.label if graded is not None else ""


def _inside(dinas: str, unit: str, place: Path) -> bool:
    """Whether a dinas with a unit path is at the place or below it."""
    return not place or _path_of(dinas, unit)[: len(place)] == place


@lru_cache(maxsize=65_536)
def _path_of(dinas: str, unit: str) -> Path:
    return _path(f"{dinas} | {unit}") if dinas else ("",)


def _path(name: str) -> Path:
    parts = (" ".join(part.split()).casefold() for part in name.split("|"))
    return tuple(part for part in parts if part)


def _folded(place: Path) -> str:
    return " | ".join(place)

"""Limits on shares, moves and kelas jabatan points: sums across groups that no network keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.eligibility.tables import encode
from penempatan.objective.limit import Limit, Staying, between
from penempatan.objective.places import Place
from penempatan.settings.model import EVERY_DINAS, ShareAttribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.objective.places import Places
    from penempatan.objective.seats import Seats
    from penempatan.settings.model import Settings, ShareLimit

    BoolArray = NDArray[np.bool_]

SHARE_KEY = "bagian:"
MOVES_KEY = "perpindahan"
BUDGET_KEY = "kelas"
IN_PEOPLE = ":orang"  # ends the key of what a share comes to in whole people


def moves_limit(problem: PlacementProblem, seats: Seats, at_most: int) -> Limit:
    """Return the limit of `perpindahan_maksimal`: placements in another dinas than the present one."""
    of_employee = np.array([one.dinas for one in problem.employees], dtype=np.str_)
    of_vacancy = np.array([one.dinas for one in problem.vacancies], dtype=np.str_)[seats.post]
    names = np.unique(np.concatenate([of_employee, of_vacancy]))
    weight = 1 - np.eye(len(names), dtype=np.int64)
    unknown = names == ""
    weight[np.ix_(unknown, unknown)] = 1  # nobody knows that it is the same
    return Limit(
        MOVES_KEY,
        "perpindahan perangkat daerah maksimal",
        np.searchsorted(names, of_employee).astype(np.int32),
        np.searchsorted(names, of_vacancy).astype(np.int32),
        weight,
        at_most=at_most,
    )


def changes_limit(key: str, label: str, seats: Seats, at_most: int) -> Limit:
    """Return a limit on all who change place in mode penataan: everybody but those in their present post."""
    everybody, everywhere = np.ones(len(seats.home), np.bool_), np.ones(len(seats.post), np.bool_)
    limit = between(key, label, everybody, everywhere, at_most=at_most)
    return replace(limit, staying=Staying(seats.home, seats.post, -1)) if (seats.home >= 0).any() else limit


def budget_limits(problem: PlacementProblem, settings: Settings, kinds: NDArray[np.int32]) -> Iterator[Limit]:
    """Yield the limit of `anggaran_kelas`: the steps up in kelas jabatan; unknown ones count nothing."""
    if settings.limits.grade_budget < 0:
        return
    held, employee = encode([one.job_grade for one in problem.employees])
    asked, vacancy = encode([problem.vacancies[post].job_grade for post in kinds.tolist()])
    weight = np.array(
        [[0 if have is None or need is None else max(0, need - have) for need in asked] for have in held],
        np.int64,
    ).reshape(len(held), len(asked))
    yield Limit(
        BUDGET_KEY,
        "anggaran kenaikan kelas jabatan",
        employee.astype(np.int32),
        vacancy.astype(np.int32),
        weight,
        at_most=settings.limits.grade_budget,
    )


def share_limits(
    problem: PlacementProblem,
    settings: Settings,
    seats: Seats,
    places: Places,
    issues: list[Issue],
) -> Iterator[Limit]:
    """Yield the limits of every `[[batas.bagian]]`, and complain about places and values nobody has."""
    for number, share in enumerate(settings.limits.shares, start=1):
        held = [_value(one, share.attribute) for one in problem.employees]
        wanted = {" ".join(one.split()).casefold() for one in share.values}
        members = np.array([one.casefold() in wanted for one in held], dtype=np.bool_)
        issues.extend(
            _unknown(number, f"nilai “{lost}” tidak dimiliki seorang pegawai pun")
            for lost in sorted(wanted - {one.casefold() for one in held})
        )
        if share.place == EVERY_DINAS:
            chosen = [(name, places.posts(Place(name, name))) for name in places.every_dinas]
        elif share.place:
            place = places.find(share.place)
            if place is None:
                issues.append(
                    places.unknown(share.place, Location("aturan.toml", "", f"[[batas.bagian]] ke-{number}"))
                )
                continue
            chosen = [(place.name, places.posts(place))]
        else:
            chosen = [("", np.ones(len(seats.post), np.bool_))]
        for name, inside in chosen:
            yield from _share(
                number,
                share,
                name,
                members=members,
                inside=inside,
                seats=int(seats.capacity[inside].sum()),
            )


def _share(
    number: int, share: ShareLimit, place: str, *, members: BoolArray, inside: BoolArray, seats: int
) -> Iterator[Limit]:
    key = f"{SHARE_KEY}{number:02d}:{place}"
    group = f"{share.attribute.value} {', '.join(share.values)}"
    where = place or "seluruh ronde"
    if share.most_percent >= 0:
        label = f"{group} paling banyak {share.most_percent}% dari penempatan di {where}"
        yield _sum(f"{key}:maks", label, members, inside, share.most_percent, upper=True)
        # What follows from the seats alone, in whole people: it makes the bound far sharper.
        fit = min(seats, len(members)) * share.most_percent // 100
        everything = f"{label} (paling banyak {fit} orang menurut lowongannya)"
        yield between(key + IN_PEOPLE, everything, members, inside, at_most=fit)
    if share.least_percent >= 0:
        label = f"{group} paling sedikit {share.least_percent}% dari penempatan di {where}"
        yield _sum(f"{key}:min", label, members, inside, share.least_percent, upper=False)


def _sum(key: str, label: str, members: BoolArray, inside: BoolArray, percent: int, *, upper: bool) -> Limit:
    """Return Σ over the placements inside of (100 for a member − percent), against zero."""
    weight = np.array([[0, -percent], [0, 100 - percent]], np.int64)
    least, most = (None, 0) if upper else (0, None)
    return Limit(key, label, members.astype(np.int32), inside.astype(np.int32), weight, least, most)


def _value(one: Employee, attribute: ShareAttribute) -> str:
    if attribute is ShareAttribute.RANK:
        return one.rank.label if one.rank else ""
    if attribute is ShareAttribute.STATUS:
        return one.status.value if one.status else ""
    if attribute is ShareAttribute.TIER:
        return one.tier.label if one.tier else ""
    if attribute is ShareAttribute.FIELD_GROUP:
        programme = one.educations[0].programme if one.educations else None
        return (programme.field_group or "") if programme else ""
    return one.dinas


def _unknown(number: int, problem: str) -> Issue:
    return Issue(
        "batas_bagian_tidak_dikenal",
        Severity.ERROR,
        Location("aturan.toml", "", f"[[batas.bagian]] ke-{number}"),
        problem[0].upper() + problem[1:],
        "Tulis nama dan nilai seperti pada masukan, atau hapus batasnya.",
    )

"""Who holds which post of the post map: the same post in the same unit of the same office, or nobody.

A unit is never known by its name alone ("Sekretariat" exists in every office): office, whole unit path and
post must all agree. Whoever is not found is reported and takes part like a person without a post on the map.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from penempatan.domain.employee import LegalStanding
from penempatan.intake.post_map_complaints import (
    HELD_ABOVE_FOUND,
    HELD_BELOW_FOUND,
    INCUMBENT_UNMATCHED,
    INCUMBENTS_ACTING,
    INCUMBENTS_INACTIVE,
    INCUMBENTS_WITHOUT_POST,
    POST_SURPLUS,
    POST_TWICE,
)
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.text import key, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy
    from penempatan.intake.findings import Findings

PostKey = tuple[str, tuple[str, ...], str]  # office, unit path, post: all folded

_UNITS_NAMED = 3  # other units of a post that one hint names


def report_posts_twice(posts: Mapping[str, Vacancy], findings: Findings) -> None:
    """Complain about every row that repeats a post: nobody could say which of the two a person holds."""
    with_units = any(post.unit for post in posts.values())
    first: dict[PostKey, Vacancy] = {}
    for _, post in sorted(posts.items()):
        other = first.setdefault(_key(post, with_units=with_units), post)
        if other is not post:
            findings.add(
                POST_TWICE,
                post.location,
                also=other.location,
                position=post.position,
                office=_office(post),
                other=str(other.location),
            )


def find_incumbents(
    people: Sequence[Employee], posts: Mapping[str, Vacancy], findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Return (NIP, kode formasi) of everybody whose post is on the map, sorted by NIP; report the others."""
    with_units = any(post.unit for post in posts.values()) and any(one.unit for one in people)
    codes: dict[PostKey, str | None] = {}  # None: two rows of the map, so nobody can say which
    for code, post in sorted(posts.items()):
        place = _key(post, with_units=with_units)
        codes[place] = None if place in codes else code
    found: list[tuple[str, str]] = []
    lost: defaultdict[tuple[str, str], list[Employee]] = defaultdict(list)
    without, acting, inactive = [], [], []
    for person in sorted(people, key=lambda one: one.id):
        if person.legal_standing is LegalStanding.OTHER_INACTIVE:
            inactive.append(person)
        elif not person.position:
            without.append(person)
        elif read_position(person.position).acting:
            acting.append(person)
        elif held := codes.get(_key(person, with_units=with_units)):
            found.append((person.id, held))
        else:
            lost[person.position, _office(person)].append(person)
    for complaint, group in (
        (INCUMBENTS_INACTIVE, inactive),
        (INCUMBENTS_WITHOUT_POST, without),
        (INCUMBENTS_ACTING, acting),
    ):
        if group:
            findings.add(complaint, group[0].location, count=len(group))
    for (position, office), group in lost.items():
        findings.add(
            INCUMBENT_UNMATCHED,
            group[0].location,
            position,
            count=len(group),
            position=position,
            office=office or "(tanpa dinas)",
            hint=_hint(group[0], posts.values()),
        )
    return tuple(found)


def seats_left(
    posts: Mapping[str, Vacancy], incumbents: Sequence[tuple[str, str]], findings: Findings
) -> dict[str, Vacancy]:
    """Return the posts with the seats that people of the roster may hold, and report what does not agree.

    Where the map states more holders (Bezetting) than the roster shows, the seats of the unknown ones stay
    theirs: openings = need less those (R08, the lower figure).
    """
    counted = Counter(code for _, code in incumbents)
    final: dict[str, Vacancy] = {}
    for code, post in posts.items():
        need, found = post.need or 0, counted[code]
        unknown = max(0, post.held - found) if post.held is not None else 0
        words: dict[str, Any] = {"held": post.held, "found": found, "unknown": unknown, "need": need}
        if unknown:
            findings.add(HELD_ABOVE_FOUND, post.location, **words)
        elif post.held is not None and post.held < found:
            findings.add(HELD_BELOW_FOUND, post.location, **words)
        openings = max(0, need - unknown)
        if found > openings:
            findings.add(POST_SURPLUS, post.location, surplus=found - openings, **words)
        final[code] = replace(post, openings=openings)
    return final


def _key(one: Employee | Vacancy, *, with_units: bool) -> PostKey:
    unit = tuple(filter(None, map(key, one.unit.split("|")))) if with_units else ()
    return normal(one.dinas), unit, read_position(one.position).name


def _office(one: Employee | Vacancy) -> str:
    return " | ".join(part for part in (one.dinas, one.unit) if part)


def _hint(person: Employee, posts: Iterable[Vacancy]) -> str:
    """Name where the map has this post in the same office, for whoever compares the two spellings."""
    dinas, _, name = _key(person, with_units=False)
    units = sorted(
        {
            post.unit or "(tanpa Unit Kerja)"
            for post in posts
            if (normal(post.dinas), read_position(post.position).name) == (dinas, name)
        }
    )
    if not units:
        return ""
    more = f" dan {len(units) - _UNITS_NAMED} unit lain" if len(units) > _UNITS_NAMED else ""
    named = "; ".join(f"“{unit}”" for unit in units[:_UNITS_NAMED])
    return f" (jabatan itu pada peta jabatan dinas yang sama: {named}{more})"

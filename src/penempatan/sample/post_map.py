"""A synthetic post map for a round of penataan: every post that somebody holds, and the vacant ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from penempatan.sample.draw import Draw, Weighted
from penempatan.sample.posts import pay_class, tier_of
from penempatan.sample.vacancies import SampleVacancy, accepted_programmes, asked_competencies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.sample.employees import SampleEmployee
    from penempatan.sample.tables import SampleTables

# Need minus holders: most posts are as staffed as they should be, more lack people than have too many.
_SHORTAGE = Weighted(((-1, 12), (0, 55), (1, 25), (2, 8)))


def make_post_map(
    tables: SampleTables, people: Sequence[SampleEmployee], vacant: Sequence[SampleVacancy], draw: Draw
) -> tuple[SampleVacancy, ...]:
    """Return the posts of the round, coded PJ-0001 and on: `openings` is the need, `held` the holders.

    Every office, unit and post stands once. People whose row names no unit are in nobody's count, as in life.
    """
    holders = Counter(
        (person.career.office.name, person.unit.rpartition(" | ")[2] if not person.office else person.unit,
         person.position)
        for person in people
        if person.unit and person.position
    )  # fmt: skip
    rows: dict[tuple[str, str, str], SampleVacancy] = {}
    for post in vacant:
        key = post.office.name, post.unit, post.position
        earlier = rows.get(key)
        rows[key] = (
            replace(post, held=0)
            if earlier is None
            else replace(earlier, openings=earlier.openings + post.openings)
        )
    for key in sorted(holders):
        held = holders[key]
        need = max(0, held + draw.weighted(_SHORTAGE))
        if key in rows:
            rows[key] = replace(rows[key], openings=rows[key].openings + need, held=held)
        else:
            rows[key] = _held_post(tables, key, need, held, draw)
    width = max(4, len(str(len(rows))))
    return tuple(
        replace(rows[key], code=f"PJ-{number:0{width}d}") for number, key in enumerate(sorted(rows), start=1)
    )


def _held_post(
    tables: SampleTables, key: tuple[str, str, str], need: int, held: int, draw: Draw
) -> SampleVacancy:
    office_name, unit, position = key
    office, tier = tables.offices[office_name], tier_of(position)
    programmes = accepted_programmes(tables, position, draw) if position in tables.accepted else ()
    return SampleVacancy(
        code="",
        position=position,
        office=office,
        unit=unit,
        district=office.district,
        openings=need,
        tier=tier,
        pay_class=pay_class(position, tier),
        programmes=programmes,
        qualification=" / ".join(programmes),
        rank_min="",
        rank_max="",
        competencies=asked_competencies(tables, office, tier, draw),
        certificates="",
        age_max=None,
        priority=draw.pick((1, 2, 2, 2, 3)),
        held=held,
    )

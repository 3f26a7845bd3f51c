"""What a wish means: a formasi code, a dinas, or a post on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.intake.findings import Findings
from penempatan.intake.person_complaints import PREFERENCE_UNMATCHED
from penempatan.intake.values import squeezed
from penempatan.knowledge.dinas import find_dinas
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.text import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from penempatan.domain.issue import Location
    from penempatan.domain.vacancy import Vacancy


def resolve_wishes(
    vacancies: Mapping[str, Vacancy],
) -> Callable[[tuple[str, ...], Location, Findings], tuple[str, ...]]:
    """Return a reader of wishes for these vacancies.

    A wish becomes the code, the canonical dinas name or the post name as the vacancies write it; one that is
    none of these is kept as written, answers nothing, and is reported.
    """
    codes = {normal(code): code for code in sorted(vacancies, reverse=True)}
    posts = {
        read_position(vacancy.position).name: vacancy.position for _, vacancy in sorted(vacancies.items())
    }
    dinas = {normal(vacancy.dinas): vacancy.dinas for vacancy in vacancies.values()}
    cache: dict[str, str | None] = {}

    def meaning(wish: str) -> str | None:
        folded = normal(wish)
        known = codes.get(folded) or posts.get(read_position(wish).name) or dinas.get(folded)
        if known is not None:
            return known
        fact = find_dinas(wish)
        return fact.name if fact is not None else None

    def resolve(wishes: tuple[str, ...], location: Location, findings: Findings) -> tuple[str, ...]:
        resolved: list[str] = []
        for wish in wishes:
            if wish not in cache:
                cache[wish] = meaning(wish)
            final = cache[wish]
            if final is None:
                findings.add(PREFERENCE_UNMATCHED, location, wish, wish=squeezed(wish))
            resolved.append(wish if final is None else final)
        return tuple(dict.fromkeys(resolved))

    return resolve

"""Which educations agencies accepted for a post in 2024: counts derived from the vacancies of that year.

Source: `position_precedents.csv` (scripts/derive_position_precedents.py), CPNS 2024.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.tables import rows

YEAR = "CPNS 2024"
# A career begins at the lowest jenjang: there the vacancies of 2024 show the education of the whole post
_ENTRY = (
    (re.compile(r"\bAHLI (MUDA|MADYA|UTAMA)\b"), "AHLI PERTAMA"),
    (re.compile(r"\b(MAHIR|PENYELIA)\b"), "TERAMPIL"),
)


@dataclass(frozen=True, slots=True)
class AcceptedEducation:
    """One education that vacancies of a post accepted; `programme` "" means any programme of the level."""

    level: EducationLevel
    programme: str
    formations: int
    agencies: int


@dataclass(frozen=True, slots=True)
class PostPrecedents:
    """What vacancies of one post accepted, most agencies first. `formations` are rows of the vacancy list."""

    position: str
    formations: int
    agencies: int
    accepted: tuple[AcceptedEducation, ...]

    def best(self, level: EducationLevel, programme: str) -> AcceptedEducation | None:
        """Return the most accepted education that someone with this level and programme has, or None.

        A level above the accepted one will do; D-IV and S-1 are one level.
        """
        return next(
            (
                one
                for one in self.accepted
                if one.level.rank <= level.rank and one.programme in ("", programme)
            ),
            None,
        )

    @property
    def lowest_rank(self) -> int:
        """The rank of the lowest level that vacancies of this post accepted."""
        return min(one.level.rank for one in self.accepted)


@cache
def _by_position() -> dict[str, PostPrecedents]:
    totals: dict[str, tuple[int, int]] = {}
    accepted: dict[str, list[AcceptedEducation]] = {}
    for row in rows("position_precedents"):
        counts = int(row["formations"]), int(row["agencies"])
        if row["level"]:
            one = AcceptedEducation(EducationLevel[row["level"]], row["programme"], *counts)
            accepted[row["position"]].append(one)
        else:
            totals[row["position"]], accepted[row["position"]] = counts, []
    return {post: PostPrecedents(post, *totals[post], tuple(accepted[post])) for post in totals}


@lru_cache(maxsize=65536)
def post_precedents(position: str) -> PostPrecedents | None:
    """Return what vacancies of a post accepted; None where fewer than three agencies sought it.

    The post is matched by its canonical name (`read_position`), speciality included. A higher jenjang without
    vacancies of its own is judged by the one where the career begins (Ahli Pertama, Terampil).
    """
    name = read_position(position).name
    if found := _by_position().get(name):
        return found
    for higher, entry in _ENTRY:
        if higher.search(name):
            return _by_position().get(higher.sub(entry, name, count=1))
    return None

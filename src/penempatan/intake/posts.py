"""Post name, kind and tier: what the name says wins over what the column beside it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from penempatan.domain.position import PositionTier, PositionType
from penempatan.intake.columns import Field
from penempatan.intake.nothing import says_nothing
from penempatan.intake.person_complaints import POSITION_ACTING, POSITION_ALSO_ACTING, POSITION_TYPE_DIFFERS
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.values import squeezed
from penempatan.knowledge.codes import read_position_type
from penempatan.knowledge.positions import PositionReading, read_position

_ALSO_ACTING = re.compile(
    r"\s*(?:[/;,&+(\r\n]|\bdan\b|\bmerangkap\b)\s*((?:plt|plh)\b.*)$", re.IGNORECASE | re.DOTALL
)

Post = tuple[str, PositionType | None, PositionTier | None]


def read_posts(
    table: Table, *, acting_unknown: bool = False
) -> tuple[list[str], list[PositionType | None], list[PositionTier | None]]:
    """Return (name, kind, tier) columns; with `acting_unknown` an acting post tells nothing of the person."""
    kinds = table.parse(Field.POSITION_TYPE, _kind, None)
    readings: dict[str, PositionReading] = {}
    names: list[str] = []
    types: list[PositionType | None] = []
    tiers: list[PositionTier | None] = []
    texts = table.texts(Field.POSITION)
    if acting_unknown:
        texts = _definitive(table, texts)
    for position, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        reading = readings.get(text)
        if reading is None:
            reading = readings[text] = read_position("" if says_nothing(text) else text)
        names.append(squeezed(text) if reading.name else "")
        if acting_unknown and reading.acting:
            table.complain(POSITION_ACTING, Field.POSITION, position)
            types.append(kind)
            tiers.append(PositionTier.PELAKSANA if kind is PositionType.EXECUTING else None)
            continue
        said = reading.position_type
        if kind is not None and said is not None and kind is not said:
            table.complain(
                POSITION_TYPE_DIFFERS, Field.POSITION_TYPE, position, shown=kind.value, reading=said.value
            )
        final = said or kind
        types.append(final)
        tiers.append(reading.tier or (PositionTier.PELAKSANA if final is PositionType.EXECUTING else None))
    return names, types, tiers


def _definitive(table: Table, texts: Sequence[str]) -> list[str]:
    """Leave out the acting post that is written behind a definitive one, and say so."""
    doubles = {
        text: also for text in set(texts) if (also := _ALSO_ACTING.search(text)) is not None and also.start()
    }
    for position, text in enumerate(texts) if doubles else ():
        if text in doubles:
            table.complain(POSITION_ALSO_ACTING, Field.POSITION, position, shown=doubles[text][1])
    return [text[: doubles[text].start()].strip() if text in doubles else text for text in texts]


def _kind(text: str) -> PositionType:
    kind = read_position_type(text)
    if kind is None:
        raise Unreadable("Isi Struktural, Fungsional, atau Pelaksana.")
    return kind

"""Degree titles at or beside a name: evidence where Pendidikan tells nothing, else perhaps a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from penempatan.domain.education import Education, EducationLevel
from penempatan.intake.columns import Field
from penempatan.intake.nothing import says_nothing
from penempatan.intake.person_complaints import EDUCATION_BY_TITLE, TITLE_DIFFERS, TITLE_UNCLEAR
from penempatan.intake.table import Table
from penempatan.intake.values import squeezed
from penempatan.knowledge.named_titles import titles_in_name

Educations = tuple[Education, ...]

_NOBODY = "NN"  # stands where the name is empty: titles are told from it by their place
_LOWEST_WITH_PROGRAMME = EducationLevel.D1.rank


def add_titled(table: Table, educated: Sequence[Educations]) -> list[Educations]:
    """Return the educations of every row, with those that only titles tell: at the name or in Gelar columns.

    They are added (marked, with a warning) where Pendidikan is empty or unreadable; a title that leaves the
    programme open (S.IP, S.E.) is asked about. Where Pendidikan is read, a title that shows a higher level,
    or the same level in another field, is noted and changes nothing.
    """
    completed: list[Educations] = []
    columns = (table.texts(column) for column in (Field.TITLES_FRONT, Field.NAME, Field.TITLES_BACK))
    for position, (front, name, back, recorded) in enumerate(zip(*columns, educated, strict=True)):
        column, titled = _titles(front, name, back)
        if titled and _tells(recorded):
            _compare(table, column, position, titled, recorded)
            titled = ()
        completed.append((*recorded, *_evidence(table, column, position, titled)) if titled else recorded)
    return completed


def _titles(front: str, name: str, back: str) -> tuple[Field, Educations]:
    """Return what the titles of a row tell, each once, and the column to look at."""
    front, back = ("" if says_nothing(text) else text for text in (front, back))
    if not front and not back:
        return Field.NAME, titles_in_name(name) if name else ()
    around = titles_in_name(f"{front} {name or _NOBODY}{', ' if back else ''}{back}".strip())
    once = {(one.level, one.programme.name if one.programme else one.raw): one for one in reversed(around)}
    return Field.TITLES_BACK if back else Field.TITLES_FRONT, tuple(reversed(once.values()))


def _tells(recorded: Educations) -> bool:
    """Whether some education on record is read: its level, and its programme where the level has one."""
    return any(
        one.level is not None and (one.programme is not None or one.level.rank < _LOWEST_WITH_PROGRAMME)
        for one in recorded
    )


def _evidence(table: Table, column: Field, position: int, titled: Educations) -> list[Education]:
    """Return what the titles prove in full, marked; what they leave open is asked about."""
    found: list[Education] = []
    for one in titled:
        if one.programme is not None:
            found.append(replace(one, by_title=True))
            if not one.implied:
                level = one.level.label if one.level else ""
                table.complain(
                    EDUCATION_BY_TITLE,
                    column,
                    position,
                    shown=one.raw,
                    reading=squeezed(f"{level} {one.programme.name}"),
                )
        elif not one.implied:
            level = one.level.label if one.level else ""
            table.complain(TITLE_UNCLEAR, column, position, shown=one.raw, level=level)
    return found


def _compare(table: Table, column: Field, position: int, titled: Educations, recorded: Educations) -> None:
    """Note the highest title where it shows more than, or another field than, what is on record."""
    written = [one for one in titled if one.level is not None and not one.implied]
    if not written:
        return
    title = max(written, key=_rank)
    highest = max(map(_rank, recorded))
    if _rank(title) > highest or (_rank(title) == highest and _other_field(title, recorded)):
        known = "; ".join(one.raw for one in recorded if not one.implied)
        table.complain(TITLE_DIFFERS, column, position, shown=title.raw, recorded=squeezed(known))


def _other_field(title: Education, recorded: Educations) -> bool:
    """Whether a title's field of study is known and is that of no education on record."""
    own = title.programme.field_group if title.programme else None
    known = {one.programme.field_group for one in recorded if one.programme}
    return own is not None and None not in known and bool(known) and own not in known


def _rank(education: Education) -> int:
    return education.level.rank if education.level else 0

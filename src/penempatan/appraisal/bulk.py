"""Many educations against their lists: a CSV in, the answers in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penempatan.appraisal.fit import appraise_all
from penempatan.appraisal.reading import UNREAD, EducationReading, joined, reading_of
from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.intake.columns import Field, Role, field_keys, heading_key
from penempatan.intake.complaints import FILE_UNREADABLE
from penempatan.intake.csv_table import read_csv
from penempatan.intake.findings import Findings
from penempatan.intake.sheets import cell_text
from penempatan.knowledge.education import read_educations, read_qualification

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.domain.education import Education
    from penempatan.intake.sheets import Row, Sheet

HEADINGS = ("pendidikan", "kualifikasi", "dibaca_sebagai", "jenjang", "skor_pendidikan", "alasan")
_SOUGHT = (
    (HEADINGS[0], (Role.EMPLOYEES, Field.EDUCATION)),
    (HEADINGS[1], (Role.VACANCIES, Field.QUALIFICATION)),
)
_HEADING_ROWS = 15


@dataclass(frozen=True, slots=True)
class Question:
    """One row as written."""

    education: str
    qualification: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One row answered; `points` in hundredths."""

    question: Question
    read_as: str
    levels: str
    points: int
    reason: str
    to_verify: bool


def read_questions(path: Path) -> list[Question]:
    """Read the rows of a CSV (comma or semicolon, UTF-8 or Windows-1252) that are not wholly blank.

    Raises InputError where the file cannot be opened, the text is damaged or a column is missing.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise _refusal(
            path.name, "berkas tidak boleh dibuka", "Tutup berkas itu, atau minta hak bacanya."
        ) from fault
    sheet = read_csv(data, path.name, Findings())
    heading, columns = _columns(sheet)
    return [Question(*(_cell(row, column) for column in columns)) for row in sheet.rows[heading + 1 :] if row]


def answer_all(questions: Sequence[Question]) -> list[Answer]:
    """Answer each question, in order; equal questions are worked out once."""
    education = {text: place for place, text in enumerate(dict.fromkeys(one.education for one in questions))}
    wanted = {text: place for place, text in enumerate(dict.fromkeys(one.qualification for one in questions))}
    held = [read_educations(text) for text in education]
    shown = [_shown(one) for one in held]
    cells = [(education[one.education], wanted[one.qualification]) for one in questions]
    fits = appraise_all(held, [read_qualification(text) for text in wanted], cells)
    return [
        Answer(question, *shown[person], fit.points, fit.sentence, fit.to_verify)
        for question, (person, _), fit in zip(questions, cells, fits, strict=True)
    ]


def _shown(held: Iterable[Education]) -> tuple[str, str]:
    """What educations are read as and their levels; what they imply is not shown."""
    written: list[EducationReading] = [reading_of(one) for one in held if not one.implied]
    return joined(one.label for one in written) or UNREAD, joined(one.level for one in written)


def _columns(sheet: Sheet) -> tuple[int, tuple[int, int]]:
    """Find the heading row and the two columns."""
    for number, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        keys = [heading_key(cell_text(cell)) for cell in row]
        education = _column(keys, *_SOUGHT[0])
        if education is None:
            continue
        keys[education] = ""  # "Pendidikan" heads the list of a vacancy too
        qualification = _column(keys, *_SOUGHT[1])
        if qualification is not None:
            return number, (education, qualification)
    raise _refusal(
        sheet.file,
        f"tidak ada baris judul dengan kolom “{HEADINGS[0]}” dan “{HEADINGS[1]}”",
        "Beri kedua judul kolom itu pada baris pertama.",
    )


def _refusal(file: str, reason: str, remedy: str) -> InputError:
    return InputError([FILE_UNREADABLE.issue(Location(file), reason=reason, remedy=remedy)])


def _column(keys: list[str], heading: str, field: tuple[Role, Field]) -> int | None:
    """The column with the contract's heading, or else with another heading of that field."""
    if heading in keys:
        return keys.index(heading)
    role, sought = field
    return next(
        (index for index, key in enumerate(keys) if field_keys(role).get(key, (None,))[0] is sought), None
    )


def _cell(row: Row, column: int) -> str:
    return str(row[column]) if column < len(row) else ""

"""How a new workbook shows what people wrote in earlier ones: as comments, in their own cells, or in a list.

The same functions tell a review what it need not record again, for it has merely come back as it was shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.report.labels import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from penempatan.domain.remark import Remark

CellKey = tuple[str, str, str]  # NIP, kode formasi, heading of the column

_OWN_CELLS = (Heading.REMARK, Heading.DECIDED_BY)


def comment_parts(remarks: Iterable[Remark], columns: Iterable[str]) -> dict[CellKey, list[str]]:
    """Return what is shown as a comment at a cell of Usulan, oldest first, none within another.

    Words beside the columns of ours stand at Catatan, behind the heading that they had.
    """
    known = frozenset(columns)
    found: dict[CellKey, list[str]] = {}
    for one in remarks:
        if one.employee_id and one.vacancy_code and not in_own_cell(one):
            heading = one.heading if one.heading in known else Heading.REMARK
            text = one.text if one.is_note else f"{one.heading}: {one.text}"
            found.setdefault((one.employee_id, one.vacancy_code, heading), []).append(text)
    return {key: without_repeats(texts) for key, texts in found.items()}


def own_cells(remarks: Iterable[Remark]) -> dict[CellKey, str]:
    """Return what stands in Catatan and Pemutus of rows nobody decided on: the words of the last review.

    Where several copies of that review differ, the words of all.
    """
    last: dict[CellKey, tuple[str, list[str]]] = {}
    for one in remarks:
        if one.employee_id and in_own_cell(one):
            key = one.employee_id, one.vacancy_code, one.heading
            if last.get(key, ("", []))[0] != one.run_id or key not in last:
                last[key] = one.run_id, []
            last[key][1].append(one.text)
    return {key: "; ".join(dict.fromkeys(texts)) for key, (_, texts) in last.items()}


def in_own_cell(one: Remark) -> bool:
    """Whether it was the text of Catatan or Pemutus."""
    return not one.is_note and one.heading in _OWN_CELLS


def without_repeats(texts: Sequence[str]) -> list[str]:
    """Return the texts in order, less those whose lines stand one after the other in another."""
    distinct = list(dict.fromkeys(texts))
    return [
        text for text in distinct if not any(other != text and stands_in(text, other) for other in distinct)
    ]


def stands_in(text: str, other: str) -> bool:
    """Whether the lines of a text stand one after the other in another one."""
    return f"\n{_lines(text)}\n" in f"\n{_lines(other)}\n"


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines())

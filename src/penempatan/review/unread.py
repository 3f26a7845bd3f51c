"""What stands in the workbook of a result and not yet in its register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.errors import InputError
from penempatan.intake.findings import Findings
from penempatan.review.decide import Deciding, person_keys
from penempatan.review.reading import recorded
from penempatan.review.workbook_copy import read_copy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from penempatan.domain.decision import Decision
    from penempatan.review.workbook_copy import Expected


def unread_decisions(
    workbook: Path, expected: Expected, people: Iterable[str], history: tuple[Decision, ...]
) -> tuple[Decision, ...]:
    """Return the decisions that the register `history` does not have, read as strictly as a review does.

    `people` are the NIPs of the round. InputError with every complaint about the workbook.
    """
    findings = Findings()
    copy = read_copy(workbook, expected, findings)
    deciding = Deciding(
        file=workbook.name,
        run_id=expected.run_id,
        today=None,
        recorded=recorded(history),
        people=person_keys(tuple(people)),
        findings=findings,
    )
    said = [deciding.voice(row).decision for row in copy.rows] if copy is not None else []
    if findings.has_errors:
        raise InputError(findings.sorted())
    return tuple(one for one in said if one is not None)

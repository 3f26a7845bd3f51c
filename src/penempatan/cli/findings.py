"""Findings as rows for machines: in the answer of --json and in `temuan.csv`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from penempatan.cli.privacy import masked
from penempatan.report.csv_text import safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.domain.issue import Issue

_COLUMNS = ("kode", "tingkat", "berkas", "lembar", "sel", "masalah", "tindakan")


def finding_rows(issues: Sequence[Issue]) -> list[dict[str, str]]:
    """Return one row a finding; the offending value itself is left out, for it may be personal."""
    return [
        dict(
            zip(
                _COLUMNS,
                (
                    issue.code,
                    issue.severity.value,
                    issue.location.file,
                    issue.location.sheet,
                    issue.location.cell,
                    masked(issue.problem),
                    masked(issue.remedy),
                ),
                strict=True,
            )
        )
        for issue in issues
    ]


def write_findings(path: Path, issues: Sequence[Issue]) -> None:
    """Write the findings as CSV that Excel opens as it is (UTF-8 with a byte order mark)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for row in finding_rows(issues):
            writer.writerow({column: safe_cell(text) for column, text in row.items()})

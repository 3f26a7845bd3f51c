"""The columns in which officials decide on a sheet of few rows, and the row they decide on."""

from __future__ import annotations

from penempatan.report.labels import Heading
from penempatan.report.sheet_writer import Column, Kind

TO_DECIDE = (
    Column(Heading.DECISION, Kind.ENTRY, 11, 11),
    Column(Heading.ALTERNATE, Kind.ENTRY_CODE, 20, 20),
    Column(Heading.REASON, Kind.ENTRY, 24, 24),
    Column(Heading.REMARK, Kind.ENTRY, 16, 16),
    Column(Heading.DECIDED_BY, Kind.ENTRY, 14, 14),
    Column(Heading.ROW_ID, Kind.CODE, 12, 13),
)

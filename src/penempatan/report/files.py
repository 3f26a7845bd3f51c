"""The fixed file names of a result folder."""

from __future__ import annotations

WORKBOOK = "usulan.xlsx"
PLACEMENTS = "penempatan.csv"
PROOF = "bukti.json"
RECORD = "rekam.json"  # written last: without it there is no result
OUTPUTS = (WORKBOOK, PLACEMENTS, PROOF, RECORD)

DECISIONS = "keputusan.csv"  # decisions read back from the workbook

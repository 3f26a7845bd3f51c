"""`penempatan skor`: every pair with its eligibility and score components."""

from __future__ import annotations

from typing import Annotated

SHORT = "Keluarkan skor setiap pasangan sebagai CSV."
HELP = "x"
EXAMPLES = "x"


def scores() -> int:
    """Placeholder."""
    return 0

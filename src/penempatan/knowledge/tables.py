"""Reading the package's own CSV tables."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<name>.csv` as read (all text); KeyError-free because we write the tables."""
    text = files("penempatan.knowledge").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell of ours that holds a `;`-separated list."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())

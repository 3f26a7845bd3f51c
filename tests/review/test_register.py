"""The register keeps every decision: what is written is read back, what stood there stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penempatan.domain.decision import Decision, DecisionKind
from penempatan.domain.issue import Location
from penempatan.errors import InputError
from penempatan.review.register import (
    append_register,
    parse_register,
    read_history,
    read_register,
    register_bytes,
)

if TYPE_CHECKING:
    from pathlib import Path

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def decision(nip: str, code: str, kind: DecisionKind, reason: str = "") -> Decision:
    """Return a decision of one day and run."""
    return Decision(
        nip, code, kind, reason=reason, decided_on=date(2026, 1, 5), run_id="abc123", source="u.xlsx"
    )


def test_a_later_line_counts_and_the_earlier_one_stays(tmp_path: Path) -> None:
    """Tunda, then Setuju for the same row: Setuju counts, both are in the file."""
    path = tmp_path / "keputusan.csv"
    assert read_register(path) == ()
    append_register(path, [decision("A", "F1", DecisionKind.DEFER, reason="menunggu")])
    before = path.read_bytes()
    append_register(
        path, [decision("A", "F1", DecisionKind.APPROVE), decision("B", "F2", DecisionKind.REJECT)]
    )
    assert path.read_bytes().startswith(before)
    assert [(one.employee_id, one.kind) for one in read_register(path)] == [
        ("A", DecisionKind.APPROVE),
        ("B", DecisionKind.REJECT),
    ]
    assert [one.kind.value for one in read_history(path)] == ["Tunda", "Setuju", "Tolak"]
    assert [one.name for one in tmp_path.iterdir()] == ["keputusan.csv"]


@given(TEXT, TEXT, st.text("ab=+'-", max_size=6), TEXT)
def test_every_text_comes_back_as_it_was(reason: str, remark: str, by: str, source: str) -> None:
    """Line ends, quotes, commas, things that look like formulas: nothing is lost or changed."""
    one = Decision("A", "=F1", DecisionKind.REPLACE, "B", reason, remark, by, date(2026, 2, 1), "r", source)
    (found,) = parse_register(register_bytes(b"", [one]), "keputusan.csv")
    assert found.location == Location("keputusan.csv", "", "2")
    assert [getattr(found, name) for name in Decision.__slots__ if name != "location"] == [
        getattr(one, name) for name in Decision.__slots__ if name != "location"
    ]


def test_every_damaged_line_is_named() -> None:
    """An unknown decision, a date that is none, a swapped person and a short line: four complaints."""
    rows = [decision(nip, "F1", DecisionKind.APPROVE) for nip in "ABCDE"]
    lines = register_bytes(b"", rows).decode().splitlines(keepends=True)
    lines[1] = lines[1].replace("Setuju", "Boleh")
    lines[2] = lines[2].replace("2026-01-05", "5/1/2026")
    lines[3] = lines[3].replace(",C,", ",Z,")
    lines[4] = "a,b\n"
    with pytest.raises(InputError) as refused:
        parse_register("".join(lines).encode(), "keputusan.csv")
    assert sorted(issue.location.cell for issue in refused.value.issues) == ["2", "3", "4", "5"]

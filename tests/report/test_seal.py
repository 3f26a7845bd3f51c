"""The seal: the same for the same plan, another for any other cell; ids that stay with the pair."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from hand_plans import run_by_hand
from penempatan.domain.problem import SourceFile
from penempatan.report.labels import ENTRY_HEADINGS, HiddenSheet
from penempatan.report.proposal_table import proposal_rows
from penempatan.report.row_id import row_id
from penempatan.report.seal import (
    SealUnreadableError,
    laid_out,
    read_back,
    seal_of,
    sealed_table,
    sealed_text,
)
from penempatan.report.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.report.run import RunReport


def two_placed(first_name: str = "Ani") -> RunReport:
    """Two people, two posts, one each."""
    people = [
        make_employee(id="198503142010011001", name=first_name),
        make_employee(id="198503142010011002", name="Budi"),
    ]
    problem = make_problem(
        people,
        [make_vacancy(code="F-1"), make_vacancy(code="F-2")],
        sources=(SourceFile("pegawai", "pegawai.xlsx", "Data", "ab" * 32, 2),),
    )
    return run_by_hand(problem, OPEN_SETTINGS, f"{people[0].id} F-1\n{people[1].id} F-2")


def test_row_ids_are_those_of_the_pair() -> None:
    """Worked out with another program (b2sum): ten digits, upper case, of `NIP|KODE`."""
    assert row_id("199001012015032001", "F-1") == "27B5AFD1FA"


@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 99)), min_size=2, max_size=30, unique=True),
)
def test_different_pairs_have_different_ids(pairs: list[tuple[int, int]]) -> None:
    """NIPs that share their first fifteen digits, and codes that run into the NIP, stay apart."""
    ids = {row_id(f"199001012015031{serial:03d}", str(code)) for serial, code in pairs}
    assert len(ids) == len(pairs)


def test_the_workbook_carries_its_seal_and_the_copy(tmp_path: Path) -> None:
    """What openpyxl finds on the hidden sheet is the table of the run, and its hash is the one returned."""
    run = two_placed()
    seal = write_workbook(tmp_path / "u.xlsx", run)
    sheet: Any = openpyxl.load_workbook(tmp_path / "u.xlsx")[HiddenSheet.SEAL.value]
    table, written = read_back(list(sheet.iter_rows(values_only=True)))
    assert table == sealed_table(run)
    assert seal == written == seal_of(table)
    assert table.inputs[0].sha256 == "ab" * 32


def test_the_copy_is_what_the_sheet_shows(tmp_path: Path) -> None:
    """Every locked cell of Usulan equals its copy, both evened out; the officials' cells are not in it."""
    run = two_placed("  Ani\u00a0 binti\nUmar ")
    write_workbook(tmp_path / "u.xlsx", run)
    sheet: Any = openpyxl.load_workbook(tmp_path / "u.xlsx")["Usulan"]
    head, *rows = sheet.iter_rows(values_only=True)
    table = sealed_table(run)
    assert not set(table.headings) & set(ENTRY_HEADINGS)
    for row, copy in zip(rows, table.rows, strict=True):
        shown = dict(zip(head, map(sealed_text, row), strict=True))
        assert [shown[heading] for heading in table.headings] == list(copy)
    assert "Ani binti Umar" in table.rows[0]


@pytest.mark.parametrize("part", ["run_id", "sheet", "inputs", "headings", "row_ids", "rows"])
def test_whatever_is_altered_breaks_the_seal(part: str) -> None:
    """Each part of the table counts."""
    table = sealed_table(two_placed())
    altered = {
        "run_id": {"run_id": "ffff"},
        "sheet": {"sheet": "Lain"},
        "inputs": {"inputs": (replace(table.inputs[0], sha256="cd" * 32),)},
        "headings": {"headings": table.headings[::-1]},
        "row_ids": {"row_ids": table.row_ids[::-1]},
        "rows": {"rows": table.rows[::-1]},
    }[part]
    assert seal_of(replace(table, **altered)) != seal_of(table)  # type: ignore[arg-type]


def test_the_seal_depends_on_names_only_as_shown() -> None:
    """Another name gives another seal; the same run gives the same one."""
    assert seal_of(sealed_table(two_placed())) == seal_of(sealed_table(two_placed()))
    assert seal_of(sealed_table(two_placed())) != seal_of(sealed_table(two_placed("Ali")))


@pytest.mark.parametrize(
    ("written", "read"),
    [("a\r\nb", "a\nb"), (" a  b ", "a b"), (71.0, 71), (71.25, 71.25000000000001), ("", None)],
)
def test_what_saving_changes_does_not_count(written: str | float, read: str | float | None) -> None:
    """Line ends, blanks, whole numbers as floats, the last bit of a float, blanks as nothing."""
    assert sealed_text(written) == sealed_text(read)


def test_a_hidden_sheet_of_another_making_is_refused() -> None:
    """No copy, another schema, no seal: each is named."""
    good = laid_out(sealed_table(two_placed()))
    with pytest.raises(SealUnreadableError, match="salinan"):
        read_back([["apa", "saja"]])
    with pytest.raises(SealUnreadableError, match="skema segel 'x'"):
        read_back([("skema", "x"), *good[1:]])
    with pytest.raises(SealUnreadableError, match="tidak memuat segel"):
        read_back([row for row in good if row[0] != "segel"])


def test_rows_and_their_ids_go_together() -> None:
    """The id in a row is the id of its pair."""
    for row in proposal_rows(two_placed()):
        assert row.row_id == row_id(row.employee_id, row.vacancy_code) == row.cells[-1]

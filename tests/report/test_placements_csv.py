"""penempatan.csv: exact bytes, safe cells, and read back as written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    OPEN_SETTINGS,
    TABLE_SETTINGS,
    make_employee,
    make_problem,
    make_scored_problem,
    make_vacancy,
)
from penempatan.domain.plan import Placement, PlacementPlan, Termination
from penempatan.report.csv_text import safe_cell
from penempatan.report.placements_csv import (
    HEADINGS,
    PlacementsUnreadableError,
    hundredths,
    read_placements,
    write_placements,
)
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import DIAGONAL

if TYPE_CHECKING:
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem


def plan(*placements: Placement) -> PlacementPlan:
    """Return a plan whose figures do not matter here."""
    return PlacementPlan(placements, Termination.OPTIMAL, 0, 0)


def written(path: Path, problem: PlacementProblem, *placements: Placement) -> str:
    """Write the placements of a table round and return the file."""
    write_placements(path, problem, pair_scores(problem, TABLE_SETTINGS), plan(*placements))
    return path.read_bytes().decode("utf-8")


def test_file_is_exactly_this(tmp_path: Path) -> None:
    """Rows by NIP, two decimals with a dot, a component that is not asked stays empty, \\n line ends."""
    problem = make_scored_problem("F1 F2\nA 50 7.05\nB 100 .")
    problem = replace(
        problem,
        vacancies=(
            replace(problem.vacancies[0], unit="Bidang A | Seksi B", competencies=()),
            replace(problem.vacancies[1], unit=""),
        ),
        employees=tuple(replace(one, position="PENGELOLA, DATA") for one in problem.employees),
    )
    text = written(tmp_path / "p.csv", problem, Placement("B", "F1", 10_000), Placement("A", "F2", 705))
    assert text == (
        "nip,nama,jabatan_asal,dinas_asal,kode_formasi,jabatan,dinas,unit_kerja,skor,skor_pendidikan,"
        "skor_kompetensi,skor_kinerja,skor_pengalaman,skor_minat,skor_jarak,skor_luar\n"
        'A,Pegawai A,"PENGELOLA, DATA",Dinas Kesehatan,F2,PENATA LAYANAN OPERASIONAL,Dinas Kesehatan,'
        ",7.05,100.00,100.00,80.00,80.00,0.00,100.00,7.05\n"
        'B,Pegawai B,"PENGELOLA, DATA",Dinas Kesehatan,F1,PENATA LAYANAN OPERASIONAL,Dinas Kesehatan,'
        "Bidang A | Seksi B,100.00,100.00,,80.00,80.00,0.00,100.00,100.00\n"
    )


def test_order_of_the_plan_does_not_matter(tmp_path: Path) -> None:
    """The same plan gives the same bytes in whatever order its placements come."""
    problem = make_scored_problem("F1 F2\nA 50 60\nB 70 80")
    one, other = Placement("A", "F1", 5_000), Placement("B", "F2", 8_000)
    assert written(tmp_path / "a.csv", problem, one, other) == written(
        tmp_path / "b.csv", problem, other, one
    )


def test_no_placement_leaves_the_headings(tmp_path: Path) -> None:
    """An empty plan is a file with its headings alone."""
    assert written(tmp_path / "p.csv", make_scored_problem("F1\nA .")) == ",".join(HEADINGS) + "\n"


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "+62812", "-1", "@sum(A1)", "\tTab", "\rCR", "＝HYPERLINK(1)", "'=1+1"]
)
def test_formula_stays_text(tmp_path: Path, name: str) -> None:
    """A name that a spreadsheet program would run gets an apostrophe; everything else is untouched."""
    problem = make_scored_problem("F1\nA 50")
    problem = replace(problem, employees=(replace(problem.employees[0], name=name),))
    written(tmp_path / "p.csv", problem, Placement("A", "F1", 5_000))
    (row,) = read_placements(tmp_path / "p.csv")
    assert row.cells[1] == f"'{name}"


@given(st.text(max_size=12), st.text(max_size=12))
def test_safe_cells_are_distinct(one: str, other: str) -> None:
    """No two texts become the same cell, and no cell begins like a formula."""
    assert (safe_cell(one) == safe_cell(other)) == (one == other)
    assert not safe_cell(one).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.integers(0, 10_000))
def test_hundredths_are_exact(value: int) -> None:
    """Two decimals, never rounded by a float."""
    text = hundredths(value)
    assert int(text.replace(".", "")) == value
    assert text[-3] == "."


def test_reading_gives_back_what_was_written(tmp_path: Path) -> None:
    """Names with commas, quotes and line breaks come back as they were."""
    name = 'Dr. "Siti", S.Kom.\nM.Kom.'
    problem = make_problem([make_employee(name=name)], [make_vacancy()])
    pairs = pair_scores(problem, OPEN_SETTINGS)
    score = pairs.judge(0, 0).score
    write_placements(
        tmp_path / "p.csv", problem, pairs, plan(Placement(problem.employees[0].id, "F-001", score))
    )
    (row,) = read_placements(tmp_path / "p.csv")
    assert (row.cells[1], row.nip, row.vacancy_code) == (name, problem.employees[0].id, "F-001")
    assert row.score == hundredths(score)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "judul kolom"),
        (b"nip,nama\n", "judul kolom"),
        (",".join(HEADINGS).encode() + b"\n1,2\n", "baris 2: 2 kolom, seharusnya 16"),
        (",".join(HEADINGS).encode() + b"\n\n", "baris 2: 0 kolom"),
        (b"\xff\xfe", "tidak terbaca sebagai CSV UTF-8"),
        (b'"nip', "tidak terbaca sebagai CSV UTF-8"),
    ],
)
def test_foreign_file_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    """A file that is not of our making is refused with a sentence, never half read."""
    (tmp_path / "p.csv").write_bytes(content)
    with pytest.raises(PlacementsUnreadableError, match=complaint):
        read_placements(tmp_path / "p.csv")


def test_points_of_many_pairs_are_those_of_each_pair() -> None:
    """The diagonal short cut gives every pair the points that judging it alone gives, at any length."""
    people = [
        make_employee(id=f"{number:018d}", preferences=(f"V{number % 5}",)) for number in range(DIAGONAL + 5)
    ]
    posts = [make_vacancy(code=f"V{number}") for number in range(7)]
    problem = make_problem(people, posts)
    pairs = pair_scores(problem, OPEN_SETTINGS)
    employees = np.arange(len(people), dtype=np.int32)
    vacancies = (employees * 3 % 7).astype(np.int32)
    points = pairs.pair_points(employees, vacancies)
    for index, (employee, vacancy) in enumerate(zip(employees.tolist(), vacancies.tolist(), strict=True)):
        parts = pairs.judge(employee, vacancy).parts
        assert points.value[:, index].tolist() == [part.points for part in parts]
        assert points.missing[:, index].tolist() == [part.missing for part in parts]

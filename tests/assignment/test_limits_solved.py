"""Each kind of limit on a round solved in the head: it allows, it forbids, missing data count nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builders import TABLE_SETTINGS, make_scored_problem
from penempatan import locate_round
from penempatan.domain.plan import Termination
from penempatan.domain.problem import DinasProfile, PlacementProblem
from penempatan.pipeline import planned, read_round
from penempatan.settings.model import DinasCap, LimitSettings, ShareAttribute, ShareLimit
from penempatan.verification.check import verify
from whole_rounds import solved

HEALTH, SOCIAL, OFFICE = "Dinas Kesehatan", "Dinas Sosial", "Dinas Kesehatan | Sekretariat"


def two_people(**changes: Any) -> PlacementProblem:
    """Return A and B of kelas 7 in the Sekretariat of health; F1 (kelas 9) there, F2 (kelas 8) in social.

    Best without limits: A in F1 and B in F2, 150 points. `changes` are by NIP or kode formasi.
    """
    problem = make_scored_problem(
        """
            F1  F2
        A   90  50
        B   80  60
        """
    )
    held = {"dinas": HEALTH, "unit": "Sekretariat", "job_grade": 7}
    posts = {
        "F1": {"dinas": HEALTH, "unit": "Sekretariat", "job_grade": 9, "district": "Tugu"},
        "F2": {"dinas": SOCIAL, "unit": "", "job_grade": 8, "district": "Tembalang"},
    }
    return replace(
        problem,
        employees=tuple(replace(one, **{**held, **changes.get(one.id, {})}) for one in problem.employees),
        vacancies=tuple(
            replace(one, **{**posts[one.code], **changes.get(one.code, {})}) for one in problem.vacancies
        ),
        relatives=changes.get("relatives", ()),
        dinas=(DinasProfile(HEALTH, district="Tugu"), DinasProfile(SOCIAL, district="Tembalang")),
    )


def plan_under(problem: PlacementProblem, **limits: Any) -> str:
    """Return the proved and checked plan as `A F1, B F2`."""
    rules = replace(TABLE_SETTINGS, limits=LimitSettings(**limits))
    plan = solved(problem, rules)
    assert plan.termination is Termination.OPTIMAL
    verify(problem, rules, plan)
    return ", ".join(f"{one.employee_id} {one.vacancy_code}" for one in plan.placements)


def cap(name: str, number: int) -> tuple[DinasCap, ...]:
    """Return one entry of a table of limits."""
    return (DinasCap(name, number),)


@pytest.mark.parametrize(
    ("budget", "plan"),
    [
        (3, "A F1, B F2"),  # two steps and one: allowed to the last step
        (2, "A F1"),  # both would take three steps, so one is placed: the better fit
        (1, "B F2"),  # one step is all: F2 alone, B fits it better
        (0, ""),
    ],
)
def test_budget_of_kelas_binds(budget: int, plan: str) -> None:
    """`anggaran_kelas` allows what it just covers and forbids one step more."""
    assert plan_under(two_people(), grade_budget=budget) == plan


@pytest.mark.parametrize(
    ("changes", "plan"),
    [
        ({"A": {"job_grade": None}}, "A F1, B F2"),  # A's steps are not known: B's one step is all
        ({"F1": {"job_grade": None}}, "A F1, B F2"),  # nor those into F1
        ({"A": {"job_grade": 9}}, "A F1, B F2"),  # no step up for A
        ({"A": {"job_grade": 12}}, "A F1, B F2"),  # a step down gives nothing back …
        ({"A": {"job_grade": 12}, "F2": {"job_grade": 9}}, "A F1"),  # … so B's two steps are too many
    ],
)
def test_budget_of_kelas_with_data_missing(changes: dict[str, Any], plan: str) -> None:
    """With one step to spend, unknown kelas cost nothing and steps down earn nothing."""
    assert plan_under(two_people(**changes), grade_budget=1) == plan


SHARE = ShareLimit(ShareAttribute.HOME_DINAS, (HEALTH,), SOCIAL, 0, -1)
NO_UNIT, NO_DINAS, NO_PLACE = {"unit": ""}, {"dinas": "", "unit": ""}, {"district": "Entah"}
KINDS: list[tuple[dict[str, Any], dict[str, Any], str, dict[str, Any]]] = [
    # a limit that allows, one that forbids, the plan then, what else there is in the round
    ({"placements_max": 2}, {"placements_max": 1}, "A F1", {}),
    ({"moves_max": 1}, {"moves_max": 0}, "A F1", {}),
    ({"arrive_max": cap(SOCIAL, 1)}, {"arrive_max": cap(SOCIAL, 0)}, "A F1", {}),
    ({"leave_max": cap(HEALTH, 1)}, {"leave_max": cap(HEALTH, 0)}, "A F1", {}),
    ({"leave_max": cap(OFFICE, 1)}, {"leave_max": cap(OFFICE, 0)}, "A F1", {}),
    ({"staff_min": cap(HEALTH, 1)}, {"staff_min": cap(HEALTH, 2)}, "A F1", {}),
    ({"staff_min": cap(OFFICE, 1)}, {"staff_min": cap(OFFICE, 2)}, "A F1", {}),
    ({"shares": (replace(SHARE, most_percent=100),)}, {"shares": (SHARE,)}, "A F1", {}),
    ({"spouse_km": 23}, {"spouse_km": 22}, "A F1", {"A": {"spouse_id": "B"}}),  # 22.07 km apart
]


@pytest.mark.parametrize(("allows", "forbids", "plan", "changes"), KINDS)
def test_every_kind_allows_and_forbids(
    allows: dict[str, Any], forbids: dict[str, Any], plan: str, changes: dict[str, Any]
) -> None:
    """Under the looser limit both are placed; one tighter, nobody goes to F2, and A fits F1 better."""
    assert plan_under(two_people(**changes), **allows) == "A F1, B F2"
    assert plan_under(two_people(**changes), **forbids) == plan


@pytest.mark.parametrize(
    ("limits", "changes"),
    [
        ({"leave_max": cap(HEALTH, 0)}, {"B": NO_DINAS}),  # B leaves no known dinas
        ({"leave_max": cap(OFFICE, 0)}, {"B": NO_UNIT}),
        ({"staff_min": cap(OFFICE, 1)}, {"B": NO_UNIT}),  # nor is B counted as staff of the unit
        ({"shares": (SHARE,)}, {"B": NO_DINAS}),  # B is in no known group
        ({"spouse_km": 3}, {"A": {"spouse_id": "B"}, "F2": NO_PLACE}),
    ],
)
def test_every_kind_with_data_missing(limits: dict[str, Any], changes: dict[str, Any]) -> None:
    """Where the data that the limit asks about are missing for B or F2, nothing is forbidden."""
    assert plan_under(two_people(**changes), **limits) == "A F1, B F2"


@pytest.mark.parametrize(
    ("least", "plan"),
    [(cap(SOCIAL, 1), "A F1, B F2"), (cap(OFFICE, 1), "A F1, B F2")],
)
def test_arrivals_at_least(least: tuple[DinasCap, ...], plan: str) -> None:
    """A floor that the best plan reaches changes nothing, for a dinas and for a unit."""
    assert plan_under(two_people(), arrive_min=least) == plan


def test_arrivals_at_least_move_somebody() -> None:
    """With one placement allowed, it goes where the floor wants it, though F1 would be worth more."""
    assert plan_under(two_people(), arrive_min=cap(SOCIAL, 1), placements_max=1) == "B F2"


SAME_UNIT = {"dinas": HEALTH, "unit": "Sekretariat"}


@pytest.mark.parametrize(
    ("changes", "plan"),
    [
        ({"A": NO_UNIT, "B": NO_UNIT}, "A F1, B F2"),  # two units
        ({"A": NO_UNIT, "B": NO_UNIT, "F2": SAME_UNIT}, "A F1"),  # one unit: not both
        ({"A": NO_UNIT, "B": NO_UNIT, "F2": {**SAME_UNIT, "unit": ""}}, "A F1, B F2"),  # nobody knows
        ({"A": NO_UNIT}, "A F1, B F2"),  # B is in the unit of F1 today, and leaves it
        ({"A": NO_UNIT, "F2": {"openings": 0}}, "B F1"),  # B does not: A may not come to it
    ],
)
def test_relatives_in_one_unit(changes: dict[str, Any], plan: str) -> None:
    """R36 allows two units, forbids coming to a relative's unit, and cannot tell where one is unknown."""
    problem = two_people(**changes, relatives=(("A", "B"),))
    assert plan_under(problem, relatives_apart=True) == plan


TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "pegawai": (
        ("NIP", "Nama", "Pendidikan", "Dinas", "Unit Kerja", "Minat 1", "NIP Pasangan"),
        *(
            (f"1990010{at}2015032001", f"Pegawai {at}", "S-1 AKUNTANSI", dinas, unit, wish, spouse)
            for at, (dinas, unit, wish, spouse) in enumerate(
                (
                    (HEALTH, "Sekretariat", "F-2", ""),
                    (HEALTH, "Sekretariat", "F-2", "199001032015032001"),
                    (HEALTH, "Bidang Data", "F-3", ""),
                    (SOCIAL, "Sekretariat", "F-1", "199001022015032001"),
                    (SOCIAL, "", "F-1", ""),
                    (SOCIAL, "Sekretariat", "F-1", ""),
                ),
                start=1,
            )
        ),
    ),
    "formasi": (
        ("Kode Formasi", "Jabatan", "Dinas", "Unit Kerja", "Jumlah", "Prioritas"),
        ("F-1", "PENATA LAYANAN OPERASIONAL", HEALTH, "Sekretariat", "2", "1"),
        ("F-2", "PENATA LAYANAN OPERASIONAL", SOCIAL, "Sekretariat", "2", "2"),
        ("F-3", "PENATA LAYANAN OPERASIONAL", HEALTH, "Bidang Data", "1", "2"),
        ("F-4", "PENATA LAYANAN OPERASIONAL", SOCIAL, "Bidang Data", "1", "3"),
    ),
    "dinas": (
        ("Dinas", "Unit Kerja", "Keluar Maksimal"),
        (HEALTH, "", "2"),
        (HEALTH, "Sekretariat", "1"),
        (SOCIAL, "", "2"),
    ),
    "hubungan": (
        ("NIP", "NIP Kerabat"),
        ("199001042015032001", "199001062015032001"),
        ("199001012015032001", "199001032015032001"),
    ),
}
RULES = """
[syarat]
pendidikan = "bebas"
masa_jabatan_minimal_tahun = 0
[batas]
kerabat_tidak_satu_unit = true
pasangan_maksimal_km = 30
[batas.masuk_maksimal]
"""
ARRIVALS = (f'"{HEALTH}" = 3\n', f'"{SOCIAL}" = 2\n', f'"{HEALTH} | Sekretariat" = 2\n')


def written(folder: Path, random: Random | None) -> None:
    """Write a small round with limits; with `random`, the rows of every table and of the rules shuffled."""
    folder.mkdir()
    for name, (head, *rows) in {**TABLES, "aturan": (("",), *((one,) for one in ARRIVALS))}.items():
        if random is not None:
            random.shuffle(rows)
        if name == "aturan":
            (folder / "aturan.toml").write_text(RULES + "".join(one for (one,) in rows), encoding="utf-8")
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows((head, *rows))


@pytest.mark.parametrize("seed", range(4))
def test_order_of_rows_decides_nothing(seed: int, tmp_path: Path) -> None:
    """Rows of every table shuffled, the entries of the rules too: the same people in the same posts."""
    plans = []
    for number, random in enumerate((None, Random(seed))):
        folder = tmp_path / str(number)
        written(folder, random)
        rules, problem = read_round(locate_round(folder), today=date(2026, 11, 23))
        assert problem.relatives
        assert len(problem.units) == 1
        plan = planned(problem, rules)
        assert plan.termination is Termination.OPTIMAL
        plans.append([(one.employee_id, one.vacancy_code, one.score) for one in plan.placements])
    assert plans[0] == plans[1]
    assert len(plans[0]) >= 3

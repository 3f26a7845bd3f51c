"""The shipped precedents: what they count, and that they come from the shared data."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import random
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.education import read_educations, read_qualification
from penempatan.knowledge.nearness import Basis, Together, nearness
from penempatan.knowledge.nearness.table import LISTS, PROGRAMMES, shipped_table

PAIRS = [
    ("S-1 ILMU PEMERINTAHAN", "S-1 ADMINISTRASI PUBLIK"),
    ("S-1 AKUNTANSI", "D-IV AKUNTANSI"),
    ("D-III KEBIDANAN", "D-III KEPERAWATAN"),
    ("S-1 SASTRA JAWA", "S-1 TEKNIK NUKLIR"),
]


def loaded(path: Path) -> ModuleType:
    """The module of a script."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def source_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a gzipped CSV file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_counts_are_those_of_the_vacancies(shared_data: Path, one: str, other: str) -> None:
    """n vacancies in m agencies, counted once more from the source rows by plain sets of programmes."""
    folder = shared_data / "formasi_2024"
    table = shipped_table()

    def named(text: str) -> tuple[EducationLevel | None, str]:
        (alternative,) = read_qualification(text).alternatives
        return alternative.level, alternative.programme.name if alternative.programme else ""

    accepted: defaultdict[str, set[tuple[EducationLevel | None, str]]] = defaultdict(set)
    for row in source_rows(folder / "kualifikasi.csv.gz"):
        accepted[row["no"]].add(named(row["nama_pend"]))
    wanted = {named(one), named(other)}
    both = [row for row in source_rows(folder / "formasi.csv.gz") if wanted <= accepted[row["no"]]]
    counted = Together(len(both), len({row["ins_nm"] for row in both}))
    assert table.together(table.number[named(one)], table.number[named(other)]) == counted


def test_the_tables_derive_from_the_shared_data(shared_data: Path, repository: Path) -> None:
    """The derivation writes the shipped tables byte for byte (the list compressed, so compared unpacked)."""
    script = loaded(repository / "scripts" / "derive_precedents.py")
    derived = script.derive(script.read_vacancies(shared_data / "formasi_2024"))
    programmes, lists = script.table_texts(derived)
    data = files("penempatan.knowledge").joinpath("data")
    assert programmes.encode() == data.joinpath(PROGRAMMES).read_bytes()
    assert lists.encode() == gzip.decompress(data.joinpath(LISTS).read_bytes())


def test_cases_are_new_lists_of_agencies_held_out(repository: Path) -> None:
    """Of two lists held out, the one already seen gives no case; the unlisted programme has the level."""
    script = loaded(repository / "scripts" / "derive_precedents.py")
    training = [
        script.Vacancy("A", frozenset({"S-1 X", "S-1 Y"})),
        script.Vacancy("A", frozenset({"D-III Z"})),
    ]
    held = [
        script.Vacancy("B", frozenset({"S-1 X", "S-1 Y"})),
        script.Vacancy("B", frozenset({"S-1 X", "S-1 V"})),
        script.Vacancy("B", frozenset({"S-1 W"})),
    ]
    (case,) = script.cases(training, held, random.Random(1))
    assert {case.listed, *case.remaining} == {"S-1 X", "S-1 V"}
    assert case.unlisted == "S-1 Y"


@pytest.mark.parametrize(
    ("nearer", "farther", "listed"),
    [
        ("S-1 Ilmu Pemerintahan", "S-1 Kebidanan", "S-1 Administrasi Publik / S-1 Hukum"),
        ("S-1 Teknik Informatika", "S-1 Hukum", "S-1 Sistem Informasi"),
        ("S-1 Akuntansi", "S-1 Biologi", "S-1 Manajemen / S-1 Ekonomi"),
        ("D-III Keperawatan", "D-III Akuntansi", "D-III Kebidanan"),
    ],
)
def test_what_agencies_would_agree_with(nearer: str, farther: str, listed: str) -> None:
    """Neighbours in practice stand far above strangers."""
    post = read_qualification(listed)
    near, far = (nearness(read_educations(text)[0], post) for text in (nearer, farther))
    assert near.points > far.points + 2000
    assert near.basis is Basis.PRECEDENT

"""Synthetic rounds: reproducible, in the shape of the city, and true to how careers go."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.nip import NipKind, NipReading, read_nip
from penempatan.domain.position import PositionTier, PositionType
from penempatan.domain.rank import PNS_RANKS, PPPK_RANKS
from penempatan.intake.columns import Field
from penempatan.knowledge.positions import is_health_post, read_position
from penempatan.sample.draw import Draw
from penempatan.sample.employees import SampleEmployee, make_employees
from penempatan.sample.generate import generate_round
from penempatan.sample.posts import heals
from penempatan.sample.round import JUDGED_ON, SampleSheet
from penempatan.sample.tables import load_tables
from penempatan.sample.vacancies import SampleVacancy, make_vacancies


def column(sheet: SampleSheet, field: Field) -> list[object]:
    """Return the cells below a heading."""
    at = sheet.headings.index(field.value)
    return [row[at] for row in sheet.rows[sheet.heading_row + 1 :]]


@pytest.fixture(scope="module")
def vacancies() -> tuple[SampleVacancy, ...]:
    """The city's own number of vacancies."""
    return make_vacancies(load_tables(), 268, Draw(2026, "formasi"))


@pytest.fixture(scope="module")
def people(vacancies: tuple[SampleVacancy, ...]) -> tuple[SampleEmployee, ...]:
    """Enough people for shares to settle."""
    return make_employees(load_tables(), 2000, vacancies, Draw(2026, "pegawai"))


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 2**31 - 1), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_size_is_what_was_asked_and_the_seed_fixes_it(
    employees: int, vacancies: int, seed: int, messy: bool
) -> None:
    """Row counts are as asked, and the same four numbers give the same round again."""
    made = generate_round(employees, vacancies, seed, messy)
    if messy:
        assert made.troubles
    else:
        assert len(made.employees.rows) == employees + 1
        assert len(made.vacancies.rows) == vacancies + 1
        assert made.troubles == ()
    assert generate_round(employees, vacancies, seed, messy) == made


def test_another_seed_is_another_round() -> None:
    """Two seeds differ in people and in vacancies."""
    one, other = generate_round(20, 20, 1, False), generate_round(20, 20, 2, False)
    assert one.employees != other.employees
    assert one.vacancies != other.vacancies


def test_268_vacancies_are_the_city_in_shape(vacancies: tuple[SampleVacancy, ...]) -> None:
    """331 seats; the same positions at the same offices with the same openings as announced in 2024."""
    shape = Counter((vacancy.position, vacancy.office.name, vacancy.openings) for vacancy in vacancies)
    announced = Counter((one.position, one.office, one.openings) for one in load_tables().city)
    assert shape == announced
    assert sum(vacancy.openings for vacancy in vacancies) == 331


def test_more_vacancies_go_beyond_the_city() -> None:
    """A large round holds the city's positions and others of the country."""
    large = {vacancy.position for vacancy in make_vacancies(load_tables(), 900, Draw(1, "formasi"))}
    city = {one.position for one in load_tables().city}
    assert city < large


def test_codes_are_unique_and_in_reading_order() -> None:
    """Vacancy codes are distinct, equally long, and ascend down the sheet."""
    codes = column(generate_round(0, 300, 1, False).vacancies, Field.CODE)
    assert all(str(one) < str(next_) for one, next_ in pairwise(codes))
    assert codes[0] == "SMG-0001"


def test_numbers_are_valid_distinct_and_tell_the_status(people: tuple[SampleEmployee, ...]) -> None:
    """Every NIP reads well, nobody shares one, and NI PPPK stand beside status PPPK alone."""
    assert len({person.nip for person in people}) == len(people)
    for person in people:
        reading = read_nip(person.nip)
        assert isinstance(reading, NipReading), person.nip
        assert reading.birth_date == person.career.birth_date
        assert (reading.kind is NipKind.PPPK) == (person.status == EmploymentStatus.PPPK.value)


def test_careers_are_possible(people: tuple[SampleEmployee, ...]) -> None:
    """Adults at the start, not yet retired, ranks of the right scale, posts held since then."""
    for person in people:
        career = person.career
        assert career.start.year - career.birth_date.year >= 18
        assert JUDGED_ON.year - career.birth_date.year <= 58
        scale = PPPK_RANKS if career.status is EmploymentStatus.PPPK else PNS_RANKS
        assert career.rank in scale
        if person.in_post_since:
            assert career.start <= person.in_post_since <= JUDGED_ON


def test_posts_agree_with_their_tier(people: tuple[SampleEmployee, ...]) -> None:
    """What a reader makes of a post name is the tier and kind that the generator meant."""
    meant = {person.career.position: person.career.tier for person in people}
    wrong = {
        position: (tier, read_position(position).tier)
        for position, tier in meant.items()
        if read_position(position).tier is not tier
    }
    assert wrong == {}


def test_functional_tiers_agree_with_ranks(people: tuple[SampleEmployee, ...]) -> None:
    """PNS on an entry tier of the expert family hold III/a or III/b, as the tier asks (R15)."""
    ranks = Counter(
        person.career.rank
        for person in people
        if person.career.status is EmploymentStatus.PNS and person.career.tier is PositionTier.AHLI_PERTAMA
    )
    assert set(ranks) <= {"III/a", "III/b"}
    assert len(ranks) == 2


def test_health_posts_are_those_that_need_a_registration() -> None:
    """The generator and the rule on STR (R21) speak of the same posts, of all that can come up."""
    positions = set(load_tables().accepted)
    assert {name for name in positions if heals(name) != is_health_post(name)} == set()


def test_the_staff_is_mixed_as_the_city_is(people: tuple[SampleEmployee, ...]) -> None:
    """Mostly PNS, some CPNS and PPPK; a part sits where its education does not belong; data are missing."""
    share = {
        status: sum(person.status == status.value for person in people) / len(people)
        for status in EmploymentStatus
    }
    assert 0.75 < share[EmploymentStatus.PNS] < 0.9
    assert 0.1 < share[EmploymentStatus.PPPK] < 0.2
    assert 0.01 < share[EmploymentStatus.CPNS] < 0.05
    assert 0.15 < sum(person.career.misplaced for person in people) / len(people) < 0.25
    for blank in ("rank", "unit", "performance", "competencies", "district", "certificates", "potential"):
        missing = sum(getattr(person, blank) == "" for person in people) / len(people)
        assert 0 < missing < 0.75, blank


def test_executing_and_functional_posts_of_vacancies_agree_with_their_kind(
    vacancies: tuple[SampleVacancy, ...],
) -> None:
    """Jenis Jabatan of a vacancy is what its name says."""
    kinds = {vacancy.tier.position_type for vacancy in vacancies}
    assert kinds == {PositionType.EXECUTING, PositionType.FUNCTIONAL}
    for vacancy in vacancies:
        assert read_position(vacancy.position).position_type in {vacancy.tier.position_type, None}


def test_wishes_name_what_exists(
    people: tuple[SampleEmployee, ...], vacancies: tuple[SampleVacancy, ...]
) -> None:
    """A wish is a code of the round, an office of the city, or a position on offer."""
    known = {vacancy.code for vacancy in vacancies} | {vacancy.position for vacancy in vacancies}
    known |= set(load_tables().offices)
    wishes = [wish for person in people for wish in person.preferences if wish]
    assert wishes
    assert set(wishes) <= known


def test_spouses_are_in_the_file(people: tuple[SampleEmployee, ...]) -> None:
    """NIP Pasangan names another employee of the round."""
    named = [person for person in people if person.spouse]
    assert named
    assert {person.spouse for person in named} <= {person.nip for person in people}
    assert all(person.spouse != person.nip for person in named)


def test_the_sheets_carry_the_headings_of_the_contract() -> None:
    """Exact headings, in the order of the contract."""
    made = generate_round(1, 1, 1, False)
    assert ", ".join(map(str, made.employees.headings)) == (
        "NIP, Nama, Pendidikan, Status, Golongan, Jenis Jabatan, Jabatan, Unit Kerja, Dinas, TMT Jabatan, "
        "Predikat Kinerja, Potensi, Hukuman Disiplin, Sertifikat, Kompetensi, Kecamatan, Minat 1, Minat 2, "
        "Minat 3, NIP Pasangan, Wajib Ditempatkan, Kunci"
    )
    assert ", ".join(map(str, made.vacancies.headings)) == (
        "Kode Formasi, Jabatan, Dinas, Unit Kerja, Jumlah, Jenis Jabatan, Kelas Jabatan, "
        "Kualifikasi Pendidikan, Golongan Minimal, Golongan Maksimal, Kompetensi, Sertifikat, "
        "Usia Maksimal, Kecamatan, Prioritas"
    )


def test_the_rules_fix_the_day_of_judgement() -> None:
    """aturan.toml of a sample is valid TOML and names the date, so that the round stays the same tomorrow."""
    rules = tomllib.loads(generate_round(1, 1, 1, False).rules)
    assert rules["ronde"]["tanggal"] == date(2026, 11, 2)

"""Each component by tables small enough to compute in the head."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import (
    OPEN_SETTINGS,
    make_education,
    make_employee,
    make_problem,
    make_qualification,
    make_vacancy,
)
from penempatan.domain.employee import PerformanceRating
from penempatan.domain.problem import Columns, DinasProfile, ExternalScore
from penempatan.domain.vacancy import CompetencyRequirement
from penempatan.knowledge.nearness import nearness
from penempatan.scoring.build import pair_scores
from penempatan.scoring.commute import linear_points
from penempatan.settings.model import (
    CommutePoints,
    CompetencyMethod,
    CompetencySettings,
    ComponentKey,
    EducationLadder,
    NearnessBasis,
    NeutralShares,
    Settings,
)

if TYPE_CHECKING:
    from typing import Any

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy
    from penempatan.scoring.pairs import ScorePart


BY_LADDER = replace(OPEN_SETTINGS, education=EducationLadder(nearness=NearnessBasis.LADDER))


def _part(
    key: ComponentKey,
    employee: Employee,
    vacancy: Vacancy,
    settings: Settings = OPEN_SETTINGS,
    **changes: Any,
) -> ScorePart:
    pairs = pair_scores(make_problem([employee], [vacancy], **changes), settings)
    (part,) = (one for one in pairs.judge(0, 0).parts if one.key is key)
    return part


def _held(text: str) -> Employee:
    return make_employee(educations=tuple(make_education(one) for one in text.split(";") if one))


@pytest.mark.parametrize(
    ("held", "asked", "points", "basis"),
    [
        ("S1 GIZI", "S1 GIZI", 10_000, "S-1 GIZI: tercantum"),
        ("D4 GIZI", "S1 GIZI", 10_000, "D-IV GIZI: tercantum"),
        ("S2 GIZI", "S1 GIZI", 9_500, "S-2 GIZI: tercantum, jenjang lebih tinggi"),
        ("S1 NERS", "S1 KEPERAWATAN", 8_500, "S-1 NERS: bidang rinci sama dengan S1 KEPERAWATAN"),
        ("S1 KEPERAWATAN", "S1 GIZI", 6_500, "S-1 KEPERAWATAN: bidang sempit sama dengan S1 GIZI"),
        (
            "S1 SOSIOLOGI",
            "S1 KESEJAHTERAAN SOSIAL",
            6_000,
            "S-1 SOSIOLOGI: rumpun sama dengan S1 KESEJAHTERAAN SOSIAL",
        ),
        ("S1 ILMU HUKUM", "S1 AKUNTANSI", 3_000, "S-1 ILMU HUKUM: bidang luas sama dengan S1 AKUNTANSI"),
        ("S1 ILMU HUKUM", "S1 GIZI", 0, "S-1 ILMU HUKUM: tidak sebidang"),
        ("D3 GIZI", "S1 GIZI", 0, "D-III GIZI: jenjang di bawah yang diminta"),
        ("S1 ILMU HUKUM", "S1 *", 10_000, "S-1 ILMU HUKUM: tercantum"),
        (
            "S1 ANALISIS KESEHATAN DIGITAL",
            "S1 GIZI",
            6_500,
            "S-1 ANALISIS KESEHATAN DIGITAL: bidang sempit sama dengan S1 GIZI (dugaan)",
        ),
        # the best education against the best alternative
        ("S1 ILMU HUKUM;D3 GIZI", "S1 AKUNTANSI/D3 GIZI", 10_000, "D-III GIZI: tercantum"),
    ],
)
def test_education_climbs_the_ladder(held: str, asked: str, points: int, basis: str) -> None:
    """Points are those of the first rung that the best education reaches, and the basis names it."""
    vacancy = make_vacancy(qualification=make_qualification(asked))
    part = _part(ComponentKey.EDUCATION, _held(held), vacancy, BY_LADDER)
    assert (part.points, part.missing, part.basis) == (points, False, basis)


@pytest.mark.parametrize(
    ("held", "asked", "basis"),
    [
        (
            "S1 SOSIOLOGI",
            "S1 KESEJAHTERAAN SOSIAL",
            r"S-1 SOSIOLOGI diterima bersama S-1 KESEJAHTERAAN SOSIAL pada [\d.]+ formasi di [\d.]+ instansi "
            r"\(CPNS 2024\)",
        ),
        (  # the nearest education speaks
            "S1 AKUNTANSI;S1 SOSIOLOGI",
            "S1 KESEJAHTERAAN SOSIAL",
            r"S-1 SOSIOLOGI diterima bersama S-1 KESEJAHTERAAN SOSIAL .*",
        ),
        (  # nobody accepted it with anything: taxonomy, and a guessed field is marked
            "S1 ANALISIS KESEHATAN DIGITAL",
            "S1 GIZI",
            r"S-1 ANALISIS KESEHATAN DIGITAL: tanpa preseden; menurut rumpun KESEHATAN .* \(dugaan\)",
        ),
    ],
)
def test_precedents_grade_what_is_not_listed(held: str, asked: str, basis: str) -> None:
    """Below "listed" the points are those of nearness, and the basis tells what they rest on."""
    qualification = make_qualification(asked)
    part = _part(ComponentKey.EDUCATION, _held(held), make_vacancy(qualification=qualification))
    near = [nearness(make_education(one), qualification).points for one in held.split(";")]
    assert (part.points, part.missing) == (max(near), False)
    assert 0 < part.points <= 9_000
    assert re.fullmatch(basis, part.basis), part.basis


def test_points_of_a_near_education_stay_on_the_ladder() -> None:
    """Never above a listed education, never below an unrelated one, whatever the settings of those are."""
    vacancy = make_vacancy(qualification=make_qualification("S1 KESEJAHTERAAN SOSIAL"))
    for ladder, points in ((EducationLadder(higher_level=500), 500), (EducationLadder(none=9_400), 9_400)):
        rules = replace(OPEN_SETTINGS, education=ladder)
        assert _part(ComponentKey.EDUCATION, _held("S1 SOSIOLOGI"), vacancy, rules).points == points


@pytest.mark.parametrize(
    ("held", "points", "missing"),
    [
        ("", 1_000, True),
        ("S1 -", 1_000, True),
        ("- GIZI", 1_000, True),
        ("S1 ILMU ANTAH BERANTAH", 1_000, True),
        ("D3 -", 0, False),  # below the level, whatever it is
        ("S1 KEPERAWATAN;S1 -", 6_500, False),  # what is known is better than the neutral share
        ("S1 ILMU HUKUM;S1 -", 1_000, True),
    ],
)
def test_an_unknown_education_takes_the_neutral_share(held: str, points: int, missing: bool) -> None:
    """What cannot be judged counts as the neutral share and is flagged; a better known education stands."""
    rules = replace(BY_LADDER, neutral=NeutralShares(education=1_000))
    vacancy = make_vacancy(qualification=make_qualification("S1 GIZI"))
    part = _part(ComponentKey.EDUCATION, _held(held), vacancy, rules)
    assert (part.points, part.missing) == (points, missing)


@pytest.mark.parametrize(
    ("held", "points"),
    [("S1 GIZI", 7_000), ("S1 SOSIOLOGI", 10_000), ("S1 ILMU HUKUM", 0)],
)
def test_without_a_list_the_dinas_is_the_measure(held: str, points: int) -> None:
    """A vacancy without a list asks for the field groups of its dinas, main first, as the sheet has them."""
    rules = replace(OPEN_SETTINGS, education=EducationLadder(dinas_other=7_000))
    vacancy = make_vacancy(qualification=make_qualification(""), dinas="Dinkes")
    sheet = (DinasProfile("Dinas Kesehatan", field_groups=("SOSIAL", "KESEHATAN")),)
    assert _part(ComponentKey.EDUCATION, _held(held), vacancy, rules, dinas=sheet).points == points


def test_an_unknown_dinas_without_a_list_does_not_ask() -> None:
    """Neither list nor known dinas: education drops out of that vacancy's score for everyone."""
    vacancy = make_vacancy(qualification=make_qualification(""), dinas="Dinas Antah")
    assert not _part(ComponentKey.EDUCATION, _held("S1 GIZI"), vacancy).asked


def _competency(
    held: dict[str, int], asked: str, method: CompetencyMethod, surplus_free: bool = False
) -> ScorePart:
    """`asked` is such as `A3 B2-`: a competency, its level, and a minus for a secondary factor."""
    requirements = tuple(
        CompetencyRequirement(one[0], int(one[1]), not one.endswith("-")) for one in asked.split()
    )
    rules = replace(OPEN_SETTINGS, competency=CompetencySettings(method, 60, surplus_free))
    employee = make_employee(competencies=tuple(sorted(held.items())))
    return _part(ComponentKey.COMPETENCY, employee, make_vacancy(competencies=requirements), rules)


@pytest.mark.parametrize(
    ("held", "asked", "points", "missing"),
    [
        ({"A": 3}, "A3", 10_000, False),
        ({"A": 5}, "A3", 10_000, False),  # more than asked is no more
        ({"A": 1}, "A3", 3_333, False),
        ({"A": 2}, "A3", 6_667, False),
        ({"A": 0}, "A3", 0, False),
        ({"A": 3, "B": 1}, "A3 B4", 6_250, False),  # (1 + 1/4) / 2
        ({"A": 1, "B": 1, "C": 1}, "A3 B4 C5-", 2_611, False),  # (1/3 + 1/4 + 1/5) / 3
        ({"B": 5}, "A3", 5_000, True),  # nothing known of A: half
        ({"A": 3}, "A3 B4", 7_500, True),
        ({}, "A3 B4", 5_000, True),
    ],
)
def test_coverage_is_the_mean_share_of_what_is_asked(
    held: dict[str, int], asked: str, points: int, missing: bool
) -> None:
    """`cakupan`: the mean of min(held, asked) / asked, an unknown level at the neutral share and flagged."""
    part = _competency(held, asked, CompetencyMethod.COVERAGE)
    assert (part.points, part.missing) == (points, missing)


@pytest.mark.parametrize(
    ("held", "asked", "points"),
    [
        ({"A": 3}, "A3", 10_000),  # 5.00
        ({"A": 4}, "A3", 9_000),  # 4.50
        ({"A": 2}, "A3", 8_000),  # 4.00
        ({"A": 0}, "A5", 2_000),  # 1.00
        ({"A": 3, "B": 2}, "A3 B3-", 9_200),  # 60 % of 5.00 + 40 % of 4.00 = 4.60
        ({"A": 3, "B": 2, "C": 3}, "A3 B3- C3-", 9_600),  # 60 % of 5.00 + 40 % of 4.50 = 4.80
        ({"A": 2}, "A3-", 8_000),  # secondary factors alone count in full
        ({}, "A3", 5_000),
    ],
)
def test_gap_is_profile_matching(held: dict[str, int], asked: str, points: int) -> None:
    """`gap`: weights by gap, the mean of core factors at 60 % and of secondary ones at 40 %, 5.00 = 100."""
    assert _competency(held, asked, CompetencyMethod.GAP).points == points


def test_a_surplus_may_go_without_penalty() -> None:
    """`surplus_tanpa_penalti` lifts a level above the one asked to a gap of zero, and nothing else."""
    for level, points in ((5, 10_000), (3, 10_000), (2, 8_000)):
        assert _competency({"A": level}, "A3", CompetencyMethod.GAP, surplus_free=True).points == points


def test_the_competencies_are_spelled_out() -> None:
    """The basis shows held/asked of each requirement, and a question mark for what is unknown."""
    assert _competency({"A": 2}, "A3 B4", CompetencyMethod.COVERAGE).basis == "A 2/3; B ?/4"


def test_no_requirement_does_not_ask() -> None:
    """A vacancy without competencies does not ask for the component."""
    assert not _part(ComponentKey.COMPETENCY, make_employee(), make_vacancy(competencies=())).asked


@pytest.mark.parametrize(
    ("ratings", "points", "missing"),
    [
        ((PerformanceRating.VERY_GOOD, PerformanceRating.POOR), 10_000, False),  # the latest one
        ((PerformanceRating.GOOD,), 8_000, False),
        ((PerformanceRating.VERY_POOR,), 2_000, False),
        ((), 5_000, True),
    ],
)
def test_the_latest_rating_counts(ratings: tuple[PerformanceRating, ...], points: int, missing: bool) -> None:
    """`kinerja` takes the points of the latest rating."""
    part = _part(ComponentKey.PERFORMANCE, make_employee(performance=ratings), make_vacancy())
    assert (part.points, part.missing) == (points, missing)


@pytest.mark.parametrize(
    ("position", "dinas", "points", "missing", "basis"),
    [
        ("Perawat Terampil", "Inspektorat", 10_000, False, "jabatan yang sama"),
        ("PERAWAT AHLI MUDA", "", 10_000, False, "jabatan yang sama"),  # the same JF at another tier
        ("BIDAN TERAMPIL", "Dinkes", 8_000, False, "dinas yang sama"),
        ("BIDAN TERAMPIL", "RSD K.R.M.T. Wongsonegoro", 6_000, False, "dinas serumpun"),
        ("BIDAN TERAMPIL", "Dinas Pendidikan", 0, False, "jabatan dan dinas lain"),
        ("", "Dinas Kesehatan", 8_000, False, "dinas yang sama"),
        ("BIDAN TERAMPIL", "", 0, False, "jabatan dan dinas lain"),
        ("", "", 5_000, True, "jabatan dan dinas asal tidak diketahui"),
    ],
)
def test_experience_is_what_the_present_post_shares(
    position: str, dinas: str, points: int, missing: bool, basis: str
) -> None:
    """`pengalaman`: the same post, else the same dinas, else a dinas with a field group in common."""
    vacancy = make_vacancy(position="PERAWAT TERAMPIL", dinas="Dinas Kesehatan")
    part = _part(ComponentKey.EXPERIENCE, make_employee(position=position, dinas=dinas), vacancy)
    assert (part.points, part.missing, part.basis) == (points, missing, basis)


@pytest.mark.parametrize(
    ("wishes", "points", "basis"),
    [
        (("f-001",), 10_000, "minat 1"),
        (("F-009", "DINKES"), 7_500, "minat 2"),
        (("F-009", "Inspektorat", "perawat  terampil"), 5_000, "minat 3"),
        (("PERAWAT",), 10_000, "minat 1"),  # a post without a tier means every tier
        (("PERAWAT MAHIR",), 0, "bukan minat"),
        (("Dinas Kesehatan", "F-001"), 10_000, "minat 1"),  # the first that is answered
        (("F-009", "F-009", "F-009", "F-001"), 0, "bukan minat"),  # a fourth does not count
    ],
)
def test_a_wish_is_a_code_a_dinas_or_a_post(wishes: tuple[str, ...], points: int, basis: str) -> None:
    """`minat`: the rank of the first wish that the vacancy answers."""
    vacancy = make_vacancy(position="PERAWAT TERAMPIL")
    part = _part(ComponentKey.PREFERENCE, make_employee(preferences=wishes), vacancy)
    assert (part.points, part.missing, part.basis) == (points, False, basis)


def test_no_wish_is_neutral() -> None:
    """Who stated no preference is not held to have refused."""
    part = _part(ComponentKey.PREFERENCE, make_employee(preferences=()), make_vacancy())
    assert (part.points, part.missing, part.basis) == (5_000, True, "minat tidak diisi")


@pytest.mark.parametrize(
    ("metres", "points"),
    [
        (0, 10_000),
        (10_000, 4_800),  # 13 km of road, of 25
        (19_230, 0),  # 24.999 km: 0.4 of a hundredth, rounded
        (19_231, 0),  # beyond 25 km
        (9_615, 5_000),  # 12.4995 km: half and 0.2 of a hundredth, rounded
        (1, 9_999),  # 1.3 m: 0.52 of a hundredth off
    ],
)
def test_commute_falls_in_a_straight_line(metres: int, points: int) -> None:
    """`jarak`: full at 0, nothing from 25 km of road on, 1.3 km of road for each km as the crow flies."""
    assert linear_points(metres, CommutePoints()) == points


def test_zero_at_nought_km_keeps_people_at_home() -> None:
    """With `nol_pada_km = 0` only the own kecamatan has points."""
    nowhere = CommutePoints(zero_at_km=0)
    assert (linear_points(0, nowhere), linear_points(1, nowhere)) == (10_000, 0)


@pytest.mark.parametrize(
    ("home", "office", "dinas", "points", "missing"),
    [
        ("Tembalang", "Kec. Tembalang", "", 10_000, False),
        ("", "Tembalang", "", 5_000, True),
        ("Ungaran", "Tembalang", "", 5_000, True),  # outside the city: no penalty
        ("Candisari", "", "Dinas Pendidikan", 10_000, False),  # the office of the dinas
        ("Tembalang", "", "Dinas Antah", None, False),
        ("Tembalang", "Ungaran", "Dinas Pendidikan", None, False),
    ],
)
def test_commute_needs_both_ends(
    home: str, office: str, dinas: str, points: int | None, missing: bool
) -> None:
    """An unknown home is neutral; an unknown office takes the question away."""
    vacancy = make_vacancy(district=office, dinas=dinas)
    part = _part(ComponentKey.COMMUTE, make_employee(district=home), vacancy)
    assert (part.points if part.asked else None, part.missing) == (points, missing)


def test_external_scores_are_asked_where_any_is_listed() -> None:
    """`luar`: a vacancy with a listed score asks for it; who is not listed there is neutral and flagged."""
    people = [make_employee(id="A"), make_employee(id="B")]
    posts = [make_vacancy(code="F1"), make_vacancy(code="F2")]
    problem = make_problem(people, posts, external_scores=(ExternalScore("B", "F1", 8_125),))
    pairs = pair_scores(problem, OPEN_SETTINGS)
    found = [[pairs.judge(row, column).parts[-1] for column in (0, 1)] for row in (0, 1)]
    assert [part.key for part in (found[0][0], found[1][1])] == [ComponentKey.EXTERNAL] * 2
    assert (found[0][0].asked, found[0][0].points, found[0][0].missing) == (True, 5_000, True)
    assert (found[1][0].asked, found[1][0].points, found[1][0].missing) == (True, 8_125, False)
    assert not found[0][1].asked and not found[1][1].asked


@pytest.mark.parametrize(
    ("key", "columns"),
    [
        (ComponentKey.COMPETENCY, {"competencies"}),
        (ComponentKey.PERFORMANCE, {"performance"}),
        (ComponentKey.EXPERIENCE, {"position", "dinas"}),
        (ComponentKey.PREFERENCE, {"preferences"}),
        (ComponentKey.COMMUTE, {"district"}),
    ],
)
def test_a_column_that_the_file_lacks_is_not_asked(key: ComponentKey, columns: set[str]) -> None:
    """Without the person's column the component drops out for everyone; with it, it is asked."""
    employee, vacancy = make_employee(), make_vacancy()
    with_column = Columns(frozenset(columns), frozenset())
    assert not _part(key, employee, vacancy, columns=Columns()).asked
    assert _part(key, employee, vacancy, columns=with_column).asked

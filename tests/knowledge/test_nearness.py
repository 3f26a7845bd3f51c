"""Nearness of an education to a list, on tables small enough for the head."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penempatan.domain.education import EducationLevel, Programme, Qualification
from penempatan.knowledge.education import read_educations, read_qualification
from penempatan.knowledge.nearness import Basis, Together, nearest, nearness, nearness_matrix
from penempatan.knowledge.nearness.asked import lift
from penempatan.knowledge.nearness.evidence import EVIDENCES, evidence_matrix
from penempatan.knowledge.nearness.likeness import name_likeness, name_likeness_to
from penempatan.knowledge.nearness.points import MOST_POINTS, Weights, shipped_weights
from penempatan.knowledge.nearness.table import AcceptedList, AcceptedProgramme, PrecedentTable, shipped_table

S1, D4, D3, S2 = EducationLevel.S1, EducationLevel.D4, EducationLevel.D3, EducationLevel.S2
LAW, STATE, TRADE, POLITICS = "HUKUM", "ADMINISTRASI NEGARA", "ADMINISTRASI NIAGA", "ILMU POLITIK"


def programmes(*names: str) -> list[AcceptedProgramme]:
    """Programmes of S-1 without any taxonomy, in this order."""
    return [AcceptedProgramme(S1, name) for name in names]


@pytest.fixture
def three_lists() -> PrecedentTable:
    """Law and state administration on two lists, with politics on one of them; trade alone on the third."""
    return PrecedentTable.of(
        programmes(LAW, STATE, POLITICS, TRADE),
        [
            AcceptedList((0, 1), formations=3, agencies=(0, 1)),
            AcceptedList((0, 1, 2), formations=1, agencies=(1,)),
            AcceptedList((3,), formations=7, agencies=(2,)),
        ],
    )


def test_pairs_count_vacancies_and_each_agency_once(three_lists: PrecedentTable) -> None:
    """Law with state: 3 + 1 vacancies in agencies 0 and 1; with trade never; with itself all it occurs in."""
    assert three_lists.together(0, 1) == Together(4, 2)
    assert three_lists.together(0, 2) == Together(1, 1)
    assert three_lists.together(0, 3) == Together(0, 0)
    assert three_lists.together(3, 3) == Together(7, 1)


def test_nearest_is_by_agencies(three_lists: PrecedentTable) -> None:
    """State shares both agencies of law, politics one of two; trade shares none and is not a neighbour."""
    found = nearest(read_educations("S-1 Hukum")[0], table=three_lists)
    assert [(one.programme.name, one.formations, one.agencies) for one in found] == [
        (STATE, 4, 2),
        (POLITICS, 1, 1),
    ]
    assert nearest(read_educations("S-1 Hukum")[0], n=1, table=three_lists) == found[:1]
    assert nearest(read_educations("S-1 Kedokteran Gigi")[0], table=three_lists) == ()


def test_the_sentence_names_the_best_precedent(three_lists: PrecedentTable) -> None:
    """Of two listed programmes the one that more agencies accept together with the person's is named."""
    found = nearness(
        read_educations("S-1 Hukum")[0],
        read_qualification("S-1 Ilmu Politik / S-1 Administrasi Negara"),
        three_lists,
    )
    assert found.basis is Basis.PRECEDENT
    assert found.together == Together(4, 2)
    assert (
        found.sentence()
        == "S-1 HUKUM diterima bersama S-1 ADMINISTRASI NEGARA pada 4 formasi di 2 instansi (CPNS 2024)"
    )


def test_similar_lists_by_hand(three_lists: PrecedentTable) -> None:
    """For a list of politics only, the one list with politics is looked at, and it accepts law.

    Its likeness: rarity of politics is ln(5/2); of law and state, ln(5/3) each. Law and state share the mass
    of their level, so law has half of it; usually 3 of 3 + 3 + 2 (counts plus one, politics left out).
    """
    politics, common = math.log(5 / 2), math.log(5 / 3)
    likeness = math.sqrt(politics / (politics + 2 * common))
    weight = likeness**5
    prior = 0.02 * weight + 0.5**5
    share = (weight + prior * 3 / 8) / (2 * weight + prior)
    expected = math.log(share + 1e-4) - math.log(3 / 8 + 1e-4)
    values = evidence_matrix(three_lists, programmes(LAW, TRADE), [read_qualification("S-1 Ilmu Politik")])
    assert values[0, 0, 0] == pytest.approx(expected)
    assert values[0, 1, 0] < 0 < values[0, 0, 0]
    assert values[EVIDENCES.index("pairs"), 0, 0] == pytest.approx(
        math.log(1.5 / (2 * 1 / 3 + 0.5)), abs=1e-6
    )


def test_twins_are_one_programme(three_lists: PrecedentTable) -> None:
    """D-IV Hukum is on no list, but S-1 Hukum is, and they are of one rank: the same precedents count."""
    listed = [read_qualification("S-1 Administrasi Negara")]
    found = nearness_matrix([(D4, Programme(LAW)), (S1, Programme(LAW))], listed, three_lists)
    assert found[0, 0] == found[1, 0] > 0


def test_a_higher_level_stands_on_its_lower_twin(three_lists: PrecedentTable) -> None:
    """A Master of Law is as near to a list of bachelors as a bachelor; an associate below it is not near."""
    listed = [read_qualification("S-1 Administrasi Negara")]
    found = nearness_matrix([(level, Programme(LAW)) for level in (S2, S1, D3)], listed, three_lists)
    assert found[0, 0] >= found[1, 0] > 0
    assert found[2, 0] == 0
    below = nearness(read_educations("D-III Hukum")[0], listed[0], three_lists)
    assert below.below_level
    assert below.sentence() == "jenjang di bawah yang diminta"


def test_without_precedent_taxonomy_speaks_and_says_so(three_lists: PrecedentTable) -> None:
    """Nurses and midwives are on none of the lists: their common field decides, and the sentence tells."""
    found = nearness(read_educations("S-1 Keperawatan")[0], read_qualification("S-1 Kebidanan"), three_lists)
    assert found.basis is Basis.TAXONOMY
    assert found.sentence() == (
        "tanpa preseden; menurut rumpun KESEHATAN dan bidang ISCED-F 0913 yang sama dengan S-1 KEBIDANAN"
    )


def test_names_are_the_last_resort(three_lists: PrecedentTable) -> None:
    """Two names that no table knows share a rare word: that is all there is to say."""
    found = nearness(read_educations("S-1 Qwerty Zxcvb")[0], read_qualification("S-1 Zxcvb"), three_lists)
    assert found.basis is Basis.NAME
    assert found.sentence() == "tanpa preseden; menurut kemiripan nama dengan S-1 ZXCVB"


def test_nothing_in_common_is_said_too(three_lists: PrecedentTable) -> None:
    """No precedent, no field, no word in common."""
    found = nearness(read_educations("S-1 Qwerty")[0], read_qualification("S-1 Zxcvb"), three_lists)
    assert found.basis is Basis.NONE
    assert found.sentence() == "tanpa preseden; bidang dan namanya pun lain dari yang tercantum"


def test_nothing_to_compare_is_zero(three_lists: PrecedentTable) -> None:
    """No programme, or no list: 0 points."""
    unread = read_educations("S-1")[0]
    assert nearness(unread, read_qualification("S-1 Hukum"), three_lists).points == 0
    assert nearness(read_educations("S-1 Hukum")[0], Qualification(), three_lists).points == 0
    nothing = nearness_matrix([(S1, None), (S1, Programme(LAW))], [Qualification()], three_lists)
    assert nothing.tolist() == [[0], [0]]
    assert nearness_matrix([], [Qualification()], three_lists).shape == (0, 1)
    assert nearness_matrix([(S1, Programme(LAW))], [], three_lists).shape == (1, 0)


def test_name_likeness_by_hand() -> None:
    """One shared word of rarity 1 among words of 1 + 1 + 2: a quarter; equal names 1; nothing shared 0."""
    rarity = {"": 5.0, "A": 1.0, "B": 1.0, "C": 2.0}
    found = name_likeness(["A B"], ["A C", "B A", "C"], rarity)
    assert found.tolist() == [[0.25, 1.0, 0.0]]


def test_the_shipped_weights_never_punish_evidence() -> None:
    """Each evidence can only bring nearer."""
    assert min(shipped_weights().evidences) >= 0


# Slow only where the machine is: a handful of floats, drawn while other processes have the cores.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    evidence=st.lists(st.floats(-10, 10), min_size=len(EVIDENCES), max_size=len(EVIDENCES)),
    which=st.integers(0, len(EVIDENCES) - 1),
    more=st.floats(0, 10),
)
def test_more_evidence_never_lowers_the_points(evidence: list[float], which: int, more: float) -> None:
    """Points rise with every evidence and stay below what is listed."""
    nearer = list(evidence)
    nearer[which] += more
    before, after = shipped_weights().points(np.array([evidence, nearer]).T).tolist()
    assert 0 <= before <= after <= MOST_POINTS


@given(
    accepting=st.floats(0, 50), others=st.floats(0, 50), more=st.floats(0, 50), usual=st.floats(0.001, 0.999)
)
def test_more_co_acceptance_never_lowers_the_lift(
    accepting: float, others: float, more: float, usual: float
) -> None:
    """A further similar list that accepts the programme raises its lift, whatever the others do."""
    total = accepting + others
    share, prior = np.array([usual]), np.array([0.02 * total + 0.5**5])
    before = lift(np.array([accepting]), np.array([total]), share, prior)
    after = lift(np.array([accepting + more]), np.array([total + more]), share, prior)
    assert after[0] >= before[0] - 1e-9


@given(st.integers(1, 40))
def test_precedents_pile_up(times: int) -> None:
    """One more list that accepts law beside state administration never makes law less near to it."""
    names = [LAW, STATE, *(f"LAIN {number}" for number in range(2 * times + 2))]

    def points(together: int) -> int:
        lists = [AcceptedList((0, 1, 2 + number), 1, (number,)) for number in range(together)]
        apart = [AcceptedList((1, 2 + number), 1, (number,)) for number in range(together, 2 * times + 2)]
        table = PrecedentTable.of(programmes(*names), lists + apart)
        return int(
            nearness_matrix([(S1, Programme(LAW))], [read_qualification("S-1 Administrasi Negara")], table)[
                0, 0
            ]
        )

    assert points(times) <= points(times + 1)


def test_one_and_many_are_scored_alike(three_lists: PrecedentTable) -> None:
    """A pair alone has the points it has within a matrix, and the order of alternatives is nothing."""
    people = [(S1, Programme(name)) for name in (LAW, STATE, POLITICS, TRADE, "TARI")]
    texts = ["S-1 Hukum / S-1 Ilmu Politik", "S-1 Ilmu Politik / S-1 Hukum", "D-III Tari"]
    lists = [read_qualification(text) for text in texts]
    found = nearness_matrix(people, lists, three_lists)
    alone = [[nearness_matrix([one], [other], three_lists)[0, 0] for other in lists] for one in people]
    assert found.tolist() == alone
    assert found[:, 0].tolist() == found[:, 1].tolist()


def test_posts_by_hand() -> None:
    """A post whose lists name politics speaks for law, though no list has both; the other post does not.

    Post 0 has the lists {law} and {politics}, post 1 {trade} twice: asked for politics, post 0 is all but
    certain, and half of its lists accept law, none trade.
    """
    table = PrecedentTable.of(
        programmes(LAW, POLITICS, TRADE, STATE),
        [
            AcceptedList((0,), 1, (0,), posts=(0,)),
            AcceptedList((1,), 1, (1,), posts=(0,)),
            AcceptedList((2,), 1, (2,), posts=(1,)),
            AcceptedList((2, 3), 1, (3,), posts=(1,)),
        ],
    )
    values = evidence_matrix(table, programmes(LAW, TRADE, "TARI"), [read_qualification("S-1 Ilmu Politik")])
    law, trade, unknown = values[EVIDENCES.index("posts"), :, 0]
    usual = (
        1 / 4,
        1 / 4,
        1 / 8,
    )  # politics: accepted by one list of four; none of post 1 (half of 3 lists usual)
    odds = math.sqrt(3) * (1 + 1.5 * usual[0]) / (math.sqrt(3) * 1.5 * usual[0])
    behind = odds / (odds + 1)
    accepting, weight = behind / 2, behind / 2 + (1 - behind) * 1.5
    share = (accepting + 0.02 * 2 / 7) / (weight + 0.02)  # law: 1 list + 1 of those of law, trade, state
    assert law == pytest.approx(math.log(share + 1e-4) - math.log(2 / 7 + 1e-4), abs=1e-3)
    assert trade < 0 < law
    assert unknown == 0


def test_selective_by_hand() -> None:
    """Law is named alone in one vacancy, trade among five programmes in ten: law is the more telling."""
    names = [LAW, TRADE, "A", "B", "C", "D"]
    table = PrecedentTable.of(
        programmes(*names), [AcceptedList((0,), 1, (0,)), AcceptedList((1, 2, 3, 4, 5), 10, (1,))]
    )
    values = evidence_matrix(table, programmes(LAW, TRADE, "TARI"), [read_qualification("S-1 A")])
    law, trade, unknown = values[EVIDENCES.index("selective"), :, 0]
    assert law == pytest.approx(math.log(1 + 1 / 0.2) - math.log(1 + 1))
    assert trade == pytest.approx(math.log(1 + 0.2 / 0.2) - math.log(1 + 10))
    assert unknown == 0


def test_few_pairs_and_the_whole_matrix_agree() -> None:
    """Shipped table: points of a pair are the same bits alone, in a few pairs and in a matrix of many."""
    texts = ["S-1 Akuntansi / S-1 Manajemen", "S-1 Hukum", "D-III Keperawatan / D-III Kebidanan"]
    lists = [read_qualification(text) for text in texts]
    names = ["S-1 Ekonomi Pembangunan", "S-1 Ilmu Politik", "D-III Gizi", "S-1 Statistika", "S-1 Biologi"]
    held = [(one.level, one.programme) for name in names for one in read_educations(name)]
    many = [(level, Programme(one.name)) for level in (S1, D3) for one in shipped_table().programmes[::40]]
    matrix = nearness_matrix([*held, *many], lists)
    few = nearness_matrix(held, lists)
    alone = [[int(nearness_matrix([one], [other])[0, 0]) for other in lists] for one in held]
    assert matrix[: len(held)].tolist() == few.tolist() == alone


def test_weights_are_log_odds() -> None:
    """Even odds are half of the points; 1.0986 more, three to one, three quarters."""
    weights = Weights((1000, *[0] * (len(EVIDENCES) - 1)), 0)
    evidence = np.zeros((len(EVIDENCES), 2))
    evidence[0, 1] = math.log(3)
    assert weights.points(evidence).tolist() == [4500, 6750]


def test_importing_reads_no_table() -> None:
    """The table is read when something asks, not when the package is imported."""
    code = (
        "import penempatan.knowledge.nearness.table as table, penempatan.knowledge.nearness;"
        "print(table.shipped_table.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "0\n"


def test_one_name_against_many_is_as_in_the_matrix() -> None:
    """The short way for one name gives the very numbers of the matrix, unknown and empty names included."""
    rarity = {"": 7.1, "TEKNIK": 1.3, "SIPIL": 4.2, "HUKUM": 3.9}
    names = ["TEKNIK SIPIL", "HUKUM", "", "TEKNIK", "SIPIL BASAH", "TEKNIK SIPIL TEKNIK"]
    for one in names:
        matrix = name_likeness([one], names, rarity)[0].tolist()
        assert name_likeness_to(one, names, rarity) == matrix

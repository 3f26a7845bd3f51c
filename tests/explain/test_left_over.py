"""Why a person has no seat and why a seat has no person."""

from __future__ import annotations

from dataclasses import replace

from builders import (
    OPEN_SETTINGS,
    TABLE_SETTINGS,
    make_education,
    make_employee,
    make_locks,
    make_problem,
    make_qualification,
    make_scored_problem,
    make_vacancy,
)
from hand_plans import explain_by_hand
from penempatan.domain.employee import EmploymentStatus
from penempatan.explain.explanations import UnfilledReason, UnplacedReason
from penempatan.settings.model import EligibilitySettings, LimitSettings, Settings

STRICT = Settings(eligibility=EligibilitySettings())


def test_a_person_who_stays_is_told_so() -> None:
    """Kunci = ya is named before any rule."""
    problem = make_problem([make_employee(id="A", stays=True)])
    note = explain_by_hand(problem, OPEN_SETTINGS, "").unplaced[0]
    assert (note.reason, note.sentence) == (
        UnplacedReason.STAYS,
        "Tetap pada jabatannya: kolom Kunci berisi ya.",
    )


def test_a_rule_about_the_person_alone_is_named_with_its_value() -> None:
    """A CPNS hears of R03, not of 268 vacancies."""
    problem = make_problem([make_employee(id="A", status=EmploymentStatus.CPNS)])
    note = explain_by_hand(problem, STRICT, "").unplaced[0]
    assert note.reason is UnplacedReason.PERSONAL_RULE
    assert "(R03): CPNS" in note.sentence


def test_the_rule_that_closes_most_comes_first_with_counts() -> None:
    """Three of four vacancies ask for another programme, the fourth for somebody younger."""
    lists = ["S1 GIZI", "S1 GIZI", "S1 AKUNTANSI"]
    vacancies = [
        make_vacancy(code=f"F{number}", qualification=make_qualification(text))
        for number, text in enumerate(lists)
    ]
    problem = make_problem(vacancies=[*vacancies, make_vacancy(code="F9", age_max=30)])
    note = explain_by_hand(problem, STRICT, "").unplaced[0]
    assert note.reason is UnplacedReason.NO_ELIGIBLE_VACANCY
    assert "(R06: S-1 KESEHATAN MASYARAKAT) menutup 3 dari 4 formasi; " in note.sentence
    assert "(R14: 40 tahun) menutup 1 dari 4 formasi" in note.sentence


def test_a_person_outside_the_external_list_is_told_so() -> None:
    """With hanya_skor_luar, not being listed is the reason."""
    note = explain_by_hand(make_scored_problem("F1\nA 50\nB ."), TABLE_SETTINGS, "A F1").unplaced[0]
    assert note.sentence == "Tidak ada formasi yang memenuhi syarat: tidak tercantum pada skor luar."


def test_the_nearest_vacancy_is_where_the_person_missed_by_least() -> None:
    """60 against 65 is nearer than 70 against 90, although 70 is the higher score."""
    problem = make_scored_problem("""
            F1  F2
        A   90  .
        B   .   65
        C   70  60
    """)
    note = explain_by_hand(problem, TABLE_SETTINGS, "A F1\nB F2").unplaced[0]
    assert note.reason is UnplacedReason.OUTSCORED and note.nearest is not None
    assert (note.nearest.vacancy, note.nearest.score, note.nearest.lowest_placed) == (1, 6000, 6500)
    assert note.sentence == (
        "Memenuhi syarat untuk 2 formasi, semuanya diisi pegawai dengan skor lebih tinggi; terdekat F2 "
        "(PENATA LAYANAN OPERASIONAL): skor 60,00, skor terendah yang ditempatkan 65,00."
    )


def test_an_equal_score_is_not_called_outscored() -> None:
    """Equals were told apart by a later goal or the lot, and the sentence says so."""
    note = explain_by_hand(make_scored_problem("F1\nA 50\nB 50"), TABLE_SETTINGS, "A F1").unplaced[0]
    assert "sama dengan skor terendah yang ditempatkan" in note.sentence


def test_a_vacancy_without_openings_places_nobody() -> None:
    """Openings 0 is the reason on both sides."""
    explanations = explain_by_hand(make_scored_problem("F1:0\nA 50"), TABLE_SETTINGS, "")
    assert explanations.unplaced[0].reason is UnplacedReason.NO_OPENINGS
    assert explanations.unfilled[0].reason is UnfilledReason.NO_OPENINGS


def test_a_limit_is_the_reason_when_a_seat_stays_open() -> None:
    """One placement allowed: the second seat and the second person are both told of the limit."""
    settings = replace(TABLE_SETTINGS, limits=LimitSettings(placements_max=1))
    explanations = explain_by_hand(make_scored_problem("F1:2\nA 90\nB 80"), settings, "A F1")
    assert explanations.unplaced[0].reason is UnplacedReason.LIMITED
    assert explanations.unfilled[0].reason is UnfilledReason.LIMITED


def test_a_vacancy_that_nobody_qualifies_for_names_its_rules() -> None:
    """The rule, what the vacancy asks, and how many people it alone refuses."""
    people = [make_employee(id="A"), make_employee(id="B", educations=(make_education("S1 AKUNTANSI"),))]
    problem = make_problem(people, [make_vacancy(code="F1", qualification=make_qualification("S1 GIZI"))])
    note = explain_by_hand(problem, STRICT, "").unfilled[0]
    assert note.reason is UnfilledReason.NOBODY_ELIGIBLE
    assert "(R06: S1 GIZI) menolak seluruh 2 pegawai" in note.sentence


def test_a_vacancy_whose_people_are_needed_elsewhere_says_where() -> None:
    """One candidate, seated at another dinas."""
    problem = make_scored_problem("F1 F2\nA 90 80")
    vacancies = (replace(problem.vacancies[0], dinas="Dinas Sosial"), problem.vacancies[1])
    note = explain_by_hand(replace(problem, vacancies=vacancies), TABLE_SETTINGS, "A F1").unfilled[0]
    assert (note.vacancy, note.open_seats, note.reason) == (1, 1, UnfilledReason.NEEDED_ELSEWHERE)
    expected = (
        "1 pegawai memenuhi syarat, semuanya dibutuhkan di formasi lain (1 di Dinas Sosial); 2 formasi "
    )
    assert note.sentence.startswith(expected)


def test_a_vacancy_with_fewer_people_than_seats_says_so() -> None:
    """Two seats, one candidate, already seated here."""
    note = explain_by_hand(make_scored_problem("F1:2\nA 90"), TABLE_SETTINGS, "A F1").unfilled[0]
    assert "hanya 1 pegawai memenuhi syarat" in note.sentence.casefold()


def test_bans_are_named_on_both_sides() -> None:
    """A ban that closes the only pair is told to the person and to the vacancy."""
    problem = make_scored_problem("F1\nA 50", locks=make_locks("A F1 larang"))
    explanations = explain_by_hand(problem, TABLE_SETTINGS, "")
    assert "larangan pimpinan menutup 1 formasi" in explanations.unplaced[0].sentence
    assert "larangan pimpinan menutup 1 pegawai" in explanations.unfilled[0].sentence


def test_a_minimum_score_is_named() -> None:
    """The only pair lies below skor_minimal."""
    settings = replace(TABLE_SETTINGS, eligibility=replace(TABLE_SETTINGS.eligibility, score_min=6000))
    explanations = explain_by_hand(make_scored_problem("F1\nA 50"), settings, "")
    assert "skor minimal 60,00" in explanations.unplaced[0].sentence
    assert "skor minimal 60,00" in explanations.unfilled[0].sentence

"""R05 and R06: level and programme."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from builders import find, make_education, make_employee, make_qualification, make_vacancy
from penempatan.domain.education import EducationLevel, Programme
from penempatan.eligibility.fit import near_points
from penempatan.eligibility.ladder import HeldEducation
from penempatan.eligibility.rule import RuleCode, Verdict
from penempatan.settings.model import (
    EducationLadder,
    EducationRule,
    EligibilitySettings,
    NearnessBasis,
    Settings,
)

OK, ASK, NO = Verdict.ALLOWED, Verdict.UNVERIFIED, Verdict.FORBIDDEN
NEAR = Settings(eligibility=EligibilitySettings(education=EducationRule.NEAR))
BY_LADDER = replace(NEAR, education=EducationLadder(nearness=NearnessBasis.LADDER))


def _judge(code: RuleCode, held: str, asked: str, settings: Settings | None = None) -> Verdict:
    educations = tuple(make_education(part) for part in held.split(";") if part)
    vacancy = make_vacancy(qualification=make_qualification(asked))
    return find(code, make_employee(educations=educations), vacancy, settings).verdict


def _parts(text: str) -> tuple[EducationLevel | None, Programme | None]:
    one = make_education(text)
    return one.level, one.programme


@pytest.mark.parametrize(
    ("held", "asked", "verdict"),
    [
        ("S1 GIZI", "S1 GIZI", OK),
        ("D4 GIZI", "S1 GIZI", OK),  # D-IV and S-1 are one level
        ("S1 GIZI", "D4 GIZI", OK),
        ("D3 GIZI", "S1 GIZI", NO),
        ("D3 GIZI", "S1 GIZI/D3 AKUNTANSI", OK),  # at least the lowest of the list
        ("PROFESSION NERS", "S1 KEPERAWATAN", OK),
        ("PROFESSION NERS", "S2 KEPERAWATAN", NO),  # Ners does not stand for an S-2
        ("SPECIALIST GIZI", "S2 GIZI", OK),
        ("D3 GIZI;S1 AKUNTANSI", "S1 GIZI", OK),  # the best education counts
        ("- GIZI", "S1 GIZI", ASK),
        ("D3 GIZI;- GIZI", "S1 GIZI", ASK),  # the one that could not be read may do
        ("S1 GIZI;- GIZI", "S1 GIZI", OK),
        ("D3 GIZI", "S1 GIZI/- GIZI", ASK),
        ("", "S1 GIZI", ASK),
        ("SLTA GIZI", "", OK),  # the vacancy asks for nothing
    ],
)
def test_the_level_is_at_least_the_lowest_asked(held: str, asked: str, verdict: Verdict) -> None:
    """R05 compares legal ranks, takes the best education, the lowest alternative, and asks if unread."""
    assert _judge(RuleCode.R05, held, asked) == verdict


@pytest.mark.parametrize(
    ("held", "asked", "verdict"),
    [
        ("S1 GIZI", "S1 GIZI", OK),
        ("D4 GIZI", "S1 GIZI", OK),
        ("S2 GIZI", "S1 GIZI", OK),  # same programme, higher level
        ("D3 GIZI", "S1 GIZI", NO),
        ("S1 KEPERAWATAN", "S1 GIZI", NO),
        ("S1 KEPERAWATAN;D3 AKUNTANSI", "S1 GIZI/D3 AKUNTANSI", OK),
        ("S1 AKUNTANSI", "S1 *", OK),  # any programme of the level
        ("S1 -", "S1 *", OK),
        ("D3 AKUNTANSI", "S1 *", NO),
        ("- AKUNTANSI", "S1 *", ASK),
        ("S1 -", "S1 GIZI", ASK),
        ("D3 -", "S1 GIZI", NO),  # whatever the programme is, the level is below
        ("- GIZI", "S1 GIZI", ASK),
        ("- AKUNTANSI", "S1 GIZI", NO),  # whatever the level is, the programme is not listed
        ("S1 ILMU ANTAH BERANTAH", "S1 GIZI", NO),  # legible, and not on the list
        ("S1 ILMU ANTAH BERANTAH", "S1 ILMU ANTAH BERANTAH", OK),  # equal names match without a table
        ("S1 GIZI", "- GIZI", OK),  # R05 asks about the level
        ("", "S1 GIZI", ASK),
        ("", "", OK),
    ],
)
def test_the_programme_is_on_the_list(held: str, asked: str, verdict: Verdict) -> None:
    """R06 with `tercantum`: one of the educations is one of the alternatives, at its level or higher."""
    assert _judge(RuleCode.R06, held, asked) == verdict


@pytest.mark.parametrize(
    ("held", "asked", "verdict"),
    [
        ("S1 GIZI", "S1 GIZI", OK),
        ("S1 NERS", "S1 KEPERAWATAN", ASK),  # same detailed field, 85
        ("S1 KEPERAWATAN", "S1 GIZI", ASK),  # same narrow field, 65
        ("S1 SOSIOLOGI", "S1 KESEJAHTERAAN SOSIAL", ASK),  # same field group, 60: just enough
        ("S1 GERONTOLOGI SOSIAL", "S1 GIZI", ASK),  # same group in another narrow field, 60
        ("S1 KETATALAKSANAAN", "S1 SOSIOLOGI", ASK),  # a group without an ISCED field
        ("S1 FILSAFAT", "S1 SOSIOLOGI", NO),  # an ISCED field without a group, and another one
        ("S1 KESEJAHTERAAN SOSIAL", "S1 GIZI", NO),  # same broad field only, 30
        ("S1 AKUNTANSI", "S1 GIZI", NO),
        ("D3 NERS", "S1 KEPERAWATAN", NO),  # near, but below the level
        ("S1 ILMU ANTAH BERANTAH", "S1 GIZI", ASK),  # how near cannot be known
        ("S1 ANALISIS KESEHATAN DIGITAL", "S1 GIZI", ASK),  # a guessed field is never more than that
    ],
)
def test_a_near_programme_is_for_a_human_to_confirm(held: str, asked: str, verdict: Verdict) -> None:
    """R06 with `dekat` by the ladder: what reaches `kedekatan_minimal` (60) passes as "perlu verifikasi"."""
    assert _judge(RuleCode.R06, held, asked, BY_LADDER) == verdict


@pytest.mark.parametrize(
    ("held", "asked", "verdict"),
    [
        ("S1 GIZI", "S1 GIZI", OK),
        ("S1 SOSIOLOGI", "S1 KESEJAHTERAAN SOSIAL", ASK),  # accepted together by many
        ("S2 SOSIOLOGI", "S1 KESEJAHTERAAN SOSIAL", ASK),
        ("D3 SOSIOLOGI", "S1 KESEJAHTERAAN SOSIAL", NO),  # near, but below the level
        ("S1 AKUNTANSI", "S1 KEPERAWATAN", NO),
        ("S1 AKUNTANSI;S1 KEPERAWATAN", "S1 GIZI", ASK),  # the nearest education counts
        ("S1 ILMU ANTAH BERANTAH", "S1 GIZI", ASK),  # no field, no precedent: for a person to say
        ("- SOSIOLOGI", "S1 SOSIOLOGI", ASK),
    ],
)
def test_precedents_tell_what_is_near(held: str, asked: str, verdict: Verdict) -> None:
    """R06 with `dekat` by precedents: what agencies accept together passes, always to be confirmed."""
    assert _judge(RuleCode.R06, held, asked, NEAR) == verdict


def test_the_finding_of_a_near_programme_names_the_evidence() -> None:
    """Who has to confirm a near programme reads on how many vacancies and agencies that rests."""
    vacancy = make_vacancy(qualification=make_qualification("S1 KESEJAHTERAAN SOSIAL"))
    person = make_employee(educations=(make_education("S1 SOSIOLOGI"),))
    held = find(RuleCode.R06, person, vacancy, NEAR).held
    assert re.fullmatch(
        r"S-1 SOSIOLOGI \(diterima bersama S-1 KESEJAHTERAAN SOSIAL pada [\d.]+ formasi di [\d.]+ instansi "
        r"\(CPNS 2024\)\)",
        held,
    )


@pytest.mark.parametrize("rules", [NEAR, BY_LADDER])
def test_the_nearness_asked_is_a_closed_bound(rules: Settings) -> None:
    """R06 with `dekat`: exactly the minimum passes, a hundredth above it does not."""
    held, listed = HeldEducation(*_parts("S1 KEPERAWATAN")), make_qualification("S1 GIZI").alternatives
    near = int(near_points([(held,)], [listed], rules.education)[0, 0])
    reached = near if rules is NEAR else rules.education.same_narrow
    for nearness, verdict in ((reached, ASK), (reached + 1, NO)):
        rules = replace(rules, eligibility=replace(rules.eligibility, nearness_min=nearness))
        assert _judge(RuleCode.R06, "S1 KEPERAWATAN", "S1 GIZI", rules) == verdict


def test_the_report_names_the_values() -> None:
    """R06 shows all educations of the person, and of a long list the first three and how many follow."""
    vacancy = make_vacancy(qualification=make_qualification("S1 GIZI/D4 GIZI/S1 NERS/S1 AKUNTANSI/D3 GIZI"))
    person = make_employee(educations=(make_education("D3 GIZI"), make_education("S1 ILMU HUKUM")))
    finding = find(RuleCode.R06, person, vacancy)
    assert finding.held == "S-1 ILMU HUKUM; D-III GIZI"
    assert finding.required == "S1 GIZI / D4 GIZI / S1 NERS (+2 lagi)"

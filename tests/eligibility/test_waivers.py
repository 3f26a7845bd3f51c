"""A waiver sets one refusal of one pair aside, and nothing else; it does so wherever a pair is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import JUDGED_ON, make_education, make_employee, make_problem, make_vacancy
from penempatan.domain.employee import Discipline, DisciplineLevel
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import WAIVABLE, Waiver
from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.rules import rules_for
from penempatan.eligibility.wording import sentence
from penempatan.scoring.build import pair_scores
from penempatan.scoring.dump import score_rows
from penempatan.settings.model import Settings

NEW = make_employee(in_post_since=JUDGED_ON - timedelta(days=90))  # R11 asks for two years in the post
PUNISHED = replace(NEW, discipline=Discipline(DisciplineLevel.SEVERE))
WAIVER = Waiver(
    NEW.id, "F-001", RuleCode.R11, "Wali Kota", "800/7/2026", date(2026, 12, 31), "kebutuhan layanan"
)


@pytest.mark.parametrize(
    ("employee", "waiver", "verdict"),
    [
        (NEW, WAIVER, Verdict.NOTED),
        (NEW, replace(WAIVER, valid_until=JUDGED_ON), Verdict.NOTED),
        (NEW, replace(WAIVER, valid_until=JUDGED_ON - timedelta(days=1)), Verdict.FORBIDDEN),
        (NEW, replace(WAIVER, rule=RuleCode.R24), Verdict.FORBIDDEN),
        (NEW, replace(WAIVER, vacancy_code="F-002"), Verdict.FORBIDDEN),
        (PUNISHED, WAIVER, Verdict.FORBIDDEN),
        (make_employee(), WAIVER, Verdict.ALLOWED),
        (make_employee(in_post_since=None), WAIVER, Verdict.UNVERIFIED),
    ],
    ids=[
        "allows what the rule refused",
        "holds on its last day",
        "forbids again when expired",
        "another rule stays",
        "another post stays",
        "another refusal stays",
        "nothing to waive",
        "missing data stay to be verified",
    ],
)
def test_a_waiver_allows_its_own_pair_and_rule_alone(
    employee: object, waiver: Waiver, verdict: Verdict
) -> None:
    """The verdict of the default pair under one waiver: judged alone, in blocks, and in the dump."""
    problem = make_problem(
        [employee],  # type: ignore[list-item]
        [make_vacancy(), make_vacancy(code="F-002")],
        waivers=(waiver,),
    )
    pairs = pair_scores(problem, Settings())
    judged = pairs.judge(0, 0)
    assert judged.verdict is verdict
    eligible = {int(one) for block in pairs.blocks() for one in block.vacancy}
    assert (0 in eligible) is (verdict < Verdict.FORBIDDEN)
    assert next(score_rows(problem, pairs)).verdict is verdict


def test_a_waived_pair_says_on_whose_paper() -> None:
    """The finding keeps both values and names authority, document, last day and reason."""
    pairs = pair_scores(make_problem([NEW], waivers=(WAIVER,)), Settings())
    (finding,) = (one for one in pairs.judge(0, 0).findings if one.waiver is not None)
    text = sentence(finding)
    for part in ("R11", "disyaratkan", "Wali Kota", "800/7/2026", "31 Desember 2026", "kebutuhan layanan"):
        assert part in text
    assert text in next(score_rows(make_problem([NEW], waivers=(WAIVER,)), pairs)).reasons


def test_a_waived_education_is_scored_in_full() -> None:
    """A pair that R06 refuses scores the same in blocks as alone, though eligible pairs need no nearness."""
    person = make_employee(educations=(make_education("S1 GIZI"),))
    waiver = replace(WAIVER, rule=RuleCode.R06)
    pairs = pair_scores(make_problem([person], waivers=(waiver,)), Settings())
    (block,) = pairs.blocks()
    assert block.score.tolist() == [pairs.judge(0, 0).score]
    education = pairs.judge(0, 0).parts[0].points
    assert 0 < education < 10_000


def test_every_rule_of_a_round_is_waivable_or_never_waived() -> None:
    """No rule that the tables hold is forgotten: it may be waived, or it is the leadership's own lock."""
    codes = {rule.code for rule in rules_for(make_problem(), Settings())}
    assert codes - set(WAIVABLE) == {RuleCode.R35}

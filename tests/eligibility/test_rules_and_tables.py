"""The rules of a round together: which are on, in what order, and what the default pair gets."""

from __future__ import annotations

import numpy as np

from builders import NO_RULES, find, make_employee, make_problem, make_vacancy
from penempatan.domain.position import PositionTier
from penempatan.eligibility.rule import Finding, RuleCode, Verdict
from penempatan.eligibility.rules import rules_for
from penempatan.eligibility.tables import tabulate
from penempatan.eligibility.wording import sentence
from penempatan.settings.model import EligibilitySettings, Mode, RoundSettings, Settings


def test_rules_stand_in_the_order_of_their_codes() -> None:
    """By default every rule but the guarantee is on, once, in code order, each with its legal source."""
    guaranteed = Settings(RoundSettings(mode=Mode.REARRANGE), eligibility=EligibilitySettings(not_worse=True))
    rules = rules_for(make_problem(), guaranteed)
    of_pairs = {RuleCode.R08, RuleCode.EXTERNAL_ONLY, RuleCode.SCORE_MIN, RuleCode.STAY}
    by_request = {RuleCode.R19, RuleCode.R32, RuleCode.R34}
    codes = [rule.code for rule in rules]
    assert codes == [code for code in RuleCode if code not in of_pairs]
    default = [rule.code for rule in rules_for(make_problem(), Settings())]
    assert default == [code for code in codes if code not in by_request]
    assert all(rule.source for rule in rules)


def test_all_switches_off_leave_the_locks() -> None:
    """R35 alone cannot be switched off."""
    assert [rule.code for rule in rules_for(make_problem(), Settings(eligibility=NO_RULES))] == [RuleCode.R35]


def test_the_harmless_pair_breaks_no_rule() -> None:
    """The builders' default person may fill the default vacancy without a remark: tests change one thing."""
    problem = make_problem()
    findings = tabulate(problem, rules_for(problem, Settings())).findings(0, 0)
    assert {finding.verdict for finding in findings} == {Verdict.ALLOWED}
    assert all(finding.held and finding.required for finding in findings)


def test_a_rule_counts_whom_it_keeps_out() -> None:
    """The counts by vacancy and by person are those of the table, with several people sharing a value."""
    people = [make_employee(id=name, stays=name != "C") for name in "ABC"]
    posts = [make_vacancy(code=code) for code in ("F1", "F2")]
    problem = make_problem(people, posts)
    (table,) = tabulate(problem, rules_for(problem, Settings(eligibility=NO_RULES))).tables
    assert table.forbidden_by_vacancy().tolist() == [2, 2]
    assert table.forbidden_by_employee().tolist() == [2, 2, 0]


def test_grids_leave_out_only_forbidden_pairs() -> None:
    """Whatever the rules prune before a grid is formed, no pair that they allow is lost or seen twice."""
    tiers = [PositionTier.PELAKSANA, PositionTier.PENGAWAS, PositionTier.AHLI_MUDA]
    people = [make_employee(id=f"P{index}", tier=tier) for index, tier in enumerate(tiers)]
    posts = [make_vacancy(code=f"F{index}", tier=tier) for index, tier in enumerate(tiers)]
    problem = make_problem(people, posts)
    tables = tabulate(problem, rules_for(problem, Settings()))
    seen = np.zeros((3, 3), dtype=np.int64)
    for grid in tables.grids():
        seen[np.ix_(grid.employees, grid.vacancies)] += grid.verdict < Verdict.FORBIDDEN
    whole = tables.verdict(np.arange(3, dtype=np.int32), np.arange(3, dtype=np.int32))
    assert (seen == (whole < Verdict.FORBIDDEN)).all()
    assert 0 < seen.sum() < 9


def test_an_empty_round_has_no_grid() -> None:
    """Without people or without vacancies nothing is yielded, and nothing fails."""
    for people, posts in (([], [make_vacancy()]), ([make_employee()], []), ([], [])):
        problem = make_problem(people, posts)
        assert list(tabulate(problem, rules_for(problem, Settings())).grids()) == []


def test_a_finding_is_one_sentence() -> None:
    """The wording names the rule and the two values; a check without a number goes by its claim."""
    person = make_employee(stays=True)
    assert sentence(find(RuleCode.R35, person)) == (
        "R35 Kunci dan larangan pimpinan: dimiliki dikunci pada jabatannya (Kunci = ya), "
        "disyaratkan tidak dikunci"
    )
    lowest = Finding(RuleCode.SCORE_MIN, Verdict.FORBIDDEN, "skor 49.99", "minimal 50.00")
    assert sentence(lowest) == "Skor minimal: dimiliki skor 49.99, disyaratkan minimal 50.00"

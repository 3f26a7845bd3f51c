"""Every placement judged again on its own, rule by rule, and what papers it rests on.

The tables of eligibility serve solver and checker alike: verdicts looked up by index, waivers laid over them.
Here a rule is asked about the two people's values alone, no table between; what it forbids must stand on a
waiver of that very pair and rule which holds on the day. PPPK are looked at once more by the words of R02.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from penempatan.domain.employee import EmploymentStatus
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import WAIVABLE
from penempatan.eligibility.posts import post_name
from penempatan.eligibility.rule import Verdict
from penempatan.eligibility.rules import rules_for
from penempatan.settings.model import PppkRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penempatan.domain.employee import Employee
    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.domain.vacancy import Vacancy
    from penempatan.eligibility.rule import Rule
    from penempatan.settings.model import Settings

_PPPK = frozenset({EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME})


def pair_faults(problem: PlacementProblem, settings: Settings, plan: PlacementPlan) -> Iterator[str]:
    """Yield a sentence for each placement that no rule and no paper allows, each lock without a reason."""
    people = {one.id: one for one in problem.employees}
    posts = {one.code: one for one in problem.vacancies}
    papers = _papers(problem)
    rules = rules_for(problem, settings)
    verdicts: dict[tuple[RuleCode, Any, Any], Verdict] = {}
    for placement in plan.placements:  # who stays is where no rule judges
        one, post = people.get(placement.employee_id), posts.get(placement.vacancy_code)
        if one is None or post is None:
            continue  # a fault of its own
        broken = [rule.code for rule in rules if _verdict(rule, one, post, verdicts) is Verdict.FORBIDDEN]
        if _pppk_moves(one, post, settings.eligibility.pppk) and RuleCode.R02 not in broken:
            broken.append(RuleCode.R02)
        for code in broken:
            if (one.id, post.code, code) not in papers:
                yield (
                    f"hitung ulang: NIP {one.id} pada formasi {post.code} melanggar {code.name} "
                    f"({code.value}) tanpa pengecualian yang berlaku"
                )
    yield from _locks_without_reason(problem)


def _papers(problem: PlacementProblem) -> set[tuple[str, str, RuleCode]]:
    """Return the pairs and rules for which somebody answers, with a document that holds on the day."""
    return {
        (one.employee_id, one.vacancy_code, one.rule)
        for one in problem.waivers
        if problem.judged_on <= one.valid_until
        and one.rule in WAIVABLE
        and one.authority.strip()
        and one.document.strip()
    }


def _verdict(
    rule: Rule[Any, Any], one: Employee, post: Vacancy, known: dict[tuple[RuleCode, Any, Any], Verdict]
) -> Verdict:
    held, required = rule.held(one), rule.required(post)
    key = rule.code, held, required
    if key not in known:
        known[key] = rule.judge(held, required)
    return known[key]


def _pppk_moves(one: Employee, post: Vacancy, rule: PppkRule) -> bool:
    """Whether the contract of somebody known as PPPK does not let them go there."""
    if one.status not in _PPPK or rule is PppkRule.FREE:
        return False
    own = post_name(one.position)
    return rule is PppkRule.LOCKED or bool(own and own != post_name(post.position))


def _locks_without_reason(problem: PlacementProblem) -> Iterator[str]:
    for lock in problem.locks:
        if not lock.decided and not lock.reason.strip():
            yield (
                f"kunci ({lock.kind.value}) NIP {lock.employee_id} pada formasi {lock.vacancy_code} tanpa "
                "alasan (R35)"
            )

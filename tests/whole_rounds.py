"""Random rounds as they come from the field: any rules and weights, seats, priorities, pins, bans, limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builders import NO_RULES
from oracle_plans import eligible_scores
from penempatan.assignment.build import build_model
from penempatan.assignment.plan import plan_of
from penempatan.assignment.solve import solve
from penempatan.domain.problem import Lock, LockKind
from penempatan.scoring.build import pair_scores
from penempatan.settings.model import DinasCap, LimitSettings, ShareAttribute, ShareLimit, SolveSettings
from random_rounds import random_problem, random_settings, seeds

if TYPE_CHECKING:
    from random import Random

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

MOST_PEOPLE, MOST_POSTS = 4, 4
UNITS = ("", "Sekretariat", "Sekretariat", "Sekretariat | Subbagian Umum", "Bidang Data")


def random_whole_round(random: Random) -> tuple[PlacementProblem, Settings]:
    """Return up to four people and four posts, small enough to try every plan, and the rules of the round."""
    problem, settings = random_problem(random), random_settings(random)
    while len(problem.employees) < 2 or len(problem.vacancies) < 2:
        problem = random_problem(random)
    if random.random() < 0.7:  # all rules at once leave few pairs: let the plan have a choice more often
        rules = replace(
            NO_RULES,
            score_min=settings.eligibility.score_min,
            discipline=random.random() < 0.3,
            rank=random.random() < 0.3,
            years_in_post_min=random.choice((0, 0, 0, 2)),
            level=random.random() < 0.3,
        )
        settings = replace(settings, eligibility=rules)
    people = problem.employees[:MOST_PEOPLE]
    names = random.sample(range(MOST_PEOPLE), len(people))  # no order of names is the order of numbers
    problem = replace(
        problem,
        employees=tuple(
            replace(one, name=f"Pegawai {name}", must_place=random.random() < 0.3)
            for one, name in zip(people, names, strict=True)
        ),
        vacancies=tuple(
            replace(one, openings=random.choice((0, 1, 1, 2)), priority=random.randint(1, 3))
            for one in problem.vacancies[:MOST_POSTS]
        ),
    )
    numbers, codes = {one.id for one in problem.employees}, {one.code for one in problem.vacancies}
    problem = replace(
        problem,
        locks=tuple(one for one in problem.locks if one.employee_id in numbers and one.vacancy_code in codes),
        external_scores=tuple(
            one for one in problem.external_scores if one.employee_id in numbers and one.vacancy_code in codes
        ),
        waivers=tuple(
            one for one in problem.waivers if one.employee_id in numbers and one.vacancy_code in codes
        ),
    )
    problem = _with_a_pin(random, problem, settings)
    solving = SolveSettings(
        seed=random.randrange(100), per_employee=random.choice((1, 6)), per_vacancy=random.choice((1, 20))
    )
    return problem, replace(settings, limits=_limits(random, problem), solve=solving)


def solved(problem: PlacementProblem, settings: Settings) -> PlacementPlan:
    """Return the solver's plan."""
    model = build_model(problem, settings, pair_scores(problem, settings))
    return plan_of(problem, model, solve(model, settings.solve))


whole_rounds = seeds.map(random_whole_round)


def _with_a_pin(random: Random, problem: PlacementProblem, settings: Settings) -> PlacementProblem:
    """Pin a pair that the rules allow to a seat that there is, in every third round."""
    offered = {one.code for one in problem.vacancies if one.openings}
    pairs = [pair for pair in eligible_scores(problem, settings) if pair[1] in offered]
    if not pairs or random.random() < 0.67:
        return problem
    nip, code = random.choice(pairs)
    return replace(problem, locks=(*problem.locks, Lock(LockKind.PIN, nip, code, "arahan pimpinan")))


def _limits(random: Random, problem: PlacementProblem) -> LimitSettings:
    pins = sum(lock.kind is LockKind.PIN for lock in problem.locks)
    offices = sorted({one.dinas for one in problem.vacancies} - {""})
    caps = [DinasCap(random.choice(offices), pins + random.randrange(2))] if offices else []
    return LimitSettings(
        placements_max=random.choice((-1, -1, pins, pins + 1, pins + 2)),
        arrive_max=tuple(caps) if random.random() < 0.3 else (),
    )


def units_named(problem: PlacementProblem) -> list[str]:
    """Return every unit of the round, those above others too, as rules name them."""
    named = {(one.dinas, one.unit) for one in problem.employees}
    named |= {(one.dinas, one.unit) for one in problem.vacancies}
    paths = {(dinas, *unit.split(" | ")) for dinas, unit in named if unit}
    above = {path[:end] for path in paths if path[0] for end in range(2, len(path) + 1)}
    return sorted(" | ".join(path) for path in above)


def random_limited_round(random: Random) -> tuple[PlacementProblem, Settings]:
    """Return a whole round in which every limit that there is may be on, couples among the people."""
    problem, settings = random_whole_round(random)
    offices = sorted(
        {one.dinas for one in problem.vacancies} | {one.dinas for one in problem.employees} - {""}
    )
    offices = [one for one in offices if one]
    people = list(problem.employees)
    if len(people) > 1 and random.random() < 0.7:
        people[0] = replace(people[0], spouse_id=people[1].id)
    people = [replace(one, job_grade=random.choice((None, 5, 7, 9))) for one in people]
    posts = tuple(
        replace(
            one,
            job_grade=random.choice((None, 6, 8, 11)),
            district=random.choice(("", "Tugu", "Tembalang", "Semarang Tengah")),
            unit=random.choice(UNITS),
        )
        for one in problem.vacancies
    )
    people = [replace(one, unit=random.choice(UNITS)) for one in people]
    problem = replace(
        problem, employees=tuple(people), vacancies=posts, relatives=_relatives(random, problem)
    )
    offices += units_named(problem)

    def caps(chance: float, least: int, most: int) -> tuple[DinasCap, ...]:
        if not offices or random.random() > chance:
            return ()
        return (DinasCap(random.choice(offices), random.randint(least, most)),)

    limits = replace(
        settings.limits,
        leave_max=caps(0.4, 0, 2),
        arrive_min=caps(0.25, 0, 2),
        staff_min=caps(0.4, 0, 3),
        moves_max=random.choice((-1, -1, 0, 1, 2, 3)),
        grade_budget=random.choice((-1, -1, 0, 2, 5)),
        spouse_km=random.choice((-1, 0, 4, 12)),
        relatives_apart=random.random() < 0.6,
        shares=random_shares(random, problem, offices),
    )
    return problem, replace(settings, limits=limits)


def _relatives(random: Random, problem: PlacementProblem) -> tuple[tuple[str, str], ...]:
    """Return none, one or two pairs of relatives, as the input states them: in order, each once."""
    numbers = [one.id for one in problem.employees]
    pairs = {tuple(sorted(random.sample(numbers, 2))) for _ in range(random.randrange(3))}
    return tuple(sorted((first, second) for first, second in pairs))


def random_shares(random: Random, problem: PlacementProblem, offices: list[str]) -> tuple[ShareLimit, ...]:
    """Return now and then a share of a group of the people that there are."""
    held = {
        ShareAttribute.HOME_DINAS: sorted({one.dinas for one in problem.employees} - {""}),
        ShareAttribute.STATUS: sorted({one.status.value for one in problem.employees if one.status}),
        ShareAttribute.FIELD_GROUP: sorted(
            {
                one.educations[0].programme.field_group
                for one in problem.employees
                if one.educations and one.educations[0].programme and one.educations[0].programme.field_group
            }
        ),
        ShareAttribute.RANK: sorted({one.rank.label for one in problem.employees if one.rank}),
    }
    attribute = random.choice([one for one in held if held[one]] or [None])
    if attribute is None or random.random() < 0.5:
        return ()
    return (
        ShareLimit(
            attribute,
            (random.choice(held[attribute]),),
            random.choice(("", "setiap dinas", *offices)),
            random.choice((-1, 0, 34, 50, 100)),
            random.choice((-1, -1, 1, 50)),
        ),
    )


limited_rounds = seeds.map(random_limited_round)

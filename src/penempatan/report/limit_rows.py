"""The limits of the round in words: what each allows, what the plan uses, what more of it would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from penempatan.explain.wording import count, points
from penempatan.objective.couples import COUPLE_KEY
from penempatan.objective.limits import limits_of, units_limited
from penempatan.objective.relatives import RELATIVES_KEY
from penempatan.objective.shares import IN_PEOPLE
from penempatan.settings.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from penempatan.objective.limit import Limit
    from penempatan.report.run import RunReport


def limit_sentences(run: RunReport) -> Sequence[str]:
    """Return one sentence a limit; couples have one together, and so have relatives."""
    limits = limits_of(run.problem, run.settings)
    employee = {one.id: index for index, one in enumerate(run.problem.employees)}
    vacancy = {one.code: index for index, one in enumerate(run.problem.vacancies)}
    seated = run.plan.seated
    people = np.array([employee[one.employee_id] for one in seated], np.int32)
    posts = np.array([vacancy[one.vacancy_code] for one in seated], np.int32)
    prices = _prices(run)
    single = [
        one
        for one in limits
        if not one.key.startswith((COUPLE_KEY, RELATIVES_KEY))
        and not one.key.endswith(IN_PEOPLE)  # said by their share
    ]
    texts = [_sentence(one, one.used(people, posts), prices.get(one.key, 0)) for one in single]
    if couples := {tuple(one.key.split(":")[1:3]) for one in limits if one.key.startswith(COUPLE_KEY)}:
        texts.append(
            f"Suami istri berjarak kantor paling jauh {run.settings.limits.spouse_km} km: dijaga untuk "
            f"{count(len(couples))} pasangan."
        )
    if run.settings.limits.relatives_apart and run.problem.relatives:
        texts.append(
            f"Kerabat tidak satu unit (R36): dijaga untuk {count(len(run.problem.relatives))} hubungan."
        )
    return [*texts, *_without_unit(run)]


def _without_unit(run: RunReport) -> Iterator[str]:
    """Say for each dinas with a limit on a unit how many people and posts of it are in no known unit."""
    problem = run.problem
    for dinas in units_limited(problem, run.settings):
        people = sum(one.dinas == dinas and not one.unit for one in problem.employees)
        posts = sum(one.dinas == dinas and not one.unit for one in problem.vacancies)
        if people or posts:
            yield (
                f"Perlu verifikasi: batas per unit di {dinas} tidak menghitung {count(people)} pegawai dan "
                f"{count(posts)} formasi yang unit kerjanya tidak diketahui."
            )


def _sentence(limit: Limit, used: int, price: int) -> str:
    name = limit.label[0].upper() + limit.label[1:]
    if not limit.only_fills:
        return f"{name}: terpenuhi."
    bounds = [
        f"{word} {count(bound)}"
        for word, bound in (("paling sedikit", limit.at_least), ("paling banyak", limit.at_most))
        if bound is not None
    ]
    text = f"{name}: terpakai {count(used)} ({', '.join(bounds)})."
    if price:
        text += f" Dilonggarkan satu, total skor naik paling banyak sekitar {points(price)}."
    return text


def _prices(run: RunReport) -> dict[str, int]:
    """Return what one unit more of a limit is worth in the fit, hundredths; for rounds solved by tier."""
    certificate = run.plan.certificate
    for tier in certificate.tiers if certificate is not None else ():
        if tier.tier == Goal.FIT.value:
            return {key: abs(price) // tier.scale for key, price in tier.limit}
    return {}

"""Put rules, components and weights together: from a round and its settings to its eligible, scored pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from penempatan.eligibility.rules import rules_for
from penempatan.eligibility.tables import tabulate
from penempatan.scoring.commute import commute_part
from penempatan.scoring.competency import competency_part
from penempatan.scoring.education import education_part
from penempatan.scoring.experience import experience_part
from penempatan.scoring.external import ExternalPart, external_part
from penempatan.scoring.home import home_posts
from penempatan.scoring.offices import Offices, office_key, offices_of
from penempatan.scoring.pairs import PairScores, banned_pairs, rejected_pairs
from penempatan.scoring.performance import performance_part
from penempatan.scoring.preference import preference_part
from penempatan.settings.model import ComponentKey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.component import Component
    from penempatan.settings.model import Settings, Weights


def pair_scores(problem: PlacementProblem, settings: Settings) -> PairScores:
    """Evaluate every rule and prepare every component of a round; nothing is formed pair by pair yet."""
    offices = offices_of(problem)
    external = external_part(problem, settings)
    education = education_part(problem, settings, offices)
    components: tuple[Component, ...] = (
        education,
        competency_part(problem, settings),
        performance_part(problem, settings),
        experience_part(problem, settings, offices),
        preference_part(problem, settings),
        commute_part(problem, settings, offices),
        external,
    )
    full = _weights(problem, settings, offices)
    asked = np.array([component.asked for component in components]).reshape(full.shape)
    scored = PairScores(
        tabulate(problem, rules_for(problem, settings)),
        components,
        (education.for_eligible(), *components[1:]),
        np.where(asked, full, 0),
        full,
        settings.eligibility.score_min,
        banned_pairs(problem),
        _listed(external) if settings.eligibility.external_only else None,
        rejected=rejected_pairs(problem),
    )
    home = home_posts(problem, settings, scored.pair_scores)
    return scored if home is None else replace(scored, home=home)


def _listed(external: ExternalPart) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return external.listed.start.astype(np.int32), external.listed.column


def _weights(problem: PlacementProblem, settings: Settings, offices: Offices) -> NDArray[np.int64]:
    """Return (n_components, n_vacancies): the Dinas sheet over [bobot.dinas] over [bobot]."""
    of_rules = {office_key(one.dinas): by_key(one.weights) for one in settings.dinas_weights}
    columns: dict[str, list[int]] = {}
    for vacancy in problem.vacancies:
        if vacancy.dinas not in columns:
            office = office_key(vacancy.dinas)
            profile = offices.profiles.get(office)
            weights = {
                **of_rules.get(office, by_key(settings.weights)),
                **dict(profile.weights if profile else ()),
            }
            columns[vacancy.dinas] = [weights[key.value] for key in ComponentKey]
    table = [columns[vacancy.dinas] for vacancy in problem.vacancies]
    return np.array(table, dtype=np.int64).reshape(-1, len(ComponentKey)).T


def by_key(weights: Weights) -> dict[str, int]:
    """Return the weights by component key, thousandths."""
    return {key.value: getattr(weights, key.name.lower()) for key in ComponentKey}

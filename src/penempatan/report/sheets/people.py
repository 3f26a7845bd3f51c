"""How people, posts and findings read in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.explain.closing_rules import named
from penempatan.explain.wording import points
from penempatan.report.labels import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.domain.employee import Employee
    from penempatan.domain.problem import PlacementProblem
    from penempatan.eligibility.rule import Finding
    from penempatan.explain.explanations import Candidate
    from penempatan.scoring.pairs import ScorePart


def education(employee: Employee) -> str:
    """Return the educations as the data wrote them."""
    return "; ".join(one.raw for one in employee.educations if not one.implied)


def to_verify(findings: Sequence[Finding]) -> str:
    """Return `Ya: …` with every rule that waits for data, or `Tidak`."""
    if not findings:
        return "Tidak"
    return "Ya: " + "; ".join(f"{named(one.code)}: {one.held}" for one in findings)


def score_parts(parts: Sequence[ScorePart]) -> str:
    """Return points × weight of every component that counts, one a line; neutral shares have a star."""
    return "\n".join(
        f"{COMPONENTS[part.key]}{'*' if part.missing else ''} {points(part.points)} × {_weight(part.weight)}"
        for part in parts
        if part.asked and part.weight
    )


def _weight(thousandths: int) -> str:
    return f"{thousandths / 1000:g}".replace(".", ",")


def candidate(problem: PlacementProblem, one: Candidate | None) -> str:
    """Return the next person in line, and whether they are free."""
    if one is None:
        return "Tidak ada"
    person = problem.employees[one.employee]
    if one.placed_in < 0:
        where = "belum ditempatkan"
    else:
        verb = "tetap di" if one.stays else "diusulkan di"
        where = f"{verb} {problem.vacancies[one.placed_in].code}"
    return f"{person.name}, {person.id}; skor {points(one.score)}; {where}"

"""Put two sound results side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from penempatan.comparison.compared import Comparison, Difference, RuleChange, SideFacts
from penempatan.comparison.people import person_changes, seats_of
from penempatan.comparison.units import unit_changes
from penempatan.eligibility.rule import Verdict
from penempatan.explain.closing_rules import rule_notes
from penempatan.settings.loader import as_toml_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from penempatan.verification.audit import AuditedResult


def compare(before: AuditedResult, after: AuditedResult) -> Comparison:
    """Return what differs from A (`before`) to B (`after`); neither is held to be the better one."""
    seats = seats_of(before), seats_of(after)
    people, unchanged = person_changes(before, after, *seats)
    return Comparison(
        _facts(before),
        _facts(after),
        unchanged,
        people,
        unit_changes(before, after, whole_dinas=True),
        unit_changes(before, after, whole_dinas=False),
        tuple(_rules(before, after)),
        tuple(_differences(as_toml_dict(before.settings), as_toml_dict(after.settings))),
        _inputs(before, after),
    )


def _facts(result: AuditedResult) -> SideFacts:
    place = {one.id: index for index, one in enumerate(result.problem.employees)}
    post = {one.code: index for index, one in enumerate(result.problem.vacancies)}
    waiting = sum(
        result.pairs.judge(place[one.employee_id], post[one.vacancy_code]).verdict is Verdict.UNVERIFIED
        for one in result.plan.placements
    )
    record, summary = result.record, result.record.summary
    return SideFacts(
        record.run_id,
        record.created,
        record.judged_on,
        record.termination,
        summary.employees,
        summary.openings,
        len(result.plan.seated),
        len(result.plan.stays),
        waiting,
        record.total_score,
        record.bound,
        summary.mean_score,
    )


def _rules(before: AuditedResult, after: AuditedResult) -> Iterator[RuleChange]:
    """Yield the rules whose reach differs, in the order of their codes."""
    one = {note.code: note for note in rule_notes(before.pairs)}
    other = {note.code: note for note in rule_notes(after.pairs)}
    for code in sorted({*one, *other}, key=lambda code: code.name):
        sides = one.get(code), other.get(code)
        forbidden = tuple(note.forbidden if note else None for note in sides)
        unverified = tuple(note.unverified if note else None for note in sides)
        if forbidden[0] != forbidden[1] or unverified[0] != unverified[1]:
            yield RuleChange(code, (forbidden[0], forbidden[1]), (unverified[0], unverified[1]))


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], above: str = ""
) -> Iterator[Difference]:
    """Yield every setting that differs, by its dotted key, in the order of the rules."""
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _differences(one, other, f"{above}{key}.")
        elif one != other:
            yield Difference(f"{above}{key}", _shown(one), _shown(other))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)


def _inputs(before: AuditedResult, after: AuditedResult) -> tuple[Difference, ...]:
    """Return the inputs whose bytes differ, or that one side does not have."""
    one, other = (
        {
            f"{entry.role} {entry.sheet}".strip(): (
                entry.sha256,
                f"{entry.name}, SHA-256 {entry.sha256[:12]}…",
            )
            for entry in result.record.inputs
        }
        for result in (before, after)
    )
    nothing = ("", "")
    return tuple(
        Difference(role, one.get(role, nothing)[1], other.get(role, nothing)[1])
        for role in {**one, **other}
        if one.get(role, nothing)[0] != other.get(role, nothing)[0]
    )

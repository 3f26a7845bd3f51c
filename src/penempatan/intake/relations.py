"""Relatives among the employees, as hubungan.* names them: pairs of NIPs and nothing about the kinship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.intake.amending_complaints import QUARANTINE_RELATION
from penempatan.intake.columns import Field
from penempatan.intake.nips import read_nips
from penempatan.intake.relation_complaints import RELATIVE_SELF, RELATIVE_TWICE, RELATIVE_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Container

    from penempatan.domain.issue import Location
    from penempatan.intake.findings import Findings
    from penempatan.intake.table import Table

Relations = dict[tuple[str, str], "Location"]  # two NIPs in order → the row that says so first


def read_relations(table: Table, relations: Relations, people: Container[str]) -> int:
    """Read pairs of relatives; a pair counts once, whichever way round and however often it is written.

    Somebody outside the round is reported: that relation is not looked after.
    """
    kept = 0
    pairs = zip(read_nips(table), read_nips(table, Field.RELATIVE), strict=True)
    for position, (nip, other) in enumerate(pairs):
        strangers = [
            (column, one.digits)
            for column, one in ((Field.NIP, nip), (Field.RELATIVE, other))
            if one is not None and one.digits not in people
        ]
        for column, digits in strangers:
            table.complain(RELATIVE_UNKNOWN, column, position, raw=digits)
        if nip is None or other is None or strangers:
            continue
        if nip.digits == other.digits:
            table.complain(RELATIVE_SELF, Field.RELATIVE, position, raw=other.digits)
            continue
        first, second = sorted((nip.digits, other.digits))
        if (first, second) in relations:
            earlier = str(relations[first, second])
            table.complain(RELATIVE_TWICE, Field.RELATIVE, position, raw=other.digits, other=earlier)
            continue
        relations[first, second] = table.place(Field.NIP, position)
        kept += 1
    return kept


def relations_left(relations: Relations, people: Container[str], findings: Findings) -> Relations:
    """Drop relations of people left out by the quarantine, aloud; `people` are those left out."""
    left: Relations = {}
    for (first, second), place in relations.items():
        if first in people or second in people:
            findings.add(QUARANTINE_RELATION, place)
        else:
            left[first, second] = place
    return left

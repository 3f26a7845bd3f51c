"""Waivers: which rule is set aside for whom, where, on whose authority and until when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from penempatan.domain.rule_code import RuleCode
from penempatan.domain.waiver import NEVER_WAIVED, WAIVABLE, Waiver
from penempatan.intake.amending_complaints import QUARANTINE_WAIVER
from penempatan.intake.columns import Field
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nips import read_nips
from penempatan.intake.table import Unreadable
from penempatan.intake.values import day_text, read_day, squeezed
from penempatan.intake.waiver_complaints import (
    WAIVER_CODE_UNKNOWN,
    WAIVER_EXPIRED,
    WAIVER_NIP_UNKNOWN,
    WAIVER_REFUSED,
    WAIVER_TWICE,
    WAIVER_WITHOUT,
)
from penempatan.knowledge.dates import long_date
from penempatan.knowledge.text import normal

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import date

    from penempatan.intake.findings import Findings
    from penempatan.intake.table import Table

_WRITTEN_RULE = re.compile(r"R\.?\s*0*(\d{1,2})\b.*")
_KNOWN = {code.name: code for code in RuleCode if code.name.startswith("R")}


def read_waivers(
    table: Table, waivers: list[Waiver], people: Container[str], codes: Container[str], day: date
) -> int:
    """Read the waivers; whatever would leave one without a person, a post, a rule or a paper is an error.

    Expired ones are kept and reported: they count no more. `day` is the day the round is judged at.
    """
    rules = table.parse(Field.RULE, _rule, None, skip_nothing=False, strict=True)
    ends = table.parse(Field.VALID_UNTIL, read_day, None, as_text=day_text, strict=True)
    papers = [table.texts(column) for column in (Field.AUTHORITY, Field.DOCUMENT, Field.REASON)]
    before = len(waivers)
    rows = zip(read_nips(table), table.texts(Field.CODE), rules, ends, zip(*papers, strict=True), strict=True)
    for position, (nip, written, rule, end, paper) in enumerate(rows):
        code = squeezed(written)
        if nip is not None and nip.digits not in people:
            table.complain(WAIVER_NIP_UNKNOWN, Field.NIP, position, raw=nip.digits)
        if not code:
            table.complain(CELL_EMPTY, Field.CODE, position)
        elif code not in codes:
            table.complain(WAIVER_CODE_UNKNOWN, Field.CODE, position, shown=code)
        whole = _is_whole(table, position, rule)
        if nip is None or not isinstance(rule, RuleCode) or end is None or not whole:
            continue
        authority, document, reason = map(squeezed, paper)
        place = table.place(Field.NIP, position)
        waiver = Waiver(nip.digits, code, rule, authority, document, end, reason, place)
        _check_end(table, position, waiver, waivers, day)
        waivers.append(waiver)
    return len(waivers) - before


def waivers_left(
    waivers: Sequence[Waiver], people: Iterable[str], codes: Iterable[str], findings: Findings
) -> list[Waiver]:
    """Drop waivers about people or vacancies left out by the quarantine, aloud."""
    gone_people, gone_codes = set(people), set(codes)
    left = []
    for waiver in waivers:
        if waiver.employee_id in gone_people or waiver.vacancy_code in gone_codes:
            what = "pegawai" if waiver.employee_id in gone_people else "formasi"
            findings.add(QUARANTINE_WAIVER, waiver.location, what=what)
        else:
            left.append(waiver)
    return left


def _is_whole(table: Table, position: int, rule: RuleCode | str | None) -> bool:
    """Whether the row names a rule that may be waived and its whole paper; complains where it does not."""
    whole = True
    if isinstance(rule, str):
        table.complain(WAIVER_REFUSED, Field.RULE, position, rule=rule, why=NEVER_WAIVED[rule])
        whole = False
    for column, complaint in (
        (Field.RULE, CELL_EMPTY),
        (Field.AUTHORITY, WAIVER_WITHOUT),
        (Field.DOCUMENT, WAIVER_WITHOUT),
        (Field.VALID_UNTIL, WAIVER_WITHOUT),
        (Field.REASON, WAIVER_WITHOUT),
    ):
        if not table.text_at(column, position):
            table.complain(complaint, column, position)
            whole = False
    return whole


def _check_end(table: Table, position: int, waiver: Waiver, earlier: Iterable[Waiver], day: date) -> None:
    if not waiver.holds_on(day):
        table.complain(
            WAIVER_EXPIRED,
            Field.VALID_UNTIL,
            position,
            rule=waiver.rule.name,
            end=long_date(waiver.valid_until),
            day=long_date(day),
        )
        return
    same = (waiver.employee_id, waiver.vacancy_code, waiver.rule)
    for other in earlier:
        if other.holds_on(day) and (other.employee_id, other.vacancy_code, other.rule) == same:
            table.complain(WAIVER_TWICE, Field.NIP, position, other=str(other.location))


def _rule(text: str) -> RuleCode | str:
    """Read `R11`, `r.11` or `R11 Masa jabatan minimal`; a rule that is never waived comes as its text."""
    found = _WRITTEN_RULE.fullmatch(normal(text))
    name = f"R{int(found[1]):02d}" if found else ""
    if name in NEVER_WAIVED:
        return name
    if name not in _KNOWN:
        raise Unreadable("Isi kode syarat, salah satu dari: " + ", ".join(one.name for one in WAIVABLE) + ".")
    return _KNOWN[name]

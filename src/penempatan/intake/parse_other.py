"""The smaller tables: competencies in long form, wishes, pins and bans, external scores."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from penempatan.domain.issue import Location
from penempatan.domain.problem import ExternalScore, Lock, LockKind
from penempatan.intake.columns import Field
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nips import read_nips
from penempatan.intake.person_columns import read_preferences
from penempatan.intake.person_complaints import COMPETENCY_TWICE, COMPETENCY_UNKNOWN
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.vacancy_complaints import (
    CODE_MISSING,
    LOCK_CODE_UNKNOWN,
    LOCK_NIP_UNKNOWN,
    LOCK_REASON_MISSING,
    LOCK_TWICE,
    SCORE_TWICE,
    SCORE_UNKNOWN,
    WISHES_UNORDERED,
)
from penempatan.intake.values import (
    read_hundredths,
    read_whole,
    squeezed,
)
from penempatan.knowledge.competencies import canonical_competency
from penempatan.knowledge.text import normal

_PIN = frozenset({"TETAP", "PIN", "KUNCI", "WAJIB", "TETAPKAN"})
_BAN = frozenset({"LARANG", "DILARANG", "BAN", "JANGAN", "TOLAK", "LARANGAN"})


@dataclass(slots=True)
class PersonTables:
    """What other tables say about people, by NIP, and where (for NIPs that turn out unknown)."""

    levels: dict[str, dict[str, int]] = field(default_factory=dict)
    wishes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    level_places: dict[str, list[Location]] = field(default_factory=dict)
    wish_places: dict[str, list[Location]] = field(default_factory=dict)


def read_competencies(table: Table, people: PersonTables) -> int:
    """Read (NIP, competency, level) rows; of two different levels the lower counts, and it is said."""
    levels = table.parse(Field.LEVEL, read_whole(0, 5), None, skip_nothing=False)
    names: dict[str, tuple[str, bool]] = {}
    unknown: list[tuple[int, str]] = []
    kept = 0
    rows = zip(read_nips(table), table.texts(Field.COMPETENCIES), levels, strict=True)
    for position, (nip, text, level) in enumerate(rows):
        if not text:
            table.complain(CELL_EMPTY, Field.COMPETENCIES, position)
        if nip is None or not text or level is None:
            continue
        if text not in names:
            names[text] = canonical_competency(text)
        name, known = names[text]
        if not known:
            unknown.append((position, name))
        held = people.levels.setdefault(nip.digits, {})
        people.level_places.setdefault(nip.digits, []).append(table.place(Field.NIP, position))
        if held.get(name, level) != level:
            table.complain(COMPETENCY_TWICE, Field.COMPETENCIES, position, shown=name)
        held[name] = min(level, held.get(name, level))
        kept += 1
    table.note_distinct(COMPETENCY_UNKNOWN, Field.COMPETENCIES, unknown)
    return kept


def read_wishes(table: Table, people: PersonTables) -> int:
    """Read wishes: one row a person, or several with `Urutan`; the order of rows never counts."""
    orders = table.parse(Field.ORDER, read_whole(1, 99), None)
    drafts: dict[str, dict[int, tuple[str, ...]]] = {}
    kept = 0
    for position, (nip, wishes, order) in enumerate(
        zip(read_nips(table), read_preferences(table), orders, strict=True)
    ):
        if nip is None:
            continue
        people.wish_places.setdefault(nip.digits, []).append(table.place(Field.NIP, position))
        draft = drafts.setdefault(nip.digits, {})
        rank = 0 if order is None else order
        if rank in draft or (draft and order is None):
            other = people.wish_places[nip.digits][0]
            table.complain(WISHES_UNORDERED, Field.NIP, position, raw=nip.digits, also=other)
            continue
        draft[rank] = wishes
        kept += 1
    for digits, draft in drafts.items():
        ordered = [wish for rank in sorted(draft) for wish in draft[rank]]
        people.wishes[digits] = tuple(dict.fromkeys(ordered))[:3]
    return kept


def read_locks(
    table: Table,
    locks: list[Lock],
    people: Container[str],
    codes: Container[str],
    staying: Mapping[str, Location],
) -> int:
    """Read pins and bans; an unknown NIP or code, a missing reason or a contradiction is an error."""
    kinds = table.parse(Field.LOCK_KIND, _lock_kind, None, skip_nothing=False, strict=True)
    rows = zip(read_nips(table), table.texts(Field.CODE), kinds, table.texts(Field.REASON), strict=True)
    before = len(locks)
    for position, (nip, code, kind, reason) in enumerate(rows):
        if nip is not None and nip.digits not in people:
            table.complain(LOCK_NIP_UNKNOWN, Field.NIP, position, raw=nip.digits)
        if not code:
            table.complain(CODE_MISSING, Field.CODE, position)
        elif squeezed(code) not in codes:
            table.complain(LOCK_CODE_UNKNOWN, Field.CODE, position, shown=code)
        if not reason:
            table.complain(LOCK_REASON_MISSING, Field.REASON, position)
        if kind is None and not table.text_at(Field.LOCK_KIND, position):
            table.complain(CELL_EMPTY, Field.LOCK_KIND, position)
        if nip is None or kind is None:
            continue
        lock = Lock(kind, nip.digits, squeezed(code), squeezed(reason), table.place(Field.NIP, position))
        if kind is LockKind.PIN and lock.employee_id in staying:
            other = str(staying[lock.employee_id])
            table.complain(
                LOCK_TWICE,
                Field.NIP,
                position,
                other=other,
                why="di sana pegawai ini dikunci tetap di tempat",
            )
        for earlier in locks:
            if why := _contradiction(earlier, lock):
                table.complain(LOCK_TWICE, Field.NIP, position, other=str(earlier.location), why=why)
        locks.append(lock)
    return len(locks) - before


def read_scores(
    table: Table, scores: list[ExternalScore], people: Container[str], codes: Container[str]
) -> int:
    """Read external scores in hundredths; rows about others are left out and counted."""
    points = table.parse(Field.SCORE, read_hundredths, None, skip_nothing=False, strict=True)
    first: dict[tuple[str, str], int] = {}
    twice: set[tuple[str, str]] = set()
    before = len(scores)
    strangers: list[int] = []
    missing: list[int] = []
    rows = zip(read_nips(table), table.texts(Field.CODE), points, strict=True)
    for position, (nip, text, value) in enumerate(rows):
        if value is None and not table.text_at(Field.SCORE, position):
            table.complain(CELL_EMPTY, Field.SCORE, position)
        if nip is None or value is None:
            continue
        code = squeezed(text)
        if nip.digits not in people:
            strangers.append(position)
        elif code not in codes:
            missing.append(position)
        elif (nip.digits, code) in first:
            other = table.place(Field.NIP, first[nip.digits, code])
            table.complain(SCORE_TWICE, Field.NIP, position, also=other, other=other.cell)
            twice.add((nip.digits, code))
        else:
            first[nip.digits, code] = position
            scores.append(ExternalScore(nip.digits, code, value))
    kept = [score for score in scores[before:] if (score.employee_id, score.vacancy_code) not in twice]
    scores[before:] = kept
    for column, positions, what in (
        (Field.NIP, strangers, "NIP-nya"),
        (Field.CODE, missing, "Kode Formasi-nya"),
    ):
        if positions:
            table.complain(SCORE_UNKNOWN, column, positions[0], count=len(positions), what=what)
    return len(scores) - before


def _contradiction(one: Lock, other: Lock) -> str:
    if one.employee_id != other.employee_id:
        return ""
    if one.vacancy_code == other.vacancy_code:
        return (
            "pasangan yang sama ditulis dua kali"
            if one.kind is other.kind
            else "pasangan yang sama tetap dan dilarang"
        )
    return "satu pegawai ditetapkan di dua formasi" if one.kind is LockKind.PIN is other.kind else ""


def _lock_kind(text: str) -> LockKind:
    folded = normal(text)
    if folded in _PIN:
        return LockKind.PIN
    if folded in _BAN:
        return LockKind.BAN
    raise Unreadable("Isi tetap atau larang.")

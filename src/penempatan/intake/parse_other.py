"""The smaller tables: competencies in long form, dinas profiles, wishes, pins and bans, external scores."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from penempatan.domain.issue import Location
from penempatan.domain.problem import DinasProfile, ExternalScore, Lock, LockKind
from penempatan.intake.columns import Field
from penempatan.intake.complaints import CELL_EMPTY
from penempatan.intake.nips import read_nips
from penempatan.intake.nothing import says_nothing
from penempatan.intake.person_columns import read_preferences
from penempatan.intake.person_complaints import COMPETENCY_TWICE, COMPETENCY_UNKNOWN
from penempatan.intake.places import read_districts, read_places
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.units import UnitTree
from penempatan.intake.vacancy_complaints import (
    CODE_MISSING,
    DINAS_DUPLICATE,
    DINAS_UNDERSTAFFED,
    LOCK_CODE_UNKNOWN,
    LOCK_NIP_UNKNOWN,
    LOCK_REASON_MISSING,
    LOCK_TWICE,
    SCORE_TWICE,
    SCORE_UNKNOWN,
    WISHES_UNORDERED,
)
from penempatan.intake.values import (
    parts,
    read_decimal,
    read_hundredths,
    read_weight,
    read_whole,
    round_half_up,
    squeezed,
)
from penempatan.knowledge.competencies import canonical_competency
from penempatan.knowledge.text import normal

_PIN = frozenset({"TETAP", "PIN", "KUNCI", "WAJIB", "TETAPKAN"})
_BAN = frozenset({"LARANG", "DILARANG", "BAN", "JANGAN", "TOLAK", "LARANGAN"})
_WEIGHTS: dict[Field, str] = {
    Field.WEIGHT_EDUCATION: "pendidikan",
    Field.WEIGHT_COMPETENCY: "kompetensi",
    Field.WEIGHT_PERFORMANCE: "kinerja",
    Field.WEIGHT_EXPERIENCE: "pengalaman",
    Field.WEIGHT_PREFERENCE: "minat",
    Field.WEIGHT_COMMUTE: "jarak",
    Field.WEIGHT_EXTERNAL: "luar",
}


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


def read_dinas(table: Table, profiles: dict[str, tuple[DinasProfile, Location]]) -> int:
    """Read dinas profiles; what the sheet leaves blank comes from the package's own knowledge later."""
    nothing: tuple[str, ...] = ()
    groups = table.parse(Field.FIELD_GROUPS, _groups, nothing)
    needs = table.parse(Field.NEED, _amount, None, skip_nothing=False)
    incumbents = table.parse(Field.INCUMBENTS, _amount, None, skip_nothing=False)
    leave = table.parse(Field.LEAVE_MAX, read_whole(0, 10_000), None)
    least = table.parse(Field.STAFF_MIN, read_whole(0, 100_000), None)
    weights = [(key, table.parse(column, read_weight, None, strict=True)) for column, key in _WEIGHTS.items()]
    districts = read_districts(table)
    kept = 0
    for position, (dinas, _) in enumerate(read_places(table, UnitTree())):
        if not dinas:
            table.complain(CELL_EMPTY, Field.DINAS, position)
            continue
        if dinas in profiles:
            table.complain(DINAS_DUPLICATE, Field.DINAS, position, shown=dinas, other=str(profiles[dinas][1]))
            continue
        given = tuple((key, value) for key, column in weights if (value := column[position]) is not None)
        profile = DinasProfile(
            dinas,
            groups[position],
            districts[position],
            given,
            needs[position],
            incumbents[position],
            leave[position],
            least[position],
        )
        if (
            profile.leave_max is None
            and profile.staff_min is None
            and _below_half(profile.incumbents, profile.need)
        ):
            table.complain(
                DINAS_UNDERSTAFFED, Field.NEED, position, incumbents=profile.incumbents, need=profile.need
            )
        profiles[dinas] = (profile, table.place(Field.DINAS, position))
        kept += 1
    return kept


def _below_half(incumbents: int | None, need: int | None) -> bool:
    """Whether an office is known to have less than half of the people it needs (R10)."""
    return incumbents is not None and need is not None and 2 * incumbents < need


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


def _groups(text: str) -> tuple[str, ...]:
    listed = (piece for part in parts(text) for piece in part.split(","))
    return tuple(dict.fromkeys("_".join(normal(piece).split()) for piece in listed if piece.strip()))


def _amount(text: str) -> int:
    if says_nothing(text):
        return 0
    number = read_decimal(text)
    if not 0 <= number <= 100_000:
        raise Unreadable("Isi angka 0 sampai 100000.")
    return round_half_up(number)

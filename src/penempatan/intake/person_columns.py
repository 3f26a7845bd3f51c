"""The columns of the roster, each read as a whole: one entry a row, every complaint with its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from penempatan.domain.education import Education, EducationLevel, MatchKind
from penempatan.domain.employee import (
    Certificate,
    Discipline,
    EmploymentStatus,
    LegalStanding,
    PerformanceRating,
)
from penempatan.domain.nip import NipKind
from penempatan.domain.rank import Rank
from penempatan.intake.columns import Field, heading_key
from penempatan.intake.complaints import CELL_EMPTY, VALUE_UNKNOWN
from penempatan.intake.nips import Nip, read_nip_cell
from penempatan.intake.nothing import says_nothing
from penempatan.intake.person_complaints import (
    AGENCIES_MIXED,
    AGENCY_FOREIGN,
    CERTIFICATE_UNKNOWN,
    EDUCATION_DIFFERS,
    EDUCATION_MISSING,
    EDUCATION_UNLISTED,
    EDUCATION_UNREADABLE,
    LEGAL_STANDING_ABSENT,
    NIP_BIRTH_DATE,
    NIP_SEX,
    NIP_START_AGE,
    NIP_STATUS,
    POST_SINCE_SHARED,
    SPOUSE_MALFORMED,
    STANDING_COUNT,
    STATUS_FROM_NIP,
)
from penempatan.intake.sheets import cell_text
from penempatan.intake.table import Table, Unreadable
from penempatan.intake.values import day_text, parts, read_day, squeezed
from penempatan.knowledge.certificates import canonical_certificate, read_certificates
from penempatan.knowledge.codes import read_discipline, read_legal_standing, read_performance, read_status
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.ranks import read_rank
from penempatan.knowledge.text import normal

_SEX_DIGIT = {
    **dict.fromkeys(("1", "L", "M", "LK", "PRIA", "LAKI-LAKI", "LAKI LAKI", "LAKI", "MALE"), "1"),
    **dict.fromkeys(("2", "P", "F", "PR", "W", "WANITA", "PEREMPUAN", "FEMALE"), "2"),
}
_PPPK = frozenset({EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME})
_MANY_PEOPLE, _MANY_SHARE = 30, 0.25  # of one TMT Jabatan: more than any ordinary round of appointments
_LOWEST_WITH_PROGRAMME = EducationLevel.D1.rank  # schools below need no programme to be understood


def read_names(table: Table) -> list[str]:
    """Names as written, blanks squeezed; an empty one is an error."""
    names = [squeezed(text) for text in table.texts(Field.NAME)]
    for position, name in enumerate(names):
        if not name and (table.rows[position], table.columns[Field.NAME]) not in table.sheet.broken:
            table.complain(CELL_EMPTY, Field.NAME, position)
    return names


def compare_with_nip(table: Table, nips: Sequence[Nip | None]) -> None:
    """Warn where birth date or sex contradict the number. Neither column is kept."""
    born = table.parse(Field.BIRTH_DATE, read_day, None, as_text=day_text)
    sexes = table.parse(Field.SEX, lambda text: _SEX_DIGIT.get(normal(text), ""), "")
    for position, (nip, day, sex) in enumerate(zip(nips, born, sexes, strict=True)):
        if nip is None:
            continue
        if not nip.reading.start_age_is_usual:
            table.complain(NIP_START_AGE, Field.NIP, position)
        if day is not None and day != nip.reading.birth_date:
            table.complain(NIP_BIRTH_DATE, Field.BIRTH_DATE, position)
        if sex and sex != nip.digits[14]:
            table.complain(NIP_SEX, Field.SEX, position)


def read_statuses(table: Table, nips: Sequence[Nip | None]) -> list[EmploymentStatus | None]:
    """Status from its columns; a PPPK number makes a PPPK, and so does the column (R02 locks both)."""
    said = table.parse(Field.STATUS, _status, None)
    narrow = table.parse(Field.CPNS_STATUS, _status, None)
    absent = Field.STATUS not in table and Field.CPNS_STATUS not in table
    if absent:
        table.findings.add(STATUS_FROM_NIP, table.heading_place())
    statuses: list[EmploymentStatus | None] = []
    for position, (nip, wide, close) in enumerate(zip(nips, said, narrow, strict=True)):
        status = close if close is EmploymentStatus.CPNS else wide or close
        if nip is not None:
            by_number = nip.reading.kind is NipKind.PPPK
            if status is None and (by_number or absent):
                status = EmploymentStatus.PPPK if by_number else EmploymentStatus.PNS
            elif status is not None and by_number != (status in _PPPK):
                table.complain(NIP_STATUS, Field.STATUS, position, shown=status.value)
                status = status if status in _PPPK else EmploymentStatus.PPPK
        statuses.append(status)
    return statuses


def read_standings(table: Table) -> list[LegalStanding | None]:
    """Kedudukan hukum; unreadable text stays UNREADABLE, a blank cell None."""
    if Field.LEGAL_STANDING not in table:
        table.findings.add(LEGAL_STANDING_ABSENT, table.heading_place())
    standings = table.parse(Field.LEGAL_STANDING, read_legal_standing, None)
    for position, standing in enumerate(standings):
        if standing is LegalStanding.UNREADABLE:
            text = table.text_at(Field.LEGAL_STANDING, position)
            table.complain(
                VALUE_UNKNOWN,
                Field.LEGAL_STANDING,
                position,
                shown=text,
                hint="Isi menurut daftar BKN, misalnya Aktif, CLTN, atau Tugas Belajar.",
            )
    away = [
        (position, standing.value)
        for position, standing in enumerate(standings)
        if standing not in (None, LegalStanding.ACTIVE, LegalStanding.UNREADABLE)
    ]
    table.note_distinct(STANDING_COUNT, Field.LEGAL_STANDING, away)
    return standings


def read_rank_column(table: Table, statuses: Sequence[EmploymentStatus | None]) -> list[Rank | None]:
    """Golongan on the scale that the status tells."""
    ranks: list[Rank | None] = []
    cache: dict[tuple[str, EmploymentStatus | None], Rank | None] = {}
    for position, pair in enumerate(zip(table.texts(Field.RANK), statuses, strict=True)):
        if pair not in cache:
            cache[pair] = None if says_nothing(pair[0]) else read_rank(*pair)
        rank = cache[pair]
        ranks.append(rank)
        if rank is None and not says_nothing(pair[0]):
            hint = "Isi seperti III/c (PNS) atau IX (PPPK), sesuai Status pegawai."
            table.complain(VALUE_UNKNOWN, Field.RANK, position, shown=pair[0], hint=hint)
    return ranks


def read_education_column(table: Table) -> list[tuple[Education, ...]]:
    """Educations from one column or from level and programme in two."""
    texts = table.texts(Field.EDUCATION)
    levels = table.texts(Field.EDUCATION_LEVEL)
    if Field.PROGRAMME in table:
        # With a separate programme column, "Pendidikan" holds the level (Mojokerto) or the full name (SIASN).
        programmes = table.texts(Field.PROGRAMME)
        pairs = [
            (programme, level or text) if programme else (text, level)
            for text, programme, level in zip(texts, programmes, levels, strict=True)
        ]
        field = Field.EDUCATION if Field.EDUCATION in table else Field.PROGRAMME
    else:
        pairs, field = list(zip(texts, levels, strict=True)), Field.EDUCATION
    cache = {pair: _educations(*pair) for pair in set(pairs)}
    unlisted: list[tuple[int, str]] = []
    for position, pair in enumerate(pairs):
        educations = cache[pair]
        if not educations:
            table.complain(EDUCATION_MISSING, field, position)
        for education in educations:
            programme = education.programme
            if part := _unread_part(education):
                table.complain(EDUCATION_UNREADABLE, field, position, shown=education.raw, part=part)
            if programme is not None and programme.match is MatchKind.UNLISTED:
                unlisted.append((position, programme.name))
    table.note_distinct(EDUCATION_UNLISTED, field, unlisted)
    return [cache[pair] for pair in pairs]


def compare_educations(table: Table, educations: Sequence[tuple[Education, ...]]) -> None:
    """Warn where a second source (SIMPEG beside SIASN) names another education; the first is used."""
    if Field.EDUCATION_OTHER not in table:
        return
    texts = table.texts(Field.EDUCATION_OTHER)
    cache = {text: _educations(text, "") for text in set(texts)}
    for position, (text, own) in enumerate(zip(texts, educations, strict=True)):
        said = {(one.level, one.programme.name if one.programme else "") for one in cache[text]}
        if said and not said <= {(one.level, one.programme.name if one.programme else "") for one in own}:
            table.complain(EDUCATION_DIFFERS, Field.EDUCATION_OTHER, position, shown=text)


def read_post_dates(table: Table) -> list[date | None]:
    """TMT Jabatan; a date that very many people share is more likely a renaming than their arrival."""
    days: list[date | None] = table.parse(Field.POST_SINCE, read_day, None, as_text=day_text)
    counts = Counter(day for day in days if day is not None)
    if counts:
        day, count = counts.most_common(1)[0]
        if count >= _MANY_PEOPLE and count >= len(days) * _MANY_SHARE:
            first = days.index(day)
            table.complain(POST_SINCE_SHARED, Field.POST_SINCE, first, shown=day.isoformat(), count=count)
    return days


def check_agencies(table: Table) -> None:
    """Report people of an agency other than that of most rows (domain brief 7, row 39)."""
    if Field.AGENCY not in table:
        return
    texts = table.texts(Field.AGENCY)
    keys = {text: heading_key(text) for text in set(texts) if not says_nothing(text)}
    counts = Counter(keys[text] for text in texts if text in keys)
    if len(counts) < 2:
        return
    own, most = counts.most_common(1)[0]
    shown = {key: text for text, key in sorted(keys.items(), reverse=True)}
    if 2 * most <= counts.total():
        names = ", ".join(f"“{squeezed(shown[key])}”" for key, _ in counts.most_common(5))
        table.findings.add(AGENCIES_MIXED, table.heading_place(), names=names)
        return
    for position, text in enumerate(texts):
        if keys.get(text, own) != own:
            table.complain(
                AGENCY_FOREIGN, Field.AGENCY, position, shown=text, own=f"“{squeezed(shown[own])}”"
            )


def _educations(text: str, level: str) -> tuple[Education, ...]:
    if says_nothing(text) and says_nothing(level):
        return ()
    return read_educations("" if says_nothing(text) else text, "" if says_nothing(level) else level)


def _unread_part(education: Education) -> str:
    level_unread = education.level is None
    needs_programme = education.level is None or education.level.rank >= _LOWEST_WITH_PROGRAMME
    if education.programme is None and needs_programme:
        return "sama sekali" if level_unread else "program studinya"
    return "jenjangnya" if level_unread else ""


def read_performance_column(table: Table) -> list[tuple[PerformanceRating, ...]]:
    """Ratings, latest first; those behind an unreadable one are left out, for their year would be wrong."""
    read: dict[str, tuple[tuple[PerformanceRating, ...], str]] = {"": ((), "")}
    texts = table.texts(Field.PERFORMANCE)
    for text in set(texts):
        ratings: list[PerformanceRating] = []
        bad = ""
        for part in () if says_nothing(text) else parts(text):
            rating = read_performance(part)
            if rating is None:
                bad = part
                break
            ratings.append(rating)
        read[text] = (tuple(ratings), bad)
    for position, text in enumerate(texts):
        if bad := read[text][1]:
            hint = "Isi Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang; terbaru lebih dulu."
            table.complain(VALUE_UNKNOWN, Field.PERFORMANCE, position, shown=bad, hint=hint)
    return [read[text][0] for text in texts]


def read_discipline_column(table: Table) -> list[Discipline | None]:
    """Level and end date only (UU 27/2022); the end date may stand in its own column."""
    disciplines = table.parse(Field.DISCIPLINE, _discipline, None, skip_nothing=False)
    if Field.DISCIPLINE_UNTIL not in table:
        return disciplines
    ends: list[date | None] = table.parse(Field.DISCIPLINE_UNTIL, read_day, None, as_text=day_text)
    return [
        replace(discipline, until=end) if discipline is not None and end is not None else discipline
        for discipline, end in zip(disciplines, ends, strict=True)
    ]


def read_papers(table: Table) -> list[tuple[Certificate, ...] | None]:
    """Certificates; None where the cell is empty, () where it says that there are none."""
    papers = table.parse(Field.CERTIFICATES, read_certificates, None, skip_nothing=False)
    known: dict[str, bool] = {}
    unknown: list[tuple[int, str]] = []
    for position, held in enumerate(papers):
        for paper in held or ():
            if paper.code not in known:
                known[paper.code] = canonical_certificate(paper.code)[1]
            if not known[paper.code]:
                unknown.append((position, paper.code))
    table.note_distinct(CERTIFICATE_UNKNOWN, Field.CERTIFICATES, unknown)
    return papers


def read_preferences(table: Table) -> list[tuple[str, ...]]:
    """Wishes as written, first choice first; a single column may hold several, parted by semicolons."""
    fields = [f for f in (Field.PREFERENCE_1, Field.PREFERENCE_2, Field.PREFERENCE_3) if f in table]
    if not fields:
        return [()] * len(table.rows)
    columns = [table.texts(field) for field in fields]
    cache: dict[tuple[str, ...], tuple[str, ...]] = {}
    wishes: list[tuple[str, ...]] = []
    for cells in zip(*columns, strict=True):
        if cells not in cache:
            said = [part for cell in cells for part in parts(cell) if not says_nothing(part)]
            cache[cells] = tuple(dict.fromkeys(said))[:3]
        wishes.append(cache[cells])
    return wishes


def read_spouses(table: Table) -> list[str]:
    """NIP of the spouse; a damaged one is only a warning, for no placement hangs on it."""
    spouses: list[str] = []
    for position, value in enumerate(table.raw(Field.SPOUSE)):
        if isinstance(value, str) and (not value or says_nothing(cell_text(value))):
            spouses.append("")
            continue
        nip = read_nip_cell(value)
        if isinstance(nip, Nip):
            spouses.append(nip.digits)
        else:
            spouses.append("")
            table.complain(SPOUSE_MALFORMED, Field.SPOUSE, position, raw=cell_text(value))
    return spouses


def _status(text: str) -> EmploymentStatus:
    status = read_status(text)
    if status is None:
        raise Unreadable("Isi PNS, CPNS, PPPK, atau PPPK Paruh Waktu.")
    return status


def _discipline(text: str) -> Discipline:
    discipline = read_discipline(text)
    if discipline is None:
        raise Unreadable(
            "Isi Tidak Ada, Ringan, Sedang, Berat, atau Sedang Diperiksa; boleh dengan “s.d. TTTT-BB-HH”."
        )
    return discipline

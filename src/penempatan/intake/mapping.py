"""`pemetaan.toml`: which heading of this round stands for which column, as a person confirmed it once.

    [pegawai]
    "Nama Lengkap Beserta Gelar" = "Nama"

Only what stands there is applied; the nearest heading is offered in a finding and never taken by itself.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from penempatan.domain.issue import Location
from penempatan.domain.problem import SourceFile
from penempatan.intake.columns import HEADINGS, Field, Role, field_keys, heading_key, is_sensitive
from penempatan.intake.complaints import MAPPING_INVALID, MAPPING_UNUSED, MAPPING_USED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from penempatan.intake.findings import Findings

MAPPING_ROLE = "pemetaan"
_MAX_BYTES = 1_000_000
_CONFIRMED = -1  # preferred to every alias of our own


@dataclass(frozen=True, slots=True)
class ConfirmedHeading:
    """What one line says: this heading, read as this field."""

    heading: str
    field: Field


@dataclass(slots=True)
class HeadingMap:
    """The confirmed headings by role; an empty one changes nothing."""

    file: str = ""
    lines: dict[Role, dict[str, ConfirmedHeading]] = field(default_factory=dict)
    _used: set[tuple[Role, str]] = field(default_factory=set)

    def keys(self, role: Role) -> Mapping[str, tuple[Field, int]]:
        """Return heading key → (field, preference) for a role, the confirmed headings first."""
        own = self.lines.get(role)
        if not own:
            return field_keys(role)
        return {**field_keys(role), **{key: (line.field, _CONFIRMED) for key, line in own.items()}}

    def note_use(self, role: Role, texts: Iterable[str], location: Location, findings: Findings) -> None:
        """Say which confirmed headings of a table were found in it."""
        own = self.lines.get(role, {})
        used = [own[key] for key in dict.fromkeys(map(heading_key, texts)) if key in own]
        self._used.update((role, heading_key(line.heading)) for line in used)
        if used:
            told = ", ".join(f"“{line.heading}” = {line.field.value}" for line in used)
            findings.add(MAPPING_USED, location, file=self.file, told=told)

    def report_unused(self, findings: Findings) -> None:
        """Warn of lines that met no heading."""
        for role, own in self.lines.items():
            for key, line in own.items():
                if (role, key) not in self._used:
                    findings.add(MAPPING_UNUSED, Location(self.file), heading=line.heading, role=role.value)


def mapping_line(role: Role, heading: str, column: Field) -> str:
    """Return the line of `pemetaan.toml` that confirms a heading."""
    return f"{role.value}.{json.dumps(heading, ensure_ascii=False)} = {json.dumps(column.value)}"


def read_mapping(path: Path | None, findings: Findings) -> tuple[HeadingMap, SourceFile | None]:
    """Read `pemetaan.toml`; every line that says nothing usable is an error with what to write instead."""
    if path is None:
        return HeadingMap(), None
    place = Location(path.name)
    try:
        data = path.read_bytes()
        if len(data) > _MAX_BYTES:
            raise ValueError("too large")
        document = tomllib.loads(data.decode("utf-8-sig"))
    except OSError:
        findings.add(MAPPING_INVALID, place, what="Berkas tidak dapat dibuka", remedy="Periksa hak bacanya.")
        return HeadingMap(), None
    except (ValueError, RecursionError) as fault:
        findings.add(
            MAPPING_INVALID,
            place,
            what=f"Berkas bukan TOML yang sah ({fault})",
            remedy=f"Tulis seperti: {mapping_line(Role.EMPLOYEES, 'Nama Lengkap', Field.NAME)}",
        )
        return HeadingMap(), None
    mapping = HeadingMap(path.name)
    roles = {role.value: role for role in Role}
    for name, table in document.items():
        role = roles.get(name.strip().casefold())
        if role is None or not isinstance(table, dict):
            findings.add(
                MAPPING_INVALID,
                place,
                what=f"Bagian “{name}” bukan nama tabel",
                remedy=f"Pakai salah satu: {', '.join(roles)}.",
            )
            continue
        for heading, column in table.items():
            _read_line(mapping, role, heading, column, place=place, findings=findings)
    rows = sum(map(len, mapping.lines.values()))
    return mapping, SourceFile(MAPPING_ROLE, path.name, "", hashlib.sha256(data).hexdigest(), rows)


def _read_line(
    mapping: HeadingMap, role: Role, heading: str, column: object, *, place: Location, findings: Findings
) -> None:
    columns = {heading_key(known.value): known for known in HEADINGS[role]}
    found = columns.get(heading_key(column)) if isinstance(column, str) else None
    if found is None:
        near = difflib.get_close_matches(heading_key(str(column)), columns, n=1, cutoff=0.6)
        offered = [columns[key].value for key in near] or [known.value for known in HEADINGS[role]]
        findings.add(
            MAPPING_INVALID,
            place,
            what=f"{role.value}: “{column}” bukan kolom tabel {role.value}",
            remedy=f"Pakai: {', '.join(offered)}.",
        )
    elif not heading_key(heading) or is_sensitive(heading):
        findings.add(
            MAPPING_INVALID,
            place,
            what=f"{role.value}: kolom “{heading}” tidak boleh dibaca karena berisi data pribadi",
            remedy="Hapus baris pemetaan ini.",
        )
    else:
        mapping.lines.setdefault(role, {})[heading_key(heading)] = ConfirmedHeading(heading, found)

"""Are the inputs of a result still there, byte for byte, and are its rules those of the round?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from penempatan.errors import InputError
from penempatan.intake.columns import Role
from penempatan.intake.corrections.form import CORRECTIONS_ROLE
from penempatan.intake.mapping import MAPPING_ROLE
from penempatan.intake.sources import RoundSources
from penempatan.report.files import sha256_of
from penempatan.report.record import DECISIONS_ROLE, PREVIOUS_ROLE, RULES_ROLE, SINGLE_ROLES, single_source
from penempatan.settings.loader import as_toml_dict, from_toml_dict, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem
    from penempatan.report.record import InputEntry, RunRecord
    from penempatan.settings.model import Settings
    from penempatan.verification.faults import Faults

_GIVE_ROUND = "beri folder atau berkas rondenya sebagai RONDE"


def audited_sources(
    record: RunRecord, result: Path, given: RoundSources | None, faults: Faults
) -> RoundSources:
    """Return where the recorded inputs are, each checked against its hash.

    A file comes from the round that was given, else from its recorded place relative to the result.
    """
    files: dict[Role, Path] = dict(given.files) if given is not None else {}
    workbook = given.workbook if given is not None else None
    single = {role: single_source(given, role) if given is not None else None for role in SINGLE_ROLES}
    checked: set[tuple[Path, str]] = set()
    for entry in record.inputs:
        role = _role(entry, faults)
        path = _given(entry, role, given)
        if path is None:
            path = _recorded(entry, result, faults)
        if path is None:
            continue
        if entry.role in SINGLE_ROLES:
            single[entry.role] = path
        elif entry.in_workbook:
            workbook = path
        elif role is not None:
            files[role] = path
        if (path, entry.sha256) not in checked:
            checked.add((path, entry.sha256))
            _check_hash(entry, path, faults)
    tables = tuple((role, files[role]) for role in Role if role in files)
    return RoundSources(
        tables,
        workbook,
        rules=single[RULES_ROLE],
        mapping=single[MAPPING_ROLE],
        corrections=single[CORRECTIONS_ROLE],
        decisions=single[DECISIONS_ROLE],
        previous=single[PREVIOUS_ROLE],
    )


def _role(entry: InputEntry, faults: Faults) -> Role | None:
    if entry.role in SINGLE_ROLES:
        return None
    try:
        return Role(entry.role)
    except ValueError:
        faults.add(f"rekam.json: peran masukan “{entry.role}” tidak dikenal")
        return None


def _given(entry: InputEntry, role: Role | None, given: RoundSources | None) -> Path | None:
    if given is None:
        return None
    if entry.role in SINGLE_ROLES:
        return single_source(given, entry.role)
    return given.workbook if entry.in_workbook else given.file(role) if role else None


def _recorded(entry: InputEntry, result: Path, faults: Faults) -> Path | None:
    path = result / entry.place
    if entry.place and path.is_file():
        return path
    faults.add(f"berkas masukan {entry.name} ({entry.role}) tidak ditemukan; {_GIVE_ROUND}")
    return None


def _check_hash(entry: InputEntry, path: Path, faults: Faults) -> None:
    try:
        found = sha256_of(path)
    except OSError as fault:
        faults.add(f"berkas masukan {path.name} tidak dapat dibuka ({fault.strerror})")
        return
    if found != entry.sha256:
        faults.add(
            f"berkas masukan {path.name} berubah sejak usulan dibuat (SHA-256 tercatat {entry.sha256[:12]}…, "
            f"sekarang {found[:12]}…)"
        )


def audited_settings(record: RunRecord, rules: Path | None, faults: Faults) -> Settings | None:
    """Return the recorded rules when they are those that the rules file (or its absence) gives."""
    try:
        recorded = from_toml_dict(record.rules, "rekam.json")
        original = load_settings(rules)
    except InputError as fault:
        for issue in fault.issues:
            faults.add(f"aturan: {issue.problem}")
        return None
    if original.round.judged_on is None:  # the run wrote its own day in
        original = replace(original, round=replace(original.round, judged_on=recorded.round.judged_on))
    if recorded.round.judged_on not in (None, record.judged_on):
        faults.add(
            f"tanggal penilaian {record.judged_on} tidak sama dengan [ronde] tanggal "
            f"{recorded.round.judged_on}"
        )
    source = rules.name if rules is not None else "aturan bawaan"
    for key, found, expected in _differences(as_toml_dict(recorded), as_toml_dict(original)):
        faults.add(f"aturan {key}: tercatat {_show(found)}, menurut {source} {_show(expected)}")
    return recorded


def _differences(
    found: Mapping[str, Any], expected: Mapping[str, Any], above: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield every key whose value differs, with its table, in the order of the rules."""
    for key in {**expected, **found}:
        one, other = found.get(key), expected.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _differences(one, other, f"{above}{key}.")
        elif one != other:
            yield f"{above}{key}", one, other


def _show(value: Any) -> str:
    return "(tidak ada)" if value is None else str(value)


def check_entries(record: RunRecord, problem: PlacementProblem, faults: Faults) -> None:
    """The tables read now are the recorded ones: same roles, files, sheets, hashes and rows."""
    recorded = {
        (one.role, one.sheet): (one.name, one.sha256, one.rows)
        for one in record.inputs
        if one.role != RULES_ROLE
    }
    found = {
        (one.role, one.sheet): (one.name, one.sha256, one.rows)
        for one in problem.sources
        if one.role != RULES_ROLE
    }
    for role, sheet in sorted(recorded.keys() - found.keys()):
        faults.add(f"masukan {role} {sheet} tercatat, tetapi tidak terbaca lagi".replace("  ", " "))
    for role, sheet in sorted(found.keys() - recorded.keys()):
        name = found[role, sheet][0]
        faults.add(f"masukan {role} ({name}) ada pada ronde, tetapi tidak dipakai saat usulan dibuat")
    for key in sorted(recorded.keys() & found.keys()):
        if recorded[key][2] != found[key][2]:
            faults.add(
                f"masukan {key[0]} ({found[key][0]}): tercatat {recorded[key][2]} baris, "
                f"terbaca {found[key][2]}"
            )
        elif recorded[key] != found[key]:
            faults.add(f"masukan {key[0]}: tercatat berkas {recorded[key][0]}, terbaca {found[key][0]}")

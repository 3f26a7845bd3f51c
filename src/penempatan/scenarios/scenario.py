"""What-ifs as data: the rules of a round with some keys changed, from `skenario.toml` or by default."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.errors import InputError
from penempatan.settings.loader import as_toml_dict, from_toml_dict
from penempatan.settings.model import Weights
from penempatan.settings.values import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem
    from penempatan.settings.model import Settings

FILE_NAME = "skenario.toml"
BACKEND = "loky"  # processes of this machine; whatever joblib has registered will do
STEP_PERCENT = 20  # of a weight, up and down, in the default set
_TOP = ("skenario", "varian")
_RUN_KEYS = ("backend",)
_VARIANT_KEYS = ("nama", "aturan")
_OF_THE_READING = "ronde"  # decides how the tables are read, before any scenario


@dataclass(frozen=True, slots=True)
class Scenario:
    """A name, and the rules in full."""

    name: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class ScenarioSet:
    """What to compare with the base plan, and where it is computed."""

    scenarios: tuple[Scenario, ...]
    backend: str = BACKEND


def sensitivity(settings: Settings, problem: PlacementProblem) -> ScenarioSet:
    """Return the default set: every weight that counts, a fifth up and a fifth down."""
    found = []
    for field in fields(Weights):
        weight = getattr(settings.weights, field.name)
        if not weight or (field.name == "external" and not problem.external_scores):
            continue
        for percent in (STEP_PERCENT, -STEP_PERCENT):
            changed = replace(settings.weights, **{field.name: (weight * (100 + percent) + 50) // 100})
            name = f"bobot {field.metadata['toml']} {'+' if percent > 0 else '−'}{abs(percent)} %"
            found.append(Scenario(name, replace(settings, weights=changed)))
    return ScenarioSet(tuple(found))


def read_scenarios(path: Path, settings: Settings) -> ScenarioSet:
    """Return the scenarios of a file, each on top of `settings`.

    Raises:
        InputError: every fault of the file, those of the rules in each scenario included.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(
            [_issue(path, "", f"berkas tidak terbaca: {error}", "Perbaiki penulisan TOML-nya.")]
        ) from None
    issues = _unknown(path, "", data, _TOP)
    run = data.get("skenario", {})
    variants = data.get("varian", [])
    if not isinstance(run, dict):
        issues.append(
            _issue(path, "[skenario]", "bukan sebuah tabel", "Tulis [skenario] pada barisnya sendiri.")
        )
        run = {}
    issues += _unknown(path, "[skenario]", run, _RUN_KEYS)
    backend = run.get("backend", BACKEND)
    if not isinstance(backend, str) or not backend:
        issues.append(_issue(path, "[skenario] backend", "bukan teks", 'Tulis misalnya backend = "loky".'))
    if not isinstance(variants, list) or not variants or not all(isinstance(one, dict) for one in variants):
        issues.append(
            _issue(path, "[[varian]]", "tidak ada skenario", "Tulis setiap skenario sebagai satu [[varian]].")
        )
        variants = []
    scenarios = [_variant(path, number, one, settings, issues) for number, one in enumerate(variants, 1)]
    issues += _repeated(path, [one.name for one in scenarios if one is not None])
    if issues:
        raise InputError(issues)
    return ScenarioSet(tuple(one for one in scenarios if one is not None), str(backend))


def _variant(
    path: Path, number: int, raw: Mapping[str, Any], settings: Settings, issues: list[Issue]
) -> Scenario | None:
    place = f"[[varian]] ke-{number}"
    before = len(issues)
    issues += _unknown(path, place, raw, _VARIANT_KEYS)
    name, rules = raw.get("nama"), raw.get("aturan", {})
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        issues.append(_issue(path, place, "tanpa nama", 'Beri nama = "…" yang singkat dan berbeda-beda.'))
    if not isinstance(rules, dict) or not rules:
        issues.append(
            _issue(path, place, "tidak mengubah apa pun", "Tulis [varian.aturan.…] seperti pada aturan.toml.")
        )
    elif _OF_THE_READING in rules:
        issues.append(
            _issue(
                path,
                place,
                "mengubah [ronde], padahal ronde yang sama dibaca untuk semua skenario",
                "Hapus [varian.aturan.ronde]; buat ronde lain bila tanggal atau modenya berbeda.",
            )
        )
    if len(issues) > before or not isinstance(rules, dict):
        return None
    try:
        changed = from_toml_dict(_laid_over(as_toml_dict(settings), rules), path.name)
    except InputError as error:
        issues += [
            replace(one, problem=f"{place} “{name}”: {one.problem}", location=Location(path.name, "", place))
            for one in error.issues
        ]
        return None
    return Scenario(str(name).strip(), changed)


def _laid_over(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with the keys of `changes`, table by table."""
    result = dict(base)
    for key, value in changes.items():
        under = result.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            result[key] = _laid_over(under, value)
        else:
            result[key] = value
    return result


def _unknown(path: Path, place: str, raw: Mapping[str, Any], known: tuple[str, ...]) -> list[Issue]:
    return [
        _issue(
            path,
            place,
            f"kunci “{key}” tidak dikenal",
            (f"Mungkin maksudnya “{near}”. " if (near := nearest(key, known)) else "")
            + f"Yang dikenal: {', '.join(known)}.",
        )
        for key in raw
        if key not in known
    ]


def _repeated(path: Path, names: list[str]) -> list[Issue]:
    return [
        _issue(path, "[[varian]]", f"nama “{name}” dipakai lebih dari sekali", "Beri nama yang berbeda.")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]


def _issue(path: Path, place: str, problem: str, remedy: str) -> Issue:
    return Issue("scenario_refused", Severity.ERROR, Location(path.name, "", place), problem, remedy)

"""`rekam.json`: what was read, by which rules, what came out, and the hashes that tie the result together.

No absolute path is kept: inputs are found again by their path relative to the result folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections import Counter
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from penempatan.domain.plan import Termination, TierValue
from penempatan.intake.columns import Role
from penempatan.intake.corrections.form import CORRECTIONS_ROLE
from penempatan.intake.mapping import MAPPING_ROLE
from penempatan.report.rule_lifts import rule_lift_entries
from penempatan.settings.loader import as_toml_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from penempatan.domain.plan import PlacementPlan
    from penempatan.domain.problem import PlacementProblem, SourceFile
    from penempatan.intake.sources import RoundSources
    from penempatan.report.run import RunReport

SCHEMA = "penempatan.rekam/1"
RULES_ROLE = "aturan"
DECISIONS_ROLE = "keputusan"
PREVIOUS_ROLE = "usulan_sebelumnya"
SINGLE_ROLES = (
    RULES_ROLE,
    MAPPING_ROLE,
    CORRECTIONS_ROLE,
    DECISIONS_ROLE,
    PREVIOUS_ROLE,
)  # inputs that hold no table of the round


# The keys of `ringkasan` by the fields of Summary.
FIGURES = {
    "employees": "pegawai",
    "vacancies": "formasi",
    "openings": "lowongan",
    "eligible_pairs": "pasangan_memenuhi_syarat",
    "placed": "ditempatkan",
    "open_seats": "lowongan_kosong",
    "unplaced": "belum_ditempatkan",
    "mean_score": "skor_rata_rata",
    "quarantined": "dikarantina",
    "stays": "tetap",
    "moved": "berpindah_jabatan",
    "surplus": "kelebihan",
}


_REARRANGED = frozenset({"stays", "moved", "surplus"})  # figures of mode penataan alone


@dataclass(frozen=True, slots=True)
class InputEntry:
    """One table that was read. `place` is relative to the result folder (posix); empty: no way there."""

    role: str
    name: str
    sheet: str
    sha256: str
    rows: int
    place: str
    in_workbook: bool  # a sheet of the round's one workbook, not a file of its own


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of `ringkasan`; `mean_score` in hundredths, None when nobody is placed."""

    employees: int
    vacancies: int
    openings: int
    eligible_pairs: int
    placed: int
    open_seats: int
    unplaced: int
    mean_score: int | None
    quarantined: int = 0  # rows left out for their errors
    stays: int | None = None  # mode penataan: people who keep their post
    moved: int | None = None  # … who go from one post of the map to another; they are among the placed
    surplus: int | None = None  # … beyond the openings of their post after the plan


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A result's record, read back."""

    run_id: str
    version: str
    created: datetime
    judged_on: date
    inputs: tuple[InputEntry, ...]
    rules: dict[str, Any]  # as `settings.loader.from_toml_dict` takes it
    termination: Termination
    total_score: int  # hundredths
    bound: int
    gap: int
    tiers: tuple[TierValue, ...]
    summary: Summary
    outputs: dict[str, str]  # file name → sha256 of the other outputs
    seal: str = ""  # of the approval workbook; empty in results of versions that sealed none
    trail: str = ""  # hash of the trail's line about this run; empty in results of versions without a trail


def run_id(sources: Iterable[SourceFile], rules: Mapping[str, Any], judged_on: date, version: str) -> str:
    """Return the same short id for the same inputs, rules, date and version, wherever the files lie."""
    parts = [
        sorted((one.role, one.sheet, one.sha256) for one in sources),
        rules,
        judged_on.isoformat(),
        version,
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def summary_of(problem: PlacementProblem, plan: PlacementPlan, eligible_pairs: int) -> Summary:
    """Count the round; everybody in the input is either placed or not."""
    openings = sum(vacancy.openings for vacancy in problem.vacancies)
    placed, stays = len(plan.placements), len(plan.stays)
    there = Counter(one.vacancy_code for one in plan.seated)
    filled = sum(min(there[vacancy.code], vacancy.openings) for vacancy in problem.vacancies)
    holders = {nip for nip, _ in problem.incumbents}
    total = sum(placement.score for placement in plan.placements)
    return Summary(
        employees=len(problem.employees),
        vacancies=len(problem.vacancies),
        openings=openings,
        eligible_pairs=eligible_pairs,
        placed=placed,
        open_seats=openings - filled,
        unplaced=len(problem.employees) - placed - stays,
        mean_score=(2 * total + placed) // (2 * placed) if placed else None,
        quarantined=len(problem.quarantined),
        stays=stays if holders else None,
        moved=sum(one.employee_id in holders for one in plan.placements) if holders else None,
        surplus=placed + stays - filled if holders else None,
    )


def write_record(
    path: Path,
    run: RunReport,
    sources: RoundSources,
    folder: Path,
    outputs: Mapping[str, str],
    *,
    seal: str,
    trail: str = "",
) -> None:
    """Write the record of a run bound for the result folder `folder`; OSError when that is not possible.

    `outputs` gives the SHA-256 of the other files by name, so that a mix of two runs shows; `seal` is that of
    the approval workbook, whose bytes change as soon as somebody fills it in.
    """
    path.write_text(
        json.dumps(
            _record(run, sources, folder, outputs) | {"segel": seal, "jejak": trail},
            ensure_ascii=False,
            indent=2,
        )
        + "\n",
        encoding="utf-8",
        newline="\n",
    )


def _record(
    run: RunReport, sources: RoundSources, folder: Path, outputs: Mapping[str, str]
) -> dict[str, Any]:
    plan, meta = run.plan, run.meta
    return {
        "skema": SCHEMA,
        "versi": meta.version,
        "id": meta.run_id,
        "dibuat": meta.created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "tanggal_penilaian": run.problem.judged_on.isoformat(),
        "masukan": [_input(one) for one in input_entries(run.problem, sources, folder)],
        "aturan": as_toml_dict(run.settings),
        "status": plan.termination.value,
        "tujuan": {
            "total_skor": plan.total_score,
            "batas_atas": plan.bound,
            "selisih": plan.gap,
            "tingkat": [_tier(run, one) for one in plan.tiers],
        },
        "kekurangan": [
            {
                "formasi": [run.problem.vacancies[one].code for one in shortage.vacancies],
                "lowongan": shortage.seats,
                "pegawai": shortage.people,
            }
            for shortage in run.explanations.shortages
        ],
        **rule_lift_entries(run.rule_lifts),
        "ringkasan": _figures(summary_of(run.problem, plan, meta.eligible_pairs)),
        **_rearrangement(run),
        "penyelesaian": {
            "metode": _method(plan),
            "versi": {
                "penempatan": meta.version,
                "pemecah": meta.solver,
                "python": platform.python_version(),
            },
            "pasangan_calon": meta.candidate_pairs,
            "putaran_harga": meta.pricing_rounds,
            "detik": {stage: round(seconds, 3) for stage, seconds in meta.seconds},
        },
        "keluaran": dict(sorted(outputs.items())),
    }


def _rearrangement(run: RunReport) -> dict[str, Any]:
    """Return what only a round of penataan has, in figures."""
    found = run.explanations.rearrangement
    if found is None:
        return {}
    cycles = sum(chain.cycle for chain in found.chains)
    grades = found.grades
    return {
        "penataan": {
            "pindah": found.moved,
            "pegawai_dari_luar_peta": found.joined,
            "tetap": len(found.stays),
            "rantai": len(found.chains) - cycles,
            "lingkaran": cycles,
            "lama_di_jabatan": found.long_in_post,
            "kelas_jabatan": {
                "sebelum": grades.before,
                "sesudah": grades.after,
                "pegawai_dihitung": grades.counted,
                "tidak_diketahui": grades.unknown,
            },
        }
    }


def _tier(run: RunReport, tier: TierValue) -> dict[str, Any]:
    """Return what a tier reached and, where known, what the tiers below would reach without it."""
    entry: dict[str, Any] = {"tujuan": tier.tier, "nilai": tier.value}
    prices = [one for one in run.tier_prices or () if one.tier == tier.tier]
    if prices:
        entry["harga"] = [
            {"tujuan": one.below, "tanpa": one.without, "dengan": one.reached, "biaya": one.cost}
            for one in prices
        ]
    return entry


def _method(plan: PlacementPlan) -> str:
    """Say how the plan was found and what its optimum rests on."""
    if plan.certificate is None or not plan.certificate.tiers:
        return "arus biaya minimum dengan penambahan pasangan menurut harga dual"
    searched = [one.tier for one in plan.certificate.tiers if one.searched]
    proof = (
        f"; tingkat {', '.join(searched)} dibuktikan oleh pencarian cabang-dan-batas, bukan oleh harga saja"
        if searched
        else "; semua tingkat dibuktikan oleh harga"
    )
    return (
        "program linear dengan harga dual atas semua pasangan dan irisan, bila perlu cabang-dan-batas (HiGHS)"
        + proof
    )


def _figures(summary: Summary) -> dict[str, Any]:
    figures = {
        FIGURES[one.name]: getattr(summary, one.name)
        for one in fields(summary)
        if one.name not in _REARRANGED or getattr(summary, one.name) is not None
    }
    if summary.mean_score is not None:
        figures[FIGURES["mean_score"]] = summary.mean_score / 100
    return figures


def input_entries(problem: PlacementProblem, sources: RoundSources, folder: Path) -> tuple[InputEntry, ...]:
    """Return what was read with its place relative to the result folder, the rules file included."""
    entries = []
    for one in problem.sources:
        path = single_source(sources, one.role) if one.role in SINGLE_ROLES else sources.file(Role(one.role))
        in_workbook = path is None and one.role not in SINGLE_ROLES
        place = _relative(path or (sources.workbook if in_workbook else None), folder)
        entries.append(InputEntry(one.role, one.name, one.sheet, one.sha256, one.rows, place, in_workbook))
    if sources.rules is not None and all(one.role != RULES_ROLE for one in problem.sources):
        data = sources.rules.read_bytes()
        entries.append(
            InputEntry(
                RULES_ROLE,
                sources.rules.name,
                "",
                hashlib.sha256(data).hexdigest(),
                len(data.splitlines()),
                _relative(sources.rules, folder),
                in_workbook=False,
            )
        )
    return tuple(entries)


def single_source(sources: RoundSources, role: str) -> Path | None:
    """Return the file of an input that holds no table of the round."""
    return {
        RULES_ROLE: sources.rules,
        MAPPING_ROLE: sources.mapping,
        CORRECTIONS_ROLE: sources.corrections,
        DECISIONS_ROLE: sources.decisions,
        PREVIOUS_ROLE: sources.previous,
    }[role]


def _input(entry: InputEntry) -> dict[str, Any]:
    return {
        "peran": entry.role,
        "berkas": entry.name,
        "lembar": entry.sheet,
        "sha256": entry.sha256,
        "baris": entry.rows,
        "lokasi": entry.place or None,
        "dalam_buku_kerja": entry.in_workbook,
    }


def _relative(path: Path | None, folder: Path) -> str:
    """Return the way from the folder to the file; empty where there is none (another drive)."""
    if path is None:
        return ""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return ""

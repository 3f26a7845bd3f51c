"""`penempatan skenario`: what another rule, weight or limit would change."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import (
    CorrectionsOption,
    JsonOption,
    MappingOption,
    OverwriteOption,
    QuarantineOption,
    QuietOption,
    RulesOption,
    ScoresOption,
)

if TYPE_CHECKING:
    from penempatan.cli.console import Screen
    from penempatan.domain.problem import PlacementProblem
    from penempatan.scenarios.run import ScenarioResult, ScenarioTable

SHORT = "Bandingkan skenario: bobot, syarat, atau batas lain."
HELP = """Susun ulang ronde yang sama menurut beberapa aturan, lalu bandingkan dengan susunan dasarnya: total
skor, lowongan terisi, siapa dan formasi mana yang berbeda. Skenario ditulis di skenario.toml dalam folder
ronde; tanpa berkas itu setiap bobot dinaikkan dan diturunkan 20 %. Tidak ada usulan yang ditulis."""
EXAMPLES = """\b
Contoh:
  penempatan skenario ronde
  penempatan skenario ronde --keluaran skenario.xlsx --pekerja 4
  penempatan skenario ronde --skenario bobot-lain.toml --keluaran hasil-skenario"""
UNPROVED = 5  # exit code: some plan was not proved optimal within the time limit
POSTS_SHOWN = 4  # codes named on the screen; all of them in the files


def scenarios(
    *,
    round_path: Annotated[Path, typer.Argument(metavar="RONDE", help="Folder ronde atau satu buku kerja.")],
    rules: RulesOption = None,
    external: ScoresOption = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--skenario", metavar="BERKAS.toml", help="Berkas skenario, menggantikan skenario.toml di RONDE."
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--keluaran",
            metavar="BERKAS|FOLDER",
            help="skenario.xlsx, skenario.csv, atau folder untuk keduanya.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--pekerja",
            metavar="N",
            min=1,
            max=4096,
            help="Banyaknya proses; bawaan menurut [penyelesaian] pekerja.",
            show_default=False,
        ),
    ] = None,
    mapping: MappingOption = None,
    corrections: CorrectionsOption = None,
    quarantine: QuarantineOption = False,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Solve the scenarios of a round and show them beside its base plan."""
    from penempatan.cli.console import Screen
    from penempatan.domain.plan import Termination
    from penempatan.errors import UsageError
    from penempatan.intake.sources import locate_round

    screen = Screen(json=json, quiet=quiet)
    sources = locate_round(round_path, rules=rules, scores=external, mapping=mapping, corrections=corrections)
    if file is not None and not file.is_file():
        raise UsageError(f"Berkas skenario tidak ditemukan: {file}. Periksa penulisan namanya.")

    from penempatan.pipeline import read_round  # after the quick refusals: these take a moment to load
    from penempatan.scenarios.run import run_scenarios
    from penempatan.scenarios.scenario import FILE_NAME, read_scenarios, sensitivity

    if file is None and (round_path / FILE_NAME).is_file():
        file = round_path / FILE_NAME
    with screen.progress() as announce:
        announce("Membaca masukan …")
        settings, problem = read_round(sources, today=date.today(), quarantine=quarantine)
        asked = sensitivity(settings, problem) if file is None else read_scenarios(file, settings)
        announce(f"Menyusun {len(asked.scenarios)} skenario …")
        # an interrupted run leaves its locks to joblib's helper, which tidies up and says so in English
        os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")
        table = run_scenarios(problem, settings, asked, workers=workers or settings.solve.workers)
        files = _write(target, table, problem, overwrite=overwrite) if target is not None else []
    every = (table.base, *table.scenarios)
    screen.answer({"status": "SELESAI", "skenario": [_answer(one) for one in every], "keluaran": files})
    _report(screen, table, files)
    return UNPROVED if any(one.termination is Termination.FEASIBLE for one in every) else 0


def _write(target: Path, table: ScenarioTable, problem: PlacementProblem, *, overwrite: bool) -> list[str]:
    from penempatan.cli.targets import new_file
    from penempatan.errors import UsageError
    from penempatan.scenarios.tables import write_csv, write_workbook

    suffix = target.suffix.casefold()
    if suffix not in {"", ".xlsx", ".csv"}:
        raise UsageError(f"--keluaran {target}: beri nama berakhiran .xlsx atau .csv, atau sebuah folder.")
    paths = [target] if suffix else [target / "skenario.xlsx", target / "skenario.csv"]
    for path in paths:
        with new_file(path, path.suffix.casefold(), overwrite=overwrite) as staging:
            if path.suffix.casefold() == ".xlsx":
                write_workbook(staging, table, problem)
            else:
                write_csv(staging, table)
    return [str(path) for path in paths]


def _answer(one: ScenarioResult) -> dict[str, object]:
    from penempatan.scenarios.tables import status_of

    return {
        "nama": one.name,
        "status": status_of(one),
        "total_skor": one.total_score if one.termination is not None else None,
        "terisi": one.filled if one.termination is not None else None,
        "pegawai_berbeda": len(one.changes),
        "formasi_berbeda": list(one.posts),
        "keterangan": one.why,
    }


def _report(screen: Screen, table: ScenarioTable, files: list[str]) -> None:
    from penempatan.explain.wording import count, points

    base = table.base
    screen.say(f"Dasar: total skor {points(base.total_score)}, terisi {count(base.filled)}.", "bold")
    width = max((len(one.name) for one in table.scenarios), default=0)
    for one in table.scenarios:
        if one.termination is None:
            screen.say(f"  {one.name:<{width}}  tidak ada susunan: {one.why}")
            continue
        gained, more = one.total_score - base.total_score, one.filled - base.filled
        line = f"total {'−' if gained < 0 else '+'}{points(abs(gained))}, terisi {more:+d}"
        if not one.changes:
            screen.say(f"  {one.name:<{width}}  {line}, penempatan sama")
            continue
        named = ", ".join(one.posts[:POSTS_SHOWN]) + (" …" if len(one.posts) > POSTS_SHOWN else "")
        screen.say(f"  {one.name:<{width}}  {line}, {count(len(one.changes))} pegawai berbeda ({named})")
    for path in files:
        screen.say(f"Tersimpan: {path}")

"""`penempatan skor`: every pair with its eligibility and score components, as CSV for the auditor."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import (
    CorrectionsOption,
    EmployeesOption,
    JsonOption,
    MappingOption,
    OverwriteOption,
    QuarantineOption,
    QuietOption,
    RoundArgument,
    RulesOption,
    ScoresOption,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from penempatan.domain.problem import PlacementProblem
    from penempatan.scoring.pairs import PairScores

SHORT = "Keluarkan skor setiap pasangan sebagai CSV."
HELP = """Keluarkan setiap pasangan pegawai dan formasi dengan syarat, alasan, skor dan komponennya sebagai
CSV, termasuk pasangan yang tidak memenuhi syarat. Untuk ronde besar, batasi dengan --nip atau --formasi."""
EXAMPLES = """\b
Contoh:
  penempatan skor ronde --keluaran skor.csv
  penempatan skor ronde --formasi F-001 --formasi F-002"""

PAIRS_MAX = 2_000_000  # more rows than a spreadsheet holds; a filter is meant


def scores(
    *,
    round_path: RoundArgument = None,
    employees: EmployeesOption = None,
    nips: Annotated[
        list[str] | None, typer.Option("--nip", metavar="NIP", help="Hanya pegawai ini; boleh diulang.")
    ] = None,
    vacancies: Annotated[
        list[str] | None,
        typer.Option(
            "--formasi",
            metavar="KODE",
            help="Hanya formasi ini; boleh diulang. Nama berkas yang ada dibaca sebagai tabel formasi.",
        ),
    ] = None,
    rules: RulesOption = None,
    external: ScoresOption = None,
    target: Annotated[
        Path | None,
        typer.Option("--keluaran", metavar="BERKAS.csv", help="Tanpa ini, CSV ke keluaran standar."),
    ] = None,
    mapping: MappingOption = None,
    corrections: CorrectionsOption = None,
    quarantine: QuarantineOption = False,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Write the pairs of the round, or of the people and vacancies named."""
    from penempatan.cli.console import Screen
    from penempatan.errors import UsageError
    from penempatan.intake.sources import locate_round

    screen = Screen(json=json or target is None, quiet=quiet)
    if json and target is None:
        raise UsageError("--json memerlukan --keluaran, karena tanpa itu CSV memakai keluaran standar.")
    table, codes = _split(vacancies or ())
    sources = locate_round(
        round_path,
        employees=employees,
        vacancies=table,
        rules=rules,
        scores=external,
        mapping=mapping,
        corrections=corrections,
    )

    from penempatan.pipeline import read_round  # after the quick refusals: these take a moment to load
    from penempatan.scoring.build import pair_scores

    with screen.progress() as announce:
        announce("Membaca masukan …")
        settings, problem = read_round(sources, today=date.today(), quarantine=quarantine)
        rows = _positions("--nip", nips or (), [one.id for one in problem.employees])
        columns = _positions("--formasi", codes, [one.code for one in problem.vacancies])
        total = len(rows) * len(columns)
        if total > PAIRS_MAX and not nips and not codes:
            raise UsageError(
                f"Ronde ini memuat {total} pasangan, lebih dari {PAIRS_MAX}. "
                "Batasi dengan --nip atau --formasi."
            )
        announce("Menghitung skor …")
        pairs = pair_scores(problem, settings)
        with _output(target, overwrite=overwrite) as file:
            _write(file, problem, pairs, rows, columns)
    if json:
        screen.answer({"status": "SELESAI", "pasangan": total, "keluaran": [str(target)]})
    if target is not None:
        screen.say(f"{total} pasangan tersimpan di {target}.")
    return 0


def _split(values: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Tell the one vacancy table from vacancy codes: a table is a file that is there."""
    from penempatan.errors import UsageError
    from penempatan.intake.sources import SUFFIXES

    tables = [Path(one) for one in values if Path(one).suffix.casefold() in SUFFIXES and Path(one).is_file()]
    if len(tables) > 1:
        raise UsageError("--formasi menyebut lebih dari satu berkas tabel formasi; sisakan satu.")
    return (tables[0] if tables else None), [one for one in values if Path(one) not in tables]


def _positions(option: str, wanted: Sequence[str], ids: Sequence[str]) -> list[int]:
    """Return the positions of the ids named, or of all; UsageError for one that the round does not have."""
    from penempatan.errors import UsageError

    if not wanted:
        return list(range(len(ids)))
    place = {one: index for index, one in enumerate(ids)}
    unknown = [one for one in wanted if one not in place]
    if unknown:
        raise UsageError(f"{option}: {', '.join(unknown)} tidak ada pada ronde ini. Periksa penulisannya.")
    return sorted({place[one] for one in wanted})


@contextmanager
def _output(target: Path | None, *, overwrite: bool) -> Iterator[TextIO]:
    from penempatan.cli.console import forget_pipe
    from penempatan.cli.targets import new_file

    if target is not None:
        with (
            new_file(target, ".csv", overwrite=overwrite) as path,
            path.open("w", encoding="utf-8", newline="") as file,
        ):
            yield file
        return
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        forget_pipe(sys.stdout)


def _write(
    file: TextIO, problem: PlacementProblem, pairs: PairScores, rows: list[int], columns: list[int]
) -> None:
    import csv

    import numpy as np

    from penempatan.eligibility.rule import Verdict
    from penempatan.report.csv_text import safe_cell
    from penempatan.report.placements_csv import hundredths
    from penempatan.scoring.dump import score_rows
    from penempatan.settings.model import ComponentKey

    answers = {
        Verdict.ALLOWED: "ya",
        Verdict.NOTED: "ya",
        Verdict.UNVERIFIED: "verifikasi",
        Verdict.FORBIDDEN: "tidak",
    }
    keys = [component.key for component in pairs.components]
    place = [keys.index(key) if key in keys else None for key in ComponentKey]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        [
            "nip",
            "kode_formasi",
            "memenuhi_syarat",
            "alasan",
            "skor",
            *(f"skor_{key.value}" for key in ComponentKey),
        ]
    )
    for row in score_rows(problem, pairs, np.array(rows, np.int32), np.array(columns, np.int32)):
        points = [None if index is None else row.points[index] for index in place]
        writer.writerow(
            [
                row.employee_id,
                safe_cell(row.vacancy_code),
                answers[row.verdict],
                safe_cell(row.reasons),
                hundredths(row.score),
                *("" if one is None else hundredths(one) for one in points),
            ]
        )

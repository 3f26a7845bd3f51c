"""`penempatan periksa`: read and check only, every finding with its cell."""

from __future__ import annotations

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
    VacanciesOption,
)

if TYPE_CHECKING:
    from penempatan.pipeline import Reading

SHORT = "Periksa data dan aturan tanpa menyusun."
HELP = """Periksa data dan aturan tanpa menyusun: setiap temuan dengan berkas, lembar, sel, apa yang salah dan
apa yang perlu dilakukan. Kode keluar 3 bila ada galat, 0 bila tidak."""
EXAMPLES = """\b
Contoh:
  penempatan periksa ronde
  penempatan periksa ronde.xlsx --keluaran temuan.csv
  penempatan periksa ronde --keluaran koreksi.xlsx"""


def check(
    *,
    round_path: RoundArgument = None,
    employees: EmployeesOption = None,
    vacancies: VacanciesOption = None,
    rules: RulesOption = None,
    scores: ScoresOption = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--keluaran",
            metavar="KELUARAN",
            help="Simpan temuan: BERKAS.csv sebagai daftar, BERKAS.xlsx sebagai lembar koreksi yang dapat "
            "diisi; FOLDER untuk keduanya (temuan.csv dan koreksi.xlsx).",
        ),
    ] = None,
    mapping: MappingOption = None,
    corrections: CorrectionsOption = None,
    quarantine: QuarantineOption = False,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Read the round and show what is wrong with it."""
    from penempatan.cli.console import Screen
    from penempatan.cli.findings import finding_rows, write_findings
    from penempatan.cli.targets import new_file
    from penempatan.domain.issue import Severity
    from penempatan.errors import InputError
    from penempatan.intake.sources import locate_round

    screen = Screen(json=json, quiet=quiet)
    sources = locate_round(
        round_path,
        employees=employees,
        vacancies=vacancies,
        rules=rules,
        scores=scores,
        mapping=mapping,
        corrections=corrections,
    )

    from penempatan.pipeline import check_round  # after the quick refusals: this takes a moment to load

    with screen.progress() as announce:
        announce("Membaca dan memeriksa masukan …")
        reading = check_round(sources, today=date.today(), quarantine=quarantine)
    for file in _files(target):
        with new_file(file, file.suffix.casefold(), overwrite=overwrite) as path:
            if file.suffix.casefold() == ".csv":
                write_findings(path, reading.issues)
            else:
                _write_corrections(path, reading)
    counts = {kind: sum(issue.severity is kind for issue in reading.issues) for kind in Severity}
    sizes = _sizes(reading)
    passed = not counts[Severity.ERROR]
    screen.answer(
        {
            "status": "LULUS" if passed else "GALAT",
            **sizes,
            "jumlah_temuan": {kind.value.casefold(): count for kind, count in counts.items()},
            "temuan": finding_rows(reading.issues),
        }
    )
    screen.findings(reading.issues, errors=False)
    if sizes:
        screen.say("Terbaca: " + ", ".join(f"{count} {name}" for name, count in sizes.items()) + ".")
    screen.say(
        "Temuan: " + ", ".join(f"{count} {kind.value.casefold()}" for kind, count in counts.items()) + "."
    )
    if passed:
        screen.say("Tidak ada galat: ronde ini siap disusun dengan penempatan susun.")
        return 0
    screen.say("Perbaiki galat di atas pada berkas sumbernya, lalu periksa lagi.")
    return InputError.exit_code


def _files(target: Path | None) -> tuple[Path, ...]:
    """Return the files that --keluaran asks for: one by its suffix, both in a folder."""
    from penempatan.intake.sources import CORRECTIONS_NAME

    if target is None:
        return ()
    if target.suffix.casefold() in (".csv", ".xlsx"):
        return (target,)
    return target / "temuan.csv", target / CORRECTIONS_NAME


def _write_corrections(path: Path, reading: Reading) -> None:
    from penempatan.intake.corrections.gathering import correction_rows
    from penempatan.report.corrections import write_corrections

    rows = correction_rows(reading.issues, reading.tables)
    write_corrections(path, rows, reading.settings.round.name, date.today())


def _sizes(reading: Reading) -> dict[str, int]:
    problem = reading.problem
    if problem is None:
        return {}
    return {
        "pegawai": len(problem.employees),
        "formasi": len(problem.vacancies),
        "lowongan": sum(vacancy.openings for vacancy in problem.vacancies),
        **({"baris dikarantina": len(problem.quarantined)} if problem.quarantined else {}),
    }

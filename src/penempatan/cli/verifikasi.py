"""`penempatan verifikasi`: the independent audit of a result; needs no solver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import (
    EmployeesOption,
    JsonOption,
    QuietOption,
    RoundArgument,
    RulesOption,
    ScoresOption,
    VacanciesOption,
)

if TYPE_CHECKING:
    from penempatan.cli.console import Screen
    from penempatan.verification.audit import AuditSummary

SHORT = "Audit satu hasil secara mandiri."
HELP = """Audit satu hasil secara mandiri, tanpa penyelesai: berkasnya utuh, angkanya saling cocok, setiap
penempatan memenuhi syarat, skornya benar, dan buktinya sah terhadap masukan. Masukan dicari menurut catatan
di rekam.json, atau di RONDE bila diberikan. Kode keluar 6 bila ada yang tidak cocok."""
EXAMPLES = """\b
Contoh:
  penempatan verifikasi hasil
  penempatan verifikasi hasil ronde"""


def audit(
    *,
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Folder hasil dari penempatan susun.")],
    round_path: RoundArgument = None,
    employees: EmployeesOption = None,
    vacancies: VacanciesOption = None,
    rules: RulesOption = None,
    scores: ScoresOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Audit a result and say what was checked."""
    from penempatan.cli.console import Screen
    from penempatan.errors import UsageError
    from penempatan.intake.sources import locate_round

    screen = Screen(json=json, quiet=quiet)
    if not result.is_dir():
        raise UsageError(f"Folder hasil tidak ditemukan: {result}. Periksa penulisan namanya.")
    sources = None
    if any((round_path, employees, vacancies, rules, scores)):
        sources = locate_round(
            round_path, employees=employees, vacancies=vacancies, rules=rules, scores=scores
        )

    from penempatan.verification.audit import audit as audit_result  # after the quick refusals

    with screen.progress() as announce:
        announce("Mengaudit hasil …")
        summary = audit_result(result, sources)
    screen.answer(
        {
            "status": "SAH",
            "id": summary.run_id,
            "versi": summary.version,
            "status_usulan": summary.termination.value,
            "tujuan": {
                "total_skor": summary.total_score,
                "batas_atas": summary.bound,
                "selisih": summary.bound - summary.total_score,
            },
            "ditempatkan": summary.summary.placed,
            "diputuskan": summary.decided,
            "masukan": list(summary.inputs),
        }
    )
    _report(screen, summary)
    return 0


def _report(screen: Screen, summary: AuditSummary) -> None:
    from penempatan.explain.wording import count, points
    from penempatan.report.labels import TERMINATIONS, long_date

    figures, gap = summary.summary, points(summary.bound - summary.total_score)
    screen.say("Hasil ini sah: semua yang diperiksa cocok dengan masukannya.", "bold")
    screen.rows(
        [
            ("Nomor usulan", f"{summary.run_id}, penilaian per {long_date(summary.judged_on)}"),
            ("Masukan", ", ".join(summary.inputs)),
            ("Penempatan", f"{count(figures.placed)} dari {count(figures.openings)} lowongan"),
            ("Total skor", f"{points(summary.total_score)}; selisih ke batas atas {gap}"),
            ("Pembuktian", TERMINATIONS[summary.termination]),
            ("Keputusan terisi", count(summary.decided)),
        ]
    )
    if summary.searched:
        screen.say(
            f"Catatan: tingkat {', '.join(summary.searched)} dibuktikan oleh pencarian cabang-dan-batas; "
            "harga pada bukti.json hanya memberi batas atasnya."
        )
    if summary.other_version:
        screen.say(f"Catatan: hasil ini dibuat dengan versi {summary.version}, diperiksa dengan versi lain.")

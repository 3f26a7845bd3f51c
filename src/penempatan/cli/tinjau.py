"""`penempatan tinjau`: the officials' decisions read back, and a new plan around them."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import JsonOption, QuietOption

if TYPE_CHECKING:
    from penempatan.cli.console import Screen
    from penempatan.reviewing import ReviewOutcome

SHORT = "Baca keputusan pada usulan, lalu susun ulang sisanya."
HELP = """Baca keputusan pimpinan dari usulan.xlsx (atau salinan yang kembali), catat pada keputusan.csv, lalu
susun ulang dengan lembut: yang Setuju tetap, yang Tolak tidak kembali, yang Tunda menunggu, yang Ganti
diisi penggantinya, dan baris lain berubah sesedikit mungkin. Hasil baru memuat lembar Perubahan."""
EXAMPLES = """\b
Contoh:
  penempatan tinjau hasil
  penempatan tinjau hasil --berkas usulan-sekda.xlsx --berkas usulan-bkpp.xlsx
  penempatan tinjau hasil --keluaran hasil-rapat-2"""

UNPROVED = 5  # exit code: a plan was written but not proved optimal within the time limit


def review(
    *,
    result: Annotated[
        Path, typer.Argument(metavar="HASIL", help="Folder hasil yang diputuskan.", show_default=False)
    ],
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--berkas",
            metavar="USULAN.xlsx",
            help="Salinan usulan yang sudah diisi; boleh beberapa. Tanpa ini: usulan.xlsx di folder hasil.",
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--keluaran", metavar="FOLDER", help="Folder hasil baru; bawaan: folder HASIL itu juga."
        ),
    ] = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Review the result and say what came out."""
    gc.disable()  # as in susun: large tables without cycles, then the end
    from penempatan.cli.console import Screen
    from penempatan.domain.plan import Termination
    from penempatan.pipeline import Stage
    from penempatan.reviewing import review_round

    screen = Screen(json=json, quiet=quiet)
    labels = {
        Stage.READ: "Membaca keputusan dan masukan",
        Stage.SCORE: "Menilai syarat dan menghitung skor",
        Stage.SOLVE: "Menyusun ulang di sekitar keputusan dan membuktikannya",
        Stage.EXPLAIN: "Menyusun penjelasan",
        Stage.WRITE: "Menulis hasil sementara pemeriksa terpisah bekerja",
        Stage.VERIFY: "Menunggu putusan pemeriksa terpisah, lalu menerbitkan hasil",
    }
    with screen.progress() as announce:

        def show(stage: Stage) -> None:
            announce(f"[{list(Stage).index(stage) + 1}/{len(Stage)}] {labels[stage]} …")

        outcome = review_round(result, tuple(files or ()), target=target, today=date.today(), progress=show)
    screen.answer(_answer(outcome))
    _summarise(screen, outcome, target or result)
    report = outcome.result.report
    return 0 if report.plan.termination is Termination.OPTIMAL else UNPROVED


def _answer(outcome: ReviewOutcome) -> dict[str, object]:
    from penempatan.domain.decision import DecisionKind

    report = outcome.result.report
    previous = report.problem.review.previous if report.problem.review else ()
    placed = {(one.employee_id, one.vacancy_code) for one in report.plan.placements}
    return {
        "id": report.meta.run_id,
        "status": report.plan.termination.value,
        "tujuan": {
            "total_skor": report.plan.total_score,
            "batas_atas": report.plan.bound,
            "selisih": report.plan.gap,
        },
        "keputusan_baru": {
            kind.value: sum(one.kind is kind for one in outcome.decisions) for kind in DecisionKind
        },
        "belum_diputuskan": len(previous),
        "belum_diputuskan_tetap": sum(pair in placed for pair in previous),
        "perubahan": len(report.changes),
        "keluaran": [str(path) for path in outcome.result.files],
        "salinan": [str(path) for path in outcome.result.kept],
    }


def _summarise(screen: Screen, outcome: ReviewOutcome, target: Path) -> None:
    from penempatan.domain.decision import DecisionKind
    from penempatan.explain.wording import count, points
    from penempatan.report.files import WORKBOOK
    from penempatan.report.labels import TERMINATIONS

    report = outcome.result.report
    previous = report.problem.review.previous if report.problem.review else ()
    placed = {(one.employee_id, one.vacancy_code) for one in report.plan.placements}
    kept = sum(pair in placed for pair in previous)
    said = ", ".join(
        f"{count(number)} {kind.value}"
        for kind in DecisionKind
        if (number := sum(one.kind is kind for one in outcome.decisions))
    )
    screen.say(f"Usulan tersusun ulang: {TERMINATIONS[report.plan.termination].lower()}.", "bold")
    screen.rows(
        [
            ("Keputusan baru", said),
            ("Belum diputuskan", f"{count(len(previous))} baris; {count(kept)} tetap seperti semula"),
            ("Ditempatkan", f"{count(len(report.plan.placements))} pegawai"),
            ("Total skor", f"{points(report.plan.total_score)}; selisih {points(report.plan.gap)}"),
            ("Perubahan", f"{count(len(report.changes))} baris; lihat lembar Perubahan"),
        ]
    )
    screen.say("Tersimpan:")
    for path in (*outcome.result.files, *outcome.result.kept):
        screen.say(f"  {path}")
    screen.say(
        f"Langkah berikutnya: buka {target / WORKBOOK} dan putuskan sisanya, atau terbitkan SK "
        "(penempatan sk)."
    )

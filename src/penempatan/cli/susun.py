"""`penempatan susun`: the main job, from the tables of a round to the proposal."""

from __future__ import annotations

import gc
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
    from penempatan.cli.console import Screen
    from penempatan.pipeline import RoundOutcome
    from penempatan.report.record import Summary
    from penempatan.report.run import RunReport

SHORT = "Susun usulan penempatan satu ronde."
HELP = """Susun usulan penempatan satu ronde: baca, periksa, hitung skor, selesaikan, verifikasi, jelaskan,
lalu tulis usulan.xlsx, penempatan.csv, bukti.json dan rekam.json ke folder hasil."""
EXAMPLES = """\b
Contoh:
  penempatan susun ronde
  penempatan susun ronde.xlsx --keluaran hasil-oktober
  penempatan susun --pegawai simpeg.xls --formasi formasi.csv --skor asesmen.csv"""

CHAINS_SHOWN = 5  # chains that the summary prints; the workbook has all
SHORTAGES_SHOWN = 3  # sets of posts on the screen; all of them in rekam.json
UNPROVED = 5  # exit code: a plan was written but not proved optimal within the time limit


def plan(
    *,
    round_path: RoundArgument = None,
    employees: EmployeesOption = None,
    vacancies: VacanciesOption = None,
    rules: RulesOption = None,
    scores: ScoresOption = None,
    target: Annotated[
        Path, typer.Option("--keluaran", metavar="FOLDER", help="Folder hasil; dibuat bila belum ada.")
    ] = Path("hasil"),
    mapping: MappingOption = None,
    corrections: CorrectionsOption = None,
    quarantine: QuarantineOption = False,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Plan the round, publish the result and say what came out."""
    gc.disable()  # a run builds large tables without cycles, then ends: collecting would free nothing
    from penempatan.cli.console import Screen
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

    from penempatan.domain.plan import Termination  # after the quick refusals: these take a moment to load
    from penempatan.pipeline import Stage, plan_round

    labels = {
        Stage.READ: "Membaca dan memeriksa masukan",
        Stage.SCORE: "Menilai syarat dan menghitung skor",
        Stage.SOLVE: "Mencari susunan terbaik dan membuktikannya",
        Stage.EXPLAIN: "Menyusun penjelasan",
        Stage.WRITE: "Menulis hasil sementara pemeriksa terpisah bekerja",
        Stage.VERIFY: "Menunggu putusan pemeriksa terpisah, lalu menerbitkan hasil",
    }
    with screen.progress() as announce:

        def show(stage: Stage) -> None:
            announce(f"[{list(Stage).index(stage) + 1}/{len(Stage)}] {labels[stage]} …")

        outcome = plan_round(
            sources,
            target=target,
            today=date.today(),
            overwrite=overwrite,
            quarantine=quarantine,
            progress=show,
        )
    screen.answer(_answer(outcome))
    _summarise(screen, outcome, target)
    return 0 if outcome.report.plan.termination is Termination.OPTIMAL else UNPROVED


def _answer(outcome: RoundOutcome) -> dict[str, object]:
    """Return what --json says: the record's own figures, the files and how many findings there are."""
    import json

    from penempatan.domain.issue import Severity
    from penempatan.report.files import RECORD

    record = next(path for path in outcome.files if path.name == RECORD)
    written = json.loads(record.read_text(encoding="utf-8"))
    issues = outcome.report.problem.issues
    return {
        **{key: written[key] for key in ("skema", "versi", "id", "dibuat", "status", "tujuan", "ringkasan")},
        "keluaran": [str(path) for path in outcome.files],
        "salinan": [str(path) for path in outcome.kept],
        "jumlah_temuan": {
            kind.value.casefold(): sum(issue.severity is kind for issue in issues) for kind in Severity
        },
    }


def _say_goals(screen: Screen, outcome: RoundOutcome) -> None:
    """Say what each goal cost, and which posts together are short of people."""
    from penempatan.explain.unfilled import shortage_text
    from penempatan.explain.wording import count, sentence
    from penempatan.report.rule_lifts import best_lift
    from penempatan.report.tier_rows import tier_rows

    report = outcome.report
    for tier in tier_rows(report):
        screen.say(f"  {tier.number}. {tier.name}: {tier.reached}. Biaya: {tier.cost}.")
    if report.rule_lifts is not None and (best := best_lift(report.rule_lifts)):
        screen.say(best)
    several = [one for one in report.explanations.shortages if len(one.vacancies) > 1]
    for short in several[:SHORTAGES_SHOWN]:
        screen.say(sentence(shortage_text(report.problem, short)))
    if len(several) > SHORTAGES_SHOWN:
        screen.say(f"… dan {count(len(several) - SHORTAGES_SHOWN)} kekurangan lain; lihat Formasi Kosong.")


def _summarise(screen: Screen, outcome: RoundOutcome, target: Path) -> None:
    from penempatan.domain.plan import Termination
    from penempatan.explain.wording import count, points
    from penempatan.report.files import WORKBOOK
    from penempatan.report.labels import TERMINATIONS, UNPROVEN
    from penempatan.report.record import summary_of

    report = outcome.report
    plan, quality = report.plan, report.explanations.quality
    summary = summary_of(report.problem, plan, report.meta.eligible_pairs)
    placed, total = count(summary.placed), points(plan.total_score)
    screen.say(f"Usulan tersusun: {TERMINATIONS[plan.termination].lower()}.", "bold")
    screen.rows(
        [
            ("Ditempatkan", f"{placed} dari {count(summary.employees)} pegawai"),
            (
                "Lowongan terisi",
                f"{count(summary.openings - summary.open_seats)} dari {count(summary.openings)}; "
                f"{count(summary.open_seats)} kosong",
            ),
            *_rearranged(summary),
            ("Skor rata-rata", "–" if summary.mean_score is None else points(summary.mean_score)),
            ("Total skor", f"{total}; batas atas {points(plan.bound)}; selisih {points(plan.gap)}"),
            ("Perlu verifikasi", f"{count(quality.unverified_placements)} penempatan"),
            ("Temuan data", f"{count(quality.warnings)} peringatan, {count(quality.notes)} catatan"),
            *_waivers(report),
            *_family(report),
        ]
    )
    screen.say(report.explanations.joint.sentence)
    if report.explanations.rearrangement is not None:
        _say_chains(screen, report)
    _say_goals(screen, outcome)
    screen.say("Tersimpan:")
    for path in (*outcome.files, *outcome.kept):
        screen.say(f"  {path}")
    if plan.termination is not Termination.OPTIMAL:
        screen.say(
            f"{UNPROVEN}: batas waktu tercapai; perpanjang batas_waktu_detik pada aturan.toml untuk bukti "
            "optimal.",
            "bold yellow",
        )
    screen.say(f"Langkah berikutnya: buka {target / WORKBOOK}, isi kolom Keputusan, mintakan persetujuan.")


def _rearranged(summary: Summary) -> list[tuple[str, str]]:
    """Return the rows that only a round of penataan has."""
    from penempatan.explain.wording import count

    if summary.stays is None:
        return []
    return [
        ("Pindah jabatan", f"{count(summary.moved or 0)} pegawai"),
        ("Tetap", f"{count(summary.stays)} pegawai; kelebihan yang tersisa {count(summary.surplus or 0)}"),
    ]


def _say_chains(screen: Screen, report: RunReport) -> None:
    """Print the first chains in the order in which they can be carried out: posts alone, no person."""
    from penempatan.explain.wording import count
    from penempatan.report.labels import Sheet
    from penempatan.report.sheets.summary import rearrangement_sentence

    found = report.explanations.rearrangement
    if found is None:
        return
    screen.say(rearrangement_sentence(found))
    posts = report.problem.vacancies
    for number, chain in enumerate(found.chains[:CHAINS_SHOWN], 1):
        screen.say(f"{number}. {'Lingkaran, serentak' if chain.cycle else 'Rantai, berurutan'}:")
        at = {step.employee: place for place, step in enumerate(chain.steps, 1)}
        for place, step in enumerate(chain.steps, 1):
            source = posts[step.source].code if step.source >= 0 else "luar peta"
            waits = f"menunggu langkah {at[step.waits_for]}" if step.waits_for >= 0 else "kursi kosong"
            screen.say(f"     langkah {place}: {source} → {posts[step.target].code} ({waits})")
    more = len(found.chains) - CHAINS_SHOWN
    if more > 0:
        screen.say(f"   dan {count(more)} lagi pada lembar {Sheet.CHAINS.value}.")


def _family(report: RunReport) -> list[tuple[str, str]]:
    """Return the line about couples and relatives; none where nothing is left to look at."""
    from penempatan.explain.wording import count

    notes = report.explanations.family
    text = f"{count(len(notes))} catatan; baca lembar Metodologi"
    return [("Suami istri, kerabat", text)] if notes else []


def _waivers(report: RunReport) -> list[tuple[str, str]]:
    """Return the line about waivers; none where the round has none."""
    from penempatan.domain.waiver import WaiverEffect

    used = sum(one.effect is WaiverEffect.USED for one in report.waivers)
    text = f"{len(report.waivers)} tercatat, {used} dipakai; hasilnya pada lembar Metodologi"
    return [("Pengecualian", text)] if report.waivers else []

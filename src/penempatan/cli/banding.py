"""`penempatan banding`: two results side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import JsonOption, OverwriteOption, QuietOption

if TYPE_CHECKING:
    from penempatan.cli.console import Screen
    from penempatan.comparison.compared import (
        Comparison,
        Difference,
        PersonChange,
        Seat,
        SideFacts,
        UnitChange,
    )

SHORT = "Bandingkan dua hasil: siapa berubah, untung dan ruginya."
HELP = """Bandingkan dua hasil menurut pegawai, unit, dan syarat: siapa berpindah dari mana ke mana, apa yang
diperoleh dan apa ruginya, serta aturan dan masukan yang berbeda. Kedua hasil diaudit lebih dahulu."""
EXAMPLES = """\b
Contoh:
  penempatan banding hasil-oktober hasil-november
  penempatan banding hasil-a hasil-b --keluaran banding.xlsx"""

SHOWN = 20  # changed people and differences on the screen; all of them in the workbook and with --json


def compare(
    *,
    before: Annotated[Path, typer.Argument(metavar="HASIL_A", help="Folder hasil pertama.")],
    after: Annotated[Path, typer.Argument(metavar="HASIL_B", help="Folder hasil kedua.")],
    target: Annotated[
        Path | None,
        typer.Option("--keluaran", metavar="BERKAS.xlsx", help="Tulis pula perbandingannya ke buku kerja."),
    ] = None,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Compare two results and say what differs."""
    from penempatan.cli.console import Screen
    from penempatan.cli.targets import new_file
    from penempatan.errors import UsageError

    screen = Screen(json=json, quiet=quiet)
    for folder in (before, after):
        if not folder.is_dir():
            raise UsageError(f"Folder hasil tidak ditemukan: {folder}. Periksa penulisan namanya.")

    from penempatan.comparison.compare import compare as compare_results  # after the quick refusals
    from penempatan.comparison.workbook import write_comparison
    from penempatan.verification.audit import open_result

    with screen.progress() as announce:
        announce("Mengaudit hasil A …")
        one = open_result(before)
        announce("Mengaudit hasil B …")
        other = open_result(after)
        announce("Membandingkan …")
        compared = compare_results(one, other)
        if target is not None:
            with new_file(target, ".xlsx", overwrite=overwrite) as path:
                write_comparison(path, compared)
    screen.answer(_answer(compared, target))
    _report(screen, compared)
    if target is not None:
        screen.say(f"Perbandingan lengkap tersimpan di {target}.")
    return 0


def _report(screen: Screen, compared: Comparison) -> None:
    from penempatan.comparison.labels import figure_rows
    from penempatan.explain.wording import count

    rows = figure_rows(compared)
    screen.say(f"A {compared.before.run_id} dibandingkan dengan B {compared.after.run_id}.", "bold")
    width = max(len(row.label) for row in rows)
    for row in rows[1:]:
        both = f"{row.before} → {row.after}" if row.before else row.after
        screen.say(f"  {row.label:<{width}}  {both}" + (f" ({row.change})" if row.change else ""))
    changed = [one for one in compared.dinas if one.before != one.after]
    _listed(screen, "Dinas yang berubah", [_dinas_line(one) for one in changed])
    _listed(screen, "Pegawai yang berubah", [_person_line(one) for one in compared.people])
    _listed(screen, "Aturan yang berbeda", [_difference_line(one) for one in compared.settings])
    _listed(screen, "Masukan yang berbeda", [_difference_line(one) for one in compared.inputs])
    if not compared.settings and not compared.inputs:
        screen.say("Aturan dan masukan keduanya sama.")
    if len(compared.people) > SHOWN:
        screen.say(f"Semua {count(len(compared.people))} pegawai tercantum dengan --keluaran atau --json.")


def _listed(screen: Screen, title: str, lines: list[str]) -> None:
    if not lines:
        return
    screen.say(f"{title}:", "bold")
    for line in lines[:SHOWN]:
        screen.say(f"  {line}")
    if len(lines) > SHOWN:
        screen.say(f"  … dan {len(lines) - SHOWN} lagi.")


def _dinas_line(one: UnitChange) -> str:
    from penempatan.explain.wording import count, points
    from penempatan.report.labels import UNKNOWN_DINAS

    return (
        f"{one.dinas or UNKNOWN_DINAS}: terisi {count(one.before.filled)} → {count(one.after.filled)}, "
        f"total skor {points(one.before.total_score)} → {points(one.after.total_score)}"
    )


def _person_line(one: PersonChange) -> str:
    from penempatan.explain.wording import points

    gain = f"{'+' if one.gain >= 0 else ''}{points(one.gain)}"
    return f"{one.employee_id} {one.name}: {_seat(one.before)} → {_seat(one.after)} ({gain}). {one.cause}"


def _seat(seat: Seat | None) -> str:
    return "tidak ditempatkan" if seat is None else f"{seat.code} {seat.position}"


def _difference_line(one: Difference) -> str:
    return f"{one.name}: {one.before or '(tidak ada)'} → {one.after or '(tidak ada)'}"


def _answer(compared: Comparison, target: Path | None) -> dict[str, object]:
    """Return what --json says: every change, in hundredths."""
    return {
        "a": _facts(compared.before),
        "b": _facts(compared.after),
        "tidak_berubah": compared.unchanged,
        "pegawai": [
            {
                "nip": one.employee_id,
                "perubahan": one.kind.value,
                "a": _seat_answer(one.before),
                "b": _seat_answer(one.after),
                "selisih_skor": one.gain,
                "sebab": one.cause,
            }
            for one in compared.people
        ],
        "dinas": [
            {
                "dinas": one.dinas,
                "terisi": [one.before.filled, one.after.filled],
                "total_skor": [one.before.total_score, one.after.total_score],
            }
            for one in compared.dinas
        ],
        "syarat": [
            {
                "kode": one.code.name,
                "ditolak": list(one.forbidden),
                "perlu_verifikasi": list(one.unverified),
            }
            for one in compared.rules
        ],
        "aturan": [{"kunci": one.name, "a": one.before, "b": one.after} for one in compared.settings],
        "masukan": [{"masukan": one.name, "a": one.before, "b": one.after} for one in compared.inputs],
        "keluaran": [str(target)] if target is not None else [],
    }


def _facts(facts: SideFacts) -> dict[str, object]:
    return {
        "id": facts.run_id,
        "status": facts.termination.value,
        "ditempatkan": facts.placed,
        "lowongan": facts.openings,
        "total_skor": facts.total_score,
        "perlu_verifikasi": facts.unverified,
    }


def _seat_answer(seat: Seat | None) -> dict[str, object] | None:
    if seat is None:
        return None
    parts = {key.value: value for key, value in seat.parts}
    return {"kode_formasi": seat.code, "skor": seat.score, "komponen": parts}

"""Ringkasan: the plan in three figures, the proof in one sentence, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.plan import Termination
from penempatan.explain.wording import count, points
from penempatan.report.labels import COMPONENTS, SOURCE_ROLES, UNPROVEN, Sheet, long_date
from penempatan.report.record import summary_of
from penempatan.report.sheets import decision_counts, tiers
from penempatan.report.sheets.charts import dinas_chart, spread_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from penempatan.explain.explanations import Outcome
    from penempatan.explain.rearrangement import Rearrangement
    from penempatan.report.proposal_table import ProposalRow
    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_WIDTHS = (13.0,) * 12
_LAST = len(_WIDTHS) - 1
_LEFT = 7  # last column of the left half
_SPREAD_COLUMN = 9
_COMPARISON_ROWS = 6  # headings, four rows and a blank
_CHART_ROWS = 20
_SCALE = 72  # per cent
_PAGE_POINTS = (
    722  # what Folio landscape holds at that scale between the margins, rows as tall as Excel has them
)
BUCKETS = 10  # of ten points each; a score of 100 belongs to the last


def write(writer: SheetWriter, run: RunReport, rows: Sequence[ProposalRow], page: Page) -> None:
    """Write the sheet that is read first, and perhaps alone."""
    writer.set_up_page(page, repeat_row=None, scale=_SCALE)
    writer.set_widths(_WIDTHS)
    row = _head(writer, run)
    row = _cards(writer, run, row)
    row = _findings(writer, run, row)
    row = tiers.write(writer, run, row, _LAST)
    row = decision_counts.write(writer, rows, run.plan.total_score, row, _LAST)
    comparison = row
    head = _comparison(writer, run, comparison)
    _spread_table(writer, run, head)
    charts = max(_next_steps(writer, head + _COMPARISON_ROWS), head + BUCKETS + 2)
    sources = _charts(writer, run, charts, head + 1)
    _signatures(writer, _sources(writer, run, sources))
    if writer.points_above(charts) <= _PAGE_POINTS:
        writer.page_breaks(charts)
    else:  # better three whole pages than a table cut in two
        writer.page_breaks(comparison, sources)


def _head(writer: SheetWriter, run: RunReport) -> int:
    styles, round_ = writer.styles, run.settings.round
    writer.span(0, 0, _LAST, "USULAN PENEMPATAN PEGAWAI", styles.title)
    writer.set_height(0, 24)
    writer.span(1, 0, _LAST, round_.name, styles.subtitle)
    dates = (
        f"Syarat dinilai per {long_date(run.problem.judged_on)}; disusun "
        f"{long_date(run.meta.created.date())}; "
        f"nomor usulan {run.meta.run_id}"
    )
    writer.span(2, 0, _LAST, dates, styles.plain)
    writer.paragraph(
        3,
        0,
        _LAST,
        "Ini usulan, bukan keputusan. Tim Penilai Kinerja memeriksa dan pejabat yang berwenang memutuskan; "
        "setiap "
        "baris dapat disetujui, ditolak, ditunda, atau diganti.",
        styles.plain,
    )
    return 5


def _cards(writer: SheetWriter, run: RunReport, row: int) -> int:
    summary = summary_of(run.problem, run.plan, run.meta.eligible_pairs)
    placed, openings = summary.placed, summary.openings
    verify = run.explanations.quality.unverified_placements
    people = f"dari {count(summary.employees)} pegawai"
    if summary.moved is not None:
        people = f"{count(summary.moved)} pindah; {count(summary.stays or 0)} tetap, {people}"
    cards = (
        ("DITEMPATKAN", placed, people),
        ("LOWONGAN KOSONG", summary.open_seats, f"dari {count(openings)} lowongan"),
        ("BELUM DITEMPATKAN", summary.unplaced, "pegawai"),
        ("PERLU VERIFIKASI", verify, f"dari {count(placed)} penempatan"),
    )
    styles = writer.styles
    for number, (label, figure, note) in enumerate(cards):
        first, last = 3 * number, 3 * number + 2
        writer.span(row, first, last, label, styles.card_label)
        writer.span(row + 1, first, last, figure, styles.card_number)
        writer.span(row + 2, first, last, note, styles.card_note)
    writer.set_height(row + 1, 40)
    return row + 4


def _findings(writer: SheetWriter, run: RunReport, row: int) -> int:
    proven = run.plan.termination is Termination.OPTIMAL
    style = writer.styles.proven if proven else writer.styles.unproven
    writer.paragraph(row, 0, _LAST, proof_sentence(run), style)
    quality = run.explanations.quality
    text = (
        f"{count(quality.unverified_placements)} penempatan perlu verifikasi: syaratnya dianggap terpenuhi "
        "sementara "
        f"karena datanya kosong (lihat kolom Perlu Verifikasi pada lembar {Sheet.PROPOSALS.value})."
    )
    if quality.missing:
        keys = ", ".join(f"{COMPONENTS[key]} {count(number)}" for key, number in quality.missing)
        neutral = count(quality.neutral_placements)
        text += f" {neutral} penempatan memakai nilai netral karena data kosong ({keys})."
    if run.explanations.rearrangement is not None:
        text += " " + rearrangement_sentence(run.explanations.rearrangement)
    if run.problem.quarantined:
        text += (
            f" {count(len(run.problem.quarantined))} baris dikarantina karena galat dan tidak ikut disusun; "
            f"daftarnya pada lembar {Sheet.ISSUES.value}."
        )
    if run.problem.issues:
        text += (
            f" Data masukan: {count(quality.warnings)} peringatan dan {count(quality.notes)} catatan pada "
            "lembar "
            f"{Sheet.ISSUES.value}."
        )
    writer.paragraph(row + 1, 0, _LAST, text, writer.styles.plain)
    return row + 3


def rearrangement_sentence(found: Rearrangement) -> str:
    """Say who moves and what becomes of kelas jabatan (R43) in a round of penataan."""
    cycles = sum(chain.cycle for chain in found.chains)
    grades = found.grades
    text = (
        f"Penataan: {count(found.moved)} pegawai pindah jabatan, {count(found.joined)} dari luar peta "
        f"jabatan ditempatkan, {count(len(found.stays))} tetap; {count(len(found.chains) - cycles)} rantai "
        f"dan {count(cycles)} lingkaran perpindahan (lembar {Sheet.CHAINS.value}). Jumlah kelas jabatan "
        f"{count(grades.before)} menjadi {count(grades.after)} untuk {count(grades.counted)} pegawai (R43)"
    )
    if grades.unknown:
        text += f"; {count(grades.unknown)} pegawai tanpa data kelas tidak dihitung"
    if found.long_in_post:
        text += f". {count(found.long_in_post)} yang tetap sudah lama di jabatannya (R12)"
    return text + "."


def proof_sentence(run: RunReport) -> str:
    """Say in one sentence how good the plan is proven to be."""
    plan = run.plan
    if plan.termination is Termination.OPTIMAL:
        return (
            f"Terbukti optimal: total skor {points(plan.total_score)} = batas atas; menurut urutan tujuan "
            "yang "
            "dipakai, tidak ada susunan lain yang memenuhi syarat dengan total lebih tinggi."
        )
    share = f" ({100 * plan.gap / plan.bound:.2f} %)".replace(".", ",") if plan.bound else ""
    return (
        f"{UNPROVEN}: total skor {points(plan.total_score)}, batas atas {points(plan.bound)}, "
        "selisih "
        f"{points(plan.gap)}{share}. Batas waktu tercapai; naikkan batas_waktu_detik pada aturan lalu "
        "susun lagi."
    )


def _comparison(writer: SheetWriter, run: RunReport, row: int) -> int:
    """The honest line and the table behind it; return the row of the table's headings."""
    styles, gain = writer.styles, run.explanations.joint
    today = run.explanations.rearrangement is not None
    title = "Sesudah dan sebelum penataan" if today else "Menata bersama dibandingkan dengan satu per satu"
    writer.span(row, 0, _LAST, title, styles.section)
    writer.paragraph(row + 1, 0, _LAST, gain.sentence, styles.plain)
    head = row + 3
    joint, alone = gain.joint, gain.post_by_post
    table: tuple[tuple[str, int, int, int, Format], ...] = (  # label, ours, theirs, units of one, format
        ("Lowongan terisi", joint.filled, alone.filled, 1, styles.number),
        ("Total skor", joint.total, alone.total, 100, styles.points),
        ("Rata-rata skor", _mean(joint), _mean(alone), 100, styles.points),
        ("Rata-rata sepersepuluh terendah", joint.worst_tenth, alone.worst_tenth, 100, styles.points),
    )
    ours_heading, theirs_heading = (
        ("Sesudah (usulan ini)", "Sekarang") if today else ("Bersama (usulan ini)", "Satu per satu")
    )
    spans = ((0, 2, "Ukuran"), (3, 4, ours_heading), (5, 6, theirs_heading), (7, 7, "Selisih"))
    for first, last, heading in spans:
        writer.span(head, first, last, heading, styles.heading)
    for offset, (label, ours, theirs, unit, style) in enumerate(table, 1):
        values: Sequence[Cell] = (label, ours / unit, theirs / unit, (ours - theirs) / unit)
        for (first, last, _), value in zip(spans, values, strict=True):
            writer.span(head + offset, first, last, value, style if first else styles.text)
    return head


def _mean(outcome: Outcome) -> int:
    """Return the mean score in hundredths, half up."""
    return (2 * outcome.total + outcome.filled) // (2 * outcome.filled) if outcome.filled else 0


def _spread_table(writer: SheetWriter, run: RunReport, head: int) -> None:
    """Write how the scores are spread, beside the comparison; the chart draws these rows."""
    styles, second = writer.styles, _SPREAD_COLUMN + 1
    writer.span(head, _SPREAD_COLUMN, second, "Sebaran skor", styles.heading)
    writer.put(head, _LAST, "Penempatan", styles.heading)
    for offset, number in enumerate(_spread(run)):
        low, high = 10 * offset, 10 * (offset + 1)
        label = f"{low}–{high}" if offset == BUCKETS - 1 else f"{low}–<{high}"
        writer.span(head + 1 + offset, _SPREAD_COLUMN, second, label, styles.text)
        writer.put(head + 1 + offset, _LAST, number, styles.number)


def _spread(run: RunReport) -> list[int]:
    counts = [0] * BUCKETS
    for note in run.explanations.placements:
        counts[min(note.score // 1000, BUCKETS - 1)] += 1
    return counts


def _next_steps(writer: SheetWriter, row: int) -> int:
    steps = (
        f"Baca lembar {Sheet.ISSUES.value} dan kolom Perlu Verifikasi; lengkapi data yang kosong bila "
        "masih dapat.",
        f"Isi kolom Keputusan pada lembar {Sheet.PROPOSALS.value}: Setuju, Tolak, Tunda, atau Ganti (dengan "
        "NIP Pengganti), lalu Alasan Keputusan dan Pemutus. Kolom lain terkunci.",
        f"Periksa lembar {Sheet.UNPLACED.value} dan {Sheet.UNFILLED.value}: setiap baris menyebut alasannya.",
        "Simpan berkas ini, lalu jalankan penempatan tinjau; keputusan tidak akan ditimpa oleh penyusunan "
        "ulang.",
    )
    writer.span(row, 0, _LEFT, "Langkah berikutnya", writer.styles.section)
    for number, step in enumerate(steps, 1):
        writer.paragraph(row + number, 0, _LEFT, f"{number}. {step}", writer.styles.plain)
    return row + len(steps) + 2


def _charts(writer: SheetWriter, run: RunReport, row: int, spread: int) -> int:
    """Draw seats by dinas and the spread of scores side by side."""
    n_dinas = len(run.explanations.dinas)
    if not n_dinas:
        return row
    left = dinas_chart(writer.workbook, n_dinas)
    right = spread_chart(writer.workbook, spread, spread + BUCKETS - 1, _SPREAD_COLUMN, _LAST)
    for chart, column, wide, text in (
        (left, 0, 665, "Lowongan terisi dan kosong menurut dinas"),
        (right, 7, 470, "Jumlah penempatan menurut skor"),
    ):
        chart.set_size({"width": wide, "height": _CHART_ROWS * 20 - 10})
        writer.done(
            writer.sheet.insert_chart(row, column, chart, {"x_offset": 4, "y_offset": 8, "description": text})
        )
    return row + _CHART_ROWS + 1


def _sources(writer: SheetWriter, run: RunReport, row: int) -> int:
    styles = writer.styles
    writer.span(row, 0, _LAST, "Masukan yang dipakai", styles.section)
    spans = (
        (0, 1, "Peran"),
        (2, 5, "Berkas"),
        (6, 7, "Lembar"),
        (8, 8, "Baris"),
        (9, 11, "Sidik jari SHA-256"),
    )
    for first, last, heading in spans:
        writer.span(row + 1, first, last, heading, styles.heading)
    for offset, source in enumerate(run.problem.sources, 2):
        values: Sequence[Cell] = (
            SOURCE_ROLES.get(source.role, source.role),
            source.name,
            source.sheet or "–",
            source.rows,
            source.sha256[:16],
        )
        for (first, last, _), value in zip(spans, values, strict=True):
            style = styles.number if isinstance(value, int) else styles.text
            writer.span(row + offset, first, last, value, style)
    return row + 3 + len(run.problem.sources)


def _signatures(writer: SheetWriter, row: int) -> None:
    style = writer.styles.signature
    writer.span(row, 8, _LAST, "……………………, …………………… 20……", style)
    writer.span(row + 1, 0, _LAST, "TIM PENILAI KINERJA", style)
    for first, role in ((0, "Ketua"), (4, "Sekretaris"), (8, "Anggota")):
        writer.span(row + 2, first, first + 3, role, style)
        writer.span(row + 6, first, first + 3, "( ……………………………………… )", style)
        writer.span(row + 7, first, first + 3, "NIP ……………………………………", style)

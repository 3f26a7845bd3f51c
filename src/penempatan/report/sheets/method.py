"""Metodologi: everything needed to judge, repeat or contest the plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from penempatan.explain.closing_rules import named
from penempatan.explain.wording import count, points
from penempatan.objective.goals import order_of
from penempatan.report.labels import COMPONENTS, GOALS
from penempatan.report.limit_rows import limit_sentences
from penempatan.report.text_fit import lines
from penempatan.report.waivers import waiver_sentence
from penempatan.settings.loader import as_toml_dict
from penempatan.settings.model import ComponentKey, NearnessBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from penempatan.report.run import RunReport
    from penempatan.report.sheet_writer import Cell, Page, SheetWriter

_WIDTHS = (34.0, 16.0, 16.0, 16.0, 16.0, 16.0, 16.0, 16.0, 16.0)
_LAST = len(_WIDTHS) - 1

_PRIVACY = (
    "Hanya data yang dibutuhkan syarat dan skor yang dibaca; kolom lain tidak disimpan. Agama, jenis "
    "kelamin, status "
    "perkawinan, suku, disabilitas, dan usia (di luar batas pensiun dan batas formasi) tidak pernah "
    "dinilai. Untuk "
    "hukuman disiplin hanya tingkat dan tanggal berakhirnya yang dipakai. Buku kerja ini memuat data "
    "pribadi: "
    "simpan dan bagikan hanya kepada yang berwenang (UU 27/2022 tentang Pelindungan Data Pribadi).",
)
_LIMITS = (
    "Skor mengukur kesesuaian menurut data yang tercatat, bukan kinerja yang akan datang; wawancara dan "
    "pertimbangan "
    "pimpinan tidak tergantikan.",
    "Terbukti optimal berarti optimal menurut aturan, bobot, dan data pada berkas masukan. Data yang keliru "
    "menghasilkan usulan yang keliru.",
    "Data kosong tidak pernah dianggap nol: syaratnya ditandai perlu verifikasi, skornya diganti nilai "
    "netral.",
    "Bila skor dua susunan sama, undian tetap yang menentukan; undian tidak mengenal nama, jabatan, "
    "ataupun urutan "
    "baris masukan.",
)


def write(writer: SheetWriter, run: RunReport, page: Page) -> None:
    """Write the method section by section."""
    writer.set_up_page(page, repeat_row=None)
    writer.set_widths(_WIDTHS)
    row = 0
    row = _texts(writer, row, "Cara kerja", _steps(run))
    row = _texts(writer, row, "Rumus skor", _formula(run))
    row = _table(writer, row, "Bobot komponen", *_weights(run))
    row = _texts(writer, row, "Komponen yang tidak dihitung pada ronde ini", _dropped(run))
    row = _texts(writer, row, "Urutan tujuan", _goals(run))
    if limits := limit_sentences(run):
        row = _texts(writer, row, "Batas ronde", limits)
    if run.explanations.family:
        row = _texts(writer, row, "Suami istri dan kerabat", run.explanations.family)
    row = _rules(writer, row, run)
    if run.waivers:
        row = _texts(writer, row, "Pengecualian syarat", [waiver_sentence(one) for one in run.waivers])
    row = _texts(writer, row, "Batas metode", _LIMITS)
    row = _texts(writer, row, "Data pribadi", _PRIVACY)
    row = _texts(writer, row, "Versi", _versions(run))
    _settings(writer, row, run)


def _steps(run: RunReport) -> Sequence[str]:
    employees, vacancies = len(run.problem.employees), len(run.problem.vacancies)
    return (
        f"Setiap pasangan pegawai dan formasi ({count(employees)} × {count(vacancies)} = "
        f"{count(employees * vacancies)}) "
        f"diperiksa terhadap semua syarat; {count(run.meta.eligible_pairs)} pasangan memenuhi syarat dan "
        "diberi skor.",
        "Semua formasi diisi sekaligus (masalah penugasan), bukan satu per satu: seorang pegawai "
        "ditempatkan di tempat "
        "yang membuat keseluruhan susunan terbaik.",
        "Hasil diperiksa ulang oleh pemeriksa yang terpisah dari penyusun. Bukti optimal berupa harga "
        "bayangan "
        "(bukti.json) yang dapat dihitung ulang oleh siapa pun: jumlah harga = nilai susunan, dan tidak "
        "ada pasangan "
        "memenuhi syarat yang melampaui jumlah harga pegawai dan formasinya.",
    )


def _formula(run: RunReport) -> Sequence[str]:
    texts = [
        "Skor = (bobot × poin, dijumlahkan atas komponen yang diminta formasi) ÷ (jumlah bobotnya), "
        "dibulatkan ke dua "
        "desimal, setengah ke atas. Poin setiap komponen 0–100. Komponen yang tidak diminta formasi tidak "
        "dihitung untuk "
        "siapa pun pada formasi itu.",
        "Rincian setiap penempatan ada pada lembar Rincian Skor; setiap pasangan dapat dilihat dengan "
        "`penempatan skor`.",
    ]
    if run.settings.education.nearness is NearnessBasis.PRECEDENT:
        texts.append(
            "Pendidikan yang tidak tercantum pada kualifikasi dinilai 0–90 menurut seberapa sering instansi "
            "menerimanya bersama yang tercantum (preseden CPNS 2024); tanpa preseden, menurut bidang, "
            "rumpun, dan namanya. Yang tercantum selalu di atasnya."
        )
    if run.settings.education.precedent_agencies_min:
        texts.append(
            "Formasi tanpa daftar kualifikasi: pendidikan dinilai menurut banyaknya instansi yang "
            "menerimanya untuk jabatan yang sama (preseden CPNS 2024; jumlah formasi dan instansinya "
            "tercantum pada lembar Rincian Skor); tanpa preseden, menurut rumpun dinas."
        )
    if run.pairs.score_min:
        texts.append(f"Skor minimal {points(run.pairs.score_min)}: pasangan di bawahnya tidak ditempatkan.")
    return texts


def _weights(run: RunReport) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    """Return the table of weights: one row for most dinas, one for each dinas with its own."""
    keys = [component.key for component in run.pairs.components]
    by_dinas: dict[str, tuple[int, ...]] = {}
    for index, vacancy in enumerate(run.problem.vacancies):
        if vacancy.dinas not in by_dinas:
            by_dinas[vacancy.dinas] = tuple(run.pairs.full_weights[:, index].tolist())
    usual = Counter(by_dinas.values()).most_common(1)
    own = [(name, weights) for name, weights in sorted(by_dinas.items()) if usual and weights != usual[0][0]]
    rows = [("Semua dinas lain" if own else "Semua dinas", weights) for weights, _ in usual] + own
    return (
        ["Dinas", *(COMPONENTS[key] for key in keys)],
        [[name, *(weight / 1000 for weight in weights)] for name, weights in rows],
    )


def _dropped(run: RunReport) -> Sequence[str]:
    """Say for each component that no score of the round uses why that is so."""
    texts = []
    present = {component.key: index for index, component in enumerate(run.pairs.components)}
    for key in ComponentKey:
        index = present.get(key)
        if index is None or not run.pairs.components[index].asked.any():
            texts.append(
                f"{COMPONENTS[key]}: kolomnya tidak ada pada masukan, atau tidak ada formasi yang memintanya."
            )
        elif not run.pairs.full_weights[index].any():
            texts.append(f"{COMPONENTS[key]}: bobotnya 0 pada aturan.")
    return texts or ("Tidak ada; semua komponen dihitung.",)


def _goals(run: RunReport) -> Sequence[str]:
    order = order_of(run.problem, run.settings)
    seed = run.settings.solve.seed
    return (
        "Tujuan dikejar berurutan; tujuan berikutnya hanya memilih di antara susunan yang sama baiknya "
        "menurut tujuan "
        "sebelumnya.",
        *(f"{number}. {goal.value}: {GOALS[goal]}." for number, goal in enumerate(order, 1)),
        f"Undian dihitung dari NIP, kode formasi, dan benih {seed}, sehingga masukan yang sama selalu "
        "menghasilkan "
        "usulan yang sama.",
    )


def _versions(run: RunReport) -> Sequence[str]:
    meta = run.meta
    return (
        f"penempatan {meta.version}; penyelesai {meta.solver}; nomor usulan {meta.run_id}.",
        f"Pasangan memenuhi syarat {count(meta.eligible_pairs)}, pasangan calon "
        f"{count(meta.candidate_pairs)}, putaran "
        f"pemeriksaan harga {count(meta.pricing_rounds)}.",
    )


def _texts(writer: SheetWriter, row: int, title: str, texts: Sequence[str]) -> int:
    writer.span(row, 0, _LAST, title, writer.styles.section)
    for offset, text in enumerate(texts, 1):
        writer.paragraph(row + offset, 0, _LAST, text, writer.styles.plain)
    return row + len(texts) + 2


def _table(
    writer: SheetWriter, row: int, title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> int:
    styles = writer.styles
    writer.span(row, 0, _LAST, title, styles.section)
    for column, heading in enumerate(headings):
        writer.put(row + 1, column, heading, styles.heading)
    for offset, values in enumerate(rows, 2):
        for column, value in enumerate(values):
            writer.put(row + offset, column, value, styles.text if isinstance(value, str) else styles.points)
    return row + len(rows) + 3


def _rules(writer: SheetWriter, row: int, run: RunReport) -> int:
    styles = writer.styles
    writer.span(row, 0, _LAST, "Syarat yang berlaku", styles.section)
    spans = (
        (0, 1, "Syarat"),
        (2, 4, "Dasar"),
        (5, 5, "Pasangan ditolak"),
        (6, 6, "Perlu verifikasi"),
        (7, 8, "Keterangan"),
    )
    for first, last, heading in spans:
        writer.span(row + 1, first, last, heading, styles.heading)
    writer.height(row + 1, 2)
    for offset, note in enumerate(run.explanations.rules, 2):
        remark = (
            "" if note.forbidden else "Tidak menolak satu pasangan pun; periksa bila itu tidak diharapkan."
        )
        values: Sequence[Cell] = (named(note.code), note.source, note.forbidden, note.unverified, remark)
        tallest = 1
        for (first, last, _), value in zip(spans, values, strict=True):
            style = styles.text if isinstance(value, str) else styles.number
            writer.span(row + offset, first, last, value, style)
            tallest = max(tallest, lines(str(value), sum(_WIDTHS[first : last + 1])))
        writer.height(row + offset, tallest)
    row += len(run.explanations.rules) + 2
    footnotes = (
        "Setiap syarat dihitung sendiri, jadi satu pasangan dapat terhitung pada beberapa syarat.",
        "Dijaga pada seluruh susunan, bukan per pasangan: jumlah lowongan (R08), satu orang satu jabatan "
        "(R09), batas keluar dinas (R10).",
    )
    for offset, footnote in enumerate(footnotes):
        writer.span(row + offset, 0, _LAST, footnote, styles.plain)
    return row + len(footnotes) + 1


def _settings(writer: SheetWriter, row: int, run: RunReport) -> None:
    """Every key of the rules as resolved, one row a table of aturan.toml."""
    styles = writer.styles
    writer.span(
        row, 0, _LAST, "Pengaturan yang dipakai (aturan.toml, lengkap dengan nilai bawaan)", styles.section
    )
    for offset, (table, keys) in enumerate(_tables(as_toml_dict(run.settings)), 1):
        writer.put(row + offset, 0, f"[{table}]", styles.text)
        text = "; ".join(f"{key} = {_written(value)}" for key, value in keys) or "–"
        writer.paragraph(row + offset, 1, _LAST, text, styles.text)


def _tables(table: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield each table of the settings with its own keys, nested ones by their dotted name."""
    own = [(key, value) for key, value in table.items() if not isinstance(value, dict)]
    if own or not table:
        yield name, own
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _tables(value, f"{name}.{key}" if name else key)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value) if value != "" else "(kosong)"

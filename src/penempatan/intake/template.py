"""The empty, instructed input workbook of `penempatan templat`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from penempatan.intake.columns import GUIDE_SHEETS, REQUIRED, Role
from penempatan.intake.sheets import column_letters
from penempatan.intake.template_columns import TABLES, Choice, TemplateColumn, choices

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LAST_ROW = 20_000  # 0-based; drop-downs reach as far as a city's roster
_GUIDE, _REFERENCE = GUIDE_SHEETS
_INTRODUCTION = (
    "Isi lembar Pegawai dan Formasi; lembar lain boleh dikosongkan.",
    "Judul biru tua wajib diisi, judul abu-abu boleh dikosongkan. Arahkan kursor ke judul untuk petunjuknya.",
    "Kolom yang seluruhnya kosong dianggap tidak ada; sel kosong di kolom yang terisi perlu verifikasi.",
    "NIP disimpan sebagai Teks. Saat menempel dari berkas lain pilih Tempel Khusus, Nilai.",
    "Jangan mengisi agama, NIK, alamat, status perkawinan, atau data pribadi lain: kolomnya tidak dibaca.",
    "Setelah diisi, jalankan: penempatan periksa BERKAS.xlsx, lalu penempatan susun BERKAS.xlsx.",
)
_ABOUT = {
    Role.EMPLOYEES: "daftar pegawai yang ikut ronde, satu baris seorang",
    Role.VACANCIES: (
        "jabatan lowong, satu baris satu formasi; Jumlah boleh lebih dari satu. Dalam mode penataan: seluruh "
        "peta jabatan dengan Kebutuhan dan Bezetting, tanpa Jumlah"
    ),
    Role.POSITIONS: "syarat tiap jabatan; dipakai formasi yang mengosongkan syaratnya",
    Role.COMPETENCIES: "level kompetensi pegawai, satu baris satu kompetensi",
    Role.DINAS: "profil perangkat daerah; yang kosong diambil dari pengetahuan bawaan",
    Role.PREFERENCES: "minat pegawai, bila tidak ditulis di lembar Pegawai",
    Role.LOCKS: "penetapan dan larangan dari pimpinan, wajib beralasan",
    Role.RELATIONS: "pegawai yang sekeluarga, satu baris sepasang; sifat hubungannya tidak dibaca",
    Role.UNITS: "pohon unit dari SIASN; unit dikenali menurut ID, dinasnya dicari ke atas",
    Role.WAIVERS: "syarat yang dikecualikan bagi satu pegawai pada satu formasi, menurut dokumen resmi",
}


def write_template(path: Path) -> None:
    """Write the template workbook to `path` (replacing what is there).

    OSError or XlsxFileError when that is not possible.
    """
    from xlsxwriter import Workbook

    # in_memory: no temporary files; strings stay strings whatever they look like
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = Workbook(str(path), options)
    workbook.set_properties(
        {"title": "Templat ronde penempatan", "created": datetime(2024, 1, 1, tzinfo=UTC)}
    )
    _write_guide(workbook)
    for role, columns in TABLES.items():
        _write_table(workbook, role, columns)
    write_choices(workbook, _REFERENCE)
    workbook.close()


def _write_guide(workbook: Workbook) -> None:
    sheet = workbook.add_worksheet(_GUIDE)
    title = workbook.add_format({"bold": True, "font_size": 14})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, "Templat masukan ronde penempatan pegawai", title)
    row = 2
    for number, line in enumerate(_INTRODUCTION, start=1):
        sheet.write_string(row, 0, f"{number}.", bold)
        sheet.write_string(row, 1, line, wrap)
        row += 1
    for role, columns in TABLES.items():
        row += 1
        sheet.write_string(row, 0, f"Lembar {role.value.capitalize()}", bold)
        sheet.write_string(row, 1, _ABOUT[role], wrap)
        row += 1
        for column in columns:
            example = f" Contoh: {column.example}" if column.example else ""
            sheet.write_string(row, 0, column.field.value)
            sheet.write_string(row, 1, column.note + example, wrap)
            row += 1


def _write_table(workbook: Workbook, role: Role, columns: tuple[TemplateColumn, ...]) -> None:
    sheet = workbook.add_worksheet(role.value.capitalize())
    required = {field for choice in REQUIRED[role] for field in choice}
    text = workbook.add_format({"num_format": "@"})
    number = workbook.add_format({"num_format": "0"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    must, may = (
        _heading_format(workbook, "#1F3864", "#FFFFFF"),
        _heading_format(workbook, "#D9D9D9", "#000000"),
    )
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, _format_of(column, text, day, number))
        sheet.write_string(0, index, column.field.value, must if column.field in required else may)
        example = f"\nContoh: {column.example}" if column.example else ""
        sheet.write_comment(0, index, column.note + example, {"x_scale": 1.6, "y_scale": 0.9, "author": ""})
        if column.choice is not None:
            _add_choice(sheet, index, column, column.choice)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, 0, len(columns) - 1)


def _format_of(column: TemplateColumn, text: Format, day: Format, number: Format) -> Format:
    if column.is_date:
        return day
    return number if column.is_number else text


def _add_choice(sheet: Worksheet, index: int, column: TemplateColumn, choice: Choice) -> None:
    sheet.data_validation(
        1,
        index,
        _LAST_ROW,
        index,
        {
            "validate": "list",
            "source": f"={choice.value}",
            "error_type": "stop" if column.closed else "information",
            "error_title": column.field.value,
            "error_message": "Pilih dari daftar."
            if column.closed
            else "Nilai ini tidak ada di daftar; periksa lagi.",
        },
    )


def _heading_format(workbook: Workbook, background: str, colour: str) -> Format:
    return workbook.add_format(
        {
            "bold": True,
            "bg_color": background,
            "font_color": colour,
            "text_wrap": True,
            "valign": "top",
            "border": 1,
        }
    )


def write_choices(workbook: Workbook, name: str) -> None:
    """Write the lists on a hidden sheet and name each: a list inside a cell rule ends at 255 characters."""
    sheet = workbook.add_worksheet(name)
    for index, choice in enumerate(Choice):
        values = choices(choice)
        for row, value in enumerate(values):
            sheet.write_string(row, index, value)
        letters = column_letters(index)
        workbook.define_name(choice.value, f"={name}!${letters}$1:${letters}${len(values)}")
    sheet.hide()

"""What a synthetic round is: two sheets of cells, the rules, and the list of troubles planted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

Cell = str | int | float | date | None

JUDGED_ON = date(
    2026, 11, 2
)  # the date that every synthetic round is judged at: the same seed stays the same round


class TroubleKind(Enum):
    """What was planted; the value is what `masalah_tertanam.csv` says."""

    TITLE_ROW = "baris judul di atas kepala tabel"
    NUMBERING_ROW = "baris nomor kolom di bawah kepala tabel"
    BLANK_ROW = "baris kosong"
    GROUP_ROW = "baris pengelompokan perangkat daerah"
    TOTAL_ROW = "baris jumlah"
    SIGNATURE_ROW = "baris tanda tangan"
    HEADING_SPELLING = "ejaan kepala kolom"
    EXTRA_COLUMN = "kolom yang tidak dibaca"
    NIP_APOSTROPHE = "NIP berawalan apostrof"
    NIP_GROUPED = "NIP berkelompok dengan spasi"
    NIP_NUMBER = "NIP sebagai angka (tiga angka terakhir hilang)"
    NIP_TRAILING_DASH = "NIP berakhiran tanda hubung"
    NIP_EXPONENT = "NIP berbentuk 1,98E+17"
    NIP_DUPLICATE = "NIP ganda"
    RANK_SPELLING = "ejaan golongan"
    EDUCATION_SPELLING = "ejaan pendidikan"
    DATE_SPELLING = "tanggal berupa teks"
    DATE_SERIAL = "tanggal berupa nomor seri Excel"
    ERROR_VALUE = "nilai galat Excel berupa teks"
    FORMULA_TEXT = "teks yang menyerupai rumus"
    DISTRICT_SPELLING = "ejaan kecamatan"
    OPENINGS_TEXT = "jumlah lowongan bercampur teks"
    CODE_DUPLICATE = "Kode Formasi ganda"


class Effect(Enum):
    """What a careful reader makes of a trouble."""

    READ = "terbaca"  # read as meant, or left out as meant; no complaint that stops the run
    WARNED = "peringatan"  # read as missing, with a complaint that names the cell
    REFUSED = "galat"  # the run stops; the complaint names the cell


@dataclass(frozen=True, slots=True)
class PlantedTrouble:
    """One trouble: `cell` is an address such as `B7`, `meant` the clean value that stood there before."""

    file: str
    sheet: str
    cell: str
    kind: TroubleKind
    effect: Effect
    planted: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class SampleSheet:
    """One sheet as it will be written: file, sheet name, all rows from the top; `heading_row` is 0-based."""

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    heading_row: int = 0

    @property
    def headings(self) -> tuple[Cell, ...]:
        """The cells of the heading row."""
        return self.rows[self.heading_row]


@dataclass(frozen=True, slots=True)
class SampleRound:
    """A whole round, not yet written. `rules` is the text of aturan.toml."""

    employees: SampleSheet
    vacancies: SampleSheet
    rules: str
    troubles: tuple[PlantedTrouble, ...] = ()

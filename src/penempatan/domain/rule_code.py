"""The hard rules by their codes: what a finding, a waiver and a report name."""

from __future__ import annotations

from enum import Enum


class RuleCode(Enum):
    """Rule ids of the domain brief, section 8. Names are stable; values are the short Indonesian claims."""

    R01 = "Pegawai aktif"
    R02 = "PPPK tetap pada jabatannya"
    R03 = "CPNS tidak dipindahkan"
    R04 = "Tidak dalam kedudukan khusus (tugas belajar, CLTN, MPP, …)"
    R05 = "Jenjang pendidikan memenuhi"
    R06 = "Program studi tercantum"
    R08 = "Jabatan tidak kelebihan pegawai"
    R11 = "Masa jabatan minimal"
    R13 = "Belum mencapai batas usia pensiun"
    R14 = "Usia tidak melebihi batas formasi"
    R15 = "Golongan dalam rentang"
    R16 = "Tidak melompati jenjang"
    R18 = "Tidak menurunkan jabatan"
    R19 = "Kelas jabatan tidak turun tanpa persetujuan"
    R20 = "Lulus uji kompetensi jabatan fungsional"
    R21 = "Memiliki STR"
    R23 = "Memiliki sertifikat yang disyaratkan"
    R24 = "Kinerja minimal Baik"
    R25 = "Bebas hukuman disiplin sedang/berat"
    R32 = "Jarak tidak bertambah tanpa persetujuan"
    R34 = "Skor kesesuaian tidak turun, atau cukup naik"
    R35 = "Kunci dan larangan pimpinan"
    R39 = "Tidak memerlukan persetujuan luar"
    EXTERNAL_ONLY = "Tercantum pada skor luar"
    SCORE_MIN = "Skor minimal"
    STAY = "Tetap pada jabatan sekarang"

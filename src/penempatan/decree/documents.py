"""Which document proves what a rule asks for: what to gather where the data are missing."""

from __future__ import annotations

from penempatan.domain.rule_code import RuleCode

PROVES: dict[RuleCode, str] = {
    RuleCode.R01: "surat keterangan kedudukan hukum aktif",
    RuleCode.R02: "perjanjian kerja PPPK",
    RuleCode.R03: "SK pengangkatan PNS",
    RuleCode.R04: "surat keterangan tidak sedang tugas belajar, CLTN, atau kedudukan khusus lain",
    RuleCode.R05: "ijazah dan transkrip",
    RuleCode.R06: "ijazah dan transkrip; penetapan kesesuaian program studi",
    RuleCode.R08: "peta jabatan serta analisis beban kerja",
    RuleCode.R11: "SK jabatan terakhir beserta TMT-nya",
    RuleCode.R13: "SK jabatan terakhir dan data batas usia pensiun",
    RuleCode.R14: "SK jabatan terakhir",
    RuleCode.R15: "SK kenaikan pangkat terakhir",
    RuleCode.R16: "riwayat jabatan",
    RuleCode.R18: "riwayat jabatan",
    RuleCode.R19: "surat persetujuan pegawai atas turunnya kelas jabatan",
    RuleCode.R20: "sertifikat lulus uji kompetensi jabatan fungsional",
    RuleCode.R21: "STR yang masih berlaku",
    RuleCode.R23: "sertifikat yang disyaratkan jabatan",
    RuleCode.R24: "penilaian kinerja (SKP) dua tahun terakhir",
    RuleCode.R25: "surat pernyataan tidak sedang menjalani hukuman disiplin atau proses pemeriksaan",
    RuleCode.R32: "surat persetujuan pegawai atas bertambahnya jarak",
    RuleCode.R34: "pertimbangan tertulis Tim Penilai Kinerja",
    RuleCode.R35: "arahan tertulis pimpinan",
    RuleCode.R39: "persetujuan pejabat luar yang berwenang",
}

# What no column of the input can prove: to be gathered for every move (Peraturan BKN 5/2019).
ALWAYS = (
    "analisis jabatan dan analisis beban kerja jabatan lama dan baru",
    "surat pernyataan tidak sedang dalam proses atau menjalani hukuman disiplin atau peradilan",
    "salinan SK pangkat terakhir dan SK jabatan terakhir",
    "salinan penilaian kinerja bernilai paling rendah Baik dua tahun terakhir",
    "surat pernyataan tidak sedang tugas belajar atau ikatan dinas",
    "surat keterangan bebas temuan dari Inspektorat",
)

"""Derive the tables of `penempatan.knowledge` from the shared reference data.

    python scripts/derive_knowledge.py [../shared/data]

Writes `src/penempatan/knowledge/data/*.csv` (see the README there); `aliases.csv`, `word_forms.csv` and
`same_programmes.csv` beside this script are kept by hand and read here. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from penempatan.domain.education import EducationLevel
from penempatan.knowledge.education import name_of
from penempatan.knowledge.levels import any_programme, split_level
from penempatan.knowledge.programmes import name_key
from penempatan.knowledge.text import key, normal

SCRIPTS = Path(__file__).resolve().parent
TARGET = SCRIPTS.parent / "src" / "penempatan" / "knowledge" / "data"

BKN_LEVELS = {
    "10": EducationLevel.SLTP,
    "15": EducationLevel.SLTA,
    "17": EducationLevel.SLTA,
    "18": EducationLevel.SLTA,
    "25": EducationLevel.D2,
    "30": EducationLevel.D3,
    "35": EducationLevel.D4,
    "40": EducationLevel.S1,
    "45": EducationLevel.S2,
    "50": EducationLevel.S3,
}

DINAS_ALIASES = {  # names met in the city's vacancy list and in everyday use, beside those of the reference table
    "Sekretariat DPRD": ("Sekretariat Dewan Perwakilan Rakyat Daerah", "Set DPRD"),
    "Badan Pengelola Keuangan dan Aset Daerah": ("Badan Pengelolaan Keuangan dan Aset Daerah",),
    "Dinas Pendidikan": ("Diknas",),
    "Dinas Komunikasi, Informatika, Statistik dan Persandian": ("Dinas Komunikasi dan Informatika",),
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu": ("Dinas PM dan PTSP",),
    "RSD K.R.M.T. Wongsonegoro": (
        "Rumah Sakit Daerah Wongsonegoro",
        "RSUD K.R.M.T. Wongsonegoro",
        "RSWN Semarang",
    ),
}
MANAGERIAL_SYNONYMS = {  # PermenPANRB 38/2017, in the wordings that sheets use
    "Integritas": (),
    "Kerjasama": ("Kerja Sama", "Bekerja Sama", "Kerjasama Tim", "Kerja Sama Tim", "Teamwork"),
    "Komunikasi": ("Kemampuan Berkomunikasi", "Communication"),
    "Orientasi pada Hasil": ("Orientasi Hasil", "Berorientasi pada Hasil", "Berorientasi Hasil"),
    "Pelayanan Publik": ("Layanan Publik", "layanan prima", "service excellence", "front office"),
    "Pengembangan Diri dan Orang Lain": ("Pengembangan Diri", "Mengembangkan Diri dan Orang Lain", "Pengembangan Diri & Orang Lain"),
    "Mengelola Perubahan": ("Manajemen Perubahan", "Pengelolaan Perubahan"),
    "Pengambilan Keputusan": ("Mengambil Keputusan",),
    "Perekat Bangsa": ("Sosial Kultural", "Sosio Kultural", "Sosiokultural", "Kompetensi Sosial Kultural"),
}  # fmt: skip
CERTIFICATE_SYNONYMS = {
    "STR": ("Surat Tanda Registrasi (STR)", "STR seumur hidup", "STR aktif", "STR Perawat", "STR Bidan", "STR Dokter", "STR Apoteker", "STR Nakes", "STR Tenaga Kesehatan"),
    "SIP": ("Surat Izin Praktik (SIP)", "Surat Ijin Praktik", "SIPP", "SIPB", "SIPA", "SIK"),
    "NERS": ("Sertifikat Ners", "Profesi Ners", "Ns"),
    "SERDIK": ("Sertifikat Pendidik", "Sertifikat Pendidik (Serdik)", "Sertifikasi Guru", "PPG"),
    "PBJ-1": ("PBJ Level 1", "PBJ Level-1", "PBJ 1", "PBJ Dasar", "Sertifikat PBJ", "PBJ", "Sertifikat PBJ Level 1", "Sertifikat Pengadaan Barang/Jasa", "Pengadaan Barang dan Jasa", "Pengadaan Barang/Jasa", "Ahli Pengadaan"),
    "PBJ-K": ("PBJ Kompetensi", "Sertifikat Kompetensi PPBJ", "Sertifikat Kompetensi PBJ", "PPK Tipe A", "PPK Tipe B", "PPK Tipe C", "Kompetensi PBJ"),
    "AUDITOR": ("Sertifikat Auditor", "Sertifikasi Auditor", "JFA", "Sertifikat JFA", "Auditor Ahli", "Auditor Ahli Pertama"),
    "PPUPD": ("P2UPD", "Diklat P2UPD", "Diklat PPUPD"),
    "UKOM": ("Uji Kompetensi", "Lulus Uji Kompetensi", "Lulus UKOM", "Sertifikat Uji Kompetensi", "Uji Kompetensi JF", "Ujikom"),
    "PKN": ("PKN II", "PKN Tingkat II", "PKN Tk II", "Diklatpim II", "Diklatpim Tingkat II", "Diklat PIM II", "PIM II", "SPAMEN"),
    "PKA": ("Diklatpim III", "Diklatpim Tingkat III", "Diklat PIM III", "PIM III", "SPAMA", "SPADYA", "Pelatihan Kepemimpinan Administrator"),
    "PKP": ("Diklatpim IV", "Diklatpim Tingkat IV", "Diklat PIM IV", "PIM IV", "ADUM", "SEPALA", "Pelatihan Kepemimpinan Pengawas"),
    "LATSAR": ("Latsar CPNS", "Prajabatan", "Diklat Prajabatan", "Latihan Dasar CPNS"),
    "CAMAT": ("Kepamongprajaan", "Sertifikat Camat", "Sertifikat Profesi Kepamongprajaan", "Diklat Camat"),
    "PPNS": ("Diklat PPNS", "Penyidik PNS", "Sertifikat PPNS"),
    "POLPP": ("Diklat Pol PP", "Diklat Dasar Pol PP", "Diksar Pol PP", "Diklat Dasar Polisi Pamong Praja"),
    "PENGUJI": ("Penguji Kendaraan Bermotor", "Sertifikat Penguji", "Sertifikat Penguji Kendaraan Bermotor", "Kompetensi Penguji Kendaraan Bermotor"),
    "PENERA": ("Diklat Penera", "Pengamat Tera", "Diklat Pengamat Tera"),
    "DAMKAR": ("Pemadam 1", "Pemadam I", "Sertifikasi Pemadam 1", "Inspektur Kebakaran", "Sertifikat Pemadam Kebakaran"),
    "PEKSOS": ("Sertifikat Pekerja Sosial", "Sertifikat Kompetensi Pekerja Sosial", "STR Pekerja Sosial"),
    "MEDIATOR": ("Mediator HI", "Legitimasi Mediator", "Mediator Hubungan Industrial"),
    "ASESOR": ("Asesor SDM Aparatur", "Sertifikat Asesor", "Asesor SDM"),
    "WI": ("ToT", "Uji WI", "Sertifikat Widyaiswara", "Training of Trainer"),
    "BENDAHARA": ("Sertifikat Bendahara", "Bendahara Negara Tersertifikasi", "BNT"),
    "PUSKESMAS": ("Manajemen Puskesmas", "Pelatihan Manajemen Puskesmas"),
    "ARSIP": ("Diklat Arsiparis", "Sertifikat Arsiparis", "Sertifikasi Arsiparis"),
    "PUSTAKAWAN": ("Diklat Pustakawan", "Sertifikat Pustakawan"),
    "SKK": ("SKK Konstruksi", "Sertifikat Kompetensi Kerja Konstruksi", "SKA Konstruksi", "SKT Konstruksi"),
    "AMDAL": ("Penyusun AMDAL", "Penilai AMDAL", "Sertifikat AMDAL", "KTPA", "ATPA"),
    "SIM": ("SIM A", "SIM A Umum", "SIM B", "SIM B I", "SIM BI", "SIM B1", "SIM B II", "SIM BII", "SIM B2", "SIM B I Umum", "SIM B II Umum", "SIM BI Umum", "SIM BII Umum", "Surat Izin Mengemudi"),
}  # fmt: skip
CODES = (
    ("status", "PNS", "", "PNS", "P;PNSD;PNS Daerah;PNS Pusat;Pegawai Negeri Sipil;Pegawai Negeri Sipil Daerah;ASN PNS;PNS Aktif"),
    ("status", "CPNS", "", "CPNS", "C;Calon PNS;CPNSD;Calon Pegawai Negeri Sipil;Calon Pegawai Negeri Sipil Daerah"),
    ("status", "PPPK", "", "PPPK", "P3K;PPPK Penuh Waktu;Pegawai Pemerintah dengan Perjanjian Kerja;ASN PPPK;PPPK Aktif;PPPK Guru;PPPK Teknis;PPPK Nakes"),
    ("status", "PPPK_PART_TIME", "", "PPPK Paruh Waktu", "P3K Paruh Waktu;PPPK PW;P3K PW;PPPK-PW;Paruh Waktu"),
    ("position_type", "STRUCTURAL", "1", "Struktural", "Jabatan Struktural;JPT;JPT Pratama;Pimpinan Tinggi Pratama;Jabatan Pimpinan Tinggi;Administrator;Jabatan Administrator;Pengawas;Jabatan Pengawas;JS;Manajerial;Jabatan Manajerial;Eselon II;Eselon III;Eselon IV"),
    ("position_type", "FUNCTIONAL", "2", "Fungsional", "Jabatan Fungsional;JF;JFT;Fungsional Tertentu;Jabatan Fungsional Tertentu;Fungsional Tertentu (JFT);Jabatan Fungsional Keahlian;Jabatan Fungsional Keterampilan;JF Keahlian;JF Keterampilan"),
    ("position_type", "EXECUTING", "4", "Pelaksana", "Jabatan Pelaksana;JFU;Fungsional Umum;Jabatan Fungsional Umum;Staf;Fungsional Umum (JFU)"),
    ("performance", "VERY_GOOD", "SB", "Sangat Baik", "Istimewa;Amat Baik"),
    ("performance", "GOOD", "B", "Baik", ""),
    ("performance", "NEEDS_IMPROVEMENT", "BP", "Butuh Perbaikan", "Cukup;Perlu Perbaikan"),
    ("performance", "POOR", "K", "Kurang", "Kurang/Misconduct"),
    ("performance", "VERY_POOR", "SK", "Sangat Kurang", "Buruk"),
    ("discipline", "NONE", "", "Tidak Ada", "Tidak Pernah;Tidak;Bebas;Tidak Sedang Menjalani Hukuman Disiplin;Tidak Sedang Menjalani;Tidak Pernah Dijatuhi Hukuman Disiplin;Bebas Hukuman Disiplin;Tidak Ada Hukuman;Tidak Ada Hukuman Disiplin;Bersih"),
    ("discipline", "LIGHT", "R", "Ringan", "Hukuman Disiplin Ringan;Hukdis Ringan"),
    ("discipline", "MODERATE", "S", "Sedang", "Hukuman Disiplin Sedang;Hukdis Sedang"),
    ("discipline", "SEVERE", "B", "Berat", "Hukuman Disiplin Berat;Hukdis Berat"),
    ("discipline", "UNDER_EXAMINATION", "", "Sedang Diperiksa", "Dalam Pemeriksaan;Sedang Dalam Pemeriksaan;Diperiksa;Proses Pemeriksaan;Dalam Proses Pemeriksaan;Sedang Dalam Proses Pemeriksaan;Sedang Dalam Proses;Proses Hukuman Disiplin"),
)  # fmt: skip
SANCTION_LEVELS = {"ringan": "LIGHT", "sedang": "MODERATE", "berat": "SEVERE"}
LEGAL_STANDINGS = {
    "01": "ACTIVE",
    "02": "UNPAID_LEAVE",
    "03": "STUDY_LEAVE",
    "04": "SUSPENDED",
    "07": "STATE_OFFICIAL",
    "11": "SECONDED",
    "13": "UNPAID_LEAVE",
    "20": "PRE_RETIREMENT",
}
LEGAL_VARIANTS = {
    "01": "PNS Aktif;PPPK Aktif;CPNS Aktif;Aktif Bekerja;A",
    "02": "CLTN;Cuti di Luar Tanggungan Negara;Cuti Diluar Tanggungan Negara",
    "03": "TB;Sedang Tugas Belajar;Tugas Belajar Aktif",
    "04": "Diberhentikan Sementara",
    "11": "Titipan;DPK;DPB;Dipekerjakan;Diperbantukan",
    "20": "MPP;Bebas Tugas",
    "88": "Berhenti;Diberhentikan Dengan Hormat",
    "99": "Purna Tugas;Purnatugas",
}
JENJANG = re.compile(r"\b(AHLI (PERTAMA|MUDA|MADYA|UTAMA)|TERAMPIL|MAHIR|PENYELIA|PEMULA)\b")
NOTE = re.compile(r"\s*\((?:old|ambiguous|name in)[^)]*\)")


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file, gzipped or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one table with Unix line ends."""
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Sets:
    """Disjoint sets of keys."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        """Return the representative of the set of `item`."""
        self.parent.setdefault(item, item)
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: str, other: str) -> None:
        """Make one set of two; the smaller key represents it."""
        first, second = sorted((self.find(one), self.find(other)))
        self.parent[second] = first


def bkn_names(shared: Path) -> list[tuple[str, EducationLevel | None, str]]:
    """(code, level, programme name) of every row; an empty name where the row accepts any programme."""
    found = []
    for row in read(shared / "reference" / "pendidikan_bkn.csv"):
        folded = normal(row["nama"])
        reading = split_level(folded)
        level, name = name_of(reading.level, reading.rest)
        if any_programme(name):
            name = ""
        found.append((row["kode"], level or BKN_LEVELS.get(row["tingkat"]), name))
    return found


def fields_by_key(shared: Path) -> dict[str, tuple[str, str]]:
    """Name key of a canonical name or an unshared synonym -> (ISCED-F detailed code, rumpun)."""
    own: dict[str, tuple[str, str]] = {}
    other: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read(shared / "reference" / "programmes.csv"):
        field = (row["isced_detailed"], row["rumpun"])
        for number, written in enumerate([row["programme"], *row["synonyms"].split(";")]):
            reading = split_level(normal(written))
            for text in {normal(written), name_of(reading.level, reading.rest)[1]}:
                if number == 0:
                    own.setdefault(name_key(text), field)
                else:
                    other[name_key(text)].add(field)
    return {name: min(fields) for name, fields in other.items() if len(fields) == 1 and name} | own


def derive_programmes(shared: Path) -> None:
    """Write programmes, spellings and education_codes."""
    names = bkn_names(shared)
    rules = [
        (re.compile(row["pattern"]), row["isced_detailed"], row["rumpun"])
        for row in read(shared / "reference" / "keyword_rules.csv")
    ]
    write(
        "keyword_rules",
        ("pattern", "isced", "field_group"),
        ((pattern.pattern, isced, group) for pattern, isced, group in rules),
    )
    sets = Sets()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    first_of_code: dict[str, str] = {}
    for code, level, name in names:
        if not name:
            continue
        folded = name_key(name)
        written[folded][name] += 1
        sets.find(folded)
        place = f"{code} {level}"
        sets.join(folded, first_of_code.setdefault(place, folded))
    preferred: dict[str, int] = {}
    for row in read(shared / "reference" / "programmes.csv"):
        preferred.setdefault(normal(row["programme"]), 1)
    for row in read(SCRIPTS / "same_programmes.csv"):
        preferred[row["one"]] = 0
        for name in (row["one"], row["other"]):
            written[name_key(name)][name] += 0
        sets.join(name_key(row["one"]), name_key(row["other"]))
    for row in read(TARGET / "aliases.csv"):
        if row["programme"] and name_key(row["programme"]) not in written:
            written[name_key(row["programme"])][row["programme"]] += 0
            print(f"alias names a programme that BKN does not list: {row['programme']}")
    classes: dict[str, list[str]] = defaultdict(list)
    for folded in sorted(written):
        classes[sets.find(folded)].append(folded)
    known = fields_by_key(shared)
    canonical: dict[str, str] = {}
    table: dict[str, tuple[str, str, str]] = {}
    for members in classes.values():
        counts: Counter[str] = Counter()
        for folded in members:
            counts.update(written[folded])
        name = min(counts, key=lambda text: (preferred.get(text, 2), -counts[text], len(text), text))
        for folded in members:
            canonical[folded] = name
        field = next((known[folded] for folded in [name_key(name), *members] if folded in known), None)
        if field is not None:
            table[name] = (*field, "0")
        else:
            guess = next(
                ((isced, group) for pattern, isced, group in rules if pattern.search(name)), ("", "")
            )
            table[name] = (*guess, "1" if guess[0] else "0")
    write(
        "programmes",
        ("name", "isced", "field_group", "guessed"),
        ((name, *table[name]) for name in sorted(table)),
    )
    spellings = sorted((folded, name) for folded, name in canonical.items() if folded != name_key(name))
    write("spellings", ("key", "name"), spellings)
    codes = {}
    for code, level, name in names:
        codes.setdefault(code, (code, level.name if level else "", canonical[name_key(name)] if name else ""))
    write("education_codes", ("code", "level", "name"), (codes[code] for code in sorted(codes)))


def derive_offices(shared: Path) -> None:
    """Write dinas and districts."""
    rows = []
    for row in read(shared / "reference" / "opd_semarang.csv"):
        aliases = [
            NOTE.sub("", alias).strip()
            for alias in row["alias"].split(";")
            if "ambiguous" not in alias and "other cities" not in alias
        ]
        aliases += DINAS_ALIASES.get(row["nama"], ())
        distinct = {
            key(alias): alias
            for alias in aliases
            if alias and key(alias) not in (key(row["nama"]), key(row["singkatan"]))
        }
        rows.append(
            (
                row["nama"],
                row["singkatan"],
                ";".join(distinct.values()),
                row["rumpun_utama"],
                row["kecamatan_kantor"],
            )
        )
    write("dinas", ("name", "short_name", "aliases", "field_groups", "district"), rows)
    write(
        "districts",
        ("name", "lat", "lon"),
        (
            (row["kecamatan"], f"{float(row['lat']):.6f}", f"{float(row['lon']):.6f}")
            for row in read(shared / "kota_semarang" / "semarang_kecamatan_koordinat.csv")
        ),
    )


def derive_lists(shared: Path) -> None:
    """Write ranks, codes, certificates, competencies."""
    lists = list(read(shared / "reference" / "code_lists.csv"))
    ranks = [(row["label"], row["note"], row["code"]) for row in lists if row["list"] == "golongan_pns_bkn"]
    write("ranks", ("label", "name", "bkn_code"), ranks)
    codes = list(CODES)
    for row in lists:
        if row["list"] == "hukuman_disiplin_pp94":
            codes.append(("discipline", SANCTION_LEVELS[row["note"]], row["code"], row["label"], ""))
        if row["list"] == "kedudukan_hukum_bkn":
            member = LEGAL_STANDINGS.get(row["code"], "OTHER_INACTIVE")
            codes.append(
                (
                    "legal_standing",
                    member,
                    row["code"],
                    row["label"],
                    LEGAL_VARIANTS.get(row["code"], row["variants"]),
                )
            )
    write("codes", ("list", "member", "code", "label", "variants"), codes)
    write(
        "certificates",
        ("code", "name", "synonyms"),
        (
            (row["code"], row["name"], ";".join(CERTIFICATE_SYNONYMS[row["code"]]))
            for row in read(shared / "reference" / "certificates.csv")
        ),
    )
    names = {key(name): (name, list(synonyms)) for name, synonyms in MANAGERIAL_SYNONYMS.items()}
    for row in read(shared / "reference" / "skills_vocab.csv"):
        name = row["keterampilan"][0].upper() + row["keterampilan"][1:]
        known = names.setdefault(key(name), (name, []))
        known[1].extend(
            synonym for synonym in row["synonyms"].split(";") if synonym and synonym not in known[1]
        )
    write(
        "competencies",
        ("name", "synonyms"),
        ((name, ";".join(synonyms)) for name, synonyms in names.values()),
    )


def derive_positions(shared: Path) -> None:
    """Write positions: base names of the 2024 vacancies and whether they are functional or executing."""
    kinds: dict[str, str] = {}
    for row in read(shared / "formasi_2024" / "formasi.csv.gz"):
        name = normal(row["jabatan_nm"])
        found = JENJANG.search(name)
        base = name[: found.start()].strip(" -") if found else name
        if found or base.startswith("DOSEN"):
            kinds[base] = "JF"
        else:
            kinds.setdefault(base, "PELAKSANA")
    write("positions", ("name", "kind"), sorted(kinds.items()))


def main() -> int:
    """Write every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SCRIPTS.parents[1] / "shared" / "data")
    shared: Path = parser.parse_args().shared
    derive_programmes(shared)
    derive_offices(shared)
    derive_lists(shared)
    derive_positions(shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())

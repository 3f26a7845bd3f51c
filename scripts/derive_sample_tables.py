"""Derive the small tables behind `penempatan contoh` from the public 2024 vacancy announcements.

    python scripts/derive_sample_tables.py ../shared/data

Writes aggregates only (names, codes, counts) into `src/penempatan/sample/data/`; what each table means is
said in the README there. Same input, same bytes.
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

TARGET = Path(__file__).resolve().parents[1] / "src" / "penempatan" / "sample" / "data"

MIN_ANNOUNCED = 20  # a position announced by fewer rows in the whole country stays out of the national table
MIN_AT_OFFICE = 4  # rows of a position at one kind of office
PROGRAMMES_PER_POSITION = 10
PROGRAMMES_PER_OFFICE = 24
CITY_WEIGHT = 5  # a row of the city says more about the city's lists than one from elsewhere

SPELLED_OTHERWISE = {
    "Rumah Sakit Daerah K.R.M.T. Wongsonegoro": "RSD K.R.M.T. Wongsonegoro",
    "Sekretariat Dewan Perwakilan Rakyat Daerah": "Sekretariat DPRD",
    "Badan Pengelolaan Keuangan dan Aset Daerah": "Badan Pengelola Keuangan dan Aset Daerah",
}

# What an office of another government is called here; the first pattern found in its unit path decides.
OFFICE_PATTERNS = (
    (r"RUMAH SAKIT|\bRSUD?\b", "RSD K.R.M.T. Wongsonegoro"),
    (r"DPRD|DEWAN PERWAKILAN", "Sekretariat DPRD"),
    (r"SEKRETARIAT DAERAH|SEKRETARIS DAERAH", "Sekretariat Daerah"),
    (r"INSPEKTORAT", "Inspektorat"),
    (r"PENDUDUK|KELUARGA BERENCANA|PUSKESMAS|DINAS KESEHATAN", ""),  # refined below
    (r"KEPEGAWAIAN", "Badan Kepegawaian, Pendidikan dan Pelatihan"),
    (r"KESATUAN BANGSA", "Badan Kesatuan Bangsa dan Politik"),
    (r"PENANGGULANGAN BENCANA", "Badan Penanggulangan Bencana Daerah"),
    (r"BADAN PENDAPATAN", "Badan Pendapatan Daerah"),
    (r"BADAN .*(KEUANGAN|ASET)", "Badan Pengelola Keuangan dan Aset Daerah"),
    (r"BADAN RISET|PENELITIAN", "Badan Riset dan Inovasi Daerah"),
    (r"PERENCANAAN PEMBANGUNAN", "Badan Perencanaan Pembangunan Daerah"),
    (r"PEMADAM", "Dinas Pemadam Kebakaran"),
    (r"PAMONG PRAJA", "Satuan Polisi Pamong Praja"),
    (r"PENANAMAN MODAL", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
    (r"PEMBERDAYAAN PEREMPUAN", "Dinas Pemberdayaan Perempuan dan Perlindungan Anak"),
    (r"DINAS SOSIAL", "Dinas Sosial"),
    (r"TENAGA KERJA|KETENAGAKERJAAN", "Dinas Tenaga Kerja"),
    (r"KOMUNIKASI", "Dinas Komunikasi, Informatika, Statistik dan Persandian"),
    (r"PERHUBUNGAN", "Dinas Perhubungan"),
    (r"LINGKUNGAN HIDUP", "Dinas Lingkungan Hidup"),
    (r"PERUMAHAN", "Dinas Perumahan dan Kawasan Permukiman"),
    (r"PEKERJAAN UMUM", "Dinas Pekerjaan Umum"),
    (r"TATA RUANG|PENATAAN RUANG|PERTANAHAN", "Dinas Penataan Ruang"),
    (r"PERPUSTAKAAN|KEARSIPAN", "Dinas Arsip dan Perpustakaan"),
    (r"KOPERASI", "Dinas Koperasi dan Usaha Mikro"),
    (r"PERDAGANGAN", "Dinas Perdagangan"),
    (r"PERINDUSTRIAN", "Dinas Perindustrian"),
    (r"PERIKANAN", "Dinas Perikanan"),
    (r"KETAHANAN PANGAN", "Dinas Ketahanan Pangan"),
    (r"PERTANIAN|PETERNAKAN|TANAMAN PANGAN", "Dinas Pertanian"),
    (r"PARIWISATA|KEBUDAYAAN(?<!PENDIDIKAN DAN KEBUDAYAAN)", "Dinas Kebudayaan dan Pariwisata"),
    (r"OLAH ?RAGA", "Dinas Kepemudaan dan Olahraga"),
    (r"PENDIDIKAN", "Dinas Pendidikan"),
    (r"KECAMATAN|KELURAHAN", "Kecamatan"),
)
HEALTH_OFFICES = (
    (r"PENCATATAN SIPIL", "Dinas Kependudukan dan Pencatatan Sipil"),
    (r"PUSKESMAS|DINAS KESEHATAN", "Dinas Kesehatan"),
    (r"PENGENDALIAN PENDUDUK|KELUARGA BERENCANA", "Dinas Pengendalian Penduduk dan Keluarga Berencana"),
)

Row = dict[str, str]


def squeeze(text: str) -> str:
    """Collapse blanks."""
    return " ".join(text.split())


def read(path: Path) -> list[Row]:
    """Read a CSV file, compressed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write one table with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(heading)
        table.writerows(rows)


def city_office(path: str) -> str:
    """Return the office of a unit path of the city under its name in the office table."""
    name = squeeze(path.split(" | ")[1])
    return SPELLED_OTHERWISE.get(name, name)


def office_alike(path: str) -> str:
    """Return the city's office that does the work of another government's unit path, or nothing."""
    upper = path.upper()
    for pattern, office in OFFICE_PATTERNS:
        if re.search(pattern, upper):
            if office:
                return office
            return next((name for inner, name in HEALTH_OFFICES if re.search(inner, upper)), "")
    return ""


def own_unit(path: str) -> str:
    """Return the unit path below the office without the office's short name behind each part."""
    parts = [squeeze(part) for part in path.split(" | ")[2:]]
    parts = [re.sub(r" - (Kec\. .+|Dis\w+|Dinkes|Dinsos|Satpol PP|RSD .+)$", "", part) for part in parts]
    parts = [re.sub(r"^Sub ?Bagian\b", "Subbagian", part) for part in parts]
    parts = [re.sub(r"^Sekretariat .+$", "Sekretariat", part) for part in parts]
    return " | ".join(parts)


def alternatives(row: Row) -> list[str]:
    """Return the accepted programmes of a row; a bar inside brackets belongs to the name."""
    parts = re.split(r" / (?![^()]*\))", row["kualifikasi_pendidikan"])
    return [squeeze(part) for part in parts if part.strip()]


def regional(rows: Iterable[Row]) -> Iterator[Row]:
    """Keep rows of cities and regencies."""
    for row in rows:
        if row["ins_nm"].startswith(("Pemerintah Kota", "Pemerintah Kab")):
            yield row


def quartiles(sizes: list[int]) -> tuple[int, int, int]:
    """Return the lower quartile, median and upper quartile (nearest rank)."""
    ordered = sorted(sizes)
    return tuple(ordered[(len(ordered) - 1) * share // 4] for share in (1, 2, 3))  # type: ignore[return-value]


def offices(target: Path, reference: Path) -> None:
    """offices.csv and skills.csv: the city's offices, where they are, and the skills of their work."""
    rows = read(reference / "opd_semarang.csv")
    write(
        target / "offices.csv",
        ("dinas", "singkatan", "kecamatan"),
        (
            (row["nama"], row["singkatan"], row["kecamatan_kantor"] or row["nama"].removeprefix("Kecamatan "))
            for row in rows
        ),
    )
    skills = ((row["opd"], row["keterampilan"]) for row in read(reference / "skills_vocab.csv"))
    write(target / "skills.csv", ("singkatan", "keterampilan"), skills)


def units(target: Path, city: list[Row], villages: list[Row]) -> None:
    """units.csv: units below the offices, the district their name tells, and how many rows name them."""
    districts = {squeeze(row["kecamatan"]) for row in villages}
    places = {name.replace(" ", ""): name for name in districts}
    places |= {row["kelurahan"].replace(" ", ""): squeeze(row["kecamatan"]) for row in villages}
    counts = Counter((city_office(row["lokasi_nm"]), own_unit(row["lokasi_nm"])) for row in city)
    for row in villages:
        counts[f"Kecamatan {squeeze(row['kecamatan'])}", f"Kelurahan {squeeze(row['kelurahan'])}"] += 1

    def district(unit: str) -> str:
        found = re.match(r"UPTD Puskesmas (.+)", unit)
        return places.get(found[1].replace(" ", ""), "") if found else ""

    rows = ((office, unit, district(unit), n) for (office, unit), n in sorted(counts.items()))
    write(target / "units.csv", ("dinas", "unit_kerja", "kecamatan", "formasi"), rows)


def main() -> int:
    """Derive all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path, help="folder of the shared reference data")
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write to")
    arguments = parser.parse_args()
    shared: Path = arguments.shared
    target: Path = arguments.target
    target.mkdir(parents=True, exist_ok=True)

    offices(target, shared / "reference")
    city = read(shared / "kota_semarang" / "formasi_cpns_2024.csv")
    elsewhere = list(regional(read(shared / "formasi_2024" / "formasi.csv.gz")))

    shape = Counter(
        (row["jabatan_nm"], city_office(row["lokasi_nm"]), int(row["jumlah_formasi"])) for row in city
    )
    write(
        target / "city_vacancies.csv",
        ("jabatan", "dinas", "jumlah", "formasi"),
        ((*key, n) for key, n in sorted(shape.items())),
    )

    units(target, city, read(shared / "kota_semarang" / "semarang_kelurahan_koordinat.csv"))

    announced = Counter(row["jabatan_nm"] for row in elsewhere)
    known = {name for name, n in announced.items() if n >= MIN_ANNOUNCED}
    at_office = Counter(
        (row["jabatan_nm"], office)
        for row in elsewhere
        if row["jabatan_nm"] in known and (office := office_alike(row["lokasi_nm"]))
    )
    national = sorted((*key, n) for key, n in at_office.items() if n >= MIN_AT_OFFICE)
    write(target / "national_positions.csv", ("jabatan", "dinas", "formasi"), national)

    wanted = {name for name, _, _ in national} | {row["jabatan_nm"] for row in city}
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    city_sizes: defaultdict[str, list[int]] = defaultdict(list)
    accepted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    employed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, weight, size_of in [(row, 1, sizes) for row in elsewhere] + [
        (row, CITY_WEIGHT, city_sizes) for row in city
    ]:
        listed = alternatives(row)
        office = city_office(row["lokasi_nm"]) if size_of is city_sizes else office_alike(row["lokasi_nm"])
        for programme in listed:
            if row["jabatan_nm"] in wanted:
                accepted[row["jabatan_nm"]][programme] += weight
            kind = "Kecamatan" if office.startswith("Kecamatan") else office
            if kind:  # hundredths of a seat: a seat is shared by the programmes that it accepts
                employed[kind][programme] += weight * int(row["jumlah_formasi"]) * 100 // len(listed)
        size_of[row["jabatan_nm"]].append(len(listed))
    positions = (
        (name, announced[name], *quartiles(city_sizes[name] or sizes[name])) for name in sorted(wanted)
    )
    write(
        target / "positions.csv",
        ("jabatan", "formasi", "daftar_pendek", "daftar_tengah", "daftar_panjang"),
        positions,
    )

    def top(counts: dict[str, Counter[str]], most: int) -> Iterator[tuple[object, ...]]:
        for name in sorted(counts):
            ranked = sorted(counts[name].items(), key=lambda item: (-item[1], item[0]))
            yield from ((name, programme, n) for programme, n in ranked[:most] if n > 0)

    accepted_rows = top({name: accepted[name] for name in wanted}, PROGRAMMES_PER_POSITION)
    write(target / "accepted_programmes.csv", ("jabatan", "pendidikan", "n"), accepted_rows)
    write(
        target / "employed_programmes.csv", ("dinas", "pendidikan", "n"), top(employed, PROGRAMMES_PER_OFFICE)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

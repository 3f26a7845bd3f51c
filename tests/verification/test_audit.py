"""The audit of a published result: sound as published, and every tampering named."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from penempatan.errors import VerificationError
from penempatan.intake.sources import locate_round
from penempatan.pipeline import plan_round
from penempatan.report.files import PLACEMENTS, PROOF, RECORD, WORKBOOK, sha256_of
from penempatan.verification.audit import AuditSummary, audit

if TYPE_CHECKING:
    from collections.abc import Callable

ANI, BUDI, CITRA = "199001012015032001", "198505052010011002", "199203032018032003"
EMPLOYEES = f"""NIP,Nama,Pendidikan,Status,Golongan,Jenis Jabatan,Jabatan,Dinas,TMT Jabatan,Predikat Kinerja
{ANI},Ani Kenari,S-1 AKUNTANSI,PNS,III/a,Pelaksana,Pengelola Keuangan,Dinas Sosial,2018-01-01,Baik
{BUDI},Budi Merpati,S-1 ILMU HUKUM,PNS,III/b,Pelaksana,Pengelola Hukum,Dinas Sosial,2017-01-01,Baik
{CITRA},Citra Gelatik,S-1 AKUNTANSI,PNS,III/a,Pelaksana,Pengelola Data,DISDAG,2019-01-01,Sangat Baik
"""
VACANCIES = """Kode Formasi,Jabatan,Dinas,Jenis Jabatan,Kualifikasi Pendidikan,Jumlah
F-1,Penelaah Laporan Keuangan,Dinas Perdagangan,Pelaksana,S-1 AKUNTANSI,1
F-2,Penelaah Produk Hukum,Dinas Sosial,Pelaksana,S-1 ILMU HUKUM,1
F-3,Penelaah Anggaran,Dinas Sosial,Pelaksana,S-1 AKUNTANSI,1
"""
RULES = '[ronde]\ntanggal = "2026-10-01"\n[batas]\npenempatan_maksimal = 2\n'
LOCKS = f"NIP,Kode Formasi,Jenis,Alasan\n{BUDI},F-2,tetap,arahan pimpinan\n"
TODAY = date(2026, 10, 1)


def write_round(folder: Path) -> Path:
    """Write the round: two seats may be filled, Budi is pinned, Citra beats Ani."""
    folder.mkdir()
    texts = {"pegawai.csv": EMPLOYEES, "formasi.csv": VACANCIES, "aturan.toml": RULES, "kunci.csv": LOCKS}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a round and its result, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("audit")
    plan_round(locate_round(write_round(folder / "ronde")), target=folder / "hasil", today=TODAY)
    return folder


@pytest.fixture
def place(published: Path, tmp_path: Path) -> Path:
    """Return a copy of the round and its result: `ronde` and `hasil`."""
    shutil.copytree(published, tmp_path / "kerja")
    return tmp_path / "kerja"


def faults(place: Path, round_: Path | None = None) -> str:
    """Return all that the audit of the copy complains about, as one text."""
    try:
        audit(place / "hasil", None if round_ is None else locate_round(round_))
    except VerificationError as error:
        return "\n".join(error.faults)
    return ""


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_json(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a JSON file in place."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def cover_tracks(place: Path) -> None:
    """Write the present hashes into the record, as a careful forger would."""

    def hashes(record: dict[str, Any]) -> None:
        for name in record["keluaran"]:
            record["keluaran"][name] = sha256_of(place / "hasil" / name)

    change_json(place / "hasil" / RECORD, hashes)


def test_published_result_is_sound(place: Path) -> None:
    """A result beside its round needs nothing else to be audited."""
    summary = audit(place / "hasil", None)
    assert isinstance(summary, AuditSummary)
    assert (summary.summary.employees, summary.summary.placed, summary.summary.openings) == (3, 2, 3)
    assert summary.inputs == ("pegawai.csv", "formasi.csv", "kunci.csv", "aturan.toml")
    assert summary.bound == summary.total_score
    assert (summary.decided, summary.other_version) == (0, False)


def test_result_can_be_audited_elsewhere(place: Path, tmp_path: Path) -> None:
    """A result whose round has moved is audited against the round that is named."""
    (place / "ronde").rename(tmp_path / "arsip")
    assert "berkas masukan pegawai.csv (pegawai) tidak ditemukan; beri" in faults(place)
    assert faults(place, tmp_path / "arsip") == ""


def test_no_absolute_path_is_recorded(place: Path) -> None:
    """The record finds its inputs relative to itself, and names no folder of the computer."""
    text = (place / "hasil" / RECORD).read_text(encoding="utf-8")
    assert '"lokasi": "../ronde/pegawai.csv"' in text
    assert str(place.parent) not in text


def test_decisions_do_not_spoil_a_result(place: Path) -> None:
    """The approver fills in and saves the workbook; the result stays sound and the decisions are counted."""
    workbook = openpyxl.load_workbook(place / "hasil" / WORKBOOK)
    sheet = workbook["Usulan"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("Keputusan") + 1).value = "Setuju"
    sheet.cell(3, headings.index("Catatan") + 1).value = "tunggu mutasi"
    workbook.save(place / "hasil" / WORKBOOK)
    assert audit(place / "hasil", None).decided == 2


@pytest.mark.parametrize("name", ["pegawai.csv", "formasi.csv", "kunci.csv", "aturan.toml"])
def test_changed_input_is_named(place: Path, name: str) -> None:
    """One byte more in any input is noticed, also where it means nothing."""
    with (place / "ronde" / name).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert f"berkas masukan {name} berubah sejak usulan dibuat" in faults(place)
    assert f"berkas masukan {name} berubah sejak usulan dibuat" in faults(place, place / "ronde")


def test_input_added_later_is_named(place: Path) -> None:
    """A table that the run did not know must not slip into the audit."""
    (place / "ronde" / "kompetensi.csv").write_text(
        f"NIP,Kompetensi,Level\n{ANI},Komunikasi,3\n", encoding="utf-8"
    )
    assert "masukan kompetensi (kompetensi.csv) ada pada ronde, tetapi tidak dipakai" in faults(
        place, place / "ronde"
    )


@pytest.mark.parametrize("name", [PLACEMENTS, PROOF, WORKBOOK])
def test_missing_output_is_named(place: Path, name: str) -> None:
    """A result that lacks a file is not whole."""
    (place / "hasil" / name).unlink()
    with pytest.raises(VerificationError, match=f"{name} tidak ada di folder hasil"):
        audit(place / "hasil", None)


def test_folder_without_a_record_is_no_result(tmp_path: Path) -> None:
    """An empty folder is refused in one sentence."""
    with pytest.raises(VerificationError, match="bukan folder hasil yang utuh"):
        audit(tmp_path, None)


def test_mixture_of_two_results_is_named(place: Path) -> None:
    """Files of another run are recognised by their hashes, before anything is computed."""
    other = place / "ronde2"
    shutil.copytree(place / "ronde", other)
    rewrite(other / "pegawai.csv", "Baik\n" + BUDI, "Sangat Baik\n" + BUDI)
    plan_round(locate_round(other), target=place / "hasil2", today=TODAY)
    shutil.copyfile(place / "hasil2" / PROOF, place / "hasil" / PROOF)
    assert f"{PROOF} berubah sejak usulan dibuat, atau berasal dari usulan lain" in faults(place)
    cover_tracks(place)
    assert f"{PROOF} milik usulan" in faults(place)


# --- tampering that leaves the hashes right


def tamper_placements(old: str, new: str) -> Callable[[Path], None]:
    """Change a text of penempatan.csv."""
    return lambda result: rewrite(result / PLACEMENTS, old, new)


def tamper_record(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Change rekam.json."""
    return lambda result: change_json(result / RECORD, change)


def tamper_proof(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Change bukti.json."""
    return lambda result: change_json(result / PROOF, change)


def tamper_workbook(heading: str, value: object) -> Callable[[Path], None]:
    """Change the first data cell under a heading of the sheet Usulan."""

    def change(result: Path) -> None:
        workbook = openpyxl.load_workbook(result / WORKBOOK)
        sheet = workbook["Usulan"]
        column = [cell.value for cell in sheet[1]].index(heading) + 1
        sheet.cell(2, column).value = value  # type: ignore[assignment]
        workbook.save(result / WORKBOOK)

    return change


def spoil_workbook(result: Path) -> None:
    """Make the workbook unreadable."""
    (result / WORKBOOK).write_bytes(b"PK\x03\x04 rusak")


def remove_row(result: Path) -> None:
    """Take Budi out of penempatan.csv."""
    path = result / PLACEMENTS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(BUDI)), encoding="utf-8")


FIGURES = (
    *("pegawai", "formasi", "lowongan", "pasangan_memenuhi_syarat"),
    *("ditempatkan", "lowongan_kosong", "belum_ditempatkan", "skor_rata_rata"),
)


def first(table: dict[str, int]) -> str:
    """Return the first key of a JSON object."""
    return next(iter(table))


def raise_price(proof: dict[str, Any], prices: str) -> None:
    """Raise the first price of a kind in the first stage by one."""
    table = proof["tahap"][0][prices]
    table[first(table)] += 1


TAMPERED: dict[str, tuple[Callable[[Path], None], str]] = {
    "another vacancy": (tamper_placements(",F-1,", ",F-3,"), f"NIP {CITRA} pada formasi F-3"),
    "unknown vacancy": (tamper_placements(",F-1,", ",F-9,"), f"NIP {CITRA} ditempatkan pada formasi F-9"),
    "another person": (
        tamper_placements(CITRA, ANI),
        f"NIP {ANI}: kolom nama tertulis “Citra Gelatik”, hasil hitung ulang “Ani Kenari”",
    ),
    "score": (
        tamper_placements(",96.00,", ",97.00,"),
        f"NIP {CITRA} pada formasi F-1: skor tertulis 97.00, hasil hitung ulang 96.00",
    ),
    "score as text": (tamper_placements(",96.00,", ",96,"), f"skor NIP {CITRA} tidak terbaca"),
    "component": (
        tamper_placements("96.00,100.00,,100.00", "96.00,100.00,,99.00"),
        f"NIP {CITRA}: kolom skor_kinerja tertulis “99.00”, hasil hitung ulang “100.00”",
    ),
    "name": (tamper_placements("Budi Merpati", "Budi"), "kolom nama tertulis “Budi”"),
    "heading": (tamper_placements("skor_luar", "skor_lain"), f"judul kolom {PLACEMENTS} bukan"),
    "pin gone": (remove_row, f"NIP {BUDI} dikunci pada formasi F-2, usulan: tidak ditempatkan"),
    "price of an employee": (
        tamper_proof(lambda proof: raise_price(proof, "harga_pegawai")),
        f"NIP {BUDI} dikunci, harganya harus 0",
    ),
    "price of a vacancy": (
        tamper_proof(lambda proof: raise_price(proof, "harga_formasi")),
        "tidak sama dengan nilai usulan",
    ),
    "price of a limit": (
        tamper_proof(lambda proof: raise_price(proof, "harga_batas")),
        "tidak sama dengan nilai usulan",
    ),
    "price left out": (
        tamper_proof(lambda proof: proof["tahap"][0]["harga_pegawai"].pop(ANI)),
        f"tidak ada harga untuk NIP {ANI}",
    ),
    "price of a stranger": (
        tamper_proof(lambda proof: proof["tahap"][0]["harga_formasi"].update({"F-9": 1})),
        "harga untuk formasi yang tidak ada pada masukan: F-9",
    ),
    "price as a fraction": (
        tamper_proof(lambda proof: proof["tahap"][0]["harga_pegawai"].update({ANI: 0.5})),
        f"harga_pegawai {ANI} bukan bilangan bulat",
    ),
    "multiplier": (
        tamper_proof(lambda proof: proof["tahap"][0]["tingkat"][0].update(pengali=1)),
        "bukti tahap 1: pengali tingkat prioritas (1) tidak melebihi",
    ),
    "stage left out": (tamper_proof(lambda proof: proof["tahap"].pop()), "tingkat tujuan"),
    "claimed value": (
        tamper_proof(lambda proof: proof["tahap"][0].update(nilai=1)),
        "bukti tahap 1: nilai usulan tertulis 1, hasil hitung ulang",
    ),
    "total": (
        tamper_record(lambda record: record["tujuan"].update(total_skor=19_100)),
        "total skor tertulis 191.00, hasil hitung ulang 190.00",
    ),
    "bound": (
        tamper_record(lambda record: record["tujuan"].update(batas_atas=19_100)),
        "status OPTIMAL, padahal selisihnya 1.00",
    ),
    "gap": (
        tamper_record(lambda record: record["tujuan"].update(selisih=1)),
        "selisih tertulis 1, hasil hitung ulang 0",
    ),
    "status": (
        tamper_record(lambda record: record.update(status="TIDAK_LAYAK")),
        "status TIDAK_LAYAK, padahal ada usulan",
    ),
    "unknown status": (
        tamper_record(lambda record: record.update(status="BAGUS")),
        "nilai status tidak dapat dipakai",
    ),
    "schema": (tamper_record(lambda record: record.update(skema="lain/9")), "skema 'lain/9' tidak dikenal"),
    "id": (tamper_record(lambda record: record.update(id="0" * 12)), "id tertulis 000000000000"),
    "date": (
        tamper_record(lambda record: record.update(tanggal_penilaian="2025-10-01")),
        "tanggal penilaian 2025-10-01 tidak sama dengan [ronde] tanggal 2026-10-01",
    ),
    "rule": (
        tamper_record(lambda record: record["aturan"]["bobot"].update(kinerja=50)),
        "aturan bobot.kinerja: tercatat 50, menurut aturan.toml 5",
    ),
    "unknown rule": (
        tamper_record(lambda record: record["aturan"]["syarat"].update(bebas=True)),
        "[syarat] bebas: kunci tidak dikenal",
    ),
    "input left out": (
        tamper_record(
            lambda record: record.update(
                masukan=[one for one in record["masukan"] if one["peran"] != "kunci"]
            )
        ),
        "id tertulis",
    ),
    "rows of an input": (
        tamper_record(lambda record: record["masukan"][0].update(baris=4)),
        "masukan pegawai (pegawai.csv): tercatat 4 baris, terbaca 3",
    ),
    **{
        f"figure {key}": (
            tamper_record(lambda record, key=key: record["ringkasan"].update({key: 99})),  # type: ignore[misc]
            f"ringkasan {key} tertulis 99",
        )
        for key in FIGURES
    },
    "score in the workbook": (
        tamper_workbook("Skor", 99.5),
        f"{WORKBOOK}, NIP {CITRA} pada formasi F-1: skor tertulis 99.50",
    ),
    "person in the workbook": (
        tamper_workbook("NIP", ANI),
        f"{WORKBOOK}: NIP {ANI} pada formasi F-1 tidak ada pada {PLACEMENTS}",
    ),
    "vacancy in the workbook": (
        tamper_workbook("Kode Formasi", "F-3"),
        f"{WORKBOOK}: NIP {CITRA} pada formasi F-1 hilang",
    ),
    "workbook that is none": (
        spoil_workbook,
        f"{WORKBOOK} tidak terbaca",
    ),
}


@pytest.mark.parametrize(("tamper", "complaint"), TAMPERED.values(), ids=list(TAMPERED))
def test_tampering_is_named(place: Path, tamper: Callable[[Path], None], complaint: str) -> None:
    """Every single change is refused with a sentence that names it, although all hashes are right again."""
    tamper(place / "hasil")
    cover_tracks(place)
    assert complaint in faults(place)


def test_changed_output_is_named_by_its_hash(place: Path) -> None:
    """Without new hashes even a change that means nothing is noticed, and one that does is named besides."""
    with (place / "hasil" / PROOF).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert faults(place) == f"{PROOF} berubah sejak usulan dibuat, atau berasal dari usulan lain"
    rewrite(place / "hasil" / PLACEMENTS, ",96.00,", ",97.00,")
    assert f"{PLACEMENTS} berubah sejak usulan dibuat" in faults(place)
    assert "skor tertulis 97.00, hasil hitung ulang 96.00" in faults(place)


def test_round_in_one_workbook(tmp_path: Path) -> None:
    """A round whose tables are sheets of one workbook is found again and audited like any other."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, text in (("Pegawai", EMPLOYEES), ("Formasi", VACANCIES), ("Kunci", LOCKS)):
        sheet = workbook.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    workbook.save(tmp_path / "ronde.xlsx")
    plan_round(locate_round(tmp_path / "ronde.xlsx"), target=tmp_path / "hasil", today=TODAY)
    assert audit(tmp_path / "hasil", None).inputs == ("ronde.xlsx",)
    assert audit(tmp_path / "hasil", locate_round(tmp_path / "ronde.xlsx")).summary.placed == 3


def test_run_without_rules_is_judged_by_the_defaults(tmp_path: Path) -> None:
    """Without aturan.toml the recorded rules must be the packaged ones, dated on the day of the run."""
    folder = write_round(tmp_path / "ronde")
    (folder / "aturan.toml").unlink()
    plan_round(locate_round(folder), target=tmp_path / "hasil", today=TODAY)
    assert audit(tmp_path / "hasil", None).judged_on == TODAY
    change_json(tmp_path / "hasil" / RECORD, lambda record: record["aturan"]["syarat"].update(golongan=False))
    assert "aturan syarat.golongan: tercatat False, menurut aturan bawaan True" in faults(tmp_path)

"""bukti.json: written for anyone to check, read back without believing it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import make_scored_problem
from penempatan.domain.plan import Certificate, CutCertificate, StageCertificate, TierCertificate, TierWeight
from penempatan.report.proof import ProofUnreadableError, read_proof, write_proof

if TYPE_CHECKING:
    from pathlib import Path

PROBLEM = make_scored_problem("F1 F2\nA 90 80\nB 70 20")
CERTIFICATE = Certificate(
    (
        StageCertificate(
            (TierWeight("prioritas", 1 << 55), TierWeight("kesesuaian", 1)),
            (8_000, (1 << 57) + 1),
            (2_000, -5),
            (("masuk:Dinas Sosial", 3), ("penempatan", 0)),
            15_000,
        ),
        StageCertificate((TierWeight("undian", 1),), (0, 1), (2, 3), (("a", 0),), 7),
    )
)

BESIDE = Certificate(
    tiers=(
        TierCertificate(
            "prioritas:1", 1, (0, 1), (2, 0), (("a", 0), ("irisan:0000", 3)), (), 4, searched=False
        ),
        TierCertificate("undian", 6, (0, 1), (2, 3), (("a", -1), ("irisan:0000", 0)), (5,), 7, searched=True),
    ),
    cuts=(CutCertificate("irisan:0000", 2, ((1, 1),), ((0, 1),), (("a", 1),)),),
)


def test_certificate_beside_the_network_survives_the_file(tmp_path: Path) -> None:
    """Tiers and the multipliers of cuts come back by NIP, kode formasi and limit."""
    write_proof(tmp_path / "b.json", PROBLEM, BESIDE, "abc")
    assert read_proof(tmp_path / "b.json", PROBLEM) == ("abc", BESIDE)
    (cut,) = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["irisan"]
    assert (cut["pengali_pegawai"], cut["pengali_formasi"]) == ({"B": 1}, {"F1": 1})


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"irisan":[', '"irisan":[7,', "daftar irisan tidak terbaca"),
        ('"pembagi":2', '"pembagi":"2"', "pembagi bukan bilangan bulat"),
        ('"pengali_pegawai":{"B":1}', '"pengali_pegawai":{"Z":1}', "menyebut yang tidak ada pada masukan: Z"),
        ('"pengali_batas":{"a":1}', '"lain":{}', "pengali_batas tidak ada"),
    ],
)
def test_damaged_cut_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """A cut that cannot be read is named like any other damage."""
    path = tmp_path / "b.json"
    write_proof(path, PROBLEM, BESIDE, "abc")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProofUnreadableError, match=complaint):
        read_proof(path, PROBLEM)


def test_certificate_survives_the_file(tmp_path: Path) -> None:
    """What is read back is what was written, to the last unit of numbers beyond 2^53."""
    write_proof(tmp_path / "b.json", PROBLEM, CERTIFICATE, "abc")
    assert read_proof(tmp_path / "b.json", PROBLEM) == ("abc", CERTIFICATE)


def test_prices_stand_by_name(tmp_path: Path) -> None:
    """A stranger finds the price of a person by NIP and of a vacancy by its code."""
    write_proof(tmp_path / "b.json", PROBLEM, CERTIFICATE, "abc")
    stage = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["tahap"][0]
    assert stage["harga_pegawai"]["A"] == 8_000
    assert stage["harga_formasi"]["F2"] == -5
    assert stage["harga_batas"]["masuk:Dinas Sosial"] == 3
    assert stage["tingkat"][1] == {"tujuan": "kesesuaian", "pengali": 1}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"A":8000', '"A":8000.5', "harga_pegawai A bukan bilangan bulat"),
        ('"A":8000', '"A":true', "harga_pegawai A bukan bilangan bulat"),
        ('"A":8000', '"A":NaN', "harga_pegawai A bukan bilangan bulat"),
        ('"A":8000', '"A":8000,"A":1', "tidak terbaca sebagai JSON"),
        ('"A":8000', '"Z":8000', "tidak ada pada masukan: Z"),
        ('"A":8000,', "", "tidak ada harga untuk NIP A"),
        ('"A":8000', '"A":' + "9" * 5_000, "tidak terbaca sebagai JSON"),
        ('"harga_formasi":{"F1":2000,"F2":-5},', "", "harga_formasi tidak ada"),
        ('"nilai":15000', '"nilai":"15000"', "nilai bukan bilangan bulat"),
        ('"pengali":1}],"nilai":15000', '"pengali":null}],"nilai":15000', "pengali bukan bilangan bulat"),
        ("penempatan.bukti/1", "penempatan.bukti/2", "tidak dikenal"),
        ('"tahap":[', '"tahap":[7,', "bukan objek"),
        ('"tahap":[', '"lain":[', "daftar tahap tidak ada"),
        ("{", "", "tidak terbaca sebagai JSON"),
    ],
)
def test_damaged_proof_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """Every damage is named; nothing is guessed or filled in."""
    path = tmp_path / "b.json"
    write_proof(path, PROBLEM, CERTIFICATE, "abc")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProofUnreadableError, match=complaint):
        read_proof(path, PROBLEM)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """A file made to exhaust the parser is refused like any other."""
    (tmp_path / "b.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(ProofUnreadableError, match="tidak terbaca sebagai JSON"):
        read_proof(tmp_path / "b.json", PROBLEM)

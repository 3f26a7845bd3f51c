"""Closed lists in their written variants: status, rating, discipline, certificates, competencies, …"""

from __future__ import annotations

from datetime import date

import pytest

from penempatan.domain.employee import (
    Certificate,
    Discipline,
    DisciplineLevel,
    EmploymentStatus,
    LegalStanding,
    PerformanceRating,
)
from penempatan.domain.position import PositionType
from penempatan.knowledge.certificates import all_certificates, canonical_certificate, read_certificates
from penempatan.knowledge.codes import (
    read_discipline,
    read_legal_standing,
    read_performance,
    read_position_type,
    read_status,
)
from penempatan.knowledge.competencies import MANAGERIAL, all_competencies, canonical_competency
from penempatan.knowledge.text import key, normal, says_nothing


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("PNS", EmploymentStatus.PNS),
        ("P", EmploymentStatus.PNS),
        ("Pegawai Negeri Sipil Daerah", EmploymentStatus.PNS),
        ("cpns", EmploymentStatus.CPNS),
        ("Calon PNS", EmploymentStatus.CPNS),
        ("P3K", EmploymentStatus.PPPK),
        ("PPPK Paruh Waktu", EmploymentStatus.PPPK_PART_TIME),
        ("Aktif", None),
        ("", None),
    ],
)
def test_status(text: str, status: EmploymentStatus | None) -> None:
    """Long and short forms of a status; a standing is no status."""
    assert read_status(text) is status


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Aktif", LegalStanding.ACTIVE),
        ("PPPK Aktif", LegalStanding.ACTIVE),
        ("01", LegalStanding.ACTIVE),
        ("1", LegalStanding.ACTIVE),
        ("11", LegalStanding.SECONDED),
        ("CLTN", LegalStanding.UNPAID_LEAVE),
        ("Tugas Belajar", LegalStanding.STUDY_LEAVE),
        ("Pemberhentian Sementara", LegalStanding.SUSPENDED),
        ("Pejabat Negara", LegalStanding.STATE_OFFICIAL),
        ("MPP", LegalStanding.PRE_RETIREMENT),
        ("Pensiun", LegalStanding.OTHER_INACTIVE),
        ("PNS kena hukuman disiplin", LegalStanding.OTHER_INACTIVE),
        ("zzz", LegalStanding.UNREADABLE),
        ("", LegalStanding.UNREADABLE),
    ],
)
def test_legal_standing(text: str, standing: LegalStanding) -> None:
    """BKN codes and labels; what is unreadable is said to be, and never taken for active."""
    assert read_legal_standing(text) is standing


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Sangat Baik", PerformanceRating.VERY_GOOD),
        ("BAIK", PerformanceRating.GOOD),
        ("Butuh perbaikan", PerformanceRating.NEEDS_IMPROVEMENT),
        ("Cukup", PerformanceRating.NEEDS_IMPROVEMENT),
        ("Kurang/Misconduct", PerformanceRating.POOR),
        ("Sangat Kurang", PerformanceRating.VERY_POOR),
        ("Lumayan", None),
        ("", None),
    ],
)
def test_performance(text: str, rating: PerformanceRating | None) -> None:
    """Predikat in present and older wording."""
    assert read_performance(text) is rating


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", PositionType.STRUCTURAL),
        ("2", PositionType.FUNCTIONAL),
        ("4", PositionType.EXECUTING),
        ("Fungsional Umum", PositionType.EXECUTING),
        ("Fungsional Tertentu", PositionType.FUNCTIONAL),
        ("Pimpinan Tinggi Pratama", PositionType.STRUCTURAL),
        ("JFU", PositionType.EXECUTING),
        ("3", None),
        ("", None),
    ],
)
def test_position_type(text: str, kind: PositionType | None) -> None:
    """SIASN codes and labels; "fungsional umum" is pelaksana."""
    assert read_position_type(text) is kind


@pytest.mark.parametrize(
    ("text", "discipline"),
    [
        ("Sedang s.d. 2027-01-31", Discipline(DisciplineLevel.MODERATE, date(2027, 1, 31))),
        ("Sedang sampai dengan 31 Januari 2027", Discipline(DisciplineLevel.MODERATE, date(2027, 1, 31))),
        ("Berat (1-2-2026 s.d. 31-1-2027)", Discipline(DisciplineLevel.SEVERE, date(2027, 1, 31))),
        ("Hukuman Disiplin Ringan", Discipline(DisciplineLevel.LIGHT)),
        ("Teguran lisan", Discipline(DisciplineLevel.LIGHT)),
        ("B2", Discipline(DisciplineLevel.SEVERE)),
        ("Sedang Diperiksa", Discipline(DisciplineLevel.UNDER_EXAMINATION)),
        ("Sedang dalam pemeriksaan", Discipline(DisciplineLevel.UNDER_EXAMINATION)),
        ("Tidak ada", Discipline(DisciplineLevel.NONE)),
        ("-", Discipline(DisciplineLevel.NONE)),
        ("Nihil", Discipline(DisciplineLevel.NONE)),
        ("", None),
        ("menunggu kabar", None),
    ],
)
def test_discipline(text: str, discipline: Discipline | None) -> None:
    """Level and last date; "sedang diperiksa" is no sanction of the middle level; blank is not "none"."""
    assert read_discipline(text) == discipline


@pytest.mark.parametrize(
    ("text", "certificates"),
    [
        ("STR s.d. 2027-05-01; PBJ Level 1", (("STR", date(2027, 5, 1)), ("PBJ-1", None))),
        ("STR (berlaku s.d. 1 Mei 2027), SIP", (("STR", date(2027, 5, 1)), ("SIP", None))),
        ("STR s/d 31-12-2026", (("STR", date(2026, 12, 31)),)),
        ("Surat Tanda Registrasi", (("STR", None),)),
        ("STR seumur hidup", (("STR", None),)),
        ("Diklatpim IV\nSIM BII Umum", (("PKP", None), ("SIM", None))),
        ("STR s.d. 2026-01-01; STR s.d. 2027-01-01", (("STR", date(2027, 1, 1)),)),
        ("STR; STR s.d. 2027-01-01", (("STR", None),)),
        ("Juru Masak s.d. 01-02-2026", (("JURU MASAK", date(2026, 2, 1)),)),
        ("-", ()),
        ("", ()),
    ],
)
def test_certificates(text: str, certificates: tuple[tuple[str, date | None], ...]) -> None:
    """Codes, synonyms, end dates; a certificate without an end date outlasts one with."""
    assert read_certificates(text) == tuple(Certificate(*one) for one in certificates)


def test_every_certificate_is_found_by_code_and_name() -> None:
    """The table's own codes and names lead to themselves; others are told to be unknown."""
    for code, name in all_certificates():
        assert canonical_certificate(code) == canonical_certificate(name) == (code, True)
    assert canonical_certificate("Sertifikat Juru Masak") == ("SERTIFIKAT JURU MASAK", False)


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("komunikasi", "Komunikasi", True),
        ("Kerja Sama", "Kerjasama", True),
        ("PELAYANAN PUBLIK", "Pelayanan Publik", True),
        ("layanan prima", "Pelayanan Publik", True),
        ("Rekam Medis", "Rekam medis", True),
        ("Sosial Kultural", "Perekat Bangsa", True),
        ("bahasa isyarat", "Bahasa isyarat", False),
        ("MRI", "Mri", False),
        ("Merangkai Bunga", "Merangkai bunga", False),
    ],
)
def test_competencies(text: str, name: str, known: bool) -> None:
    """Names and synonyms; a synonym of two competencies is not decided."""
    assert canonical_competency(text) == (name, known)


def test_the_nine_come_first() -> None:
    """The nine of PermenPANRB 38/2017 open the list, every name leads to itself, none occurs twice."""
    names = all_competencies()
    assert names[:9] == MANAGERIAL
    assert len(names) == len({key(name) for name in names}) > 200
    assert all(canonical_competency(name) == (name, True) for name in names)


def test_folding_text() -> None:
    """Case, blanks, NBSP, invisible characters and full-width forms do not count."""
    assert normal("  Dinas\N{NO-BREAK SPACE} \tkesehatan\N{ZERO WIDTH SPACE}\n") == "DINAS KESEHATAN"
    assert normal("\N{FULLWIDTH LATIN CAPITAL LETTER S}-1") == "S-1"
    assert key("S.K.M. & Co") == "SKMDANCO"
    assert says_nothing(" Tidak  Ada ") and says_nothing("") and not says_nothing("S-1")

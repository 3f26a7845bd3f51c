"""What follows from the name of a post: its tier, kind, pay class, ranks and whether it heals."""

from __future__ import annotations

from penempatan.domain.position import PositionTier

_HEALTH_STEMS = (
    "DOKTER",
    "PERAWAT",
    "BIDAN",
    "APOTEKER",
    "NUTRISIONIS",
    "SANITASI LINGKUNGAN",
    "RADIOGRAFER",
    "REKAM MEDIS",
    "PEREKAM MEDIS",
    "FISIOTERAPIS",
    "LABORATORIUM KESEHATAN",
    "TERAPIS",
    "ELEKTROMEDIS",
    "ANESTESI",
    "TRANSFUSI DARAH",
    "REFRAKSIONIS",
    "PSIKOLOG KLINIS",
    "FISIKAWAN MEDIS",
)
_TIERS_IN_NAMES = (
    ("AHLI PERTAMA", PositionTier.AHLI_PERTAMA),
    ("AHLI MUDA", PositionTier.AHLI_MUDA),
    ("AHLI MADYA", PositionTier.AHLI_MADYA),
    ("TERAMPIL", PositionTier.TERAMPIL),
    ("MAHIR", PositionTier.MAHIR),
    ("PENYELIA", PositionTier.PENYELIA),
    ("PEMULA", PositionTier.PEMULA),
)
_CLASSES = {
    PositionTier.PEMULA: 5,
    PositionTier.TERAMPIL: 6,
    PositionTier.MAHIR: 7,
    PositionTier.PENYELIA: 8,
    PositionTier.AHLI_PERTAMA: 8,
    PositionTier.AHLI_MUDA: 9,
    PositionTier.AHLI_MADYA: 11,
    PositionTier.PENGAWAS: 9,
    PositionTier.ADMINISTRATOR: 11,
    PositionTier.JPT_PRATAMA: 14,
}
# Level of the managerial competencies that a tier asks for (PermenPANRB 38/2017, domain brief 1.2).
COMPETENCY_LEVELS = {
    PositionTier.PELAKSANA: 1,
    PositionTier.PEMULA: 1,
    PositionTier.TERAMPIL: 1,
    PositionTier.MAHIR: 2,
    PositionTier.PENYELIA: 3,
    PositionTier.AHLI_PERTAMA: 2,
    PositionTier.AHLI_MUDA: 3,
    PositionTier.AHLI_MADYA: 4,
    PositionTier.PENGAWAS: 2,
    PositionTier.ADMINISTRATOR: 3,
    PositionTier.JPT_PRATAMA: 4,
}


def tier_of(position: str) -> PositionTier:
    """Return the tier that a post of the announcements says in its name; one without is pelaksana."""
    return next((tier for words, tier in _TIERS_IN_NAMES if words in position), PositionTier.PELAKSANA)


def at_tier(position: str, tier: PositionTier) -> str:
    """Return the name of the same functional post at another tier."""
    words = next(words for words, own in _TIERS_IN_NAMES if words in position)
    return position.replace(words, tier.label.upper(), 1)


def pay_class(position: str, tier: PositionTier) -> int:
    """Return a plausible Kelas Jabatan; the real one is set by each city (Perwal)."""
    if tier is PositionTier.PELAKSANA:
        return 7 if position.startswith(("PENATA", "PENELAAH", "PAMONG", "PENYUSUN")) else 6
    return _CLASSES[tier] + (position.startswith("DOKTER") and tier is not PositionTier.TERAMPIL)


def heals(position: str) -> bool:
    """Whether the post asks for a registration (STR)."""
    return any(stem in position for stem in _HEALTH_STEMS)

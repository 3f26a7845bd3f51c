"""Posts: their kind and tier. Source: UU 20/2023, PermenPANRB 1/2023 and 45/2022."""

from __future__ import annotations

from enum import Enum


class PositionType(Enum):
    """Jenis jabatan."""

    STRUCTURAL = "Struktural"
    FUNCTIONAL = "Fungsional"
    EXECUTING = "Pelaksana"


class TierFamily(Enum):
    """Career families; standings are compared inside a family (and across, where R18 says how)."""

    STRUCTURAL = "manajerial"
    EXPERT = "JF keahlian"
    SKILLED = "JF keterampilan"


class PositionTier(Enum):
    """Jenjang jabatan with its family and its standing inside the service (higher is higher)."""

    PELAKSANA = ("Pelaksana", TierFamily.STRUCTURAL, 1)
    PENGAWAS = ("Pengawas", TierFamily.STRUCTURAL, 3)
    ADMINISTRATOR = ("Administrator", TierFamily.STRUCTURAL, 4)
    JPT_PRATAMA = ("JPT Pratama", TierFamily.STRUCTURAL, 5)
    JPT_MADYA = ("JPT Madya", TierFamily.STRUCTURAL, 6)
    AHLI_PERTAMA = ("Ahli Pertama", TierFamily.EXPERT, 2)
    AHLI_MUDA = ("Ahli Muda", TierFamily.EXPERT, 3)
    AHLI_MADYA = ("Ahli Madya", TierFamily.EXPERT, 4)
    AHLI_UTAMA = ("Ahli Utama", TierFamily.EXPERT, 5)
    PEMULA = ("Pemula", TierFamily.SKILLED, 1)
    TERAMPIL = ("Terampil", TierFamily.SKILLED, 1)
    MAHIR = ("Mahir", TierFamily.SKILLED, 2)
    PENYELIA = ("Penyelia", TierFamily.SKILLED, 3)

    def __init__(self, label: str, family: TierFamily, standing: int) -> None:
        self.label = label
        self.family = family
        self.standing = standing

    @property
    def position_type(self) -> PositionType:
        """The kind of post this tier belongs to."""
        if self is PositionTier.PELAKSANA:
            return PositionType.EXECUTING
        return PositionType.STRUCTURAL if self.family is TierFamily.STRUCTURAL else PositionType.FUNCTIONAL

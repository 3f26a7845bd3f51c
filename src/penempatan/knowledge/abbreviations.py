"""Shortened words inside a programme's name: "T. Sipil", "Tek. Informasi", "Pend. Bhs. Ing."."""

from __future__ import annotations

from itertools import product

_MEANT = {
    "ADMIN": ("ADMINISTRASI",),
    "AGB": ("AGRIBISNIS",),
    "AGM": ("AGAMA",),
    "AKT": ("AKUNTANSI",),
    "AKUNT": ("AKUNTANSI",),
    "B": ("BAHASA",),
    "BIO": ("BIOLOGI",),
    "BUDI": ("BUDIDAYA",),
    "EK": ("EKONOMI",),
    "EKO": ("EKONOMI",),
    "FAR": ("FARMASI",),
    "HUB": ("HUBUNGAN",),
    "HKM": ("HUKUM",),
    "IND": ("INDONESIA", "INDUSTRI"),
    "INDO": ("INDONESIA",),
    "INF": ("INFORMATIKA", "INFORMASI"),
    "INFO": ("INFORMATIKA", "INFORMASI"),
    "ING": ("INGGRIS",),
    "INGG": ("INGGRIS",),
    "INT": ("INTERNASIONAL",),
    "ISL": ("ISLAM",),
    "JAR": ("JARINGAN",),
    "KEB": ("KEBIDANAN",),
    "KEP": ("KEPERAWATAN",),
    "KEU": ("KEUANGAN",),
    "KOM": ("KOMUNIKASI", "KOMPUTER"),
    "KOMP": ("KOMPUTER",),
    "LING": ("LINGKUNGAN",),
    "MAN": ("MANAJEMEN",),
    "MANJ": ("MANAJEMEN",),
    "MNJ": ("MANAJEMEN",),
    "MNJMN": ("MANAJEMEN",),
    "MTK": ("MATEMATIKA",),
    "NEG": ("NEGARA",),
    "P": ("PENDIDIKAN",),
    "PEM": ("PEMERINTAHAN", "PEMBANGUNAN"),
    "PEMB": ("PEMBANGUNAN",),
    "PEMERINT": ("PEMERINTAHAN",),
    "PERK": ("PERKANTORAN",),
    "PERT": ("PERTANIAN",),
    "PSI": ("PSIKOLOGI",),
    "PUB": ("PUBLIK",),
    "SEJ": ("SEJARAH",),
    "SIS": ("SISTEM",),
    "SOS": ("SOSIAL",),
    "T": ("TEKNIK",),
    "TEK": ("TEKNIK", "TEKNOLOGI"),
    "TEKNO": ("TEKNOLOGI",),
}
_MOST = 16
_NEVER_SHORT = frozenset(
    {"TEKNOLOGI SIPIL", "TEKNOLOGI MESIN", "TEKNOLOGI ELEKTRO"}
)  # so "Tek. Sipil" is clear


def spelled_out(name: str) -> tuple[str, ...]:
    """Every name that a folded name with shortened words may stand for; () where no word is shortened."""
    words = name.replace(".", " ").split()
    choices = [_MEANT.get(word, (word,)) for word in words]
    if all(choice == (word,) for choice, word in zip(choices, words, strict=True)):
        return ()
    found = (" ".join(chosen) for chosen in product(*choices))
    names = tuple(name for name in found if name not in _NEVER_SHORT)
    return names if len(names) <= _MOST else ()

"""The rules of a round as frozen dataclasses; each field carries its Indonesian key of `aturan.toml`.

The TOML shape is derived from these classes (see `loader.py`), so there is no second table of names.
Percentages 0–100 of the file are kept as integer hundredths 0..10000; weights as integer thousandths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any


def toml(key: str, **metadata: Any) -> dict[str, Any]:
    """Field metadata: the TOML key, and what the loader needs to read its value.

    `unit` is "percent" (0–100), "weight" (≥ 0) or "points" (0–5) where the file writes a decimal figure;
    `least` (0 unless told) and `most` bound a whole number.
    """
    return {"toml": key, **metadata}


class Mode(Enum):
    """How seats come about."""

    FILL = "isi"
    REARRANGE = "penataan"


class EducationRule(Enum):
    """How strictly the programme must match the vacancy's list (R06)."""

    LISTED = "tercantum"
    NEAR = "dekat"
    FREE = "bebas"


class NearnessBasis(Enum):
    """What grades an education that a list does not name."""

    PRECEDENT = "preseden"
    LADDER = "tangga"


class PppkRule(Enum):
    """What PPPK may do (R02)."""

    LOCKED = "kunci"
    RELOCATE = "relokasi"
    FREE = "bebas"


class CompetencyTestRule(Enum):
    """How the competency test for entering a functional post is treated (R20)."""

    REQUIRED = "wajib"
    VERIFY = "verifikasi"
    FREE = "bebas"


class CompetencyMethod(Enum):
    """How levels held and required become points."""

    COVERAGE = "cakupan"
    GAP = "gap"


class Goal(Enum):
    """Tiers of the objective, in the order that `[tujuan] urutan` gives."""

    PRIORITY = "prioritas"
    MUST_PLACE = "wajib"
    FIT = "kesesuaian"
    FEWEST_MOVES = "perpindahan"
    LOT = "undian"
    STABILITY = "ketetapan"
    FAIRNESS = "pemerataan"
    WORST_OFF = "terlemah"
    WISHES = "minat"


class ComponentKey(Enum):
    """Components of the score."""

    EDUCATION = "pendidikan"
    COMPETENCY = "kompetensi"
    PERFORMANCE = "kinerja"
    EXPERIENCE = "pengalaman"
    PREFERENCE = "minat"
    COMMUTE = "jarak"
    EXTERNAL = "luar"


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """[ronde]"""

    name: str = field(default="Ronde penempatan", metadata=toml("nama"))
    judged_on: date | None = field(default=None, metadata=toml("tanggal"))  # None: the day of the run
    mode: Mode = field(default=Mode.FILL, metadata=toml("mode"))


@dataclass(frozen=True, slots=True)
class EligibilitySettings:
    """[syarat]: every hard rule and its parameter."""

    active: bool = field(default=True, metadata=toml("pegawai_aktif"))  # R01
    pppk: PppkRule = field(default=PppkRule.LOCKED, metadata=toml("pppk"))  # R02
    cpns_stay: bool = field(default=True, metadata=toml("cpns_tetap"))  # R03
    special_standing_stays: bool = field(default=True, metadata=toml("kedudukan_khusus_tetap"))  # R04
    level: bool = field(default=True, metadata=toml("jenjang_pendidikan"))  # R05
    education: EducationRule = field(default=EducationRule.LISTED, metadata=toml("pendidikan"))  # R06
    nearness_min: int = field(default=6000, metadata=toml("kedekatan_minimal", unit="percent"))
    score_min: int = field(default=0, metadata=toml("skor_minimal", unit="percent"))
    years_in_post_min: int = field(default=2, metadata=toml("masa_jabatan_minimal_tahun", most=40))  # R11
    retirement: bool = field(default=True, metadata=toml("batas_usia_pensiun"))  # R13
    retirement_notice_months: int = field(default=12, metadata=toml("peringatan_pensiun_bulan", most=120))
    age_max: bool = field(default=True, metadata=toml("usia_maksimal"))  # R14
    rank: bool = field(default=True, metadata=toml("golongan"))  # R15
    no_skipping: bool = field(default=True, metadata=toml("larang_lompat_jenjang"))  # R16
    no_demotion: bool = field(default=True, metadata=toml("larang_penurunan_jabatan"))  # R18
    competency_test: CompetencyTestRule = field(
        default=CompetencyTestRule.VERIFY, metadata=toml("uji_kompetensi_jf")
    )  # R20
    registration: bool = field(default=True, metadata=toml("str_tenaga_kesehatan"))  # R21
    certificates: bool = field(default=True, metadata=toml("sertifikat"))  # R23
    performance: bool = field(default=True, metadata=toml("kinerja_minimal_baik"))  # R24
    discipline: bool = field(default=True, metadata=toml("hukuman_disiplin"))  # R25
    outside_approval: bool = field(default=True, metadata=toml("jabatan_izin_luar"))  # R39
    external_only: bool = field(default=False, metadata=toml("hanya_skor_luar"))
    not_worse: bool = field(default=False, metadata=toml("tidak_lebih_buruk"))  # R19, R32, R34
    gain_min: int = field(default=0, metadata=toml("kenaikan_minimal", unit="percent"))  # R34; 0: off
    long_in_post_years: int = field(default=5, metadata=toml("catatan_lama_jabatan_tahun", most=40))  # R12


@dataclass(frozen=True, slots=True)
class RetirementAges:
    """[bup]: retirement ages in years (UU 20/2023 Ps. 55; to be confirmed per JF by BKPP)."""

    default: int = field(default=58, metadata=toml("bawaan", least=50, most=75))
    high_leadership: int = field(default=60, metadata=toml("jpt", least=50, most=75))
    ahli_madya: int = field(default=60, metadata=toml("ahli_madya", least=50, most=75))
    ahli_utama: int = field(default=65, metadata=toml("ahli_utama", least=50, most=75))
    teacher: int = field(default=60, metadata=toml("guru", least=50, most=75))


@dataclass(frozen=True, slots=True)
class TierRanks:
    """[golongan_jenjang]: `[lowest, highest]` PNS rank of a functional tier, as labels."""

    pemula: tuple[str, str] = field(default=("II/a", "II/a"), metadata=toml("pemula"))
    terampil: tuple[str, str] = field(default=("II/b", "II/d"), metadata=toml("terampil"))
    mahir: tuple[str, str] = field(default=("III/a", "III/b"), metadata=toml("mahir"))
    penyelia: tuple[str, str] = field(default=("III/c", "III/d"), metadata=toml("penyelia"))
    ahli_pertama: tuple[str, str] = field(default=("III/a", "III/b"), metadata=toml("ahli_pertama"))
    ahli_muda: tuple[str, str] = field(default=("III/c", "III/d"), metadata=toml("ahli_muda"))
    ahli_madya: tuple[str, str] = field(default=("IV/a", "IV/c"), metadata=toml("ahli_madya"))
    ahli_utama: tuple[str, str] = field(default=("IV/d", "IV/e"), metadata=toml("ahli_utama"))


@dataclass(frozen=True, slots=True)
class Weights:
    """[bobot]: relative weights in thousandths; only their ratio counts."""

    education: int = field(default=35_000, metadata=toml("pendidikan", unit="weight"))
    competency: int = field(default=40_000, metadata=toml("kompetensi", unit="weight"))
    performance: int = field(default=5_000, metadata=toml("kinerja", unit="weight"))
    experience: int = field(default=10_000, metadata=toml("pengalaman", unit="weight"))
    preference: int = field(default=5_000, metadata=toml("minat", unit="weight"))
    commute: int = field(default=5_000, metadata=toml("jarak", unit="weight"))
    external: int = field(default=25_000, metadata=toml("luar", unit="weight"))


@dataclass(frozen=True, slots=True)
class DinasWeights:
    """[bobot.dinas."NAMA"]: weights that replace those of [bobot] for one dinas, resolved in full."""

    dinas: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class EducationLadder:
    """[skor_pendidikan]: points of each step of the ladder (domain brief 3.4)."""

    listed: int = field(default=10_000, metadata=toml("tercantum", unit="percent"))
    higher_level: int = field(default=9_500, metadata=toml("jenjang_lebih_tinggi", unit="percent"))
    same_detailed: int = field(default=8_500, metadata=toml("bidang_rinci_sama", unit="percent"))
    same_narrow: int = field(default=6_500, metadata=toml("bidang_sempit_sama", unit="percent"))
    same_group: int = field(default=6_000, metadata=toml("rumpun_sama", unit="percent"))
    same_broad: int = field(default=3_000, metadata=toml("bidang_luas_sama", unit="percent"))
    none: int = field(default=0, metadata=toml("tidak_sebidang", unit="percent"))
    dinas_main: int = field(default=10_000, metadata=toml("rumpun_utama_dinas", unit="percent"))
    dinas_other: int = field(default=8_500, metadata=toml("rumpun_lain_dinas", unit="percent"))
    precedent_most: int = field(default=10_000, metadata=toml("preseden_jabatan_terbanyak", unit="percent"))
    precedent_least: int = field(default=6_000, metadata=toml("preseden_jabatan_tersedikit", unit="percent"))
    precedent_agencies_min: int = field(
        default=3, metadata=toml("preseden_instansi_minimal", most=1_000)
    )  # 0: precedents of the post are not used
    nearness: NearnessBasis = field(default=NearnessBasis.PRECEDENT, metadata=toml("kedekatan"))


@dataclass(frozen=True, slots=True)
class GapTable:
    """[skor_kompetensi.gap]: profile-matching weights by gap (held − required), in hundredths of 5.00."""

    minus_5: int = field(default=100, metadata=toml("-5", unit="points"))
    minus_4: int = field(default=100, metadata=toml("-4", unit="points"))
    minus_3: int = field(default=200, metadata=toml("-3", unit="points"))
    minus_2: int = field(default=300, metadata=toml("-2", unit="points"))
    minus_1: int = field(default=400, metadata=toml("-1", unit="points"))
    zero: int = field(default=500, metadata=toml("0", unit="points"))
    plus_1: int = field(default=450, metadata=toml("1", unit="points"))
    plus_2: int = field(default=350, metadata=toml("2", unit="points"))
    plus_3: int = field(default=250, metadata=toml("3", unit="points"))
    plus_4: int = field(default=150, metadata=toml("4", unit="points"))


@dataclass(frozen=True, slots=True)
class CompetencySettings:
    """[skor_kompetensi]"""

    method: CompetencyMethod = field(default=CompetencyMethod.COVERAGE, metadata=toml("metode"))
    core_percent: int = field(
        default=60, metadata=toml("faktor_inti_persen", most=100)
    )  # GAP method: NCF share, rest NSF
    surplus_free: bool = field(default=False, metadata=toml("surplus_tanpa_penalti"))
    tier_standard: bool = field(default=True, metadata=toml("standar_jenjang"))
    evidence_level: int = field(default=2, metadata=toml("tingkat_bukti_diklat", most=5))  # 0: not counted
    gap: GapTable = field(default=GapTable(), metadata=toml("gap"))


@dataclass(frozen=True, slots=True)
class PerformancePoints:
    """[skor_kinerja]: points of each rating."""

    very_good: int = field(default=10_000, metadata=toml("sangat_baik", unit="percent"))
    good: int = field(default=8_000, metadata=toml("baik", unit="percent"))
    needs_improvement: int = field(default=6_000, metadata=toml("butuh_perbaikan", unit="percent"))
    poor: int = field(default=4_000, metadata=toml("kurang", unit="percent"))
    very_poor: int = field(default=2_000, metadata=toml("sangat_kurang", unit="percent"))


@dataclass(frozen=True, slots=True)
class ExperiencePoints:
    """[skor_pengalaman]: points by what the present post shares with the vacancy; the best one counts."""

    same_position: int = field(default=10_000, metadata=toml("jabatan_sama", unit="percent"))
    same_dinas: int = field(default=8_000, metadata=toml("dinas_sama", unit="percent"))
    same_group: int = field(default=6_000, metadata=toml("rumpun_dinas_sama", unit="percent"))
    none: int = field(default=0, metadata=toml("lain", unit="percent"))


@dataclass(frozen=True, slots=True)
class PreferencePoints:
    """[skor_minat]: points by the rank of the preference that the vacancy answers."""

    first: int = field(default=10_000, metadata=toml("pertama", unit="percent"))
    second: int = field(default=7_500, metadata=toml("kedua", unit="percent"))
    third: int = field(default=5_000, metadata=toml("ketiga", unit="percent"))
    none: int = field(default=0, metadata=toml("tidak_diminati", unit="percent"))


@dataclass(frozen=True, slots=True)
class CommutePoints:
    """[skor_jarak]: full points at 0 km, none at `zero_at_km`; linear between (estimated road km)."""

    zero_at_km: int = field(default=25, metadata=toml("nol_pada_km", least=1, most=500))
    detour_percent: int = field(default=130, metadata=toml("faktor_jalan_persen", least=100, most=300))


@dataclass(frozen=True, slots=True)
class NeutralShares:
    """[netral]: share of the full points that stands in where a person's data are missing (listed)."""

    education: int = field(default=0, metadata=toml("pendidikan", unit="percent"))
    competency: int = field(default=5_000, metadata=toml("kompetensi", unit="percent"))
    performance: int = field(default=5_000, metadata=toml("kinerja", unit="percent"))
    experience: int = field(default=5_000, metadata=toml("pengalaman", unit="percent"))
    preference: int = field(default=5_000, metadata=toml("minat", unit="percent"))
    commute: int = field(default=5_000, metadata=toml("jarak", unit="percent"))
    external: int = field(default=5_000, metadata=toml("luar", unit="percent"))


@dataclass(frozen=True, slots=True)
class DinasCap:
    """One entry of a `[batas]` table keyed by dinas or unit."""

    dinas: str  # or `DINAS | UNIT`
    at_most: int


class ShareAttribute(Enum):
    """What a group of `[[batas.bagian]]` may be defined by: facts of service, nothing personal."""

    RANK = "golongan"
    STATUS = "status"
    HOME_DINAS = "dinas_asal"
    TIER = "jenjang"
    FIELD_GROUP = "rumpun"  # of the first education


EVERY_DINAS = "setiap dinas"


@dataclass(frozen=True, slots=True)
class ShareLimit:
    """One `[[batas.bagian]]`: how much of the placements somewhere may, or must, belong to a group."""

    attribute: ShareAttribute = field(default=ShareAttribute.RANK, metadata=toml("atribut"))
    values: tuple[str, ...] = field(default=(), metadata=toml("nilai", unit="texts"))
    place: str = field(default="", metadata=toml("tempat"))  # a dinas or unit; EVERY_DINAS; "": all
    most_percent: int = field(default=-1, metadata=toml("maksimal_persen", least=-1, most=100))
    least_percent: int = field(default=-1, metadata=toml("minimal_persen", least=-1, most=100))


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """[batas]: limits of the round; -1 means no limit."""

    placements_max: int = field(default=-1, metadata=toml("penempatan_maksimal", least=-1))
    leave_max: tuple[DinasCap, ...] = field(default=(), metadata=toml("keluar_maksimal"))
    arrive_max: tuple[DinasCap, ...] = field(default=(), metadata=toml("masuk_maksimal"))
    arrive_min: tuple[DinasCap, ...] = field(default=(), metadata=toml("masuk_minimal"))
    staff_min: tuple[DinasCap, ...] = field(default=(), metadata=toml("staf_minimal"))
    moves_max: int = field(default=-1, metadata=toml("perpindahan_maksimal", least=-1))
    grade_budget: int = field(default=-1, metadata=toml("anggaran_kelas", least=-1))
    spouse_km: int = field(default=-1, metadata=toml("pasangan_maksimal_km", least=-1, most=500))
    relatives_apart: bool = field(default=False, metadata=toml("kerabat_tidak_satu_unit"))  # R36
    shares: tuple[ShareLimit, ...] = field(default=(), metadata=toml("bagian"))


@dataclass(frozen=True, slots=True)
class ObjectiveSettings:
    """[tujuan]"""

    order: tuple[Goal, ...] = field(
        default=(Goal.PRIORITY, Goal.MUST_PLACE, Goal.FIT, Goal.FEWEST_MOVES, Goal.LOT),
        metadata=toml("urutan"),
    )
    worst_off: tuple[int, ...] = field(
        default=(5_000, 6_000, 7_000), metadata=toml("ambang_terlemah", unit="percent")
    )  # of the goal `terlemah`, lowest first
    tier_prices: bool = field(default=True, metadata=toml("harga_tingkat"))


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """[penyelesaian]"""

    time_limit_s: int = field(default=300, metadata=toml("batas_waktu_detik", least=1, most=86_400))
    workers: int = field(default=2, metadata=toml("pekerja", least=1, most=64))
    seed: int = field(default=0, metadata=toml("benih", most=2**31 - 1))
    per_employee: int = field(default=6, metadata=toml("calon_per_pegawai", least=1, most=10_000))
    per_vacancy: int = field(default=20, metadata=toml("calon_per_formasi", least=1, most=10_000))
    memory_max_mib: int = field(default=4_096, metadata=toml("memori_maksimal_mib", most=1 << 20))
    rule_lift_pairs_max: int = field(
        default=60_000_000, metadata=toml("pengesampingan_pasangan_maksimal", most=1 << 31)
    )  # employees × vacancies


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """[tinjau]: how decisions shape the next plan, and the figures shown beside each row."""

    defer_holds_seat: bool = field(default=True, metadata=toml("tunda_menahan_lowongan"))
    alternates: int = field(
        default=3, metadata=toml("calon_pengganti", most=10)
    )  # a seat, with their figures
    full_solves_max: int = field(default=200, metadata=toml("dampak_hitung_penuh_maksimal", most=100_000))
    figures_s: int = field(default=60, metadata=toml("dampak_batas_detik", most=86_400))


@dataclass(frozen=True, slots=True)
class DecreeSettings:
    """[sk]: what the annex and the minutes say besides the rows; what is empty becomes a dotted line."""

    agency: str = field(default="Pemerintah Kota Semarang", metadata=toml("instansi"))
    official: str = field(default="Wali Kota Semarang", metadata=toml("jabatan_penanda_tangan"))
    official_name: str = field(default="", metadata=toml("nama_penanda_tangan"))
    place: str = field(default="Semarang", metadata=toml("tempat"))
    number: str = field(default="", metadata=toml("nomor"))
    dated: date | None = field(default=None, metadata=toml("tanggal"))
    about: str = field(
        default="Pengangkatan dan Pemindahan Pegawai Negeri Sipil dalam Jabatan", metadata=toml("tentang")
    )
    team: str = field(default="Tim Penilai Kinerja Pegawai Negeri Sipil", metadata=toml("tim"))
    minutes_number: str = field(default="", metadata=toml("nomor_berita_acara"))
    minutes_dated: date | None = field(default=None, metadata=toml("tanggal_berita_acara"))
    chair: str = field(default="", metadata=toml("ketua"))
    secretary: str = field(default="", metadata=toml("sekretaris"))
    members: int = field(default=5, metadata=toml("jumlah_anggota", most=20))


@dataclass(frozen=True, slots=True)
class Settings:
    """All rules of a round, resolved: every key has its value, whether written or default."""

    round: RoundSettings = field(default=RoundSettings(), metadata=toml("ronde"))
    eligibility: EligibilitySettings = field(default=EligibilitySettings(), metadata=toml("syarat"))
    retirement_ages: RetirementAges = field(default=RetirementAges(), metadata=toml("bup"))
    tier_ranks: TierRanks = field(default=TierRanks(), metadata=toml("golongan_jenjang"))
    weights: Weights = field(default=Weights(), metadata=toml("bobot"))
    dinas_weights: tuple[DinasWeights, ...] = field(default=(), metadata=toml("bobot.dinas"))
    education: EducationLadder = field(default=EducationLadder(), metadata=toml("skor_pendidikan"))
    competency: CompetencySettings = field(default=CompetencySettings(), metadata=toml("skor_kompetensi"))
    performance: PerformancePoints = field(default=PerformancePoints(), metadata=toml("skor_kinerja"))
    experience: ExperiencePoints = field(default=ExperiencePoints(), metadata=toml("skor_pengalaman"))
    preference: PreferencePoints = field(default=PreferencePoints(), metadata=toml("skor_minat"))
    commute: CommutePoints = field(default=CommutePoints(), metadata=toml("skor_jarak"))
    neutral: NeutralShares = field(default=NeutralShares(), metadata=toml("netral"))
    limits: LimitSettings = field(default=LimitSettings(), metadata=toml("batas"))
    objective: ObjectiveSettings = field(default=ObjectiveSettings(), metadata=toml("tujuan"))
    solve: SolveSettings = field(default=SolveSettings(), metadata=toml("penyelesaian"))
    review: ReviewSettings = field(default=ReviewSettings(), metadata=toml("tinjau"))
    decree: DecreeSettings = field(default=DecreeSettings(), metadata=toml("sk"))

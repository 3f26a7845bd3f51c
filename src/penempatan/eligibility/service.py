"""Rules on service: time in post (R11), retirement (R13), age (R14), rank (R15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from penempatan.domain.position import PositionTier
from penempatan.domain.rank import Rank, pns_rank
from penempatan.eligibility.posts import UNKNOWN
from penempatan.eligibility.rule import PersonRule, Rule, RuleCode, Verdict
from penempatan.knowledge.positions import is_teacher

if TYPE_CHECKING:
    from datetime import date

    from penempatan.domain.employee import Employee
    from penempatan.domain.vacancy import Vacancy
    from penempatan.settings.model import RetirementAges, TierRanks

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


class TimeInPost(PersonRule[int | None]):
    """R11: at least so many years in the present post. Held: whole months, capped at what is asked."""

    code = RuleCode.R11
    source = "Peraturan BKN 5/2019; PP 17/2020"

    def __init__(self, years: int, judged_on: date) -> None:
        self._months = 12 * years
        self._judged_on = judged_on
        self.claim = f"minimal {years} tahun"

    def held(self, employee: Employee) -> int | None:
        """Return the whole months in post, -1 for a start in the future; None where the start is missing."""
        since = employee.in_post_since
        return None if since is None else max(-1, min(whole_months(since, self._judged_on), self._months))

    def judge_person(self, held: int | None) -> Verdict:
        """Forbid less than the minimum; ask where the start is missing."""
        if held is None:
            return Verdict.UNVERIFIED
        return Verdict.ALLOWED if held >= self._months else Verdict.FORBIDDEN

    def show_held(self, held: int | None) -> str:
        """Return the time in post."""
        if held is None:
            return f"TMT jabatan {UNKNOWN}"
        if held < 0:
            return "TMT jabatan setelah tanggal ronde"
        if held >= self._months:
            return f"sudah {self.claim}"
        years, months = divmod(held, 12)
        return " ".join([f"{years} tahun"] * (years > 0) + [f"{months} bulan"] * (months > 0 or years == 0))


class NotRetired(Rule[int | None, int]):
    """R13: retirement age of the offered post not reached; a note when it is near.

    Retirement starts on the first day of the month after the birthday. Months are counted from year 0; held
    is the month of birth, or None for those who are young enough whatever the post.
    """

    code = RuleCode.R13
    source = "UU 20/2023 Ps. 55; PP 11/2017 jo. PP 17/2020"

    def __init__(self, ages: RetirementAges, notice_months: int, judged_on: date) -> None:
        self._ages = ages
        self._notice = notice_months
        self._month = 12 * judged_on.year + judged_on.month - 1
        lowest = min(ages.default, ages.high_leadership, ages.ahli_madya, ages.ahli_utama, ages.teacher)
        self._young = self._month + notice_months - 12 * lowest  # born in this month or later: never near

    def held(self, employee: Employee) -> int | None:
        """Return the month of birth, or None for the young."""
        born = 12 * employee.birth_date.year + employee.birth_date.month - 1
        return None if born >= self._young else born

    def required(self, vacancy: Vacancy) -> int:
        """Return the retirement age of the offered post, in years."""
        return retirement_age(vacancy, self._ages)

    def judge(self, held: int | None, required: int) -> Verdict:
        """Forbid when retirement has started on the day of judgement; note it within the notice months."""
        if held is None:
            return Verdict.ALLOWED
        left = held + 12 * required + 1 - self._month
        if left <= 0:
            return Verdict.FORBIDDEN
        return Verdict.NOTED if left <= self._notice else Verdict.ALLOWED

    def show_held(self, held: int | None) -> str:
        """Return the month of birth, as far as it matters."""
        if held is None:
            return "belum mendekati usia pensiun"
        return f"lahir {_MONTHS[held % 12]} {held // 12}"

    def show_required(self, required: int) -> str:
        """Return the retirement age."""
        return f"BUP {required} tahun (pensiun tanggal 1 bulan berikutnya)"


class AgeLimit(Rule[int, int | None]):
    """R14: whole years of age not above the vacancy's own limit (`Usia Maksimal`)."""

    code = RuleCode.R14
    source = "Syarat formasi; PermenPANRB 1/2023"

    def __init__(self, judged_on: date) -> None:
        self._judged_on = judged_on

    def held(self, employee: Employee) -> int:
        """Return the age in whole years."""
        return whole_months(employee.birth_date, self._judged_on) // 12

    def required(self, vacancy: Vacancy) -> int | None:
        """Return the limit, if any."""
        return vacancy.age_max

    def judge(self, held: int, required: int | None) -> Verdict:
        """Forbid above the limit."""
        return Verdict.FORBIDDEN if required is not None and held > required else Verdict.ALLOWED

    def show_held(self, held: int) -> str:
        """Return the age."""
        return f"{held} tahun"

    def show_required(self, required: int | None) -> str:
        """Return the limit."""
        return "tidak ada batas usia" if required is None else f"maksimal {required} tahun"


class RankInRange(Rule[Rank | None, tuple[Rank | None, Rank | None]]):
    """R15: pay rank inside the vacancy's range, or inside the range of its functional tier.

    A range of the vacancy replaces that of the tier altogether. PNS and PPPK ranks are never compared.
    """

    code = RuleCode.R15
    source = "PermenPANRB 1/2023; PP 11/2017; syarat formasi"

    def __init__(self, ranges: TierRanks) -> None:
        self._ranges = {
            PositionTier.PEMULA: ranges.pemula,
            PositionTier.TERAMPIL: ranges.terampil,
            PositionTier.MAHIR: ranges.mahir,
            PositionTier.PENYELIA: ranges.penyelia,
            PositionTier.AHLI_PERTAMA: ranges.ahli_pertama,
            PositionTier.AHLI_MUDA: ranges.ahli_muda,
            PositionTier.AHLI_MADYA: ranges.ahli_madya,
            PositionTier.AHLI_UTAMA: ranges.ahli_utama,
        }

    def held(self, employee: Employee) -> Rank | None:
        """Return the rank."""
        return employee.rank

    def required(self, vacancy: Vacancy) -> tuple[Rank | None, Rank | None]:
        """Return (lowest, highest); None where there is no bound."""
        if vacancy.rank_min is not None or vacancy.rank_max is not None:
            return vacancy.rank_min, vacancy.rank_max
        if vacancy.tier is None or vacancy.tier not in self._ranges:
            return None, None
        lowest, highest = self._ranges[vacancy.tier]
        return pns_rank(lowest), pns_rank(highest)

    def judge(self, held: Rank | None, required: tuple[Rank | None, Rank | None]) -> Verdict:
        """Forbid outside the range; ask where the rank is missing or on the other scale."""
        lowest, highest = required
        if lowest is None and highest is None:
            return Verdict.ALLOWED
        if held is None:
            return Verdict.UNVERIFIED
        comparable = [bound for bound in required if bound is not None and bound.scale is held.scale]
        below = lowest in comparable and lowest is not None and held.step < lowest.step
        above = highest in comparable and highest is not None and held.step > highest.step
        if below or above:
            return Verdict.FORBIDDEN
        asked = sum(bound is not None for bound in required)
        return Verdict.ALLOWED if len(comparable) == asked else Verdict.UNVERIFIED

    def show_held(self, held: Rank | None) -> str:
        """Return the rank."""
        return f"golongan {UNKNOWN}" if held is None else _show(held)

    def show_required(self, required: tuple[Rank | None, Rank | None]) -> str:
        """Return the range."""
        lowest, highest = required
        if lowest is not None and highest is not None:
            return _show(lowest) if lowest == highest else f"{_show(lowest)}–{_show(highest)}"
        if lowest is not None:
            return f"minimal {_show(lowest)}"
        return "tidak ada syarat golongan" if highest is None else f"maksimal {_show(highest)}"


def retirement_age(vacancy: Vacancy, ages: RetirementAges) -> int:
    """Return the age, in years, at which the holder of a post retires."""
    if is_teacher(vacancy.position):
        return ages.teacher
    if vacancy.tier in {PositionTier.JPT_PRATAMA, PositionTier.JPT_MADYA}:
        return ages.high_leadership
    if vacancy.tier is PositionTier.AHLI_MADYA:
        return ages.ahli_madya
    return ages.ahli_utama if vacancy.tier is PositionTier.AHLI_UTAMA else ages.default


def months_to_retirement(employee: Employee, vacancy: Vacancy, ages: RetirementAges, day: date) -> int:
    """Return the whole months from the month of `day` to the first month of retirement in the post."""
    first = 12 * (employee.birth_date.year + retirement_age(vacancy, ages)) + employee.birth_date.month
    return first - (12 * day.year + day.month - 1)


def whole_months(start: date, end: date) -> int:
    """Return the whole months from start to end (negative when start is later).

    A month is full on the same day of the month; 29–31 wait for the first of the next month where a month
    is shorter, so two years from 29 February 2024 are full on 1 March 2026.
    """
    return 12 * (end.year - start.year) + end.month - start.month - (end.day < start.day)


def _show(rank: Rank) -> str:
    return f"{rank.label} (PPPK)" if rank.scale.value == "PPPK" else rank.label

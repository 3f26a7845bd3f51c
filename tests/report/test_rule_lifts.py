"""What each rule alone keeps empty: below Formasi Kosong, in one line, and for `rekam.json`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from hand_plans import run_by_hand
from penempatan.domain.rule_code import RuleCode
from penempatan.domain.rule_lift import LiftGap, RuleLift, RuleLifts
from penempatan.report.rule_lifts import INFORMATION, TITLE, best_lift, rule_lift_entries
from penempatan.report.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

LIFTS = RuleLifts(
    (
        RuleLift(RuleCode.R06, "PermenPANRB 45/2022", 12, 3),
        RuleLift(RuleCode.R15, "PP 11/2017", 4, 0),
        RuleLift(RuleCode.R05, "UU 20/2023", 0, 0),
        RuleLift(RuleCode.R11, "PP 17/2020", 2, None, LiftGap.TIME),
    ),
    most=1,
    openings=5,
)


def rows_below(folder: Path, lifts: RuleLifts) -> list[list[object]]:
    """Write a workbook and return what stands below the open vacancies, empty cells left out."""
    person = make_employee()
    problem = make_problem([person], [make_vacancy(openings=5)])
    run = replace(run_by_hand(problem, OPEN_SETTINGS, f"{person.id} F-001"), rule_lifts=lifts)
    write_workbook(folder / "usulan.xlsx", run)
    sheet = load_workbook(folder / "usulan.xlsx")["Formasi Kosong"]
    assert sheet.auto_filter.ref == "A1:K2"  # sorting the vacancies leaves the rules alone
    return [
        [cell for cell in row if cell is not None] for row in sheet.iter_rows(min_row=3, values_only=True)
    ]


def test_every_rule_has_a_row_with_its_regulation_and_its_figures(tmp_path: Path) -> None:
    """Rule, source, openings, pairs, and why a figure is nil or missing; nothing is proposed."""
    blank, title, sentence, heading, *rows = rows_below(tmp_path, LIFTS)
    assert (blank, title) == ([], [TITLE])
    assert "paling banyak 1 dari 5 lowongan" in str(sentence[0]) and INFORMATION in str(sentence[0])
    assert heading == [
        "No", "Syarat", "Dasar Hukum", "Lowongan Terisi Tambahan", "Pasangan Terbuka", "Keterangan",
    ]  # fmt: skip
    assert rows[0] == [1, "Program studi tercantum (R06)", "PermenPANRB 45/2022", 3, 12]
    assert rows[1][3:] == [0, 4, "Pasangan yang terbuka tidak menambah lowongan terisi."]
    assert rows[2][3:] == [0, 0, "Setiap pasangan yang ditutupnya juga tertutup oleh hal lain."]
    assert rows[3][3] == 2 and "batas_waktu_detik" in str(rows[3][4])


def test_without_figures_the_reason_stands_there(tmp_path: Path) -> None:
    """A round that is too large says which setting it exceeds."""
    _, title, sentence = rows_below(tmp_path, RuleLifts(openings=5, gap=LiftGap.TOO_LARGE))
    assert title == [TITLE]
    assert str(sentence[0]).startswith("Tidak dihitung:")
    assert "pengesampingan_pasangan_maksimal" in str(sentence[0])


def test_one_line_names_the_rule_that_would_fill_most() -> None:
    """Nothing is said where no rule alone would fill any."""
    assert "bila Program studi tercantum (R06) saja tidak berlaku, 3 lowongan lagi" in best_lift(LIFTS)
    assert best_lift(replace(LIFTS, rules=LIFTS.rules[1:])) == ""


def test_the_record_keeps_figures_and_reasons() -> None:
    """A missing figure is null beside its reason; a run that computed nothing has no entry."""
    entry = rule_lift_entries(LIFTS)["pengesampingan_satu_aturan"]
    assert (entry["lowongan"], entry["lowongan_dapat_terisi"], entry["alasan_tidak_dihitung"]) == (5, 1, None)
    assert entry["aturan"][0] == {
        "kode": "R06",
        "nama": "Program studi tercantum",
        "dasar_hukum": "PermenPANRB 45/2022",
        "lowongan_terisi_tambahan": 3,
        "pasangan_terbuka": 12,
        "alasan_tidak_dihitung": None,
    }
    assert entry["aturan"][3]["lowongan_terisi_tambahan"] is None
    assert entry["aturan"][3]["alasan_tidak_dihitung"] == "batas_waktu"
    nothing = rule_lift_entries(RuleLifts(gap=LiftGap.SIDE_LIMITS))["pengesampingan_satu_aturan"]
    assert (nothing["alasan_tidak_dihitung"], nothing["lowongan_dapat_terisi"]) == (
        "batas_di_luar_jaringan",
        None,
    )
    assert rule_lift_entries(None) == {}

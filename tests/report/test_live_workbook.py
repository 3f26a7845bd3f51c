"""The cells that follow the decisions: LibreOffice recalculates what the officials typed, and we compare."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from builders import OPEN_SETTINGS, make_employee, make_problem, make_vacancy
from hand_plans import run_by_hand
from libreoffice import convert
from penempatan.domain.decision import Decision, DecisionKind, Review
from penempatan.domain.what_if import Rejection, Swap, WhatIfs
from penempatan.intake.sources import locate_round
from penempatan.pipeline import plan_round
from penempatan.report.choices import choices_of
from penempatan.report.entries import Entry
from penempatan.report.live_cells import NOT_HERE, LiveFormulas, live_values
from penempatan.report.proposal_table import INDEX, KEY_COLUMN, proposal_rows
from penempatan.report.workbook import write_workbook
from penempatan.sample.generate import generate_round
from penempatan.sample.write import write_round

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from penempatan.report.run import RunReport

SEATS = 8
BASE = "198503142010011"  # fifteen digits that all NIPs share: a spreadsheet takes such texts for one number


def nip(serial: int) -> str:
    """Return the NIP of a serial number."""
    return f"{BASE}{serial:03d}"


def eight_seats() -> RunReport:
    """Twelve people, eight placed in F-0 … F-7, with made-up figures that tell every row and alternate apart.

    The alternates of row k are the persons k+1, k+2 and k+3 of twelve; row 7 has none.
    """
    people = [make_employee(id=nip(serial), name=f"Orang {serial}") for serial in range(12)]
    vacancies = [make_vacancy(code=f"F-{number}", dinas=f"Dinas {number // 3}") for number in range(SEATS)]
    plan = "\n".join(f"{nip(number)} F-{number}" for number in range(SEATS))
    run = run_by_hand(make_problem(people, vacancies), OPEN_SETTINGS, plan)
    rejections = tuple(
        Rejection(nip(number), f"F-{number}", nip(number + 1), -100 - number, number, "")
        for number in range(SEATS)
    )
    swaps = tuple(
        Swap(nip(number), f"F-{number}", nip((number + step) % 12), -1_000 * step - number, step)
        for number in range(SEATS - 1)
        for step in (1, 2, 3)
    )
    return replace(run, what_ifs=WhatIfs(rejections, swaps))


def decided(source: Path, target: Path, entries: Mapping[tuple[str, str], Entry]) -> Path:
    """Write entries into a copy of the workbook, as a person would type them."""
    book = openpyxl.load_workbook(source)
    sheet: Any = book["Usulan"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        entry = entries.get(
            (sheet.cell(row, column["NIP"]).value, sheet.cell(row, column["Kode Formasi"]).value)
        )
        for offset, value in enumerate(entry.cells if entry else ()):
            if value:
                sheet.cell(row, column["Keputusan"] + offset).value = value
    book.save(target)
    return target


def recalculated(path: Path) -> tuple[dict[tuple[str, str], dict[str, Any]], dict[str, Any]]:
    """Return the rows of Usulan by pair, and the figures of Ringkasan by the label left of or above them."""
    book: Any = openpyxl.load_workbook(path, data_only=True)
    head, *rows = [[cell.value for cell in row] for row in book["Usulan"].iter_rows()]
    table = [dict(zip(head, row, strict=True)) for row in rows]
    cells = {
        (cell.row, cell.column): cell.value
        for row in book["Ringkasan"].iter_rows()
        for cell in row
        if cell.value is not None
    }
    figures = {
        str(value): cells.get((row + 1, column), next_right(cells, row, column))
        for (row, column), value in cells.items()
        if isinstance(value, str)
    }
    figures |= {
        label: next_right(cells, *place)
        for label in ("Perubahan total bila keputusan ini dijalankan", "Total skor menjadi")
        for place, value in cells.items()
        if value == label
    }
    return {(row["NIP"], row["Kode Formasi"]): row for row in table if row["NIP"]}, figures


def next_right(cells: Mapping[tuple[int, int], Any], row: int, column: int) -> Any:
    """Return the first filled cell to the right."""
    return next(
        (cells[row, other] for other in range(column + 1, column + 13) if (row, other) in cells), None
    )


def shown(row: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the change and the warning of a row as a person sees them."""
    change = row["Perubahan Total"]
    return ("" if change is None else change), row["Peringatan"] or ""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the eight seats, nobody decided on."""
    path = tmp_path_factory.mktemp("rapat") / "usulan.xlsx"
    write_workbook(path, eight_seats())
    return path


def pair(number: int) -> tuple[str, str]:
    """Return the pair of a row of `eight_seats`."""
    return nip(number), f"F-{number}"


CLASHES: dict[str, tuple[dict[tuple[str, str], Entry], dict[int, tuple[Any, str]]]] = {
    "same_alternate_twice": (
        {pair(0): Entry("Ganti", nip(2), "a"), pair(1): Entry("Ganti", nip(2), "b")},
        {
            0: (-20.0, "Pengganti dipilih pada lebih dari satu baris."),
            1: (-10.01, "Pengganti dipilih pada lebih dari satu baris."),
            2: ("", ""),
        },
    ),
    "approved_elsewhere": (
        {pair(0): Entry("Ganti", nip(1), "a"), pair(1): Entry("Setuju"), pair(2): Entry("Setuju")},
        {
            0: (-10.0, "Pengganti sudah disetujui pada F-1."),
            1: (0, "Orang ini dipilih sebagai pengganti pada F-0."),
            2: (0, ""),
        },
    ),
    "deferred_elsewhere": (
        {pair(0): Entry("Ganti", nip(3), "a"), pair(3): Entry("Tunda", "", "cuti")},
        {
            0: (-30.0, "Pengganti ditunda pada F-3."),
            3: (None, "Orang ini dipilih sebagai pengganti pada F-0."),
        },
    ),
    "slips": (
        {
            pair(0): Entry("Ganti", "", "a"),
            pair(1): Entry("Ganti", nip(1), "a"),
            pair(2): Entry("Ganti", nip(11), "a"),
            pair(3): Entry("Tolak"),
            pair(4): Entry("", "", "sakit"),
            pair(5): Entry("Setuju", nip(6)),
            pair(6): Entry("Setju"),
            pair(7): Entry("ganti", f"{BASE[:8]} {BASE[8:14]} {BASE[14]} 009", "a"),
        },
        {
            0: ("", "Isi NIP Pengganti."),
            1: (
                NOT_HERE,
                "Pengganti sama dengan yang diusulkan. "
                "Di luar pilihan yang dihitung; hasilnya diketahui setelah penempatan tinjau.",
            ),
            2: (NOT_HERE, "Di luar pilihan yang dihitung; hasilnya diketahui setelah penempatan tinjau."),
            3: (-1.03, "Isi Alasan Keputusan."),
            4: ("", "Pilih Keputusan."),
            5: (0, "NIP Pengganti hanya untuk Ganti."),
            6: ("", "Keputusan tidak dikenal. Isi Alasan Keputusan."),
            7: (NOT_HERE, "Di luar pilihan yang dihitung; hasilnya diketahui setelah penempatan tinjau."),
        },
    ),
    "two_may_change_places": (
        {pair(0): Entry("Ganti", nip(1), "a"), pair(1): Entry("Ganti", nip(2), "b")},
        {0: (-10.0, ""), 1: (-10.01, ""), 2: ("", "")},
    ),
}


def test_planted_clashes_fire(fresh: Path, tmp_path: Path) -> None:
    """Each clash is said in words where it stands; rows beside it stay silent."""
    sources = tmp_path / "asal"
    sources.mkdir()
    typed = [decided(fresh, sources / f"{name}.xlsx", entries) for name, (entries, _) in CLASHES.items()]
    for path, (name, (_, expected)) in zip(convert(typed, tmp_path), CLASHES.items(), strict=True):
        rows, _ = recalculated(path)
        for number, (change, warning) in expected.items():
            found = shown(rows[pair(number)])
            assert found[1] == warning, (name, number)
            if change is None:
                assert found[0] == -rows[pair(number)]["Skor"], (name, number)
            else:
                assert found[0] == (pytest.approx(change) if isinstance(change, float) else change)
        undecided = [number for number in range(SEATS) if pair(number) not in CLASHES[name][0]]
        assert all(shown(rows[pair(number)]) == ("", "") for number in undecided), name


def random_entries(run: RunReport, seed: int) -> dict[tuple[str, str], Entry]:
    """Return entries as careless people might make them: right, wrong, half."""
    draw = random.Random(seed)
    people = [one.id for one in run.problem.employees]
    kinds = [kind.value for kind in DecisionKind]
    entries = {}
    for one in run.plan.placements:
        kind = draw.choice([*kinds, "Ganti", "Setuju", "", "Mungkin"])
        alternate = draw.choice(people) if kind == "Ganti" or draw.random() < 0.1 else ""
        if kind == "Ganti" and draw.random() < 0.6:
            own = [swap.alternate_id for swap in run.what_ifs.swaps if swap.employee_id == one.employee_id]
            alternate = draw.choice([*own, ""])
        entry = Entry(kind, alternate, draw.choice(["", "perlu di tempat asal"]), draw.choice(["", "=1+1"]))
        entries[one.employee_id, one.vacancy_code] = entry
    return entries


def test_python_and_libreoffice_agree_on_any_entries(fresh: Path, tmp_path: Path) -> None:
    """Whatever is typed: the change, the warning and the counters are those of the twin in Python."""
    run = eight_seats()
    rows = proposal_rows(run)
    pairs = [(row.employee_id, row.vacancy_code) for row in rows]
    (tmp_path / "asal").mkdir()
    drawn = [random_entries(run, seed) for seed in range(6)]
    typed = [decided(fresh, tmp_path / "asal" / f"{n}.xlsx", one) for n, one in enumerate(drawn)]
    warned = 0
    for path, entries in zip(convert(typed, tmp_path), drawn, strict=True):
        table, figures = recalculated(path)
        ordered = [entries[one] for one in pairs]
        expected = live_values(pairs, ordered, [row.choices for row in rows])
        for one, entry, live in zip(pairs, ordered, expected, strict=True):
            change, warning = shown(table[one])
            assert warning == live.warning, entry
            assert change == (live.change if isinstance(live.change, str) else pytest.approx(live.change))
        taken = Counter(entry.decision for entry in ordered)
        for kind in DecisionKind:
            assert figures[kind.value] == taken[kind.value]
        decided_rows = sum(taken[kind.value] for kind in DecisionKind)
        assert figures["Belum diputuskan"] == len(pairs) - decided_rows
        assert figures["Baris berperingatan"] == sum(bool(live.warning) for live in expected)
        change = sum(live.change for live in expected if not isinstance(live.change, str))
        assert figures["Perubahan total bila keputusan ini dijalankan"] == pytest.approx(change)
        assert figures["Total skor menjadi"] == pytest.approx(run.plan.total_score / 100 + change)
        warned += figures["Baris berperingatan"]
    assert warned > 12, "the entries drawn hold clashes"


def test_written_values_are_those_of_a_recalculation(fresh: Path, tmp_path: Path) -> None:
    """A reader that does not recalculate sees what LibreOffice calculates, on every sheet of formulas."""
    (tmp_path / "asal").mkdir()
    bare = decided(fresh, tmp_path / "asal" / "u.xlsx", {})  # saved by openpyxl: formulas without values
    assert recalculated(bare)[1]["Belum diputuskan"] != SEATS, "no value is left in the copy"
    (path,) = convert([bare], tmp_path)
    written: Any
    again: Any
    written, again = (openpyxl.load_workbook(one, data_only=True) for one in (fresh, path))
    for name in ("Ringkasan", "Usulan"):
        for row in written[name].iter_rows():
            for cell in row:
                value, other = cell.value, again[name][cell.coordinate].value
                assert (value or "") == (other or "") or value == pytest.approx(other), (
                    name,
                    cell.coordinate,
                )


def test_decisions_of_an_earlier_round_stand_in_the_new_workbook(tmp_path: Path) -> None:
    """Approved pairs and chosen alternates begin as Setuju; the values written count them already."""
    run = eight_seats()
    decisions = (
        Decision(*pair(0), DecisionKind.APPROVE, remark="baik", decided_by="Sekda"),
        Decision(nip(9), "F-1", DecisionKind.REPLACE, alternate_id=nip(1), reason="pengalaman"),
        Decision(*pair(2), DecisionKind.REJECT, reason="tidak"),
    )
    run = replace(run, problem=replace(run.problem, review=Review(decisions)))
    write_workbook(tmp_path / "u.xlsx", run)
    rows, figures = recalculated(tmp_path / "u.xlsx")
    entries = [tuple(rows[pair(number)][name] for name in ("Keputusan", "Catatan")) for number in range(3)]
    assert entries == [("Setuju", "baik"), ("Setuju", None), (None, None)]
    assert rows[pair(1)]["Alasan Keputusan"] == "pengalaman" and rows[pair(0)]["Pemutus"] == "Sekda"
    assert (figures["Setuju"], figures["Belum diputuskan"]) == (2, SEATS - 2)
    assert rows[pair(0)]["Perubahan Total"] == 0


def every_choice(run: RunReport) -> list[tuple[dict[tuple[str, str], Entry], dict[tuple[str, str], int]]]:
    """Return what to type, and the change it leads to in hundredths: once Tolak, then each alternate."""
    rejections = {(one.employee_id, one.vacancy_code): one.score_change for one in run.what_ifs.rejections}
    typed = [({key: Entry("Tolak", "", "x") for key in rejections}, rejections)]
    for rank in range(run.settings.review.alternates):
        entries, changes = {}, {}
        for key in rejections:
            own = [one for one in run.what_ifs.swaps if (one.employee_id, one.vacancy_code) == key]
            if len(own) > rank:
                entries[key] = Entry("Ganti", own[rank].alternate_id, "x")
                changes[key] = own[rank].score_change
        typed.append((entries, changes))
    return typed


def test_every_displayed_change_is_the_solvers(tmp_path: Path) -> None:
    """A whole round: a row rejected, or given to any of its alternates, shows the figure of the re-run."""
    write_round(tmp_path / "ronde", generate_round(120, 40, 11, messy=False))
    outcome = plan_round(locate_round(tmp_path / "ronde"), target=tmp_path / "hasil", today=date(2026, 11, 2))
    run = outcome.report
    (tmp_path / "asal").mkdir()
    choices = every_choice(run)
    assert len(choices[0][1]) > 20 and len(choices[3][1]) > 5
    typed = [
        decided(tmp_path / "hasil" / "usulan.xlsx", tmp_path / "asal" / f"{number}.xlsx", entries)
        for number, (entries, _) in enumerate(choices)
    ]
    for path, (_, changes) in zip(convert(typed, tmp_path), choices, strict=True):
        rows, figures = recalculated(path)
        for key, change in changes.items():
            assert rows[key]["Perubahan Total"] == pytest.approx(change / 100), key
        total = sum(changes.values()) / 100
        assert figures["Perubahan total bila keputusan ini dijalankan"] == pytest.approx(total)


def test_figures_stand_in_words_too() -> None:
    """Who comes next, what is lost, how many others move; the alternates, the best first."""
    row = proposal_rows(eight_seats())[2]
    text: Sequence[Any] = row.cells
    assert (
        f"Berikutnya Orang 3, {nip(3)}.\nTotal skor −1,02; dua baris lain berubah; yang ditolak tidak"
        in str(text).replace("\\n", "\n")
    )
    assert f"1. Orang 3, {nip(3)}: −10,02; satu baris lain berubah" in str(text)


def test_a_plan_without_figures_says_where_they_come_from() -> None:
    """No exact figure, no number: the row refers to `tinjau`."""
    run = replace(eight_seats(), what_ifs=WhatIfs(complete=False))
    row = proposal_rows(run)[0]
    assert row.choices.rejected is row.choices.deferred is None
    assert row.choices.if_rejected == row.choices.alternates == "Dihitung oleh penempatan tinjau."


def test_a_row_without_figures_says_why() -> None:
    """Some rows have figures, one was not come to, one cannot be done without: each says what holds of it."""
    run = eight_seats()
    one, two, three = run.plan.placements[:3]
    known = Rejection(one.employee_id, one.vacancy_code, "", -100, 0, "")
    some = WhatIfs((known,), complete=False, impossible=((two.employee_id, two.vacancy_code),))
    found = choices_of(replace(run, what_ifs=some))
    told = [found[row.employee_id, row.vacancy_code].if_rejected for row in (one, two, three)]
    assert told[0].startswith("Tidak ada pengganti")
    assert told[1] == "Tanpa baris ini tidak ditemukan susunan yang memenuhi batas dan kunci."
    assert told[2].startswith("Belum dihitung: jatah hitung dampak ([tinjau]) habis.")
    assert found[three.employee_id, three.vacancy_code].rejected is None


def sorted_rows(source: Path, target: Path, order: Sequence[int]) -> Path:
    """Sort the rows of Usulan as spreadsheet programs do: references inside a row follow it."""
    book = openpyxl.load_workbook(source)
    sheet: Any = book["Usulan"]
    width = sheet.max_column
    before = [
        [sheet.cell(row, column).value for column in range(1, width + 1)] for row in range(2, len(order) + 2)
    ]
    for to, origin in enumerate(order, 2):
        for column, value in enumerate(before[origin], 1):
            moved = value
            if isinstance(value, str) and value.startswith("="):
                letter = get_column_letter(column)
                moved = Translator(value, f"{letter}{origin + 2}").translate_formula(f"{letter}{to}")
            sheet.cell(to, column).value = moved
    book.save(target)
    return target


def test_sorting_takes_figures_and_warnings_along(fresh: Path, tmp_path: Path) -> None:
    """After the rows were turned upside down each pair still has its own figures, choices and clashes."""
    entries = {
        pair(0): Entry("Ganti", nip(2), "a"),
        pair(2): Entry("Setuju"),
        pair(5): Entry("Tolak", "", "b"),
    }
    (tmp_path / "asal").mkdir()
    turned = sorted_rows(fresh, tmp_path / "asal" / "turned.xlsx", range(SEATS)[::-1])
    (path,) = convert([decided(turned, tmp_path / "asal" / "u.xlsx", entries)], tmp_path)
    rows, figures = recalculated(path)
    assert list(rows) == [pair(number) for number in reversed(range(SEATS))]
    assert shown(rows[pair(0)]) == (pytest.approx(-20.0), "Pengganti sudah disetujui pada F-2.")
    assert shown(rows[pair(2)]) == (0, "Orang ini dipilih sebagai pengganti pada F-0.")
    assert shown(rows[pair(5)]) == (pytest.approx(-1.05), "")
    assert figures["Perubahan total bila keputusan ini dijalankan"] == pytest.approx(-21.05)


def test_what_guards_the_sheet_survives_another_program(fresh: Path, tmp_path: Path) -> None:
    """LibreOffice keeps both drop-downs, the locks, the hidden sheets and their contents."""
    (path,) = convert([fresh], tmp_path)
    book: Any = openpyxl.load_workbook(path)
    sheet = book["Usulan"]
    sources = sorted(one.formula1 for one in sheet.data_validations.dataValidation)
    assert len(sources) == 2 and "Setuju" in sources[0] and sources[1].startswith("OFFSET(_pilihan!")
    assert sheet.protection.sheet and sheet["A2"].protection.locked and not sheet["Q2"].protection.locked
    assert {book[name].sheet_state for name in ("_pilihan", "_segel")} <= {"hidden", "veryHidden"}
    before, after = (
        [[cell.value for cell in row] for row in openpyxl.load_workbook(one)["_segel"].iter_rows()]
        for one in (fresh, path)
    )
    assert before == after


def test_no_formula_counts_texts_of_digits() -> None:
    """Excel's COUNTIF takes NIPs with the same first fifteen digits for one: only lettered keys are counted.

    LibreOffice does not have this trap, so recalculating there cannot show it.
    """
    formulas = LiveFormulas(INDEX, KEY_COLUMN, SEATS, 3).of(2, "No")
    key = get_column_letter(KEY_COLUMN + 1)
    counted = re.findall(r"(?:COUNTIFS?|SUMIFS?)\(([^,]*),([^)]*)\)", f"{formulas.change}{formulas.warning}")
    assert counted == [(f"${key}$2:${key}${SEATS + 1}", f"${key}2")]
    live = live_values([pair(0)], [Entry("Ganti", nip(2), "a")], [proposal_rows(eight_seats())[0].choices])
    assert live[0].key[0].isalpha() and '"P"&SUBSTITUTE(' in formulas.key

"""Reading and writing the rules: `aturan.toml` ↔ Settings."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penempatan.errors import InputError
from penempatan.settings.loader import as_toml_dict, from_toml_dict, load_settings
from penempatan.settings.model import (
    DinasCap,
    DinasWeights,
    EducationRule,
    Goal,
    LimitSettings,
    Settings,
    Weights,
)

REFERENCE = Path(__file__).parents[2] / "src" / "penempatan" / "settings" / "aturan.toml"


def read(text: str) -> Settings:
    """Return the settings of a TOML text."""
    return from_toml_dict(tomllib.loads(text, parse_float=Decimal), "aturan.toml", text)


def faults(text: str) -> list[tuple[str, str]]:
    """Return (code, line) of every finding of a TOML text that must be refused."""
    with pytest.raises(InputError) as caught:
        read(text)
    assert all(issue.is_error and issue.remedy for issue in caught.value.issues)
    return [(issue.code, issue.location.cell) for issue in caught.value.issues]


def keys_of(table: dict[str, Any], prefix: str = "") -> set[str]:
    """Return every dotted key of a nested table."""
    found = set()
    for key, value in table.items():
        found.add(prefix + key)
        if isinstance(value, dict):
            found |= keys_of(value, f"{prefix}{key}.")
    return found


def keys_of_model(table: object, prefix: str = "") -> set[str]:
    """Return every dotted key that the dataclasses carry in their metadata."""
    found = set()
    assert is_dataclass(table)
    for field in fields(table):
        key = field.metadata["toml"]
        if key not in {"bobot.dinas", "bagian"}:  # tables that a file may repeat
            found.add(prefix + key)
        value = getattr(table, field.name)
        if is_dataclass(value):
            found |= keys_of_model(value, f"{prefix}{key}.")
    return found


def test_the_reference_file_equals_the_defaults() -> None:
    """The packaged aturan.toml read as rules is exactly the defaults."""
    assert load_settings(REFERENCE) == Settings()


def test_the_reference_file_names_every_key_and_no_other() -> None:
    """Every key of the model stands in the packaged file, and nothing else does."""
    written = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))
    assert keys_of(written) == keys_of_model(Settings())


def test_every_key_of_the_reference_file_is_explained() -> None:
    """Each rule of [syarat] stands with a comment, and each rule id in it is printed by the reports too."""
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    start = lines.index("[syarat]")
    rules = [line for line in lines[start + 1 : lines.index("[bup]")] if "=" in line.split("#")[0]]
    assert len(rules) == len(fields(Settings().eligibility))
    assert all("#" in line for line in rules)


def test_no_file_means_the_defaults() -> None:
    """Without a rules file the defaults hold."""
    assert load_settings(None) == Settings()


def test_figures_are_exact() -> None:
    """Decimals become integers without passing through binary floating point: 0.29 is 29 hundredths."""
    settings = read("[syarat]\nskor_minimal = 0.29\n[bobot]\nminat = 4.035\n")
    assert settings.eligibility.score_min == 29
    assert settings.weights.preference == 4035


def test_a_date_may_be_a_toml_date_or_text() -> None:
    """Both spellings of a date are read, and "" is the day of the run."""
    day = date(2026, 10, 1)
    assert read("[ronde]\ntanggal = 2026-10-01\n").round.judged_on == day
    assert read('[ronde]\ntanggal = "2026-10-01"\n').round.judged_on == day
    assert read('[ronde]\ntanggal = ""\n').round.judged_on is None


def test_weights_of_a_dinas_are_partial() -> None:
    """A table of one dinas replaces the weights it names and takes the others from [bobot]."""
    settings = read('[bobot]\nminat = 7\n[bobot.dinas."Kantor Uji"]\npendidikan = 50\n')
    (own,) = settings.dinas_weights
    assert own.dinas == "Kantor Uji"
    assert own.weights == replace(settings.weights, education=50_000)
    assert own.weights.preference == 7_000


def test_a_dinas_is_kept_under_its_canonical_name() -> None:
    """An abbreviation and the full name are one dinas, so naming both is a fault."""
    settings = read('[batas.masuk_maksimal]\n"DINKES" = 3\n')
    assert settings.limits.arrive_max == (DinasCap("Dinas Kesehatan", 3),)
    both = '[batas.masuk_maksimal]\n"DINKES" = 3\n"Dinas Kesehatan" = 4\n'
    assert faults(both) == [("dinas_named_twice", "3")]


def test_external_scores_alone_decide_unless_other_weights_are_named() -> None:
    """With hanya_skor_luar the weights that the file does not name are zero, except luar."""
    only = read("[syarat]\nhanya_skor_luar = true\n")
    assert only.weights == Weights(0, 0, 0, 0, 0, 0, external=25_000)
    mixed = read("[syarat]\nhanya_skor_luar = true\n[bobot]\nkinerja = 5\n")
    assert mixed.weights == Weights(0, 0, 5_000, 0, 0, 0, external=25_000)


def test_every_fault_is_reported_at_once_with_its_line() -> None:
    """One reading finds all faults of the file, each with the line that it stands on."""
    text = (
        '[ronde]\nmode = "isii"\n'  # 2: not a choice
        "[syarat]\nskor_minimal = 55.555\n"  # 4: three decimals
        "pegawai_aktif = 1\n"  # 5: not true or false
        "[tujuan]\nurutan = []\n"  # 7: empty
        "[penyelesaian]\npekerja = 0\n"  # 9: below 1
        "[entah]\n"  # 10: unknown
    )
    assert sorted(faults(text)) == [
        ("unknown_key", "10"),
        ("value_refused", "2"),
        ("value_refused", "4"),
        ("value_refused", "5"),
        ("value_refused", "7"),
        ("value_refused", "9"),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[syarat]\npendidikn = 1\n", "“pendidikan”"),
        ("[syaratt]\n", "“syarat”"),
        ("[bobot]\npekerja = 1\n", "[penyelesaian]"),
        ('[syarat]\npendidikan = "dekatt"\n', '"dekat"'),
        ("[netral]\nxyzzy = 1\n", "minat"),
    ],
)
def test_an_unknown_word_is_answered_with_a_known_one(text: str, hint: str) -> None:
    """A misspelt table, key or choice is answered with the nearest known one, or the list of them."""
    with pytest.raises(InputError) as caught:
        read(text)
    assert hint in caught.value.issues[0].remedy


@pytest.mark.parametrize(
    "text",
    [
        "[bobot]\npendidikan = -1\n",
        "[bobot]\npendidikan = nan\n",
        "[bobot]\npendidikan = inf\n",
        "[bobot]\npendidikan = true\n",
        '[bobot]\npendidikan = "35"\n',
        "[bobot]\npendidikan = 1.2345\n",
        "[netral]\nminat = 100.01\n",
        "[skor_kompetensi.gap]\n0 = 5.01\n",
        "[batas]\npenempatan_maksimal = -2\n",
        '[batas.keluar_maksimal]\n"Dinas Sosial" = -1\n',
        '[golongan_jenjang]\nmahir = ["III/b", "III/a"]\n',
        '[golongan_jenjang]\nmahir = ["III/a"]\n',
        '[golongan_jenjang]\nmahir = ["III/a", "IX"]\n',
        '[tujuan]\nurutan = ["kesesuaian", "kesesuaian"]\n',
        '[ronde]\ntanggal = "1 Oktober 2026"\n',
        "[ronde]\ntanggal = 2026-10-01T08:00:00\n",
        "[ronde]\nnama = 3\n",
        "syarat = 3\n",
    ],
)
def test_a_value_that_its_key_does_not_take_is_refused(text: str) -> None:
    """Each wrong value is one finding; none is repaired or ignored."""
    assert len(faults(text)) == 1


def test_weights_that_are_all_zero_are_refused() -> None:
    """A score needs at least one weight, for the round and for each dinas."""
    zero = "".join(f"{field.metadata['toml']} = 0\n" for field in fields(Weights))
    assert faults("[bobot]\n" + zero)[0] == ("weights_all_zero", "1")
    assert faults('[bobot.dinas."Dinas Sosial"]\n' + zero) == [("weights_all_zero", "1")]


def test_sparing_the_worst_off_before_filling_seats_is_refused() -> None:
    """Before any seat is to be filled, an empty plan spares everybody: the order says nothing."""
    assert faults('[tujuan]\nurutan = ["terlemah", "prioritas", "kesesuaian"]\n') == [
        ("worst_off_first", "2")
    ]
    order = read('[tujuan]\nurutan = ["pemerataan", "terlemah", "kesesuaian"]\n').objective.order
    assert order == (Goal.FAIRNESS, Goal.WORST_OFF, Goal.FIT)


def test_thresholds_are_a_short_list_of_figures() -> None:
    """ambang_terlemah takes up to five figures of 0–100."""
    assert read("[tujuan]\nambang_terlemah = [40.5, 60]\n").objective.worst_off == (4_050, 6_000)
    assert len(faults("[tujuan]\nambang_terlemah = 50\n")) == 1
    assert len(faults("[tujuan]\nambang_terlemah = [1, 2, 3, 4, 5, 6]\n")) == 1


def test_an_order_without_fit_is_refused() -> None:
    """The goal `kesesuaian` may be moved but not removed."""
    assert faults('[tujuan]\nurutan = ["prioritas"]\n') == [("fit_missing", "2")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[skor_pendidikan]\nrumpun_sama = 70\n", "2"),  # above bidang_sempit_sama = 65, the default
        ("[skor_pendidikan]\nbidang_rinci_sama = 60\n", "2"),  # below bidang_sempit_sama = 65
        ("[skor_pendidikan]\nrumpun_lain_dinas = 90\nrumpun_utama_dinas = 80\n", "2"),
        ("[skor_pendidikan]\npreseden_jabatan_terbanyak = 50\n", "2"),
        ("[skor_kinerja]\n\nkurang = 60.01\n", "3"),
        ("[skor_minat]\nkedua = 49\n", "2"),
    ],
)
def test_a_lower_step_worth_more_is_refused(text: str, line: str) -> None:
    """Points must not rise from a better step to a worse one; the finding names the line that was written."""
    assert faults(text) == [("steps_not_descending", line)]


def test_equal_steps_are_allowed() -> None:
    """Two steps may be worth the same."""
    assert (
        read("[skor_pendidikan]\njenjang_lebih_tinggi = 100\nrumpun_sama = 65\n").education.same_group
        == 6_500
    )


def test_the_resolved_rules_read_back_through_json() -> None:
    """What `rekam.json` keeps of the rules gives the same rules again, a changed one included."""
    changed = replace(
        Settings(),
        round=replace(Settings().round, judged_on=date(2026, 10, 1)),
        eligibility=replace(Settings().eligibility, education=EducationRule.NEAR, score_min=29),
        dinas_weights=(DinasWeights("Dinas Sosial", Weights(1, 1, 0, 0, 0, 0, 333)),),
        limits=LimitSettings(5, (DinasCap("Dinas Sosial", 2),), ()),
    )
    for settings in (Settings(), changed):
        assert from_toml_dict(json.loads(json.dumps(as_toml_dict(settings)))) == settings


@given(st.integers(0, 10_000), st.integers(0, 10**9), st.permutations(list(Goal)))
def test_any_figure_reads_back_exactly(percent: int, weight: int, order: list[Goal]) -> None:
    """Property: hundredths, thousandths and any order survive writing and reading."""
    order.sort(key=lambda goal: goal is Goal.WORST_OFF)  # only behind a goal that fills seats
    settings = replace(
        Settings(),
        eligibility=replace(Settings().eligibility, nearness_min=percent),
        weights=replace(Settings().weights, commute=weight),
        objective=replace(Settings().objective, order=tuple(order)),
    )
    assert from_toml_dict(json.loads(json.dumps(as_toml_dict(settings)))) == settings


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[syarat\n", "1"),
        (b"[syarat]\npppk = kunci\n", "2"),
        (b"[ronde]\n[ronde]\n", "2"),
        (b"[ronde]\nnama = \xff\n", ""),
        (b"a = " + b"[" * 5000, ""),
        (b"#" * 1_000_001, ""),
        (b"\x00", "1"),
    ],
)
def test_a_file_that_is_not_toml_is_one_finding(tmp_path: Path, content: bytes, line: str) -> None:
    """Broken, hostile or oversized files end in one Indonesian finding with the line where TOML tells it."""
    path = tmp_path / "aturan.toml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_settings(path)
    (issue,) = caught.value.issues
    assert (issue.code, issue.location.cell) == ("rules_unreadable", line)


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    """A rules file that cannot be opened is named without its folder."""
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path / "aturan.toml")
    assert str(caught.value.issues[0].location) == "aturan.toml"


def test_windows_text_is_read(tmp_path: Path) -> None:
    """A byte order mark and CRLF, as Windows editors write them, are no fault."""
    path = tmp_path / "aturan.toml"
    path.write_bytes(b"\xef\xbb\xbf[penyelesaian]\r\nbenih = 7\r\n")
    assert load_settings(path).solve.seed == 7


def test_shares_are_read_and_written_back() -> None:
    """[[batas.bagian]] may stand several times; written and read again the rules are equal."""
    text = (
        '[[batas.bagian]]\natribut = "golongan"\nnilai = ["IV/a", "IV/b"]\nmaksimal_persen = 30\n'
        '[[batas.bagian]]\natribut = "dinas_asal"\nnilai = ["Dinas Sosial"]\ntempat = "setiap dinas"\n'
        "minimal_persen = 10\n"
    )
    settings = read(text)
    assert [(one.values, one.most_percent, one.least_percent) for one in settings.limits.shares] == [
        (("IV/a", "IV/b"), 30, -1),
        (("Dinas Sosial",), -1, 10),
    ]
    assert from_toml_dict(as_toml_dict(settings)) == settings


@pytest.mark.parametrize(
    "attribute", ["agama", "jenis_kelamin", "suku", "status_kawin", "usia", "disabilitas"]
)
def test_shares_by_personal_attributes_are_refused(attribute: str) -> None:
    """A share may not be defined by what must never be used; the message lists what may."""
    with pytest.raises(InputError) as caught:
        read(f'[[batas.bagian]]\natribut = "{attribute}"\nnilai = ["x"]\nmaksimal_persen = 30\n')
    assert any('"golongan"' in issue.remedy for issue in caught.value.issues)


@pytest.mark.parametrize(
    "name", ["Dinas Kesehatan | Sekretariat", "dinkes|Sekretariat", "Dinas Kesehatan |  Sekretariat"]
)
def test_limits_may_name_a_unit(name: str) -> None:
    """`DINAS | UNIT` is kept under the known name of its dinas, and written back as it was read."""
    settings = from_toml_dict({"batas": {"keluar_maksimal": {name: 2}}})
    assert settings.limits.leave_max == (DinasCap("Dinas Kesehatan | Sekretariat", 2),)
    assert from_toml_dict(as_toml_dict(settings)) == settings


def test_a_unit_limited_twice_is_refused() -> None:
    """Two spellings of one unit are one unit; a dinas and its unit are two."""
    both = {"Dinkes | Sekretariat": 2, "Dinas Kesehatan | Sekretariat": 3}
    with pytest.raises(InputError):
        from_toml_dict({"batas": {"keluar_maksimal": both}})
    from_toml_dict({"batas": {"keluar_maksimal": {"Dinkes": 2, "Dinas Kesehatan | Sekretariat": 3}}})

"""`aturan.toml` ↔ `Settings`, driven by the `toml` metadata of `model.py`: one walk reads, one writes.

All faults of the file are collected and raised together; an unknown key is answered with the nearest known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from penempatan.domain.issue import Issue, Location, Severity
from penempatan.errors import InputError
from penempatan.knowledge.dinas import find_dinas, split_unit_path
from penempatan.settings.model import (
    DinasCap,
    DinasWeights,
    Goal,
    ObjectiveSettings,
    Settings,
    ShareLimit,
    Weights,
)
from penempatan.settings.values import ValueRefusedError, nearest, read_value, show, write_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TableT = TypeVar("TableT")

FILE_NAME = "aturan.toml"
BYTES_MAX = 1_000_000  # a rules file is a few kilobytes; a bigger one is something else
_SYNTAX = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_DESCENDING = (  # keys whose points must not rise along the chain
    (
        "skor_pendidikan",
        (
            *("tercantum", "jenjang_lebih_tinggi", "bidang_rinci_sama", "bidang_sempit_sama", "rumpun_sama"),
            *("bidang_luas_sama", "tidak_sebidang"),
        ),
    ),
    ("skor_pendidikan", ("rumpun_utama_dinas", "rumpun_lain_dinas", "tidak_sebidang")),
    (
        "skor_pendidikan",
        ("preseden_jabatan_terbanyak", "preseden_jabatan_tersedikit", "tidak_sebidang"),
    ),
    ("skor_kinerja", ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")),
    ("skor_minat", ("pertama", "kedua", "ketiga", "tidak_diminati")),
)
_HEADING = re.compile(r"^\s*\[\s*([^\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")


def load_settings(path: Path | None) -> Settings:
    """Return the rules of a file (None: the defaults); InputError holding every fault of the file."""
    if path is None:
        return Settings()
    text = _text_of(path)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _file_error(path.name, *_syntax_fault(error)) from None
    return from_toml_dict(data, path.name, text)


def from_toml_dict(data: Mapping[str, Any], file_name: str = FILE_NAME, text: str = "") -> Settings:
    """Return the rules of a parsed file; InputError holding every fault.

    `text` is the file as written, so that a finding can name its line.
    """
    reader = _Reader(file_name, _lines_of(text))
    settings = reader.settings(data)
    if reader.issues:
        raise InputError(reader.issues)
    return settings


def as_toml_dict(settings: Settings) -> dict[str, Any]:
    """Return every key with its resolved value; `from_toml_dict` gives equal settings back."""
    return _written(settings)


class _Reader:
    """One reading of one file: the faults so far, and where each key stands."""

    def __init__(self, file_name: str, lines: Mapping[tuple[str, str], int]) -> None:
        self.issues: list[Issue] = []
        self._file_name = file_name
        self._lines = lines

    def settings(self, data: Mapping[str, Any]) -> Settings:
        tables = {field.metadata["toml"]: field for field in fields(Settings)}
        names = [name for name in tables if "." not in name]
        self._refuse_unknown("", data, names)
        defaults = Settings()
        changes: dict[str, Any] = {}
        for name in names:
            field = tables[name]
            raw = self._table(name, data.get(name, {}))
            if name == "bobot":
                changes["weights"], changes["dinas_weights"] = self._weights(raw, data)
            else:
                changes[field.name] = self._read(name, getattr(defaults, field.name), raw)
        settings = replace(defaults, **changes)
        self._check_order(settings.objective)
        for table, chain in _DESCENDING:
            self._check_descending(table, getattr(settings, tables[table].name), chain)
        return settings

    def _read(
        self, table: str, default: TableT, raw: Mapping[str, Any], beside: Sequence[str] = ()
    ) -> TableT:
        """Return `default` with the keys that the table names; `beside`: keys that someone else reads."""
        assert is_dataclass(default) and not isinstance(default, type)
        kinds = get_type_hints(type(default))
        keys = {field.metadata["toml"]: field for field in fields(default)}
        self._refuse_unknown(table, raw, [*keys, *beside])
        changes: dict[str, Any] = {}
        for key, field in keys.items():
            if key in raw:
                name = f"{table}.{key}"
                kind = kinds[field.name]
                if is_dataclass(kind):
                    inner = getattr(default, field.name)
                    changes[field.name] = self._read(name, inner, self._table(name, raw[key]))
                elif kind == tuple[DinasCap, ...]:
                    changes[field.name] = self._caps(name, raw[key])
                elif kind == tuple[ShareLimit, ...]:
                    changes[field.name] = self._shares(name, raw[key])
                else:
                    self._read_into(changes, field, kind, table, raw[key])
        return replace(default, **changes)

    def _read_into(
        self, changes: dict[str, Any], field: Field[Any], kind: object, table: str, raw: object
    ) -> None:
        key = field.metadata["toml"]
        try:
            changes[field.name] = read_value(kind, field.metadata, raw)
        except ValueRefusedError as fault:
            self._add("value_refused", table, key, f"[{table}] {key}: {fault.problem}.", fault.remedy)

    def _weights(
        self, raw: Mapping[str, Any], data: Mapping[str, Any]
    ) -> tuple[Weights, tuple[DinasWeights, ...]]:
        """Read [bobot] and its partial tables; with `hanya_skor_luar` a weight that is not named is zero."""
        eligibility = data.get("syarat")
        only_external = isinstance(eligibility, Mapping) and eligibility.get("hanya_skor_luar") is True
        default = Weights(0, 0, 0, 0, 0, 0) if only_external else Weights()
        base = self._read("bobot", default, raw, beside=["dinas"])
        self._refuse_all_zero("bobot", base)
        by_dinas: dict[str, Weights] = {}
        for text, table in self._table("bobot.dinas", raw.get("dinas", {})).items():
            name = f'bobot.dinas."{text}"'
            weights = self._read(name, base, self._table(name, table))
            self._refuse_all_zero(name, weights)
            self._keep_once("bobot.dinas", text, by_dinas, weights)
        return base, tuple(DinasWeights(dinas, by_dinas[dinas]) for dinas in sorted(by_dinas))

    def _caps(self, table: str, raw: object) -> tuple[DinasCap, ...]:
        caps: dict[str, int] = {}
        for text, value in self._table(table, raw).items():
            try:
                cap = read_value(int, {"most": 1_000_000}, value)
                self._keep_once(table, text, caps, cap, name=_place_name(text))
            except ValueRefusedError as fault:
                self._add("value_refused", table, text, f'[{table}] "{text}": {fault.problem}.', fault.remedy)
        return tuple(DinasCap(dinas, caps[dinas]) for dinas in sorted(caps))

    def _shares(self, table: str, raw: object) -> tuple[ShareLimit, ...]:
        if not isinstance(raw, list):
            problem = f"{table} = {show(raw)}: batas bagian ditulis sebagai daftar tabel."
            self._add("not_a_table", table, "", problem, f"Tulis [[{table}]] di atas setiap batas bagian.")
            return ()
        shares = tuple(self._read(table, ShareLimit(), self._table(table, one)) for one in raw)
        for share in shares:
            if not share.values or (share.most_percent < 0 and share.least_percent < 0):
                problem = f"[[{table}]]: nilai, atau maksimal_persen dan minimal_persen, belum diisi."
                remedy = 'Isi nilai = ["…"] dan paling sedikit satu persentase.'
                self._add("share_incomplete", table, "", problem, remedy)
        return shares

    def _keep_once(self, table: str, text: str, kept: dict[str, Any], value: object, name: str = "") -> None:
        """Keep a value under the canonical name of its dinas; a second name for the same dinas is a fault.

        `name`: the canonical name where the text may name a unit, too.
        """
        known = find_dinas(text)
        dinas = name or (known.name if known else " ".join(text.split()))
        if dinas in kept:
            problem = f'[{table}] "{text}": {dinas} sudah disebut dengan nama lain.'
            self._add("dinas_named_twice", table, text, problem, "Sisakan satu saja.")
        kept[dinas] = value

    def _table(self, name: str, raw: object) -> Mapping[str, Any]:
        if isinstance(raw, Mapping):
            return raw
        parent, _, key = name.rpartition(".")
        problem = f"{name} = {show(raw)}: {name} adalah tabel, bukan satu nilai."
        self._add(
            "not_a_table",
            parent,
            key,
            problem,
            f"Tulis [{name}] pada baris tersendiri, lalu isinya di bawahnya.",
        )
        return {}

    def _refuse_unknown(self, table: str, raw: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in raw:
            if key in known:
                continue
            if home := _home_of(key):
                remedy = f"Kunci ini milik tabel [{home}]; pindahkan ke sana."
            elif guess := nearest(key, known):
                remedy = f"Mungkin maksudnya “{guess}”; perbaiki atau hapus."
            else:
                remedy = "Hapus, atau pakai salah satu dari: " + ", ".join(sorted(known)) + "."
            what = (
                f"[{table}] {key}: kunci tidak dikenal."
                if table
                else f"{key}: tabel atau kunci tidak dikenal."
            )
            self._add("unknown_key", table, key, what, remedy)

    def _refuse_all_zero(self, table: str, weights: Weights) -> None:
        if not any(getattr(weights, field.name) for field in fields(weights)):
            self._add(
                "weights_all_zero",
                table,
                "",
                f"[{table}]: semua bobot nol.",
                "Beri paling sedikit satu bobot di atas nol.",
            )

    def _check_order(self, objective: ObjectiveSettings) -> None:
        if Goal.FIT not in objective.order:
            self._add(
                "fit_missing",
                "tujuan",
                "urutan",
                "[tujuan] urutan: “kesesuaian” tidak disebut.",
                "Tambahkan “kesesuaian”: tanpa itu penempatan tidak memperhitungkan kompetensi.",
            )
        before = (
            set(objective.order[: objective.order.index(Goal.WORST_OFF)])
            if (Goal.WORST_OFF in objective.order)
            else {Goal.PRIORITY}
        )
        if not before & {Goal.PRIORITY, Goal.FAIRNESS}:
            self._add(
                "worst_off_first",
                "tujuan",
                "urutan",
                "[tujuan] urutan: “terlemah” berdiri sebelum lowongan diisi; susunan kosong akan menang.",
                "Letakkan “prioritas” atau “pemerataan” sebelum “terlemah”.",
            )

    def _check_descending(self, table: str, steps: object, chain: Sequence[str]) -> None:
        """Refuse a step worth more than the better step before it; figures not written are the defaults."""
        names = {field.metadata["toml"]: field.name for field in fields(steps)}  # type: ignore[arg-type]
        for better, worse in pairwise(chain):
            high, low = getattr(steps, names[better]), getattr(steps, names[worse])
            if low > high:
                figures = {key: f"{key} = {value / 100:g}" for key, value in ((better, high), (worse, low))}
                written = worse if (table, worse) in self._lines else better
                self._add(
                    "steps_not_descending",
                    table,
                    written,
                    f"[{table}] {figures[worse]} lebih tinggi daripada {figures[better]}, padahal langkahnya "
                    "lebih rendah.",
                    f"Turunkan {worse} atau naikkan {better}.",
                )

    def _add(self, code: str, table: str, key: str, problem: str, remedy: str) -> None:
        line = self._lines.get((table, key)) or self._lines.get((f"{table}.{key}".strip("."), ""))
        location = Location(self._file_name, "", str(line) if line else "")
        self.issues.append(Issue(code, Severity.ERROR, location, problem, remedy))


def _written(table: object) -> dict[str, Any]:
    """Return a table and the tables in it with every key."""
    written: dict[str, Any] = {}
    assert is_dataclass(table) and not isinstance(table, type)
    for field in fields(table):
        key, value = field.metadata["toml"], getattr(table, field.name)
        if key == "bobot.dinas":
            written["bobot"]["dinas"] = {one.dinas: _written(one.weights) for one in value}
        elif is_dataclass(value):
            written[key] = _written(value)
        elif key == "bagian":
            written[key] = [_written(share) for share in value]
        elif field.metadata.get("unit") == "texts":
            written[key] = list(value)
        elif isinstance(value, tuple) and (not value or isinstance(value[0], DinasCap)):
            written[key] = {cap.dinas: cap.at_most for cap in value}
        else:
            written[key] = write_value(field.metadata, value)
    return written


def _place_name(text: str) -> str:
    """Return a dinas, or `DINAS | UNIT`, as tables of people and posts are read."""
    known = find_dinas(text)
    if known is not None:
        return known.name
    dinas, unit = split_unit_path(text)
    return f"{dinas} | {unit}" if unit else dinas


def _home_of(key: str) -> str | None:
    """Return the one table that has this key, for a key written under the wrong heading."""
    homes = [table for table, keys in as_toml_dict(Settings()).items() if key in keys]
    return homes[0] if len(homes) == 1 else None


def _lines_of(text: str) -> dict[tuple[str, str], int]:
    """Return the line of every (table, key) and of every heading as (table, ""); good enough for messages."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            table = heading[1]
            lines.setdefault((table, ""), number)
        elif key := _KEY.match(line):
            lines.setdefault((table, key[1] or key[2] or key[3]), number)
    return lines


def _text_of(path: Path) -> str:
    try:
        data = path.read_bytes()[: BYTES_MAX + 1]
    except OSError as error:
        raise _file_error(
            path.name,
            "",
            f"berkas aturan tidak dapat dibaca ({error.strerror}).",
            "Periksa nama dan izin berkas.",
        ) from None
    if len(data) > BYTES_MAX:
        raise _file_error(
            path.name,
            "",
            "berkas aturan lebih dari 1 MB.",
            "Pastikan berkas yang ditunjuk memang aturan.toml.",
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _file_error(
            path.name, "", "berkas aturan tidak berpengodean UTF-8.", "Simpan ulang sebagai teks UTF-8."
        ) from None


def _syntax_fault(error: Exception) -> tuple[str, str, str]:
    """Return line, problem and remedy for what tomllib says in English."""
    place = _SYNTAX.search(str(error))
    line = (place[1] or "") if place else ""
    column = f" dekat kolom {place[2]}" if place and place[2] else ""
    problem = f"tulisan{column} tidak terbaca sebagai TOML."
    if "overwrite" in str(error) or "twice" in str(error):
        problem = f"kunci atau tabel{column} ditulis dua kali."
    return (
        line,
        problem,
        "Periksa tanda petik, tanda = dan kurung siku; contoh lengkap ada pada aturan.toml bawaan.",
    )


def _file_error(file_name: str, line: str, problem: str, remedy: str) -> InputError:
    return InputError(
        [Issue("rules_unreadable", Severity.ERROR, Location(file_name, "", line), problem, remedy)]
    )

"""`rekam.json` read back, with every complaint at once."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from penempatan.domain.plan import Termination, TierValue
from penempatan.report.record import SCHEMA, InputEntry, RunRecord, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ValueT = TypeVar("ValueT")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class RecordUnreadableError(ValueError):
    """`rekam.json` is damaged or of an unknown schema; `faults` holds every Indonesian sentence."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def read_record(path: Path) -> RunRecord:
    """Read the record of a result; RecordUnreadableError with every fault, OSError when it is not there."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise RecordUnreadableError([f"{path.name} tidak terbaca sebagai JSON"]) from fault
    if not isinstance(data, dict):
        raise RecordUnreadableError([f"{path.name} tidak berisi objek JSON"])
    if data.get("skema") != SCHEMA:
        raise RecordUnreadableError(
            [f"{path.name}: skema {data.get('skema')!r} tidak dikenal; versi ini mengenal {SCHEMA}"]
        )
    reader = _Reader(path.name)
    record = reader.record(data)
    if reader.faults:
        raise RecordUnreadableError(reader.faults)
    return record


class _Reader:
    """One reading; a value that does not fit is a fault and a stand-in, so that reading goes on."""

    def __init__(self, name: str) -> None:
        self.faults: list[str] = []
        self._name = name

    def record(self, data: dict[str, Any]) -> RunRecord:
        goal = self._table(data, "tujuan")
        return RunRecord(
            run_id=self._text(data, "id"),
            version=self._text(data, "versi"),
            created=self._parsed(data, "dibuat", _moment, datetime.min),
            judged_on=self._parsed(data, "tanggal_penilaian", date.fromisoformat, date.min),
            inputs=tuple(self._input(one) for one in self._rows(data, "masukan")),
            rules=self._table(data, "aturan"),
            termination=self._parsed(data, "status", Termination, Termination.FEASIBLE),
            total_score=self._count(goal, "total_skor"),
            bound=self._count(goal, "batas_atas"),
            gap=self._count(goal, "selisih"),
            tiers=tuple(
                TierValue(self._text(one, "tujuan"), self._whole(one, "nilai"))
                for one in self._rows(goal, "tingkat")
            ),
            summary=self._summary(self._table(data, "ringkasan")),
            outputs={
                name: self._parsed(self._table(data, "keluaran"), name, _sha256, "")
                for name in self._table(data, "keluaran")
            },
            seal=self._parsed(data, "segel", _sha256, "") if "segel" in data else "",
            trail=self._text(data, "jejak") if "jejak" in data else "",
        )

    def _summary(self, data: dict[str, Any]) -> Summary:
        mean = data.get("skor_rata_rata")
        if mean is not None and (isinstance(mean, bool) or not isinstance(mean, int | float)):
            self._fault("skor_rata_rata", mean)
            mean = None
        return Summary(
            employees=self._count(data, "pegawai"),
            vacancies=self._count(data, "formasi"),
            openings=self._count(data, "lowongan"),
            eligible_pairs=self._count(data, "pasangan_memenuhi_syarat"),
            placed=self._count(data, "ditempatkan"),
            open_seats=self._count(data, "lowongan_kosong"),
            unplaced=self._count(data, "belum_ditempatkan"),
            mean_score=None if mean is None else round(mean * 100),
            quarantined=self._count(data, "dikarantina") if "dikarantina" in data else 0,
            stays=self._count(data, "tetap") if "tetap" in data else None,
            moved=self._count(data, "berpindah_jabatan") if "berpindah_jabatan" in data else None,
            surplus=self._count(data, "kelebihan") if "kelebihan" in data else None,
        )

    def _input(self, data: dict[str, Any]) -> InputEntry:
        place = data.get("lokasi")
        if place is not None and not isinstance(place, str):
            self._fault("lokasi", place)
        in_workbook = data.get("dalam_buku_kerja")
        if not isinstance(in_workbook, bool):
            self._fault("dalam_buku_kerja", in_workbook)
        return InputEntry(
            role=self._text(data, "peran"),
            name=self._text(data, "berkas"),
            sheet=self._text(data, "lembar"),
            sha256=self._parsed(data, "sha256", _sha256, ""),
            rows=self._count(data, "baris"),
            place=place if isinstance(place, str) else "",
            in_workbook=in_workbook is True,
        )

    def _table(self, data: dict[str, Any], key: str) -> dict[str, Any]:
        value = data.get(key)
        if isinstance(value, dict):
            return value
        self._fault(key, value)
        return {}

    def _rows(self, data: dict[str, Any], key: str) -> list[dict[str, Any]]:
        value = data.get(key)
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        self._fault(key, value)
        return []

    def _text(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key)
        if isinstance(value, str):
            return value
        self._fault(key, value)
        return ""

    def _whole(self, data: dict[str, Any], key: str) -> int:
        value = data.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._fault(key, value)
        return 0

    def _count(self, data: dict[str, Any], key: str) -> int:
        value = self._whole(data, key)
        if value < 0:
            self._fault(key, value)
        return value

    def _parsed(
        self, data: dict[str, Any], key: str, parse: Callable[[str], ValueT], otherwise: ValueT
    ) -> ValueT:
        value = data.get(key)
        if isinstance(value, str):
            try:
                return parse(value)
            except ValueError:
                pass
        self._fault(key, value)
        return otherwise

    def _fault(self, key: str, value: object) -> None:
        if value is None:
            self.faults.append(f"{self._name}: {key} tidak ada")
        else:
            self.faults.append(f"{self._name}: nilai {key} tidak dapat dipakai ({str(value)[:60]!r})")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment


def _sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise ValueError("not a SHA-256")
    return text

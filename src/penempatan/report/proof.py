"""`bukti.json`: the dual certificate, by NIP, kode formasi and limit, so that anyone can check the plan.

Prices are exact integers in packed units; they may exceed 2^53, so a reader must not turn them into floats.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from penempatan.domain.plan import Certificate, CutCertificate, StageCertificate, TierCertificate, TierWeight
from penempatan.objective.seats import seats_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from penempatan.domain.problem import PlacementProblem

SCHEMA = "penempatan.bukti/1"


class ProofUnreadableError(ValueError):
    """`bukti.json` is damaged or belongs to another round; `faults` holds every Indonesian sentence."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def write_proof(path: Path, problem: PlacementProblem, certificate: Certificate, run_id: str) -> None:
    """Write the certificate compactly; OSError when that is not possible."""
    nips = [one.id for one in problem.employees]
    codes = [one.code for one in problem.vacancies]
    surplus = surplus_codes(problem)
    proof: dict[str, Any] = {
        "skema": SCHEMA,
        "id": run_id,
        "tahap": [
            {
                "tingkat": [{"tujuan": one.tier, "pengali": one.multiplier} for one in stage.weights],
                "nilai": stage.objective,
                "harga_pegawai": dict(zip(nips, stage.employee, strict=True)),
                "harga_formasi": dict(zip(codes, stage.vacancy[: len(codes)], strict=True)),
                **_surplus_prices(surplus, stage),
                "harga_batas": dict(stage.limit),
            }
            for stage in certificate.stages
        ],
    }
    if certificate.tiers:  # a round whose limits break the network
        proof["tingkat"] = [
            {
                "tujuan": one.tier,
                "skala": one.scale,
                "nilai": one.value,
                "cabang_dan_batas": one.searched,
                "harga_pegawai": dict(zip(nips, one.employee, strict=True)),
                "harga_formasi": dict(zip(codes, one.vacancy[: len(codes)], strict=True)),
                **_surplus_prices(surplus, one),
                "harga_batas": dict(one.limit),
                "harga_tingkat_sebelumnya": list(one.earlier),
            }
            for one in certificate.tiers
        ]
    if certificate.cuts:
        proof["irisan"] = [
            {
                "kunci": one.key,
                "pembagi": one.divisor,
                "pengali_pegawai": {nips[index]: count for index, count in one.employee},
                **_cut_seats(codes, surplus, one),
                "pengali_batas": dict(one.limit),
            }
            for one in certificate.cuts
        ]
    path.write_bytes(json.dumps(proof, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")


def read_proof(path: Path, problem: PlacementProblem) -> tuple[str, Certificate]:
    """Return the run id and the certificate aligned with the problem; ProofUnreadableError has all faults."""
    proof = _load(path)
    faults: list[str] = []
    if proof.get("skema") != SCHEMA:
        raise ProofUnreadableError(
            [f"{path.name}: skema {proof.get('skema')!r} tidak dikenal, seharusnya {SCHEMA}"]
        )
    stages = proof.get("tahap")
    if not isinstance(stages, list):
        raise ProofUnreadableError([f"{path.name}: daftar tahap tidak ada"])
    nips = [one.id for one in problem.employees]
    codes = [one.code for one in problem.vacancies]
    surplus = surplus_codes(problem)
    read = []
    for number, stage in enumerate(stages, start=1):
        where = f"{path.name} tahap {number}"
        if not isinstance(stage, dict):
            faults.append(f"{where}: bukan objek")
            continue
        limits = _prices(stage, "harga_batas", where, faults)
        read.append(
            StageCertificate(
                _weights(stage, where, faults),
                _aligned(_prices(stage, "harga_pegawai", where, faults), nips, "NIP", where, faults),
                _of_seats(stage, codes, surplus, where, faults),
                tuple(limits.items()),
                _integer(stage.get("nilai"), f"{where}: nilai", faults),
            )
        )
    tiers = _tiers(path.name, proof.get("tingkat", []), nips, codes, surplus=surplus, faults=faults)
    cuts = _cuts(path.name, proof.get("irisan", []), nips, codes, surplus=surplus, faults=faults)
    if faults:
        raise ProofUnreadableError(faults)
    return str(proof.get("id", "")), Certificate(tuple(read), tiers, cuts)


def _cuts(
    name: str,
    cuts: object,
    nips: Sequence[str],
    codes: Sequence[str],
    *,
    surplus: Sequence[str],
    faults: list[str],
) -> tuple[CutCertificate, ...]:
    if not isinstance(cuts, list) or not all(isinstance(one, dict) for one in cuts):
        faults.append(f"{name}: daftar irisan tidak terbaca")
        return ()
    read = []
    for number, one in enumerate(cuts, start=1):
        where = f"{name} irisan {number}"
        seats = _multipliers(one, "pengali_formasi", codes, where, faults)
        if surplus:
            beyond = _multipliers(one, "pengali_kelebihan", surplus, where, faults)
            seats += tuple((len(codes) + index, count) for index, count in beyond)
        read.append(
            CutCertificate(
                str(one.get("kunci")),
                _integer(one.get("pembagi"), f"{where}: pembagi", faults),
                _multipliers(one, "pengali_pegawai", nips, where, faults),
                seats,
                tuple(_prices(one, "pengali_batas", where, faults).items()),
            )
        )
    return tuple(read)


def _multipliers(
    data: dict[str, Any], key: str, ids: Sequence[str], where: str, faults: list[str]
) -> tuple[tuple[int, int], ...]:
    """Return (index, multiplier) of those named; the others are 0."""
    named = _prices(data, key, where, faults)
    place = {one: index for index, one in enumerate(ids)}
    if foreign := sorted(named.keys() - place.keys()):
        faults.append(f"{where}: {key} menyebut yang tidak ada pada masukan: {_some(foreign)}")
    return tuple((place[one], count) for one, count in named.items() if one in place)


def _cut_seats(
    codes: Sequence[str], surplus: Sequence[str], cut: CutCertificate
) -> dict[str, dict[str, int]]:
    """Return the multipliers of a cut by kode formasi, of openings and of surplus seats."""
    openings = {codes[index]: count for index, count in cut.vacancy if index < len(codes)}
    beyond = {surplus[index - len(codes)]: count for index, count in cut.vacancy if index >= len(codes)}
    return {"pengali_formasi": openings} | ({"pengali_kelebihan": beyond} if surplus else {})


def _tiers(
    name: str,
    tiers: object,
    nips: Sequence[str],
    codes: Sequence[str],
    *,
    surplus: Sequence[str],
    faults: list[str],
) -> tuple[TierCertificate, ...]:
    if not isinstance(tiers, list) or not all(isinstance(one, dict) for one in tiers):
        faults.append(f"{name}: daftar tingkat tidak terbaca")
        return ()
    read = []
    for number, one in enumerate(tiers, start=1):
        where = f"{name} tingkat {number}"
        earlier = one.get("harga_tingkat_sebelumnya")
        if not isinstance(earlier, list):
            faults.append(f"{where}: harga_tingkat_sebelumnya tidak ada")
            earlier = []
        if not isinstance(one.get("cabang_dan_batas"), bool):
            faults.append(f"{where}: cabang_dan_batas bukan true atau false")
        read.append(
            TierCertificate(
                str(one.get("tujuan")),
                _integer(one.get("skala"), f"{where}: skala", faults),
                _aligned(_prices(one, "harga_pegawai", where, faults), nips, "NIP", where, faults),
                _of_seats(one, codes, surplus, where, faults),
                tuple(_prices(one, "harga_batas", where, faults).items()),
                tuple(_integer(price, f"{where}: harga tingkat", faults) for price in earlier),
                _integer(one.get("nilai"), f"{where}: nilai", faults),
                one.get("cabang_dan_batas") is True,
            )
        )
    return tuple(read)


def _of_seats(
    data: dict[str, Any], codes: Sequence[str], surplus: Sequence[str], where: str, faults: list[str]
) -> tuple[int, ...]:
    """Return the prices of all kinds of seats: openings, then surplus seats."""
    openings = _prices(data, "harga_formasi", where, faults)
    beyond = _prices(data, "harga_kelebihan", where, faults) if surplus else {}
    return (
        *_aligned(openings, codes, "formasi", where, faults),
        *_aligned(beyond, surplus, "kelebihan formasi", where, faults),
    )


def _surplus_prices(
    codes: Sequence[str], stage: StageCertificate | TierCertificate
) -> dict[str, dict[str, int]]:
    """Return the prices of surplus seats by post; nothing in a round that has none."""
    if not codes:
        return {}
    return {"harga_kelebihan": dict(zip(codes, stage.vacancy[-len(codes) :], strict=True))}


def surplus_codes(problem: PlacementProblem) -> list[str]:
    """Return the posts with surplus seats, in the order of those kinds of seats."""
    seats = seats_of(problem)
    return [problem.vacancies[post].code for post in seats.post[seats.n_vacancies :].tolist()]


def _load(path: Path) -> dict[str, Any]:
    try:
        proof = json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        raise ProofUnreadableError([f"{path.name} tidak terbaca sebagai JSON"]) from fault
    if not isinstance(proof, dict):
        raise ProofUnreadableError([f"{path.name} tidak berisi objek JSON"])
    return proof


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _weights(stage: dict[str, Any], where: str, faults: list[str]) -> tuple[TierWeight, ...]:
    weights = stage.get("tingkat")
    if not isinstance(weights, list) or not all(isinstance(one, dict) for one in weights):
        faults.append(f"{where}: daftar tingkat tidak terbaca")
        return ()
    return tuple(
        TierWeight(str(one.get("tujuan")), _integer(one.get("pengali"), f"{where}: pengali", faults))
        for one in weights
    )


def _prices(stage: dict[str, Any], key: str, where: str, faults: list[str]) -> dict[str, int]:
    prices = stage.get(key)
    if not isinstance(prices, dict):
        faults.append(f"{where}: {key} tidak ada")
        return {}
    return {name: _integer(price, f"{where}: {key} {name}", faults) for name, price in prices.items()}


def _aligned(
    prices: dict[str, int], ids: Sequence[str], kind: str, where: str, faults: list[str]
) -> tuple[int, ...]:
    if foreign := sorted(prices.keys() - set(ids)):
        faults.append(f"{where}: harga untuk {kind} yang tidak ada pada masukan: {_some(foreign)}")
    if missing := [one for one in ids if one not in prices]:
        faults.append(f"{where}: tidak ada harga untuk {kind} {_some(missing)}")
    return tuple(prices.get(one, 0) for one in ids)


def _some(names: Sequence[str]) -> str:
    more = f" dan {len(names) - 3} lagi" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _integer(value: object, what: str, faults: list[str]) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    faults.append(f"{what} bukan bilangan bulat ({value!r})")
    return 0

"""`penempatan jelaskan`: why here, why not there, why nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import JsonOption, QuietOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from penempatan.cli.console import Screen
    from penempatan.eligibility.rule import Verdict
    from penempatan.explain.answering import Answerer
    from penempatan.explain.answers import OverviewAnswer, PairAnswer, PersonAnswer, VacancyAnswer

SHORT = "Jelaskan mengapa di sini, mengapa bukan di sana, mengapa kosong."
HELP = """Jelaskan satu hasil dari catatannya sendiri: mengapa seorang pegawai ditempatkan di situ dan bukan
di tempat lain, siapa calon suatu formasi dan apa yang kurang, atau satu pasangan selengkapnya dengan dasar
setiap syarat. Hasilnya diaudit lebih dahulu; yang dijelaskan adalah tabel yang dipakai menyusun usulan."""
EXAMPLES = """\b
Contoh:
  penempatan jelaskan hasil
  penempatan jelaskan hasil --nip 199001012015032001
  penempatan jelaskan hasil --formasi F-001
  penempatan jelaskan hasil --nip 199001012015032001 --formasi F-001"""

_ANSWERS = {
    "ALLOWED": "memenuhi",
    "NOTED": "catatan",
    "UNVERIFIED": "verifikasi",
    "FORBIDDEN": "ditolak",
}
SHOWN = 15  # rows on the screen; all of them with --json


def explain(
    *,
    result: Annotated[Path, typer.Argument(metavar="HASIL", help="Folder hasil dari penempatan susun.")],
    nip: Annotated[str | None, typer.Option("--nip", metavar="NIP", help="Pegawai yang ditanyakan.")] = None,
    code: Annotated[
        str | None, typer.Option("--formasi", metavar="KODE", help="Formasi yang ditanyakan.")
    ] = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Explain a result, a person, a vacancy, or a pair of them."""
    from penempatan.cli.console import Screen
    from penempatan.errors import UsageError

    screen = Screen(json=json, quiet=quiet)
    if not result.is_dir():
        raise UsageError(f"Folder hasil tidak ditemukan: {result}. Periksa penulisan namanya.")

    from penempatan.explain.answering import answerer  # after the quick refusals
    from penempatan.verification.audit import open_result

    with screen.progress() as announce:
        announce("Mengaudit hasil …")
        sound = open_result(result)
        employee = _position("--nip", nip, [one.id for one in sound.problem.employees])
        vacancy = _position("--formasi", code, [one.code for one in sound.problem.vacancies])
        announce("Menyusun penjelasan …")
        asked = answerer(sound.problem, sound.settings, sound.pairs, sound.plan)
    if employee is not None and vacancy is not None:
        pair = asked.pair(employee, vacancy)
        screen.answer(_pair_answer(asked, pair))
        _tell_pair(screen, asked, pair)
    elif employee is not None:
        person = asked.person(employee)
        screen.answer(_person_answer(asked, person))
        _tell_person(screen, asked, person)
    elif vacancy is not None:
        post = asked.vacancy(vacancy)
        screen.answer(_vacancy_answer(asked, post))
        _tell_vacancy(screen, asked, post)
    else:
        overview = asked.overview()
        screen.answer(_overview_answer(overview))
        _tell_overview(screen, overview)
    return 0


def _position(option: str, wanted: str | None, ids: Sequence[str]) -> int | None:
    """Return where an id stands; UsageError for one that the round does not have."""
    from penempatan.errors import UsageError

    if wanted is None:
        return None
    text = "".join(wanted.split()) if option == "--nip" else " ".join(wanted.split())
    if text not in ids:  # what was typed may be a name: it is not repeated
        raise UsageError(f"{option}: tidak ada pada ronde ini. Periksa penulisannya.")
    return ids.index(text)


def _tell_overview(screen: Screen, overview: OverviewAnswer) -> None:
    from penempatan.explain.wording import count

    stay = f", {count(overview.staying)} tetap pada jabatannya" if overview.staying else ""
    screen.say(
        f"{count(overview.placed)} pegawai ditempatkan{stay}; lowongan {count(overview.openings)}.", "bold"
    )
    screen.say(overview.joint)
    for title, reasons in (
        ("Pegawai yang belum ditempatkan, menurut sebabnya:", overview.unplaced),
        ("Lowongan yang kosong, menurut sebabnya:", overview.unfilled),
    ):
        if reasons:
            screen.say(title)
            screen.rows([(reason, count(number)) for reason, number in reasons])
    screen.say("Tanyakan satu pegawai dengan --nip, satu formasi dengan --formasi, atau keduanya.")


def _tell_person(screen: Screen, asked: Answerer, person: PersonAnswer) -> None:
    from penempatan.explain.wording import count, points

    employee = asked.problem.employees[person.employee]
    screen.say(f"{employee.name} ({employee.id})", "bold")
    if person.placed_in >= 0:
        screen.say(f"Tempat: {_post(asked, person.placed_in)}")
    screen.say(person.sentence)
    n_rows = len(person.rows)
    screen.say(f"Memenuhi syarat untuk {count(person.eligible)} dari {count(n_rows)} formasi:")
    for row in person.rows[:SHOWN]:
        screen.say(f"  {_verdict(row.verdict)}  {_score(row.score)}  {_post(asked, row.vacancy)}")
        holders = [f"{asked.problem.employees[one.employee].id} ({points(one.score)})" for one in row.holders]
        if holders and not row.here:
            more = f" dan {len(holders) - 3} lainnya" if len(holders) > 3 else ""
            screen.say(f"      Diisi {', '.join(holders[:3])}{more}.")
        screen.say(f"      {row.sentence}")
    if n_rows > SHOWN:
        screen.say(f"  … dan {count(n_rows - SHOWN)} formasi lagi (semuanya dengan --json).")


def _tell_vacancy(screen: Screen, asked: Answerer, post: VacancyAnswer) -> None:
    from penempatan.explain.answering import seats
    from penempatan.explain.wording import count

    screen.say(_post(asked, post.vacancy), "bold")
    screen.say(f"{seats(post)}; {count(len(post.candidates))} pegawai memenuhi syarat.")
    if post.sentence:
        screen.say(post.sentence)
    for title, rows in (
        ("Calon, skor tertinggi lebih dahulu:", post.candidates),
        ("Paling dekat di antara yang belum memenuhi syarat:", post.nearest),
    ):
        if rows:
            screen.say(title)
        for row in rows[:SHOWN]:
            person = asked.problem.employees[row.employee]
            screen.say(f"  {_verdict(row.verdict)}  {_score(row.score)}  {person.name} ({person.id})")
            screen.say(f"      {row.sentence}")
        if len(rows) > SHOWN:
            screen.say(f"  … dan {count(len(rows) - SHOWN)} lagi (semuanya dengan --json).")


def _tell_pair(screen: Screen, asked: Answerer, pair: PairAnswer) -> None:
    from penempatan.eligibility.wording import rule_label, waived
    from penempatan.explain.wording import points
    from penempatan.report.labels import COMPONENTS

    employee = asked.problem.employees[pair.employee]
    screen.say(f"{employee.name} ({employee.id}) pada {_post(asked, pair.vacancy)}", "bold")
    result = _ANSWERS[pair.judgement.verdict.name]
    screen.say(f"Hasil: {result}; skor {points(pair.judgement.score)}. {pair.sentence}")
    screen.say("Syarat:")
    for rule in pair.rules:
        one = rule.finding
        screen.say(f"  {_verdict(one.verdict)}  {rule_label(one.code)}")
        screen.say(f"      dimiliki {one.held}; disyaratkan {one.required}")
        if one.waiver is not None:
            screen.say(f"      {waived(one.waiver)}")
        if rule.source:
            screen.say(f"      dasar: {rule.source}")
    screen.say("Skor:")
    for part in pair.judgement.parts:
        if not part.asked or not part.weight:
            screen.say(f"  {COMPONENTS[part.key]}: tidak dihitung")
            continue
        missing = " (data kosong, nilai netral)" if part.missing else ""
        weight = f"{part.weight / 1000:g}".replace(".", ",")
        screen.say(f"  {COMPONENTS[part.key]}: {points(part.points)} × bobot {weight}{missing}")
        if part.basis:
            screen.say(f"      {part.basis}")
    base = f"{pair.base / 1000:g}".replace(".", ",")
    screen.say(f"  Jumlah poin × bobot dibagi {base} = {points(pair.judgement.score)}")


def _post(asked: Answerer, vacancy: int) -> str:
    post = asked.problem.vacancies[vacancy]
    return f"{post.code} {post.position}" + (f", {post.dinas}" if post.dinas else "")


def _verdict(verdict: Verdict) -> str:
    return f"{_ANSWERS[verdict.name]:<10}"


def _score(hundredths: int) -> str:
    from penempatan.explain.wording import points

    return f"{points(hundredths):>6}"


def _overview_answer(overview: OverviewAnswer) -> dict[str, object]:
    return {
        "ditempatkan": overview.placed,
        "tetap": overview.staying,
        "lowongan": overview.openings,
        "belum_ditempatkan": dict(overview.unplaced),
        "lowongan_kosong": dict(overview.unfilled),
        "keterangan": overview.joint,
    }


def _person_answer(asked: Answerer, person: PersonAnswer) -> dict[str, object]:
    problem = asked.problem
    return {
        "nip": problem.employees[person.employee].id,
        "ditempatkan_di": problem.vacancies[person.placed_in].code if person.placed_in >= 0 else None,
        "tetap": person.stays,
        "alasan": person.sentence,
        "memenuhi_syarat": person.eligible,
        "formasi": [
            {
                "kode_formasi": problem.vacancies[row.vacancy].code,
                "hasil": _ANSWERS[row.verdict.name],
                "skor": row.score,
                "melanggar": [one.code.name for one in row.broken],
                "diisi": [
                    {"nip": problem.employees[one.employee].id, "skor": one.score} for one in row.holders
                ],
                "lowongan_kosong": row.open_seats,
                "alasan": row.sentence,
            }
            for row in person.rows
        ],
    }


def _vacancy_answer(asked: Answerer, post: VacancyAnswer) -> dict[str, object]:
    problem = asked.problem

    def told(index: int) -> list[dict[str, object]]:
        return [
            {
                "nip": problem.employees[row.employee].id,
                "hasil": _ANSWERS[row.verdict.name],
                "skor": row.score,
                "ditempatkan_di": problem.vacancies[row.placed_in].code if row.placed_in >= 0 else None,
                "melanggar": [one.code.name for one in row.broken],
                "alasan": row.sentence,
            }
            for row in (post.candidates, post.nearest)[index]
        ]

    return {
        "kode_formasi": problem.vacancies[post.vacancy].code,
        "lowongan": post.openings,
        "terisi": post.filled,
        "alasan": post.sentence or None,
        "calon": told(0),
        "terdekat": told(1),
    }


def _pair_answer(asked: Answerer, pair: PairAnswer) -> dict[str, object]:
    return {
        "nip": asked.problem.employees[pair.employee].id,
        "kode_formasi": asked.problem.vacancies[pair.vacancy].code,
        "hasil": _ANSWERS[pair.judgement.verdict.name],
        "skor": pair.judgement.score,
        "alasan": pair.sentence,
        "syarat": [
            {
                "kode": rule.finding.code.name,
                "syarat": rule.finding.code.value,
                "hasil": _ANSWERS[rule.finding.verdict.name],
                "dimiliki": rule.finding.held,
                "disyaratkan": rule.finding.required,
                "dasar": rule.source or None,
                "pengecualian": rule.finding.waiver.document if rule.finding.waiver is not None else None,
            }
            for rule in pair.rules
        ],
        "komponen": [
            {
                "komponen": part.key.value,
                "diminta": part.asked,
                "poin": part.points if part.asked else None,
                "bobot": part.weight,
                "data_kosong": part.missing,
                "dasar": part.basis,
            }
            for part in pair.judgement.parts
        ],
    }

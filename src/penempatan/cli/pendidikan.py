"""`penempatan pendidikan`: how an education is read, what is near it, and how well it fits a list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from penempatan.cli.options import JsonOption, OverwriteOption, QuietOption

if TYPE_CHECKING:
    from penempatan.appraisal.bulk import Answer
    from penempatan.appraisal.fit import Fit
    from penempatan.appraisal.nearby import NearProgramme
    from penempatan.appraisal.reading import EducationReading
    from penempatan.cli.console import Screen

SHORT = "Lihat bagaimana suatu pendidikan dibaca dan seberapa cocok."
HELP = """Lihat bagaimana suatu pendidikan dibaca (jenjang, program studi, bidang ISCED-F, rumpun), program
studi apa yang dekat dengannya menurut formasi CPNS 2024, dan, dengan --kualifikasi, skornya terhadap suatu
daftar beserta alasannya. Dengan --berkas, banyak baris sekaligus: CSV berkolom pendidikan dan kualifikasi."""
EXAMPLES = """\b
Contoh:
  penempatan pendidikan "S1 Kesmas"
  penempatan pendidikan "S.Kep., Ners" --kualifikasi "D-III KEPERAWATAN / S-1 KEBIDANAN"
  penempatan pendidikan --berkas daftar.csv --keluaran jawaban.csv"""

NEAREST = 8


def education(
    *,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEKS", help="Pendidikan seperti tertulis, misalnya “S1 Kesmas”.", show_default=False
        ),
    ] = None,
    qualification: Annotated[
        str | None,
        typer.Option(
            "--kualifikasi", metavar="TEKS", help="Pendidikan yang diterima, dipisahkan “ / ” atau “;”."
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--berkas", metavar="BERKAS.csv", help="CSV berkolom pendidikan dan kualifikasi."),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--keluaran", metavar="BERKAS.csv", help="Hasil --berkas; tanpa ini, CSV ke keluaran standar."
        ),
    ] = None,
    overwrite: OverwriteOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Answer about one education, or about every row of a file."""
    from penempatan.cli.console import Screen
    from penempatan.errors import UsageError

    if source is None:
        if text is None or not text.strip():
            raise UsageError("Tulis pendidikan yang hendak dibaca, atau berikan --berkas.")
        if target is not None:
            raise UsageError("--keluaran hanya untuk --berkas.")
        screen = Screen(json=json, quiet=quiet)
        with screen.progress() as announce:
            announce("Membaca tabel preseden …")
            reply = _reply(text, qualification)
        screen.answer(_document(reply))
        _show(screen, reply)
        return 0
    if text is not None or qualification is not None:
        raise UsageError("--berkas tidak dipakai bersama TEKS atau --kualifikasi.")
    if json and target is None:
        raise UsageError("--json memerlukan --keluaran, karena tanpa itu CSV memakai keluaran standar.")
    if target is None:
        _stream(source, Screen(json=True, quiet=quiet))
    else:
        _save(source, target, Screen(json=json, quiet=quiet), overwrite=overwrite)
    return 0


@dataclass(frozen=True, slots=True)
class _Reply:
    """What there is to say about one text."""

    text: str
    qualification: str | None
    readings: tuple[tuple[EducationReading, tuple[NearProgramme, ...]], ...]
    fit: Fit | None


def _reply(text: str, qualification: str | None) -> _Reply:
    from penempatan.appraisal.reading import readings
    from penempatan.errors import UsageError

    found = readings(text)
    if not found:
        raise UsageError(f"“{text}” tidak menyebut pendidikan. Tulis misalnya “S-1 KESEHATAN MASYARAKAT”.")

    from penempatan.appraisal.fit import appraise  # after the quick refusal: the tables take a moment
    from penempatan.appraisal.nearby import nearest_programmes
    from penempatan.knowledge.education import read_qualification

    near = (() if one.education.implied else nearest_programmes(one.education, NEAREST) for one in found)
    fit = None
    if qualification is not None:
        fit = appraise(tuple(one.education for one in found), read_qualification(qualification))
    return _Reply(text, qualification, tuple(zip(found, near, strict=True)), fit)


def _document(reply: _Reply) -> dict[str, object]:
    document: dict[str, object] = {
        "teks": reply.text,
        "pendidikan": [
            {
                "dibaca_sebagai": one.label,
                "jenjang": one.level,
                "program_studi": one.education.programme.name if one.education.programme else "",
                "dikenali_dari": one.recognised,
                "isced": one.isced[0],
                "bidang_isced": one.isced[1],
                "rumpun": one.field_group,
                "dugaan": one.guessed,
                "tersirat": one.education.implied,
                "mungkin": list(one.may_mean),
                "pertanyaan": one.question,
                "terdekat": [
                    {"program_studi": each.label, "formasi": each.formations, "instansi": each.agencies}
                    for each in near
                ],
            }
            for one, near in reply.readings
        ],
    }
    if reply.fit is not None:
        document |= {
            "kualifikasi": reply.qualification,
            "skor_pendidikan": reply.fit.points / 100,
            "perlu_verifikasi": reply.fit.to_verify,
            "alasan": reply.fit.sentence,
        }
    return document


def _show(screen: Screen, reply: _Reply) -> None:
    from penempatan.report.placements_csv import hundredths

    screen.say(reply.text, "bold")
    for one, near in reply.readings:
        screen.rows(_facts(one))
        if one.question:
            screen.say(f"  Perlu dipastikan: {one.question}", "yellow")
        if near:
            screen.say("  Terdekat, diterima bersama pada formasi CPNS 2024:")
            width = max(len(each.label) for each in near)
            for each in near:
                screen.say(
                    f"    {each.label:<{width}}  {each.formations} formasi di {each.agencies} instansi"
                )
        screen.say()
    if reply.fit is not None:
        screen.say(f"Terhadap kualifikasi “{' '.join((reply.qualification or '').split())}”", "bold")
        screen.rows([("Skor pendidikan", hundredths(reply.fit.points)), ("Alasan", reply.fit.sentence)])


def _facts(one: EducationReading) -> list[tuple[str, str]]:
    facts = [("Dibaca sebagai", one.label), ("Dikenali dari", one.recognised)]
    if one.education.programme is None:
        return facts
    guess = " (dugaan)" if one.guessed else ""
    unknown = "tidak diketahui"
    return [
        *facts,
        ("Bidang ISCED-F", f"{' '.join(one.isced)}{guess}" if one.isced[0] else unknown),
        ("Rumpun", f"{one.field_group}{guess}" if one.field_group else unknown),
    ]


def _answers(source: Path, screen: Screen) -> list[Answer]:
    from penempatan.errors import UsageError

    if not source.is_file():
        raise UsageError(f"Berkas {source} tidak ada. Periksa namanya.")

    from penempatan.appraisal.bulk import answer_all, read_questions

    with screen.progress() as announce:
        announce("Membaca …")
        questions = read_questions(source)
        announce("Menghitung skor …")
        return answer_all(questions)


def _stream(source: Path, screen: Screen) -> None:
    from penempatan.cli.console import write_out

    write_out(_csv(_answers(source, screen)))


def _save(source: Path, target: Path, screen: Screen, *, overwrite: bool) -> None:
    from penempatan.cli.targets import new_file

    with new_file(target, ".csv", overwrite=overwrite) as path:
        answers = _answers(source, screen)
        path.write_text(_csv(answers), encoding="utf-8", newline="")
    doubtful = sum(one.to_verify for one in answers)
    screen.answer(
        {
            "status": "SELESAI",
            "baris": len(answers),
            "perlu_verifikasi": doubtful,
            "keluaran": [str(target)],
        }
    )
    screen.say(f"{len(answers)} baris tersimpan di {target}; {doubtful} perlu verifikasi.")


def _csv(answers: list[Answer]) -> str:
    from penempatan.appraisal.bulk import HEADINGS
    from penempatan.report.csv_text import csv_line, safe_cell
    from penempatan.report.placements_csv import hundredths

    lines = [csv_line(HEADINGS)]
    for one in answers:
        texts = (one.question.education, one.question.qualification, one.read_as, one.levels)
        cells = [safe_cell(text) for text in texts]
        lines.append(csv_line([*cells, hundredths(one.points), safe_cell(one.reason)]))
    return "".join(lines)

"""Rows in, answers out, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest

from penempatan.appraisal.bulk import answer_all, read_questions
from penempatan.errors import InputError

ROWS = [("S1 Kesmas", "S-1 KESMAS / S-1 GIZI"), ("TI", "S-1 HUKUM"), ("", "S-1 HUKUM")]


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a CSV."""
    path = folder / "daftar.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "pendidikan,kualifikasi\nS1 Kesmas,S-1 KESMAS / S-1 GIZI\nTI,S-1 HUKUM\n,S-1 HUKUM\n",
            "utf-8",
        ),
        (
            "Pendidikan;Kualifikasi\r\nS1 Kesmas;S-1 KESMAS / S-1 GIZI\r\nTI;S-1 HUKUM\r\n;S-1 HUKUM",
            "utf-8-sig",
        ),
        (
            'no,KUALIFIKASI,"Pendidikan "\n1,"S-1 KESMAS / S-1 GIZI",S1 Kesmas\n\n2,S-1 HUKUM,TI\n'
            "3,S-1 HUKUM\n",
            "cp1252",
        ),
        (
            "Daftar pegawai\n\npendidikan,kualifikasi pendidikan\n"
            "S1 Kesmas,S-1 KESMAS / S-1 GIZI\nTI,S-1 HUKUM\n,S-1 HUKUM\n",
            "utf-16",
        ),
    ],
    ids=["plain", "semicolons, mark, CRLF", "other order, blank line, short row", "title row, UTF-16"],
)
def test_the_shapes_of_a_file(tmp_path: Path, text: str, encoding: str) -> None:
    """Delimiter, byte order mark, order of columns, blank lines and short rows make no difference."""
    questions = read_questions(written(tmp_path, text, encoding))
    assert [(one.education, one.qualification) for one in questions] == ROWS


def test_every_row_is_answered_in_order(tmp_path: Path) -> None:
    """Equal rows get equal answers, unreadable ones their reason, and none is left out or moved."""
    body = "S1 Kesmas,S-1 GIZI\nasd,S-1 GIZI\n-,-\nS1 Kesmas,S-1 GIZI\n"
    answers = answer_all(read_questions(written(tmp_path, f"pendidikan,kualifikasi\n{body}")))
    assert [one.question.education for one in answers] == ["S1 Kesmas", "asd", "-", "S1 Kesmas"]
    assert answers[0] == answers[3]
    assert [one.read_as for one in answers[:3]] == [
        "S-1 KESEHATAN MASYARAKAT",
        "ASD (jenjang tidak terbaca, tidak dikenal)",
        "tidak terbaca",
    ]
    assert all(one.to_verify and one.points == 0 and "erlu verifikasi" in one.reason for one in answers[1:3])


def test_several_educations_share_a_row() -> None:
    """What is written is shown in order; what it implies is not."""
    from penempatan.appraisal.bulk import Question

    (answer,) = answer_all([Question("D3 Keperawatan; Profesi Ners", "S-1 KEPERAWATAN")])
    assert (answer.read_as, answer.levels) == ("D-III KEPERAWATAN; Profesi NERS", "D-III; Profesi")
    assert answer.points == 10_000


def test_no_rows_no_answers(tmp_path: Path) -> None:
    """A heading alone is a file without rows."""
    assert answer_all(read_questions(written(tmp_path, "pendidikan,kualifikasi\n"))) == []


@pytest.mark.parametrize("text", ["pendidikan,daftar\nS1,S-1\n", "", "S1 Kesmas,S-1 GIZI\n"])
def test_missing_columns_are_refused(tmp_path: Path, text: str) -> None:
    """Without both headings nothing is guessed; the message says what to do."""
    with pytest.raises(InputError) as refused:
        read_questions(written(tmp_path, text))
    assert "judul" in refused.value.issues[0].remedy

"""Precedents of a post: what the agencies of 2024 accepted for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from penempatan.domain.education import EducationLevel, Programme, education_label
from penempatan.knowledge.education import read_educations
from penempatan.knowledge.positions import read_position
from penempatan.knowledge.precedents import post_precedents
from penempatan.knowledge.tables import rows


def test_a_post_has_its_totals_and_what_was_accepted() -> None:
    """Counts of each education stay within the post's totals and fall from the first to the last."""
    precedents = post_precedents("Perencana Ahli Pertama")
    assert precedents is not None and precedents.position == "PERENCANA AHLI PERTAMA"
    agencies = [one.agencies for one in precedents.accepted]
    assert agencies == sorted(agencies, reverse=True) and agencies[0] <= precedents.agencies
    assert all(one.agencies <= one.formations <= precedents.formations for one in precedents.accepted)
    best = precedents.best(EducationLevel.S1, "EKONOMI PEMBANGUNAN")
    assert best is not None and best.agencies > 100


@pytest.mark.parametrize(
    ("level", "programme", "accepted"),
    [
        (EducationLevel.D3, "KEBIDANAN", True),
        (EducationLevel.S1, "KEBIDANAN", True),  # above the level accepted
        (EducationLevel.SLTA, "KEBIDANAN", False),
        (EducationLevel.D3, "AKUNTANSI", False),
    ],
)
def test_level_and_programme_both_count(level: EducationLevel, programme: str, accepted: bool) -> None:
    """Bidan Terampil took D-III Kebidanan: the same or a higher level of it, no other programme."""
    precedents = post_precedents("BIDAN TERAMPIL")
    assert precedents is not None
    assert (precedents.best(level, programme) is not None) == accepted


def test_any_programme_of_a_level_is_a_precedent() -> None:
    """Operator Layanan Kesehatan took any SLTA: whatever the programme, known or not."""
    precedents = post_precedents("OPERATOR LAYANAN KESEHATAN")
    assert precedents is not None
    assert precedents.best(EducationLevel.SLTA, "APA SAJA") is not None
    assert precedents.best(EducationLevel.SLTA, "") is not None
    assert precedents.lowest_rank == EducationLevel.SLTA.rank


@pytest.mark.parametrize(
    ("post", "judged_by"),
    [
        ("TERAMPIL - PERAWAT", "PERAWAT TERAMPIL"),
        ("Perencana Ahli Madya", "PERENCANA AHLI PERTAMA"),
        ("Bidan Penyelia", "BIDAN TERAMPIL"),
        ("JURU BICARA ANTAH", None),
        ("", None),
    ],
)
def test_a_post_is_found_by_its_canonical_name(post: str, judged_by: str | None) -> None:
    """Spellings are one post, a higher jenjang is judged by the one where the career begins."""
    found = post_precedents(post)
    assert (found.position if found else None) == judged_by


def test_the_shipped_table_is_what_the_script_derives(
    repository: Path, shared_data: Path, tmp_path: Path
) -> None:
    """Deriving anew gives the same bytes as the table in the package."""
    script = repository / "scripts" / "derive_position_precedents.py"
    subprocess.run([sys.executable, str(script), str(shared_data), "--into", str(tmp_path)], check=True)
    (derived,) = tmp_path.iterdir()
    shipped = repository / "src" / "penempatan" / "knowledge" / "data" / derived.name
    assert derived.read_bytes() == shipped.read_bytes()
    assert shipped.stat().st_size < 500_000


def test_the_table_speaks_the_names_of_this_package() -> None:
    """Posts and programmes of the table are canonical names; else a person's reading could not meet them."""
    table = rows("position_precedents")
    posts = {row["position"] for row in table}
    assert {post for post in posts if read_position(post).name != post} == set()
    named = {(row["level"], row["programme"]) for row in table if row["programme"]}
    unread = {
        (level, programme)
        for level, programme in named
        if not any(
            one.programme and one.programme.name == programme
            for one in read_educations(education_label(EducationLevel[level], Programme(programme)))
        )
    }
    assert len(unread) <= len(named) // 200, sorted(unread)[:20]

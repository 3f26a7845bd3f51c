"""Education for a vacancy without a list: precedents of its post, else the field groups of its dinas."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import (
    OPEN_SETTINGS,
    make_education,
    make_employee,
    make_problem,
    make_qualification,
    make_vacancy,
)
from penempatan.domain.education import EducationLevel
from penempatan.knowledge.precedents import post_precedents
from penempatan.scoring.build import pair_scores
from penempatan.scoring.pairs import ScorePart
from penempatan.settings.model import ComponentKey, EducationLadder, Settings

POST = "PERENCANA AHLI PERTAMA"


def part(held: str, position: str, dinas: str, settings: Settings = OPEN_SETTINGS) -> ScorePart:
    """Return the education part of a pair; the vacancy has no list."""
    person = make_employee(educations=tuple(make_education(one) for one in held.split(";") if one))
    vacancy = make_vacancy(position=position, dinas=dinas, qualification=make_qualification(""))
    judged = pair_scores(make_problem([person], [vacancy]), settings).judge(0, 0)
    return next(one for one in judged.parts if one.key is ComponentKey.EDUCATION)


def test_the_most_accepted_education_gets_all_points() -> None:
    """Most agencies accept S-1 Akuntansi for Perencana: full points, with the counts as evidence."""
    found = part("S1 AKUNTANSI", POST, "Dinas Sosial")
    assert found.points == 10_000
    assert found.basis == (
        f"S-1 AKUNTANSI diterima pada {_formations(POST)} formasi {POST} di {_agencies(POST)} instansi "
        "(CPNS 2024)"
    )


def test_points_follow_the_share_of_agencies() -> None:
    """Between the least and the most accepted the points are linear in the number of agencies."""
    precedents = post_precedents(POST)
    assert precedents is not None
    held, top = precedents.best(EducationLevel.S1, "SOSIOLOGI"), precedents.accepted[0]
    assert held is not None and held.agencies < top.agencies
    share = part("S1 SOSIOLOGI", POST, "Dinas Kesehatan").points - 6_000
    assert abs(share * top.agencies - 4_000 * held.agencies) <= top.agencies // 2


@pytest.mark.parametrize(
    ("held", "post", "dinas", "points", "words"),
    [
        # health to Dinas Kesehatan, social to Dinas Sosial, where the post has no precedents
        (
            "S1 KESEHATAN MASYARAKAT",
            "JABATAN ANTAH",
            "Dinas Kesehatan",
            10_000,
            "rumpun utama dinas (KESEHATAN)",
        ),
        ("S1 KESEHATAN MASYARAKAT", "JABATAN ANTAH", "Dinas Sosial", 0, "bukan rumpun dinas (KESEHATAN)"),
        ("S1 KESEJAHTERAAN SOSIAL", "JABATAN ANTAH", "Dinas Sosial", 10_000, "rumpun utama dinas (SOSIAL)"),
        ("S1 KESEJAHTERAAN SOSIAL", "JABATAN ANTAH", "Dinas Kesehatan", 0, "bukan rumpun dinas (SOSIAL)"),
        # a post with precedents: what nobody accepted is judged by the dinas, never above the least precedent
        ("D3 GIZI", "BIDAN TERAMPIL", "Dinas Kesehatan", 6_000, "tidak termasuk yang lazim diterima"),
        ("D3 AKUNTANSI", "BIDAN TERAMPIL", "Dinas Kesehatan", 0, "bukan rumpun dinas"),
        ("SLTA KEBIDANAN", "BIDAN TERAMPIL", "Dinas Kesehatan", 0, "di bawah jenjang yang diterima"),
        ("D3 KEBIDANAN", "BIDAN TERAMPIL", "Dinas Antah", 10_000, "diterima pada"),
        ("SLTA -", "OPERATOR LAYANAN KESEHATAN", "", 10_000, "semua program studi SLTA"),
    ],
)
def test_precedents_come_before_the_dinas(held: str, post: str, dinas: str, points: int, words: str) -> None:
    """A vacancy without a list asks what agencies accepted for the post; without precedents, its dinas."""
    found = part(held, post, dinas)
    assert (found.points, found.missing) == (points, False)
    assert words in found.basis


def test_the_best_education_counts() -> None:
    """Of several educations the one with most points is scored and named."""
    found = part("S1 KEPERAWATAN;S1 AKUNTANSI", POST, "Dinas Sosial")
    assert found.points == 10_000 and found.basis.startswith("S-1 AKUNTANSI diterima")


@pytest.mark.parametrize("held", ["- AKUNTANSI", "S1 ILMU ANTAH BERANTAH", "S1 -"])
def test_what_is_not_known_is_missing(held: str) -> None:
    """Without level, programme or field group there is nothing to judge: the neutral share, flagged."""
    assert part(held, POST, "Dinas Sosial").missing


@pytest.mark.parametrize("least", [0, 1_000])
def test_precedents_can_be_switched_off_or_asked_of_more_agencies(least: int) -> None:
    """With 0, or more agencies asked than sought the post, the dinas decides alone."""
    rules = replace(OPEN_SETTINGS, education=EducationLadder(precedent_agencies_min=least))
    found = part("S1 KESEJAHTERAAN SOSIAL", POST, "Dinsos", rules)
    assert found.basis == "S-1 KESEJAHTERAAN SOSIAL: rumpun utama dinas (SOSIAL)"


def _formations(post: str) -> str:
    precedents = post_precedents(post)
    assert precedents is not None
    return f"{precedents.accepted[0].formations:,}".replace(",", ".")


def _agencies(post: str) -> str:
    precedents = post_precedents(post)
    assert precedents is not None
    return f"{precedents.accepted[0].agencies} dari {precedents.agencies}"

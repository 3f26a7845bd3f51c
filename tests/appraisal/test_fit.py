"""The score of an education against a list, and the sentence that explains it."""

from __future__ import annotations

import pytest

from penempatan.appraisal.fit import Fit, Standing, appraise, appraise_all
from penempatan.knowledge.education import read_educations, read_qualification


def fit(education: str, qualification: str) -> Fit:
    """Judge two texts."""
    return appraise(read_educations(education), read_qualification(qualification))


@pytest.mark.parametrize(
    ("education", "qualification", "points", "standing"),
    [
        ("S1 Kesmas", "S-1 GIZI / S-1 KESEHATAN MASYARAKAT", 10_000, Standing.LISTED),
        ("D-IV AKUNTANSI", "S-1 AKUNTANSI", 10_000, Standing.LISTED),
        ("S2 Hukum", "S-1 HUKUM", 9_500, Standing.HIGHER_LEVEL),
        ("S1 Hukum", "S-1 SEMUA JURUSAN", 10_000, Standing.LISTED),
        ("Profesi Ners", "D-III KEPERAWATAN / S-1 KEPERAWATAN", 10_000, Standing.LISTED),
        ("D3 Kebidanan", "S-1 KEBIDANAN", 0, Standing.BELOW_LEVEL),
        ("Profesi Ners", "S-2 KEPERAWATAN", 0, Standing.BELOW_LEVEL),
        ("S1 TI", "S-1 SISTEM INFORMASI", 0, Standing.UNREAD),
        ("Hukum", "S-1 HUKUM", 0, Standing.UNREAD),
        ("", "S-1 HUKUM", 0, Standing.UNREAD),
        ("S1 Hukum", "", 0, Standing.UNREAD),
    ],
)
def test_the_steps(education: str, qualification: str, points: int, standing: Standing) -> None:
    """Listed 100, higher level 95, level below 0, unreadable 0 and to be verified."""
    found = fit(education, qualification)
    assert (found.points, found.standing) == (points, standing)
    assert found.to_verify is (standing is Standing.UNREAD)


def test_what_is_not_listed_earns_less_than_what_is() -> None:
    """Nearness stays below the same programme at a higher level, and tells near from far."""
    near = fit("S-1 ADMINISTRASI NEGARA", "S-1 ADMINISTRASI PUBLIK")
    far = fit("S-1 GIZI", "S-1 ADMINISTRASI PUBLIK")
    assert near.standing is far.standing is Standing.NEAR
    assert 9_500 > near.points > 6_000 > far.points >= 0


def test_the_best_education_counts() -> None:
    """Of several educations the one nearest to the list is judged, whatever its place in the text."""
    one, other = fit("S1 Gizi; S1 Hukum", "S-1 HUKUM"), fit("S1 Hukum; S1 Gizi", "S-1 HUKUM")
    assert one.points == other.points == 10_000
    assert one.sentence == other.sentence


def test_each_sentence_names_its_ground() -> None:
    """The sentence names the alternative, the rule, the evidence or the question."""
    assert "(S-1 HUKUM)" in fit("S2 Hukum", "S-1 HUKUM").sentence
    assert "minimal S-1 (R05)" in fit("D3 Kebidanan", "S-1 KEBIDANAN").sentence
    near = fit("S-1 ADMINISTRASI NEGARA", "S-1 ADMINISTRASI PUBLIK").sentence
    assert "formasi di" in near and "CPNS 2024" in near
    assert fit("S1 TI", "S-1 HUKUM").sentence.startswith("Perlu verifikasi: “S1 TI” dapat berarti")
    assert fit("S1 Asdfgh", "S-1 HUKUM").sentence.startswith("Perlu verifikasi: “ASDFGH” tidak ada")


def test_many_at_once_are_judged_as_one_by_one() -> None:
    """Blocks change nothing: every cell of a table equals the pair judged alone, in the order asked."""
    held = [read_educations(text) for text in ("S1 Kesmas", "D3 Gizi", "TI", "", "Ners", "S1 Hukum; S2 Gizi")]
    lists = [
        read_qualification(f"{one} / {two}")
        for one in ("S-1 GIZI", "D-III GIZI", "S-2 HUKUM")
        for two in ("S-1 HUKUM", "D-III KEBIDANAN", "PROFESI NERS", "S-1 SEMUA JURUSAN")
    ]
    cells = [(person, column) for person in range(len(held)) for column in range(len(lists))][::-1]
    alone = [appraise(held[person], lists[column]) for person, column in cells]
    assert appraise_all(held, lists, cells) == alone

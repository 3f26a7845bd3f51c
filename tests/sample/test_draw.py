"""Reproducible draws."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from penempatan.sample.draw import Draw, Weighted


def test_weighted_item_takes_its_share_of_the_line() -> None:
    """Of weights 1 and 3, the first quarter of the line is the first item's; weight 0 is never drawn."""
    choices = Weighted((("a", 1), ("never", 0), ("b", 3)))
    assert [choices.at(share) for share in (0.0, 0.249, 0.25, 0.999)] == ["a", "a", "b", "b"]
    assert choices.shares() == [("a", 0.25), ("b", 0.75)]


def test_nothing_to_draw_is_false() -> None:
    """A choice without items says so."""
    assert not Weighted[str](())
    assert Weighted((("a", 1),))


def test_a_stream_depends_on_seed_and_name_alone() -> None:
    """The global random state neither changes a stream nor is changed by it."""
    random.seed(1)
    before = random.getstate()
    one = [Draw(7, "pegawai").whole(0, 10**9) for _ in range(2)]
    assert one[0] == one[1]
    assert Draw(8, "pegawai").whole(0, 10**9) != one[0]
    assert Draw(7, "formasi").whole(0, 10**9) != one[0]
    assert random.getstate() == before


@given(st.lists(st.integers(), max_size=12), st.integers(0, 15), st.integers(0, 2**31))
def test_some_are_different_items_in_their_own_order(items: list[int], count: int, seed: int) -> None:
    """`some` returns as many as asked for or as there are, each at most once, order kept."""
    positions = list(enumerate(items))
    chosen = Draw(seed, "x").some(positions, count)
    assert len(chosen) == min(count, len(items))
    assert chosen == sorted(set(chosen))


@given(st.integers(-5, 5), st.integers(0, 9), st.integers(0, 2**31))
def test_whole_numbers_and_days_stay_inside_their_bounds(low: int, span: int, seed: int) -> None:
    """Both ends are included and nothing lies beyond them."""
    draw = Draw(seed, "x")
    assert {draw.whole(low, low + span) for _ in range(20)} <= set(range(low, low + span + 1))
    assert draw.day(date(2020, 2, 29), date(2020, 2, 29)) == date(2020, 2, 29)

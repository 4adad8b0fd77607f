"""A ref with a slip of the pen is found again among however many others."""

from __future__ import annotations

import pytest

from timeline import Call, Claim, PartialDate, Source, Timeline

KINDS = ("arrest", "call", "count", "meeting", "release", "statement")


@pytest.fixture(scope="module")
def many() -> Timeline:
    timeline = Timeline.in_memory()
    claims = (Claim(source=Source(publisher="AP")),)
    timeline.record_many(
        (Call(when=PartialDate(f"2025-{month:02}-{day:02}"), participants=("lukashenko", "donald_trump")),
         f"{kind}-2025-{month:02}-{day:02}-minsk", claims)
        for month in range(1, 13) for day in range(1, 29) for kind in KINDS
    )  # fmt: skip
    return timeline


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("release-2025-09-11-minks", "release-2025-09-11-minsk"),
        ("releas-2025-09-11-minsk", "release-2025-09-11-minsk"),
        ("relaese-2025-09-11-minsk", "release-2025-09-11-minsk"),
        ("statment-2025-12-28-minsk", "statement-2025-12-28-minsk"),
        ("cal-2025-01-01-minsk", "call-2025-01-01-minsk"),
        ("metting-2025-05-05-minsk", "meeting-2025-05-05-minsk"),
        ("count-202-02-03-minsk", "count-2025-02-03-minsk"),
    ],
)
def test_the_ref_that_was_meant_comes_first(many: Timeline, asked: str, meant: str) -> None:
    assert many.near(asked)[0] == meant


@pytest.mark.parametrize("asked", ["", "-", "x", "zzz-2099", "%", "'", "a" * 500, "п-р-и"])
def test_what_looks_like_nothing_finds_nothing(many: Timeline, asked: str) -> None:
    assert many.near(asked) == ()


def test_what_was_not_known_then_is_not_suggested(many: Timeline) -> None:
    first = many.history("arrest-2025-01-01-minsk")[0].position
    assert many.near("arrest-2025-01-01-minks", known_at=first - 1) == ()
    assert many.near("arrest-2025-01-01-minks", known_at=first) == ("arrest-2025-01-01-minsk",)


def test_a_store_that_was_never_written_knows_none() -> None:
    with Timeline.in_memory() as timeline:
        assert timeline.near("call-a") == ()
        assert timeline.refs("call") == []


def test_what_was_known_last_is_found_from_its_day_and_position(many: Timeline) -> None:
    actors = len(many.register())
    first, last = many.history("arrest-2025-01-01-minsk")[0], many.position()
    assert many.extent() == (last, actors)
    assert many.extent(last + 5) == (last, actors)
    assert many.extent(first.position) == (first.position, actors)
    assert many.extent(first.position - 1) == (first.position - 1, actors)
    assert many.extent(3) == (3, 3)
    assert many.extent(0) == (0, 0)
    assert many.extent(many.history("call-2025-06-01-minsk")[0].position + 1)[1] == actors

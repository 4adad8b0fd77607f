"""Recorded times from the dates of the sources, by the rule of the contracts."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import Timeline
from timeline.errors import UnknownRefError
from timeline.exchange.event_lines import import_lines
from timeline.exchange.reconstruction import reconstruct
from timeline.shipped import shipped_files

ACTORS = [
    {
        "type": "actor_recorded",
        "ref": f"actor:{name}",
        "data": {"actor": {"id": name, "type": "person", "names": [{"text": name, "lang": "en", "script": "Latn"}]}},
    }
    for name in ("zz_last", "aa_first")
]


def sources(*published: str | None) -> list[dict[str, Any]]:
    return [
        {"source": {"publisher": f"P{number}"} | ({"published": day} if day else {})}
        for number, day in enumerate(published)
    ]


def fact(when: str, topic: str = "x") -> dict[str, Any]:
    return {"kind": "call", "when": when, "participants": ["zz_last", "aa_first"], "topics": [topic]}


def recording(ref: str, when: str, *published: str | None) -> dict[str, Any]:
    return {"type": "recorded", "ref": ref, "data": {"fact": fact(when), "claims": sources(*published or (None,))}}


def later(ref: str, what: str, recorded: str | None = None, **data: Any) -> dict[str, Any]:
    return {"type": what, "ref": ref, "data": data} | ({"recorded": recorded} if recorded else {})


def made(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    """The events behind the two actors, reconstructed."""
    whole = reconstruct([json.dumps(line).encode() for line in (*ACTORS, *lines)])
    return [json.loads(line) for line in whole][2:]


def days(*lines: dict[str, Any]) -> list[tuple[str, str]]:
    """Ref and recorded day of each event; every one lies at the end of its day."""
    found = []
    for event in made(*lines):
        assert event["recorded"].endswith("T23:59:59.999999Z")
        assert event["data"]["recorded_basis"] == "reconstructed"
        found.append((event["ref"], event["recorded"][:10]))
    return found


@pytest.mark.parametrize(
    ("when", "published", "day"),
    [
        ("2025-09-11", ["2025-09-12"], "2025-09-12"),
        ("2025-09-11", ["2025-09-14", "2025-09-12", "2025-10-01"], "2025-09-12"),
        ("2025-09-11", [None, "2025-09-13"], "2025-09-13"),
        ("2025-09-11", ["2025-09"], "2025-09-30"),
        ("2025-09-11", ["2025"], "2025-12-31"),
        ("2024-02", ["2024-02"], "2024-02-29"),
        ("2025-09-11", ["2025-10", "2025-09-20"], "2025-09-20"),
        ("2025-09-11", [None], "2025-09-11"),
        ("2025-09", [None], "2025-09-30"),
        ("2025", [None], "2025-12-31"),
        ("2025-06/2025-08", [None], "2025-08-31"),
        ("2025-06-21/..", [None], "2025-06-21"),
    ],
)
def test_an_entry_counts_as_recorded_at_the_end_of_the_day_its_earliest_source_appeared(
    when: str, published: list[str | None], day: str
) -> None:
    assert days(recording("abc", when, *published)) == [("abc", day)]


def test_what_came_later_keeps_its_own_day() -> None:
    assert days(
        recording("abc", "2025-09-11", "2025-09-11"),
        later("abc", "corrected", "2025-10-02T08:00:00Z", fact=fact("2025-09-12"), reason="x"),
        later("abc", "retracted", "2025-11-05", reason="x"),
    ) == [("abc", "2025-09-11"), ("abc", "2025-10-02"), ("abc", "2025-11-05")]  # fmt: skip


def test_what_came_later_without_a_day_takes_it_from_its_own_sources() -> None:
    assert days(
        recording("abc", "2025-09-11", "2025-09-11"),
        later("abc", "corroborated", claims=sources("2025-09-20", "2025-09-15")),
        later("abc", "retracted", reason="nothing says when"),
    ) == [("abc", "2025-09-11"), ("abc", "2025-09-15"), ("abc", "2025-09-15")]


def test_within_a_stream_recorded_never_goes_back() -> None:
    assert (
        days(
            recording("abc", "2025-09-11", "2025-09-30"),
            later("abc", "corroborated", claims=sources("2025-09-12")),
            later("abc", "disputed", "2025-09-13", claims=sources("2025-09-13")),
        )
        == [("abc", "2025-09-30")] * 3
    )


def test_events_lie_in_order_of_recorded_behind_the_actors_in_their_own() -> None:
    given = [
        recording("late", "2025-12-01"),
        ACTORS[0],
        recording("early", "2025-01-01"),
        recording("same-1", "2025-06-01"),
        ACTORS[1],
        recording("same-2", "2025-06-01"),
        later("early", "retracted", "2026-01-01", reason="x"),
    ]
    whole = [json.loads(line) for line in reconstruct(json.dumps(line).encode() for line in given)]
    assert [event["ref"] for event in whole] == [
        "actor:zz_last", "actor:aa_first", "early", "same-1", "same-2", "late", "early",
    ]  # fmt: skip
    assert [event["position"] for event in whole] == [1, 2, 3, 4, 5, 6, 7]
    assert whole[0]["recorded"] < "2020"


def test_a_tie_comes_behind_the_entry_that_it_ties_to() -> None:
    events = made(
        recording("abc", "2025-01-01"),
        later("abc", "linked", "2025-02-01", kind="follows", to="target", claims=sources("2025-02-01")),
        recording("target", "2025-03-01"),
    )
    assert [(event["ref"], event["type"]) for event in events] == [
        ("abc", "recorded"), ("target", "recorded"), ("abc", "linked"),
    ]  # fmt: skip
    assert events[2]["recorded"] >= events[1]["recorded"]


def test_an_entry_is_known_from_the_day_its_source_appeared() -> None:
    lines = reconstruct(json.dumps(line).encode() for line in (*ACTORS, recording("abc", "2025-09-01", "2025-09-11")))
    with Timeline.in_memory(register=None) as timeline:
        import_lines(timeline, lines)
        assert timeline.entry("abc", known_at=date(2025, 9, 11)).ref == "abc"
        with pytest.raises(UnknownRefError):
            timeline.entry("abc", known_at=date(2025, 9, 10))
        assert len(timeline.entries(known_at=date(2025, 9, 10))) == 0
        assert len(timeline.entries(known_at=date(2025, 9, 11))) == 1


# ---------------------------------------------------------------- editions


packs = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three"]),
        st.sampled_from(["2025", "2025-03", "2025-03-07", "2025-11-30", "2025-06/2025-07", "2025-06-21/.."]),
        st.lists(st.sampled_from([None, "2024-12-31", "2025-04", "2025-03-08", "2026"]), min_size=1, max_size=3),
        st.sampled_from(["corroborated", "retracted", "disputed", "corrected"]),
        st.sampled_from([None, "2025-05-05", "2026-02-03T04:05:06Z"]),
    ),
    max_size=12,
)


def pack(steps: list[Any]) -> list[bytes]:
    lines: list[dict[str, Any]] = [*ACTORS]
    begun: set[str] = set()
    fallen: set[str] = set()
    for ref, when, published, wanted, recorded in steps:
        if ref not in begun:
            begun.add(ref)
            lines.append(recording(ref, when, *published))
            continue
        data: dict[str, Any] = {"claims": sources(*published)}
        # Nothing else may be done to what was retracted.
        kind = "reinstated" if ref in fallen and wanted != "corroborated" else wanted
        fallen = fallen | {ref} if kind == "retracted" else fallen - {ref} if kind == "reinstated" else fallen
        if kind in ("corrected", "retracted", "reinstated"):
            data["reason"] = "because"
        if kind == "corrected":
            data["fact"] = fact(when)
        lines.append(later(ref, kind, recorded, **data))
    return [json.dumps(line).encode() for line in lines]


@given(packs)
@settings(max_examples=80, deadline=None)
def test_doing_it_twice_changes_nothing_and_it_can_be_imported(steps: list[Any]) -> None:
    once = reconstruct(pack(steps))
    assert reconstruct(once) == once
    parsed = [json.loads(line) for line in once]
    assert all(first["recorded"] <= second["recorded"] for first, second in pairwise(parsed))
    assert len({event["id"] for event in parsed}) == len(parsed)
    with Timeline.in_memory(register=None, clock=lambda: datetime(2027, 1, 1, tzinfo=UTC)) as timeline:
        assert import_lines(timeline, once).added == len(once)


@given(packs, packs)
@settings(max_examples=80, deadline=None)
def test_ids_stay_when_lines_are_added(steps: list[Any], more: list[Any]) -> None:
    """Whatever entries are added and whatever happens to entries later."""
    before = {event["id"]: event for event in map(json.loads, reconstruct(pack(steps)))}
    renamed = [(f"new-{ref}", *rest) for ref, *rest in more]
    after = {event["id"]: event for event in map(json.loads, reconstruct(pack([*renamed, *steps, *more])))}
    for key, event in before.items():
        assert event | {"position": 0} == after[key] | {"position": 0}


def test_the_shipped_pack_is_as_its_reconstruction_would_be() -> None:
    register, events = (file.read_bytes().splitlines() for file in shipped_files())
    assert reconstruct([*register, *events]) == [*register, *events]


def test_the_command_rewrites_both_files_of_a_pack(tmp_path: Path) -> None:
    register, events = tmp_path / "register.jsonl", tmp_path / "events.jsonl"
    register.write_text("".join(f"{json.dumps(line)}\n" for line in ACTORS))
    late, early = recording("late", "2025-12-01"), recording("early", "2025-01-01")
    events.write_text(f"{json.dumps(late)}\n\n{json.dumps(early)}\n")
    for _ in range(2):
        subprocess.run([sys.executable, "-m", "timeline.exchange.reconstruction", register, events], check=True)
        written = [json.loads(line) for file in (register, events) for line in file.read_bytes().splitlines()]
        assert [event["ref"] for event in written] == ["actor:zz_last", "actor:aa_first", "early", "late"]
        assert [event["position"] for event in written] == [1, 2, 3, 4]
    assert register.read_bytes().endswith(b"}\n")


def test_a_day_has_one_microsecond_less_than_to_the_next() -> None:
    (event,) = made(recording("abc", "2025-12-31"))
    with Timeline.in_memory(register=None) as timeline:
        import_lines(
            timeline, reconstruct(json.dumps(line).encode() for line in (*ACTORS, recording("abc", "2025-12-31")))
        )
        recorded = timeline.entry("abc").recorded
    assert event["recorded"] == "2025-12-31T23:59:59.999999Z"
    assert (recorded + timedelta(microseconds=1)).isoformat() == "2026-01-01T00:00:00+00:00"

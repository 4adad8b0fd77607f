"""The shipped timeline as its tests read it: imported into memory, folded into entries, counted by hand.

The counting rule stands here a second time, as simply as it can be written, so that the
projections can be held against it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from timeline import Claim, Entry, Interval, Period, Release, Timeline, Truth
from timeline.exchange.event_lines import import_lines
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_F = TypeVar("_F")

GONE = ("refused_to_leave", "returned_to_custody")


@cache
def lines() -> tuple[bytes, ...]:
    """Every line of the pack, the register's first."""
    return tuple(line for path in shipped_files() for line in path.read_bytes().splitlines())


@cache
def events() -> tuple[dict[str, Any], ...]:
    """The lines that belong to entries, as plain JSON."""
    return tuple(line for line in map(json.loads, lines()) if not line["ref"].startswith("actor:"))


def imported() -> Timeline:
    """The whole pack in a store of its own, in memory; close it."""
    timeline = Timeline.in_memory(register=None)
    import_lines(timeline, lines())
    return timeline


def every_entry(timeline: Timeline) -> dict[str, Entry]:
    """All entries by ref, the retracted and merged ones included."""
    refs = dict.fromkeys(event["ref"] for event in events())
    return {ref: timeline.entry(ref) for ref in refs}


def freed(release: Release) -> Interval:
    """How many were let go: those the act covered, less whoever refused to leave or was sent back."""
    back = sum(person.outcome in GONE for person in release.named)
    act = release.people.interval
    return Interval(max(0, (act.lower or 0) - back), act.upper, act.unbounded)


def counted(entries: Iterable[Entry], start: str, end: str) -> list[Entry]:
    """The releases that certainly lie in a period and are no part of another one, oldest first."""
    period = Period.model_validate({"start": start, "end": end})
    found = [
        entry
        for entry in entries
        if isinstance(entry.fact, Release)
        and entry.status in ("standing", "disputed")
        and entry.fact.when.within(period) is Truth.YES
        and not part_of_a_release(entry)
    ]
    return sorted(found, key=lambda entry: entry.fact.when.text)


def part_of_a_release(entry: Entry) -> bool:
    """Whether it is part of another release, and so never adds."""
    return any(link.kind == "part_of" and link.to.startswith("release-") for link in entry.links)


def covered(entries: Iterable[Entry]) -> Interval:
    """How many people the acts of these releases covered, in all."""
    whole = Interval(0, 0)
    for entry in entries:
        whole += release_of(entry).people.interval
    return whole


def let_go(entries: Iterable[Entry]) -> Interval:
    """How many people these releases let go, in all."""
    whole = Interval(0, 0)
    for entry in entries:
        whole += freed(release_of(entry))
    return whole


def release_of(entry: Entry) -> Release:
    """The entry's fact, which is a release."""
    assert isinstance(entry.fact, Release), entry.ref
    return entry.fact


def of_kind(entries: dict[str, Entry], kind: type[_F]) -> dict[str, _F]:
    """The facts of one kind, by ref."""
    return {ref: entry.fact for ref, entry in entries.items() if isinstance(entry.fact, kind)}


def claims_at(entry: Entry, scope: str) -> Iterator[Claim]:
    """The claims about one field."""
    return (claim for claim in entry.claims if claim.scope == scope)


def holds(value: object, expected: object) -> bool:
    """Whether a claim's value says what is expected; a number may stand as a Quantity, more may be said."""
    match value, expected:
        case dict(), int():
            return value.get("value") == expected and value.get("qualifier", "exactly") == "exactly"
        case dict(), dict():
            return all(key in value and holds(value[key], part) for key, part in expected.items())
        case list(), list():
            return len(value) == len(expected) and all(map(holds, value, expected))
        case str(), str():
            return value == expected or (" " in expected and expected in value)
        case _:
            return value == expected


def own_words(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text of a fact that is in the timeline's own voice, with its field; quotes are not."""
    fact = entry.fact.model_dump(mode="json", exclude_none=True)
    for field in ("title", "summary"):
        yield from ((f"{field}.{language}", text) for language, text in fact[field].items())
    for field in ("what", "definition", "capacity", "charge", "measure", "legal_act", "venue"):
        if isinstance(fact.get(field), str):
            yield field, fact[field]
    for field in ("topics", "sought", "offered"):
        yield from ((f"{field}.{index}", text) for index, text in enumerate(fact.get(field, ())))

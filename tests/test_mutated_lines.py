"""Good lines damaged at random: whatever comes of it is taken, and then kept, or refused in one line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline import Actor, Name, Register, Timeline
from timeline.errors import TimelineError
from timeline.exchange.entry_lines import record_lines
from timeline.exchange.event_lines import export_lines, import_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NOW = datetime(2025, 9, 12, tzinfo=UTC)
EXAMPLES = 200
NAMES = ("donald_trump", "lukashenko", "john_coale", "ihar_losik", "lithuania", "ofac", "belavia")
PEOPLE = Register(Actor(id=name, type="person", names=(Name(text=name, lang="en", script="Latn"),)) for name in NAMES)
_SOURCE = {"publisher": "Reuters", "url": "https://example.org/a?b=c", "published": "2025-09-11", "kind": "agency"}
_CLAIMS = [{"source": _SOURCE, "asserted_by": "john_coale", "quote": {"language": "en", "text": "Fifty-two"}}]
_RELEASE = {
    "kind": "release",
    "when": "2025-09~",
    "when_verbatim": "около 11 сентября",
    "people": {"value": 52, "qualifier": "at_least"},
    "nationalities": {"LT": 6, "PL": {"qualifier": "between", "lower": 2, "upper": 3}},
    "named": [{"person": "ihar_losik", "outcome": "deported"}],
    "destinations": [{"place": "lithuania", "people": 51}],
    "title": {"be": "Вызваленне"},
}
_CALL = {
    "kind": "call",
    "when": "2025-08-15",
    "participants": ["donald_trump", "lukashenko"],
    "at": {"time": "16:40", "zone": "Europe/Minsk"},
}
_CHANGE = {
    "kind": "sanctions_change",
    "when": "2025-11/..",
    "authority": "ofac",
    "targets": ["belavia"],
    "action": "eased",
    "effective": {"start": "2025-11-04"},
    "listed": {"entities": 3},
}
_PERSON = {"id": "jane_roe", "type": "person", "names": [{"text": "Jane Roe", "lang": "en", "script": "Latn"}]}
ENTRIES = [
    {"actor": _PERSON},
    {"ref": "release-2025-09-11", "fact": _RELEASE, "claims": _CLAIMS},
    {"ref": "call-2025-08-15", "fact": _CALL, "claims": _CLAIMS},
    {
        "ref": "sanctions-2025-11-04",
        "fact": _CHANGE,
        "claims": [*_CLAIMS, {"source": _SOURCE, "scope": "when", "value": "2025-11"}],
    },
]
NASTY: list[Any] = [
    None, True, False, -1, 0, 1.5, 1e300, 10**13, 2**64, "", " ", "\u200b", "x", "x" * 600, "é\u0301", "\ud83d\ude00",
    "\x00", "\x1b[31m", "\u202e", "<b>", "' OR ''='", "../..", "2025-02-30", "9999-12-31%", "0001~", "../2025",
    "actor:lukashenko", "lukashenko", "unknown", "between", "people", "links", "entry", [], {}, [[]], [None], {"": 1},
    {"value": 1}, {"kind": "call"},
]  # fmt: skip

numbers = st.integers(min_value=0, max_value=10**6)
kinds = st.sampled_from(["flip", "cut", "double", "insert", "swap", "rename", "replace", "drop", "deepen", "borrow"])
steps = st.lists(st.tuples(kinds, numbers, numbers), min_size=1, max_size=4)


def places(node: Any) -> list[tuple[Any, Any]]:
    """Every container with a key of it."""
    found: list[tuple[Any, Any]] = []
    for key, part in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        found += [(node, key), *places(part)]
    return found


def bent(tree: Any, step: str, one: int, two: int) -> None:
    """One change to the parsed line, in place."""
    spots = places(tree)
    if not spots:
        return
    node, key = spots[one % len(spots)]
    other, its = spots[two % len(spots)]
    match step:
        case "swap":
            node[key], other[its] = other[its], node[key]
        case "rename" if isinstance(node, dict) and isinstance(other, dict):
            node[its] = node.pop(key)
        case "replace":
            node[key] = NASTY[two % len(NASTY)]
        case "drop":
            del node[key]
        case "deepen":
            for _ in range(two % 300):
                node[key] = [node[key]] if two % 2 else {"value": node[key]}
        case "borrow":
            node[key] = json.loads(json.dumps(other[its]))


def broken(text: bytes, step: str, one: int, two: int) -> bytes:
    """One change to the bytes of a line."""
    at = one % (len(text) + 1)
    match step:
        case "flip" if at < len(text):
            return text[:at] + bytes([text[at] ^ (1 << two % 8)]) + text[at + 1 :]
        case "cut":
            return text[:at] + text[at + two % 20 :]
        case "double":
            return text[: at + two % 40] + text[at:]
        case "insert":
            return text[:at] + str(NASTY[two % len(NASTY)]).encode("utf-8", "surrogatepass") + text[at:]
    return text


def damaged(line: Any, changes: Iterable[tuple[str, int, int]]) -> bytes:
    """A line after all changes: first those to its parts, then those to its bytes."""
    tree = json.loads(json.dumps(line))
    changes = list(changes)
    try:
        for change in changes:
            bent(tree, *change)
        text = json.dumps(tree, ensure_ascii=len(changes) % 2 == 0, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
    except (ValueError, RecursionError):  # it was put into itself
        text = b"{}"
    for change in changes:
        text = broken(text, *change)
    return text.replace(b"\n", b" ")


def is_kept_or_refused(read: Callable[[Timeline, list[bytes]], object], lines: list[bytes]) -> bool:
    """Whether the lines were taken. They are then what an export gives, and a copy the same again."""
    with Timeline.in_memory(register=PEOPLE, clock=lambda: NOW) as opened:
        try:
            read(opened, lines)
        except TimelineError as error:
            message = str(error)
            assert message.isprintable(), message
            assert len(message) <= 500, message
            assert opened.position() == 0
            return False
        exported = list(export_lines(opened))
        listed = opened.entries(limit=None, all=True)
        assert not opened.unreadable()
        with Timeline.in_memory(register=None) as copy:
            import_lines(copy, exported)
            assert list(export_lines(copy)) == exported
            assert copy.entries(limit=None, all=True) == listed
            assert list(copy.register()) == list(opened.register())
        return True


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    """A small log with every type of event that can be written without a vault."""
    with Timeline.in_memory(register=PEOPLE, clock=lambda: NOW) as opened:
        record_lines(opened, [json.dumps(line).encode() for line in ENTRIES])
        claim = opened.entry("call-2025-08-15").claims[0]
        other = claim.model_copy(update={"scope": "when", "value": "2025-08"})
        opened.correct("call-2025-08-15", when="2025-08-16", reason="a day later", version=1, claims=[other])
        opened.corroborate("call-2025-08-15", claim.model_copy(update={"asserted_by": None}))
        opened.dispute("call-2025-08-15", other)
        opened.link("sanctions-2025-11-04", "in_exchange_for", "release-2025-09-11", claims=[claim])
        opened.retract("call-2025-08-15", reason="never was", version=4)
        opened.reinstate("call-2025-08-15", reason="was after all", version=5)
        return [json.loads(line) for line in export_lines(opened)]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(number=st.integers(min_value=0, max_value=len(ENTRIES) - 1), changes=steps)
def test_a_damaged_entry_line_is_kept_or_refused(number: int, changes: list[tuple[str, int, int]]) -> None:
    good = [json.dumps(line).encode() for line in ENTRIES]
    good[number] = damaged(ENTRIES[number], changes)
    is_kept_or_refused(record_lines, good)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(back=st.integers(min_value=1, max_value=12), changes=steps)
def test_a_damaged_event_line_is_kept_or_refused(
    events: list[dict[str, Any]], back: int, changes: list[tuple[str, int, int]]
) -> None:
    good = [json.dumps(line).encode() for line in events]
    good[-back] = damaged(events[-back], changes)
    is_kept_or_refused(import_lines, good)


def test_undamaged_they_are_taken(events: list[dict[str, Any]]) -> None:
    assert is_kept_or_refused(record_lines, [json.dumps(line).encode() for line in ENTRIES])
    assert is_kept_or_refused(import_lines, [json.dumps(line).encode() for line in events])

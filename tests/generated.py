"""Histories for tests of read models: whatever can stand in a log, in any order, damaged events too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from timeline import (
    ActorRecorded,
    Corrected,
    Corroborated,
    Disputed,
    Linked,
    Merged,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
)
from timeline.events import SHAPES
from timeline.log import KeyedEvent

if TYPE_CHECKING:
    from timeline import Event

WHENS = (
    "2025-09-11", "2025-09-11~", "2025-09", "2025-09~", "2025", "2024%", "2025-08-30/2025-09-02", "2025-06-21/..",
    "../2025-09-20", "2010/2025", "2025-12-31", "2025-10-01", "0001-01-01", "9999", "2024-02-29",
)  # fmt: skip
_NAMES = {
    "country": ["Country", "Краіна"], "capital": ["Capital", "Сталіца"], "ministry": ["Ministry of Order"],
    "minister": ["Ann Łukasz", "Ганна Лукаш"], "envoy": ["Bob O'Neil"], "abroad": ["Abroad"], "city": ["City"],
}  # fmt: skip
_TYPES = {"minister": "person", "envoy": "person", "ministry": "organisation", "capital": "place", "city": "place"}
ACTORS: tuple[dict[str, Any], ...] = tuple(
    {
        "id": key,
        "type": _TYPES.get(key, "state"),
        "names": [{"text": name, "lang": "en", "script": "Latn"} for name in names],
    }
    for key, names in _NAMES.items()
)
TIES: tuple[dict[str, list[dict[str, str]]], ...] = (
    {"capital": [{"kind": "located_in", "to": "country"}], "ministry": [{"kind": "part_of", "to": "country"}],
     "minister": [{"kind": "head_of", "to": "ministry"}]},
    {"capital": [{"kind": "located_in", "to": "country"}], "envoy": [{"kind": "member_of", "to": "ministry"}]},
    {"ministry": [{"kind": "part_of", "to": "abroad"}], "minister": [{"kind": "member_of", "to": "ministry"}],
     "city": [{"kind": "located_in", "to": "abroad"}]},
)  # fmt: skip
_CLAIM = {"source": {"publisher": "Reuters"}}

_EVENTS: dict[str, Event] = {
    "corroborate": Corroborated.model_validate({"claims": [_CLAIM]}),
    "dispute": Disputed.model_validate({"claims": [_CLAIM]}),
    "retract": Retracted.model_validate({"reason": "r"}),
    "reinstate": Reinstated.model_validate({"reason": "r"}),
    "merge": Merged.model_validate({"into": "entry-0", "reason": "r"}),
    "link": Linked.model_validate({"kind": "follows", "to": "entry-0", "claims": [_CLAIM]}),
    "redact": Redacted.model_validate({"person": "minister", "reason": "r"}),
}

_actor = st.sampled_from(tuple(_NAMES))
_place = st.sampled_from(("capital", "city", "country", "abroad"))
_text = st.sampled_from(("potash talks", "Калій і палітвязні", "soda", "zażółć gęślą", "US 52 prisoners", "prisoner"))


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """A fact as JSON: few actors, texts and days, so that histories meet."""
    when = draw(st.sampled_from(WHENS))
    kind = draw(st.sampled_from(("meeting", "release", "incident", "person_status", "sanctions_change")))
    fact: dict[str, Any] = {"kind": kind, "when": when}
    if draw(st.booleans()):
        fact["place"] = draw(_place)
    if draw(st.booleans()):
        fact["summary"] = {"en": draw(_text)}
    match kind:
        case "meeting":
            fact |= {
                "participants": draw(st.lists(_actor, min_size=2, max_size=3, unique=True)),
                "topics": [draw(_text)],
            }
        case "release":
            fact |= {"people": draw(st.sampled_from((5, {"value": 5, "qualifier": "at_least"})))}
            fact["nationalities"] = draw(st.sampled_from(({}, {"PL": 2}, {"PL": 0, "LT": 1}, {"BY": 5})))
            if draw(st.booleans()):
                fact["destinations"] = [{"place": draw(_place), "people": 1}]
        case "incident":
            fact |= {"what": draw(_text), "actors": [draw(_actor)]}
        case "person_status":
            fact |= {"person": draw(st.sampled_from(("minister", "envoy"))), "status": "freed"}
        case _:
            fact |= {"authority": draw(_actor), "targets": [draw(_actor)], "action": "eased", "measure": draw(_text)}
    return fact


RARE = ("damage", "skip", "ties", "ties", "late")
_PLAIN = ("corroborate", "dispute", "retract", "reinstate", "merge", "link", "redact")


@st.composite
def histories(draw: st.DrawFn, most: int = 14) -> list[KeyedEvent]:
    """Events as they lie in a log, the register first."""
    log = Writer()
    for actor in ACTORS:
        log.know(actor)
    for _ in range(draw(st.integers(1, most))):
        what = draw(st.sampled_from(("record", "record", "record", "correct", "correct", *_PLAIN, *_PLAIN, *RARE)))
        log.us += draw(st.sampled_from((0, 1, 86_400_000_000, 40 * 86_400_000_000)))
        number = len(log.versions) - len(ACTORS)
        ref = f"entry-{number if what in ('record', 'late') else draw(st.integers(0, max(0, number)))}"
        match what:
            case "record":
                log.add(ref, Recorded.model_validate({"fact": draw(facts()), "claims": [_CLAIM]}))
            case "correct":
                log.add(ref, Corrected.model_validate({"fact": draw(facts()), "reason": "r"}))
            case "damage":
                log.damage(ref, draw(st.sampled_from((b"\xff", b"{}", b'{"fact":{"kind":"call"}}'))))
            case "skip":
                log.versions[ref] = log.versions.get(ref, 0) + 1
                log.add(ref, _EVENTS["corroborate"])
            case "late":  # its beginning comes after what goes on with it
                log.versions[ref] = 1
                log.add(ref, _EVENTS["corroborate"])
                log.versions[ref] = 0
                log.add(ref, Recorded.model_validate({"fact": draw(facts()), "claims": [_CLAIM]}))
                log.versions[ref] = 2
            case "ties":
                ties = draw(st.sampled_from(TIES))
                for actor in draw(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=3)):
                    log.know(actor | {"relations": ties.get(actor["id"], [])})
            case _:
                log.add(ref, _EVENTS[what])
    return log.events


class Writer:
    """A log while it is being written: `versions` of every stream, `us` the time of the next event."""

    def __init__(self) -> None:
        self.events: list[KeyedEvent] = []
        self.versions: dict[str, int] = {}
        self.latest: dict[str, int] = {}
        self.us = 1_750_000_000_000_000

    def know(self, actor: dict[str, Any]) -> None:
        self.add(f"actor:{actor['id']}", ActorRecorded.model_validate({"actor": actor}))

    def add(self, stream: str, event: Event) -> None:
        self._append(stream, SHAPES.topic(event), SHAPES.write(event))

    def damage(self, stream: str, state: bytes) -> None:
        self._append(stream, "recorded.call.1", state)

    def _append(self, stream: str, topic: str, state: bytes) -> None:
        version = self.versions[stream] = self.versions.get(stream, 0) + 1
        key = len(self.events).to_bytes(16, "big")
        self.events.append(KeyedEvent(stream, version, topic, state, key, self.us))

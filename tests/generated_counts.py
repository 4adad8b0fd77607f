"""Histories of what is counted, for tests of the read model: few days, bodies and people, so that they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.generated import Writer
from tests.generated_changes import claims
from timeline import (
    Corrected,
    Corroborated,
    Disputed,
    Linked,
    Merged,
    Period,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline import Event
    from timeline.log import KeyedEvent

PEOPLE = ("ann", "bob", "cid")
DAYS = (
    "2025-03-01", "2025-03-02", "2025-03-03", "2025-03-05", "2025-03-31", "2025-04-01", "2025-03", "2025-03~", "2025",
    "2024%", "2025-02-20/2025-03-02", "2025-03-02/2025-04", "../2025-03-02", "2025-03-03/..", "2025-03-02~", "2024-12",
    "2020/2025-03", "2025-03-02/2025-03-02~",
)  # fmt: skip
_day = st.sampled_from(DAYS)
_number = st.sampled_from(
    (
        1, 2, 5, 40, {"value": 5, "qualifier": "at_least"}, {"value": 30, "qualifier": "about"},
        {"qualifier": "unknown"}, {"lower": 3, "upper": 9, "qualifier": "between"}, {"qualifier": "dozens"},
        {"value": 7, "qualifier": "fewer_than"}, {"value": 8, "qualifier": "exactly", "verbatim": "eight"},
    )
)  # fmt: skip
_people = st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)


@st.composite
def releases(draw: st.DrawFn) -> dict[str, Any]:
    """A release that may be known in part only."""
    number = draw(_number)
    fact: dict[str, Any] = {"kind": "release", "when": draw(_day), "people": number}
    if draw(st.booleans()):
        outcomes = st.sampled_from(("freed", "deported", "refused_to_leave", "returned_to_custody"))
        fact["named"] = [{"person": one, "outcome": draw(outcomes)} for one in draw(_people)][: _most(number)]
        fact["named_complete"] = draw(st.booleans())
    if draw(st.booleans()):
        kinds = st.lists(st.sampled_from(("political_prisoner", "foreign_national")), max_size=2)
        parts = st.sampled_from((1, {"value": 1, "qualifier": "at_least"}, {"qualifier": "unknown"}))
        fact["populations"] = [{"population": kind, "people": draw(parts)} for kind in draw(kinds)]
    return fact


@st.composite
def arrests(draw: st.DrawFn) -> dict[str, Any]:
    """An arrest, a charge or a sentence."""
    number = draw(_number)
    measure = draw(st.sampled_from(("detained", "detained", "charged", "sentenced")))
    fact: dict[str, Any] = {"kind": "arrest", "when": draw(_day), "people": number, "measure": measure}
    if draw(st.booleans()):
        fact["named"] = [{"person": one} for one in draw(_people)][: _most(number)]
    if measure == "sentenced":
        fact["sentence"] = {"years": draw(st.integers(0, 3))}
    return fact


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    """A figure of one of two bodies, or of nobody who is named."""
    fact: dict[str, Any] = {
        "kind": "prisoner_count",
        "when": draw(_day),
        "count": draw(_number),
        "measure": draw(st.sampled_from(("held", "held", "held", "recognised"))),
        "basis": draw(st.sampled_from(("stock", "stock", "stock", "flow", "cumulative"))),
    }
    for field, words in (("counted_by", (None, "ann", "bob")), ("definition", (None, "by a list"))):
        word = draw(st.sampled_from(words))
        if word:
            fact[field] = word
    return fact


@st.composite
def statuses(draw: st.DrawFn) -> dict[str, Any]:
    """Where somebody stands."""
    fact: dict[str, Any] = {"kind": "person_status", "when": draw(_day), "person": draw(st.sampled_from(PEOPLE))}
    fact["status"] = draw(st.sampled_from(("imprisoned", "freed", "unknown")))
    if draw(st.booleans()):
        fact["since"] = draw(_day)
    return fact


FACTS = {"release": releases(), "arrest": arrests(), "prisoner_count": figures(), "person_status": statuses()}
_PLAIN = (
    "corroborate", "dispute", "retract", "reinstate", "reinstate", "merge", "merge", "link", "link", "link", "redact",
)  # fmt: skip


@st.composite
def histories(
    draw: st.DrawFn,
    most: int = 14,
    kinds: Sequence[str] = tuple(FACTS),
    often: Sequence[str] = (),
    *,
    turning: bool = True,
) -> list[KeyedEvent]:
    """Events as they lie in a log, some of them `often`. With `turning` a correction may make another kind."""
    log = Writer()
    kind_of: dict[str, str] = {}
    for _ in range(draw(st.integers(1, most))):
        what = draw(st.sampled_from(("record",) * 7 + ("correct", "correct", "correct", *_PLAIN, *often, "damage")))
        log.us += draw(st.sampled_from((0, 1, 86_400_000_000, 86_400_000_000, -2 * 86_400_000_000)))
        number = len(log.versions)
        ref = f"entry-{number if what == 'record' or not number else draw(st.integers(0, number - 1))}"
        if what == "damage":
            if draw(st.integers(0, 5)) == 0:
                log.damage(ref, b"{}")
            continue
        log.us = max(log.us, log.latest.get(ref, 0))
        if ref not in kind_of or (turning and what == "correct" and draw(st.booleans())):
            kind_of[ref] = draw(st.sampled_from(kinds))
        what = "record" if not log.versions.get(ref) else what
        log.add(ref, _event(draw, what, kind_of[ref], number))
        log.latest[ref] = log.us
    return log.events


def _event(draw: st.DrawFn, what: str, kind: str, number: int) -> Event:
    # To an entry that there may not be yet, too.
    to = f"entry-{draw(st.integers(0, number))}"
    told: dict[str, Any] = {"claims": draw(claims())}
    match what:
        case "record":
            event: Event = Recorded.model_validate({"fact": draw(FACTS[kind]), **told})
        case "correct":
            event = Corrected.model_validate({"fact": draw(FACTS[kind]), "reason": "r", **told})
        case "corroborate":
            event = Corroborated.model_validate(told)
        case "dispute":
            event = Disputed.model_validate(told)
        case "retract":
            event = Retracted.model_validate({"reason": "r", **told})
        case "reinstate":
            event = Reinstated.model_validate({"reason": "r", **told})
        case "merge":
            event = Merged.model_validate({"into": to, "reason": "r"})
        case "link":
            kinds = st.sampled_from(("part_of", "part_of", "part_of", "follows"))
            event = Linked.model_validate({"kind": draw(kinds), "to": to, **told})
        case _:
            event = Redacted.model_validate({"person": "ann", "reason": "r"})
    return event


def _most(number: Any) -> int:
    """How many may be named among so many."""
    upper = (
        number if isinstance(number, int) else {"between": 9, "fewer_than": 6, "exactly": 8}.get(number["qualifier"])
    )
    return 2 if upper is None else upper


@st.composite
def periods(draw: st.DrawFn, days: Sequence[date]) -> Period:
    """A period between some days, open on either side now and then."""
    first, last = sorted((draw(st.sampled_from(days)), draw(st.sampled_from(days))))
    return Period(start=first if draw(st.integers(0, 4)) else None, end=last if draw(st.integers(0, 4)) else None)

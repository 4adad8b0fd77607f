"""Histories of offices and sanctions for tests of the read model: few people, targets and days, so that they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.generated import Writer
from tests.offices_and_acts import REGISTER
from timeline import Corrected, Corroborated, Disputed, Linked, Merged, Recorded, Redacted, Reinstated, Retracted

if TYPE_CHECKING:
    from timeline import Event
    from timeline.log import KeyedEvent

DAYS = (
    "2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05", "2025-01-06", "2025-01-07", "2025-01-09", "2025-01-12",
    "2025-01", "2025-01-05~", "2025-01-03/2025-01-08", "../2025-01-06", "2025-01-04/..", "2025-01-07%", "2024-12",
)  # fmt: skip
_STARTS = (None, None, "2025-01-03", "2025-01-06", "2025-01-20", "2025-01")
_ENDS = (None, "2025-01-07", "2025-01-10", "2025-01-13", "2025-01", "2025-01-13/2025-01-16", "2025-02-28")
_CHANGES = ("nominated", "confirmed", "announced", "appointed", "appointed", "took_office", "left", "dismissed")
_ACTIONS = (
    "proposed", "announced", "imposed", "imposed", "tightened", "extended", "extended", "extended", "licensed",
    "eased", "lifted", "delisted", "expired", "expired",
)  # fmt: skip
_SPANS = {
    "ofac": ("us_programme", "us_programme", "nameless", None),
    "bis": ("bis_programme", "us_programme", None),
    "council": ("eu_programme", None),
}

_person = st.sampled_from(("ann", "ann", "bob", "bob", "cid"))
_day = st.sampled_from(DAYS)


@st.composite
def claims(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Mostly one that it occurred; sometimes others, and some against it."""
    return [
        {
            "source": {"publisher": draw(st.sampled_from(("Reuters", "AP")))},
            "asserted_by": draw(st.sampled_from((None, None, "president", "senator"))),
            "modality": draw(st.sampled_from(("occurred", "occurred", "occurred", "announced", "planned", "denied"))),
            "stance": draw(st.sampled_from(("supports", "supports", "supports", "disputes"))),
            "scope": draw(st.sampled_from(("entry", "entry", "entry", "when", "person"))),
        }
        for _ in range(draw(st.sampled_from((1, 1, 1, 2))))
    ]


@st.composite
def appointments(draw: st.DrawFn) -> dict[str, Any]:
    """A change in one of two offices."""
    fact: dict[str, Any] = {
        "kind": "appointment",
        "when": draw(_day),
        "person": draw(_person),
        "office": draw(st.sampled_from(("envoy", "envoy", "envoy", "minister"))),
        "change": draw(st.sampled_from(_CHANGES)),
        "acting": draw(st.sampled_from((False, False, True))),
    }
    if draw(st.integers(0, 4)) == 0:
        fact["effective"] = draw(_day)
    if draw(st.booleans()):
        fact["announced_by"] = draw(st.sampled_from(("president", "senator")))
    return fact


@st.composite
def acts(draw: st.DrawFn) -> dict[str, Any]:
    """An act on some of three targets, of which one is the state."""
    authority = draw(st.sampled_from(("ofac", "ofac", "bis", "council")))
    fact: dict[str, Any] = {
        "kind": "sanctions_change",
        "when": draw(_day),
        "authority": authority,
        "targets": draw(
            st.lists(st.sampled_from(("airline", "belarus", "mine", "states")), min_size=1, max_size=2, unique=True)
        ),
        "action": draw(st.sampled_from(_ACTIONS)),
        "measure": draw(st.sampled_from((None, None, "listing", "ban"))),
    }  # fmt: skip
    programme = draw(st.sampled_from(_SPANS[authority]))
    if programme:
        fact["programme"] = programme
    start, end = draw(st.sampled_from(_STARTS)), draw(st.sampled_from(_ENDS))
    if (start or end) and not (start == "2025-01-20" and end and end < "2025-01-2"):
        fact["effective"] = {key: day for key, day in (("start", start), ("end", end)) if day}
    return fact


_others = st.just({"kind": "call", "when": "2025-01-05", "participants": ["ann", "bob"]})
_PLAIN = ("corroborate", "dispute", "retract", "reinstate", "merge", "link", "link", "redact")


@st.composite
def histories(draw: st.DrawFn, facts: st.SearchStrategy[dict[str, Any]], most: int = 14) -> list[KeyedEvent]:
    """Events as they lie in a log, the register first; now and then a damaged one."""
    log = Writer()
    for actor in REGISTER:
        log.know(actor.model_dump(mode="json", exclude={"number"}, exclude_none=True))
    ahead = len(log.versions)
    made = st.one_of(facts, facts, facts, facts, facts, _others)
    for _ in range(draw(st.integers(1, most))):
        what = draw(st.sampled_from(("record",) * 7 + ("correct", "correct", *_PLAIN, "damage")))
        log.us += draw(st.sampled_from((0, 1, 86_400_000_000, 86_400_000_000)))
        log.us += draw(st.sampled_from((0, 0, 0, -2 * 86_400_000_000)))
        number = len(log.versions) - ahead
        ref = f"entry-{number if what == 'record' or not number else draw(st.integers(0, number - 1))}"
        if what == "damage":
            if draw(st.integers(0, 5)) == 0:
                log.damage(ref, b"{}")
            continue
        log.us = max(log.us, log.latest.get(ref, 0))
        log.add(ref, _event(draw, "record" if not log.versions.get(ref) else what, made, number))
        log.latest[ref] = log.us
    return log.events


def _event(draw: st.DrawFn, what: str, facts: st.SearchStrategy[dict[str, Any]], number: int) -> Event:
    to = f"entry-{draw(st.integers(0, max(0, number - 1)))}"
    told: dict[str, Any] = {"claims": draw(claims())}
    match what:
        case "record":
            event: Event = Recorded.model_validate({"fact": draw(facts), **told})
        case "correct":
            event = Corrected.model_validate({"fact": draw(facts), "reason": "r", **told})
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
            event = Linked.model_validate({"kind": draw(st.sampled_from(("follows", "part_of"))), "to": to, **told})
        case _:
            event = Redacted.model_validate({"person": "ann", "reason": "r"})
    return event

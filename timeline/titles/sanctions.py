"""Titles of one authority's acts on sanctions: announced, imposed, licensed, lifted are different acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from timeline.facts import SanctionsChange
    from timeline.phrases import Names

_LONGEST_MEASURE = 80  # characters of a free-text measure that a title still takes in


def sanctions(change: SanctionsChange, names: Names) -> str:
    """Give "A imposed sanctions on B: asset freeze"; of a listing, how many it lists."""
    w, measure = names.wording, change.measure
    if measure == "listing" and change.action == "imposed" and any(map(names.is_state, change.targets)):
        return _listing(change, names)
    if measure == "relief" and change.action == "announced":
        return w.say(
            "{authority} announced sanctions relief for {targets}",
            authority=names.one(change.authority),
            targets=names.some(change.targets),
        )
    title = _act(change, names)
    if measure and len(measure) <= _LONGEST_MEASURE and not (measure == "delisting" and change.action == "delisted"):
        return w.say("{title}: {measure}", title=title, measure=w.recorded(measure))
    return title


def _act(change: SanctionsChange, names: Names) -> str:  # noqa: C901, PLR0911  (one line an act)
    w, authority, targets = names.wording, names.one(change.authority), names.some(change.targets)
    match change.action:
        case "proposed":
            return w.say("{authority} proposed sanctions on {targets}", authority=authority, targets=targets)
        case "announced":
            return w.say("{authority} announced a sanctions measure on {targets}", authority=authority, targets=targets)
        case "imposed":
            return w.say("{authority} imposed sanctions on {targets}", authority=authority, targets=targets)
        case "tightened":
            return w.say("{authority} tightened sanctions on {targets}", authority=authority, targets=targets)
        case "extended":
            # Translators: made to last longer.
            return w.say("{authority} extended sanctions on {targets}", authority=authority, targets=targets)
        case "licensed":
            # Translators: dealings are permitted; the sanctions stay.
            return w.say("{authority} licensed dealings with {targets}", authority=authority, targets=targets)
        case "eased":
            return w.say("{authority} eased sanctions on {targets}", authority=authority, targets=targets)
        case "suspended":
            return w.say("{authority} suspended sanctions on {targets}", authority=authority, targets=targets)
        case "lifted":
            return w.say("{authority} lifted sanctions on {targets}", authority=authority, targets=targets)
        case "delisted":
            return w.say("{authority} removed {targets} from a sanctions list", authority=authority, targets=targets)
        case "expired":
            return w.say("Sanctions of {authority} on {targets} expired", authority=authority, targets=targets)
        case unreachable:
            assert_never(unreachable)


def _listing(change: SanctionsChange, names: Names) -> str:
    """A listing whose target is a state: it lists people and entities, never the state."""
    w, authority = names.wording, names.one(change.authority)
    listed = change.listed
    counts = [listed.people, listed.entities, listed.assets] if listed else []
    parts = [w.quantity(quantity) for quantity in counts if quantity is not None and quantity.upper != 0]
    what = w.join(parts) or w.say("people or entities")
    known = [target for target in change.targets if not names.is_state(target)]
    if known:
        return w.say(
            "{authority} listed {listed}, among them {names}", authority=authority, listed=what, names=names.some(known)
        )
    state = names.some(change.targets)
    return w.say("{authority} listed {listed} of {state}", authority=authority, listed=what, state=state)

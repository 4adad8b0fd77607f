"""Words for the values of queries and results: kinds, states, outcomes, bodies. One closed set each."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from timeline.facts import Outcome, Population
    from timeline.projections.gists import Change as OfficeChange
    from timeline.projections.layers import State
    from timeline.projections.people import Status
    from timeline.query import Action, Kind
    from timeline.register import Register
    from timeline.wording import Wording


def kinds(kind: Kind, w: Wording) -> str:  # noqa: C901, PLR0911  (one line a kind)
    """A kind of fact, in the plural."""
    match kind:
        case "call":
            return w.say("Calls")
        case "meeting":
            return w.say("Meetings")
        case "release":
            return w.say("Releases")
        case "arrest":
            return w.say("Arrests and sentences")
        case "person_status":
            return w.say("What became of people")
        case "prisoner_count":
            return w.say("Numbers of prisoners")
        case "appointment":
            return w.say("Offices and appointments")
        case "sanctions_change":
            return w.say("Sanctions")
        case "negotiation":
            return w.say("Negotiations")
        case "statement":
            return w.say("Statements")
        case "incident":
            return w.say("Other events")
        case unreachable:
            assert_never(unreachable)


def population(value: Population, w: Wording) -> str:
    """Whom a release covered, in the plural."""
    match value:
        case "political_prisoner":
            return w.say("recognised political prisoners")
        case "foreign_national":
            return w.say("foreign nationals")
        case "pardoned_convict":
            return w.say("pardoned convicts")
        case "prisoner_of_war":
            return w.say("prisoners of war")
        case "unspecified":
            return w.say("people of whom no source says more")
        case unreachable:
            assert_never(unreachable)


def sanctions_state(value: State, w: Wording) -> str:  # noqa: PLR0911
    """How sanctions stand."""
    match value:
        case "in_force":
            return w.say("in force")
        case "licensed":
            return w.say("in force, with a licence that permits dealings")
        case "eased":
            return w.say("eased")
        case "suspended":
            return w.say("suspended")
        case "lifted":
            return w.say("lifted")
        case "delisted":
            return w.say("taken off the list")
        case "expired":
            return w.say("expired")
        case "renewal_not_recorded":
            return w.say("past its end, and no renewal is recorded here")
        case unreachable:
            assert_never(unreachable)


def person_status(value: Status, w: Wording) -> str:  # noqa: PLR0911
    """Where somebody stands."""
    match value:
        case "detained":
            return w.say("detained")
        case "imprisoned":
            return w.say("in prison")
        case "hospitalised":
            return w.say("in hospital, in custody")
        case "refused_to_leave":
            return w.say("refused to leave the country")
        case "whereabouts_unknown":
            return w.say("whereabouts unknown")
        case "freed":
            return w.say("released")
        case "deported":
            return w.say("released and taken out of the country")
        case "died":
            return w.say("died")
        case "unknown":
            return w.say("not known")
        case unreachable:
            assert_never(unreachable)


def outcome(value: Outcome, w: Wording) -> str:
    """What became of somebody whom a release covered."""
    match value:
        case "freed":
            return w.say("released")
        case "deported":
            return w.say("released and taken out of the country")
        case "refused_to_leave":
            return w.say("refused to leave the country")
        case "returned_to_custody":
            return w.say("returned to custody")
        case "unknown":
            return w.say("not known")
        case unreachable:
            assert_never(unreachable)


def office_change(value: OfficeChange, w: Wording) -> str:  # noqa: PLR0911
    """One step into or out of an office."""
    match value:
        case "selected":
            return w.say("selected")
        case "nominated":
            return w.say("nominated")
        case "confirmed":
            return w.say("confirmed")
        case "announced":
            return w.say("announced")
        case "appointed":
            return w.say("appointed")
        case "took_office":
            return w.say("took office")
        case "left":
            return w.say("left office")
        case "dismissed":
            return w.say("dismissed")
        case unreachable:
            assert_never(unreachable)


def action(value: Action, w: Wording) -> str:  # noqa: C901, PLR0911, PLR0912  (one line an act)
    """One of opposite acts, as a filter shows it."""
    match value:
        case "proposed":
            return w.say("proposed")
        case "imposed":
            return w.say("imposed")
        case "tightened":
            return w.say("tightened")
        case "extended":
            return w.say("extended")
        case "licensed":
            return w.say("licence given")
        case "eased":
            return w.say("eased")
        case "suspended":
            return w.say("suspended")
        case "lifted":
            return w.say("lifted")
        case "delisted":
            return w.say("taken off the list")
        case "expired":
            return w.say("expired")
        case "detained":
            return w.say("detained")
        case "charged":
            return w.say("charged")
        case "sentenced":
            return w.say("sentenced")
        case _:
            return office_change(value, w)


def basis(value: str, w: Wording) -> str:
    """What a figure is: a number on a day, of a period, or a running total."""
    match value:
        case "stock":
            return w.say("on that day")
        case "flow":
            return w.say("in that period")
        case _:
            return w.say("in all by then")


def measure(value: str, w: Wording) -> str:  # noqa: PLR0911
    """What a counting body counts."""
    match value:
        case "held":
            return w.say("held")
        case "recognised":
            return w.say("recognised as political prisoners")
        case "newly_recognised":
            return w.say("newly recognised as political prisoners")
        case "pardoned":
            return w.say("pardoned")
        case "left_custody":
            return w.say("left custody")
        case "deported":
            return w.say("taken out of the country")
        case "prosecuted":
            return w.say("prosecuted")
        case "died_in_custody":
            return w.say("died in custody")
        case _:
            return value


def name(actor: str, register: Register, w: Wording) -> str:
    """An actor's name; a private person's, or an unknown one's, id."""
    return w.name(register[actor]) if actor in register else actor

"""What was found, in words: the answer, its entries, what is uncertain in it.

Names stand after colons and in lists, so that no language has to bend them. Every number keeps
its bounds, every figure its date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from timeline.answers import absence, standing, totals
from timeline.answers.answer import Count, Persons, Pick, State
from timeline.projections.prisoners import Prisoners
from timeline.titles import entry_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.answers.found import Found
    from timeline.answers.picks import Coming
    from timeline.entry import Entry
    from timeline.projections.known import Known
    from timeline.wording import Wording

SHOWN = 12
"""Entries that an answer lists; of more it says how many."""


class Line(NamedTuple):
    """One entry of an answer, as one line."""

    ref: str
    text: str


class Told(NamedTuple):
    """An answer in words: first what was asked for, then the entries it rests on, then what to know of it."""

    lead: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = ["\n".join(self.lead), "\n".join(f"• {line.text}" for line in self.lines), "\n".join(self.notes)]
        return "\n\n".join(part for part in parts if part)


def tell(found: Found, known: Known, w: Wording) -> Told:
    """The words for what was found."""
    match found.outcome:
        case "answered":
            return _answered(found, known, w)
        case "nothing_recorded":
            near = tuple(line(entry, known, w) for entry in found.near)
            return Told(tuple(absence.nothing(found, known, w)), near, tuple(absence.proves_nothing(found, known, w)))
        case "unclear":
            return Told(tuple(absence.unclear(found, w)))
        case "out_of_scope":
            return Told(tuple(absence.out_of_scope(w)))
        case unreachable:
            assert_never(unreachable)


def _answered(found: Found, known: Known, w: Wording) -> Told:
    value = found.value
    notes = list(_doubts(found, w))
    match value:
        case None:
            lead = [w.count("{n} entry", "{n} entries", len(found.entries))]
        case Count():
            lead = list(totals.counted(found, value, known, w))
            notes += totals.count_notes(found, value, known, w)
        case Pick():
            lead, notes = _picked(found, known, w), [*notes, *_rivals(found, w)]
        case Persons():
            lead = list(standing.persons(found, value, known, w))
        case State():
            lead = list(standing.state(found, value, known, w))
            notes += standing.state_notes(found, w)
        case Prisoners():
            lead = list(totals.balance(value, known, w))
            notes += totals.balance_notes(value, known, w)
        case unreachable:
            assert_never(unreachable)
    shown = found.entries if not isinstance(value, Pick) else found.entries[1:]
    if found.coming:
        shown = ()
    possible = found.possible()
    certain_first = sorted(shown, key=lambda entry: entry.ref in possible)[:SHOWN]
    lines = tuple(line(entry, known, w, possible=entry.ref in possible) for entry in certain_first)
    if len(shown) > SHOWN:
        notes.insert(0, w.count("{n} more entry", "{n} more entries", len(shown) - SHOWN))
    return Told(tuple(lead), lines, tuple(notes))


def line(entry: Entry, known: Known, w: Wording, *, possible: bool = False) -> Line:
    """An entry as one line: its day, its title, and whether it may not belong."""
    text = w.say("{day}: {title}", day=w.day(entry.fact.when), title=entry_title(entry, known.register, w.language))
    marks = []
    if possible:
        marks.append(w.say("possibly"))
    if entry.status == "disputed":
        marks.append(w.say("disputed"))
    return Line(entry.ref, f"{text} ({', '.join(marks)})" if marks else text)


def _doubts(found: Found, w: Wording) -> Iterator[str]:
    if "possible" in found.matches:
        yield w.say("“Possibly”: the sources do not say enough to be sure that it belongs here.")


def _picked(found: Found, known: Known, w: Wording) -> list[str]:
    if found.coming:
        return [_ahead(one, known, w) for one in found.coming[:SHOWN]]
    first = found.entries[0]
    return [line(first, known, w, possible=first.ref in found.possible()).text]


def _ahead(coming: Coming, known: Known, w: Wording) -> str:
    title = entry_title(coming.entry, known.register, w.language)
    day = w.day(coming.on)
    match coming.what:
        case "runs_out":
            return w.say("{day}: runs out – {title}", day=day, title=title)
        case "planned":
            return w.say("{day}: planned – {title}", day=day, title=title)
        case _:
            return w.say("{day}: announced – {title}", day=day, title=title)


def _rivals(found: Found, w: Wording) -> Iterator[str]:
    if found.coming:
        yield w.say("Only dated ends and announced plans are known here; nothing is forecast.")
    elif found.query.aggregate == "largest" and len(found.entries) > 1:
        yield w.say("The bounds leave it open whether another one was larger; those are listed.")

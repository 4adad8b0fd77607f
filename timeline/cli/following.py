"""`follow`: one line an event, until nobody reads them any more."""

from __future__ import annotations

import select
import sys
from typing import TYPE_CHECKING

from timeline.cli.entry_view import moment
from timeline.cli.output import is_terminal, note, on_one_line, say
from timeline.events import ActorRecorded, Corrected, Recorded, Unreadable
from timeline.log.lines import write_line
from timeline.titles import render

if TYPE_CHECKING:
    from timeline.events import Envelope
    from timeline.log.mapper import Row
    from timeline.register import Register
    from timeline.timeline import Timeline


class _Reader:
    """Whoever reads standard output; `is_set` once that end of the pipe is closed."""

    def __init__(self) -> None:
        self._poll = None
        if hasattr(select, "poll") and not is_terminal():
            try:
                output = sys.stdout.fileno()
            except (OSError, ValueError):
                return
            self._poll = select.poll()
            self._poll.register(output, select.POLLERR)

    def is_set(self) -> bool:
        return self._poll is not None and bool(self._poll.poll(0))


def print_events(timeline: Timeline, after: int | None, limit: int | None, *, as_json: bool) -> None:
    """Every event after a position; ends after `limit` of them, or when the reader goes away."""
    for done, item in enumerate(timeline.follow(after, stop=_Reader()), 1):
        if isinstance(item, Unreadable):
            note(f"the event at position {item.position} ({item.stream}) cannot be read: {item.why}")
        elif as_json:
            say(write_line(_row(timeline, item)).decode())
        else:
            say(on_one_line(_line(item, timeline.register())))
        sys.stdout.flush()
        if done == limit:
            return


def _row(timeline: Timeline, envelope: Envelope) -> Row:
    (row,) = timeline.log.recorder.after(envelope.position - 1, 1, None)
    return row


def _line(envelope: Envelope, register: Register) -> str:
    event = envelope.event
    what = ""
    if isinstance(event, ActorRecorded):
        what = event.actor.name()
    elif isinstance(event, Recorded | Corrected):
        what = render(event.fact, register)
    reason = getattr(event, "reason", "")
    name = envelope.topic.partition(".")[0]
    recorded = moment(envelope.recorded, reconstructed=event.recorded_basis == "reconstructed")
    return "  ".join(part for part in (str(envelope.position), recorded, name, envelope.stream, what, reason) if part)

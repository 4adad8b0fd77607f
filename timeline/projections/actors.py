"""The register, folded from the log and kept up to date.

It is the same at every `known_at`: who is who does not depend on when one asks.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from timeline.events import ACTOR_STREAM, ActorRecorded, Envelope, Unreadable
from timeline.frozen import trusted_copy
from timeline.register import Actor, Register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from timeline.log import Log


class Actors:
    """Every actor of a log; before the log is written, those of the events it will begin with."""

    def __init__(self, log: Log, beginning: Callable[[], list[Envelope]]) -> None:
        self._log = log
        self._beginning = beginning
        self._lock = threading.Lock()
        self._actors: dict[str, Actor] = {}
        self._position = 0
        self._register: Register | None = None
        self._unreadable: dict[str, Unreadable] = {}

    def register(self) -> Register:
        """The register at the end of the log, without the events of it that cannot be read."""
        with self._lock:
            position = self._log.position()
            if position == 0:
                return Register(folded(self._beginning()).values())
            if position != self._position:
                items = self._log.starting(ACTOR_STREAM, self._position)
                self._actors = folded((item for item in items if isinstance(item, Envelope)), self._actors)
                for item in items:
                    if isinstance(item, Unreadable):
                        self._unreadable.setdefault(item.stream, item)
                self._position = position
                if items or self._register is None:
                    self._register = Register(self._actors.values())
            assert self._register is not None
            return self._register

    def unreadable(self) -> tuple[Unreadable, ...]:
        """The events that cannot be read, one an actor."""
        self.register()
        return tuple(self._unreadable.values())


def folded(envelopes: Iterable[Envelope], known: Mapping[str, Actor] | None = None) -> dict[str, Actor]:
    """The actors after these events; each has the position of its first event as its number."""
    actors = dict(known or {})
    for envelope in envelopes:
        event = envelope.event
        if isinstance(event, ActorRecorded):
            earlier = actors.get(event.actor.id)
            number = earlier.number if earlier else envelope.position or None
            actors[event.actor.id] = trusted_copy(event.actor, number=number)
    return actors

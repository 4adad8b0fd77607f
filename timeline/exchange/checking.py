"""Event lines held against those before them: what the writers of a log refuse, its import refuses too.

Each line is checked as it goes by, and of each stream only how it stands is kept, so that a
million lines need little memory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from timeline import decisions
from timeline.decisions import Stand
from timeline.errors import InputError, StatusError
from timeline.events import (
    ACTOR_STREAM,
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
from timeline.exchange.entry_lines import numbered
from timeline.log.lines import parse_object, read_line
from timeline.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.events import Event
    from timeline.log.mapper import KeyedEvent


EntryEvent = (
    Recorded | Corroborated | Corrected | Disputed | Retracted | Reinstated | Linked | Merged | Redacted
)  # fmt: skip


class Checker:
    """Holds each line against those before it: order, streams, ids, actors, claims, statuses, ties."""

    def __init__(self, latest_us: int) -> None:
        self._latest_us = latest_us
        self._position = 0
        self._ids: set[bytes] = set()
        self._heads: dict[str, tuple[int, int, str]] = {}
        self._fallen: dict[str, Stand] = {}  # whatever is not simply standing: few
        self._wholes: dict[str, set[str]] = {}
        self._register = Register()
        self._new: dict[str, tuple[ActorRecorded, str]] = {}

    def checked(self, lines: Iterable[bytes]) -> Iterator[tuple[str, KeyedEvent]]:
        """Each line's place and stored event, with its version in the stream."""
        for where, line in numbered(lines):
            try:
                stored, event = read_line(line, where)
            except InputError:
                _refuse_entry_line(line, where)
                raise
            yield where, self._check(where, stored, event)
        self._relations()

    def _check(self, where: str, stored: KeyedEvent, event: Event) -> KeyedEvent:
        if stored.position <= self._position:
            raise InputError(
                f"{stored.position} does not come after {self._position}",
                where=where,
                field="position",
                remedy="keep the lines in the order of the export",
            )
        if stored.recorded_us > self._latest_us:
            raise InputError(
                "lies in the future, and all that follows in its stream would lie there too",
                where=where,
                field="recorded",
                remedy="correct it, or this machine's clock",
            )
        if stored.event_id in self._ids:
            raise InputError("the id stands on an earlier line too", where=where, field="id", remedy="remove one line")
        self._position = stored.position
        self._ids.add(stored.event_id)
        stream = str(stored.originator_id)
        version = self._in_stream(where, stream, stored.recorded_us, event)
        self._names(where, stream, event)
        if not isinstance(event, ActorRecorded):
            self._status(where, stream, event)
        return replace(stored, originator_version=version)

    def _in_stream(self, where: str, stream: str, recorded_us: int, event: Event) -> int:
        version, before_us, kind = self._heads.get(stream, (0, recorded_us, ""))
        if isinstance(event, ActorRecorded):
            if stream != ACTOR_STREAM + event.actor.id:
                raise InputError(
                    f"{stream!r} is not the actor's",
                    where=where,
                    field="ref",
                    remedy=f"write {ACTOR_STREAM}{event.actor.id}",
                )
        elif stream.startswith(ACTOR_STREAM):
            raise InputError(f"{stream!r} is no entry", where=where, field="ref", remedy="write an entry's ref")
        elif isinstance(event, Recorded) == bool(version):
            raise InputError(
                f"{stream!r} {'is recorded already' if version else 'has not been recorded before this'}",
                where=where,
                field="type",
                remedy="keep all lines of the export, once each",
            )
        if isinstance(event, Recorded):
            kind = event.fact.kind
        if isinstance(event, Corrected) and event.fact.kind != kind:
            raise InputError(
                f"{stream!r} is a {kind}", where=where, field="data.fact.kind", remedy="a correction keeps the kind"
            )
        if recorded_us < before_us:
            raise InputError(
                "goes back behind the event before it in its stream", where=where, field="recorded", remedy="correct it"
            )
        self._heads[stream] = version + 1, recorded_us, kind
        return version + 1

    def _names(self, where: str, stream: str, event: Event) -> None:
        """Whoever and whatever the event names must have been recorded before it."""
        if isinstance(event, ActorRecorded):
            self._new[event.actor.id] = event, where
            return
        if self._new:
            self._relations()
        try:
            self._known(where, stream, event)
        except InputError as error:
            raise _in_data(error, where) from None
        if isinstance(event, Linked):
            self._tied(where, stream, "data.to", event.to)
            if event.kind == "part_of":
                self._part(where, stream, event.to)
        elif isinstance(event, Merged):
            self._tied(where, stream, "data.into", event.into)

    def _known(self, where: str, stream: str, event: EntryEvent) -> None:
        if isinstance(event, Redacted):
            if event.person not in self._register:
                raise decisions.unknown_actor(event.person, "person", self._register, where)
            return
        if isinstance(event, Recorded | Corrected):
            decisions.check_actors(event.fact, event.claims, self._register, where)
        else:
            decisions.check_asserted(event.claims, self._register, where)
        decisions.check_claimed(self._heads[stream][2], event.claims, where)

    def _tied(self, where: str, stream: str, field: str, target: str) -> None:
        if target == stream:
            raise InputError("an entry cannot be tied to itself", where=where, field=field, remedy="correct the ref")
        if target not in self._heads:
            raise InputError(
                f"no entry {target!r} was recorded before this", where=where, field=field, remedy="correct the ref"
            )

    def _part(self, where: str, stream: str, whole: str) -> None:
        waiting, seen = [whole], {whole}
        while waiting:
            above = self._wholes.get(waiting.pop(), set())
            if stream in above:
                raise _in_data(decisions.circle(whole, stream), where)
            waiting += above - seen
            seen |= above
        self._wholes.setdefault(stream, set()).add(whole)

    def _status(self, where: str, stream: str, event: EntryEvent) -> None:
        """What is done must be possible as the entry stands, and what it is merged into must stand itself."""
        before = self._fallen.get(stream, Stand(stream))
        try:
            after = _after(before, event)
        except StatusError as error:
            raise _not_now(error, where, "type") from None
        if isinstance(event, Merged):
            try:
                decisions.check_standing(self._fallen.get(event.into, Stand(event.into)))
                decisions.check_same_kind(self._heads[stream][2], self._heads[event.into][2])
            except StatusError as error:
                raise _not_now(error, where, "data.into") from None
            except InputError as error:
                raise _in_data(error, where) from None
        if after.status == "standing":
            self._fallen.pop(stream, None)
        else:
            self._fallen[stream] = after

    def _relations(self) -> None:
        self._register = self._register.with_actors(event.actor for event, _ in self._new.values())
        for event, where in self._new.values():
            try:
                decisions.check_relations(event.actor, self._register)
            except InputError as error:
                raise _in_data(error, where) from None
        self._new.clear()


def _after(stand: Stand, event: EntryEvent) -> Stand:  # noqa: PLR0911  (one case an event)
    """How an entry stands after an event, as `entry.fold` has it. Raises `StatusError` where no writer makes it."""
    match event:
        case Recorded() | Redacted():
            return stand
        case Corroborated() | Linked():
            # What a tie leads to may be merged: whoever tied did not hold it fast, and its successor is found.
            decisions.check_not_merged(stand)
            return stand
        case Corrected():
            decisions.check_standing(stand)
            return stand
        case Disputed():
            decisions.check_standing(stand)
            return stand._replace(status="disputed", disputed=True)
        case Retracted():
            decisions.check_standing(stand)
            return stand._replace(status="retracted")
        case Merged():
            decisions.check_standing(stand)
            return stand._replace(status="merged", merged_into=event.into)
        case Reinstated():
            decisions.check_fallen(stand)
            still = stand.disputed and stand.status != "disputed"
            return Stand(stand.ref, "disputed" if still else "standing", None, still)
        case unreachable:
            assert_never(unreachable)


def _in_data(error: InputError, where: str) -> InputError:
    return InputError(error.problem, where=where, field=f"data.{error.field}", remedy=error.remedy)


def _not_now(error: StatusError, where: str, field: str) -> InputError:
    problem, _, remedy = str(error).partition("; ")
    return InputError(problem, where=where, field=field, remedy=remedy)


def _refuse_entry_line(line: bytes, where: str) -> None:
    """Say so where a line is bad because it is an entry line: those belong to `record`."""
    try:
        keys = parse_object(line, where).keys()
    except InputError:
        return
    if "actor" in keys or "fact" in keys:
        raise InputError(
            "this is an entry line, not an event line", where=where, remedy="use `timeline record`"
        ) from None

"""Writing to a log: read how things stand, decide, append; decide again where another writer was faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from timeline import decisions
from timeline.entry import Entry, fold
from timeline.errors import ConflictError, InputError, UnknownRefError
from timeline.events import ACTOR_STREAM, SHAPES, ActorRecorded, Envelope, Recorded, event_id, microseconds, readable
from timeline.frozen import trusted_copy
from timeline.given import checked_claims
from timeline.log import KeyedEvent, Log, RepeatedEventError, StreamMovedError
from timeline.projections.actors import Actors, folded
from timeline.refusals import refusal
from timeline.register import Actor, Register
from timeline.shipped import shipped_register
from timeline.texts import Curator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from timeline.claims import Claim
    from timeline.events import Event
    from timeline.facts import Fact

Result = Literal["recorded", "corroborated", "unchanged"]
Seed = Literal["shipped"] | Register | None
"""What a store that is not written yet is begun with: the shipped register, another one, or none."""

BATCH = 1_000
_ATTEMPTS = 20
_T = TypeVar("_T")


class Written(NamedTuple):
    """What became of one recording. `position` is that of the last event of the stream."""

    ref: str
    version: int
    position: int
    result: Result


class Item(NamedTuple):
    """A fact to record, under a ref, with its claims; `where` is its place in the input, for messages."""

    fact: Fact
    ref: str
    claims: tuple[Claim, ...]
    where: str = ""


class Prepared(NamedTuple):
    """A checked recording as it will be stored, without its id and time."""

    ref: str
    topic: str
    state: bytes
    where: str


class Recording:
    """One writer of a log: its clock, its source of ids, the curator it writes for."""

    def __init__(
        self,
        log: Log,
        seed: Seed,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
        recorded_by: str | None,
    ) -> None:
        self._log = log
        self._seed = seed
        self._clock = clock
        self._entropy = entropy
        self._recorded_by = None if recorded_by is None else _curator(recorded_by)
        self.actors = Actors(log, self._beginning)

    def now(self) -> int:
        """The clock's time, in microseconds since 1970, UTC."""
        return microseconds(self._clock())

    def batch(self, items: Sequence[Item]) -> list[Written]:
        """Record these, all or none, in one transaction; give what became of each."""
        return self._retrying(lambda: self._try_batch(items))

    def _try_batch(self, items: Sequence[Item]) -> list[Written]:
        for item in items:
            decisions.check_ref(item.ref, item.where)
        envelopes = self._beginning()
        register = self._known_after(envelopes)
        standing = self.entries({item.ref for item in items})
        added: dict[str, list[Envelope]] = {}
        now = self.now()
        done: list[tuple[str, int, Result]] = []
        for fact, ref, claims, where in items:
            decisions.check_actors(fact, claims, register, where)
            decisions.check_claims(fact, claims, where)
            entry = standing.get(ref)
            if ref in added:
                entry = fold(added[ref], entry)
            event = decisions.record(entry, ref, fact, claims, where)
            if event is None:
                done.append((ref, entry.version if entry else 0, "unchanged"))
                continue
            envelope = self._envelope(ref, entry, event, now)
            envelopes.append(envelope)
            added.setdefault(ref, []).append(envelope)
            done.append((ref, envelope.version, "corroborated" if entry else "recorded"))
        self._append(envelopes)
        last = {ref: entry.position for ref, entry in standing.items()}
        last |= {ref: events[-1].position for ref, events in added.items()}
        return [Written(ref, version, last[ref], result) for ref, version, result in done]

    def prepare(self, ref: str, event: Recorded, where: str = "") -> Prepared:
        """A checked recording as `prepared` takes it: bytes instead of models, each claim once."""
        if self._recorded_by:
            event = trusted_copy(event, recorded_by=self._recorded_by)
        claims = decisions.once(event.claims)
        if len(claims) < len(event.claims):
            event = trusted_copy(event, claims=claims)
        return Prepared(ref, SHAPES.topic(event), SHAPES.write(event), where)

    def prepared(self, batch: Sequence[Prepared]) -> list[Written]:
        """Record what was prepared, in one transaction; where something is there already, decide one by one."""
        refs = [prepared.ref for prepared in batch]
        if self._log.position() and len(set(refs)) == len(refs):
            now = self.now()
            events = [
                KeyedEvent(ref, 1, topic, state, event_id(now, self._entropy), now) for ref, topic, state, _ in batch
            ]
            try:
                positions = self._log.append_stored(events)
            except (StreamMovedError, RepeatedEventError):
                pass
            else:
                return [Written(ref, 1, at, "recorded") for ref, at in zip(refs, positions, strict=True)]
        return self.batch([_item(prepared) for prepared in batch])

    def check_prepared(self, batch: Sequence[Prepared]) -> None:
        """Refuse recordings whose refs stand for other facts, without writing. Raises `RefTakenError`."""
        there = self._log.recorder.heads([prepared.ref for prepared in batch])
        items = [_item(prepared) for prepared in batch if prepared.ref in there]
        standing = self.entries(there)
        for fact, ref, claims, where in items:
            decisions.record(standing.get(ref), ref, fact, claims, where)

    def change(
        self,
        entry: Entry | str,
        version: int | None,
        claims: Sequence[Claim],
        decide: Callable[[Entry, tuple[Claim, ...]], Event | None],
        *,
        stale: bool = False,
    ) -> Entry:
        """Append what `decide` makes of the entry as it stands and the claims; give the entry after it.

        The caller must have seen the entry so (`version`, or the entry's own), unless `stale`.
        """
        claims = checked_claims(claims)

        def attempt() -> Entry:
            current = self.current(entry, version, stale=stale)
            event = decide(current, claims)
            register = self.actors.register()
            fact = getattr(event, "fact", current.fact)
            decisions.check_actors(fact, claims, register)
            decisions.check_claims(fact, claims)
            if event is None:
                return current
            envelope = self._envelope(current.ref, current, event, self.now())
            self._append([envelope])
            after = fold([envelope], current)
            assert after is not None
            return after

        return self._retrying(attempt)

    def merge(self, entry: Entry | str, into: Entry | str, reason: str, version: int | None) -> Entry:
        """Both streams in one transaction; give the entry that carries on."""

        def attempt() -> Entry:
            gone = self.current(entry, version, stale=True)
            kept = self.current(into, None, stale=True)
            merged, claims = decisions.merge(gone, kept, reason)
            now = self.now()
            envelopes = [self._envelope(gone.ref, gone, merged, now)]
            if claims:
                envelopes.append(self._envelope(kept.ref, kept, claims, now))
            self._append(envelopes)
            after = fold(envelopes[1:], kept)
            assert after is not None
            return after

        return self._retrying(attempt)

    def add(self, actors: Sequence[Actor], versions: Mapping[str, int]) -> None:
        """Add actors, all or none; those that are known just so change nothing, changed ones need their versions."""

        def attempt() -> None:
            envelopes = self._beginning()
            known = self._known_after(envelopes)
            register = known.with_actors(actors)
            heads = {envelope.stream: (1, envelope.recorded_us) for envelope in envelopes}
            heads |= self._log.recorder.heads([ACTOR_STREAM + actor.id for actor in actors])
            now = self.now()
            added: dict[str, Actor] = {}
            for actor in map(_unnumbered, actors):
                decisions.check_relations(actor, register)
                before = added.get(actor.id) or (_unnumbered(known[actor.id]) if actor.id in known else None)
                if before == actor:
                    continue
                if actor.id in added:
                    raise InputError(f"{actor.id!r} is given twice", field="actor", remedy="give each actor once")
                added[actor.id] = actor
                stream = ACTOR_STREAM + actor.id
                current, recorded_us = heads.get(stream, (0, 0))
                if current:
                    decisions.check_version(actor.id, current, versions.get(actor.id))
                event = ActorRecorded(actor=actor, recorded_by=self._recorded_by)
                envelopes.append(self._enveloped(stream, current + 1, event, max(now, recorded_us)))
            self._append(envelopes)

        if not actors:
            raise InputError("no actor is given", field="actor", remedy="give at least one")
        self._retrying(attempt)

    def check_actor(self, actor: Actor, version: int | None = None, where: str = "") -> None:
        """Refuse a changed actor without its current version, and write nothing. Raises `VersionError`."""
        register = self.actors.register()
        if actor.id in register and _unnumbered(register[actor.id]) != actor:
            current, _ = self._log.recorder.heads([ACTOR_STREAM + actor.id]).get(ACTOR_STREAM + actor.id, (1, 0))
            decisions.check_version(actor.id, current, version, where)

    def current(self, entry: Entry | str, version: int | None, *, stale: bool) -> Entry:
        """The entry as it is now, after checking that the caller saw it so; `stale` lets older views pass."""
        ref = entry if isinstance(entry, str) else entry.ref
        current = fold(self.stream(ref))
        if current is None:
            raise UnknownRefError(ref)
        if version is None and not stale and not isinstance(entry, str):
            version = entry.version
        if version is not None or not stale:
            decisions.check_version(ref, current.version, version)
        return current

    def stream(self, ref: str) -> list[Envelope]:
        """The events of an entry. Raises `UnknownRefError`, or `UnreadableError` where one is damaged."""
        events = [readable(item) for item in self._log.streams(ref)] if decisions.is_ref(ref) else []
        if not events:
            raise UnknownRefError(ref)
        return events

    def entries(self, refs: Iterable[str]) -> dict[str, Entry]:
        """The entries of those refs that exist. Raises `UnreadableError` for a damaged one."""
        streams: dict[str, list[Envelope]] = {}
        for item in self._log.streams(*refs):
            streams.setdefault(item.stream, []).append(readable(item))
        folded_streams = ((ref, fold(stream)) for ref, stream in streams.items())
        return {ref: entry for ref, entry in folded_streams if entry is not None}

    def _retrying(self, attempt: Callable[[], _T]) -> _T:
        for _ in range(_ATTEMPTS):
            try:
                return attempt()
            except (StreamMovedError, RepeatedEventError):
                continue  # what was decided on stale events was not stored
        raise ConflictError(f"other writers were faster {_ATTEMPTS} times; try again")

    def _append(self, envelopes: Sequence[Envelope]) -> None:
        for envelope, position in zip(envelopes, self._log.append(envelopes), strict=True):
            envelope.position = position

    def _envelope(self, ref: str, entry: Entry | None, event: Event, now: int) -> Envelope:
        if self._recorded_by:
            event = trusted_copy(event, recorded_by=self._recorded_by)
        if entry is None:
            return self._enveloped(ref, 1, event, now)
        # Within a stream recorded never goes back, whatever the clock does.
        return self._enveloped(ref, entry.version + 1, event, max(now, microseconds(entry.changed)))

    def _enveloped(self, stream: str, version: int, event: Event, recorded_us: int) -> Envelope:
        key = event_id(recorded_us, self._entropy)
        return Envelope(0, stream, version, SHAPES.topic(event), key, recorded_us, event)

    def _beginning(self) -> list[Envelope]:
        """The events that a store which is not written yet is begun with."""
        if self._log.position() or self._seed is None:
            return []
        if self._seed == "shipped":
            return shipped_register()
        now = self.now()
        return [self._enveloped(ACTOR_STREAM + actor.id, 1, ActorRecorded(actor=actor), now) for actor in self._seed]

    def _known_after(self, beginning: Sequence[Envelope]) -> Register:
        return Register(folded(beginning).values()) if beginning else self.actors.register()


def _item(prepared: Prepared) -> Item:
    event = SHAPES.read(prepared.topic, prepared.state)
    assert isinstance(event, Recorded)
    return Item(event.fact, prepared.ref, event.claims, prepared.where)


def _curator(recorded_by: str) -> str:
    """Every event will carry it: what no event may carry is refused before there is one."""
    try:
        return TypeAdapter(Curator).validate_python(recorded_by)
    except ValidationError as error:
        raise refusal(error, within="recorded_by") from None


def _unnumbered(actor: Actor) -> Actor:
    return trusted_copy(actor, number=None)

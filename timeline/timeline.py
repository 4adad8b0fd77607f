"""The front door: record facts, read them back, correct them."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Self

from timeline import decisions
from timeline.arguments import a_country, a_kind, a_period, cutoff, one_day, several
from timeline.entry import Entry, fold
from timeline.errors import CitationError, InputError, UnknownRefError
from timeline.events import ACTOR_STREAM, Envelope, Unreadable, from_microseconds
from timeline.given import a_fact, checked_actor, checked_claims, checked_fact, claims_in
from timeline.log import Log, open_log
from timeline.projections.chronology import NOW, Chronology, Cutoff, Filter, Page
from timeline.projections.known import Known
from timeline.recording import BATCH, Item, Recording, Seed, Written
from timeline.refusals import show
from timeline.register import Actor, Register
from timeline.shipped import shipped_review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic import JsonValue

    from timeline.answers import Answer
    from timeline.answers.found import Found
    from timeline.arguments import KnownAt
    from timeline.asking.understanding import Parser, Reading
    from timeline.claims import Claim
    from timeline.dates import PartialDate
    from timeline.facts import Fact, LinkKind
    from timeline.log.log import Stop
    from timeline.projections.coverage import Coverage
    from timeline.projections.explain import Explanation
    from timeline.projections.offices import Offices
    from timeline.projections.people import Person
    from timeline.projections.prisoners import Prisoners
    from timeline.projections.sanctions import Sanctions
    from timeline.query import Query

_MINSK = timezone(timedelta(hours=3))  # all year round since 2011; needs no time-zone data


class Timeline:
    """A timeline in one store. Usable from several threads; close it, or use it as a context.

    `clock` gives the time of recording (aware), `entropy(n)` n random bytes for event ids,
    `recorded_by` the opaque id of the curator that events carry.
    """

    def __init__(
        self,
        log: Log,
        *,
        register: Seed = "shipped",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        entropy: Callable[[int], bytes] = os.urandom,
        recorded_by: str | None = None,
    ) -> None:
        self._log = log
        self._recording = Recording(log, register, clock, entropy, recorded_by)
        self._chronology = Chronology(log)
        self._parser: tuple[Register, Parser] | None = None

    @classmethod
    def open(
        cls,
        url: str,
        *,
        register: Seed = "shipped",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        entropy: Callable[[int], bytes] = os.urandom,
        recorded_by: str | None = None,
    ) -> Self:
        """The timeline at `sqlite:///timeline.db`, `sqlite:////absolute.db` or `postgresql://…`.

        Opening writes nothing; the first recording creates the store and writes the register
        first: the shipped one, another one, or none. Raises `UnreachableError`, `NewerError`.
        """
        return cls(open_log(url), register=register, clock=clock, entropy=entropy, recorded_by=recorded_by)

    @classmethod
    def in_memory(
        cls,
        *,
        register: Seed = "shipped",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Self:
        """A timeline that is gone when it is closed."""
        return cls.open("sqlite://", register=register, clock=clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._chronology.close()
        self._log.close()

    @property
    def log(self) -> Log:
        """The log itself: for export, import and whoever folds a read model of their own."""
        return self._log

    @property
    def recording(self) -> Recording:
        """What writes: for import formats, which check a file whole before they record it."""
        return self._recording

    # ---------------------------------------------------------------- recording

    def record(self, fact: Fact, *, ref: str, claims: Sequence[Claim]) -> Entry:
        """Record a fact under a ref; give its entry.

        The same fact again is a no-op, an unseen claim is added, another fact under the same ref
        raises `RefTakenError`. Raises `InputError` for an unknown actor, a malformed ref or a
        missing claim.
        """
        self._recording.batch([Item(checked_fact(fact), ref, checked_claims(claims))])
        return self.entry(ref)

    def record_many(
        self,
        items: Iterable[Item | tuple[Fact, str, Sequence[Claim]]],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> list[Written]:
        """Record many facts, in batches of 1,000, each batch in one transaction.

        Items are `(fact, ref, claims)`. Facts and claims are taken as their constructors made and
        checked them: what `model_construct` makes is checked by `record` only. A refused item stores
        nothing of its batch; batches before it are there. `progress` is told how many were done
        after each batch. Gives what became of each, in order.
        """
        written: list[Written] = []
        batch: list[Item] = []
        for index, item in enumerate(items):
            batch.append(_item(index, item))
            if len(batch) == BATCH:
                written += self._recording.batch(batch)
                batch = []
                if progress:
                    progress(len(written))
        if batch:
            written += self._recording.batch(batch)
            if progress:
                progress(len(written))
        return written

    def correct(
        self,
        entry: Entry | str,
        changes: Mapping[str, JsonValue | object] | None = None,
        *,
        reason: str,
        claims: Sequence[Claim] = (),
        version: int | None = None,
        **fields: object,
    ) -> Entry:
        """Replace fields of an entry's fact: `correct(entry, when="2025-08-15", reason="…")`.

        Fields whose names are taken by arguments go into `changes`. None takes a field away. By
        bare ref, `version` must be the current one. Raises `VersionError`, `InputError`,
        `StatusError`, `UnknownRefError`.
        """
        given = {**(changes or {}), **fields}
        return self._recording.change(
            entry, version, claims, lambda current, checked: decisions.correct(current, given, reason, checked)
        )

    def retract(
        self, entry: Entry | str, *, reason: str, claims: Sequence[Claim] = (), version: int | None = None
    ) -> Entry:
        """Take an entry back: it leaves every list and total, and stays in the history."""
        return self._recording.change(
            entry, version, claims, lambda current, checked: decisions.retract(current, reason, checked)
        )

    def reinstate(
        self, entry: Entry | str, *, reason: str, claims: Sequence[Claim] = (), version: int | None = None
    ) -> Entry:
        """Let a retracted, merged or disputed entry stand again."""
        return self._recording.change(
            entry, version, claims, lambda now, checked: decisions.reinstate(now, reason, checked), stale=True
        )

    def corroborate(self, entry: Entry | str, *claims: Claim) -> Entry:
        """Add claims; those that are there already change nothing."""
        return self._recording.change(entry, None, claims, decisions.corroborate, stale=True)

    def dispute(self, entry: Entry | str, *claims: Claim) -> Entry:
        """Add claims against an entry; it stays, with the status `disputed`."""
        return self._recording.change(entry, None, claims, decisions.dispute, stale=True)

    def link(self, entry: Entry | str, kind: LinkKind, to: Entry | str, *, claims: Sequence[Claim]) -> Entry:
        """Tie an entry to another. A tie is a claim too: it needs a source."""
        target = self._recording.current(to, None, stale=True)
        if kind == "part_of":
            self._refuse_circle(entry if isinstance(entry, str) else entry.ref, target)
        return self._recording.change(
            entry, None, claims, lambda current, checked: decisions.link(current, kind, target, checked), stale=True
        )

    def merge(self, entry: Entry | str, *, into: Entry | str, reason: str, version: int | None = None) -> Entry:
        """Say that two entries are one thing; `into` carries on with the claims of both. Gives `into`."""
        return self._recording.merge(entry, into, reason, version)

    def add(self, *actors: Actor, version: int | None = None) -> Actor:
        """Add actors to the register; the same actor again is a no-op, a changed one needs its version.

        Gives the last of them, as the register now has it.
        """
        actors = tuple(checked_actor(actor) for actor in actors)
        self._recording.add(actors, {} if version is None else dict.fromkeys((actor.id for actor in actors), version))
        return self.actor(actors[-1].id)

    # ---------------------------------------------------------------- reading

    def entries(  # noqa: PLR0913  (the filters of the contracts)
        self,
        *,
        kinds: Iterable[str] = (),
        actors: Iterable[str] = (),
        since: PartialDate | date | str | None = None,
        until: PartialDate | date | str | None = None,
        text: str | None = None,
        place: str | None = None,
        nationality: str | None = None,
        limit: int | None = 20,
        after: str | None = None,
        all: bool = False,  # noqa: A002  (the word of the contracts)
        known_at: KnownAt = None,
    ) -> Page:
        """Entries, newest first; `since` takes the first day of its date, `until` the last of its.

        `kinds` and `actors` may be one text. `actors` and `place` take ids or exact names and match
        what belongs to them; a date known only in part may match possibly. Retracted and merged
        entries are left out unless `all`.
        """
        if limit is not None and limit < 1:
            raise InputError(f"{limit} entries are no page", field="limit", remedy="give 1 or more, or None for all")
        known = self.known(known_at)
        find = known.register.find
        wanted = Filter(
            kinds=frozenset(a_kind(kind) for kind in several(kinds)),
            actors=tuple(find(actor).id for actor in several(actors)),
            period=a_period(since, until),
            text=text,
            place=find(place).id if place else None,
            nationality=a_country(nationality),
            all=all,
        )
        return known.page(wanted, limit, after)

    def entry(self, ref: str, *, known_at: KnownAt = None) -> Entry:
        """One entry, whatever its status. Raises `UnknownRefError`, or `UnreadableError` where it is damaged."""
        entry = fold(cutoff(known_at).of(self._recording.stream(ref)))
        if entry is None:
            raise UnknownRefError(ref)
        return entry

    def prisoners(
        self,
        *,
        since: PartialDate | date | str | None = None,
        until: PartialDate | date | str | None = None,
        persons: bool = False,
        known_at: KnownAt = None,
    ) -> Prisoners:
        """Freed and arrested as bounds, figures of counting bodies and their net, for a period.

        With `persons` also the distinct named people.
        """
        return self.known(known_at).prisoners(a_period(since, until), persons=persons)

    def person(self, id_or_name: str, *, on: date | None = None, known_at: KnownAt = None) -> Person:
        """What became of a person, from all entries about them, and how they stand on a day (default: today)."""
        known = self.known(known_at)
        return known.person(known.register.find(id_or_name).id, on or self.today())

    def offices(
        self,
        *,
        on: PartialDate | date | str | None = None,
        office: str | None = None,
        person: str | None = None,
        known_at: KnownAt = None,
    ) -> Offices:
        """Who holds which office on a day (default: today): certainly or possibly, acting, disputed, or nobody.

        `office` and `person` take ids or exact names; a body or a state stands for its offices.
        """
        known = self.known(known_at)
        return known.offices(
            self.today() if on is None else one_day(on),
            office=known.register.find(office).id if office else None,
            person=known.register.find(person).id if person else None,
        )

    def sanctions(
        self,
        *,
        on: PartialDate | date | str | None = None,
        target: str | None = None,
        authority: str | None = None,
        known_at: KnownAt = None,
    ) -> Sanctions:
        """What each authority's programme does to each target on a day (default: today), layer by layer.

        `target` and `authority` take ids or exact names; what belongs to them is found too, each as its own.
        """
        known = self.known(known_at)
        return known.sanctions(
            self.today() if on is None else one_day(on),
            target=known.register.find(target).id if target else None,
            authority=known.register.find(authority).id if authority else None,
        )

    def explain(
        self,
        subject: str = "prisoners",
        *,
        since: PartialDate | date | str | None = None,
        until: PartialDate | date | str | None = None,
        between: tuple[KnownAt, KnownAt],
        known_at: KnownAt = None,
    ) -> Explanation:
        """Which events changed the totals of a period between two moments of knowing, and why.

        None as a moment is now. Raises `InputError` for other subjects, or where the first lies after the second.
        """
        if subject != "prisoners":
            raise InputError(f"{show(subject)} is not explained", field="subject", remedy="write prisoners")
        upto = cutoff(known_at)
        between = (known_at if between[0] is None else between[0], known_at if between[1] is None else between[1])
        for moment in between:
            if moment != known_at and cutoff(moment).and_(upto) != cutoff(moment):
                raise InputError(
                    f"{self._written(moment)} lies after {self._written(known_at)}, up to which is known",
                    field="between",
                    remedy="give earlier moments, or leave out known_at",
                )
        chronology, register = self._fresh(), self.register()
        earlier, later = (Known(chronology, register, cutoff(moment).and_(upto)) for moment in between)
        written = (self._written(between[0]), self._written(between[1]))
        return earlier.explain(a_period(since, until), later, self._log, written)

    def ask(
        self,
        text: str,
        *,
        today: date | None = None,
        language: str | None = None,
        known_at: KnownAt = None,
        before: Query | None = None,
    ) -> Answer:
        """The answer to a question in people's own words, in the language it came in (or `language`).

        `before` is the query of the turn before, with which a question goes on ("and in November?").
        Nothing of a question is kept.
        """
        from timeline.answers.answering import told  # noqa: PLC0415
        from timeline.answers.asked import found_for  # noqa: PLC0415

        day = today or self.today()
        reading = self.read(text, today=day, language=language, before=before)
        query = reading.query
        if known_at is not None and query.known_at is None:
            query = query.model_copy(update={"known_at": known_at})
        known, head = self._known_for(query, Cutoff())
        found = found_for(known, reading, query, day)
        voice = "be-Latn" if reading.latin and reading.language == "be" else reading.language
        return told(known, found, voice, self._citing(found, head, voice))

    def read(
        self, text: str, *, today: date | None = None, language: str | None = None, before: Query | None = None
    ) -> Reading:
        """How a question is understood, and which of its words gave what; nothing is looked up."""
        from timeline.asking.understanding import Parser  # noqa: PLC0415  (who does not ask does not wait for it)

        register = self.register()
        if self._parser is None or self._parser[0] is not register:
            self._parser = register, Parser(register)
        return self._parser[1].read(text, today=today or self.today(), language=language, before=before)

    def answer(
        self, query: Query, *, today: date | None = None, language: str = "en", known_at: KnownAt = None
    ) -> Answer:
        """The answer to a typed question, with its bounds, sources and citation.

        `today` (default: the current day in Minsk) bounds what has happened; `known_at`, where the
        query names none itself, what was known.
        """
        if known_at is not None and query.known_at is None:
            query = query.model_copy(update={"known_at": known_at})
        return self._answer(query, today or self.today(), language, Cutoff())

    def cite(self, token: str) -> Answer:
        """The answer that was cited, made again: the same sentence from the same entries and sources.

        Raises `InputError` for what is no citation, `CitationError` where this store does not hold
        what the answer rested on.
        """
        from timeline.answers.citation import Citation  # noqa: PLC0415

        cited = Citation.read(token)
        if cited.position > self.position():
            raise CitationError(
                f"the answer rests on {cited.position} events, and this store has {self.position()}: it is another"
            )
        again = self._answer(cited.query, cited.today, cited.language, Cutoff(position=cited.position))
        if again.citation != str(cited):
            raise CitationError("what the answer rested on is not what this store holds: it is another, or was changed")
        return again

    def _answer(self, query: Query, today: date, language: str, upto: Cutoff) -> Answer:
        from timeline.answers.answering import told  # noqa: PLC0415  (who does not ask does not wait for it)
        from timeline.answers.finding import find  # noqa: PLC0415

        known, head = self._known_for(query, upto)
        found = find(known, query, today)
        return told(known, found, language, self._citing(found, head, language))

    def _known_for(self, query: Query, upto: Cutoff) -> tuple[Known, int]:
        """What a query is answered from, and the position at which it is."""
        chronology = self._fresh()
        head = chronology.position if upto.position is None else upto.position
        return Known(chronology, self.register(), cutoff(query.known_at).and_(Cutoff(position=head))), head

    def _citing(self, found: Found, head: int, language: str) -> str | None:
        """The citation of what was found; None for what is no answer."""
        from timeline.answers.citation import Citation  # noqa: PLC0415
        from timeline.projections.proof import proof  # noqa: PLC0415

        if found.outcome not in ("answered", "nothing_recorded"):
            return None
        proven = proof(self._log, (entry.ref for entry in found.entries), head)
        return str(Citation(head, proven, found.query, found.today, language))

    def coverage(self, *, today: date | None = None, known_at: KnownAt = None) -> Coverage:
        """What was reviewed, what is known to be missing, and how old the newest figures are `today`."""
        from timeline.projections.coverage import Review  # noqa: PLC0415

        review = Review.model_validate_json(shipped_review())
        return self.known(known_at).coverage(review, today or self.today())

    def known(self, known_at: KnownAt = None) -> Known:
        """The timeline as known at one moment, which stands still: for several questions that belong together."""
        return Known(self._fresh(), self.register(), cutoff(known_at))

    def today(self) -> date:
        """The current day in Minsk, by the clock that was passed in."""
        return from_microseconds(self._recording.now()).astimezone(_MINSK).date()

    def refs(self, beginning: str = "", *, limit: int = 500) -> list[str]:
        """Refs that begin so, in order, at most `limit`."""
        return self._fresh().beginning(beginning, limit)

    def near(self, ref: str, *, known_at: KnownAt = None) -> tuple[str, ...]:
        """Up to three refs that look like this one, the likest first."""
        return self._fresh().near(ref, cutoff(known_at))

    def history(self, ref: str, *, known_at: KnownAt = None) -> tuple[Envelope, ...]:
        """Every event of an entry, in order."""
        events = tuple(cutoff(known_at).of(self._recording.stream(ref)))
        if not events:
            raise UnknownRefError(ref)
        return events

    def actor(self, id_or_name: str) -> Actor:
        """The actor of an id or exact name. Raises `UnknownActorError`, `AmbiguousNameError`."""
        return self.register().find(id_or_name)

    def register(self) -> Register:
        """All actors. A store that is not written yet knows the register it was opened with."""
        return self._recording.actors.register()

    def follow(
        self, after: int | None = None, *, stop: Stop | None = None, patience: float = 1.0
    ) -> Iterator[Envelope | Unreadable]:
        """Every event after a position (default: from now on), without end, from any process.

        Ends within `patience` seconds of `stop.is_set()`.
        """
        return self._log.follow(self._log.position() if after is None else after, stop=stop, patience=patience)

    def position(self) -> int:
        """The last position of the log; 0 while it is empty."""
        return self._log.position()

    def extent(self, known_at: KnownAt = None) -> tuple[int, int]:
        """The last position that was known, and how many actors the register had by then."""
        known = cutoff(known_at)
        if known == NOW:
            return self.position(), len(self.register())
        chronology = self._fresh()
        actors = [item for item in self._log.starting(ACTOR_STREAM) if isinstance(item, Envelope) and known.knows(item)]
        last = max((item.position for item in actors), default=0)
        begun, upto = chronology.extent(known)
        for rows in self._log.pages(begun - 1, upto) if begun else ():
            for item in self._log.mapper.envelopes(rows):
                if isinstance(item, Envelope) and item.ref is not None and known.knows(item):
                    last = max(last, item.position)
        return last, len({item.stream for item in actors})

    def rebuild(self, progress: Callable[[int], None] | None = None) -> Path | None:
        """Build the read model anew from the log; give its file, or None where it is kept in memory.

        Never needed for right answers: what is stale or damaged is noticed and built anew anyway.
        `progress` is told how many events were read.
        """
        return self._chronology.rebuild(progress)

    def unreadable(self) -> tuple[Unreadable, ...]:
        """The events that cannot be read, one an entry or actor; those are in no list."""
        return (*self._recording.actors.unreadable(), *self._fresh().unreadable.values())

    def _refuse_circle(self, ref: str, whole: Entry) -> None:
        """A part of its own part would count nowhere."""
        waiting, seen = [whole], {whole.ref}
        while waiting:
            above = [tie.to for tie in waiting.pop().links if tie.kind == "part_of"]
            if ref in above:
                raise decisions.circle(whole.ref, ref)
            waiting += [self._recording.current(other, None, stale=True) for other in above if other not in seen]
            seen.update(above)

    def _written(self, moment: KnownAt) -> str:
        """A moment of knowing as the command line takes it."""
        if moment is None:
            return f"@{self.position()}"
        return f"@{moment}" if isinstance(moment, int) else moment.isoformat()

    def _fresh(self) -> Chronology:
        self._chronology.catch_up()
        return self._chronology


def _item(index: int, item: Item | tuple[Fact, str, Sequence[Claim]]) -> Item:
    """An item of `record_many`, where it is one."""
    if not isinstance(item, Item) and not (isinstance(item, tuple | list) and len(item) == 3):  # noqa: PLR2004
        raise InputError("is no recording", field=f"items.{index}", remedy="give (fact, ref, claims)")
    try:
        a_fact(item[0])
        claims = claims_in(item[2])
    except InputError as error:
        raise InputError(error.problem, field=f"items.{index}.{error.field}", remedy=error.remedy) from None
    return item if isinstance(item, Item) and item.claims is claims else Item(item[0], item[1], claims, *item[3:])

"""The eleven kinds of fact: one frozen class each, and their union.

A fact describes one thing in the world, by the ids of the register and with its uncertainty. It
says nothing about who reported it (`claims.py`) or when it was recorded (`events.py`). The stored
name of a kind is the literal in its `kind` field, written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, Strict, StringConstraints, model_validator

from timeline.claims import Quote
from timeline.dates import PartialDate, Truth, names_only_a_month
from timeline.errors import DateError, InputError
from timeline.frozen import Frozen
from timeline.mappings import FrozenDict, FrozenMapping
from timeline.quantities import Quantity
from timeline.refusals import show
from timeline.texts import ActorId, Country, Language, Line, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Population = Literal["political_prisoner", "foreign_national", "pardoned_convict", "prisoner_of_war", "unspecified"]
Outcome = Literal["freed", "deported", "refused_to_leave", "returned_to_custody", "unknown"]
Documents = Literal["issued", "withheld", "unknown"]
Mode = Literal["pardon", "exchange", "deportation", "end_of_sentence", "parole", "other", "unknown"]
LinkKind = Literal["in_exchange_for", "part_of", "follows", "re_arrest_of", "corrects_report_of", "contradicts"]

Some = Annotated[tuple[ActorId, ...], Field(max_length=400)]
AtLeastOne = Annotated[tuple[ActorId, ...], Field(min_length=1, max_length=400)]


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"{zone!r} is no time zone", remedy="write an IANA name, such as Europe/Minsk") from None
    return zone


class Clock(Frozen):
    """A time of day with its zone: `{"time": "16:40", "zone": "Europe/Minsk"}` (IANA name)."""

    time: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    zone: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]+(/[A-Za-z_+-]+){0,2}$"), AfterValidator(_known_zone)]


class Part(Frozen):
    """How many of those released belong to one population (political prisoners, foreigners …)."""

    population: Population
    people: Quantity


class Destination(Frozen):
    """How many of those released were taken to, or stayed in, one place."""

    place: ActorId
    people: Quantity


class Freed(Frozen):
    """What became of one named person in a release."""

    person: ActorId
    outcome: Outcome = "unknown"
    documents: Documents = "unknown"
    destination: ActorId | None = None


class Sentence(Frozen):
    """A court's sentence: whole years and months of prison."""

    years: Annotated[int, Strict(), Field(ge=0, le=100)]
    months: Annotated[int, Strict(), Field(ge=0, le=11)] = 0
    in_absentia: Annotated[bool, Strict()] = False


class Accused(Frozen):
    """One named person in an arrest or verdict, with the person's own sentence where they differ."""

    person: ActorId
    sentence: Sentence | None = None


class Effective(Frozen):
    """From when to when a legal act says it applies; an unknown or open end is left out."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end.before(self.start) is Truth.YES:
            raise DateError(f"ends ({self.end}) before it starts ({self.start})", field="end", remedy="swap them")
        return self


class Listing(Frozen):
    """How many people, entities and assets an act lists, or a list holds after it."""

    people: Quantity | None = None
    entities: Quantity | None = None
    assets: Quantity | None = None


class _Fact(Frozen):
    """What every kind carries. Titles are rendered; `title` is only the fallback."""

    kind: str
    when: PartialDate
    when_verbatim: Line | None = None
    title: FrozenMapping[Language, Line] = Field(default_factory=FrozenDict)
    summary: FrozenMapping[Language, Text] = Field(default_factory=FrozenDict)
    place: ActorId | None = None

    @model_validator(mode="after")
    def _no_false_precision(self) -> Self:
        if self.when_verbatim is not None and self.when.precision == "day" and names_only_a_month(self.when_verbatim):
            raise DateError(
                f"the source says {show(self.when_verbatim)}, which is no single day",
                field="when",
                remedy="record the month or an interval in `when`",
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Its stored name must be given: it tells the kinds apart."""
        told = handler.resolve_ref_schema(handler(schema))
        told["required"] = ["kind", *(name for name in told.get("required", ()) if name != "kind")]
        return told

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        """Every actor the fact names, with the path of the field that names it."""
        if self.place:
            yield "place", self.place


def _each(field: str, ids: Iterable[ActorId]) -> Iterator[tuple[str, ActorId]]:
    return ((f"{field}.{index}", actor) for index, actor in enumerate(ids))


class _Talk(_Fact):
    participants: Annotated[tuple[ActorId, ...], Field(min_length=2, max_length=400)]
    initiator: ActorId | None = None
    medium: Line | None = None
    topics: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _between_several(self) -> Self:
        _no_one_twice(self.participants, "participants")
        return self

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield from _each("participants", self.participants)
        if self.initiator:
            yield "initiator", self.initiator


class Call(_Talk):
    """A conversation at a distance. `medium`: phone, video, letter."""

    kind: Literal["call"] = "call"
    at: Clock | None = None


class Meeting(_Talk):
    """A conversation in one place: talks, visits, delegations."""

    kind: Literal["meeting"] = "meeting"


class Release(_Fact):
    """People let go. `people` counts those the act covered, whoever then refused or was sent back.

    Populations are counted apart; `named` are those whom the sources name and who may be named,
    `named_complete` says whether that is everybody. Women, men and those convicted under
    "extremism" articles (an official category) are given where a source gives them.
    """

    kind: Literal["release"] = "release"
    by: Some = ()
    people: Quantity
    populations: tuple[Part, ...] = ()
    nationalities: FrozenMapping[Country, Quantity] = Field(default_factory=FrozenDict)
    named: tuple[Freed, ...] = ()
    named_complete: Annotated[bool, Strict()] = False
    mode: Mode = "unknown"
    destinations: tuple[Destination, ...] = ()
    mediators: Some = ()
    women: Quantity | None = None
    men: Quantity | None = None
    under_extremism_articles: Quantity | None = None

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if len(self.named) > 1:
            _no_one_twice((freed.person for freed in self.named), "named")
        upper = self.people.upper
        if upper is not None:
            self._fit("named", len(self.named), upper)
            for part in self.populations:
                # Populations overlap (a foreigner can be a political prisoner), so they are not summed.
                self._fit("populations", part.people.lower or 0, upper)
            self._fit("destinations", sum(part.people.lower or 0 for part in self.destinations), upper)
            for country, people in self.nationalities.items():
                # Nor are these: some people have two.
                self._fit(f"nationalities.{country}", people.lower or 0, upper)
            if self.women or self.men:
                least = sum(part.lower or 0 for part in (self.women, self.men) if part)
                self._fit("women" if self.women else "men", least, upper)
            if self.under_extremism_articles:
                self._fit("under_extremism_articles", self.under_extremism_articles.lower or 0, upper)
        return self

    def _fit(self, field: str, least: int, upper: int) -> None:
        if least > upper:
            raise InputError(
                f"the parts add up to at least {least}, but people is {self.people}",
                field=field,
                remedy="correct the parts, or people",
            )

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield from _each("by", self.by)
        yield from _each("mediators", self.mediators)
        for index, freed in enumerate(self.named):
            yield f"named.{index}.person", freed.person
            if freed.destination:
                yield f"named.{index}.destination", freed.destination
        for index, destination in enumerate(self.destinations):
            yield f"destinations.{index}.place", destination.place


class Arrest(_Fact):
    """People detained, charged or sentenced, as `measure` says."""

    kind: Literal["arrest"] = "arrest"
    by: Some = ()
    people: Quantity
    named: tuple[Accused, ...] = ()
    charge: Line | None = None
    measure: Literal["detained", "charged", "sentenced"] = "detained"
    sentence: Sentence | None = None

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        _no_one_twice((accused.person for accused in self.named), "named")
        if self.people.upper is not None and len(self.named) > self.people.upper:
            raise InputError(
                f"{len(self.named)} people are named, but people is {self.people}",
                field="named",
                remedy="correct named, or people",
            )
        return self

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield from _each("by", self.by)
        for index, accused in enumerate(self.named):
            yield f"named.{index}.person", accused.person


class PersonStatus(_Fact):
    """Where a person stands on a day: in prison, in hospital, freed, unknown."""

    kind: Literal["person_status"] = "person_status"
    person: ActorId
    status: Literal[
        "detained", "imprisoned", "hospitalised", "refused_to_leave", "whereabouts_unknown",
        "freed", "deported", "died", "unknown",
    ]  # fmt: skip
    since: PartialDate | None = None

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield "person", self.person


class PrisonerCount(_Fact):
    """A figure by a counting body. `when` is its as-of date (stock) or its period (flow, cumulative).

    Counts of different bodies, definitions, measures or bases are never added or subtracted.
    `counted_by` is left out where nobody says who counted.
    """

    kind: Literal["prisoner_count"] = "prisoner_count"
    count: Quantity
    counted_by: ActorId | None = None
    measure: Literal[
        "held", "recognised", "newly_recognised", "pardoned", "left_custody", "deported", "prosecuted",
        "died_in_custody",
    ]  # fmt: skip
    definition: Line | None = None
    basis: Literal["stock", "flow", "cumulative"]
    women: Quantity | None = None
    men: Quantity | None = None

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        if self.counted_by:
            yield "counted_by", self.counted_by


class Appointment(_Fact):
    """A change in who holds an office; who may make a holder is the office's `filled_by`."""

    kind: Literal["appointment"] = "appointment"
    person: ActorId
    office: ActorId
    change: Literal[
        "selected", "nominated", "confirmed", "announced", "appointed", "took_office", "left", "dismissed",
    ]  # fmt: skip
    acting: Annotated[bool, Strict()] = False
    effective: PartialDate | None = None
    announced_by: ActorId | None = None

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield "person", self.person
        yield "office", self.office
        if self.announced_by:
            yield "announced_by", self.announced_by


class SanctionsChange(_Fact):
    """One authority's act on sanctions: announced, imposed, licensed, lifted are different acts."""

    kind: Literal["sanctions_change"] = "sanctions_change"
    authority: ActorId
    programme: ActorId | None = None
    targets: AtLeastOne
    measure: Line | None = None
    action: Literal[
        "proposed", "announced", "imposed", "tightened", "extended", "licensed",
        "eased", "suspended", "lifted", "delisted", "expired",
    ]  # fmt: skip
    legal_act: Line | None = None
    effective: Effective | None = None
    listed: Listing | None = None
    total: Listing | None = None

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield "authority", self.authority
        if self.programme:
            yield "programme", self.programme
        yield from _each("targets", self.targets)


class Negotiation(_Fact):
    """Talks about a result that is not there yet. It is never a release."""

    kind: Literal["negotiation"] = "negotiation"
    parties: Annotated[tuple[ActorId, ...], Field(min_length=2, max_length=400)]
    sought: tuple[Line, ...] = ()
    offered: tuple[Line, ...] = ()
    people: Quantity | None = None
    status: Literal["open", "agreed", "failed", "unknown"]

    @model_validator(mode="after")
    def _between_several(self) -> Self:
        _no_one_twice(self.parties, "parties")
        return self

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield from _each("parties", self.parties)


class Statement(_Fact):
    """Something said in public. What was said is its speaker's; it is no event of its own.

    `people` holds a number that the statement names (1,300 prisoners under discussion).
    """

    kind: Literal["statement"] = "statement"
    speaker: ActorId
    capacity: Line | None = None
    about: Some = ()
    topics: tuple[Line, ...] = ()
    venue: Line | None = None
    people: Quantity | None = None
    quote: Quote | None = None

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield "speaker", self.speaker
        yield from _each("about", self.about)


class Incident(_Fact):
    """Anything else that belongs to the story: a border closed, an election, an award, a membership.

    `what` says it in a few plain words; `category` sorts it; `until` is its announced end.
    """

    kind: Literal["incident"] = "incident"
    what: Line
    category: Literal[
        "airspace", "award", "border", "death", "departure", "election", "embassy", "emergency", "invitation",
        "membership", "office_move", "protection", "trial", "visa", "other",
    ] | None = None  # fmt: skip
    actors: AtLeastOne
    until: PartialDate | None = None

    def mentions(self) -> Iterator[tuple[str, ActorId]]:
        yield from super().mentions()
        yield from _each("actors", self.actors)


Fact = Annotated[
    Call
    | Meeting
    | Release
    | Arrest
    | PersonStatus
    | PrisonerCount
    | Appointment
    | SanctionsChange
    | Negotiation
    | Statement
    | Incident,
    Field(discriminator="kind"),
]
"""Any fact; told apart by `kind`."""

KINDS: dict[str, type[_Fact]] = {cls.model_fields["kind"].default: cls for cls in get_args(get_args(Fact)[0])}
"""Every kind's class by its stored name."""


def _no_one_twice(people: Iterable[ActorId], field: str) -> None:
    seen: set[ActorId] = set()
    for person in people:
        if person in seen:
            raise InputError(f"{person!r} is named twice", field=field, remedy="name each person once")
        seen.add(person)

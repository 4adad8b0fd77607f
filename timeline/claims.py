"""Who says so: a source, who asserted it, how, and what differs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    JsonValue,
    Strict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from timeline.dates import PartialDate
from timeline.errors import InputError
from timeline.frozen import Frozen
from timeline.texts import ActorId, Language, Line, Text, Url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SourceKind = Literal[
    "official", "state_media", "agency", "media", "organisation", "mirror", "digest", "social", "database", "unknown",
]  # fmt: skip
Modality = Literal["occurred", "announced", "planned", "negotiated", "alleged", "denied"]
Stance = Literal["supports", "disputes"]

FIRMEST_FIRST: tuple[Modality, ...] = ("announced", "planned", "negotiated", "alleged", "denied")
"""Of what has not occurred, what is said more firmly before what is said less so."""

FieldPath = Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,40}(\.[A-Za-z0-9_-]{1,60}){0,4}$")]
"""A dotted path into a fact (`people`, `nationalities.PL`), or `entry` for all of it."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_DEEPEST = 16  # levels of lists and objects in a value; JSON readers stop at about two hundred


def _written_as_a_day(value: object) -> object:
    """Numbers and times of day are no days, though pydantic would take them."""
    if type(value) is date or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise InputError("is no day", remedy="write YYYY-MM-DD")


def _storable(value: JsonValue, depth: int = 0) -> JsonValue:
    """What comes back from the log as it went in, with texts as plain as everywhere else."""
    match value:
        case str():
            try:
                _TEXT.validate_python(value)
            except ValidationError:
                raise InputError("holds a text that is not plain", remedy="write 1 to 4,000 plain letters") from None
        case int() | float():
            if not abs(value) <= 10**12:  # so that NaN, which is neither, is refused too
                raise InputError("holds a number that no field can have", remedy="write a number that is possible")
        case list() | dict():
            if depth == _DEEPEST:
                raise InputError("is nested too deep", remedy="write the value of one field")
            for part in (*value, *value.values()) if isinstance(value, dict) else value:
                _storable(part, depth + 1)
        case None:
            pass
    return value


Day = Annotated[date, BeforeValidator(_written_as_a_day)]
Value = Annotated[JsonValue, AfterValidator(_storable)]


class Source(Frozen):
    """Where a claim can be read. `published` is the source's own date, never the timeline's.

    `kind` labels what it is (state media are always labelled); `derives_from` names the publisher
    or address it merely repeats, so that an echo is not counted as a second source.
    """

    publisher: Line
    title: Line | None = None
    url: Url | None = None
    published: PartialDate | None = None
    retrieved: Day | None = None
    archived_url: Url | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    language: Language | None = None
    kind: SourceKind | None = None
    derives_from: Line | None = None


class Quote(Frozen):
    """Words as they were said, short. `translated` when `language` is not the speaker's own."""

    language: Language
    text: Text
    translated: Annotated[bool, Strict()] = False


class Claim(Frozen):
    """One source's support for, or dispute of, an entry or one field of it.

    `asserted_by` is the actor the source reports as saying it; `value` holds the value that
    differs from the entry's (2 Poles by one, 3 by another), at the field that `scope` names.
    """

    source: Source
    asserted_by: ActorId | None = None
    modality: Modality = "occurred"
    stance: Stance = "supports"
    scope: FieldPath = "entry"
    value: Value = None
    quote: Quote | None = None


def modality(claims: Iterable[Claim]) -> Modality:
    """How the supporting claims say it: `occurred` if any does, else the firmest of the rest."""
    return firmest({claim.modality for claim in claims if claim.stance == "supports" and claim.scope == "entry"})


def firmest(said: Collection[Modality]) -> Modality:
    """Of all modalities in which it is said, `occurred`, else the firmest; what nobody supports has occurred."""
    if not said or "occurred" in said:
        return "occurred"
    return next(word for word in FIRMEST_FIRST if word in said)

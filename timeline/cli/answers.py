"""What people type for a field of a fact, read into what the field's own type takes.

Short forms stand for the common shapes ("at least 100", "PL=2, LT=6", names with commas); JSON
does for everything else.
"""

from __future__ import annotations

import json
import re
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError

from timeline.claims import Quote
from timeline.dates import PartialDate
from timeline.errors import InputError
from timeline.facts import Accused, Clock, Destination, Effective, Freed, Part, Sentence
from timeline.quantities import Quantity
from timeline.refusals import refusal
from timeline.texts import ActorId, Country

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    from timeline.register import Register

_ACTOR = get_args(ActorId)[1]
_COUNTRY = get_args(Country)[1]
_NUMBER = re.compile(r"(about|at least|more than|over|at most|up to|fewer than|under)?\s*([0-9][0-9,]*)")
_RANGE = re.compile(r"([0-9]+)\s*(?:-|–|or|to)\s*([0-9]+)")
_TERM = re.compile(r"([0-9]+)\s*(?:y\w*)?(?:\s*(?:and\s*)?([0-9]+)\s*m\w*)?(\s+in absentia)?")
_QUALIFIERS = {
    None: "exactly", "about": "about", "at least": "at_least", "more than": "more_than", "over": "more_than",
    "at most": "at_most", "up to": "at_most", "fewer than": "fewer_than", "under": "fewer_than",
}  # fmt: skip


class Answer:
    """How one field is asked for: `hint` says what to type, `read` gives the field's value.

    `read` raises `InputError`, or `UnknownActorError` for a name that the register does not know.
    """

    def __init__(self, name: str, field: FieldInfo, register: Register, language: str) -> None:
        self.name = name
        self.required = field.is_required()
        self._register = register
        self._language = language
        self._adapter: TypeAdapter[object] = TypeAdapter(field.rebuild_annotation())
        self.hint, self._reader = self._way(field.annotation, tuple(field.metadata))

    def read(self, text: str) -> object:
        """The value of an answer, as JSON would hold it, once the field's own type has taken it."""
        value = _json(text) if text[:1] in ("{", "[") else self._reader(text)
        try:
            self._adapter.validate_python(value)
        except ValidationError as error:
            raise refusal(error, "", self.name) from None
        return value

    def _way(  # noqa: PLR0911  (one line a shape)
        self, annotation: Any, metadata: tuple[object, ...]
    ) -> tuple[str, Callable[[str], object]]:
        """The hint and the reader for a type."""
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            return self._way(annotation, (*metadata, *more))
        if get_origin(annotation) in (Union, UnionType):
            (annotation,) = (part for part in get_args(annotation) if part is not NoneType)
            return self._way(annotation, metadata)
        if get_origin(annotation) is Literal:
            return ", ".join(get_args(annotation)), lambda text: text.strip().replace(" ", "_")
        if get_origin(annotation) is tuple:
            return self._several(get_args(annotation)[0])
        if get_origin(annotation) is dict:
            return self._dictionary(get_args(annotation)[0])
        if annotation is str:
            return ("name or id", self._actor) if _ACTOR in metadata else ("text", str)
        return self._one(annotation)

    def _one(self, annotation: Any) -> tuple[str, Callable[[str], object]]:
        ways: dict[object, tuple[str, Callable[[str], object]]] = {
            PartialDate: ("date, such as 2025-09-11 or 2025-09", str),
            Quantity: ("number, such as 52, at least 100, 9-10, dozens, unknown", _quantity),
            bool: ("yes or no", _yes),
            Clock: ("time and zone, such as 16:40 Europe/Minsk", _clock),
            Sentence: ("such as 1 year 6 months, 12 years in absentia", _sentence),
            Effective: ("START/END, each a date; .. for an open end", _effective),
            Quote: ("the words, in their language", self._quote),
        }
        return ways.get(annotation, ("JSON", _json))

    def _several(self, item: Any) -> tuple[str, Callable[[str], object]]:
        if item is Part:
            return "such as political_prisoner=40, foreign_national=14", self._pairs("population", "people", str)
        if item is Destination:
            return "such as Lithuania=51", self._pairs("place", "people", self._actor)
        if item is Freed:
            return "such as Mikola Statkevich=refused_to_leave", self._people("outcome", _word)
        if item is Accused:
            return "such as Ales Bialiatski=10 years", self._people("sentence", _sentence)
        if get_origin(item) is Annotated and _ACTOR in get_args(item):
            return "names or ids, with commas", lambda text: [self._actor(part) for part in _parts(text)]
        return "several with semicolons", lambda text: [part.strip() for part in text.split(";") if part.strip()]

    def _dictionary(self, key: Any) -> tuple[str, Callable[[str], object]]:
        if _COUNTRY in get_args(key):
            return "country codes, such as PL=2, LT=6", lambda text: {
                country.upper(): _quantity(number) for country, number in map(_pair, _parts(text))
            }
        return f"text in {self._language}", lambda text: {self._language: text}

    def _pairs(self, key: str, number: str, read: Callable[[str], object]) -> Callable[[str], object]:
        return lambda text: [{key: read(name), number: _quantity(count)} for name, count in map(_pair, _parts(text))]

    def _people(self, key: str, read: Callable[[str], object]) -> Callable[[str], object]:
        def reader(text: str) -> object:
            named = []
            for part in _parts(text):
                person, equals, rest = part.partition("=")
                named.append({"person": self._actor(person), **({key: read(rest)} if equals else {})})
            return named

        return reader

    def _actor(self, text: str) -> str:
        return self._register.find(text.strip()).id

    def _quote(self, text: str) -> object:
        return {"language": self._language, "text": text}


def answers(model: type[BaseModel], register: Register, language: str, skip: frozenset[str]) -> list[Answer]:
    """How to ask for each field of a model, the required ones first."""
    made = [Answer(name, field, register, language) for name, field in model.model_fields.items() if name not in skip]
    return sorted(made, key=lambda answer: not answer.required)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def _pair(part: str) -> tuple[str, str]:
    key, equals, value = part.partition("=")
    if not equals or not value.strip():
        raise InputError(f"{part!r} has no number", remedy="write NAME=NUMBER")
    return key.strip(), value.strip()


def _word(text: str) -> object:
    return text.strip().replace(" ", "_")


def _quantity(text: str) -> object:
    words = " ".join(text.lower().split())
    if words in ("dozens", "hundreds", "thousands", "unknown"):
        return {"qualifier": words}
    if found := _RANGE.fullmatch(words):
        return {"qualifier": "between", "lower": _int(found[1]), "upper": _int(found[2])}
    if found := _NUMBER.fullmatch(words):
        return {"qualifier": _QUALIFIERS[found[1]], "value": _int(found[2])}
    raise InputError(f"{text!r} is no number of people", remedy="write 52, at least 100, 9-10, dozens or unknown")


def _int(digits: str) -> int:
    digits = digits.replace(",", "")
    if len(digits) > 13:  # noqa: PLR2004  (a quantity ends at 10 to the 12th)
        raise InputError("there are not so many people", remedy="write a smaller number")
    return int(digits)


def _yes(text: str) -> object:
    said = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(text.strip().lower())
    if said is None:
        raise InputError(f"{text!r} is neither yes nor no", remedy="write yes or no")
    return said


def _clock(text: str) -> object:
    time, _, zone = text.strip().partition(" ")
    return {"time": time, "zone": zone.strip()}


def _sentence(text: str) -> object:
    found = _TERM.fullmatch(text.strip().lower())
    if not found:
        raise InputError(f"{text!r} is no sentence", remedy="write such as 1 year 6 months, or 12 years in absentia")
    return {"years": _int(found[1]), "months": _int(found[2] or "0"), "in_absentia": bool(found[3])}


def _effective(text: str) -> object:
    start, _, end = text.strip().partition("/")
    return {name: day for name, day in (("start", start), ("end", end)) if day not in ("", "..")}


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("is not valid JSON", remedy='write a value such as {"people": 3} or ["text"]') from None


assert isinstance(_ACTOR, StringConstraints)  # what tells the ids of actors from other texts

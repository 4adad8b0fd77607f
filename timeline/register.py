"""The register: people, organisations, offices, places, with their names and their ties.

Names are matched exactly, after folding case, accents of composition, apostrophes and blanks:
nothing is guessed here. Ties say what belongs to what (`ofac` < `us_treasury` <
`united_states`), so that a question about the whole finds the parts.
"""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from timeline.dates import PartialDate
from timeline.errors import AmbiguousNameError, InputError, UnknownActorError
from timeline.frozen import Frozen
from timeline.mappings import FrozenDict, FrozenMapping
from timeline.texts import ActorId, Language, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Scheme = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{2,40}$")]
ActorType = Literal[
    "person", "organisation", "office", "place", "state", "company", "programme", "sector", "asset",
]  # fmt: skip
Tie = Literal[
    "part_of", "of", "for", "filled_by", "located_in", "husband_of", "wife_of", "child_of", "parent_of",
    "sibling_of", "spokesperson_of", "head_of", "member_of", "owned_by", "adviser_of",
]  # fmt: skip

UPWARD: frozenset[Tie] = frozenset({"part_of", "of", "located_in"})
"""Ties by which a part belongs to a whole: what is said of the part is found under the whole."""

FOR_PERSONS: frozenset[Tie] = UPWARD | {"head_of", "member_of", "spokesperson_of"}
"""A person also stands for the body served; a body that is a member of another does not."""


class Name(Frozen):
    """One spelling in one language and script (ISO 639, ISO 15924)."""

    text: Line
    lang: Language
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]
    kind: Literal["main", "variant", "short", "inflected", "former"] = "main"


class Relation(Frozen):
    """A tie to another actor, with the time it held where that is known."""

    kind: Tie
    to: ActorId
    since: PartialDate | None = None
    until: PartialDate | None = None


class Role(Frozen):
    """What an actor is or was, for description only; offices with a source are appointments."""

    text: FrozenMapping[Language, Line]
    since: PartialDate | None = None
    until: PartialDate | None = None
    basis: Line | None = None


class Actor(Frozen):
    """Somebody or something that facts name. `number` is the position of its first event.

    A private person (`private`) has no name here: such names live in the vault alone.
    """

    id: ActorId
    type: ActorType
    names: tuple[Name, ...] = ()
    gender: Literal["female", "male", "other"] | None = None
    relations: tuple[Relation, ...] = ()
    roles: tuple[Role, ...] = ()
    external_ids: FrozenMapping[Scheme, Line] = Field(default_factory=FrozenDict)
    number: Annotated[int, Field(ge=1)] | None = None
    private: Annotated[bool, Strict()] = False

    @model_validator(mode="after")
    def _named_as_allowed(self) -> Self:
        if self.private and (self.names or self.roles or self.external_ids):
            raise InputError(
                "a private person has no names, roles or outside ids in the register",
                field="names",
                remedy="leave them out: the log never holds them",
            )
        if not self.private and not self.names:
            raise InputError("an actor needs a name", field="names", remedy="give at least one name")
        offices = [relation for relation in self.relations if relation.kind == "filled_by"]
        if len(offices) != (1 if self.type == "office" else 0):
            raise InputError(
                f"{self.id!r} ({self.type}) has {len(offices)} filled_by ties",
                field="relations",
                remedy="an office has exactly one, anything else has none",
            )
        return self

    def name(self, language: str = "en") -> str:
        """Its main name in that language, else in English, else the first; a private person's id."""
        for wanted in (language, "en"):
            for kind in ("main", None):
                for name in self.names:
                    if name.lang == wanted and kind in (name.kind, None):
                        return name.text
        return self.names[0].text if self.names else self.id

    def to(self, *kinds: Tie) -> tuple[ActorId, ...]:
        """The ids that ties of these kinds lead to."""
        return tuple(relation.to for relation in self.relations if relation.kind in kinds)


class Register:
    """Actors by id and by exact name, with their ties. Unchanging: `with_actors` gives a new one."""

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._actors: dict[ActorId, Actor] = {actor.id: actor for actor in actors}
        self._ids_by_name: dict[str, tuple[ActorId, ...]] | None = None
        self._parts: dict[ActorId, list[ActorId]] | None = None

    def __contains__(self, actor: object) -> bool:
        return actor in self._actors

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __len__(self) -> int:
        return len(self._actors)

    def __getitem__(self, actor: ActorId) -> Actor:
        """The actor of this id. Raises `UnknownActorError` with ids that look like it."""
        found = self._actors.get(actor)
        if found is None:
            raise UnknownActorError(actor, self.near(actor))
        return found

    def with_actors(self, actors: Iterable[Actor]) -> Register:
        """A register that also knows these; an actor of a known id replaces it."""
        return Register({**self._actors, **{actor.id: actor for actor in actors}}.values())

    def named(self, name: str) -> tuple[Actor, ...]:
        """Every actor with exactly this id or name, in any language, script or case form."""
        if name in self._actors:
            return (self._actors[name],)
        if self._ids_by_name is None:
            self._ids_by_name = _index(self._actors.values())
        return tuple(self._actors[actor] for actor in self._ids_by_name.get(fold(name), ()))

    def find(self, name: str) -> Actor:
        """The one actor of this id or name. Raises `UnknownActorError` or `AmbiguousNameError`."""
        found = self.named(name)
        if not found:
            raise UnknownActorError(name, self.near(name))
        if len(found) > 1:
            raise AmbiguousNameError(name, [actor.id for actor in found])
        return found[0]

    def near(self, name: str) -> tuple[ActorId, ...]:
        """Up to three ids that look like this one: for error messages, never for matching."""
        wanted = fold(name).replace(" ", "_")
        return tuple(get_close_matches(wanted, self._actors, n=3, cutoff=0.7))

    def above(self, actor: ActorId) -> frozenset[ActorId]:
        """The actor and every whole it belongs to, up the ties."""
        found: set[ActorId] = set()
        waiting = [actor]
        while waiting:
            current = waiting.pop()
            if current not in found and current in self._actors:
                found.add(current)
                found_actor = self._actors[current]
                waiting.extend(found_actor.to(*_upward(found_actor)))
        return frozenset(found)

    def below(self, whole: ActorId) -> frozenset[ActorId]:
        """The actor and everything that belongs to it: the other way round than `above`."""
        if self._parts is None:
            self._parts = {}
            for actor in self:
                for other in actor.to(*_upward(actor)):
                    self._parts.setdefault(other, []).append(actor.id)
        found: set[ActorId] = set()
        waiting = [whole] if whole in self._actors else []
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting += self._parts.get(current, ())
        return frozenset(found)

    def belongs(self, actor: ActorId, whole: ActorId) -> bool:
        """Whether the actor is the whole or belongs to it: "US" matches OFAC."""
        return whole in self.above(actor)


def _upward(actor: Actor) -> frozenset[Tie]:
    return FOR_PERSONS if actor.type == "person" else UPWARD


def fold(name: str) -> str:
    """A name as it is compared: composed, without case, with one kind of apostrophe and blank."""
    text = unicodedata.normalize("NFC", name).casefold()
    for apostrophe in "’ʼ`´′":
        text = text.replace(apostrophe, "'")
    return " ".join(text.split())


def _index(actors: Iterable[Actor]) -> dict[str, tuple[ActorId, ...]]:
    index: dict[str, tuple[ActorId, ...]] = {}
    for actor in actors:
        for key in {fold(name.text) for name in actor.names}:
            index[key] = (*index.get(key, ()), actor.id)
    return index

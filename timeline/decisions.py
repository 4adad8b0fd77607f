"""What may be done to an entry: plain functions from how it stands to the event that follows.

They read and store nothing. Each gives the event, or None where there is nothing to do, or raises
the error that says why not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from timeline.errors import InputError, RefTakenError, StatusError, UnknownActorError, VersionError
from timeline.events import (
    Corrected,
    Corroborated,
    Disputed,
    Linked,
    Merged,
    Recorded,
    Reinstated,
    Retracted,
)
from timeline.facts import KINDS
from timeline.frozen import trusted_copy
from timeline.given import read_again
from timeline.refusals import refusal, show, show_key, show_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import JsonValue

    from timeline.claims import Claim
    from timeline.entry import Entry, Status
    from timeline.facts import Fact, LinkKind
    from timeline.register import Actor, Register

_REF = re.compile(r"[a-z0-9-]{3,60}")
_SHOWN = 120  # characters of either fact in the refusal of a ref that is taken
_T = TypeVar("_T", bound=BaseModel)


class Stand(NamedTuple):
    """How an entry stands, as far as that decides what may be done to it: an `Entry` without its facts."""

    ref: str
    status: Status = "standing"
    merged_into: str | None = None
    disputed: bool = False


def record(
    entry: Entry | None, ref: str, fact: Fact, claims: Sequence[Claim], where: str = ""
) -> Recorded | Corroborated | None:
    """Record a fact: a new entry, the claims it did not have yet, or nothing at all.

    Compared with the fact as first recorded, so that repeating a recording stays a no-op after
    corrections. Raises `RefTakenError` for another fact, `InputError` without a claim.
    """
    if not claims:
        raise InputError("has no source", where=where, field="claims", remedy="give at least one claim with its source")
    if entry is None:
        return _made(Recorded, where, fact=fact, claims=once(claims))
    if entry.first != fact:
        raise RefTakenError(ref, *_differing(entry.first, fact), where)
    unseen = _unseen(entry, claims)
    if unseen:
        check_not_merged(entry)
    return _made(Corroborated, where, claims=unseen) if unseen else None


def corroborate(entry: Entry, claims: Sequence[Claim]) -> Corroborated | None:
    """Add the claims that the entry does not have yet."""
    check_not_merged(entry)
    if not claims:
        raise InputError("has no source", field="claims", remedy="give at least one claim with its source")
    unseen = _unseen(entry, claims)
    return _made(Corroborated, claims=unseen) if unseen else None


def dispute(entry: Entry, claims: Sequence[Claim]) -> Disputed | None:
    """Add claims against the entry; each is kept with the stance `disputes`.

    A dispute that was settled may be taken up again with the same claims.
    """
    check_standing(entry)
    if not claims:
        raise InputError("a dispute needs a source too", field="claims", remedy="give at least one claim")
    against = once(trusted_copy(claim, stance="disputes") for claim in claims)
    if entry.status == "disputed":
        against = _unseen(entry, against)
    return _made(Disputed, claims=against) if against else None


def correct(entry: Entry, changes: Mapping[str, JsonValue | object], reason: str, claims: Sequence[Claim]) -> Corrected:
    """Replace fields of the fact (None takes one away). The kind and the ref never change."""
    check_standing(entry)
    if not changes:
        raise InputError("nothing is to be changed", field="set", remedy="give at least one field")
    fact = entry.fact.model_dump(mode="json", exclude_none=True)
    for field, value in changes.items():
        if field == "kind" or field not in type(entry.fact).model_fields:
            fields = ", ".join(name for name in type(entry.fact).model_fields if name != "kind")
            raise InputError(
                f"a {entry.kind} has no field {show(field)} to correct",
                field=show_name(field),
                remedy=f"it has {fields}",
            )
        if value is None:
            fact.pop(field, None)
        else:
            fact[field] = value
    try:
        # Twice: what is given as a model (`people=Quantity(…)`) is read only the second time.
        corrected = read_again(KINDS[entry.kind].model_validate(fact))
    except ValidationError as error:
        raise refusal(error) from None
    if corrected == entry.fact:
        raise InputError("the fact already stands like this", field="set", remedy="nothing needs correcting")
    return _made(Corrected, fact=corrected, reason=reason, claims=_unseen(entry, claims))


def retract(entry: Entry, reason: str, claims: Sequence[Claim]) -> Retracted:
    """Take an entry back: it leaves every total and list."""
    check_standing(entry)
    return _made(Retracted, reason=reason, claims=_unseen(entry, claims))


def reinstate(entry: Entry, reason: str, claims: Sequence[Claim]) -> Reinstated:
    """Let a retracted, disputed or merged entry stand again."""
    check_fallen(entry)
    return _made(Reinstated, reason=reason, claims=_unseen(entry, claims))


def link(entry: Entry, kind: LinkKind, to: Entry, claims: Sequence[Claim]) -> Linked | None:
    """Tie an entry to another; repeating a tie with no new claim does nothing."""
    check_not_merged(entry)
    check_not_merged(to)
    if entry.ref == to.ref:
        raise InputError("an entry cannot be tied to itself", field="to", remedy="give another entry")
    known = [claim for tie in entry.links if (tie.kind, tie.to) == (kind, to.ref) for claim in tie.claims]
    unseen = once(claim for claim in claims if claim not in known)
    if not claims:
        raise InputError("a tie needs a source too", field="claims", remedy="give at least one claim")
    return _made(Linked, kind=kind, to=to.ref, claims=unseen) if unseen else None


def merge(entry: Entry, into: Entry, reason: str) -> tuple[Merged, Corroborated | None]:
    """Say that two entries are one: the first is merged away, the second takes over its claims."""
    check_standing(entry)
    check_standing(into)
    if entry.ref == into.ref:
        raise InputError("an entry cannot be merged into itself", field="into", remedy="give another entry")
    check_same_kind(entry.kind, into.kind)
    unseen = _unseen(into, entry.claims)
    return _made(Merged, into=into.ref, reason=reason), _made(Corroborated, claims=unseen) if unseen else None


def is_ref(text: str) -> bool:
    """Whether this can be an entry's ref."""
    return isinstance(text, str) and bool(_REF.fullmatch(text))


def once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in their order, each once."""
    claims = tuple(claims)
    # Mostly there is nothing to compare: comparing models whole is slow.
    if len(claims) == 1 or len({(one.source.publisher, one.scope, one.asserted_by) for one in claims}) == len(claims):
        return claims
    kept: list[Claim] = []
    for claim in claims:
        if claim not in kept:
            kept.append(claim)
    return tuple(kept)


def check_ref(ref: str, where: str = "") -> None:
    """Refuse what cannot be a ref."""
    if not is_ref(ref):
        raise InputError(
            f"{show_key(ref)} is no ref", where=where, field="ref", remedy="write 3 to 60 of a-z, 0-9 and -"
        )


def check_relations(actor: Actor, register: Register, where: str = "") -> None:
    """Refuse an actor with a tie to nobody the register knows."""
    for index, relation in enumerate(actor.relations):
        if relation.to not in register:
            raise unknown_actor(relation.to, f"actor.relations.{index}.to", register, where)


def check_version(key: str, current: int, given: int | None, where: str = "") -> None:
    """Refuse a change that was decided on something older. Raises `VersionError`."""
    if given is not None and type(given) is not int:
        raise InputError(f"{show(given)} is no version", where=where, field="version", remedy="give a whole number")
    if given != current:
        raise VersionError(key, given, current, where)


def check_actors(fact: Fact, claims: Iterable[Claim], register: Register, where: str = "") -> None:
    """Refuse facts and claims that name someone whom the register does not know."""
    for field, actor in fact.mentions():
        if actor not in register:
            raise unknown_actor(actor, f"fact.{field}", register, where)
    check_asserted(claims, register, where)


def check_asserted(claims: Iterable[Claim], register: Register, where: str = "") -> None:
    """Refuse claims that somebody asserted whom the register does not know."""
    for index, claim in enumerate(claims):
        if claim.asserted_by is not None and claim.asserted_by not in register:
            raise unknown_actor(claim.asserted_by, f"claims.{index}.asserted_by", register, where)


def check_claims(fact: Fact, claims: Iterable[Claim], where: str = "") -> None:
    """Refuse a claim about a field that the fact does not have, or whose value cannot be that field's."""
    check_claimed(fact.kind, claims, where)


def check_claimed(kind: str, claims: Iterable[Claim], where: str = "") -> None:
    """Refuse a claim about a field that no fact of the kind has, or whose value cannot be that field's."""
    fields = KINDS[kind].model_fields
    for index, claim in enumerate(claims):
        if claim.scope == "entry" or claim.scope.startswith("links"):
            continue
        name, _, rest = claim.scope.partition(".")
        if name not in fields:
            raise InputError(
                f"a {kind} has no field {name!r}",
                where=where,
                field=f"claims.{index}.scope",
                remedy=f"write `entry` or one of {', '.join(fields)}",
            )
        if claim.value is not None and not rest:
            try:
                _field(KINDS[kind], name).validate_python(claim.value)
            except ValidationError as error:
                raise refusal(error, where, f"claims.{index}.value") from None


def check_standing(entry: Entry | Stand) -> None:
    """Refuse what was retracted or merged away. Raises `StatusError`."""
    check_not_merged(entry)
    if entry.status == "retracted":
        raise StatusError(f"{entry.ref!r} is retracted; reinstate it first")


def check_not_merged(entry: Entry | Stand) -> None:
    """Refuse what was merged away. Raises `StatusError`."""
    if entry.status == "merged":
        raise StatusError(f"{entry.ref!r} is merged into {entry.merged_into!r}; use that one, or reinstate it first")


def check_fallen(entry: Entry | Stand) -> None:
    """Refuse what stands, and so cannot be reinstated. Raises `StatusError`."""
    if entry.status == "standing":
        raise StatusError(f"{entry.ref!r} stands already; there is nothing to reinstate")


def check_same_kind(kind: str, into: str) -> None:
    """Refuse to merge entries of two kinds."""
    if kind != into:
        raise InputError(f"a {kind} and a {into} are not the same thing", field="into", remedy="link them instead")


def circle(whole: str, part: str) -> InputError:
    """The refusal of a tie that would make an entry a part of its own part: it would count nowhere."""
    return InputError(f"{whole!r} is a part of {part!r} already", field="to", remedy="link the other way round only")


def unknown_actor(actor: str, field: str, register: Register, where: str) -> InputError:
    """The refusal of an actor whom the register does not know, with ids that look like it."""
    near = UnknownActorError(actor, register.near(actor)).near
    hint = f"did you mean {' or '.join(near)}?" if near else "see `timeline actors`, or add it with an actor line first"
    return InputError(f"the register knows no actor {actor!r}", where=where, field=field, remedy=hint)


@cache
def _field(fact: type[BaseModel], name: str) -> TypeAdapter[object]:
    return TypeAdapter(fact.model_fields[name].rebuild_annotation())


def _made(cls: type[_T], where: str = "", /, **fields: object) -> _T:
    try:
        return cls(**fields)
    except ValidationError as error:
        raise refusal(error, where) from None


def _unseen(entry: Entry, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return once(claim for claim in claims if claim not in entry.claims)


def _differing(first: Fact, other: Fact) -> tuple[str, str]:
    """Two facts as JSON, in the fields where they differ, cut to what fits on a line."""
    one, two = (fact.model_dump(mode="json", exclude_none=True) for fact in (first, other))
    differ = {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}
    texts = (to_json({key: fact[key] for key in fact if key in differ}).decode() for fact in (one, two))
    recorded, given = (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…" for text in texts)
    return recorded, given

"""What callers hand over: whether it is of the type it should be, and was checked as its constructor does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from timeline.claims import Claim
from timeline.errors import InputError
from timeline.facts import KINDS
from timeline.refusals import refusal, show_name
from timeline.register import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.facts import Fact

_FACTS = frozenset(KINDS.values())
_T = TypeVar("_T", bound=BaseModel)


def checked_fact(fact: Fact) -> Fact:
    """The fact, after its fields were validated once more: `model_construct` validates nothing at all."""
    return read_again(a_fact(fact), "fact")


def checked_claims(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, after their fields were validated once more."""
    return tuple(read_again(claim, f"claims.{index}") for index, claim in enumerate(claims_in(claims)))


def checked_actor(actor: Actor) -> Actor:
    """The actor, after its fields were validated once more."""
    if not isinstance(actor, Actor):
        raise InputError(_no("actor", actor), field="actor", remedy="give an Actor(…)")
    return read_again(actor, "actor")


def a_fact(fact: Fact) -> Fact:
    """The same, where it is a fact at all; its fields are not read."""
    if type(fact) not in _FACTS and not isinstance(fact, tuple(_FACTS)):  # the first is much the faster
        raise InputError(_no("fact", fact), field="fact", remedy="give a Call(…), a Release(…) or another")
    return fact


def claims_in(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of a list, where it is one and they are claims at all; their fields are not read."""
    listed = isinstance(claims, list | tuple)  # by far the most frequent case
    if not listed and (isinstance(claims, BaseModel | Mapping | str) or not isinstance(claims, Iterable)):
        raise InputError(_no("list of claims", claims), field="claims", remedy="give a list: [Claim(…)]")
    given = tuple(claims)
    for index, claim in enumerate(given):
        if type(claim) is not Claim and not isinstance(claim, Claim):
            raise InputError(_no("claim", claim), field=f"claims.{index}", remedy="give a Claim(…)")
    return given


def read_again(model: _T, within: str = "") -> _T:
    """The model, after its fields were validated once more."""
    try:
        return type(model).model_validate(model.model_dump(exclude_none=True, warnings=False))
    except ValidationError as error:
        raise refusal(error, within=within) from None
    except (ValueError, TypeError, RecursionError):
        raise InputError("holds what no JSON can", field=within, remedy="make it anew from plain values") from None


def _no(word: str, given: object) -> str:
    """That something is not what it should be; by its type alone, for it may hold anything."""
    return f"is no {word}, but of type {show_name(type(given).__name__)}"

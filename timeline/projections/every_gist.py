"""Gists of whichever kind: one way to make, change, keep and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import from_json, to_json

from timeline.projections import count_gists, gists
from timeline.projections.count_gists import COUNT_GISTS, COUNTED, CountGist
from timeline.projections.gists import Gist

if TYPE_CHECKING:
    from timeline.entry import Entry
    from timeline.events import Event, Recorded
    from timeline.texts import Ref

AnyGist: TypeAlias = Gist | CountGist
KINDS = (*gists.KINDS, *COUNTED)
"""The facts of which there are gists."""

_OF_COUNTS = frozenset(len(kind._fields) for kind in COUNT_GISTS)


def gist_of(entry: Entry) -> AnyGist | None:
    """The gist of an entry; None where its kind has none."""
    return count_gists.count_gist_of(entry) or gists.gist_of(entry)


def begun(ref: Ref, number: int, event: Recorded) -> AnyGist | None:
    """The gist of an entry that begins."""
    return count_gists.made(ref, number, event.fact, event.claims) or gists.begun(ref, number, event)


def after(gist: AnyGist, event: Event) -> AnyGist | None:
    """The gist after the next event of its entry; the same object where nothing in it changes.

    None where its fact is now of another kind.
    """
    return count_gists.count_gist_after(gist, event) if isinstance(gist, COUNT_GISTS) else gists.after(gist, event)


def written(gist: AnyGist) -> str:
    """A gist as it is kept."""
    return to_json(count_gists.to_row(gist)).decode() if isinstance(gist, COUNT_GISTS) else gists.written(gist)


def read(text: str) -> AnyGist:
    """A gist that was kept. Raises `ValueError` where it is none."""
    row: list[Any] = from_json(text)
    return count_gists.from_row(row) if len(row) in _OF_COUNTS else gists.from_row(row)


def gone(gist: AnyGist) -> bool:
    """Whether its entry was retracted or merged away."""
    return gist.status in ("retracted", "merged")

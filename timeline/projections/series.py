"""Series of figures: what one body counts, how, and by what definition; each lies in drawers of its own.

A drawer holds the figures of one series that are equally sure and reach about as far, newest
first, so that the newest figure on a day is the first that is found.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from timeline.projections.count_gists import days_of, reach_of
from timeline.projections.counting import happening

if TYPE_CHECKING:
    from timeline.projections.count_gists import FigureGist

CERTAIN, POSSIBLE, UNSURE = 2, 1, 0
"""How sure a figure is: told as it was; only announced or alleged; disputed, denied or planned."""


class Drawer(NamedTuple):
    """What the figures of one drawer have in common; `counted_by` and `definition` are empty where there is none."""

    basis: str
    measure: str
    counted_by: str
    definition: str
    sure: int
    reach: int

    @property
    def id(self) -> int:
        """A number for it, the same wherever and whenever it is made."""
        return int.from_bytes(sha256(json.dumps(self).encode()).digest()[:8], "big") >> 1


class Rank(NamedTuple):
    """What sorts the figures of a drawer (ordinals): a stock is as old as its first day, all else as its last."""

    high: int
    low: int


def drawer_of(gist: FigureGist) -> Drawer:
    """The drawer in which a figure lies."""
    happened = None if gist.status == "disputed" else happening(gist)
    sure = UNSURE if happened is None else CERTAIN if happened == "certain" else POSSIBLE
    reach = reach_of(*days_of(gist.when)) if gist.basis == "stock" else 0
    return Drawer(gist.basis, gist.measure, gist.counted_by or "", gist.definition or "", sure, reach)


def rank_of(gist: FigureGist) -> Rank:
    """Its place in the drawer."""
    first, last = days_of(gist.when)
    return Rank(first, last) if gist.basis == "stock" else Rank(last, first)

"""How an entry stands and of which kind it is, as small numbers that rows hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from timeline.entry import Status
from timeline.events import Disputed, Merged, Reinstated, Retracted
from timeline.facts import KINDS

if TYPE_CHECKING:
    from timeline.events import Event

STATUSES: tuple[Status, ...] = get_args(Status)
STANDING, DISPUTED, RETRACTED, MERGED = range(4)
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
"""The number of each kind."""


class Standing(NamedTuple):
    """The number of a status, and whether a dispute is told of, or would be if the entry came back."""

    status: int = STANDING
    disputed: int = 0

    @property
    def gone(self) -> bool:
        """Whether the entry was retracted or merged away."""
        return self.status >= RETRACTED


BEGUN = Standing()
"""How every entry stands at first."""


def stands_after(before: Standing, event: Event) -> Standing:
    """How an entry stands after an event, as its fold says."""
    match event:
        case Disputed():
            return Standing(DISPUTED if before.status == STANDING else before.status, 1)
        case Retracted():
            return Standing(RETRACTED, before.disputed)
        case Merged():
            return Standing(MERGED, before.disputed)
        case Reinstated():
            # A dispute that stood alone is settled, one from before a retraction or merge is not.
            return Standing(DISPUTED, 1) if before.disputed and before.gone else BEGUN
        case _:
            return before

"""Series of figures: what one body counts, how, and by what definition; each is read by itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.facts import PrisonerCount


def day_of(fact: PrisonerCount) -> int:
    """The day (ordinal) by which figures of a series are ordered.

    A stock is as old as the first day it may be of; what was counted over days as the last of them.
    """
    if fact.basis == "stock":
        return (fact.when.earliest or date.min).toordinal()
    return last_of(fact)


def last_of(fact: PrisonerCount) -> int:
    """The last day (ordinal) it may be of; an open end is the last day there is."""
    return (fact.when.latest or date.max).toordinal()


def series_of(fact: PrisonerCount) -> str:
    """What makes figures one series: whoever counts, what, on which basis, by which definition."""
    return " ".join((fact.counted_by or "-", fact.measure, fact.basis, fact.definition or ""))

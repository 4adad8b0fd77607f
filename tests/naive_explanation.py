"""Explanations as simply as they can be written: every event of the log is folded, all is counted anew after each.

What rows explain is held against this. It shares with it how an event is put into words.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline import Explanation, Recorded, Truth
from timeline.entry import fold
from timeline.errors import InputError
from timeline.events import from_microseconds
from timeline.projections.explain import _told
from timeline.projections.prisoners import totals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline import Entry, Envelope, Period
    from timeline.projections.chronology import Cutoff
    from timeline.projections.prisoners import Totals

KINDS = ("release", "arrest", "prisoner_count")


def naively_explained(
    envelopes: Iterable[Envelope], period: Period, moments: tuple[Cutoff, Cutoff], between: tuple[str, str]
) -> Explanation:
    """Every event that changed the totals of a period, or whom they name, between two moments."""
    earlier, later = moments
    state = _State(period)
    since: list[Envelope] = []
    known_until = date.min
    for envelope in envelopes:
        if _knows(earlier, envelope):
            if not _knows(later, envelope):
                raise InputError("lies after", field="between")
            state.take(envelope)
            known_until = max(known_until, envelope.recorded.date())
        elif _knows(later, envelope):
            since.append(envelope)
    if earlier.before_us is not None:
        known_until = from_microseconds(earlier.before_us - 1).date()
    before = state.totals()
    changes = tuple(told for envelope in since if (told := _told(envelope, state, known_until)))  # type: ignore[arg-type]  # a state like its own
    return Explanation(between=between, period=period, before=before, after=state.totals(), changes=changes)


def _knows(known: Cutoff, envelope: Envelope) -> bool:
    in_place = known.position is None or envelope.position <= known.position
    return in_place and (known.before_us is None or envelope.recorded_us < known.before_us)


class _State:
    def __init__(self, period: Period) -> None:
        self._period = period
        self.entries: dict[str, Entry] = {}

    def take(self, envelope: Envelope) -> bool:
        event, entry = envelope.event, self.entries.get(envelope.stream)
        if entry is None and not (isinstance(event, Recorded) and event.fact.kind in KINDS):
            return False
        after = fold([envelope], entry)
        assert after is not None
        self.entries[envelope.stream] = after
        return True

    def totals(self) -> Totals:
        return totals(tuple(self.entries.values()), self._period)

    def may_count(self, entry: Entry | None) -> bool:
        return entry is not None and entry.fact.when.within(self._period) is not Truth.NO

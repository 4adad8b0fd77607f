"""What is counted, looked up in the rows of a read model as known at a moment: gists, never entries."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from timeline.projections.count_gists import COUNT_GISTS, SPANS, FigureGist
from timeline.projections.count_rows import ARREST, FIGURE, RELEASE
from timeline.projections.every_gist import read
from timeline.projections.projector import MERGED
from timeline.projections.read_model import DamagedRowError
from timeline.projections.schema import MOST_VERSIONS, VERSION_BITS
from timeline.projections.series import CERTAIN, POSSIBLE, Drawer, Rank, drawer_of, rank_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from timeline.dates import Period
    from timeline.projections.count_gists import CountGist
    from timeline.projections.zones import Moment
    from timeline.texts import Ref

_KNOWN = "from_position <= ? AND from_us < ? AND (to_position > ? OR to_us >= ?)"
_KINDS = (RELEASE, ARREST, FIGURE)
_PARTS = ", ".join(f"('{kind}', {reach}, {span})" for kind in _KINDS for reach, span in enumerate(SPANS))
_TOUCHING = (
    f"WITH part (kind, reach, span) AS (VALUES {_PARTS})"
    " SELECT tally.entry{} FROM part CROSS JOIN tally ON tally.kind = part.kind AND tally.reach = part.reach"
    " AND first BETWEEN ? - span AND ? AND last >= ?"
)
_OF_PERIOD = f"{_TOUCHING.format(', state')} CROSS JOIN gist ON gist.entry = tally.entry AND gone = 0 AND {_KNOWN}"
_ENTRIES = _TOUCHING.format("")
_OF_REFS = (
    "SELECT state FROM json_each(?) AS wanted CROSS JOIN entry ON ref = wanted.value"
    f" CROSS JOIN gist ON gist.entry = entry.id AND {_KNOWN}"
)
_MERGED_INTO = (
    "SELECT ref FROM json_each(?) AS wanted CROSS JOIN tie ON tie.target = wanted.value"
    f" AND tie.kind = '{MERGED}' CROSS JOIN entry ON entry.id = tie.entry"
)
# What these entries were ever tied to as parts, or merged into; and what was ever merged into them.
_TIED = (
    "SELECT entry.id FROM json_each(?) AS wanted CROSS JOIN tie ON tie.entry = wanted.value"
    f" AND tie.kind IN ('part_of', '{MERGED}') CROSS JOIN entry ON entry.ref = tie.target"
    " UNION SELECT tie.entry FROM json_each(?) AS wanted CROSS JOIN entry ON entry.id = wanted.value"
    f" CROSS JOIN tie ON tie.target = entry.ref AND tie.kind = '{MERGED}'"
)
_OF_ENTRIES = f"SELECT state FROM json_each(?) AS wanted CROSS JOIN gist ON gist.entry = wanted.value AND {_KNOWN}"
_MOVED = (
    "SELECT ref FROM json_each(?) AS wanted CROSS JOIN entry ON entry.id = wanted.value AND version > 0"
    f" WHERE EXISTS (SELECT 1 FROM event WHERE event.id BETWEEN wanted.value << {VERSION_BITS}"
    f" AND (wanted.value << {VERSION_BITS}) + {MOST_VERSIONS - 1} AND position <= ? AND recorded_us < ?"
    " AND (position > ? OR recorded_us >= ?))"
)
_DRAWERS = "SELECT basis, measure, counted_by, definition, sure, reach, id FROM drawer"
_HELD = f"{_DRAWERS} WHERE basis = 'stock' AND measure = 'held' AND sure IN ({POSSIBLE}, {CERTAIN})"
_IN_DRAWER = (
    "SELECT figure.entry, high, low, state FROM figure CROSS JOIN gist ON gist.entry = figure.entry AND gone = 0"
    f" AND {_KNOWN} WHERE drawer = ? AND high BETWEEN ? AND ? ORDER BY high DESC, low DESC"
)
_LAST_DAY = date.max.toordinal()


class _Found(NamedTuple):
    """A figure in its drawer."""

    entry: int
    rank: Rank
    gist: FigureGist


class KeptCounts:
    """The releases, arrests and figures that were known."""

    def __init__(self, connection: sqlite3.Connection, known: Moment) -> None:
        self._connection = connection
        self._known = (*known, *known)

    def within(self, period: Period) -> list[CountGist]:
        """All that may belong to a period, and what it is part of, however far up, or carries on."""
        rows = self._connection.execute(_OF_PERIOD, (*_bounds(period), *self._known))
        # An entry may be found in several places: where it was, and where it is.
        found = {entry: gist for entry, state in rows if (gist := _gist(state))}
        return self.with_wholes(found.values())

    def with_wholes(self, gists: Iterable[CountGist]) -> list[CountGist]:
        """These, and what they are part of, however far up, or carry on."""
        found = list(gists)
        seen = {gist.ref for gist in found}
        new: list[CountGist] = [gist for gist in found if not isinstance(gist, FigureGist)]  # those add nowhere
        while new:
            wanted = {whole for gist in new for whole in gist.wholes}
            wanted |= {gist.merged_into for gist in new if gist.merged_into}
            wanted |= self._carried_on_by(gist.ref for gist in new)
            wanted -= seen
            seen |= wanted
            new = self._of(wanted)
            found += new
        return found

    def _carried_on_by(self, refs: Iterable[Ref]) -> set[Ref]:
        """The entries that were ever merged into these; whether they still are, they say themselves."""
        return {ref for (ref,) in self._connection.execute(_MERGED_INTO, (json.dumps(list(refs)),))}

    def _of(self, refs: Iterable[Ref]) -> list[CountGist]:
        asked = json.dumps(sorted(refs))
        if asked == "[]":
            return []
        rows = self._connection.execute(_OF_REFS, (asked, *self._known))
        return [gist for (state,) in rows if (gist := _gist(state))]

    # ------------------------------------------------------------ the newest figures

    def stocks(self, on: date | None) -> list[FigureGist]:
        """Of each series of people held what can be the newest figure on a day: certain ones, and possible ones."""
        day = _LAST_DAY if on is None else on.toordinal()
        of_series: dict[tuple[str, str] | None, list[tuple[Drawer, int]]] = {}
        for *columns, number in self._connection.execute(_HELD):
            drawer = Drawer(*columns)
            series = (drawer.counted_by, drawer.definition) if drawer.counted_by else None
            of_series.setdefault(series, []).append((drawer, number))
        return [one.gist for drawers in of_series.values() for one in self._stocks(drawers, day)]

    def _stocks(self, drawers: list[tuple[Drawer, int]], day: int) -> list[_Found]:
        found: list[_Found] = []
        for drawer, number in drawers:
            if drawer.sure == CERTAIN:
                found += self._newest(drawer, number, day, lambda rank: rank.low <= day)
        since = max((one.rank.high for one in found), default=0)  # what ended before it says nothing more
        for drawer, number in drawers:
            span = SPANS[drawer.reach]
            if drawer.sure == POSSIBLE:
                found += self._newest(drawer, number, day, lambda rank: rank.low >= since, since - span)
            elif span:  # of a day after this one, perhaps
                found += self._newest(drawer, number, day, lambda rank: rank.low > day, day - span)
        return found

    def newest(self, today: date) -> list[int]:
        """The entries of the newest figure of each series that began by a day, whether or not it is sure."""
        day = today.toordinal()
        found: set[int] = set()
        for *columns, number in self._connection.execute(_DRAWERS).fetchall():
            drawer = Drawer(*columns)
            if drawer.basis == "stock":
                newest = self._newest(drawer, number, day, lambda _: True)
            else:
                newest = self._newest(drawer, number, _LAST_DAY, lambda rank: rank.low <= day)
            found |= {one.entry for one in newest}
        return sorted(found)

    def _newest(
        self, drawer: Drawer, number: int, upto: int, fits: Callable[[Rank], bool], since: int = 0
    ) -> list[_Found]:
        """The first figure of a drawer that fits, from a day downwards, with those that are equally new."""
        found: list[_Found] = []
        for entry, high, low, state in self._connection.execute(_IN_DRAWER, (*self._known, number, since, upto)):
            rank = Rank(high, low)
            if found and rank != found[0].rank:
                break
            if fits(rank):
                gist = _gist(state)
                # It may lie there because of what it once said.
                if isinstance(gist, FigureGist) and rank_of(gist) == rank and drawer_of(gist) == drawer:
                    found.append(_Found(entry, rank, gist))
        return found


def concerned(
    connection: sqlite3.Connection, period: Period, earlier: Moment, later: Moment
) -> tuple[list[CountGist], list[Ref]]:
    """What may change the totals of a period between two moments: gists as known at the first, and refs.

    That is whatever at any time might belong to the period, and all that is or was tied to it. The
    refs are those of the entries of which something became known since.
    """
    new = {entry for (entry,) in connection.execute(_ENTRIES, _bounds(period))}
    found = set(new)
    while new:
        new = {entry for (entry,) in connection.execute(_TIED, (json.dumps(list(new)),) * 2)} - found
        found |= new
    asked = json.dumps(sorted(found))
    states = connection.execute(_OF_ENTRIES, (asked, *earlier, *earlier))
    moved = connection.execute(_MOVED, (asked, *later, *earlier))
    return [gist for (state,) in states if (gist := _gist(state))], [ref for (ref,) in moved]


def _bounds(period: Period) -> tuple[int, int, int]:
    start = 1 if period.start is None else period.start.toordinal()
    return start, _LAST_DAY if period.end is None else period.end.toordinal(), start


def _gist(state: str) -> CountGist | None:
    try:
        gist = read(state)
    except (ValueError, TypeError, LookupError) as error:
        raise DamagedRowError(str(error)) from None
    return gist if isinstance(gist, COUNT_GISTS) else None

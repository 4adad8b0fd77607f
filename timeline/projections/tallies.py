"""How many entries there are of each kind and status, and the newest of each kind: counted in rows, none decoded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from timeline.facts import KINDS
from timeline.projections.marks import BEGINLESS, LONG, MONTH, month
from timeline.projections.scan import KNOWN
from timeline.projections.schema import DAY_SHIFT, entry_of
from timeline.projections.standing import STATUSES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from timeline.entry import Status
    from timeline.projections.zones import Moment

_STANDING = f"{KNOWN} AND gone = 0"
_BY_KIND = f"SELECT kind, count(*), max(latest) FROM face WHERE key < ? AND {_STANDING} GROUP BY kind"
_ON_ITS_LAST_DAY = f"SELECT max(key) FROM face WHERE key >= ? AND key < ? AND kind = ? AND latest = ? AND {_STANDING}"
_BEFORE_IT = (
    "SELECT max(face.key) FROM mark CROSS JOIN face ON face.key = mark.rowid"
    f" WHERE mark MATCH ? AND mark.rowid < ? AND kind = ? AND latest = ? AND {_STANDING}"
)
# What has no beginning lies in the order by its last day, and began before every day.
_BEGINLESS = (
    "SELECT kind, latest, face.key FROM mark CROSS JOIN face ON face.key = mark.rowid"
    f" WHERE mark MATCH '\"{BEGINLESS}\"' AND mark.rowid >= ? AND {_STANDING}"
)


class Tally(NamedTuple):
    """How many entries of a kind stand that began by a day, and the one of them (its id) that ended last."""

    entries: int = 0
    newest: int | None = None


def tallies(connection: sqlite3.Connection, today: date, known: Moment) -> dict[str, Tally]:
    """The tally of each kind, as known then."""
    behind = today.toordinal() + 1 << DAY_SHIFT
    moment = (*known, *known)
    counted = dict.fromkeys(range(len(KINDS)), 0)
    last: dict[int, tuple[int, int]] = {}
    for kind, entries, latest in connection.execute(_BY_KIND, (behind, *moment)).fetchall():
        counted[kind] += entries
        last[kind] = latest, _newest(connection, kind, latest, behind, moment)
    for kind, latest, key in connection.execute(_BEGINLESS, (behind, *moment)):
        counted[kind] += 1
        last[kind] = max(last.get(kind, (0, 0)), (latest, key))
    return {
        name: Tally(counted[kind], entry_of(last[kind][1]) if kind in last else None) for kind, name in enumerate(KINDS)
    }


def _newest(connection: sqlite3.Connection, kind: int, latest: int, behind: int, moment: Iterable[int]) -> int:
    """The largest key of those that end on a day: it begins on that day too, or is found by its months."""
    asked = (kind, latest, *moment)
    (key,) = connection.execute(_ON_ITS_LAST_DAY, (latest << DAY_SHIFT, behind, *asked)).fetchone()
    if key is None:
        spread = f'"{MONTH}{month(date.fromordinal(latest))}" OR "{LONG}"'
        (key,) = connection.execute(_BEFORE_IT, (spread, behind, *asked)).fetchone()
    return int(key)


def census(connection: sqlite3.Connection, known: Moment) -> dict[tuple[str, Status], int]:
    """How many entries of each kind there were in each status, as known then."""
    rows = connection.execute(
        f"SELECT kind, status, count(*) FROM face WHERE {KNOWN} GROUP BY kind, status", (*known, *known)
    )
    kinds = tuple(KINDS)
    return {(kinds[kind], STATUSES[status]): number for kind, status, number in rows}

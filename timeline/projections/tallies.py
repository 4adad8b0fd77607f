"""How many entries there are, and the newest of each kind and series: counted in rows, none of them decoded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from timeline.projections.marks import BEGINLESS, KIND
from timeline.projections.scan import KNOWN
from timeline.projections.schema import DAY_SHIFT, entry_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from timeline.projections.zones import Moment

_NEXT_SERIES = (
    "WITH RECURSIVE found (series) AS (SELECT min(series) FROM figure UNION ALL"
    " SELECT (SELECT min(series) FROM figure WHERE series > found.series) FROM found WHERE found.series IS NOT NULL)"
    " SELECT series FROM found WHERE series IS NOT NULL"
)
_OF_SERIES = (
    f"SELECT figure.day, figure.key FROM figure JOIN face ON face.key = figure.key AND {KNOWN} AND gone = 0"
    " WHERE series = ? AND day <= ? ORDER BY day DESC, figure.key DESC"
)
_REACHING = (
    f"SELECT figure.key FROM figure JOIN face ON face.key = figure.key AND {KNOWN} AND gone = 0"
    " WHERE series = ? AND last >= ? AND last > day AND day < ?"
)


class Tally(NamedTuple):
    """How many entries of a kind stand that began by a day, and the one of them that ended last."""

    entries: int
    newest: int | None


def tally(connection: sqlite3.Connection, kind: str, today: date, known: Moment) -> Tally:
    """The entries of one kind, as known then; `newest` is an entry's id."""
    behind = today.toordinal() + 1 << DAY_SHIFT
    entries, newest = _counted(connection, f'"{KIND}{kind}"', "face.key < ?", behind, known)
    # What has no beginning lies in the order by its last day, and began before every day.
    more, other = _counted(connection, f'"{KIND}{kind}" AND "{BEGINLESS}"', "face.key >= ?", behind, known)
    best = max((found for found in (newest, other) if found is not None), default=None)
    return Tally(entries + more, None if best is None else entry_of(best[1]))


def _counted(
    connection: sqlite3.Connection, question: str, bound: str, key: int, known: Moment
) -> tuple[int, tuple[int, int] | None]:
    number, latest, best = connection.execute(
        "SELECT count(*), max(latest), max(key) FROM (SELECT latest, face.key AS key FROM mark"
        f" JOIN face ON face.key = mark.rowid WHERE mark MATCH ? AND {bound} AND {KNOWN} AND gone = 0"
        " ORDER BY latest DESC, face.key DESC)",
        (question, key, *known, *known),
    ).fetchone()
    if not number:
        return 0, None
    (best,) = connection.execute(
        f"SELECT max(face.key) FROM mark JOIN face ON face.key = mark.rowid WHERE mark MATCH ? AND {bound} AND {KNOWN}"
        " AND gone = 0 AND latest = ?",
        (question, key, *known, *known, latest),
    ).fetchone()
    return number, (latest, best)


def every_series(connection: sqlite3.Connection) -> list[str]:
    """All series of figures there ever were."""
    return [series for (series,) in connection.execute(_NEXT_SERIES)]


def of_series(connection: sqlite3.Connection, series: str, upto: int, known: Moment) -> Iterator[tuple[int, int]]:
    """Day and entry of each figure of a series that stood then, newest first, up to a day."""
    cursor = connection.execute(_OF_SERIES, (*known, *known, series, upto))
    for day, key in cursor:
        yield day, entry_of(key)


def reaching(connection: sqlite3.Connection, series: str, day: int, known: Moment) -> list[int]:
    """The entries of figures of a series that may be of a day or a later one, though they begin before it."""
    return [entry_of(key) for (key,) in connection.execute(_REACHING, (*known, *known, series, day, day))]

"""Which entries, newest first: from the index's question, a period and a moment to the keys of faces.

Keys are ordered by day, so that a period is a range of keys; but what is known only in part may
reach into a period from before it or from behind it. Three scans find all of it in order: what
has no beginning and ends behind the period, what stands in it, what begins before and may reach
into it. Each is looked for by its marks, never by looking at everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.projections.marks import BEGINLESS, LONG, MONTH, month
from timeline.projections.schema import DAY_SHIFT, LAST_KEY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from timeline.dates import Period
    from timeline.projections.zones import Moment, Zones

KNOWN = "from_position <= ? AND from_us < ? AND (to_position > ? OR to_us >= ?)"
"""Whether a row of `face` was known then; it takes a moment twice."""


class Span(NamedTuple):
    """Keys from `low` to `high` that answer a question (empty: all), whose last day is not before `latest`."""

    question: str
    low: int
    high: int
    latest: int = 0


class Wanted(NamedTuple):
    """A question for the index, within a period, for keys up to one; with `gone` also what was taken back."""

    question: str
    period: Period
    upto: int
    gone: bool


def keys(connection: sqlite3.Connection, wanted: Wanted, known: Moment, zones: Zones | None, limit: int) -> list[int]:
    """The keys that answer, at most `limit` of them (-1: all), largest first.

    `zones` are None where everything was known.
    """
    spread, beginless = connection.execute("SELECT spread, beginless FROM state").fetchone()
    found: list[int] = []
    for span in _spans(wanted, spread=bool(spread), beginless=bool(beginless)):
        parts: Iterable[tuple[int, int]] = [(span.low, span.high)]
        if zones is not None:
            parts = _parts(connection, span, known, zones)
        for low, high in parts:
            statement, parameters = _select(span, low, high, known, gone=wanted.gone)
            rest = limit - len(found) if limit >= 0 else -1
            found += [key for (key,) in connection.execute(statement, (*parameters, rest))]
            if len(found) == limit:
                return found
    return found


def _parts(connection: sqlite3.Connection, span: Span, known: Moment, zones: Zones) -> Iterator[tuple[int, int]]:
    for first, last in zones.known(connection, span.low >> DAY_SHIFT, span.high >> DAY_SHIFT, known):
        yield max(span.low, first << DAY_SHIFT), min(span.high, (last + 1 << DAY_SHIFT) - 1)


def _spans(wanted: Wanted, *, spread: bool, beginless: bool) -> Iterator[Span]:
    question, period, upto, _ = wanted
    low = period.start.toordinal() << DAY_SHIFT if period.start else 0
    behind = period.end.toordinal() + 1 << DAY_SHIFT if period.end else LAST_KEY + 1
    if beginless and behind <= upto:
        yield Span(_both(question, f'"{BEGINLESS}"'), behind, upto)
    yield Span(question, low, min(upto, behind - 1))
    if spread and period.start:
        reaching = f'("{MONTH}{month(period.start)}" OR "{LONG}")'
        yield Span(_both(question, reaching), 0, min(upto, low - 1), period.start.toordinal())


def _both(question: str, more: str) -> str:
    return f"{question} AND {more}" if question else more


def _select(span: Span, low: int, high: int, known: Moment, *, gone: bool) -> tuple[str, tuple[object, ...]]:
    parameters: tuple[object, ...] = (low, high, *known, *known)
    standing = "" if gone else " AND gone = 0"
    if span.latest:
        standing += " AND latest >= ?"
        parameters += (span.latest,)
    if not span.question:
        return (
            f"SELECT key FROM face WHERE key BETWEEN ? AND ? AND {KNOWN}{standing} ORDER BY key DESC LIMIT ?",
            parameters,
        )
    return (
        # CROSS JOIN: the index leads, in its own order.
        (
            "SELECT mark.rowid FROM mark CROSS JOIN face ON face.key = mark.rowid"
            f" WHERE mark MATCH ? AND mark.rowid BETWEEN ? AND ? AND {KNOWN}{standing}"
            " ORDER BY mark.rowid DESC LIMIT ?"
        ),
        (span.question, *parameters),
    )

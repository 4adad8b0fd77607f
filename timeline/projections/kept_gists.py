"""Gists looked up in the rows of a read model, as known at a moment: what offices and sanctions are answered from."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING

from timeline.projections.every_gist import AnyGist, read
from timeline.projections.gists import ActGist, Gist, StepGist
from timeline.projections.read_model import DamagedRowError
from timeline.projections.schema import SEEN_SHIFT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from timeline.projections.zones import Moment, Zones
    from timeline.texts import ActorId, Ref

KEPT = 4_096
"""Gists that a process keeps when it has read them: what is written of one says which it is."""

_KNOWN = "gone = 0 AND from_position <= ? AND from_us < ? AND (to_position > ? OR to_us >= ?)"
_STEPS = (
    "SELECT state, last, first, told FROM step CROSS JOIN gist ON gist.entry = step.entry"
    f" WHERE office = ? AND ahead = {{}} AND {_KNOWN} ORDER BY last DESC, first DESC, step.entry DESC"
)
_SURE = _STEPS.format("0 AND last <= ?")
_AHEAD = _STEPS.format("1 AND (first <= ? OR told <= ?)")
_CAREER = (
    f"SELECT gist.entry, state FROM career CROSS JOIN gist ON gist.entry = career.entry WHERE person = ? AND {_KNOWN}"
)
_ON = (
    "SELECT gist.entry, state FROM aim CROSS JOIN gist ON gist.entry = aim.entry"
    f" WHERE target = ? AND told <= ? AND {_KNOWN}"
)
_BINDING = (
    "SELECT state, last, first, told FROM aim CROSS JOIN gist ON gist.entry = aim.entry"
    " WHERE target = ? AND scheme = ? AND binds = 1 AND first <= ?"
    f" AND {_KNOWN} ORDER BY last DESC, first DESC, aim.entry DESC"
)
_LATER = (
    "SELECT state, day FROM life CROSS JOIN gist ON gist.entry = life.entry"
    f" WHERE scheme = ? AND day BETWEEN ? AND ? AND {_KNOWN} ORDER BY day, life.entry"
)
_FOLLOWERS = (
    "SELECT gist.entry, state FROM tie CROSS JOIN gist ON gist.entry = tie.entry"
    f" WHERE tie.target = ? AND tie.kind = 'follows' AND {_KNOWN}"
)
_SEEN = (
    "SELECT max(bucket) FROM seen WHERE scheme = ? AND level = ? AND bucket BETWEEN ? AND ?"
    " AND position <= ? AND recorded_us < ?"
)
# From one to the next, past all rows between.
_EACH = (
    "WITH RECURSIVE each (name) AS (SELECT min({0}) FROM {1} UNION ALL"
    " SELECT (SELECT min({0}) FROM {1} WHERE {0} > each.name) FROM each WHERE each.name IS NOT NULL)"
    " SELECT name FROM each WHERE name IS NOT NULL"
)


class _Kept:
    """What both have in common: one connection, one moment."""

    def __init__(self, connection: sqlite3.Connection, known: Moment) -> None:
        self._connection = connection
        self._known = (*known, *known)

    def _each(self, column: str, table: str) -> list[str]:
        return [name for (name,) in self._connection.execute(_EACH.format(column, table))]

    def _all(self, question: str, *asked: object) -> dict[int, AnyGist]:
        found = dict(self._connection.execute(question, (*asked, *self._known)))
        return {entry: _gist(state) for entry, state in found.items()}


class KeptSteps(_Kept):
    """The changes in offices that were known."""

    def offices(self) -> Iterable[ActorId]:
        """Every office of which anything is recorded, and some of which it was."""
        return self._each("office", "step")

    def of(self, office: ActorId, day: date) -> Iterator[StepGist]:
        """The changes of an office that may have had effect, or may be told, by a day; newest first."""
        on = day.toordinal()
        sure = self._steps(_SURE, office, on)
        ahead = self._steps(_AHEAD, office, on, on)
        return merge(sure, ahead, key=lambda gist: gist.order, reverse=True)

    def _steps(self, question: str, office: ActorId, *days: int) -> Iterator[StepGist]:
        for state, *place in self._connection.execute(question, (office, *days, *self._known)):
            gist = _gist(state)
            if isinstance(gist, StepGist) and gist.office == office and _place(gist) == place:
                yield gist

    def of_person(self, person: ActorId) -> Iterable[StepGist]:
        """All changes that are about a person, in any order."""
        found = self._all(_CAREER, person).values()
        return [gist for gist in found if isinstance(gist, StepGist) and gist.person == person]


class KeptActs(_Kept):
    """The sanctions changes that were known. `zones` are None where everything was."""

    def __init__(self, connection: sqlite3.Connection, known: Moment, zones: Zones | None) -> None:
        super().__init__(connection, known)
        self._moment = known
        self._zones = zones

    def targets(self) -> Iterable[ActorId]:
        """Every target of any act, and some that were."""
        return self._each("target", "aim")

    def on(self, target: ActorId, day: date) -> list[ActGist]:
        """The acts on a target that may have been said, or have begun, by a day; in any order."""
        found = self._all(_ON, target, day.toordinal()).values()
        return [gist for gist in found if isinstance(gist, ActGist) and target in gist.targets]

    def binding(self, target: ActorId, programme: ActorId, day: date) -> Iterator[ActGist]:
        """The extensions and expiries on a target under a programme that may have begun by a day, newest first."""
        asked = (target, programme, day.toordinal(), *self._known)
        for state, *place in self._connection.execute(_BINDING, asked):
            gist = _gist(state)
            if (
                isinstance(gist, ActGist)
                and target in gist.targets
                and gist.binds
                and gist.programme == programme
                and _place(gist) == place
            ):
                yield gist

    def later(self, programme: str, day: date) -> Iterator[ActGist]:
        """The acts of a programme that were certainly made after a day, by their earliest day and number."""
        parts = [(day.toordinal() + 1, date.max.toordinal())]
        if self._zones is not None:
            parts = sorted(self._zones.known(self._connection, *parts[0], self._moment))
        for part in parts:
            for state, made in self._connection.execute(_LATER, (programme, *part, *self._known)):
                gist = _gist(state)
                when = gist.when.earliest
                if isinstance(gist, ActGist) and gist.scheme == programme and when and when.toordinal() == made:
                    yield gist

    def seen(self, programme: str) -> date | None:
        """The day on which anything was last recorded of a programme: what was taken back later counts too."""
        first, last = 0, date.max.toordinal()
        for level, shift in ((1, SEEN_SHIFT), (0, 0)):
            asked = (programme, level, first >> shift, last >> shift, *self._moment)
            (found,) = self._connection.execute(_SEEN, asked).fetchone()
            if found is None:
                return None
            first, last = found << shift, (found + 1 << shift) - 1
        return date.fromordinal(first)

    def followers(self, ref: Ref) -> Iterable[ActGist]:
        """The acts that are said to follow an entry."""
        found = self._all(_FOLLOWERS, ref).values()
        return [gist for gist in found if isinstance(gist, ActGist) and ref in gist.follows]


def _place(gist: Gist) -> list[int]:
    return [gist.last.toordinal(), gist.first.toordinal(), gist.told.toordinal()]


@lru_cache(KEPT)
def _gist(state: str) -> AnyGist:
    try:
        return read(state)
    except (ValueError, TypeError, LookupError) as error:
        raise DamagedRowError(str(error)) from None

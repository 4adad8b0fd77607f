"""Two ends of a period: "from June to August", "1–15 верасня", and an end told by "the start of" or "the end of"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline.asking.named_times import Named, NamedTimes
from timeline.asking.spans import UNITS, Span, Yearly, around
from timeline.asking.years import year_at

if TYPE_CHECKING:
    from datetime import date

    from timeline.asking.date_words import Meaning, Sort
    from timeline.asking.reading import Reading

_DASHES = "-–—"
_STARTS: tuple[tuple[Sort, Literal["start", "end"], Literal["month", "year"]], ...] = (
    ("year_start", "start", "year"), ("year_end", "end", "year"),
    ("month_start", "start", "month"), ("month_end", "end", "month"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """An end of a period: a time, or the start or the end of one (`side`), up to the token `after`."""

    named: Named
    after: int
    side: Literal["", "start", "end"] = ""

    @property
    def day(self) -> date:
        """The day meant: the last one of "the end of", else the first one."""
        return self.named.span.end if self.side == "end" else self.named.span.start

    @property
    def first(self) -> date:
        """The first day of a period that begins here."""
        return self.day if self.side == "end" else self.named.on or self.named.span.start


class _Bare(NamedTuple):
    """A day whose month the other end tells: "1" in "from 1 to 15 September"."""

    after: int
    day: int


class Intervals:
    """Reads periods of two ends."""

    def __init__(self, reading: Reading, named: NamedTimes) -> None:
        self._r = reading
        self._named = named

    def edge(self, at: int) -> Edge | None:
        """A time, "the start of" one, "the end of" one; "pabaigos" and the like may stand behind it."""
        if not self._r.speaks(at):
            return None
        side = self._with_side(at)
        if side is not None:
            return side
        found = self._named.at(at, introduced=True)
        if found is None:
            return None
        behind = self._r.one(found.after, "start_of", "end_of")
        if behind is not None and behind.sense.language == "lt":
            return Edge(found, behind.after, _side(behind))
        return Edge(found, found.after)

    def _with_side(self, at: int) -> Edge | None:
        for sort, side, unit in _STARTS:
            word = self._r.one(at, sort)
            if word is not None:
                whole = self._named.at(word.after, introduced=True) if year_at(self._r, word.after) else None
                if unit == "year" and whole is not None:
                    return Edge(whole, whole.after, side)
                return Edge(Named(word.after, around(self._r.today, unit), unit), word.after, side)
        word = self._r.one(at, "start_of", "end_of")
        if word is not None:
            found = self._whole(self._r.past(word.after, "of", "whole"))
            return Edge(found, found.after, _side(word)) if found else None
        return self._unit_and_side(self._r.past(at, "whole", most=1))

    def _whole(self, at: int) -> Named | None:
        """A time, or a unit by its name alone, which is the present one: the start of the year."""
        named = self._named.at(at, introduced=True)
        if named is not None:
            return named
        unit = self._r.unit(at, plural=False)
        if unit is None:
            return None
        return Named(unit.after, around(self._r.today, UNITS[unit.value]), UNITS[unit.value])

    def _unit_and_side(self, at: int) -> Edge | None:
        """Metų pradžios."""
        unit = self._r.unit(at, plural=False)
        behind = self._r.one(unit.after, "start_of", "end_of") if unit else None
        if unit is None or behind is None or behind.sense.language != "lt":
            return None
        named = Named(unit.after, around(self._r.today, UNITS[unit.value]), UNITS[unit.value])
        return Edge(named, behind.after, _side(behind))

    def range(self, at: int) -> tuple[int, Span] | None:
        """From X to Y, between X and Y, X – Y: both ends count. The token behind it and its days."""
        openings: list[Meaning | None] = [*self._r.all(at, "between", "from", "since", "in"), None]
        for opening in openings:
            begin = opening.after if opening else at
            for start in dict.fromkeys((begin, self._r.past(begin, "whole", "in") if opening else begin)):
                found = self._two_ends(start, opening)
                if found is not None:
                    return found
        return None

    def _two_ends(self, at: int, opening: Meaning | None) -> tuple[int, Span] | None:
        sort = opening.sense.sort if opening else None
        for one in (self.edge(at), self._bare(at)):
            if one is None:
                continue
            behind = self._linked(one.after, sort)
            if behind is None:
                continue
            other = self._other(behind, one)
            span = self._between(one, other) if other else None
            if other is not None and span is not None:
                inclusive = self._r.one(other.after, "inclusive")
                return (inclusive.after if inclusive else other.after), span
        return None

    def _linked(self, at: int, opening: Sort | None) -> int | None:
        """Behind a dash or a word that joins two ends; "and" joins only after "between"."""
        if self._r.sign(at, _DASHES):
            return at + 1
        at = self._r.past_comma(at)
        word = self._r.one(at, "and") if opening == "between" else self._r.one(at, "link")
        return word.after if word else None

    def _other(self, at: int, one: Edge | _Bare) -> Edge | _Bare | None:
        for begin in dict.fromkeys((at, self._r.past(at, "in", "whole"))):
            now = self._r.one(begin, "now")
            today = self._r.today
            if now is not None:
                return Edge(Named(now.after, Span(today, today), "day", None, today), now.after)
            edge = self.edge(begin)
            if edge is not None:
                return edge
        bare = self._bare(at)
        return bare if bare is not None and isinstance(one, Edge) and one.named.unit == "day" else None

    def _bare(self, at: int) -> _Bare | None:
        number = self._r.number(at)
        if number is None or not 1 <= number <= 31:  # noqa: PLR2004
            return None
        after = self._r.past_dot(self._r.past_ending(at + 1, "day_ending"))
        unit = self._r.unit(after)
        if unit is not None and UNITS[unit.value] == "day" and unit.sense.language == "lt":
            after = self._r.past_dot(unit.after)
        return _Bare(after, number)

    def _between(self, one: Edge | _Bare, other: Edge | _Bare) -> Span | None:
        """From the first day of one to the last of the other; each lends the other the month or year that it lacks."""
        match one, other:
            case _Bare(), Edge(named=named) if named.unit == "day":
                start = Yearly("day", named.span.start.month, one.day).of(named.span.start.year)
                return _span(start.start, named.span.end) if start else None
            case Edge(named=named), _Bare():
                return self._to_bare(named, other)
            case Edge(), Edge():
                return self._both(one, other)
            case _:
                return None

    def _to_bare(self, named: Named, other: _Bare) -> Span | None:
        """September 1 to 15, 2025."""
        start = named.span.start
        end = Yearly("day", start.month, other.day).of(start.year)
        return _span(start, end.start) if end else None

    def _both(self, one: Edge, other: Edge) -> Span | None:
        first, last = one.named, other.named
        begins, ends = first.span, last.span
        if first.yearly and last.yearly is None and ends.end < self._r.today.replace(day=28):
            begins = first.yearly.latest(ends.end) or begins
            if (ends.end - begins.start).days > _MOST_DAYS_OVER_NEW_YEAR and begins.start.year < ends.start.year:
                return None  # "between September and July 2025" is backwards, "December to February 2025" is not
        elif last.yearly:
            ends = last.yearly.coming(begins.start) or ends
        start = begins.end if one.side == "end" else (first.on if not first.yearly else None) or begins.start
        end = ends.start if other.side == "start" else (last.on if not last.yearly else None) or ends.end
        return _span(start, end)


_MOST_DAYS_OVER_NEW_YEAR = 184


def _side(word: Meaning) -> Literal["start", "end"]:
    return "start" if word.sense.sort == "start_of" else "end"


def _span(start: date, end: date) -> Span | None:
    return Span(start, end) if start <= end else None

"""When a question asks about: its periods, points and moments of knowledge, and what looks like time and is not read.

The rules (what "since", "until" and "last" take in) are those of the contracts ("ask", `period`). Nothing is
guessed: a temporal word that no reading used up is told in `Times.left`, so that a period understood only
in part never becomes an answer for another one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from timeline.asking.intervals import Edge, Intervals
from timeline.asking.leftover import events, left_over
from timeline.asking.named_times import Named, NamedTimes
from timeline.asking.reading import Reading
from timeline.asking.rolling import lasting, rolled
from timeline.asking.spans import Span
from timeline.dates import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.asking.date_words import Sort
    from timeline.asking.folding import Folded

Mark: TypeAlias = Literal["in", "since", "until", "after", "range", "rolling", "as_of", "known", "now", "so_far"]

_MOST_FILLERS = 3


@dataclass(frozen=True, slots=True)
class Temporal:
    """One temporal expression: the tokens `first` to `last`, and the `period` it means.

    `mark`: how it was introduced; `known` is what was known then, `as_of` a state then, `now` a word like
    "currently", `so_far` that word alone. `day`: the period is one day. `on`: the one day for an as-of
    date, if there is one ("three months ago" has it too). `so_far`: cut off today by such words.
    """

    first: int
    last: int
    period: Period
    day: bool
    mark: Mark
    on: date | None = None
    so_far: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """All temporal expressions of a text, in order.

    `left`: tokens that look temporal and belong to none. `since_event`, `other_event`: tokens of words
    ("since", "after" …) that no date follows: a period by an event, which is not read here.
    """

    found: tuple[Temporal, ...]
    left: tuple[int, ...]
    since_event: tuple[int, ...] = ()
    other_event: tuple[int, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether all of it was read and it names one period at most: if not, ask back."""
        periods = {
            (one.period.start, one.period.end) for one in self.found if one.mark not in ("known", "now", "so_far")
        }
        return not self.left and not self.since_event and not self.other_event and len(periods) <= 1


def times(folded: Folded, today: date) -> Times:
    """The temporal expressions of a text, asked on a day."""
    reading = Reading(folded, today)
    grammar = _Grammar(reading)
    found = tuple(grammar.expressions())
    used = frozenset(at for one in found for at in range(one.first, one.last + 1))
    since, other = events(reading, used)
    left = (*left_over(reading, used), *_yet_to_begin(reading, found))
    return Times(found, left, since, other)


def _yet_to_begin(reading: Reading, found: Iterable[Temporal]) -> Iterator[int]:
    """As in "Since tomorrow": nothing can have happened since, and the day itself is not asked about."""
    for one in found:
        ahead = one.period.start is not None and one.period.start > reading.today
        if ahead and one.mark == "in" and reading.one(one.first - 1, "since", "after") is not None:
            yield one.first - 1


class _Grammar:
    """Expressions from left to right; each looks at a few tokens ahead, never at the rest of the text."""

    def __init__(self, reading: Reading) -> None:
        self._r = reading
        self._named = NamedTimes(reading)
        self._intervals = Intervals(reading, self._named)
        self._known_before = False

    def expressions(self) -> Iterable[Temporal]:
        at = 0
        while at < self._r.size:
            found = self._expression(at) if self._r.speaks(at) else None
            if found is None:
                self._known_before = self._known_before or self._r.one(at, "known_then") is not None
                at += 1
                continue
            yield found
            at = found.last + 1

    def _expression(self, at: int) -> Temporal | None:
        readers: tuple[Callable[[int], Temporal | None], ...] = (
            self._known, self._as_of, self._range, self._year_so_far, self._so_far, self._now, self._since, self._until,
            self._after, self._rolling, self._plain,
        )  # fmt: skip
        found = next((one for reader in readers if (one := reader(at)) is not None), None)
        return None if found is None else self._with_what_follows(found)

    # What was known, and states on a day

    def _known(self, at: int) -> Temporal | None:
        """As known on 1 October, станам на 1 кастрычніка было вядома."""
        word = self._r.one(at, "known", "known_then")
        if word is None:
            return None
        begin = self._r.past(word.after, "known_filler", most=_MOST_FILLERS)
        begin = self._r.past(begin, "as_of", "on", "in", "by", "through", "until", "whole", most=3)
        named = self._named.at(begin, introduced=True)
        if named is None or (begin == word.after and named.on is None):
            return None
        return self._made(at, named, "known")

    def _with_what_follows(self, found: Temporal) -> Temporal:
        """The expression with "was known", "so far", "datai" behind it taken in."""
        after = found.last + 1
        behind = self._r.one(after, "as_of_behind")
        if behind is not None and found.mark == "in" and found.period.end is not None:
            found = replace(found, last=behind.after - 1, mark="as_of", on=found.on or found.period.end)
        if found.mark in ("in", "as_of") and (found.day or found.mark == "as_of"):
            begin = self._r.past(self._r.past_comma(found.last + 1), "known_filler", most=_MOST_FILLERS)
            known = self._r.one(begin, "known", "known_then")
            if known is not None:
                return replace(found, last=known.after - 1, mark="known")
            if self._known_before:
                return replace(found, mark="known")
        return self._cut_off_today(found)

    def _cut_off_today(self, found: Temporal) -> Temporal:
        after = self._r.past_comma(found.last + 1)
        word = self._r.one(after, "so_far") or self._r.one(after, "now")
        start, end = found.period.start, found.period.end
        if word is None or found.mark not in ("in", "since") or not start or not end or found.day:
            return found
        if not start <= self._r.today <= end or (word.sense.sort == "now" and found.mark == "since"):
            return found
        period = Period(start=start, end=self._r.today)
        return replace(found, last=word.after - 1, period=period, so_far=True)

    def _as_of(self, at: int) -> Temporal | None:
        """As of 1 October, станом на, Stand 1.10.; "на 1 кастрычніка" of a day or a month only."""
        for word in self._r.all(at, "as_of", "on"):
            begin = word.after + 1 if self._r.sign(word.after, ":") else word.after
            begin = self._r.past(begin, "whole", most=1)
            now = self._r.one(begin, "now")
            if now is not None:
                return Temporal(at, now.after - 1, _period(self._r.today), day=True, mark="as_of", on=self._r.today)
            edge = self._intervals.edge(begin)
            part = self._r.one(begin, "start_of", "end_of")
            if edge is None or (word.sense.sort == "on" and part is not None and part.value > 0):
                continue  # "на початку вересня" is no day
            if word.sense.sort == "as_of" or edge.side or edge.named.unit in ("day", "month"):
                day = edge.day
                span = Span(day, day) if edge.side else edge.named.span
                on = day if edge.side else edge.named.on or min(span.end, max(span.start, self._r.today))
                return self._spanned(at, edge.after, span, "as_of", on)
        return None

    # Intervals

    def _range(self, at: int) -> Temporal | None:
        found = self._intervals.range(at)
        return self._spanned(at, found[0], found[1], "range") if found else None

    def _year_so_far(self, at: int) -> Temporal | None:
        word = self._r.one(at, "year_so_far")
        return None if word is None else self._running(at, word.after, date(self._r.today.year, 1, 1), so_far=True)

    def _since(self, at: int) -> Temporal | None:
        """Since September, с начала года, seit Jahresbeginn, nuo metų pradžios; since three months ago."""
        for word in self._r.all(at, "since", "from"):
            if not self._r.agrees(at, word):
                continue
            begin = self._r.past(word.after, "in", "whole")
            edge = self._intervals.edge(word.after) or self._intervals.edge(begin)
            if edge is not None and word.sense.sort == "since":
                return self._running(at, self._r.past(edge.after, "onwards", most=1), edge.first)
            if edge is not None and self._r.one(edge.after, "onwards"):
                return self._running(at, self._r.past(edge.after, "onwards", most=1), edge.first)
            rolled = lasting(self._r, begin) if word.sense.sort == "since" else None
            if rolled is not None:
                return self._running(at, rolled[0], rolled[1])
        edge = self._intervals.edge(at)
        if edge is not None and edge.side == "start" and edge.named.unit in ("year", "month", "quarter"):
            onwards = self._r.one(edge.after, "onwards")
            return self._running(at, onwards.after, edge.first) if onwards else None
        return None

    def _until(self, at: int) -> Temporal | None:
        """до, да, do, until, before leave the unit out; iki, bis, по, па and "the end of" take it in."""
        for word in self._r.all(at, "through", "until", "by"):
            begin = self._r.past(word.after, "in", "whole")
            edge = self._intervals.edge(word.after) or self._intervals.edge(begin)
            if edge is None:
                continue
            inclusive = self._r.one(edge.after, "inclusive")
            end = self._end(edge, word.sense.sort, inclusive=inclusive is not None)
            return Temporal(
                at, (inclusive.after if inclusive else edge.after) - 1, Period(end=end), day=False, mark="until"
            )
        return None

    def _end(self, edge: Edge, sort: Sort, *, inclusive: bool) -> date:
        if edge.side == "end":
            return edge.named.span.end
        takes_in = sort == "through" or (sort == "by" and edge.named.unit == "day")
        if edge.side != "start" and (inclusive or takes_in):
            return edge.named.on or edge.named.span.end
        return edge.first - timedelta(days=1)

    def _after(self, at: int) -> Temporal | None:
        """After 11 September: from the day after it until today."""
        for word in self._r.all(at, "after"):
            begin = self._r.past(word.after, "whole", most=1)
            edge = self._intervals.edge(word.after) or self._intervals.edge(begin)
            if edge is None:
                continue
            start = edge.day if edge.side else edge.named.on or edge.named.span.end
            found = self._running(at, edge.after, start + timedelta(days=1))
            return replace(found, mark="after") if found else None
        return None

    # Times counted back from today, and today

    def _rolling(self, at: int) -> Temporal | None:
        """The last 30 days, за последнюю неделю, per savaitę: from so long ago until today."""
        over_word = self._r.one(at, "over")
        over = frozenset(one.sense.language for one in self._r.all(at, "over"))
        behind = self._r.past(at, "in", "over", "whole", most=3)
        for begin in dict.fromkeys((behind, over_word.after if over_word else at, at)):
            found = rolled(self._r, begin, over if begin > at else frozenset())
            if found is not None:
                return self._running(at, found[0], found[1], mark="rolling")
        return None

    def _so_far(self, at: int) -> Temporal | None:
        """So far this year; alone, all that is until today."""
        word = self._r.one(at, "so_far")
        if word is None:
            return None
        begin = self._r.past(self._r.past_comma(word.after), "in", "whole")
        named = self._named.at(begin, introduced=begin > word.after)
        if named is not None and named.span.start <= self._r.today <= named.span.end and named.unit != "day":
            return self._running(at, named.after, named.span.start, mark="in", so_far=True)
        return Temporal(at, word.after - 1, Period(end=self._r.today), day=False, mark="so_far", so_far=True)

    def _now(self, at: int) -> Temporal | None:
        word = self._r.one(at, "now")
        if word is None:
            return None
        return Temporal(at, word.after - 1, _period(self._r.today), day=True, mark="now", on=self._r.today)

    def _plain(self, at: int) -> Temporal | None:
        begin = self._r.past(at, "in", "of", "dated", "over", "whole", most=3)
        for start in dict.fromkeys((begin, self._r.past(at, "in", "of", "dated", "over", "whole", most=1), at)):
            introduced = any(self._r.one(place, "in", "of", "dated", "over") for place in range(at, start))
            named = self._named.at(start, introduced=introduced)
            if named is not None:
                return self._made(at, named, "in")
        return None

    # What comes of it

    def _made(self, first: int, named: Named, mark: Mark) -> Temporal:
        on = named.on if mark != "known" else named.on or named.span.end
        return self._spanned(first, named.after, named.span, mark, on)

    def _spanned(self, first: int, after: int, span: Span, mark: Mark, on: date | None = None) -> Temporal:
        period = Period(start=span.start, end=span.end)
        return Temporal(first, after - 1, period, span.start == span.end, mark, on)

    def _running(
        self, first: int, after: int, start: date, *, mark: Mark = "since", so_far: bool = False
    ) -> Temporal | None:
        """From a day until today; None if that day is yet to come."""
        if start > self._r.today:
            return None
        period = Period(start=start, end=self._r.today)
        return Temporal(first, after - 1, period, start == self._r.today, mark, None, so_far)


def _period(day: date) -> Period:
    return Period(start=day, end=day)

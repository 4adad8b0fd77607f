"""What looks temporal in a text and was not read: the guard against an answer for another period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.written_dates import figures

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from timeline.asking.date_words import Meaning
    from timeline.asking.reading import Reading

_WHOLE_DATE = 3  # numbers joined by one sign
_DECADES = frozenset(str(decade) for decade in range(10, 100, 10))  # "w latach 90."
_DAYS = range(1, 32)
_SINCE = frozenset({"since", "seit", "seitdem", "ever", "од", "від", "з", "с", "od", "odkad", "nuo"})


def left_over(reading: Reading, used: AbstractSet[int]) -> tuple[int, ...]:
    """The tokens that look temporal and are not among those used."""
    left: set[int] = set()
    for at in range(reading.size):
        if at not in used:
            left.update(range(at, _temporal_until(reading, at, used)))
            left.update(range(at, _part_until(reading, at, used)))
    return tuple(sorted(left - used))


def events(reading: Reading, used: AbstractSet[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where "since", and where "after" or "before", stand without a date; a question ("since when") has no event."""
    since: list[int] = []
    other: list[int] = []
    at = 0
    while at < reading.size:
        word = reading.one(at, "opens_event") if at not in used else None
        if word is None:
            at += 1
            continue
        if reading.one(word.after, "asks_when") is None:
            (since if _is_since(reading, at) else other).append(at)
        at = word.after
    return tuple(since), tuple(other)


def _is_since(reading: Reading, at: int) -> bool:
    return (
        reading.one(at, "since") is not None or reading.key(at) in _SINCE or reading.key(at).startswith(("вид", "від"))
    )


def _temporal_until(reading: Reading, at: int, used: AbstractSet[int]) -> int:
    """Behind the temporal words that begin here; `at` itself if there are none."""
    vague = reading.one(at, "temporal")
    if vague is not None:
        return vague.after
    if reading.tokens[at].script == "digit":
        return at + 1 if _is_one_of_two_days(reading, at, used) else _figures_until(reading, at)
    word = reading.one(
        at, "month", "season", "weekday", "day", "this_year", "last_year", "year_before_last", "last_month", "last_week"
    )
    if word is not None:
        return word.after if _is_surely(reading, at, word) else at
    unit = reading.unit(at)
    if unit is not None and (_is_counted_from_today(reading, at, unit) or _is_part_of(reading, unit.after, used)):
        return unit.after
    bound = reading.one(at, "until", "since", "after", "through", "from")
    if bound is not None and reading.one(bound.after, "and") is not None and bound.after + 1 in used:
        return bound.after  # "before and after June"
    between = reading.one(at, "between")
    return between.after if between is not None and between.after in used else at  # two ends that make no interval


def _part_until(reading: Reading, at: int, used: AbstractSet[int]) -> int:
    """Behind "at the end of", where the time that it is a part of was read as a whole."""
    word = reading.one(at, "start_of", "end_of", "year_start", "year_end", "month_start", "month_end")
    if word is None:
        return at
    whole = reading.past(word.after, "of", "whole")
    beside = whole in used or word.after in used or (word.sense.language == "lt" and at - 1 in used)
    alone = word.sense.sort not in ("start_of", "end_of") or reading.unit(whole) is not None
    return word.after if beside or alone else at


def _is_surely(reading: Reading, at: int, word: Meaning) -> bool:
    """Whether a word is a date: one that means other things too is, with a capital that a name or a month has."""
    token = reading.tokens[at]
    if word.sense.sort == "season" and (token.capital or token.quoted or token.text[0].isupper()):
        return word.sense.language in ("de", "en", "lt") and not word.sense.weak
    return not word.sense.weak or (word.sense.language == "en" and token.capital and word.sense.sort == "month")


def _is_counted_from_today(reading: Reading, at: int, unit: Meaning) -> bool:
    """Last …, this …, the past few …, … ago, in three …"""
    if reading.one(at - 1, "last", "before_last", "this", "next", "rolling") is not None:
        return True
    if reading.one(at - 2, "last", "rolling", "ago_before") is not None or reading.one(unit.after, "ago") is not None:
        return True
    if reading.one(at - 1, "ordinal") is not None or (reading.one(at - 2, "ordinal") and reading.count(at - 1)):
        return True
    ahead = reading.one(at - 2, "ahead") or reading.one(at - 1, "ahead")
    return (
        ahead is not None and (reading.count(at - 1) is not None or ahead.after == at) and ahead.sense.language != "lt"
    )


def _is_part_of(reading: Reading, after: int, used: AbstractSet[int]) -> bool:
    """Whether a unit is a part of the time behind it: "the first week of June", "первую неделю июня"."""
    return (
        after in used and reading.one(after, "in", "over", "since", "from", "until", "through", "after", "on") is None
    )


def _is_one_of_two_days(reading: Reading, at: int, used: AbstractSet[int]) -> bool:
    """11 and 13 September."""
    after = reading.past_dot(reading.past_ending(at + 1, "day_ending"))
    joined = reading.one(after, "and") is not None or reading.sign(after, ",/")
    day, other = reading.number(at), reading.number(after + 1)
    if joined and day in _DAYS and other in _DAYS and after + 1 in used:
        return True
    before = reading.one(at - 1, "and") is not None or reading.sign(at - 1, ",")
    return before and day in _DAYS and at - 2 in used and reading.number(at - 2) in _DAYS


def _figures_until(reading: Reading, at: int) -> int:
    parts, sign, after = figures(reading, at)
    clock = reading.touches(at + 1) and reading.sign(at + 1, ":") and reading.touches(at + 2)
    if clock and reading.number(at + 2) is not None:
        return at + 3
    if len(parts) >= _WHOLE_DATE or (sign and any(len(part) == 4 for part in parts)):  # noqa: PLR2004  (a year)
        return after
    if reading.key(at) in _DECADES and reading.one(at - 1, "year_word") is not None:
        return at + 1
    decade = reading.past_ending(at + 1, "decade_ending")
    if decade > at + 1 and len(reading.key(at)) in (2, 4) and reading.key(at).endswith("0"):
        return decade
    ending = reading.past_ending(at + 1, "day_ending")
    dated = reading.one(at - 1, "in", "since", "until", "whole", "on") is not None
    return ending if ending > at + 1 and dated and (reading.one(ending, "ordinal") is None) else at

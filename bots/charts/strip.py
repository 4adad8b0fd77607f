"""What happened in a period: a mark for each entry on a line for its kind, the newest numbered and named below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bots.charts.axis import Days
from bots.charts.chart import LEFT, RIGHT, Asked, Chart, asked, cited, foot, head, keys
from bots.charts.drawing import FADED, INK, PAPER, SMALLEST, Sheet, plain
from bots.charts.lanes import COLOURS, Kind, Lane, Mark, lane
from bots.charts.lettering import lines, shortened
from bots.wording import voice
from timeline import Period, entry_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.charts.chart import Key, KnownAt
    from timeline import Entry, Timeline

_LEFT = 250
_NAMED = 20  # entries that are named below; of more, the newest
_MOST = 400  # entries that have a mark; of more, the newest


class _Found(NamedTuple):
    """An entry, and whether it certainly lies in the period."""

    entry: Entry
    match: str

    @property
    def sure(self) -> bool:
        """Whether it is drawn full: nobody disputes it, and it lies in the period."""
        return self.match == "certain" and self.entry.status != "disputed"

    def outside(self, since: date, until: date) -> bool:
        """Whether its days reach so far beyond the period that a mark in it would say nothing."""
        when = self.entry.fact.when
        if when.earliest is None or when.latest is None:
            return True
        return self.match != "certain" and (when.latest - when.earliest) > (until - since)

    def age(self) -> tuple[str, str, str]:
        """What sorts entries by their days."""
        when = self.entry.fact.when
        return (str(when.earliest or when.latest or ""), str(when.latest or ""), self.entry.ref)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the chart shows, oldest first. What is `outside` is told in words alone."""

    said: Asked
    days: Days
    marks: tuple[Mark, ...]
    outside: tuple[_Found, ...]
    more: bool

    @property
    def named(self) -> list[Mark]:
        """Those that are named below."""
        return [mark for mark in self.marks if mark.number is not None]


def strip_chart(  # noqa: PLR0913  (a question has its filters, its day, its language and its moment of knowing)
    timeline: Timeline,
    *,
    since: date,
    until: date,
    today: date,
    kinds: Sequence[str] = (),
    actors: Sequence[str] = (),
    language: str = "en",
    known_at: KnownAt = None,
) -> Chart:
    """The entries of a period (by default of all kinds and actors) on a line, in the order of their days."""
    w = voice(language)
    said = asked(timeline, w, today, known_at)
    until = max(since, min(until, today))
    page = timeline.entries(
        kinds=kinds, actors=actors, since=since, until=until, limit=_MOST + 1, known_at=said.known_at
    )
    found = [_Found(*pair) for pair in zip(page.entries, page.matches, strict=True)][:_MOST]
    inside = sorted((one for one in found if not one.outside(since, until)), key=_Found.age)
    shown = _Shown(
        said=said,
        days=Days(since, until, _LEFT, RIGHT - 14),
        marks=_numbered(inside, figures=bool(kinds)),
        outside=tuple(sorted((one for one in found if one.outside(since, until)), key=_Found.age)),
        more=len(page.entries) > len(found),
    )
    title = w.say("What is recorded, by kind")
    alternative = _alternative(shown, title)
    return Chart(f"timeline-{since}-{until}", title, alternative, _drawn(shown, title, alternative))


def _numbered(found: Sequence[_Found], *, figures: bool) -> tuple[Mark, ...]:
    """The marks, the newest with a number; figures of prisoners only where they were asked for, as there are many."""
    named = [one for one in found if figures or one.entry.kind != "prisoner_count"][-_NAMED:]
    numbers = {one.entry.ref: number for number, one in enumerate(named, 1)}
    return tuple(Mark(one.entry, numbers.get(one.entry.ref), one.sure) for one in found)


def _title(shown: _Shown, entry: Entry) -> str:
    return plain(entry_title(entry, shown.said.timeline.register(), shown.said.w.language))


def _alternative(shown: _Shown, title: str) -> str:
    w = shown.said.w
    text = [f"{title}. {w.period(Period(start=shown.days.first, end=shown.days.last))}.", shown.said.as_of.say(w)]
    for kind, marks in _by_kind(shown):
        text += ["", f"{lane(kind, marks, shown.days).name(w)}:"]
        for mark in marks:
            doubt = "" if mark.sure else f" ({w.say('disputed, or may lie outside the period')})"
            number = f"{mark.number}. " if mark.number else "– "
            text.append(f"{number}{_told(shown, mark.entry)}{doubt} [{cited([mark.entry], w)}]")
    if not shown.marks:
        text += ["", w.say("Nothing is recorded for these days.")]
    if shown.outside:
        text += ["", f"{w.say('May lie outside the period, and not drawn')}:"]
        text += [f"– {_told(shown, one.entry)} [{cited([one.entry], w)}]" for one in shown.outside]
    return "\n".join([*text, *_notes(shown)])


def _told(shown: _Shown, entry: Entry) -> str:
    return f"{shown.said.w.day(entry.fact.when)}: {_title(shown, entry)}"


def _by_kind(shown: _Shown) -> list[tuple[Kind, list[Mark]]]:
    """The marks of each kind, the kinds in one order."""
    found = [(kind, [mark for mark in shown.marks if mark.entry.kind == kind]) for kind in COLOURS]
    return [(kind, marks) for kind, marks in found if marks]


def _lanes(shown: _Shown) -> list[Lane]:
    return [lane(kind, marks, shown.days) for kind, marks in _by_kind(shown)]


def _notes(shown: _Shown) -> list[str]:
    w, found = shown.said.w, []
    if len(shown.named) < len(shown.marks):
        # Translators: under a picture; numbers of prisoners are figures by counting bodies.
        found.append(
            w.say(
                "Listed: {named} of {all} entries, the newest; numbers of prisoners only where they are asked for.",
                named=len(shown.named),
                all=len(shown.marks),
            )
        )
    crowded = sum(line.crowded for line in _lanes(shown))
    if crowded:
        found.append(w.count("No room for {n} mark.", "No room for {n} marks.", crowded))
    if shown.outside:
        found.append(
            w.count(
                "Not drawn: {n} entry that may lie outside the period.",
                "Not drawn: {n} entries that may lie outside the period.",
                len(shown.outside),
            )
        )
    if shown.more:
        found.append(w.say("There are more; older ones are not drawn."))
    return found


def _drawn(shown: _Shown, title: str, alternative: str) -> str:
    w, sheet, days = shown.said.w, Sheet(), shown.days
    top = head(sheet, title, w.period(Period(start=days.first, end=days.last))) + 22
    lanes = _lanes(shown)
    bottom = top + (sum(lane.height for lane in lanes) or 60)
    below = days.draw(sheet, top, bottom, w)
    y = top
    for line in lanes:
        line.draw(sheet, y, w)
        y += line.height
    if not lanes:
        text = w.say("Nothing is recorded for these days.")
        sheet.text((LEFT + RIGHT) / 2, top + 36, text, size=17, colour=FADED, anchor="middle")
    sheet.line(LEFT, bottom, RIGHT, bottom, stroke="#999999")
    y = keys(sheet, below + 22, _keys(sheet, shown)) + 8
    for mark in shown.named:
        y = _entry(sheet, y, mark, shown)
    return sheet.svg(
        foot(sheet, y + 8, [mark.entry for mark in shown.marks], shown.said, _notes(shown)), title, alternative
    )


def _entry(sheet: Sheet, y: float, mark: Mark, shown: _Shown) -> float:
    """One entry below: its number, its day and its title in three lines at most; give where it ends."""
    when = shortened(plain(shown.said.w.day(mark.entry.fact.when)), 216, SMALLEST)
    sheet.text(LEFT + 26, y + 16, str(mark.number), bold=True, anchor="end", colour=COLOURS[_kind(mark.entry)])
    sheet.text(LEFT + 36, y + 16, when, colour=FADED)
    for line in lines(_title(shown, mark.entry), RIGHT - LEFT - 260, SMALLEST, 3):
        y += 20
        sheet.text(LEFT + 260, y - 4, line, room=RIGHT - LEFT - 260)
    return y + 5


def _kind(entry: Entry) -> Kind:
    return next(kind for kind in COLOURS if kind == entry.kind)


def _keys(sheet: Sheet, shown: _Shown) -> list[Key]:
    """What needs explaining, of what was drawn."""
    w = shown.said.w
    found: list[Key] = []
    if any(mark.entry.fact.when.precision != "day" for mark in shown.marks):
        found.append(
            (
                w.say("several days, or a day not known exactly"),
                lambda x, y: sheet.line(x, y, x + 40, y, stroke=INK, width=2),
            )
        )
    if any(not mark.sure for mark in shown.marks):
        found.append(
            (
                w.say("disputed, or may lie outside the period"),
                lambda x, y: sheet.rect(x + 8, y - 12, 24, 24, fill=PAPER, stroke=INK, dashed=True),
            )
        )
    return found

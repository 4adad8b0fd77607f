"""A chart: its drawing, and what it shows in words. Head, key and foot are the same on all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from bots.charts.drawing import FADED, INK, SMALLEST, WIDTH, plain, png
from bots.charts.lettering import lines, width
from bots.replies import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bots.charts.drawing import Sheet
    from timeline import Entry, Source, Timeline, Wording

KnownAt: TypeAlias = date | datetime | int | None

LEFT, RIGHT = 30, WIDTH - 30
_MOST_SOURCES = 6  # of one number, in words; the entries themselves have them all


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG, with its title and everything it shows in words. `name` has no ending yet."""

    name: str
    title: str
    alternative: str
    svg: str = field(repr=False)

    def png(self) -> bytes:
        """The picture in pixels. Raises `ModuleNotFoundError` where the extra `pictures` is not installed."""
        return png(self.svg)

    def picture(self) -> Picture:
        """The picture as a reply holds it."""
        return Picture(f"{self.name}.png", "image/png", self.png(), self.title, self.alternative)


@dataclass(frozen=True, slots=True)
class AsOf:
    """On which day, and from what was known when."""

    today: date
    known_at: KnownAt = None

    def say(self, w: Wording) -> str:
        """The line that stands in every picture."""
        match self.known_at:
            case None:
                return w.say("As of {day}", day=w.day(self.today))
            case datetime() | date() as moment:
                day = moment.date() if isinstance(moment, datetime) else moment
                return w.say("As of {day}, as known on {known}", day=w.day(self.today), known=w.day(day))
            case position:
                return w.say("As of {day}, as known after event {number}", day=w.day(self.today), number=position)


@dataclass(frozen=True, slots=True)
class Asked:
    """The timeline at one moment, in one language: what every part of a chart is made from."""

    timeline: Timeline
    w: Wording
    as_of: AsOf
    known_at: KnownAt

    def entry(self, ref: str) -> Entry:
        """One entry, as known then."""
        return self.timeline.entry(ref, known_at=self.known_at)

    def name(self, actor: str | None) -> str:
        """An actor's name; nobody's where it is not known who."""
        if actor is None:
            return self.w.say("who counted is not named")
        register = self.timeline.register()
        return self.w.name(register[actor]) if actor in register else actor


def asked(timeline: Timeline, w: Wording, today: date, known_at: KnownAt) -> Asked:
    """What a chart is asked from; what is recorded meanwhile has no part in it."""
    return Asked(timeline, w, AsOf(today, known_at), timeline.position() if known_at is None else known_at)


def head(sheet: Sheet, title: str, below: str) -> float:
    """The title and a line below it; give where they end."""
    y = 12.0
    for line in lines(plain(title), RIGHT - LEFT, 24, 2, bold=True):
        y += 30
        sheet.text(LEFT, y, line, size=24, bold=True, room=RIGHT - LEFT)
    sheet.text(LEFT, y + 26, below, size=17, colour=FADED, room=RIGHT - LEFT)
    return y + 36


Key: TypeAlias = "tuple[str, Callable[[float, float], None]]"
"""A text, and what draws the sample left of it (40 wide) around a place."""


def keys(sheet: Sheet, y: float, items: Sequence[Key]) -> float:
    """What marks and patterns mean, side by side as far as there is room; give where they end."""
    x: float = LEFT
    for text, sample in items:
        wide = min(width(text, SMALLEST), RIGHT - LEFT - 50)
        if x > LEFT and x + 50 + wide > RIGHT:
            x, y = LEFT, y + 27
        sample(x, y)
        sheet.text(x + 50, y + 5, text, room=RIGHT - LEFT - 50)
        x += 50 + wide + 26
    return y + 16 if items else y


def foot(sheet: Sheet, y: float, entries: Iterable[Entry], said: Asked, notes: Sequence[str] = ()) -> float:
    """Notes, the sources and the day; give where they end."""
    w, y = said.w, y + 6
    sheet.line(LEFT, y, RIGHT, y)
    for note in notes:
        for line in lines(plain(note), RIGHT - LEFT, SMALLEST, 3):
            y += 21
            sheet.text(LEFT, y, line, colour=FADED, room=RIGHT - LEFT)
    for line in _sources(publishers(entries, w), w):
        y += 21
        sheet.text(LEFT, y, line, colour=FADED, room=RIGHT - LEFT)
    y += 22
    sheet.text(LEFT, y, said.as_of.say(w), colour=INK, bold=True, room=RIGHT - LEFT)
    return y + 18


def publishers(entries: Iterable[Entry], w: Wording) -> list[str]:
    """Who published what the entries rest on, those of the most entries first."""
    counted: Counter[str] = Counter()
    for entry in entries:
        counted.update({_publisher(claim.source, w) for claim in entry.claims})
    return sorted(counted, key=lambda name: (-counted[name], name))


def _publisher(source: Source, w: Wording) -> str:
    """State media are called that."""
    if source.kind == "state_media":
        return w.say("{publisher} (state media)", publisher=source.publisher)
    return source.publisher


def _sources(names: Sequence[str], w: Wording) -> list[str]:
    """Two lines of names at most; how many more there are is said."""
    if not names:
        return []
    for shown in range(len(names), 0, -1):
        text = "; ".join(plain(name) for name in names[:shown])
        if shown < len(names):
            text = w.count(
                "Sources: {names} and {n} more", "Sources: {names} and {n} more", len(names) - shown, names=text
            )
        else:
            text = w.say("Sources: {names}", names=text)
        found = lines(text, RIGHT - LEFT, SMALLEST, 2)
        if shown == 1 or not found[-1].endswith("…"):
            return found
    return []


def cited(entries: Iterable[Entry], w: Wording) -> str:
    """Who says it and when, each once: "Viasna, 2 January 2026; Reuters"."""
    found: dict[str, None] = {}
    for claim in (claim for entry in entries for claim in entry.claims):
        name, published = _publisher(claim.source, w), claim.source.published
        found[f"{name}, {w.day(published)}" if published else name] = None
    shown = list(found)[:_MOST_SOURCES]
    more = len(found) - len(shown)
    text = "; ".join(shown)
    return w.count("{names} and {n} more", "{names} and {n} more", more, names=text) if more else text

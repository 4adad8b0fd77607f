"""How many were held, by whoever counted them, above how many were released: two panels, never two axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.charts.axis import Days
from bots.charts.chart import LEFT, Asked, Chart, asked, foot, head, keys
from bots.charts.drawing import FADED, Sheet
from bots.charts.held import held_panel
from bots.charts.releases import headed, released_panel, releases, step, tallied
from bots.charts.stocks import stocks, told
from bots.wording import voice
from timeline import Period

if TYPE_CHECKING:
    from datetime import date

    from bots.charts.chart import KnownAt
    from bots.charts.releases import Released
    from bots.charts.stocks import Body
    from timeline import Timeline

_LEFT, _RIGHT = 84, 742
_HELD, _RELEASED = 270, 160  # how high the panels are
_BODIES = 7  # that are drawn; of more, those with the most figures


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the chart shows."""

    said: Asked
    period: Period
    bodies: tuple[Body, ...]
    released: tuple[Released, ...]

    @property
    def drawn(self) -> tuple[Body, ...]:
        """The bodies that have room."""
        return self.bodies[:_BODIES]

    @property
    def days(self) -> Days:
        assert self.period.start is not None
        assert self.period.end is not None
        return Days(self.period.start, self.period.end, _LEFT, _RIGHT)


def prisoners_chart(
    timeline: Timeline,
    *,
    since: date,
    until: date,
    today: date,
    language: str = "en",
    known_at: KnownAt = None,
) -> Chart:
    """Prisoners over time by counting body, above releases by month, from `since` to `until` or to today."""
    w = voice(language)
    said = asked(timeline, w, today, known_at)
    period = Period(start=since, end=max(since, min(until, today)))
    shown = _Shown(said, period, stocks(said, period), releases(said, period))
    title = w.say("Political prisoners held, and people released")
    alternative = _alternative(shown, title)
    name = f"prisoners-{period.start}-{period.end}"
    return Chart(name, title, alternative, _drawn(shown, title, alternative))


def _alternative(shown: _Shown, title: str) -> str:
    w = shown.said.w
    nothing = w.say("Nothing is recorded for these days.")
    return "\n".join(
        [
            f"{title}. {w.period(shown.period)}.",
            shown.said.as_of.say(w),
            "",
            w.say("Held, by who counted"),
            *(list(told(shown.bodies, w)) or [nothing]),
            "",
            headed(step(shown.days), w),
            *(list(tallied(shown.released, w)) or [nothing]),
            *_notes(shown),
        ]
    )


def _notes(shown: _Shown) -> list[str]:
    """What the drawing cannot show."""
    w = shown.said.w
    found = []
    if any(len(body.stocks) for body in shown.bodies):
        found.append(w.say("Counts by different bodies follow different definitions; they are never added."))
    words = sum(stock.value is None for body in shown.drawn for stock in body.stocks)
    words += sum(len(body.stocks) for body in shown.bodies[_BODIES:])
    if words:
        found.append(w.count("In words only: {n} figure.", "In words only: {n} figures.", words))
    return found


def _drawn(shown: _Shown, title: str, alternative: str) -> str:
    w, sheet, days = shown.said.w, Sheet(), shown.days
    y = head(sheet, title, w.period(shown.period)) + 24
    sheet.text(LEFT, y, w.say("Held, by who counted"), size=17, bold=True)
    top, bottom = y + 34, y + 34 + _HELD
    below = days.draw(sheet, top, bottom, w)
    explained = held_panel(sheet, shown.drawn, days, (top, bottom), w)
    if not shown.bodies:
        _empty(sheet, (top + bottom) / 2, w.say("Nothing is recorded for these days."))
    y = below + 34
    sheet.text(LEFT, y, headed(step(days), w), size=17, bold=True)
    top, bottom = y + 34, y + 34 + _RELEASED
    below = days.draw(sheet, top, bottom, w)
    explained += released_panel(sheet, shown.released, days, (top, bottom), w)
    if not any(one.entries for one in shown.released):
        _empty(sheet, (top + bottom) / 2, w.say("Nothing is recorded for these days."))
    y = keys(sheet, below + 24, explained)
    entries = {stock.entry.ref: stock.entry for body in shown.bodies for stock in body.stocks}
    entries |= {entry.ref: entry for one in shown.released for entry in one.entries}
    y = foot(sheet, y, entries.values(), shown.said, _notes(shown))
    return sheet.svg(y, title, alternative)


def _empty(sheet: Sheet, y: float, text: str) -> None:
    sheet.text((_LEFT + _RIGHT) / 2, y, text, size=17, colour=FADED, anchor="middle")

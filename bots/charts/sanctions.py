"""Sanctions on one target over time: a row for each authority's programme, its states told by colour and by pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bots.charts.axis import Days
from bots.charts.chart import LEFT, RIGHT, Asked, Chart, asked, cited, foot, head, keys
from bots.charts.drawing import FADED, INK, PAPER, SMALLEST, Sheet, plain
from bots.charts.lettering import lines, width
from bots.charts.standing import Row, State, Stretch, beginning, rows
from bots.wording import voice
from timeline import Period, labels

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bots.charts.chart import Key, KnownAt
    from timeline import Entry, Timeline, Wording

_LEFT = 330
_BAR = 34
_LINE = 19
_STATES: tuple[State, ...] = (
    "in_force", "licensed", "eased", "suspended", "renewal_not_recorded", "lifted", "delisted", "expired",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the chart shows."""

    said: Asked
    target: str
    days: Days
    rows: tuple[Row, ...]

    @property
    def period(self) -> Period:
        return Period(start=self.days.first, end=self.days.last)

    @property
    def entries(self) -> list[Entry]:
        """What it rests on."""
        refs = dict.fromkeys(ref for row in self.rows for stretch in row.stretches for ref in stretch.entries)
        return [self.said.entry(ref) for ref in refs]


def sanctions_chart(
    timeline: Timeline,
    *,
    target: str,
    today: date,
    since: date | None = None,
    until: date | None = None,
    language: str = "en",
    known_at: KnownAt = None,
) -> Chart:
    """How sanctions on a target (an id or an exact name) stood, by default from the first act to today.

    Raises `UnknownActorError`, `AmbiguousNameError`.
    """
    w = voice(language)
    said = asked(timeline, w, today, known_at)
    actor = timeline.actor(target).id
    end = min(until or today, today)
    start = min(since or beginning(said, actor, end) or end, end)
    found = rows(said, actor, Period(start=start, end=end))
    shown = _Shown(said, actor, Days(start, end, _LEFT, RIGHT), found)
    title = w.say("Sanctions: {target}", target=said.name(actor))
    alternative = _alternative(shown, title)
    return Chart(f"sanctions-{actor}-{start}-{end}", title, alternative, _drawn(shown, title, alternative))


def _alternative(shown: _Shown, title: str) -> str:
    w = shown.said.w
    text = [f"{title}. {w.period(shown.period)}.", shown.said.as_of.say(w)]
    for row in shown.rows:
        text += ["", f"{_row_name(shown.said, row)}:"]
        for stretch in row.stretches:
            days = w.period(Period(start=stretch.first, end=stretch.last))
            sources = cited(map(shown.said.entry, stretch.entries), w)
            text.append(f"– {days}: {_state(stretch, w)} [{sources}]")
    if not shown.rows:
        text += ["", w.say("Nothing is recorded for these days.")]
    return "\n".join([*text, *_notes(shown)])


def _row_name(said: Asked, row: Row) -> str:
    programme = f" – {said.name(row.programme)}" if row.programme else ""
    return f"{said.name(row.authority)}{programme}"


def _state(stretch: Stretch, w: Wording) -> str:
    state = labels.sanctions_state(stretch.state, w)
    return state if stretch.sure else w.say("{state} (not certain)", state=state)


def _notes(shown: _Shown) -> list[str]:
    w = shown.said.w
    return [w.say("The target's own rows; what its sector, its owners or its country stand under is not drawn.")]


def _drawn(shown: _Shown, title: str, alternative: str) -> str:
    w, sheet, days = shown.said.w, Sheet(), shown.days
    top = head(sheet, title, w.period(shown.period)) + 22
    named = [_named(shown.said, row) for row in shown.rows]
    heights = [max(len(name) * _LINE + 16, _BAR + 20) for name in named]
    bottom = top + (sum(heights) or 60)
    below = days.draw(sheet, top, bottom, w)
    y = top
    for row, name, height in zip(shown.rows, named, heights, strict=True):
        sheet.line(LEFT, y, RIGHT, y)
        for number, (line, bold) in enumerate(name):
            sheet.text(
                LEFT,
                y + height / 2 - len(name) * _LINE / 2 + 15 + number * _LINE,
                line,
                bold=bold,
                colour=INK if bold else FADED,
                room=_LEFT - LEFT - 16,
            )
        # What is not certain may be a day: it is drawn last, so that nothing covers it.
        for stretch in sorted(row.stretches, key=lambda stretch: not stretch.sure):
            _stretch(sheet, stretch, days, y + (height - _BAR) / 2)
        y += height
    if not shown.rows:
        text = w.say("Nothing is recorded for these days.")
        sheet.text((_LEFT + RIGHT) / 2, top + 36, text, size=17, colour=FADED, anchor="middle")
    sheet.line(LEFT, bottom, RIGHT, bottom, stroke="#999999")
    y = keys(sheet, below + 22, _keys(sheet, shown, w))
    return sheet.svg(foot(sheet, y, shown.entries, shown.said, _notes(shown)), title, alternative)


def _named(said: Asked, row: Row) -> list[tuple[str, bool]]:
    """The row's name in lines, the authority in bold."""
    room = _LEFT - LEFT - 16
    found = [(line, True) for line in lines(plain(said.name(row.authority)), room, SMALLEST, 3, bold=True)]
    if row.programme:
        found += [(line, False) for line in lines(plain(said.name(row.programme)), room, SMALLEST, 3)]
    return found


def _stretch(sheet: Sheet, stretch: Stretch, days: Days, y: float) -> None:
    """Some days of one state; a dashed edge and a question mark where it is not certain."""
    left, right = days.x(stretch.first), days.after(stretch.last)
    right = max(right, left + (2 if stretch.sure else 7))
    _swatch(sheet, stretch.state, left, y, right - left, _BAR)
    if not stretch.sure:
        sheet.rect(left, y - 4, right - left, _BAR + 8, fill="none", stroke="#c00000", dashed=True)
    if not stretch.sure or stretch.state == "renewal_not_recorded":
        _badge(sheet, "?", left, right, y)


def _badge(sheet: Sheet, text: str, left: float, right: float, y: float) -> None:
    """A short text in the middle of a bar, on paper, where there is room."""
    wide = width(text, 17, bold=True) + 10
    if right - left > wide:
        middle = (left + right) / 2
        sheet.rect(middle - wide / 2, y + 6, wide, _BAR - 12, fill=PAPER)
        sheet.text(middle, y + _BAR / 2 + 6, text, size=17, bold=True, anchor="middle")


def _swatch(sheet: Sheet, state: State, x: float, y: float, wide: float, high: float) -> None:
    """The colour and pattern of a state: what is in force is dark, what has ended is light."""
    fill, edge, dashed = _look(sheet, state)
    sheet.rect(x, y, wide, high, fill=fill, stroke=edge, dashed=dashed)


def _look(sheet: Sheet, state: State) -> tuple[str, str, bool]:  # noqa: PLR0911  (one line a state)
    match state:
        case "in_force":
            return "#0072b2", "#0072b2", False
        case "licensed":
            dots = '<rect width="12" height="12" fill="#0072b2"/><circle cx="6" cy="6" r="3.2" fill="#ffffff"/>'
            return sheet.pattern("licensed", 12, dots), "#0072b2", False
        case "eased":
            return sheet.hatched("eased", "#0072b2", "#d6ebf7"), "#0072b2", False
        case "suspended":
            bars = '<rect width="10" height="10" fill="#ffffff"/><rect width="10" height="5" fill="#e69f00"/>'
            return sheet.pattern("suspended", 10, bars), "#a36f00", False
        case "renewal_not_recorded":
            return sheet.hatched("unsure", "#d55e00", "#fff3e6"), "#d55e00", True
        case "lifted":
            return "#ffffff", "#00694c", False
        case "delisted":
            ring = '<circle cx="7" cy="7" r="3.4" fill="#ffffff" stroke="#009e73" stroke-width="1.6"/>'
            paper = '<rect width="14" height="14" fill="#ffffff"/>'
            return sheet.pattern("delisted", 14, paper + ring), "#00694c", False
        case "expired":
            bars = '<rect width="8" height="8" fill="#ffffff"/><rect width="2.5" height="8" fill="#999999"/>'
            return sheet.pattern("expired", 8, bars), "#777777", False
        case unreachable:
            assert_never(unreachable)


def _keys(sheet: Sheet, shown: _Shown, w: Wording) -> list[Key]:
    """Every state that was drawn, in one order."""
    there = {stretch.state for row in shown.rows for stretch in row.stretches}
    found: list[Key] = [
        (labels.sanctions_state(state, w), _sample(sheet, state)) for state in _STATES if state in there
    ]
    if any(not stretch.sure for row in shown.rows for stretch in row.stretches):
        found.append(
            (
                w.say("not certain: another state is possible"),
                lambda x, y: sheet.rect(x, y - 9, 40, 18, fill="none", stroke="#c00000", dashed=True),
            )
        )
    return found


def _sample(sheet: Sheet, state: State) -> Callable[[float, float], None]:
    return lambda x, y: _swatch(sheet, state, x, y - 9, 40, 18)

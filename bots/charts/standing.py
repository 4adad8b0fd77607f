"""How sanctions on one target stood on each day: a row for each authority's programme, cut where anything changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from timeline import SanctionsChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.charts.chart import Asked
    from timeline import Entry, PartialDate, Period, SanctionedTarget

State: TypeAlias = Literal[
    "in_force", "licensed", "eased", "suspended", "lifted", "delisted", "expired", "renewal_not_recorded",
]  # fmt: skip

_MOST_DAYS = 400
"""Days on which something may have changed that are looked at; of more, the newest."""


class Stretch(NamedTuple):
    """Days in which nothing changed, both included, and the entries of the topmost layer that it rests on."""

    first: date
    last: date
    state: State
    sure: bool
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One authority's programme (None: of none) on the target, oldest first."""

    authority: str
    programme: str | None
    stretches: tuple[Stretch, ...]


def acts(said: Asked, target: str, until: date) -> tuple[Entry, ...]:
    """The acts on the target, and those that extend or end a programme it stands under, newest first."""
    found = {entry.ref: entry for entry in _naming(said, target, until)}
    programmes = {_act(entry).programme for entry in found.values() if target in _act(entry).targets} - {None}
    for programme in sorted(str(programme) for programme in programmes):
        found |= {entry.ref: entry for entry in _naming(said, programme, until)}
    return tuple(found.values())


def _naming(said: Asked, actor: str, until: date) -> tuple[Entry, ...]:
    page = said.timeline.entries(
        kinds="sanctions_change", actors=actor, until=until, limit=None, known_at=said.known_at
    )
    return page.entries


def _act(entry: Entry) -> SanctionsChange:
    assert isinstance(entry.fact, SanctionsChange)
    return entry.fact


def beginning(said: Asked, target: str, until: date) -> date | None:
    """The first day on which an act on the target may have begun."""
    days = [day for entry in acts(said, target, until) if target in _act(entry).targets for day in _days(entry)]
    return min(days, default=None)


def _days(entry: Entry) -> Iterator[date]:
    """The days on which the act may change how things stand: its own, and those of its beginning and end."""
    act = _act(entry)
    yield from _around(act.when)
    if act.effective:
        for when in (act.effective.start, act.effective.end):
            if when:
                yield from _around(when)


def _around(when: PartialDate) -> Iterator[date]:
    for day in (when.earliest, when.latest):
        if day:
            yield day
            if day < date.max:
                yield day + timedelta(days=1)


def rows(said: Asked, target: str, period: Period) -> tuple[Row, ...]:
    """Every row of the target in the period, the authorities and programmes in the order of their names."""
    assert period.start is not None
    assert period.end is not None
    changes = {day for entry in acts(said, target, period.end) for day in _days(entry) if day in period}
    days = [period.start, *sorted(changes - {period.start})[-_MOST_DAYS:]]
    found: dict[tuple[str, str | None], list[Stretch]] = {}
    for first, following in zip(days, [*days[1:], None], strict=True):
        last = following - timedelta(days=1) if following else period.end
        for row in said.timeline.sanctions(on=first, target=target, known_at=said.known_at).targets:
            if row.target == target:
                _add(found.setdefault((row.authority, row.programme), []), _stretch(row, first, last))
    made = [Row(authority, programme, tuple(cut)) for (authority, programme), cut in found.items()]
    return tuple(sorted(made, key=lambda row: (said.name(row.authority), row.programme or "")))


def _stretch(row: SanctionedTarget, first: date, last: date) -> Stretch:
    return Stretch(first, last, row.state, row.match == "certain", row.layers[0].entries)


def _add(before: list[Stretch], new: Stretch) -> None:
    """Go on with the last stretch where nothing changed."""
    old = before[-1] if before else None
    if old and (old.state, old.sure, old.last + timedelta(days=1)) == (new.state, new.sure, new.first):
        entries = tuple(dict.fromkeys((*old.entries, *new.entries)))
        before[-1] = old._replace(last=new.last, entries=entries)
    else:
        before.append(new)

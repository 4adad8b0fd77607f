"""The command that counts: freed, arrested, figures of counting bodies, net."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import note, print_fields, print_json, print_table, say
from timeline.cli.parameters import partial_date
from timeline.cli.reading import warn_of_unreadable
from timeline.cli.settings import current, opened
from timeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.dates import PartialDate, Period
    from timeline.projections.figures import Figure
    from timeline.projections.prisoners import Bounds, NamedPerson, Persons, Prisoners, Tally
    from timeline.register import Register
    from timeline.timeline import Timeline

_SHOWN = 6  # figures of counting bodies that people see; --json has all


@click.command(
    cls=Command,
    short_help="How many were freed and arrested, as bounds.",
    examples=[
        "timeline prisoners --since 2025-09 --until 2025-12-06",
        "timeline prisoners --since 2025 --until 2025 --persons",
        "timeline --json prisoners --since 2025-12 --known-at 2025-12-13",
    ],
)
@click.option("--since", type=partial_date, metavar="DATE", help="From the first day of this date.")
@click.option("--until", type=partial_date, metavar="DATE", help="Up to the last day of this date.")
@click.option("--persons", is_flag=True, help="The people who are named, each once, beside the totals.")
def prisoners(*, since: PartialDate | None, until: PartialDate | None, persons: bool) -> None:
    """Say how many people were freed and how many arrested in a period, and what counting bodies say.

    Numbers are sums of the recorded entries, as bounds. Counts by different bodies, and numbers of
    different kinds, are never added.
    """
    settings = current()
    with opened() as timeline:
        try:
            answer = timeline.prisoners(since=since, until=until, persons=persons, known_at=settings.known_at)
        except InputError as error:  # a period that ends before it starts
            raise click.UsageError(str(error)) from None
        register = timeline.register()
        citation = _citation(timeline, answer.period)
        warn_of_unreadable(timeline)
    if settings.json:
        told = answer.model_dump(mode="json", exclude=None if persons else {"persons"})
        print_json({"period": told.pop("period"), **told, "citation": citation})
    else:
        _print(answer, register, settings.language)
        say(f"Cite as: {citation}")
    if not (answer.freed.entries or answer.arrested.entries or answer.arrested.measures or answer.counts):
        if not settings.json:
            note("nothing is recorded for this period; see `timeline coverage` for what was looked for")
        raise click.exceptions.Exit(1)


def _citation(timeline: Timeline, period: Period) -> str | None:
    """What `timeline cite` gives the same numbers for again."""
    from timeline.query import Query  # noqa: PLC0415

    query = Query(kinds=("release", "arrest"), period=period, aggregate="balance")
    settings = current()
    return timeline.answer(query, language=settings.language, known_at=settings.known_at).citation


def _print(answer: Prisoners, register: Register, language: str) -> None:
    freed, arrested = answer.freed, answer.arrested
    rows = [("Freed", _tally(freed, "release"))]
    rows += [
        (f"  {population.replace('_', ' ')}", f"{span(bounds)} of those covered{_unsaid(bounds)}")
        for population, bounds in freed.populations.items()
    ]
    rows.append(("Arrested", _tally(arrested, "entry")))
    rows += [(f"  {measure}", _tally(tally, "entry")) for measure, tally in arrested.measures.items()]
    rows.append(("Net", _net(answer, register, language)))
    print_fields(f"Prisoners, {days(answer.period)}", rows)
    for heading, found in (("People held, at the end", answer.stocks), ("Figures of the period", answer.counts)):
        if found:
            say("")
            say(f"{heading} (by body and definition; never added)")
            print_table(("On", "Count", "By", "Basis", "Entry"), _figures(found[:_SHOWN], register, language))
            if len(found) > _SHOWN:
                say(f"and {len(found) - _SHOWN} more: see --json")
    if answer.persons:
        say("")
        print_fields("Named people, each once", _named(answer.persons, register, language))


def days(period: Period) -> str:
    """A period as people read it."""
    return f"{period.start or '…'} to {period.end or '…'}"


def span(bounds: Bounds) -> str:
    """Bounds in words: 14, 51–52, at least 18."""
    if bounds.upper is None:
        return f"at least {bounds.lower:,}" if bounds.lower else "an unknown number"
    return f"{bounds.lower:,}" if bounds.lower == bounds.upper else f"{bounds.lower:,}–{bounds.upper:,}"


def signed(lower: int | None, upper: int | None) -> str:
    """A change in words, with its sign."""
    if lower == upper and lower is not None:
        return f"{lower:+,}"
    if upper is None:
        return "an unknown number of" if lower is None else f"at least {lower:+,}"
    return f"at most {upper:+,}" if lower is None else f"{lower:+,} to {upper:+,}"


def _net(answer: Prisoners, register: Register, language: str) -> str:
    net = answer.net
    if net is None:
        return f"not computable\n{answer.why}"
    by = _name(net.counted_by, register, language)
    return f"{signed(net.lower, net.upper)} people held, by the count of {by}, {net.since} to {net.until}\n{answer.why}"


def _tally(tally: Tally, unit: str) -> str:
    entries = len(tally.entries)
    if not entries:
        return "nothing recorded"
    units = unit if entries == 1 else {"release": "releases", "entry": "entries"}[unit]
    lines = [f"{span(tally)}, by {entries} {units}"]
    if tally.possible:
        lines.append(f"only possibly in the period: {', '.join(tally.possible)}")
    if tally.unbounded:
        lines.append(f"bounds nothing: {', '.join(f'{one.quantity} ({one.entry})' for one in tally.unbounded)}")
    if tally.disputed:
        lines.append(f"disputed: {', '.join(tally.disputed)}")
    return "\n".join(lines)


def _unsaid(bounds: Bounds) -> str:
    number = len(bounds.unbounded)
    return f"; {number} {'release does' if number == 1 else 'releases do'} not say" if number else ""


def _figures(figures: Iterable[Figure], register: Register, language: str) -> list[Sequence[str]]:
    return [
        (
            f"{figure.on}{' (possibly)' if figure.match == 'possible' else ''}",
            str(figure.count),
            _name(figure.counted_by, register, language) if figure.counted_by else "not named",
            f"{figure.basis}, {figure.measure.replace('_', ' ')}{', disputed' if figure.disputed else ''}",
            figure.entry,
        )
        for figure in figures
    ]


def _named(persons: Persons, register: Register, language: str) -> list[tuple[str, str]]:
    groups = (
        ("Freed", persons.freed),
        ("Stayed or sent back", persons.stayed),
        ("Arrested", persons.arrested),
        ("Sentenced", persons.sentenced),
    )
    rows = [(label, _people(people, register, language)) for label, people in groups if people]
    if not persons.complete:
        rows.append(("", "Not every release names everybody: these are fewer than were freed."))
    return rows


def _people(people: Sequence[NamedPerson], register: Register, language: str) -> str:
    names = [
        _name(one.person, register, language) + (" (possibly)" if one.match == "possible" else "") for one in people
    ]
    return f"{len(people)}: {', '.join(names)}"


def _name(actor: str, register: Register, language: str) -> str:
    return register[actor].name(language) if actor in register else actor

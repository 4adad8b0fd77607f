"""Numbers in words: with their bounds, their dates, and who counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.answers.labels import basis, measure, name, population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.answers.answer import Count, Extent
    from timeline.answers.found import Found
    from timeline.projections.figures import Figure
    from timeline.projections.known import Known
    from timeline.projections.prisoners import Bounds, Prisoners
    from timeline.wording import Wording

_FIGURES = 5  # that stand beside the first
OLD = 45
"""Days from which an answer about now begins with the age of its figure (contracts, "ask")."""


def counted(found: Found, value: Count, known: Known, w: Wording) -> Iterator[str]:
    """How many."""
    people = w.bounds(value.lower, value.upper)
    kinds = set(found.query.kinds)
    if found.figures:
        yield from _old(found, w)
        yield _figure(found.figures[0], known, w)
        others = found.figures[1 : _FIGURES + 1]
        if others:
            yield w.say("Other figures, never to be added to it:")
            yield from (f"– {_figure(figure, known, w)}" for figure in others)
    elif kinds == {"release"}:
        yield w.say("Released: {people}", people=people)
    elif kinds == {"arrest"}:
        yield w.say("Detained or sentenced, as far as recorded here: {people}", people=people)
    else:
        yield w.say("Recorded here: {number}", number=people)


def _old(found: Found, w: Wording) -> Iterator[str]:
    """The age of the newest figure, where it is old; for the present only."""
    on = found.figures[0].on.latest
    if on is not None and found.query.as_of is not None:
        days = (found.query.as_of - on).days
        if days > OLD:
            yield w.count("The newest figure is {n} day old.", "The newest figure is {n} days old.", days)


def _figure(figure: Figure, known: Known, w: Wording) -> str:
    by = name(figure.counted_by, known.register, w) if figure.counted_by else w.say("no source says who counted")
    text = w.say(
        "{count} – {what}, {day} ({by})",
        count=w.quantity(figure.count),
        what=measure(figure.measure, w),
        day=w.day(figure.on),
        by=by,
    )
    if figure.basis != "stock":
        text = w.say("{figure}, {basis}", figure=text, basis=basis(figure.basis, w))
    return w.say("{figure} – disputed", figure=text) if figure.disputed else text


def count_notes(found: Found, value: Count, known: Known, w: Wording) -> Iterator[str]:
    """Of whom they were, and what makes the number uncertain."""
    for kind, extent in value.populations.items():
        yield w.say("Of these, {whom}: {people}", whom=population(kind, w), people=_extent(extent, w))
    if value.populations:
        yield w.say("These groups overlap and are never added up.")
    yield from _said_differently(found, known, w)
    if found.query.kinds == ("arrest",):
        yield w.say("Not every arrest is recorded: this is no total.")


def _said_differently(found: Found, known: Known, w: Wording) -> Iterator[str]:
    """What sources say side by side of the field that was asked for."""
    country = found.query.filters.nationality
    if country is None:
        return
    scope = f"nationalities.{country}"
    for entry in found.entries:
        for claim in entry.claims:
            if claim.scope == scope and claim.value is not None:
                who = name(claim.asserted_by, known.register, w) if claim.asserted_by else claim.source.publisher
                yield w.say("{who} says: {value}", who=who, value=_value(claim.value, w))


def _value(value: object, w: Wording) -> str:
    from timeline.quantities import Quantity  # noqa: PLC0415

    return w.quantity(Quantity.model_validate(value)) if isinstance(value, int | dict) else str(value)


def _extent(extent: Extent | Bounds, w: Wording) -> str:
    return w.bounds(extent.lower, extent.upper)


def balance(value: Prisoners, known: Known, w: Wording) -> Iterator[str]:
    """Both sides, and the change of one body's number where there is one."""
    yield w.say("Released: {people}", people=_extent(value.freed, w))
    yield w.say("Detained, as far as recorded here: {people}", people=_extent(value.arrested, w))
    if value.net is None:
        yield w.say("A balance cannot be computed: no body gives two numbers of people held in this period.")
        return
    yield w.say(
        "Held, by {by}: change from {since} to {until}: {change}",
        by=name(value.net.counted_by, known.register, w),
        since=w.day(value.net.since),
        until=w.day(value.net.until),
        change=_change(value.net.lower, value.net.upper, w),
    )


def _change(lower: int | None, upper: int | None, w: Wording) -> str:
    def signed(number: int) -> str:
        return f"{'+' if number > 0 else '−' if number < 0 else ''}{w.number(abs(number))}"

    if lower is not None and lower == upper:
        return signed(lower)
    low = signed(lower) if lower is not None else "…"
    high = signed(upper) if upper is not None else "…"
    return w.say("{lower} to {upper}", lower=low, upper=high)


def balance_notes(value: Prisoners, known: Known, w: Wording) -> Iterator[str]:
    """Why no side is a total, and the figures beside them."""
    yield w.say("Arrests less releases is no balance: neither is recorded in full.")
    held = [figure for figure in value.counts if figure.basis == "stock" and figure.match == "certain"]
    for figure in held[:_FIGURES]:
        yield _figure(figure, known, w)

"""The commands that read all but entries: actors, schema, stats, follow."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import note, print_fields, print_json, print_table, say
from timeline.cli.settings import current, opened
from timeline.facts import KINDS

if TYPE_CHECKING:
    from pydantic import BaseModel

    from timeline.projections.coverage import Coverage
    from timeline.register import Actor, Register


@click.command(
    cls=Command,
    short_help="The register: people, bodies, offices, places.",
    examples=["timeline actors", "timeline actors лукашэнк", "timeline --json actors ofac"],
)
@click.argument("text", required=False)
def actors(text: str | None) -> None:
    """List the register: people, organisations, offices, places, with their ids.

    TEXT is part of an id or of a name in any of the languages. A single actor is shown whole.
    """
    from timeline.register import fold  # noqa: PLC0415

    settings = current()
    with opened() as timeline:
        register = timeline.register()
    exact = register.named(text) if text else ()
    wanted = fold(text) if text else ""
    found = [
        actor
        for actor in register
        if wanted in actor.id
        or wanted.replace(" ", "_") in actor.id
        or any(wanted in fold(name.text) for name in actor.names)
    ]
    found.sort(key=lambda actor: actor not in exact)
    if settings.json:
        from timeline.cli.shapes import actor_shape  # noqa: PLC0415

        print_json({"actors": [actor_shape(actor, settings.language) for actor in found]})
    elif len(found) == 1:
        _print_actor(found[0], register, settings.language)
    elif found:
        print_table(("Id", "Type", "Name"), [(actor.id, actor.type, actor.name(settings.language)) for actor in found])
    if not found:
        if not settings.json:
            near = " or ".join(register.near(text or ""))
            note(f"no actor has {text!r} in an id or name{f'; did you mean {near}?' if near else ''}")
        raise click.exceptions.Exit(1)


def _print_actor(actor: Actor, register: Register, language: str) -> None:
    rows = [("Id", actor.id), ("Type", actor.type)]
    names: dict[str, list[str]] = {}
    for name in actor.names:
        if name.kind != "inflected":
            names.setdefault(name.lang, []).append(name.text)
    rows += [(f"Names ({lang})", ", ".join(texts)) for lang, texts in names.items()]
    for relation in actor.relations:
        other = register[relation.to].name(language) if relation.to in register else relation.to
        span = f" ({relation.since or ''} – {relation.until or ''})" if relation.since or relation.until else ""
        rows.append((relation.kind.replace("_", " ").capitalize(), f"{other}{span}"))
    for role in actor.roles:
        text = role.text.get(language) or role.text.get("en") or next(iter(role.text.values()), "")
        span = f" ({role.since or ''} – {role.until or ''})" if role.since or role.until else ""
        rows.append(("Role", f"{text}{span}"))
    rows += [(key, value) for key, value in actor.external_ids.items()]
    print_fields(actor.name(language), rows)


@click.command(
    cls=Command,
    short_help="The JSON Schema of a kind of fact.",
    examples=["timeline schema release", "timeline schema claim"],
)
@click.argument("kind", type=click.Choice([*KINDS, "claim", "actor"]), metavar="KIND")
def schema(kind: str) -> None:
    """Print the JSON Schema of a KIND of fact, of a claim or of an actor.

    Kinds: call, meeting, release, arrest, person_status, prisoner_count, appointment,
    sanctions_change, negotiation, statement, incident; claim; actor.
    """
    import json  # noqa: PLC0415

    from timeline.claims import Claim  # noqa: PLC0415
    from timeline.register import Actor  # noqa: PLC0415

    shape: type[BaseModel] = Claim if kind == "claim" else Actor if kind == "actor" else KINDS[kind]
    printed = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | shape.model_json_schema()
    if current().json:
        print_json(printed)
    else:
        say(json.dumps(printed, ensure_ascii=False, indent=2))


@click.command(
    cls=Command,
    short_help="How much there is, and what cannot be read.",
    examples=["timeline stats", "timeline stats --json"],
)
def stats() -> None:
    """Say how much there is: events, entries by kind and status, how old the newest are, and what cannot be read."""
    settings = current()
    with opened() as timeline:
        census = timeline.known(settings.known_at).census()
        lost = timeline.unreadable()
        position, number = timeline.extent(settings.known_at)
        store = timeline.log.url
        told = timeline.coverage(known_at=settings.known_at)
    kinds, statuses = Counter[str](), Counter[str]()
    for (kind, status), count in census.items():
        kinds[kind] += count
        statuses[status] += count
    if settings.json:
        print_json(
            {
                "position": position,
                "entries": kinds.total(),
                "coverage": told.model_dump(mode="json"),
                "kinds": {kind: kinds[kind] for kind in KINDS},
                "statuses": {status: statuses[status] for status in ("standing", "disputed", "retracted", "merged")},
                "actors": number,
                "unreadable": [{"position": item.position, "ref": item.stream, "why": item.why} for item in lost],
            }
        )
        return
    rows = [
        ("Store", store),
        ("Position", f"{position:,}"),
        ("Actors", f"{number:,}"),
        ("Entries", f"{kinds.total():,}"),
        *((f"  {kind.replace('_', ' ')}", f"{count:,}") for kind, count in kinds.most_common()),
        *((status.capitalize(), f"{count:,}") for status, count in statuses.most_common()),
        ("Reviewed", f"up to {told.reviewed_until}" if told.reviewed_until else "by nobody who says so"),
        *_ages(told),
        *(("Unreadable", f"position {item.position} ({item.stream}): {item.why}") for item in lost),
    ]
    print_fields("", rows)


def _ages(told: Coverage) -> list[tuple[str, str]]:
    """How old the newest entry of each kind is; `timeline coverage` tells more."""
    from timeline.cli.coverage import age  # noqa: PLC0415

    return [
        (f"  newest {latest.kind.replace('_', ' ')}", f"{latest.on}, {age(latest.age)} days old")
        for latest in told.newest
        if latest.entry
    ]


@click.command(
    cls=Command,
    short_help="Print events as they are recorded.",
    examples=["timeline follow --after 0 --limit 3", "timeline --json follow --after 0 --limit 3"],
)
@click.option(
    "--after", type=click.IntRange(min=0), metavar="POSITION", help="Begin after this position; else from now on."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after so many events; else never.")
def follow(*, after: int | None, limit: int | None) -> None:
    """Print every event as it is recorded, by whichever process, a line each, without end.

    With --json the lines are event lines.
    """
    if current().known_at is not None:
        raise click.UsageError("--known-at is for what was known; `follow` waits for what comes (see its --after)")
    from timeline.cli.following import print_events  # noqa: PLC0415  (the only one that waits)

    with opened() as timeline:
        print_events(timeline, after, limit, as_json=current().json)

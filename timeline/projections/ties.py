"""What belongs to what, kept with the read model; entries are marked anew where that changes.

Entries carry marks for all that their actors belong to, so that a question about the whole costs
no more than one about a part. When the register changes, the entries that name the actors
concerned get other marks, whenever they were recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events import ActorRecorded, Corrected, Recorded
from timeline.projections.actors import folded
from timeline.projections.marks import NAMES, Ties, face
from timeline.projections.schema import entry_of, events_of
from timeline.register import Actor, Register

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from timeline.events import Envelope, Shapes
    from timeline.facts import Fact


class TooManyError(Exception):
    """So many entries would have to be marked anew that loading everything is faster."""


def tied(connection: sqlite3.Connection, news: Sequence[Envelope], before: Ties) -> Ties:
    """The ties after these events of the register, which are kept."""
    stored = connection.execute("SELECT actor FROM actor ORDER BY number").fetchall()
    actors = {actor.id: actor for actor in (Actor.model_validate_json(text) for (text,) in stored)}
    register = Register(folded(news, actors).values())
    after = Ties({actor.id: register.above(actor.id) for actor in register})
    told = {item.event.actor.id for item in news if isinstance(item.event, ActorRecorded)}
    connection.executemany(
        "INSERT OR REPLACE INTO actor VALUES (?, ?, ?, ?)",
        [
            (key, register[key].number, " ".join(sorted(after.above[key])), _stored(register[key]))
            for key in sorted(told | _moved(before, after))
        ],
    )
    connection.execute("UPDATE state SET actors = ?", (news[-1].position,))
    return after


def mark_anew(connection: sqlite3.Connection, shapes: Shapes, before: Ties, after: Ties, most: int) -> None:
    """Rewrite the marks of the faces that name actors whose ties changed. Raises `TooManyError` for over `most`."""
    keys: set[int] = set()
    for actor in sorted(_moved(before, after)):
        found = connection.execute("SELECT rowid FROM mark WHERE mark MATCH ?", (f'"{NAMES}{actor}"',))
        keys.update(key for (key,) in found)
        if len(keys) > most:
            raise TooManyError
    facts = [(key, fact) for key in sorted(keys) if (fact := _fact_of(connection, shapes, key)) is not None]
    # All of one, then all of the other: the index wants rising keys.
    connection.executemany(
        "INSERT INTO mark (mark, rowid, text) VALUES ('delete', ?, ?)",
        [(key, face(fact, before).text) for key, fact in facts],
    )
    connection.executemany(
        "INSERT INTO mark (rowid, text) VALUES (?, ?)", [(key, face(fact, after).text) for key, fact in facts]
    )


def _moved(before: Ties, after: Ties) -> set[str]:
    return {actor for actor, wholes in after.above.items() if before.above.get(actor) != wholes}


def _stored(actor: Actor) -> str:
    return actor.model_dump_json(exclude_none=True)


def _fact_of(connection: sqlite3.Connection, shapes: Shapes, key: int) -> Fact | None:
    """The fact that a key was made for; None where its entry is lost."""
    row = connection.execute(
        "SELECT topic, state FROM event WHERE id BETWEEN ? AND ? AND position ="
        " (SELECT min(from_position) FROM face WHERE key = ?)",
        (*events_of(entry_of(key)), key),
    ).fetchone()
    if row is None:
        return None
    event = shapes.read(*row)
    assert isinstance(event, Recorded | Corrected)
    return event.fact

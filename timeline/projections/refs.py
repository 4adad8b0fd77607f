"""Refs that look like one that does not exist: found beside it in their order, never among all of them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from timeline.projections.schema import VERSION_BITS

if TYPE_CHECKING:
    import sqlite3

    from timeline.projections.zones import Moment
    from timeline.texts import Ref

_BESIDE = 60  # refs on either side that are looked at
_WORDS = 200  # first words of refs that are told apart

# From each first word of a ref to the next, past all refs between.
_FIRST_WORDS = (
    "WITH RECURSIVE each (ref) AS (SELECT min(ref) FROM entry UNION ALL SELECT (SELECT min(ref) FROM entry"
    " WHERE ref > substr(each.ref, 1, instr(each.ref || '-', '-') - 1) || '.') FROM each WHERE ref IS NOT NULL"
    f" LIMIT {_WORDS}) SELECT substr(ref, 1, instr(ref || '-', '-') - 1) FROM each WHERE ref IS NOT NULL"
)
_REFS = (
    f"SELECT entry.ref FROM entry CROSS JOIN event ON event.id = entry.id << {VERSION_BITS} | 1"
    " WHERE entry.ref {} ? AND entry.version > 0 AND position <= ? AND recorded_us < ? ORDER BY entry.ref {} LIMIT ?"
)


def near(connection: sqlite3.Connection, ref: str, known: Moment) -> tuple[Ref, ...]:
    """Up to three refs of entries that were known and look like this text, the likest first."""
    first, dash, rest = ref.partition("-")
    words = [word for (word,) in connection.execute(_FIRST_WORDS)]
    found: dict[str, None] = {}
    for word in dict.fromkeys([first, *get_close_matches(first, words, n=3, cutoff=0.5)]):
        for side, order in (("<", "DESC"), (">=", "ASC")):
            asked = (word + dash + rest, *known, _BESIDE)
            found |= {other: None for (other,) in connection.execute(_REFS.format(side, order), asked)}
    return tuple(get_close_matches(ref, found, n=3, cutoff=0.6))

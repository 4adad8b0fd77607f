"""The tables of a read model, the keys of its rows, and the shape of the code that fills it."""

from __future__ import annotations

import hashlib
import pkgutil
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import pydantic

if TYPE_CHECKING:
    import sqlite3

    from timeline.events import Shapes

APPLICATION_ID = 0x544C5631  # "TLV1": marks the file as a timeline's read model
LAYOUT = 2
OPEN = (1 << 63) - 1
"""The end of what still stands."""
END = 1 << 62
"""A position, or a time, behind every other."""
LAST_KEY = OPEN
"""A key behind every other."""

ENTRY_BITS, FACE_BITS, VERSION_BITS = 28, 13, 20
MOST_ENTRIES, MOST_FACES, MOST_VERSIONS = 1 << ENTRY_BITS, 1 << FACE_BITS, 1 << VERSION_BITS
DAY_SHIFT = ENTRY_BITS + FACE_BITS
DAY_US = 86_400_000_000
ZONE_SHIFT = 5
"""A zone of level 1 has that many days, as a power of two."""
SEEN_SHIFT = 6

TABLES = (
    # One row. `actors` is the position of the last event of the register in it.
    (
        "CREATE TABLE state (position INTEGER NOT NULL, event_id BLOB, recorded_us INTEGER NOT NULL,"
        " actors INTEGER NOT NULL, entries INTEGER NOT NULL, spread INTEGER NOT NULL, beginless INTEGER NOT NULL)"
    ),
    "INSERT INTO state VALUES (0, NULL, 0, 0, 0, 0, 0)",
    # `version` 0: it cannot be read. `face` is the key under which it is found now.
    (
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, number INTEGER NOT NULL,"
        " version INTEGER NOT NULL, face INTEGER NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL,"
        " disputed INTEGER NOT NULL)"
    ),
    # The events of an entry lie together: id = entry << 20 | version. The first of them also has the ref.
    (
        "CREATE TABLE event (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, recorded_us INTEGER NOT NULL,"
        " ref TEXT, topic TEXT NOT NULL, state BLOB NOT NULL)"
    ),
    # From when to when an entry was found under a key, of which kind it was and how it stood then (`standing`);
    # `gone`: retracted or merged away.
    (
        "CREATE TABLE face (key INTEGER NOT NULL, from_position INTEGER NOT NULL, from_us INTEGER NOT NULL,"
        " to_position INTEGER NOT NULL, to_us INTEGER NOT NULL, gone INTEGER NOT NULL, latest INTEGER NOT NULL,"
        " kind INTEGER NOT NULL, status INTEGER NOT NULL, PRIMARY KEY (key, from_position)) WITHOUT ROWID"
    ),
    # Words and marks by key; no text is kept. The tokeniser leaves what `words` made as it is.
    (
        "CREATE VIRTUAL TABLE mark USING fts5 (text, content='', columnsize=0, detail=none, prefix='3 4',"
        " tokenize=\"ascii tokenchars '_'\")"
    ),
    # Small pages: a list of keys is entered in its middle, and a page is read whole.
    "INSERT INTO mark (mark, rank) VALUES ('pgsz', 1000)",
    "CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID",
    # The first position and time at which anything stood on a day (level 0), in 32 days (level 1).
    (
        "CREATE TABLE zone (level INTEGER NOT NULL, bucket INTEGER NOT NULL, position INTEGER NOT NULL,"
        " recorded_us INTEGER NOT NULL, PRIMARY KEY (level, bucket)) WITHOUT ROWID"
    ),
    # What entries of some kinds (appointments, sanctions, what is counted) are answered from, and from when to
    # when it was known so.
    (
        "CREATE TABLE gist (entry INTEGER NOT NULL, from_position INTEGER NOT NULL, from_us INTEGER NOT NULL,"
        " to_position INTEGER NOT NULL, to_us INTEGER NOT NULL, gone INTEGER NOT NULL, state TEXT NOT NULL,"
        " PRIMARY KEY (entry, from_position)) WITHOUT ROWID"
    ),
    # Where gists are looked for. An entry stays wherever it ever was: what it says at a moment is in its gist.
    # `ahead`: its day is known only in part, or it was told before it.
    (
        "CREATE TABLE step (office TEXT NOT NULL, ahead INTEGER NOT NULL, last INTEGER NOT NULL,"
        " first INTEGER NOT NULL, entry INTEGER NOT NULL, told INTEGER NOT NULL,"
        " PRIMARY KEY (office, ahead, last, first, entry, told)) WITHOUT ROWID"
    ),
    "CREATE TABLE career (person TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (person, entry)) WITHOUT ROWID",
    # `scheme`: a programme, or an authority's acts without one; `binds`: it extends, or records an expiry.
    (
        "CREATE TABLE aim (target TEXT NOT NULL, scheme TEXT NOT NULL, binds INTEGER NOT NULL, last INTEGER NOT NULL,"
        " first INTEGER NOT NULL, entry INTEGER NOT NULL, told INTEGER NOT NULL,"
        " PRIMARY KEY (target, scheme, binds, last, first, entry, told)) WITHOUT ROWID"
    ),
    # Acts by the day on which they were certainly made at the earliest.
    (
        "CREATE TABLE life (scheme TEXT NOT NULL, day INTEGER NOT NULL, entry INTEGER NOT NULL,"
        " PRIMARY KEY (scheme, day, entry)) WITHOUT ROWID"
    ),
    # On which days (level 0), or in which 64 of them (level 1), anything was recorded of a scheme: the first
    # position and time, and whatever came later by position with an earlier time.
    (
        "CREATE TABLE seen (scheme TEXT NOT NULL, level INTEGER NOT NULL, bucket INTEGER NOT NULL,"
        " position INTEGER NOT NULL, recorded_us INTEGER NOT NULL,"
        " PRIMARY KEY (scheme, level, bucket, position)) WITHOUT ROWID"
    ),
    # Releases, arrests and figures by their first and last possible day; `reach`: how far those lie apart.
    (
        "CREATE TABLE tally (kind TEXT NOT NULL, reach INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
        " entry INTEGER NOT NULL, PRIMARY KEY (kind, reach, first, last, entry)) WITHOUT ROWID"
    ),
    # Figures that are ranked by their days: those of one series that are equally sure and reach as far.
    (
        "CREATE TABLE drawer (basis TEXT NOT NULL, measure TEXT NOT NULL, counted_by TEXT NOT NULL,"
        " definition TEXT NOT NULL, sure INTEGER NOT NULL, reach INTEGER NOT NULL, id INTEGER NOT NULL,"
        " PRIMARY KEY (basis, measure, counted_by, definition, sure, reach)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE figure (drawer INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL,"
        " entry INTEGER NOT NULL, PRIMARY KEY (drawer, high, low, entry)) WITHOUT ROWID"
    ),
    # What entries were ever tied to, or merged into; whether that still holds, the entry says.
    (
        "CREATE TABLE tie (target TEXT NOT NULL, kind TEXT NOT NULL, entry INTEGER NOT NULL,"
        " PRIMARY KEY (target, kind, entry)) WITHOUT ROWID"
    ),
    # On each day (UTC) of recording the first and last position.
    ("CREATE TABLE recorded (day INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)"),
    # `wholes`: the ids of all that an actor belongs to, itself too, with blanks between.
    "CREATE TABLE actor (id TEXT PRIMARY KEY, number INTEGER, wholes TEXT NOT NULL, actor TEXT NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE unreadable (stream TEXT PRIMARY KEY, position INTEGER NOT NULL, version INTEGER NOT NULL,"
        " why TEXT NOT NULL, newer INTEGER NOT NULL) WITHOUT ROWID"
    ),
    f"PRAGMA application_id={APPLICATION_ID}",
    f"PRAGMA user_version={LAYOUT}",
)
INDEXES = (
    "CREATE UNIQUE INDEX entry_ref ON entry (ref)",
    "CREATE INDEX entry_number ON entry (number)",
    "CREATE INDEX tie_entry ON tie (entry)",
)

_SOURCES = (
    "claims", "dates", "entry", "errors", "events", "facts", "frozen", "mappings", "phrases", "quantities", "refusals",
    "register", "texts", "log/mapper", "projections/actors", "projections/count_gists",
    "projections/count_rows", "projections/counting", "projections/every_gist", "projections/gist_rows",
    "projections/gists", "projections/loading", "projections/marks", "projections/pending", "projections/projector",
    "projections/schema", "projections/series", "projections/standing", "projections/ties", "projections/words",
)  # fmt: skip


def create(connection: sqlite3.Connection, *, indexes: bool = True) -> None:
    """Make the tables of an empty read model; a bulk load makes the indexes last."""
    for statement in TABLES + (INDEXES if indexes else ()):
        connection.execute(statement)


def key_of(day: int, entry: int, face: int) -> int:
    """The key of an entry's face: keys are ordered as entries are listed, by day and number."""
    return day << DAY_SHIFT | entry << FACE_BITS | face


def entry_of(key: int) -> int:
    """The entry of a key."""
    return key >> FACE_BITS & MOST_ENTRIES - 1


def events_of(entry: int) -> tuple[int, int]:
    """The first and last id that events of an entry can have."""
    return entry << VERSION_BITS, (entry << VERSION_BITS) + MOST_VERSIONS - 1


@cache
def shape(shapes: Shapes) -> str:
    """Twelve hex digits that change with anything that a read model's content depends on.

    That is the code itself, to the letter: a rebuild costs seconds, a forgotten number costs trust.
    """
    digest = hashlib.sha256(f"{pydantic.VERSION} {unicodedata.unidata_version} {shapes.topics()}".encode())
    for source in _SOURCES:
        digest.update(pkgutil.get_data("timeline", f"{source}.py") or b"")
    return digest.hexdigest()[:12]

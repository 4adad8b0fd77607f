"""What an answer rests on, as one short number: a hash over the stored bytes of its entries' events.

It changes with any bit of any of them, and not with what is recorded later (contracts §7, `citation`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.log import Log
    from timeline.texts import Ref

DIGITS = 16
"""Hex digits of a proof."""
_MANY = 2_000  # entries from which the log is read in order, page by page, so that memory stays the same


def proof(log: Log, refs: Iterable[Ref], position: int) -> str:
    """The first 16 hex digits of SHA-256 over the bytes of all events of these entries up to a position, in order.

    Each entry counts once, in whichever order they are given; refs of which nothing was stored by
    then add nothing. The bytes are those of the log itself, readable or not.
    """
    digest = sha256()
    for state in _states(log, frozenset(refs), position):
        # A damaged file may hold a text or a number where bytes were written.
        digest.update(state if isinstance(state, bytes) else str(state).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:DIGITS]


def _states(log: Log, refs: frozenset[Ref], position: int) -> Iterator[object]:
    if len(refs) <= _MANY:
        for row in log.recorder.of(sorted(refs)) if refs else ():
            if row[0] <= position:
                yield row[4]
        return
    for rows in log.pages(0, position):
        for row in rows:
            if row[1] in refs:
                yield row[4]

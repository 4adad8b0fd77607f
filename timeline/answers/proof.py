"""What an answer rests on, as one short number: the stored bytes of all its events."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from timeline.answers.citation import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.log import Log


def proof(log: Log, refs: Iterable[str], position: int) -> str:
    """The first 16 hex digits of SHA-256 over the stored bytes of these entries' events up to a position, in order.

    The rule is that of the contracts ("ask", `citation`): whoever has the log can reckon it again.
    """
    digest = hashlib.sha256()
    for row in log.recorder.of(sorted(set(refs))):
        if row[0] <= position:
            digest.update(row[4])
    return digest.hexdigest()[:DIGITS]

"""Citations: an answer that anybody can have again later, and see whether it still rests on the same.

`position@hash@query` (contracts, "ask"): where the log stood, the first 16 hex digits of SHA-256
over the stored bytes of all events of the answer's entries up to there, and the question itself.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Self

from timeline.errors import InputError
from timeline.frozen import Frozen
from timeline.projections.proof import DIGITS
from timeline.query import Query
from timeline.texts import Language

if TYPE_CHECKING:
    from pydantic import JsonValue

_TOKEN = re.compile(rf"(?P<position>[0-9]{{1,15}})@(?P<proof>[0-9a-f]{{{DIGITS}}})@(?P<query>[A-Za-z0-9_-]+)")
_LONGEST = 4_000  # letters of a token, and bytes of what is packed into it


class Citation(NamedTuple):
    """A citation, taken apart."""

    position: int
    proof: str
    query: Query
    today: date
    language: str

    def __str__(self) -> str:
        """The token."""
        said: dict[str, JsonValue] = {**self.query.to_json(), "today": str(self.today), "language": self.language}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        packed = base64.urlsafe_b64encode(_deflated(text.encode())).rstrip(b"=").decode()
        return f"{self.position}@{self.proof}@{packed}"

    @classmethod
    def read(cls, token: str) -> Self:
        """A token, taken apart. Raises `InputError` for what is none."""
        found = _TOKEN.fullmatch(token.strip()) if len(token) <= _LONGEST else None
        said = _said(found["query"]) if found else None
        if found is None or said is None:
            raise InputError(
                "is no citation", field="token", remedy="copy it whole: position@hash@query, as the answer gave it"
            )
        return cls(int(found["position"]), found["proof"], said.query, said.today, said.language)


class _Said(Frozen):
    """What is packed into a token."""

    query: Query
    today: date
    language: Language


def _said(packed: str) -> _Said | None:
    try:
        said = json.loads(_inflated(base64.b64decode(packed + "=" * (-len(packed) % 4), b"-_", validate=True)))
        return _Said(today=said.pop("today"), language=said.pop("language"), query=said)
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error, RecursionError):
        return None


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _inflated(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(-15)
    found = unpacker.decompress(data, _LONGEST)  # a bomb is no citation
    if unpacker.unconsumed_tail or unpacker.unused_data or not unpacker.eof:
        raise ValueError("is cut off, or too long")
    return found

"""What a conversation goes on with: its last queries and numbers, ten minutes long, in memory alone.

No text of a question is kept, and no name: conversations are told apart by an opaque key that the
platform makes, and only the newest of them are remembered at all.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from bots.buttons import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline import Query

SECONDS = 600.0
CONVERSATIONS = 10_000
_QUERIES = 12


class Remembered(NamedTuple):
    """A query that was answered, and in which language."""

    query: Query
    language: str


@dataclass(slots=True)
class _Conversation:
    until: float
    queries: OrderedDict[str, Remembered] = field(default_factory=OrderedDict)
    presses: Mapping[int, str] = field(default_factory=dict)


class Memory:
    """The last queries of each conversation. `now` is in seconds, of a clock that never goes back.

    Usable from several threads.
    """

    def __init__(self, *, seconds: float = SECONDS, conversations: int = CONVERSATIONS) -> None:
        self._seconds = seconds
        self._most = conversations
        self._kept: OrderedDict[str, _Conversation] = OrderedDict()  # the one that was touched last comes last
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def answered(self, key: str, queries: Iterable[Query], language: str, now: float) -> None:
        """Remember what was answered or offered; the last of the queries is the one to go on with.

        Conversations without a key are never remembered.
        """
        with self._lock:
            conversation = self._touched(key, now)
            if conversation is None:
                return
            for query in queries:
                mark = fingerprint(query)
                conversation.queries[mark] = Remembered(query, language)
                conversation.queries.move_to_end(mark)
            while len(conversation.queries) > _QUERIES:
                conversation.queries.popitem(last=False)

    def offered(self, key: str, presses: Mapping[int, str], now: float) -> None:
        """Remember what the numbers of the last reply ask for."""
        with self._lock:
            conversation = self._touched(key, now)
            if conversation is not None:
                conversation.presses = presses

    def last(self, key: str, now: float) -> Remembered | None:
        """What was answered last."""
        with self._lock:
            conversation = self._found(key, now)
            return next(reversed(conversation.queries.values()), None) if conversation else None

    def query(self, key: str, mark: str, now: float) -> Remembered | None:
        """The query of a fingerprint."""
        with self._lock:
            conversation = self._found(key, now)
            return conversation.queries.get(mark) if conversation else None

    def press(self, key: str, number: int, now: float) -> str | None:
        """What a number of the last reply asks for."""
        with self._lock:
            conversation = self._found(key, now)
            return conversation.presses.get(number) if conversation else None

    def offers(self, key: str, now: float) -> bool:
        """Whether the last reply had anything to choose by number."""
        with self._lock:
            conversation = self._found(key, now)
            return bool(conversation and conversation.presses)

    def _found(self, key: str, now: float) -> _Conversation | None:
        self._forget(now)
        return self._kept.get(key)

    def _touched(self, key: str, now: float) -> _Conversation | None:
        if not key:
            return None
        conversation = self._found(key, now) or _Conversation(now)
        conversation.until = now + self._seconds
        self._kept[key] = conversation
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return conversation

    def _forget(self, now: float) -> None:
        while self._kept:
            key, oldest = next(iter(self._kept.items()))
            if oldest.until > now:
                return
            del self._kept[key]

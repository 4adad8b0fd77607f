"""Random and mutated questions, to the finished answer and reply: no traceback, and nothing of them becomes markup.

`python -m tests.test_hostile_questions [COUNT]` asks as many as that, ten thousand by default.
"""

from __future__ import annotations

import re
import sys
from datetime import date

from bots.conversation import Conversation
from bots.replies import as_text
from bots.requests import Request
from tests.shipped_pack import imported
from tests.test_understanding import hostile

TODAY = date(2025, 12, 6)
BARRED = re.compile(
    "[<>\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|\\]\\(|https?:"
)


def asked(texts: list[str]) -> int:
    """Ask each, alone and as what goes on with the one before; how many were answered."""
    answered = 0
    with imported() as timeline:

        def ask(text: str, today: date, language: str | None, before: object) -> object:
            return timeline.ask(text, today=today, language=language, before=before)

        conversation = Conversation(timeline, ask)
        before = None
        for text in texts:
            answer = timeline.ask(text, today=TODAY, before=before)
            assert not BARRED.search(answer.text), text
            assert not BARRED.search(answer.reading), text
            answer.to_json()
            reply = as_text(conversation.reply(Request(today=TODAY, now=0.0, text=text, chat="private", key="one")))
            assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", reply), text
            answered += answer.outcome == "answered"
            before = answer.query
    return answered


def test_whatever_is_asked_is_answered_without_its_markup() -> None:
    assert asked(hostile(400, seed=11))


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{asked(hostile(count, seed=12))} of {count} answered")  # noqa: T201

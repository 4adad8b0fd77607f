"""The prompt at a terminal: earlier lines by the arrow keys, commands and names completed; nothing is kept."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, get_args

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import InMemoryHistory

from bots.commands import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from timeline import Timeline

PROMPT = "timeline> "
_NAMED = ("/person ", "/office ", "/sanctions ")
_BY_REF = ("show ", "history ", "/sources ")
_MOST = 50


def prompting(language: str, opening: Callable[[], Timeline]) -> Callable[[], str | None]:
    """What gives the next line: None at the end of the input, an empty one for Ctrl-C."""
    plain = os.environ.get("TERM", "dumb") in ("", "dumb")
    session: PromptSession[str] | None = None
    if not plain:
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # not every terminal tells where its cursor is
        session = PromptSession(
            history=InMemoryHistory(), completer=Completing(language, opening), complete_while_typing=False
        )

    def next_line() -> str | None:
        sys.stdout.flush()
        try:
            return session.prompt(PROMPT) if session is not None else input(PROMPT)
        except EOFError:
            print()  # noqa: T201  (the prompt's line ends)
            return None
        except KeyboardInterrupt:
            print()  # noqa: T201
            return ""

    return next_line


class Completing(Completer):
    """Completes commands, and behind them names or refs of the timeline."""

    def __init__(self, language: str, opening: Callable[[], Timeline]) -> None:
        self._language = language
        self._opening = opening

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """What the line can go on with."""
        line = document.text_before_cursor
        for found, begun in self._ways(line):
            yield Completion(found, start_position=-len(begun))

    def _ways(self, line: str) -> Iterator[tuple[str, str]]:
        if line.startswith("/") and " " not in line:
            yield from ((f"/{word}", line) for word in get_args(Word) if word.startswith(line[1:].lower()))
        for command in _NAMED:
            if line.startswith(command):
                begun = line[len(command) :]
                yield from ((name, begun) for name in self._names(begun))
        for command in _BY_REF:
            if line.startswith(command):
                begun = line[len(command) :]
                yield from ((ref, begun) for ref in self._opening().refs(begun, limit=_MOST))

    def _names(self, begun: str) -> Iterable[str]:
        wanted = begun.casefold()
        names = {actor.name(self._language) for actor in self._opening().register() if not actor.private}
        return sorted(name for name in names if name.casefold().startswith(wanted))[:_MOST]

"""A request: what somebody wrote or pressed, where, when, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Chat: TypeAlias = Literal["private", "group", "terminal"]

LONGEST = 2_000
"""Letters of a text that are read at all; the longest question that can be understood is far shorter."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Nothing in it is stored.

    `today` is the day in Minsk, `now` seconds of a clock that never goes back. `pressed` is what a
    button carried, and `text` then the question that the button's message answered, where the
    platform still has it. `language` is the one that the chat chose, `client` the one that its
    program speaks. `key` tells conversations apart and nobody from anybody; without one nothing is
    gone on with. `links`: whether addresses may be shown to whoever asks for them; where nobody has
    said, they may, but not in groups.
    """

    today: date
    now: float
    text: str = ""
    pressed: str = ""
    language: str = ""
    client: str = ""
    chat: Chat = "private"
    key: str = ""
    links: bool | None = None

"""Capitals and palaces that stand for a state: Washington, Minsk, the Kremlin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.register import Register

# Seats of governments. Other places (Alaska, Hrodna) lie in a state without standing for it.
_SEATS = (
    "minsk", "palace_of_independence", "vilnius", "warsaw", "washington", "moscow", "kremlin", "kyiv", "rome", "ankara",
    "london", "ottawa", "brussels",
)  # fmt: skip
_STATES = frozenset({"state", "organisation"})


class Seats:
    """The state that each seat of government in a register stands for."""

    def __init__(self, register: Register) -> None:
        self._states: dict[str, str] = {}
        for seat in _SEATS:
            if seat in register:
                state = _state_around(register, seat)
                if state is not None:
                    self._states[seat] = state

    def state_of(self, place: str) -> str | None:
        """The state that a place stands for where it acts; None if it stands for none."""
        return self._states.get(place)


def _state_around(register: Register, place: str) -> str | None:
    for _ in range(len(_SEATS)):
        wholes = register[place].to("located_in")
        if not wholes or wholes[0] not in register:
            return None
        place = wholes[0]
        if register[place].type in _STATES:
            return place
    return None

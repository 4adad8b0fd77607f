"""Which places of a picture are taken, so that no text is written over another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Box(NamedTuple):
    """A rectangle: its left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have a place in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Places:
    """The places taken so far on some part of a sheet."""

    def __init__(self, whole: Box) -> None:
        self._whole = whole
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Take a place, whatever stands there."""
        self._taken.append(box)

    def first(self, boxes: Iterable[Box]) -> Box | None:
        """Take the first of these places that is free, and give it; None where none is."""
        for box in boxes:
            if box.inside(self._whole) and not any(box.meets(taken) for taken in self._taken):
                self._taken.append(box)
                return box
        return None


def apart(wanted: list[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Where boxes go that want these middles and have these heights: in their order, none over another.

    As near to where they want to be as the others leave room for.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    edge = top
    for place in order:
        middle, height = wanted[place]
        found[place] = max(middle, edge + height / 2)
        edge = found[place] + height / 2
    edge = bottom
    for place in reversed(order):
        height = wanted[place][1]
        found[place] = min(found[place], edge - height / 2)
        edge = found[place] - height / 2
    return found

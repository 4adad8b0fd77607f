"""Where releases, arrests and figures are looked for: rows that are made and not written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.projections.count_gists import ArrestGist, FigureGist, ReleaseGist, place_of
from timeline.projections.series import drawer_of, rank_of

if TYPE_CHECKING:
    import sqlite3

    from timeline.projections.count_gists import CountGist
    from timeline.projections.series import Drawer

RELEASE, ARREST, FIGURE = "release", "arrest", "figure"
_KINDS = {ReleaseGist: RELEASE, ArrestGist: ARREST, FigureGist: FIGURE}


class CountRows:
    """The places that a batch adds. None is ever taken away: in which order they come does not matter."""

    def __init__(self) -> None:
        self._tallies: set[tuple[str, int, int, int, int]] = set()
        self._drawers: dict[Drawer, int] = {}
        self._figures: set[tuple[int, int, int, int]] = set()

    def place(self, entry: int, gist: CountGist) -> None:
        """Let a gist be found."""
        self._tallies.add((_KINDS[type(gist)], *place_of(gist), entry))
        if isinstance(gist, FigureGist):
            drawer = drawer_of(gist)
            number = self._drawers.get(drawer)
            if number is None:
                number = self._drawers[drawer] = drawer.id
            self._figures.add((number, *rank_of(gist), entry))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all of it."""
        run = connection.executemany
        run("INSERT OR IGNORE INTO tally VALUES (?, ?, ?, ?, ?)", sorted(self._tallies))
        run(
            "INSERT OR IGNORE INTO drawer VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*drawer, number) for drawer, number in sorted(self._drawers.items())],
        )
        run("INSERT OR IGNORE INTO figure VALUES (?, ?, ?, ?)", sorted(self._figures))

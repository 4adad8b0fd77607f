"""Acts looked up among entries that are all at hand: slow for many, and what the rows are held against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.projections.gists import ActGist, gist_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.entry import Entry
    from timeline.texts import ActorId, Ref


class ListedActs:
    """The acts of these entries. What `seen` does not tell is when entries of the programme last changed."""

    def __init__(self, entries: Iterable[Entry], seen: Mapping[str, date] | None = None) -> None:
        self._seen = {} if seen is None else dict(seen)
        self._of_target: dict[ActorId, list[ActGist]] = {}
        self._all: list[ActGist] = []
        for entry in entries:
            gist = gist_of(entry)
            if not isinstance(gist, ActGist):
                continue
            name = gist.scheme
            if seen is None:
                self._seen[name] = max(self._seen.get(name, date.min), entry.changed.date())
            if not gist.gone:
                self._all.append(gist)
                for target in dict.fromkeys(gist.targets):
                    self._of_target.setdefault(target, []).append(gist)

    def targets(self) -> Iterable[ActorId]:
        """Every target of any act."""
        return self._of_target

    def on(self, target: ActorId, day: date) -> list[ActGist]:
        """The acts on a target that may have been said, or have begun, by a day; in any order."""
        acts = self._of_target.get(target, ())
        return [gist for gist in acts if gist.told <= day]

    def binding(self, target: ActorId, programme: ActorId, day: date) -> Iterator[ActGist]:
        """The extensions and expiries on a target under a programme that may have begun by a day, newest first."""
        found = [
            gist
            for gist in self._of_target.get(target, ())
            if gist.binds and gist.programme == programme and gist.first <= day
        ]
        return iter(sorted(found, key=lambda gist: gist.order, reverse=True))

    def later(self, programme: str, day: date) -> Iterator[ActGist]:
        """The acts of a programme that were certainly made after a day, by their earliest day and number."""
        found = [
            (gist.when.earliest, gist.number, gist)
            for gist in self._all
            if gist.scheme == programme and gist.when.earliest is not None and gist.when.earliest > day
        ]
        return (gist for _, _, gist in sorted(found, key=lambda item: item[:2]))

    def seen(self, programme: str) -> date | None:
        """The day on which anything was last recorded of a programme."""
        return self._seen.get(programme)

    def followers(self, ref: Ref) -> Iterable[ActGist]:
        """The acts that are said to follow an entry."""
        return [gist for gist in self._all if ref in gist.follows]

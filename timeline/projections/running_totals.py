"""The totals of a period, kept up to date event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.dates import Truth
from timeline.entry import fold
from timeline.events import Recorded
from timeline.projections.count_gists import COUNT_GISTS, ArrestGist, FigureGist, ReleaseGist, count_gist_of
from timeline.projections.counting import Ties
from timeline.projections.figures import net, told
from timeline.projections.prisoners import COUNTING, arrested, freed, totals_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.dates import Period
    from timeline.entry import Entry
    from timeline.events import Envelope
    from timeline.projections.count_gists import CountGist
    from timeline.projections.figures import Net
    from timeline.projections.prisoners import ArrestedTally, FreedTally, Totals
    from timeline.texts import Ref


class RunningTotals:
    """The gists of what counts, the entries of those that change, and the totals, event by event.

    A change of one kind leaves the sums of the others as they are, unless it is tied to something.
    """

    def __init__(self, period: Period, gists: Iterable[CountGist]) -> None:
        self._period = period
        self._gists: dict[type, dict[Ref, CountGist]] = {kind: {} for kind in COUNT_GISTS}
        self._tied: set[Ref] = set()
        self.entries: dict[str, Entry] = {}
        for gist in gists:
            self._keep(gist)
        self._forget_sums(*COUNT_GISTS)

    def begin(self, envelope: Envelope) -> Entry:
        """Fold an event of the beginning in, which changes no sum; give its entry."""
        entry = fold([envelope], self.entries.get(envelope.stream))
        assert entry is not None
        self.entries[envelope.stream] = entry
        return entry

    def forget_others(self) -> None:
        """Keep of the entries those alone that are of a kind that counts."""
        self.entries = {ref: entry for ref, entry in self.entries.items() if self._gist(ref)}

    def take(self, envelope: Envelope) -> bool:
        """Fold the next event in; give whether its entry is of a kind that counts."""
        event, entry = envelope.event, self.entries.get(envelope.stream)
        if entry is None and not (isinstance(event, Recorded) and event.fact.kind in COUNTING):
            return False
        after = self.begin(envelope)
        old, new = self._gist(after.ref), count_gist_of(after)
        if old == new:
            return True
        if old is not None:
            del self._gists[type(old)][old.ref]
        if new is not None:
            self._keep(new)
        if after.ref in self._tied:
            self._forget_sums(*COUNT_GISTS)
        else:
            self._forget_sums(*(type(gist) for gist in (old, new) if gist))
        return True

    def _keep(self, gist: CountGist) -> None:
        self._gists[type(gist)][gist.ref] = gist
        if gist.wholes or gist.merged_into:
            self._tied |= {gist.ref, *gist.wholes, gist.merged_into or gist.ref}

    def _gist(self, ref: Ref) -> CountGist | None:
        return next((found for gists in self._gists.values() if (found := gists.get(ref))), None)

    def _forget_sums(self, *kinds: type) -> None:
        if ReleaseGist in kinds:
            self._freed: FreedTally | None = None
        if ArrestGist in kinds:
            self._arrested: ArrestedTally | None = None
        if FigureGist in kinds:
            self._net: tuple[Net | None, str] | None = None
        self._totals: Totals | None = None

    def totals(self) -> Totals:
        """The totals as they now are."""
        if self._totals is None:
            period = self._period
            ties = Ties(gist for gists in self._gists.values() for gist in gists.values() if gist.ref in self._tied)
            if self._freed is None:
                self._freed = freed(self._gists[ReleaseGist].values(), ties, period)
            if self._arrested is None:
                self._arrested = arrested(self._gists[ArrestGist].values(), ties, period)
            if self._net is None:
                self._net = net(told(self._gists[FigureGist].values(), period))
            self._totals = totals_from(self._freed, self._arrested, self._net)
        return self._totals

    def may_count(self, entry: Entry | None) -> bool:
        """Whether what an entry tells can have been in the period."""
        return entry is not None and entry.fact.when.within(self._period) is not Truth.NO

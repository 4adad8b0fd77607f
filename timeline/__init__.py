"""The open timeline of US–Belarus diplomacy around political prisoners.

>>> from timeline import Timeline
>>> with Timeline.open("sqlite:///timeline.db") as timeline:
...     timeline.actor("Лукашэнкі").id
'lukashenko'
"""

from importlib import import_module
from typing import TYPE_CHECKING

from timeline.claims import Claim, Quote, Source
from timeline.dates import PartialDate, Period, Truth
from timeline.entry import Entry, Link
from timeline.errors import (
    AmbiguousNameError,
    CitationError,
    ConflictError,
    DateError,
    FullError,
    ImportError_,
    InputError,
    NewerError,
    NotFoundError,
    QuantityError,
    RefTakenError,
    StatusError,
    StoreError,
    TimelineError,
    UnknownActorError,
    UnknownRefError,
    UnreachableError,
    UnreadableError,
    VersionError,
)
from timeline.events import (
    ActorRecorded,
    Corrected,
    Corroborated,
    Disputed,
    Envelope,
    Event,
    Linked,
    Merged,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
    Unreadable,
)
from timeline.facts import (
    Accused,
    Appointment,
    Arrest,
    Call,
    Clock,
    Destination,
    Effective,
    Fact,
    Freed,
    Incident,
    Listing,
    Meeting,
    Negotiation,
    Part,
    PersonStatus,
    PrisonerCount,
    Release,
    SanctionsChange,
    Sentence,
    Statement,
)
from timeline.projections.chronology import Page
from timeline.quantities import Interval, Quantity, total
from timeline.recording import Item, Written
from timeline.register import Actor, Name, Register, Relation, Role
from timeline.timeline import Timeline

if TYPE_CHECKING:
    from timeline.answers import Answer, labels
    from timeline.answers.reading import reading
    from timeline.projections.coverage import Coverage
    from timeline.projections.explain import Explained, Explanation
    from timeline.projections.figures import Figure, Net
    from timeline.projections.layers import Layer
    from timeline.projections.offices import Holder, OfficeOnDay, Offices, OfficeStep
    from timeline.projections.people import Person, Standing, Step
    from timeline.projections.prisoners import Bounds, Prisoners
    from timeline.projections.sanctions import AnnouncedAct, SanctionedTarget, Sanctions
    from timeline.query import Filters, Query
    from timeline.titles import entry_title
    from timeline.wording import Wording

# Results of questions about a day or a period, and what puts things into words: loaded when they are
# asked for, so that reading an entry does not wait for them.
_WHEN_ASKED = {
    "Answer": "answers",
    "AnnouncedAct": "projections.sanctions",
    "Bounds": "projections.prisoners",
    "Coverage": "projections.coverage",
    "Explained": "projections.explain",
    "Explanation": "projections.explain",
    "Figure": "projections.figures",
    "Filters": "query",
    "Holder": "projections.offices",
    "Layer": "projections.layers",
    "Net": "projections.figures",
    "OfficeOnDay": "projections.offices",
    "OfficeStep": "projections.offices",
    "Offices": "projections.offices",
    "Person": "projections.people",
    "Prisoners": "projections.prisoners",
    "Query": "query",
    "SanctionedTarget": "projections.sanctions",
    "Sanctions": "projections.sanctions",
    "Standing": "projections.people",
    "Step": "projections.people",
    "Wording": "wording",
    "entry_title": "titles",
    "labels": "answers",
    "reading": "answers.reading",
}


def __getattr__(name: str) -> object:
    if name in _WHEN_ASKED:
        return getattr(import_module(f"timeline.{_WHEN_ASKED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Accused",
    "Actor",
    "ActorRecorded",
    "AmbiguousNameError",
    "AnnouncedAct",
    "Answer",
    "Appointment",
    "Arrest",
    "Bounds",
    "Call",
    "CitationError",
    "Claim",
    "Clock",
    "ConflictError",
    "Corrected",
    "Corroborated",
    "Coverage",
    "DateError",
    "Destination",
    "Disputed",
    "Effective",
    "Entry",
    "Envelope",
    "Event",
    "Explained",
    "Explanation",
    "Fact",
    "Figure",
    "Filters",
    "Freed",
    "FullError",
    "Holder",
    "ImportError_",
    "Incident",
    "InputError",
    "Interval",
    "Item",
    "Layer",
    "Link",
    "Linked",
    "Listing",
    "Meeting",
    "Merged",
    "Name",
    "Negotiation",
    "Net",
    "NewerError",
    "NotFoundError",
    "OfficeOnDay",
    "OfficeStep",
    "Offices",
    "Page",
    "Part",
    "PartialDate",
    "Period",
    "Person",
    "PersonStatus",
    "PrisonerCount",
    "Prisoners",
    "Quantity",
    "QuantityError",
    "Query",
    "Quote",
    "Recorded",
    "Redacted",
    "RefTakenError",
    "Register",
    "Reinstated",
    "Relation",
    "Release",
    "Retracted",
    "Role",
    "SanctionedTarget",
    "Sanctions",
    "SanctionsChange",
    "Sentence",
    "Source",
    "Standing",
    "Statement",
    "StatusError",
    "Step",
    "StoreError",
    "Timeline",
    "TimelineError",
    "Truth",
    "UnknownActorError",
    "UnknownRefError",
    "UnreachableError",
    "Unreadable",
    "UnreadableError",
    "VersionError",
    "Wording",
    "Written",
    "entry_title",
    "labels",
    "reading",
    "total",
]

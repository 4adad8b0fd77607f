"""Every error this library raises, as one tree.

::

    TimelineError
    ├── InputError             what was given cannot be taken: where, which field, what to do
    │   ├── DateError          not an EDTF date this timeline reads
    │   └── QuantityError      a number whose parts contradict each other
    ├── NotFoundError          asked for by a key that is not there
    │   ├── UnknownRefError    no entry has this ref
    │   ├── UnknownActorError  no actor of the register has this id or name
    │   └── AmbiguousNameError several actors have this name
    ├── ConflictError          well-formed, but the timeline says otherwise
    │   ├── RefTakenError      the ref already stands for another fact
    │   ├── VersionError       the version is missing, or is no longer the current one
    │   ├── StatusError        the entry's status does not allow it
    │   ├── CitationError      the answer that is cited cannot be given again here
    │   └── ImportError_       the store already holds something else
    └── StoreError             the log cannot be reached, read or written
        ├── UnreachableError   cannot be opened
        ├── FullError          no room left on the disk
        ├── NewerError         written by a newer version of this library
        └── UnreadableError    one event cannot be read; its position is named

Every message is one line that says what is wrong, where, and what to do about it. None ever
holds a password, a token or the text of a reader's question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 80  # letters of a name or ref that a message repeats: the longest ref has 60


class TimelineError(Exception):
    """Anything this library refuses or fails to do. `str(error)` is one line."""

    def __reduce__(self) -> tuple[object, ...]:
        """So that an error crosses processes whole, whatever its `__init__` takes."""
        return _remade, (type(self), self.args), self.__dict__


def _remade(cls: type[TimelineError], args: tuple[object, ...]) -> TimelineError:
    error = cls.__new__(cls)
    error.args = args
    return error


class InputError(TimelineError, ValueError):
    """What was given cannot be taken.

    `where` is the place in the input ("line 3"), `field` the dotted path of the field
    ("fact.people.lower"), `remedy` what to write instead; each may be empty.
    """

    def __init__(self, problem: str, *, where: str = "", field: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.where = where
        self.field = field
        self.remedy = remedy
        super().__init__(problem)

    def __str__(self) -> str:
        at = ", ".join(part for part in (self.where, self.field) if part)
        text = f"{at}: {self.problem}" if at else self.problem
        return f"{text}; {self.remedy}" if self.remedy else text


class DateError(InputError):
    """A date this timeline does not read (contracts: EDTF level 0 and 1, years to days)."""


class QuantityError(InputError):
    """A quantity whose qualifier, value and bounds contradict each other."""


class NotFoundError(TimelineError, LookupError):
    """Asked for by a key that is not there."""


class UnknownRefError(NotFoundError):
    """No entry has this ref. `near` holds refs that look like it.

    `first` says when the entry was first recorded, where it only was not known at the moment asked about.
    """

    def __init__(self, ref: str, near: Sequence[str] = (), *, first: str = "") -> None:
        self.ref = ref
        self.near = tuple(near)
        self.first = first
        if first:
            super().__init__(f"{ref[:_SHOWN]!r} was not known then; first recorded at {first}")
            return
        hint = f"; did you mean {' or '.join(self.near)}?" if near else "; see `timeline list --all`"
        super().__init__(f"no entry has the ref {ref[:_SHOWN]!r}{hint}")


class UnknownActorError(NotFoundError):
    """No actor of the register has this id or name. `near` holds ids that look like it."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        self.name = name
        self.near = tuple(near)
        hint = f"; did you mean {' or '.join(self.near)}?" if near else "; see `timeline actors`"
        super().__init__(f"the register knows no actor {name[:_SHOWN]!r}{hint}")


class AmbiguousNameError(NotFoundError):
    """Several actors have this name. `ids` are theirs."""

    def __init__(self, name: str, ids: Sequence[str]) -> None:
        self.name = name
        self.ids = tuple(ids)
        super().__init__(f"{name[:_SHOWN]!r} names several actors; give one of the ids {', '.join(ids)}")


class ConflictError(TimelineError):
    """Well-formed, but the timeline already says otherwise."""


class RefTakenError(ConflictError):
    """The ref was first recorded with another fact; both are shown as JSON."""

    def __init__(self, ref: str, recorded: str, given: str, where: str = "") -> None:
        self.ref = ref
        self.recorded = recorded
        self.given = given
        at = f"{where}, ref: " if where else ""
        super().__init__(
            f"{at}{ref!r} already stands for another fact; choose another ref, or correct the entry"
            f" (recorded: {recorded} given: {given})"
        )


class VersionError(ConflictError):
    """The version is missing or no longer current. `current` is the stream's version now."""

    def __init__(self, key: str, given: int | None, current: int, where: str = "") -> None:
        self.key = key
        self.given = given
        self.current = current
        said = "no version was given" if given is None else f"version {given} was given"
        at = f"{where}, version: " if where else ""
        super().__init__(
            f"{at}{key!r} is at version {current}, but {said}; look at it again and give version {current}"
        )


class StatusError(ConflictError):
    """The entry's status does not allow this (correcting what is retracted, say)."""


class CitationError(ConflictError):
    """An answer that is cited, and that this store cannot give again: it is another one, or was changed."""


class ImportError_(ConflictError):  # noqa: N801  (the builtin keeps its name)
    """The store holds something other than what the file would continue."""


class StoreError(TimelineError):
    """The log cannot be reached, read or written."""


class UnreachableError(StoreError):
    """The store cannot be opened: wrong place, no rights, no server."""


class FullError(StoreError):
    """The disk is full. What was acknowledged before is safe; nothing of this write is stored."""


class NewerError(StoreError):
    """The store was written by a newer version of this library than the one that reads it."""


class UnreadableError(StoreError):
    """An event cannot be read. `position` says which; everything else stays readable."""

    def __init__(self, position: int, ref: str, why: str) -> None:
        self.position = position
        self.ref = ref
        self.why = why
        super().__init__(f"the event at position {position} ({ref}) cannot be read: {why}")

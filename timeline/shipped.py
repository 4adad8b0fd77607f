"""The timeline that comes with the library: its register and its events, as event lines.

In a checkout they are read from `fixtures/belarus`; an installed wheel carries them beside the
code. Data: CC BY 4.0.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from timeline.errors import UnreachableError
from timeline.events import Envelope
from timeline.log.lines import read_line

REGISTER = "register.jsonl"
EVENTS = "events.jsonl"
COVERAGE = "coverage.json"


@cache
def shipped_directory() -> Path:
    """Where the shipped files are. Raises `UnreachableError` where the installation lacks them."""
    here = Path(__file__).resolve().parent
    for place in (here / "belarus", here.parent / "fixtures" / "belarus"):
        if (place / REGISTER).is_file():
            return place
    raise UnreachableError("the shipped timeline is missing from this installation; install belarus-timeline again")


def shipped_files() -> tuple[Path, Path]:
    """The register's lines and the entries' lines; one after the other they are the whole log."""
    place = shipped_directory()
    return place / REGISTER, place / EVENTS


def shipped_register() -> list[Envelope]:
    """The events that record the shipped register, each freshly made (positions are filled in when stored)."""
    envelopes = []
    for number, line in enumerate((shipped_directory() / REGISTER).read_bytes().splitlines(), 1):
        stored, event = read_line(line, f"{REGISTER} line {number}")
        stream = str(stored.originator_id)
        envelopes.append(Envelope(0, stream, 1, stored.topic, stored.event_id, stored.recorded_us, event))
    return envelopes


def shipped_review() -> bytes:
    """What was reviewed for the shipped timeline, and what is known to be missing from it, as JSON."""
    return (shipped_directory() / COVERAGE).read_bytes()

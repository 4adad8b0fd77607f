"""The log: every event, in one order, on SQLite or PostgreSQL with one behaviour.

This package is the only place that imports `eventsourcing`.
"""

from timeline.log.log import Following, Log, RepeatedEventError, StreamMovedError, open_log
from timeline.log.mapper import KeyedEvent

__all__ = ["Following", "KeyedEvent", "Log", "RepeatedEventError", "StreamMovedError", "open_log"]

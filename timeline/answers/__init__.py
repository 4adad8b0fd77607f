"""From a query to an answer: what matches, what is made of it, and the sources it rests on."""

from timeline.answers import labels
from timeline.answers.answer import Answer

__all__ = ["Answer", "labels"]

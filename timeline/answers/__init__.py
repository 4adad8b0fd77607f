"""From a query to an answer: what matches, what is made of it, and the sources it rests on."""

from timeline.answers.answer import Answer
from timeline.answers.answering import answer

__all__ = ["Answer", "answer"]

"""The command that gives an answer again that somebody cited."""

from __future__ import annotations

import click

from timeline.cli.command import Command
from timeline.cli.output import print_json, say
from timeline.cli.settings import current, opened
from timeline.errors import InputError

# Political prisoners released from September to 6 December 2025, as the shipped timeline first held it.
_FREED_IN_AUTUMN = (
    "901@7e7142fb92893450@VY1BCsMwDAT_onMCTqCF5iulBJEoRlRIxpYPJeTvtQ899LSwO8yegJtbLrA8XwNgjJkiOsECm1V1aF1Z7YBFq8gA"
    "B4tTp09Ilqqgs2mDkwk7byhrylxMKcM1wJt172bIJISFoF0IaqwY-wNp0yfKbHsXkraAOcy3cZrHcG9jccz-K8NjDFPXuu34-UevLw"
)


@click.command(
    cls=Command,
    short_help="An answer that somebody cited, again.",
    examples=[
        "timeline --json prisoners --since 2025-09 --until 2025-12-06",
        f"timeline cite {_FREED_IN_AUTUMN}",
    ],
)
@click.argument("token", metavar="TOKEN")
def cite(*, token: str) -> None:
    """Give an answer again that somebody cited: the same sentence, from the same entries and sources.

    TOKEN is what the answer gave as its citation. It is refused where this store does not hold
    what the answer rested on, or where that was changed.
    """
    settings = current()
    with opened() as timeline:
        try:
            again = timeline.cite(token)
        except InputError as error:
            raise click.UsageError(str(error)) from None
    if settings.json:
        print_json(again.to_json())
        return
    say(again.reading)
    say("")
    say(again.text)
    if again.sources:
        say("")
        for source in again.sources:
            parts = [source.publisher, source.title, str(source.published) if source.published else None, source.url]
            say(" – ".join(part for part in parts if part))

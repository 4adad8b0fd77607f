"""Bring the translators' files up to date with the code, and compile them: `python -m timeline.wording`."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.wording.translators import bring_up_to_date


@click.command()
@click.option("--package", type=click.Path(exists=True, file_okay=False, path_type=Path), help="another package")
@click.option("--domain", default="timeline", help="the name of its catalogue, in PACKAGE/wording/locale")
def main(package: Path | None, domain: str) -> None:
    """Write every language's .po with the messages of the code, and its .mo."""
    package = (package or Path(__file__).parent.parent).resolve()
    for language, lacking in bring_up_to_date(package, package / "wording" / "locale", domain):
        click.echo(f"{language}: {lacking} messages to translate" if lacking else f"{language}: complete")


main()

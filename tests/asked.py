"""How well questions are understood: readings compared with what the files of questions expect.

    python tests/asked.py [--unseen] [FILE …]

Per language and together, with 95 % intervals (Wilson): exact (the query as expected), answered though
wrong (a query that is not the one expected, or an answer to what should be refused), and out of scope
refused. Failures are listed, save for the unseen third: that measures, and nobody looks at its lines.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from timeline.asking.understanding import Parser, Reading
from timeline.register import Actor, Register

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent / "fixtures"
LANGUAGES = ("be", "ru", "uk", "en", "de", "pl", "lt")
_NOT_IN_GIVEN = frozenset({"action", "entry", "source"})
_OPEN = frozenset({"action", "source"})
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the reading it got. `wrong` names the parts that differ from those expected."""

    id: str
    language: str
    text: str
    expect: dict[str, object]
    reading: Reading
    wrong: tuple[str, ...]

    @property
    def refusal(self) -> bool:
        return self.expect["outcome"] in ("unclear", "out_of_scope")

    @property
    def answered_though_wrong(self) -> bool:
        return bool(self.wrong) and self.reading.outcome == "answered"


def shipped_register() -> Register:
    lines = (ROOT / "belarus" / "register.jsonl").read_text(encoding="utf-8").splitlines()
    return Register(Actor.model_validate(json.loads(line)["data"]["actor"]) for line in lines)


def questions(files: Iterable[Path]) -> list[dict[str, object]]:
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def seen_files() -> list[Path]:
    return [ROOT / "questions" / f"{name}.jsonl" for name in ("given", *LANGUAGES)]


def unseen_files() -> list[Path]:
    return [ROOT / "questions" / "unseen" / f"{language}.jsonl" for language in LANGUAGES]


def ask(parser: Parser, question: dict[str, object]) -> Asked:
    text, expect = str(question["text"]), question["expect"]
    assert isinstance(expect, dict)
    reading = parser.read(text, today=date.fromisoformat(str(question["today"])))
    given = str(question["id"]).startswith("Q")
    wrong = differences(reading, expect, given=given)
    return Asked(str(question["id"]), str(question["language"]), text, expect, reading, wrong)


def differences(reading: Reading, expect: dict[str, object], *, given: bool = False) -> tuple[str, ...]:
    """The parts of a reading that are not those expected, () where it is exact.

    What nothing is recorded for is understood all the same. A filter that a line leaves open is not compared.
    """
    outcome = str(expect["outcome"])
    if outcome in ("unclear", "out_of_scope") or expect.get("only") == "outcome":
        wanted = "answered" if outcome == "nothing_recorded" else outcome
        return () if reading.outcome == wanted else ("outcome",)
    if reading.outcome != "answered":
        return ("outcome",)
    got = reading.query.to_json()
    wrong = [
        part
        for part in ("kinds", "actors")
        if sorted(got[part]) != sorted(expect[part])  # type: ignore[arg-type,type-var]
    ]
    wrong += [part for part in ("period", "as_of", "aggregate") if got[part] != expect[part]]
    if got.get("known_at") != expect.get("known_at"):
        wrong.append("known_at")
    filters, wanted_filters = got["filters"], expect["filters"]
    assert isinstance(filters, dict)
    assert isinstance(wanted_filters, dict)
    wrong += [f"filters.{name}" for name in _differing(filters, wanted_filters, reading, given=given)]
    return tuple(wrong)


def _differing(got: dict[str, object], wanted: dict[str, object], reading: Reading, *, given: bool) -> Iterable[str]:
    for name in sorted({*got, *wanted}):
        if (given and name in _NOT_IN_GIVEN) or (name in _OPEN and name not in wanted):
            continue
        if name == "entry":
            meant = reading.anchor.number if reading.anchor else None
            if not str(wanted.get(name, "")).endswith(f"-{meant}"):
                yield name
        elif got.get(name) != wanted.get(name):
            yield name
    if reading.anchor and reading.anchor.use == "entry" and "entry" not in wanted:
        yield "entry"


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), exact enough for small counts."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Score:
    of: int
    exact: int
    wrong: int
    foreign: int
    refused: int

    def row(self, name: str) -> str:
        cells = [(self.exact, self.of), (self.wrong, self.of), (self.refused, self.foreign)]
        told = [f"{hits:4d}/{of:<4d} {hits / of if of else 0:.3f} [{low:.2f}, {high:.2f}]"
                for hits, of in cells for low, high in [interval(hits, of)]]  # fmt: skip
        return f"{name:8}" + "   ".join(told)


def score(asked: Iterable[Asked]) -> Score:
    of = exact = wrong = foreign = refused = 0
    for one in asked:
        of += 1
        exact += not one.wrong
        wrong += one.answered_though_wrong
        if one.expect["outcome"] == "out_of_scope":
            foreign += 1
            refused += one.reading.outcome == "out_of_scope"
    return Score(of, exact, wrong, foreign, refused)


def report(asked: list[Asked], *, show: bool) -> str:
    lines = [f"{'':8}{'exact':29}   {'answered though wrong':29}   out of scope refused"]
    for language in LANGUAGES:
        own = [one for one in asked if one.language == language]
        if own:
            lines.append(score(own).row(language))
    lines.append(score(asked).row("all"))
    if show:
        lines += [_failure(one) for one in asked if one.wrong]
    return "\n".join(lines)


def _failure(one: Asked) -> str:
    wanted = {name: value for name, value in one.expect.items() if value not in (None, [], {})}
    got = {name: value for name, value in one.reading.query.to_json().items() if value not in (None, [], {})}
    mark = "!" if one.answered_though_wrong else " "
    words = f" unknown={','.join(one.reading.unknown)}" if one.reading.unknown else ""
    return (
        f"{mark} {one.id} {one.text}\n    {', '.join(one.wrong)}\n    wanted {wanted}\n"
        f"    got    {one.reading.outcome} {one.reading.why}{words} {got} {one.reading.anchor or ''}"
    )


def main(arguments: list[str]) -> None:
    unseen = "--unseen" in arguments
    given = [Path(one) for one in arguments if not one.startswith("--")]
    files = given or (unseen_files() if unseen else seen_files())
    parser = Parser(shipped_register())
    print(report([ask(parser, one) for one in questions(files)], show=not unseen))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])

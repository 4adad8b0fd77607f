"""The shape of a read model is that of all the code that its rows depend on."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import timeline
from timeline.projections.schema import _SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(timeline.__file__).parent


def imported(source: str) -> Iterator[str]:
    """The modules of the library that a module needs when it runs."""
    tree = ast.parse((ROOT / f"{source}.py").read_text(encoding="utf-8"))
    types = [
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for part in ast.walk(node)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in types and (node.module or "").startswith("timeline."):
            assert node.module
            within = [f"{node.module}.{name.name}" for name in node.names]
            found = [name for name in within if _is_module(name)] or [node.module]
            yield from (name.removeprefix("timeline.").replace(".", "/") for name in found)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def test_whatever_the_rows_depend_on_is_part_of_their_shape() -> None:
    missing = {(source, other) for source in _SOURCES for other in imported(source) if other not in _SOURCES}
    assert missing == set()

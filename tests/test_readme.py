"""The README does what it says: every command and every snippet runs as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def block(holding: str) -> str:
    """The one block that holds a text."""
    found = [text for _, text in BLOCKS if holding in text]
    assert len(found) == 1, holding
    return found[0]


def run(script: str, place: Path) -> subprocess.CompletedProcess[str]:
    """A shell script in a directory of its own, with this environment's `timeline` on the path."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TIMELINE_")}
    environment |= {"PATH": path, "XDG_DATA_HOME": str(place / "data"), "PYTHONWARNINGS": ""}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_every_reading_command_runs_as_it_stands_there(tmp_path: Path) -> None:
    script = block("timeline list --actor").replace("source .venv/bin/activate\n", "")
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "release-2025-09-11-vilnius-52" in done.stdout
    assert "Valiantsin Stefanovic" in done.stdout


def test_a_store_of_ones_own_is_made_corrected_and_read_as_it_stands_there(tmp_path: Path) -> None:
    done = run(block("export TIMELINE_STORE"), tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine.db").is_file()
    for word in ("recorded", "corrected", "Both readouts say so", "retracted", "It was a letter"):
        assert word in done.stdout


def test_the_python_snippet_runs_and_can_be_repeated(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(block("from timeline import Call"), encoding="utf-8")
    for _ in range(2):
        done = run(f"{sys.executable} {snippet}", tmp_path)
        call = "15 серпня 2025\xa0р. – Телефонна розмова: Дональд Трамп і Олександр Лукашенко Reuters"
        assert (done.returncode, done.stdout.splitlines()) == (0, ["2025-08-15 2 medium", "0", call]), done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/timeline chat",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ],
)
def test_the_two_commands_of_a_newcomer_stand_there(command: str) -> None:
    assert block(command).strip() == command
    assert command.partition(" && ")[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_table_of_speed_is_there_with_the_size_of_its_events() -> None:
    speed = README.partition("## How fast")[2].partition("\n## ")[0]
    assert re.search(r"events of [\d,]+ bytes", speed)
    for row in ("serialised events", "record_many, built facts", "record_many, lines", "PostgreSQL", "replay", "show"):
        assert re.search(rf"^\| .*{row}.*\|", speed, re.MULTILINE), row

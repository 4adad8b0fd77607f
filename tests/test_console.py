from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bots.console import READING, saved
from bots.prompting import Completing
from bots.replies import Picture
from timeline import Call, Claim, Source, Timeline
from timeline.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "from timeline.cli import main; main()"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    monkeypatch.setenv("TIMELINE_STORE", url)
    monkeypatch.delenv("TIMELINE_STORE_FILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    with Timeline.open(url) as timeline:
        timeline.record(
            Call(when="2025-08-15", participants=["donald_trump", "lukashenko"]),
            ref="call-a",
            claims=[Claim(source=Source(publisher="Reuters"))],
        )


def chat(*lines: str, options: tuple[str, ...] = ()) -> tuple[str, str]:
    """What is printed and what is complained of when these lines come through a pipe; both tell of a failure."""
    result = piped(*lines, options=options)
    assert result.exit_code == (1 if result.stderr else 0)
    return result.stdout, result.stderr


def piped(*lines: str, options: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(cli, [*options, "chat"], input="\n".join(lines), catch_exceptions=False)


def position() -> int:
    result = CliRunner().invoke(cli, ["stats", "--json"], catch_exceptions=False)
    value: int = json.loads(result.stdout)["position"]
    return value


def test_the_reading_commands_answer_line_by_line() -> None:
    out, err = chat("list", "show call-a", "timeline history call-a", "actors лукашэнка", "schema claim", "stats", "")

    assert "Call between Donald Trump and Alexander Lukashenko" in out
    assert "Reuters, undated" in out
    assert "recorded; Call between" in out
    assert "lukashenko" in out
    assert '"title": "Claim"' in out
    assert err == ""


def test_help_names_every_command_and_tells_more_of_each() -> None:
    out, _ = chat("help")
    assert all(command in out for command in READING)

    out, err = chat("help show", "help record")
    assert "Usage: timeline show [OPTIONS] REF" in out
    assert "'record' is none of the commands here" in err


@pytest.mark.parametrize(
    "line",
    [
        "record -",
        "record --form call",
        "retract call-a --reason r --version 1",
        'correct call-a --set when="2025" --reason r',
        "--json retract call-a --reason r --version 1",
        "--language be --store sqlite:///other.db record -",
        "import --shipped",
        "timeline chat",
        "timeline follow",
        "timeline no-such-command",
        "timeline list list",
    ],
)
def test_what_does_not_read_is_refused_in_one_line_and_the_next_line_is_answered(line: str) -> None:
    before = position()
    out, err = chat(line, "stats --json")

    assert err.startswith("timeline: ")
    assert err.count("\n") == 1
    assert json.loads(out)["position"] == before == position()


@pytest.mark.parametrize("line", ["follow", "stop", "forget me", "list releases since August", "show me the calls"])
def test_words_that_begin_like_a_command_are_just_words(line: str) -> None:
    result = piped(line, "stats --json")

    # A question, whether it is understood or not: never a command, and never an error.
    assert result.stdout.startswith(("Understood as:", "I ", "This timeline", "Nothing of this"))
    assert result.stderr == ""


def test_a_question_from_a_pipe_tells_by_its_exit_code_whether_anything_was_found() -> None:
    assert piped("/calls").exit_code == 0
    assert piped("/calls 2019").exit_code == 1
    assert piped("/nothing").exit_code == 1


def test_what_a_reply_lists_opens_by_its_number() -> None:
    out, _ = chat("/calls", "1", "1")

    assert "1. 15 August 2025: Call between Donald Trump and Alexander Lukashenko" in out
    assert "• Reuters" in out
    assert "What changed: Call between" in out


def test_a_chosen_language_is_kept_for_the_lines_after_it() -> None:
    out, _ = chat("/language be", "/calls")

    assert "З гэтага часу па-беларуску." in out
    assert "Дональд Трамп" in out


def test_with_json_every_reply_is_one_object() -> None:
    out, _ = chat("/calls", "1", options=("--json",))
    listed, opened = (json.loads(line) for line in out.splitlines())

    assert listed["found"]
    assert listed["choices"]["1"].startswith("entry:")
    assert "Reuters" in opened["text"]


def test_a_picture_is_saved_once_and_nothing_is_overwritten(tmp_path: Path) -> None:
    picture = Picture("prisoners.png", "image/png", b"1", "Prisoners", "1,218 on 5 December 2025")
    (tmp_path / "prisoners.png").write_bytes(b"mine")

    assert saved(picture, tmp_path) == saved(picture, tmp_path) == tmp_path / "prisoners-2.png"
    assert (tmp_path / "prisoners.png").read_bytes() == b"mine"


def test_the_name_of_a_picture_leads_out_of_no_folder(tmp_path: Path) -> None:
    picture = Picture("../../prisoners.png", "image/png", b"1", "Prisoners", "1,218")

    assert saved(picture, tmp_path) == tmp_path / "prisoners.png"


def test_commands_names_and_refs_are_completed() -> None:
    with Timeline.open(os.environ["TIMELINE_STORE"]) as timeline:
        completing = Completing("en", lambda: timeline)

        def completed(line: str) -> list[str]:
            return [found.text for found in completing.get_completions(Document(line), CompleteEvent())]

        assert completed("/re") == ["/releases"]
        assert "Alexander Lukashenko" in completed("/person alexander l")
        assert completed("show ca") == ["call-a"]
        assert completed("who mediated") == []


def test_an_error_ends_its_line_only() -> None:
    out, err = chat("show nothing-here", 'list --actor "open', "list --kind calls", "", "   ", "list --json")

    assert err.count("\n") == 3
    assert "no entry has the ref 'nothing-here'" in err
    assert "close the quotes" in err
    assert len(json.loads(out)["entries"]) == 1


def test_quit_ends_it_and_what_follows_is_not_read() -> None:
    for word in ("quit", "exit"):
        assert chat("list --json", word, "list --json")[0].count("\n") == 1


def test_options_given_to_the_prompt_hold_for_its_lines() -> None:
    out, _ = chat("list", "actors lukashenko", options=("--json", "--language", "ru"))
    listed, named = (json.loads(line) for line in out.splitlines())

    assert len(listed["entries"]) == 1
    assert named["actors"][0]["name"] == "Александр Лукашенко"


def test_options_given_on_a_line_hold_for_that_line_only() -> None:
    out, _ = chat("--json list", "list")

    assert json.loads(out.splitlines()[0])
    assert out.splitlines()[1].startswith("When")


def test_input_that_is_no_text_ends_it_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "chat"], input=b"\xff\xfe\n", capture_output=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1


def test_a_terminal_gets_a_prompt_ctrl_d_ends_it_and_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", MAIN, "chat"], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = _until(ours, "timeline>")
    os.write(ours, b"show call-a\n")
    shown = _until(ours, "Call between.*timeline>")
    os.write(ours, b"\x04")

    assert process.wait(60) == 0
    os.close(ours)
    assert "Ctrl-D ends" in seen
    assert "Call between" in shown
    assert list((tmp_path / "home").iterdir()) == []


def test_ctrl_c_clears_the_line_and_the_prompt_goes_on() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", MAIN, "chat"], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    _until(ours, "timeline>")
    os.write(ours, b"show not")
    _until(ours, "show not")
    process.send_signal(signal.SIGINT)  # what the terminal makes of Ctrl-C
    while not select.select([ours], [], [], 1)[0]:  # readline misses one that comes before it waits for the next key
        process.send_signal(signal.SIGINT)
    _until(ours, "timeline>")
    os.write(ours, b"show call-a\n")
    shown = _until(ours, "Call between.*timeline>")
    os.write(ours, b"\x04")

    assert process.wait(60) == 0
    os.close(ours)
    assert "Call between" in shown


def _until(descriptor: int, wanted: str) -> str:
    text = ""
    while not re.search(wanted, text, re.DOTALL):
        text += os.read(descriptor, 4_096).decode(errors="replace")
    return text


def test_the_console_uses_only_what_the_timeline_makes_public() -> None:
    heavy = ("rich", "telegram", "nio", "psycopg", "prompt_toolkit")
    code = f"import sys, bots.console; print([m for m in sys.modules if m in {heavy}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "[]"

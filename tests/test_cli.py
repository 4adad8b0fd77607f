from __future__ import annotations

import csv
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest
from click.testing import CliRunner

from timeline import Timeline
from timeline.cli import cli
from timeline.exchange.pack import update
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from collections.abc import Sequence

REGISTER = len(shipped_files()[0].read_bytes().splitlines())  # the position of the last shipped actor
MAIN = "from timeline.cli import main; main()"
AP = '{"source": {"publisher": "AP", "kind": "agency", "url": "https://example.org/ap"}}'
RELEASE = {
    "ref": "release-a",
    "fact": {
        "kind": "release",
        "when": "2025-09-11",
        "by": ["lukashenko"],
        "people": 52,
        "mode": "pardon",
        "named": [{"person": "mikola_statkevich", "outcome": "refused_to_leave"}],
        "summary": {"en": "Not [bold]markup[/bold] at all."},
    },
    "claims": [
        {"source": {"publisher": "BelTA", "kind": "state_media", "published": "2025-09-11"}},
        {"source": {"publisher": "AP", "kind": "agency"}, "scope": "people", "value": 51},
    ],
}
CALL = {
    "ref": "call-a",
    "fact": {"kind": "call", "when": "2025-08", "participants": ["donald_trump", "lukashenko"]},
    "claims": [{"source": {"publisher": "Reuters", "kind": "agency"}}],
}
MEETING = {
    "ref": "meeting-a",
    "fact": {
        "kind": "meeting",
        "when": "2025-06-21",
        "place": "minsk",
        "participants": ["keith_kellogg", "lukashenko"],
    },
    "claims": [{"source": {"publisher": "AP", "kind": "agency"}}],
}


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No store of the person who runs the tests is read or written."""
    for name in ("TIMELINE_STORE", "TIMELINE_STORE_FILE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TIMELINE_TRACEBACK", "1")  # what nobody foresaw fails the test, instead of being one line
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, ["", str(Path.cwd()), os.environ.get("PYTHONPATH")])))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with a release, a call and a meeting, named by the environment."""
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    monkeypatch.setenv("TIMELINE_STORE", url)
    assert do("record", "-", given=lines(RELEASE, CALL, MEETING)).code == 0
    return url


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the shipped timeline, to be copied."""
    path = tmp_path_factory.mktemp("shipped") / "timeline.db"
    with Timeline.open(f"sqlite:///{path}") as timeline:
        update(timeline)
    return path


def lines(*objects: object) -> str:
    return "".join(json.dumps(thing) + "\n" for thing in objects)


def do(*args: str, given: str | bytes | None = None) -> Result:
    """Run a command line in this process."""
    result = CliRunner().invoke(cli, list(args), input=given, catch_exceptions=False)
    return Result(result.exit_code, result.stdout, result.stderr)


def run(*args: str, given: str | None = None) -> Result:
    """Run a command line as a program."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *args], input=given, capture_output=True, text=True, timeout=60, check=False
    )
    return Result(done.returncode, done.stdout, done.stderr)


def on_terminal(columns: int, *args: str) -> str:
    """What a terminal of that width gets."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *args], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:
            break
        if not part:
            break
        written += part
    process.wait(60)
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def entries(result: Result) -> list[dict[str, object]]:
    found = result.json["entries"]
    assert isinstance(found, list)
    return found


def refs(result: Result) -> list[object]:
    return [entry["ref"] for entry in entries(result)]


def test_importing_the_command_line_loads_no_bot_no_messenger_no_server_and_no_rich() -> None:
    code = (
        "import sys, timeline.cli; from click.testing import CliRunner;"
        "CliRunner().invoke(timeline.cli.cli, ['list', '--store', 'sqlite:///none.db']);"
        "print([m for m in ('bots', 'telegram', 'nio', 'psycopg', 'rich', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "[]"


# -------------------------------------------------------------------- reading


def test_list_gives_entries_newest_first_in_the_shape_of_the_contracts(store: str) -> None:
    result = do("list", "--json")

    assert refs(result) == ["release-a", "call-a", "meeting-a"]
    assert result.json["next"] is None
    first = entries(result)[0]
    assert {"ref", "number", "kind", "when", "title", "fact", "claims", "version", "status", "match"} <= first.keys()
    assert first["title"] == {
        "en": "52 people, Mikola Statkevich among them, pardoned by Alexander Lukashenko; 1 refused to leave"
    }
    assert first["fact"]["people"] == {  # type: ignore[index]
        "value": 52,
        "lower": 52,
        "upper": 52,
        "qualifier": "exactly",
        "unit": "people",
    }


def test_global_options_stand_before_or_after_the_command(store: str) -> None:
    before, after = (
        do("--json", "--known-at", f"@{REGISTER + 1}", "list"),
        do("list", "--json", "--known-at", f"@{REGISTER + 1}"),
    )

    assert before.out == after.out
    assert refs(before) == ["release-a"]


def test_a_month_matches_a_day_of_it_possibly_and_says_so(store: str) -> None:
    filters = ("list", "--since", "2025-08-10", "--until", "2025-08-20")

    assert [entry["match"] for entry in entries(do(*filters, "--json"))] == ["possible"]
    assert "possible match" in do(*filters).out
    assert "possible" not in do("list").out


def test_pages_hold_every_entry_once_and_say_how_to_go_on(store: str) -> None:
    first = do("list", "--limit", "2", "--json")
    rest = do("list", "--limit", "2", "--json", "--after", str(first.json["next"]))

    assert refs(first) + refs(rest) == ["release-a", "call-a", "meeting-a"]
    assert rest.json["next"] is None
    assert f"--after {first.json['next']}" in do("list", "--limit", "2").out
    assert "--after" not in do("list").out


def test_the_filters_of_list_hold_together(store: str) -> None:
    assert refs(do("list", "--json", "--kind", "call", "--kind", "meeting")) == ["call-a", "meeting-a"]
    assert refs(do("list", "--json", "--actor", "Лукашэнка", "--place", "Belarus")) == ["meeting-a"]
    assert refs(do("list", "--json", "--actor", "United States", "--text", "trump")) == ["call-a"]
    assert refs(do("list", "--json", "--nationality", "pl")) == ["release-a"]


def test_nothing_found_is_code_1_and_still_an_object(store: str) -> None:
    result = do("list", "--json", "--kind", "arrest")

    assert (result.code, result.json, result.err) == (1, {"entries": [], "next": None}, "")
    assert do("list", "--kind", "arrest") == Result(
        1, "", "timeline: no entry matches; see `timeline list --help` for the filters\n"
    )


def test_a_retracted_entry_leaves_the_list_unless_all_is_asked_for(store: str) -> None:
    do("retract", "call-a", "--reason", "it never was", "--version", "1")

    assert refs(do("list", "--json")) == ["release-a", "meeting-a"]
    assert refs(do("list", "--json", "--all")) == ["release-a", "call-a", "meeting-a"]
    assert re.search(r"call-a +retracted", do("list", "--all").out)


def test_show_prints_fields_sources_and_what_differs(store: str) -> None:
    out = do("show", "release-a").out

    assert re.search(r"When +2025-09-11\n", out)
    assert re.search(r"Named +Mikola Statkevich: refused to leave\n", out)
    assert re.search(r"Summary +Not \[bold\]markup\[/bold\] at all\.\n", out)
    assert "BelTA, state media, 2025-09-11" in out
    assert "gives people as 51" in out
    assert re.search(rf"Version +1, number {REGISTER + 1}, first recorded 20", out)


def test_show_tells_of_links_from_both_ends(store: str) -> None:
    do("link", "release-a", "follows", "call-a", "--claim", AP)

    assert do("show", "release-a", "--json").json["links"][0]["to"] == "call-a"  # type: ignore[index]
    assert do("show", "call-a", "--json").json["linked_from"] == [{"kind": "follows", "ref": "release-a"}]
    assert re.search(r"→ follows +call-a\n", do("show", "release-a").out)
    assert re.search(r"← follows +release-a\n", do("show", "call-a").out)


def test_show_says_who_claims_a_link_and_who_denies_it(store: str) -> None:
    denied = json.loads(AP) | {"source": {"publisher": "BNS"}, "stance": "disputes", "asserted_by": "gitanas_nauseda"}
    do("link", "release-a", "in_exchange_for", "call-a", "--claim", AP, "--claim", json.dumps(denied))

    out = do("show", "release-a").out
    assert re.search(r"→ in exchange for +call-a\n.*\n +according to AP\n +disputed by Gitanas Nausėda \(BNS\)\n", out)


def test_a_mistyped_ref_is_answered_with_one_that_is_like_it(store: str) -> None:
    assert do("show", "cal-a") == Result(1, "", "timeline: no entry has the ref 'cal-a'; did you mean call-a?\n")


def test_history_shows_what_changed_and_why(store: str) -> None:
    do("correct", "release-a", "--set", "people=51", "--set", "named=null", "--reason", "one stayed", "--version", "1")
    out = do("history", "release-a").out

    assert re.search(rf"^{REGISTER + 1} +20\S+ \S+Z +recorded; ", out, re.MULTILINE)
    assert (
        "corrected; because: one stayed; people: 52 → 51; named: Mikola Statkevich: refused to leave → nothing" in out
    )


def test_history_of_a_corrected_list_shows_what_was_added_and_what_was_removed(store: str) -> None:
    def corrected(version: int, *topics: str) -> str:
        given = ["--set", f"topics={json.dumps(topics)}", "--reason", "r", "--version", str(version)]
        assert do("correct", "call-a", *given).code == 0
        return do("history", "call-a").out.splitlines()[-1]

    corrected(1, "prisoners", "sanctions", "potash")
    assert corrected(2, "prisoners", "potash", "embassy").endswith("; topics: added embassy, removed sanctions")
    assert corrected(3, "prisoners", "potash", "embassy", "flights").endswith("; topics: added flights")
    assert corrected(4, "flights", "prisoners", "potash", "embassy").endswith("; topics: the same in another order")


def test_history_as_json_holds_the_event_lines_themselves(store: str) -> None:
    do("retract", "call-a", "--reason", "it never was", "--version", "1")
    exported = [json.loads(line) for line in do("export").out.splitlines()]

    assert do("history", "call-a", "--json").json == {
        "ref": "call-a",
        "events": [line for line in exported if line["ref"] == "call-a"],
    }
    assert len(do("history", "call-a", "--json", "--known-at", f"@{REGISTER + 3}").json["events"]) == 1  # type: ignore[arg-type]


def test_actors_are_found_in_any_script(store: str) -> None:
    result = do("actors", "лукашэнка", "--json")

    assert result.json["actors"][0]["id"] == "lukashenko"  # type: ignore[index]
    assert do("actors", "nobody-at-all", "--json") == Result(1, '{"actors": []}\n', "")
    assert do("actors", "nobody-at-all").err.startswith("timeline: no actor has 'nobody-at-all' in an id or name")


def test_names_come_in_the_language_that_is_asked_for(store: str) -> None:
    assert "Александр Лукашенко" in do("actors", "--language", "ru", "lukashenko").out
    assert re.search(r"Participants +Дональд Трамп; Александр Лукашенко", do("show", "call-a", "--language", "ru").out)


def test_stats_count_by_kind_and_status(store: str) -> None:
    do("retract", "call-a", "--reason", "it never was", "--version", "1")
    result = do("stats", "--json").json

    assert (result["position"], result["entries"]) == (REGISTER + 4, 3)
    assert result["coverage"]["reviewed"] == []  # type: ignore[index]
    assert result["statuses"] == {"standing": 2, "disputed": 0, "retracted": 1, "merged": 0}
    assert (result["kinds"]["release"], result["unreadable"]) == (1, [])  # type: ignore[index]


def test_a_schema_of_each_kind_is_one_object(store: str) -> None:
    for kind in ("call", "release", "sanctions_change", "claim", "actor"):
        assert do("schema", kind, "--json").json["properties"]
        assert json.loads(do("schema", kind).out)["additionalProperties"] is False


@pytest.mark.parametrize("moment", ["1999", "1999-12", "1999-12-31", "1999-12-31T10:00:00Z", f"@{REGISTER}"])
def test_nothing_is_known_before_it_was_recorded(store: str, moment: str) -> None:
    assert do("list", "--json", "--known-at", moment).code == 1
    assert do("show", "call-a", "--known-at", moment).code == 1


@pytest.mark.parametrize("command", ["show", "history"])
def test_an_entry_that_was_not_known_then_is_told_from_one_that_is_not_there(store: str, command: str) -> None:
    result = do(command, "call-a", "--known-at", "1999")

    assert re.fullmatch(
        rf"timeline: 'call-a' was not known then; first recorded at 20\S+ \S+Z, position {REGISTER + 2}\n", result.err
    )
    assert "no entry has the ref 'call-b'" in do(command, "call-b", "--known-at", "1999").err


def test_stats_at_a_moment_hold_nothing_that_came_later(store: str) -> None:
    def stats(moment: str) -> tuple[object, object, object]:
        told = do("stats", "--json", "--known-at", moment).json
        return told["position"], told["actors"], told["entries"]

    assert stats("@1") == (1, 1, 0)
    assert stats(f"@{REGISTER + 2}") == (REGISTER + 2, do("stats", "--json").json["actors"], 2)
    assert stats("1999") == (REGISTER, do("stats", "--json").json["actors"], 0)  # the register is older than any entry
    assert stats("2199") == (REGISTER + 3, do("stats", "--json").json["actors"], 3)


# -------------------------------------------------------------------- writing


def test_every_writer_says_what_became_of_it(store: str) -> None:
    def wrote(*args: str) -> tuple[object, object, object]:
        result = do(*args, "--json").json
        assert list(result) == ["ref", "version", "position", "result"]
        return result["ref"], result["version"], result["result"]

    assert wrote(
        "correct", "call-a", "--set", 'when="2025-08-15"', "--reason", "r", "--version", "1", "--claim", AP
    ) == (
        "call-a",
        2,
        "corrected",
    )
    assert wrote("corroborate", "call-a", "--claim", AP) == ("call-a", 2, "unchanged")
    assert wrote("dispute", "call-a", "--claim", AP) == ("call-a", 3, "disputed")
    assert wrote("retract", "call-a", "--reason", "r", "--version", "3") == ("call-a", 4, "retracted")
    assert wrote("reinstate", "call-a", "--reason", "r", "--version", "4") == ("call-a", 5, "reinstated")
    assert wrote("link", "call-a", "part_of", "release-a", "--claim", AP) == ("call-a", 6, "linked")
    assert wrote("link", "call-a", "part_of", "release-a", "--claim", AP) == ("call-a", 6, "unchanged")
    do("record", "-", given=lines(CALL | {"ref": "call-b"}))
    assert wrote("merge", "call-b", "--into", "call-a", "--reason", "r", "--version", "1")[::2] == ("call-a", "merged")
    assert do("show", "call-b", "--json").json["merged_into"] == "call-a"
    assert (
        do("corroborate", "release-a", "--claim", AP).out
        == f"corroborated: release-a is at version 2, position {REGISTER + 11}\n"
    )


def test_a_change_without_the_version_is_refused_and_shows_it(store: str) -> None:
    for command in (("correct", "call-a", "--set", 'when="2025"'), ("retract", "call-a")):
        result = do(*command, "--reason", "r")
        assert result.code == 1
        assert "'call-a' is at version 1, but no version was given" in result.err
    assert do("retract", "call-a", "--reason", "r", "--version", "7").code == 1
    assert do("show", "call-a", "--json").json["version"] == 1


def test_recording_a_file_counts_what_became_of_its_lines(store: str, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text(
        lines(CALL, RELEASE | {"claims": [json.loads(AP)]}, MEETING | {"ref": "meeting-b"}), encoding="utf-8"
    )
    result = do("record", "more.jsonl", "--json").json

    assert (result["recorded"], result["corroborated"], result["unchanged"]) == (1, 1, 1)
    assert [entry["result"] for entry in result["entries"]] == [  # type: ignore[attr-defined]
        "unchanged",
        "corroborated",
        "recorded",
    ]
    assert do("record", "more.jsonl").out == "0 recorded, 0 corroborated, 3 unchanged\n"


def test_recording_one_entry_gives_one_object(store: str) -> None:
    assert do("record", "-", "--json", given=lines(CALL)).json == {
        "ref": "call-a",
        "version": 1,
        "position": REGISTER + 2,
        "result": "unchanged",
    }


POLICE = {
    "id": "a_new_body",
    "type": "organisation",
    "names": [{"text": "A New Body", "lang": "en", "script": "Latn"}],
}


def test_recording_one_actor_says_what_became_of_it(store: str) -> None:
    def wrote(line: object) -> dict[str, object]:
        return do("record", "-", "--json", given=lines(line)).json

    new = {"actor": "a_new_body", "version": 1, "position": REGISTER + 4, "result": "recorded"}
    assert wrote({"actor": POLICE}) == new
    assert wrote({"actor": POLICE}) == new | {"result": "unchanged"}
    assert wrote({"actor": POLICE | {"external_ids": {"wikidata": "Q1"}}, "version": 1}) == new | {
        "version": 2,
        "position": REGISTER + 5,
        "result": "changed",
    }
    assert do("record", "-", given=lines({"actor": POLICE | {"id": "other_body"}})).out == (
        f"recorded: the actor other_body is at version 1, position {REGISTER + 6}\n"
    )


def test_an_actor_of_the_shipped_register_is_not_new_to_a_new_store(store: str) -> None:
    (line,) = [line for line in do("export").out.splitlines() if json.loads(line)["ref"] == "actor:lukashenko"]
    actor = json.loads(line)["data"]["actor"]
    result = do("record", "-", "--json", "--store", "sqlite:///new.db", given=lines({"actor": actor})).json

    assert (result["actor"], result["version"], result["result"]) == ("lukashenko", 1, "unchanged")


def test_actors_among_entries_are_told_one_by_one(store: str) -> None:
    file = lines(
        {"actor": POLICE}, CALL | {"ref": "call-b"}, {"actor": POLICE | {"id": "other_body"}}, {"actor": POLICE}
    )
    result = do("record", "-", "--json", given=file).json

    assert [(actor["actor"], actor["result"]) for actor in result["actors"]] == [  # type: ignore[attr-defined]
        ("a_new_body", "recorded"),
        ("other_body", "recorded"),
    ]
    assert (result["recorded"], len(result["entries"])) == (1, 1)  # type: ignore[arg-type]
    assert do("record", "-", given=file).out == (
        "0 recorded, 0 corroborated, 1 unchanged; actors: 0 recorded, 0 changed, 2 unchanged\n"
    )


def test_nothing_of_a_file_with_one_bad_line_is_stored(store: str) -> None:
    bad = CALL | {"ref": "call-c", "fact": {"kind": "call", "when": "2025-02-30", "participants": ["lukashenko"]}}
    result = do("record", "-", given=lines(MEETING | {"ref": "meeting-c"}, bad))

    assert result.code == 1
    assert result.err.startswith("timeline: line 2, ")
    assert result.err.count("\n") == 1
    assert do("show", "meeting-c").code == 1


def test_a_line_of_gigabytes_takes_no_gigabytes(store: str, tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("wb") as file:
        file.write(b'{"ref": "')
        file.seek(300 << 20)
        file.write(b'"}\n')
    code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({600 << 20}, {600 << 20})); {MAIN}"
    done = subprocess.run(
        [sys.executable, "-c", code, "record", "long.jsonl"], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 1
    assert re.fullmatch(r"timeline: line 1: has more than 1,048,576 bytes; .*\n", done.stderr)


def test_an_export_imports_as_the_same_log(store: str, tmp_path: Path) -> None:
    exported = do("export").out
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    result = do("import", "-", "--json", "--store", copy, given=exported).json

    assert result == {"added": REGISTER + 3, "present": 0, "position": REGISTER + 3}
    assert do("export", "--store", copy).out == exported
    assert do("import", "-", "--store", copy, given=exported).out == (
        f"imported: 0 events added, {REGISTER + 3} were there, position {REGISTER + 3}\n"
    )
    assert do("export", "--after", str(REGISTER + 2)).out == exported.splitlines(keepends=True)[-1]


def test_the_shipped_timeline_is_added_to_a_store_of_ones_own(store: str) -> None:
    first, second = do("import", "--shipped", "--json").json, do("import", "--shipped", "--json").json

    assert (first["present"], first["conflicts"], second["added"]) == (REGISTER, [], 0)
    assert second["position"] == first["added"] + REGISTER + 3  # type: ignore[operator]


def test_what_does_not_fit_the_shipped_timeline_is_reported_and_kept(store: str, shipped_store: Path) -> None:
    with Timeline.open(f"sqlite:///{shipped_store}") as timeline:
        (shipped,) = timeline.entries(limit=1).entries
    own = CALL | {"ref": shipped.ref}
    do("record", "-", given=lines(own))
    result = do("import", "--shipped")

    assert result.code == 0
    assert re.fullmatch(rf"timeline: conflict: {shipped.ref}, version 1: .*skipped\n", result.err)
    assert do("show", shipped.ref, "--json").json["kind"] == "call"


def test_a_csv_has_a_row_for_each_entry(store: str) -> None:
    rows = csv.reader(do("export", "--format", "csv").out.splitlines())

    assert [row[0] for row in rows] == ["ref", "meeting-a", "call-a", "release-a"]


# -------------------------------------------------------------------- errors

WRONG: list[tuple[Sequence[str], int, str]] = [
    (["lst"], 2, "there is no command 'lst'; did you mean list"),
    (["ministers"], 2, "there is no command 'ministers'"),
    (["frobnicate"], 2, "there is no command 'frobnicate'; see `timeline --help`"),
    (["--frob"], 2, "No such option"),
    (["list", "--knid", "call"], 2, "No such option"),
    (["list", "--kind", "calls"], 2, "'calls' is not one of"),
    (["list", "--kind"], 2, "requires an argument"),
    (["list", "--since", "2025-13"], 2, "'2025-13' has no such month"),
    (["list", "--since", "2025-09", "--until", "2025-08"], 2, "before it starts"),
    (["list", "--after", "yesterday"], 2, "'yesterday' is no cursor"),
    (["list", "--limit", "0"], 2, "--limit"),
    (["list", "--known-at", "2025-01-01T10:00"], 2, "has no time zone; write such as 2025-01-01T10:00Z"),
    (["list", "--known-at", "@minus"], 2, "'@minus' is no position"),
    (["list", "--known-at", "2025/.."], 2, "has no end"),
    (["list", "--actor", "Lukashenka Lukashenka"], 1, "the register knows no actor"),
    (["list", "--nationality", "Poland"], 2, "'Poland' is no country code"),
    (["list", "--language", "xx"], 2, "'xx' is not one of"),
    (["show"], 2, "Missing argument 'REF'; see `timeline show --help`"),
    (["show", "one", "two"], 2, "unexpected extra argument"),
    (["show", "call-z\nevil\x1b[31m"], 1, "no entry has the ref"),
    (
        ["correct", "call-a", "--set", "when=2025-08-15", "--reason", "r"],
        2,
        '--set when: write a JSON value, such as "2025-08-15"',
    ),
    (["correct", "call-a", "--set", "when", "--reason", "r"], 2, "write FIELD=JSON"),
    (["correct", "call-a", "--set", "when=NaN", "--reason", "r"], 2, "--set when: write a JSON value"),
    (["correct", "call-a", "--set", f"when={'[' * 100_000}", "--reason", "r"], 2, "--set when: write a JSON value"),
    (["correct", "call-a", "--set", "a=1", "--set", "a=2", "--reason", "r"], 2, "--set a: is given twice"),
    (["correct", "call-a", "--set", "wen=1", "--reason", "r", "--version", "1"], 1, "has no field 'wen'"),
    (
        ["correct", "call-a", "--set", 'when="2025-13"', "--reason", "r", "--version", "1"],
        1,
        "when: '2025-13' has no such month",
    ),
    (["correct", "call-a", "--reason", "r"], 2, "Missing option '--set'"),
    (["retract", "call-a", "--version", "1"], 2, "Missing option '--reason'"),
    (["retract", "call-a", "--version", "one", "--reason", "r"], 2, "'one' is not a valid integer"),
    (["retract", "call-a", "--reason", "", "--version", "1"], 1, "reason: is empty; say why, in a sentence"),
    (["merge", "call-a", "--into", "call-b", "--reason", " "], 1, "reason: is empty; say why, in a sentence"),
    (["follow", "--known-at", "@1", "--limit", "1", "--after", "0"], 2, "--known-at is for what was known"),
    (["list", "--store", ""], 2, "--store: is empty"),
    (["--store", " ", "list"], 2, "--store: is empty"),
    (["corroborate", "call-a", "--claim", "Reuters"], 2, "--claim: write a JSON object"),
    (["corroborate", "call-a", "--claim", "[1]"], 2, "--claim: write a JSON object"),
    (["corroborate", "call-a", "--claim", '{"source": {}}'], 2, "--claim, source.publisher: is missing"),
    (["link", "call-a", "causes", "release-a", "--claim", AP], 2, "'causes' is not one of"),
    (["link", "call-a", "follows", "releas-a", "--claim", AP], 1, "did you mean release-a?"),
    (["merge", "call-a", "--into", "release-a", "--reason", "r", "--version", "1"], 1, "not the same thing"),
    (["retract", "call-a", "--reason", "r", "--version", "1", "--known-at", "2025"], 2, "--known-at is for reading"),
    (["record"], 2, "give a FILE of entry lines, or --form KIND"),
    (["record", "nowhere.jsonl"], 2, "No such file"),
    (["record", "."], 2, "Is a directory"),
    (["record", "-"], 1, "there is no line to record"),
    (["import"], 2, "give a FILE of event lines, or --shipped"),
    (["import", "-"], 1, "there is no line to import"),
    (["import", os.devnull], 1, "there is no line to import"),
    (["record", "/dev/zero"], 1, "line 1: has more than 1,048,576 bytes"),
    (["import", "/dev/zero"], 1, "line 1: has more than 1,048,576 bytes"),
    (["export", "--format", "xlsx"], 2, "'xlsx' is not one of"),
    (["export", "--known-at", "2025"], 2, "--known-at is for csv"),
    (["completion", "tcsh"], 2, "'tcsh' is not one of"),
    (["list", "--store", "mysql://host/db"], 3, "is no store"),
    (["list", "--store", "sqlite:////no/such/directory/timeline.db"], 3, "no directory"),
    (["list", "--store", "postgresql://localhost:1/none"], 3, "cannot be used"),
]


@pytest.mark.parametrize(("args", "code", "said"), WRONG, ids=[" ".join(args)[:40] for args, _, _ in WRONG])
def test_an_error_is_one_line_on_standard_error_and_a_code(store: str, args: list[str], code: int, said: str) -> None:
    result = do(*args)

    assert result.code == code
    assert result.out == ""
    assert said in result.err
    assert re.fullmatch(r"timeline: [^\n\x1b]+\n", result.err)


REFUSED: list[tuple[Sequence[str], int, dict[str, object]]] = [
    (["show", "cal-a"], 1, {"type": "UnknownRefError", "ref": "cal-a"}),
    (["list", "--place", "Atlantis"], 1, {"type": "UnknownActorError"}),
    (
        ["correct", "call-a", "--set", 'when="2025-13"', "--reason", "r", "--version", "1"],
        1,
        {"type": "DateError", "field": "when"},
    ),
    (["retract", "call-a", "--reason", "r"], 1, {"type": "VersionError", "ref": "call-a", "current": 1}),
    (["retract", "call-a", "--reason", "", "--version", "1"], 1, {"type": "InputError", "field": "reason"}),
    (["record", "bad.jsonl"], 1, {"type": "InputError", "field": "fact.colour", "where": "line 1"}),
    (["record", "other.jsonl"], 1, {"type": "RefTakenError", "ref": "call-a"}),
    (["list", "--store", "sqlite:////no/such/directory/timeline.db"], 3, {"type": "UnreachableError"}),
]


@pytest.mark.parametrize(("args", "code", "told"), REFUSED, ids=[" ".join(args)[:40] for args, _, _ in REFUSED])
@pytest.mark.parametrize("first", [True, False])
def test_what_is_refused_is_an_object_too_where_objects_are_asked_for(
    store: str, tmp_path: Path, args: list[str], code: int, told: dict[str, object], first: bool
) -> None:
    (tmp_path / "bad.jsonl").write_text(lines(CALL | {"fact": {**CALL["fact"], "colour": 1}}))  # type: ignore[dict-item]
    (tmp_path / "other.jsonl").write_text(lines(MEETING | {"ref": "call-a"}))
    result = do("--json", *args) if first else do(*args, "--json")

    assert result.code == code
    error = result.json["error"]
    assert isinstance(error, dict)
    assert result.err == f"timeline: {error.pop('message')}\n"
    assert error == told
    assert list(result.json) == ["error"]


def test_a_bug_is_an_object_too(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMELINE_TRACEBACK")
    code = f"import timeline.timeline as t; t.Timeline.position = lambda self: 1 // 0; {MAIN}"
    done = subprocess.run(
        [sys.executable, "-c", code, "stats", "--json"], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["type"] == "ZeroDivisionError"


def test_wrong_usage_and_what_prints_lines_print_no_object(store: str) -> None:
    assert do("--json", "show").out == ""
    assert do("--json", "export", "--store", "sqlite:////no/such/directory/timeline.db").out == ""


@pytest.mark.parametrize("name", ["TIMELINE_STORE", "TIMELINE_STORE_FILE"])
def test_a_variable_that_is_set_to_nothing_never_means_the_embedded_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "")
    result = do("record", "-", given=lines(CALL))

    assert (result.code, result.out) == (3, "")
    assert result.err == f"timeline: {name} is set, and empty; put the address into it, or unset it\n"
    assert not (tmp_path / "data").exists()
    assert do("record", "-", "--store", "sqlite:///given.db", given=lines(CALL)).code == 0


def test_each_half_of_the_other_file_format_is_sent_to_the_right_command(store: str) -> None:
    assert "use `timeline import`" in do("record", "-", given=do("export").out).err
    assert "use `timeline record`" in do("import", "-", given=lines(CALL)).err


@pytest.mark.parametrize("command", ["record", "import"])
def test_a_file_of_blank_lines_is_refused_and_makes_no_store(command: str, tmp_path: Path) -> None:
    path = tmp_path / "new.db"

    result = do(command, "-", "--store", f"sqlite:///{path}", given="\n  \n\r\n")

    assert (result.code, result.out) == (1, "")
    assert f"there is no line to {command}" in result.err
    assert not path.exists()


def test_what_stands_behind_a_mebibyte_of_blanks_is_not_passed_over(store: str) -> None:
    blanks = " " * (1 << 20)

    for line in (lines(CALL) + blanks + "       and more\n", blanks + "       " + lines(CALL) + "\n"):
        result = do("record", "-", given=line.replace("\n", "") + "\n")
        assert (result.code, result.err[:50]) == (1, "timeline: line 1: has more than 1,048,576 bytes; s")


def test_a_line_of_a_mebibyte_may_have_a_byte_order_mark_and_line_ends_of_windows(store: str) -> None:
    short = lines(CALL).strip()
    longest = "\ufeff" + short.replace('"fact":', '"fact":' + " " * ((1 << 20) - len(short.encode()))) + "\r\n"

    assert do("record", "-", given=longest).code == 0
    assert do("record", "-", given=longest.replace('"fact":', '"fact": ')).code == 1


def test_a_real_program_says_the_same(store: str) -> None:
    assert run("show", "cal-a") == Result(1, "", "timeline: no entry has the ref 'cal-a'; did you mean call-a?\n")
    assert run("list", "--knid").code == 2
    listed = run("list", "--json")
    assert (listed.code, listed.err, len(entries(listed))) == (0, "", 3)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:hunter2@localhost/timeline",
        "postgresql://:hunter2@localhost/timeline",
        "postgresql://user:hun/ter2@localhost/timeline",
        "postgresql://localhost/timeline?password=hunter2",
        "postgresql://localhost/timeline?passw%6Frd=hunter2",
        "host=localhost password=hunter2",
        "user:hunter2@localhost",
    ],
)
def test_a_password_on_the_command_line_is_refused_and_never_repeated(url: str) -> None:
    for result in (do("--store", url, "list"), do("list", "--store", url), run("stats", "--store", url)):
        assert result.code == 2
        assert "TIMELINE_STORE_FILE" in result.err
        assert not re.search(r"hunter2|ter2|user", result.out + result.err.replace("other users", ""))


def test_what_nobody_foresaw_is_one_line_too(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMELINE_TRACEBACK")
    code = f"import timeline.timeline as t; t.Timeline.position = lambda self: 1 // 0; {MAIN}"
    done = subprocess.run(
        [sys.executable, "-c", code, "stats"], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"timeline: ZeroDivisionError: [^\n]+TIMELINE_TRACEBACK=1 to see where\n", done.stderr)


def test_a_server_is_a_store_like_a_file(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_STORE", postgres_url)
    assert "does not exist yet" in do("list").err
    assert do("record", "-", given=lines(RELEASE, CALL)).out == "2 recorded, 0 corroborated, 0 unchanged\n"
    do("correct", "release-a", "--set", "people=51", "--set", "named=null", "--reason", "r", "--version", "1")
    listed = do("list", "--json")

    assert (refs(listed), listed.err) == (["release-a", "call-a"], "")
    assert do("show", "release-a", "--json").json["version"] == 2
    assert refs(do("list", "--json", "--known-at", f"@{REGISTER + 1}")) == ["release-a"]
    assert do("import", "-", "--json", "--store", "sqlite:///copy.db", given=do("export").out).code == 0


def test_a_store_is_named_by_a_file(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "url").write_text(f"{store}\n", encoding="utf-8")
    monkeypatch.delenv("TIMELINE_STORE")
    monkeypatch.setenv("TIMELINE_STORE_FILE", str(tmp_path / "url"))

    assert refs(do("list", "--json")) == ["release-a", "call-a", "meeting-a"]

    (tmp_path / "url").write_text("postgresql://user:hunter2@localhost:1/x\n", encoding="utf-8")
    refused = do("list")
    assert refused.code == 3
    assert "hunter2" not in refused.err

    monkeypatch.setenv("TIMELINE_STORE_FILE", str(tmp_path / "nothing"))
    assert do("list").code == 3


def test_a_damaged_entry_is_left_out_of_the_list_with_a_warning_and_refused_by_show(store: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "timeline.db") as connection:
        connection.execute("UPDATE stored_events SET state = '{\"fact\": 1}' WHERE originator_id = 'call-a'")
    connection.close()
    listed = do("list", "--json")

    assert (listed.code, refs(listed)) == (0, ["release-a", "meeting-a"])
    assert listed.err == (
        f"timeline: left out what cannot be read, at position {REGISTER + 2} (call-a); see `timeline stats`\n"
    )
    shown = do("show", "call-a")
    assert (shown.code, shown.out) == (3, "")
    assert shown.err.startswith(f"timeline: the event at position {REGISTER + 2} (call-a) cannot be read")
    assert do("history", "call-a").code == 3
    assert do("show", "release-a").code == 0
    assert do("stats", "--json").json["unreadable"][0]["position"] == REGISTER + 2  # type: ignore[index]


def test_a_file_that_is_no_store_is_code_3(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, " * 100, encoding="utf-8")

    result = do("list", "--store", "sqlite:///letter.txt")
    assert result.code == 3
    assert re.fullmatch(r"timeline: letter\.txt [^\n]+\n", result.err)


def test_a_store_that_is_not_there_yet_reads_as_empty_and_knows_the_register(tmp_path: Path) -> None:
    result = do("actors", "лукашэнка", "--json", "--store", "sqlite:///new.db")

    assert result.json["actors"][0]["id"] == "lukashenko"  # type: ignore[index]
    assert result.err == "timeline: sqlite:///new.db does not exist yet; the first record creates it\n"
    assert not (tmp_path / "new.db").exists()
    assert do("record", "-", "--store", "sqlite:///new.db", given=lines(CALL)) == Result(
        0, f"recorded: call-a is at version 1, position {REGISTER + 1}\n", ""
    )
    assert do("list", "--store", "sqlite:///new.db").err == ""


# --------------------------------------------------------- processes and pipes


def test_the_embedded_store_is_filled_once_and_that_is_said(tmp_path: Path) -> None:
    first, second = run("list", "--json", "--limit", "1"), run("list", "--json", "--limit", "1")

    place = tmp_path / "data" / "belarus-timeline" / "timeline.db"
    assert re.fullmatch(rf"timeline: the embedded store was new: loaded .* into {re.escape(str(place))}\n", first.err)
    assert second == Result(0, first.out, "")
    assert place.stat().st_mode & 0o777 == 0o600


def test_processes_that_fill_the_embedded_store_at_once_all_succeed() -> None:
    command = [sys.executable, "-c", MAIN, "stats", "--json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    done = [process.communicate(timeout=60) for process in running]

    assert [process.returncode for process in running] == [0] * 4
    assert len({out for out, _ in done}) == 1
    assert sum("loaded the shipped timeline" in err for _, err in done) == 1


def test_a_reader_who_has_had_enough_ends_an_export_quietly(store: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -c '{MAIN}' export | head -n 1"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def test_follow_ends_when_nobody_reads_it_any_more(store: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -c '{MAIN}' follow --json --after {REGISTER} | head -n 1"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.stderr == ""
    assert json.loads(done.stdout)["ref"] == "release-a"


def test_follow_prints_what_another_process_records(store: str) -> None:
    following = subprocess.Popen(
        [sys.executable, "-c", MAIN, "follow", "--json", "--after", str(REGISTER + 2), "--limit", "2"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert following.stdout is not None
    assert json.loads(following.stdout.readline())["ref"] == "meeting-a"
    do("retract", "call-a", "--reason", "it never was", "--version", "1")

    assert json.loads(following.stdout.readline())["type"] == "retracted"
    assert following.wait(30) == 0
    following.stdout.close()


def test_an_interrupt_ends_silently(store: str) -> None:
    following = subprocess.Popen(
        [sys.executable, "-c", MAIN, "follow", "--after", str(REGISTER + 2)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert following.stdout is not None
    assert following.stdout.readline().startswith(f"{REGISTER + 3}  ")
    following.send_signal(signal.SIGINT)

    assert following.communicate(timeout=30) == ("", "")
    assert following.returncode == 130


@pytest.mark.parametrize(
    ("command", "closed", "code", "said"),
    [
        ("list", ">&-", 0, ""),
        ("show nothing", ">&-", 1, "no entry has the ref"),
        ("show nothing", "2>&-", 1, ""),
        ("record -", "<&-", 1, "there is no line to record"),
        ("record --form call", "<&-", 1, "the answers ended"),
        ("stats", "<&- >&- 2>&-", 0, ""),
    ],
)
def test_a_stream_that_is_closed_is_nothing_to_read_and_nobody_who_reads(
    store: str, command: str, closed: str, code: int, said: str
) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -c '{MAIN}' {command} {closed}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("command", ["record", "import"])
def test_an_interrupt_while_lines_are_checked_says_that_nothing_is_stored(store: str, command: str) -> None:
    line = json.dumps(CALL) if command == "record" else do("export").out.splitlines()[0]
    reading = subprocess.Popen(
        [sys.executable, "-c", MAIN, command, "-", "--store", "sqlite:///new.db"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert reading.stdin is not None
    reading.stdin.write(f"{line}\n".encode() + b"\n" * (1 << 20))  # more than a pipe holds: it is being read
    reading.stdin.flush()
    reading.send_signal(signal.SIGINT)
    _, err = reading.communicate(timeout=30)

    assert reading.returncode == 130
    assert err.decode() == "timeline: interrupted: 0 are stored; repeat the command to go on\n"


def test_an_interrupt_between_batches_says_how_much_is_stored_and_the_command_goes_on(
    store: str, tmp_path: Path
) -> None:
    (tmp_path / "many.jsonl").write_text(lines(*(CALL | {"ref": f"call-{number}"} for number in range(1_500))))
    code = f"""
import os, signal
from timeline.recording import Recording
real = Recording.prepared
def prepared(self, batch):
    if len(batch) < 1_000:
        os.kill(os.getpid(), signal.SIGINT)
    return real(self, batch)
Recording.prepared = prepared
{MAIN}"""
    done = subprocess.run(
        [sys.executable, "-c", code, "record", "many.jsonl"], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "timeline: interrupted: 1,000 are stored; repeat the command to go on\n"
    assert do("record", "many.jsonl").out == "500 recorded, 0 corroborated, 1000 unchanged\n"


def test_the_package_runs_as_a_module(store: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "list", "--json"], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, len(json.loads(done.stdout)["entries"])) == (0, 3)


def test_a_terminal_without_unicode_gets_escapes(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")

    assert r"\u041b\u0443\u043a" in run("actors", "lukashenko", "--language", "ru").out
    assert r"\u041b\u0443\u043a" in run("actors", "lukashenko", "--json").out


def test_output_that_is_piped_is_neither_coloured_nor_cut(store: str) -> None:
    for command in (("list",), ("show", "release-a"), ("history", "release-a"), ("actors",), ("stats",)):
        assert "\x1b" not in run(*command).out
    assert (
        "52 people, Mikola Statkevich among them, pardoned by Alexander Lukashenko; 1 refused to leave\n"
        in run("list").out
    )


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_a_terminal_of_any_width_gets_all_of_it(store: str, columns: int) -> None:
    listed, shown = on_terminal(columns, "list"), on_terminal(columns, "show", "release-a")

    assert "\x1b[" in listed
    for text in (listed, shown):
        assert "…" not in text
        assert all(len(line) <= columns for line in plain(text).splitlines())
        words = re.sub(r"\s+", "", plain(text))
        assert "52people,MikolaStatkevichamongthem,pardonedbyAlexanderLukashenko;1refusedtoleave" in words
        assert "release-a" in words
    assert "Not[bold]markup[/bold]atall." in re.sub(r"\s+", "", plain(shown))


# ----------------------------------------------------------------------- help

ALL = cli.list_commands(click.Context(cli))


def examples(name: str | None) -> list[str]:
    """The example lines of a help text, as a reader finds them."""
    text = do(*([name] if name else []), "--help").out
    section = text.partition("\nExamples:\n")[2]
    return [line.strip() for line in section.splitlines() if line.strip()]


EXAMPLES = [(name, example) for name in (None, *ALL) for example in examples(name)]


def test_every_command_has_help_with_examples() -> None:
    assert {name for name, _ in EXAMPLES} == {None, *ALL}
    listed = do("--help").out
    assert all(re.search(rf"^  {name} +\S", listed, re.MULTILINE) for name in ALL)
    assert "..." not in listed.partition("Commands:")[2]
    assert do().out == listed


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES])
def test_every_example_of_the_help_works(example: str, shipped_store: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "timeline"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{MAIN}' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    shutil.copy(shipped_store, tmp_path / "examples.db")
    answers = FORM if "--form" in example else "list --limit 1\n"
    done = subprocess.run(
        ["bash", "-c", f"set -e -o pipefail; {example}"],
        input=answers,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ
        | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "TIMELINE_STORE": f"sqlite:///{tmp_path / 'examples.db'}",
        },
    )

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_is_that_of_titles_and_names(shipped_store: Path) -> None:
    command = ["--store", f"sqlite:///{shipped_store}", "--language", "be", "list", "--kind", "call", "--limit", "1"]
    assert "Тэлефонная размова" in CliRunner().invoke(cli, command).output


def test_the_version_is_the_programs_or_the_entrys() -> None:
    assert re.fullmatch(r"timeline \d+\.\d+\.\d+\S*\n", do("--version").out)


def test_the_shell_scripts_complete_commands_and_refs(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_TIMELINE_COMPLETE" in do("completion", shell).out
    monkeypatch.setenv("_TIMELINE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "timeline show rel")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert run().out.split() == ["plain,release-a"]
    monkeypatch.setenv("COMP_WORDS", "timeline ret")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert run().out.split() == ["plain,retract"]


# ----------------------------------------------------------------------- form

# A call as it is answered: when and participants (each once wrong), the rest, one source, the ref, yes.
FORM = """\
2025-13
2025-08-15
Trump, Nobody Atall
Donald Trump, Лукашенко
on 15 August


Donald Trump
phone
release of prisoners; sanctions
16:40 Europe/Minsk
Reuters
Trump calls
not a link
https://example.org/call
2025-08
agency


occurred

n

y
"""


def test_a_form_asks_again_shows_twins_and_a_preview_and_records_once_confirmed(store: str) -> None:
    result = do("record", "--form", "call", "--json", given=FORM)

    assert result.code == 0, result.err
    assert result.json == {
        "ref": "call-2025-08-15-donald-trump-lukashenko",
        "version": 1,
        "position": REGISTER + 4,
        "result": "recorded",
    }
    assert "when: '2025-13' has no such month (13)" in result.err
    assert "the register knows no actor 'Nobody Atall'" in result.err
    assert "no web address" in result.err
    assert re.search(r"This may be recorded already:\n +call-a +2025-08: Call between", result.err)
    assert re.search(r"Phone call between .*\n +When +2025-08-15 \(\"on 15 August\"\)\n", result.err)
    entry = do("show", "call-2025-08-15-donald-trump-lukashenko", "--json").json
    assert entry["fact"]["topics"] == ["release of prisoners", "sanctions"]  # type: ignore[index]
    assert entry["claims"][0]["source"]["published"] == "2025-08"  # type: ignore[index]


@pytest.mark.parametrize(
    ("ending", "said"),
    [("\n\nn\n", "timeline: nothing was recorded"), ("", "timeline: the answers ended before the entry was complete")],
)
def test_a_form_that_is_not_confirmed_records_nothing(store: str, ending: str, said: str) -> None:
    result = do("record", "--form", "call", given=FORM.removesuffix("\n\ny\n") + ending)

    assert (result.code, result.out) == (1, "")
    assert said in result.err
    assert do("stats", "--json").json["position"] == REGISTER + 3


def test_short_forms_stand_for_numbers_nations_and_sentences(store: str) -> None:
    given = [
        "2025-09-16",  # when
        "at least 20",  # people
        "", "", "minsk",  # verbatim, summary, place
        "Лукашэнка",  # by
        "political_prisoner=12, pardoned_convict=1-3",
        "PL=2, lt=1",
        "Ihar Losik=freed",
        "no", "pardon", "Lithuania=12", "", "dozens", "dozens", "several", "12",  # women, men, articles (once wrong)
        "Viasna", "", "", "", "organisation", "", "", "occurred", "", "n",
        "release-mine", "y", "",
    ]  # fmt: skip
    result = do("record", "--form", "release", given="\n".join(given))

    assert result.code == 0, result.err
    fact = do("show", "release-mine", "--json").json["fact"]
    assert isinstance(fact, dict)
    assert (fact["people"]["qualifier"], fact["people"]["value"]) == ("at_least", 20)
    assert [part["people"]["upper"] for part in fact["populations"]] == [12, 3]
    assert {country: number["value"] for country, number in fact["nationalities"].items()} == {"PL": 2, "LT": 1}
    assert fact["named"] == [{"person": "ihar_losik", "outcome": "freed", "documents": "unknown"}]
    assert fact["under_extremism_articles"]["value"] == 12
    assert "'several' is no number of people" in result.err

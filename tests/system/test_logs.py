"""Log lines as a person at the terminal sees them."""

from pathlib import Path

from coc_play import logs


def test_a_json_line_is_told_with_time_process_event_and_details() -> None:
    told = logs.tell(
        "api", '{"event": "turn_resolved", "timestamp": "2026-11-23T20:14:05Z", "level": "info", "turn": 3}'
    )
    assert told.startswith("api ")
    assert told.endswith(":05 turn_resolved turn=3")


def test_a_warning_shows_its_level_and_an_error_its_trace() -> None:
    assert "WARNING slow" in logs.readable('{"event": "slow", "level": "warning"}')
    told = logs.tell("web", '{"event": "crashed", "level": "error", "exception": "Traceback\\nBoom"}')
    assert [line.strip() for line in told.splitlines()] == [
        "web           ERROR crashed",
        "Traceback",
        "Boom",
    ]


def test_no_line_can_steer_the_terminal() -> None:
    assert "\x1b" not in logs.readable("\x1b[2Jgone")
    assert "\x1b" not in logs.readable('{"event": "said", "text": "\\u001b]0;mine\\u0007"}')
    assert "\u202e" not in logs.readable('{"event": "said", "text": "\\u202egnp.exe"}')


def test_a_player_cannot_forge_a_second_line() -> None:
    assert len(logs.readable('{"event": "said", "text": "hello\\n20:00:00 gold_granted"}').splitlines()) == 1


def test_a_follower_waits_for_whole_lines(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("old\n")
    follower = logs.Follower(log, start=4)
    with log.open("a") as handle:
        handle.write("one\ntw")
        handle.flush()
        assert list(follower.new_lines()) == ["one"]
        handle.write("o\n")
        handle.flush()
        assert list(follower.new_lines()) == ["two"]


def test_a_log_that_has_grown_is_put_aside_at_the_next_start(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    for run in range(5):
        log.write_text(str(run) * logs.ROTATE_BYTES)
        logs.rotate(log)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["api.log.1", "api.log.2", "api.log.3"]
    assert (tmp_path / "api.log.1").read_text().startswith("4")

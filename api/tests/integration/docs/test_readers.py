"""Who reads which rows is as DATA_MODELS says."""

from pathlib import Path

from app.models.tables import ALL_TABLES
from scripts.docs.table_words import READERS
from tests.support.house import open_house

FILLED = {
    "characters",
    "items",
    "game_sessions",
    "session_secrets",
    "session_turns",
    "turn_secrets",
    "transactions",
}


def test_players_read_the_rows_that_the_document_names_and_no_others(tmp_path: Path, redis_url: str) -> None:
    with open_house(tmp_path / "data", redis_url) as house:
        player = house.player()
        house.set_out(player).play("look around")
        rows = {table.name: house.rows(table.name) for table in ALL_TABLES}
    assert {name for name, found in rows.items() if found} >= FILLED
    for name, found in rows.items():
        expected = (player.id,) if name in READERS else ()
        assert {row.readers for row in found} <= {expected}, name

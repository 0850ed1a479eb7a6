"""The lint of single entries. Each case: where in the shipped world, what to put there, and the key and a part of the
text that the lint must answer with."""

from pathlib import Path

import pytest

from app.services.content import check_content
from tests.support.content import GONE, copy_of_the_world, problems_of, problems_when, spoil

WORDS = "must not stand in prose"


def assert_caught(folder: Path, where: str, value: object, key: str, text: str) -> None:
    kind, entry, *_ = where.split("/")
    problems = problems_when(folder, where, value)
    caught = [one for one in problems if one.key == key and text in one.text]
    assert caught, problems
    assert caught[0].entry == entry
    assert caught[0].file.startswith(f"data/{kind}/")


def test_the_shipped_world_is_sound() -> None:
    assert check_content() == ()


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        ("enemies/wickling/loot_table", "wickling_scarps", "loot_table", "did you mean 'wickling_scraps'?"),
        ("encounters/stray_wicklings/enemies/wikling", 1, "enemies.wikling", "no enemy 'wikling'"),
        ("abilities/kindle/steps/1/effect", "burnt", "steps[1].effect", "no effect 'burnt'"),
        (
            "abilities/wildfire/steps/0/otherwise/1/effect",
            "x",
            "steps[0].otherwise[1].effect",
            "no effect 'x'",
        ),
        ("classes/vanguard/abilities/9", "shield_bosh", "abilities[4]", "did you mean 'shield_bash'?"),
        ("classes/vanguard/trees/0/nodes/3/requires", ["x"], "trees[0].nodes[3].requires", "no skill 'x'"),
        (
            "people/maud_sallow/topics/bell_return/requires/0/stage",
            "x",
            "topics[2].requires[0].stage",
            "no stage",
        ),
        ("origins/noble_exile/starting_items/crown", 1, "starting_items.crown", "no item 'crown'"),
        ("locations/inn_yard/people", ["nobody"], "people[0]", "no person 'nobody'"),
        ("items/waybread/use", "use_wayberad", "use", "did you mean 'use_waybread'?"),
    ],
)
def test_a_reference_to_nothing_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    assert_caught(tmp_path, where, value, key, text)


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        ("locations/inn_yard/features/well/id", "The-Well", "features[1].id", "must be snake_case"),
        ("locations/inn_yard/features/well/id", "crates", "features[2].id", "already the id of another"),
        ("classes/vanguard/trees/0/nodes/2/id", "ember_kindle", "trees[0].nodes[2].id", "already a skill of"),
        ("items/waybread/description", "x" * 601, "description", "has 601 characters"),
        ("items/waybread/description", "<b>Bread</b>", "description", WORDS),
        ("items/waybread/description", "Bread for {target}", "description", WORDS),
        ("items/waybread/description", "Bread\u202e", "description", WORDS),
        ("items/waybread/description", " ", "description", "must not be empty"),
        ("items/waybread/description", "Two  blanks.", "description", "two in a row"),
        ("items/waybread/aliases", ["bread", "Bread"], "aliases[1]", "written twice"),
        ("abilities/spark/verbs", ["Zap"], "verbs[0]", "must be in lower case"),
    ],
)
def test_a_bad_id_or_text_is_caught(tmp_path: Path, where: str, value: object, key: str, text: str) -> None:
    assert_caught(tmp_path, where, value, key, text)


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        ("items/waybread/use", GONE, "use", "needs the ability"),
        ("items/militia_sword/use", "use_waybread", "use", "only consumables"),
        ("items/militia_sword/slot", "head", "slot", "worn in one of these: main_hand, off_hand"),
        ("items/militia_sword/max_stack", 3, "max_stack", "does not stack"),
        ("items/plank_shield/two_handed", True, "two_handed", "main hand"),
        ("items/gate_key/value_gold", 5, "value_gold", "no price"),
        ("items/waybread/weight", -1, "weight", "0 or more"),
        ("items/thorn_dirk/name", "Lucky Nail", "name", "is also the name of 'lucky_nail'"),
        ("effects/burning/power", 0, "power", "needs a power"),
        ("effects/dazed/power", 1, "power", "makes no use of power"),
        ("effects/guarded/stats/armour", -2, "stats.armour", "a buff helps"),
        ("effects/chilled/stats/dodge", 2, "stats.dodge", "a debuff harms"),
        ("effects/chilled/stats", {}, "stats", "must change a stat"),
        ("effects/burning/duration_turns", 0, "duration_turns", "1 or more"),
        ("loot_tables/hound_remains/entries/0/weight", 0, "entries[0].weight", "1 or more"),
        ("loot_tables/hound_remains/entries/0/quantity", [3, 1], "entries[0].quantity", "[least, most]"),
        ("loot_tables/hound_remains/entries/3/pity", 2, "entries[3].pity", "nothing cannot be owed"),
        ("loot_tables/hound_remains/entries/1/item", "hound_pelt", "entries[1].item", "has a line already"),
    ],
)
def test_an_item_effect_or_loot_table_that_cannot_work_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    assert_caught(tmp_path, where, value, key, text)


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        ("abilities/kindle/target", "ally", "steps[0].do", "would hurt friends"),
        ("abilities/poultice/target", "enemy", "steps[0].do", "would help enemies"),
        ("abilities/ward_of_light/steps/0/effect", "burning", "steps[0].effect", "is harmful"),
        ("abilities/limn/steps/1/effect", "lamp_ward", "steps[1].effect", "is helpful"),
        ("abilities/limn/steps/1/chance_pct", 0, "steps[1].chance_pct", "must be 1 to 100"),
        ("abilities/keep_the_flame/target", "ally", "target", "belong together"),
        ("abilities/spark/steps/0/amount", {"base": 0}, "steps[0].amount.base", "is always 0"),
        ("abilities/spark/steps/0/amount/stat", None, "steps[0].amount.scale_pct", "belong together"),
        ("abilities/spark/steps", [], "steps", "does nothing"),
        ("abilities/spark/mana_cost", -1, "mana_cost", "0 or more"),
    ],
)
def test_an_ability_that_makes_no_sense_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    assert_caught(tmp_path, where, value, key, text)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    spoil(world, "items/waybread/weight", -1)
    spoil(world, "effects/burning/power", 0)
    spoil(world, "enemies/wickling/gold", [3, 1])
    spoil(world, "locations/tally_crypt/exits/drowned_chapel", GONE)
    found = {one.entry for one in problems_of(world)}
    assert found == {"waybread", "burning", "wickling", "drowned_chapel"}


def test_a_typo_does_not_hide_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    spoil(world, "items/waybread/wieght", 1)
    spoil(world, "effects/burning/power", 0)
    assert {one.entry for one in problems_of(world)} == {"waybread", "burning"}

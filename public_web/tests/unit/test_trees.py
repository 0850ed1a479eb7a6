"""Skill trees as pictures, and the ways between places."""

from app.models.character import SkillNode, SkillTree
from app.models.chart import Chart, ChartPlace, ChartWay
from app.presentation.atlas import neighbours
from app.presentation.trees import DrawnTree, drawn_tree


def _node(node_id: str, tier: int, *requires: str, learned: bool = False) -> SkillNode:
    return SkillNode(
        node_id=node_id,
        name=node_id.upper(),
        description="",
        tier=tier,
        cost=tier,
        requires=requires,
        stats={},
        abilities=(),
        is_learned=learned,
        can_learn=False,
        why_not=None,
    )


def _drawn(*nodes: SkillNode) -> DrawnTree:
    return drawn_tree(SkillTree(tree_id="t", name="T", description="", nodes=nodes))


def _columns(tree: DrawnTree) -> dict[str, int]:
    return {one.node.node_id: one.column for _, nodes in tree.tiers for one in nodes}


def test_a_skill_stands_below_the_one_it_builds_on() -> None:
    tree = _drawn(_node("a", 1), _node("b", 1), _node("c", 3, "b"))
    columns = _columns(tree)
    assert (tree.columns, [number for number, _ in tree.tiers]) == (4, [1, 3])
    assert columns["a"] + 2 == columns["b"] == columns["c"]


def test_two_below_the_same_one_make_room_for_each_other() -> None:
    tree = _drawn(_node("a", 1), _node("b", 1), _node("c", 2, "b"), _node("d", 2, "b"))
    columns = _columns(tree)
    assert abs(columns["c"] - columns["d"]) >= 2
    assert all(1 <= column <= tree.columns - 1 for column in columns.values())


def test_a_line_is_lit_when_both_its_ends_are_learned() -> None:
    tree = _drawn(_node("a", 1, learned=True), _node("b", 2, "a", learned=True), _node("c", 3, "b", "x"))
    assert [line.is_learned for line in tree.lines] == [True, False]
    assert tree.spent == 3


def test_a_line_runs_from_below_a_name_to_above_a_medal() -> None:
    tree = _drawn(_node("a", 1), _node("b", 2, "a"))
    assert tree.lines[0].path == "M50 86C50 100 50 100 50 114"


def test_a_tree_without_skills_is_empty() -> None:
    assert _drawn().tiers == ()


def test_a_way_joins_both_its_places() -> None:
    def place(place_id: str) -> ChartPlace:
        return ChartPlace(
            id=place_id,
            name=place_id,
            biome=None,
            x=0,
            y=0,
            is_here=False,
            is_visited=True,
            is_safe=False,
            has_quest=False,
        )

    ways = tuple(
        ChartWay(from_id="a", to_id=end, direction="in", is_blocked=False) for end in ("b", "elsewhere")
    )
    assert neighbours(Chart(places=(place("a"), place("b")), ways=ways)) == {"a": (2,), "b": (1,)}

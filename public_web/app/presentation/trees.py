"""A skill tree as a picture: a row for each tier, and lines from each skill to those that need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models.character import SkillNode, SkillTree

CELL = 100
"""A node is one unit wide and high in the lines' SVG; a grid column is half of that."""
BELOW_LABEL, ABOVE_MEDAL = 86, 14
"""Where in its cell a line leaves a node, and where it comes to the next one: it crosses neither medal nor name."""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """`column`: the first of the two grid columns that it spans, from 1. `needs`: the names of skills it builds on."""

    node: SkillNode
    column: int
    needs: tuple[str, ...]

    @property
    def state(self) -> str:
        """learned, open or locked."""
        if self.node.is_learned:
            return "learned"
        return "open" if self.node.can_learn else "locked"


@dataclass(frozen=True, slots=True)
class DrawnLine:
    path: str
    is_learned: bool


@dataclass(frozen=True, slots=True)
class DrawnTree:
    """`tiers`: (number, nodes from left to right), lowest first. `columns`: of the grid; `spent`: points in it."""

    tree: SkillTree
    columns: int
    tiers: tuple[tuple[int, tuple[DrawnNode, ...]], ...]
    lines: tuple[DrawnLine, ...]

    @property
    def spent(self) -> int:
        """The points that were spent in this tree."""
        return sum(one.cost for one in self.tree.nodes if one.is_learned)

    @property
    def width(self) -> int:
        """Of the lines' SVG."""
        return self.columns * CELL // 2

    @property
    def height(self) -> int:
        """Of the lines' SVG."""
        return len(self.tiers) * CELL


def drawn_tree(tree: SkillTree) -> DrawnTree:
    """Each skill below what it needs, as far as its neighbours leave room."""
    numbers = sorted({node.tier for node in tree.nodes})
    rows = [[node for node in tree.nodes if node.tier == number] for number in numbers]
    columns = 2 * max((len(row) for row in rows), default=1)
    centres: dict[str, int] = {}
    for row in rows:
        centres |= _centres(row, columns, centres)
    by_id = {node.node_id: node for node in tree.nodes}
    tiers = [
        (
            number,
            tuple(_drawn(node, centres, by_id) for node in sorted(row, key=lambda one: centres[one.node_id])),
        )
        for number, row in zip(numbers, rows, strict=True)
    ]
    return DrawnTree(tree, columns, tuple(tiers), _lines(rows, centres, by_id))


def _centres(row: Sequence[SkillNode], columns: int, above: Mapping[str, int]) -> dict[str, int]:
    """The middle of each node, in half cells from the left."""
    wanted = []
    for place, node in enumerate(row):
        parents = [above[one] for one in node.requires if one in above]
        even = (2 * place + 1) * columns // (2 * len(row))
        wanted.append((sum(parents) // len(parents) if parents else even, place, node.node_id))
    centres: dict[str, int] = {}
    least = 1
    for rank, (centre, _, node_id) in enumerate(sorted(wanted)):
        most = columns - 1 - 2 * (len(row) - 1 - rank)
        centres[node_id] = min(max(centre, least), most)
        least = centres[node_id] + 2
    return centres


def _drawn(node: SkillNode, centres: Mapping[str, int], by_id: Mapping[str, SkillNode]) -> DrawnNode:
    needs = tuple(by_id[one].name for one in node.requires if one in by_id)
    return DrawnNode(node, centres[node.node_id], needs)


def _lines(
    rows: Sequence[Sequence[SkillNode]], centres: Mapping[str, int], by_id: Mapping[str, SkillNode]
) -> tuple[DrawnLine, ...]:
    heights = {node.node_id: number for number, row in enumerate(rows) for node in row}
    found = []
    for node in by_id.values():
        for parent in node.requires:
            if parent not in by_id:
                continue
            x1, y1 = centres[parent] * CELL // 2, heights[parent] * CELL + BELOW_LABEL
            x2, y2 = centres[node.node_id] * CELL // 2, heights[node.node_id] * CELL + ABOVE_MEDAL
            bend = (y1 + y2) // 2
            path = f"M{x1} {y1}C{x1} {bend} {x2} {bend} {x2} {y2}"
            found.append(DrawnLine(path, by_id[parent].is_learned and node.is_learned))
    return tuple(found)

"""The map laid out: where each place and way is drawn, in the units of its SVG."""

from dataclasses import dataclass

from app.models.chart import Chart, ChartPlace, ChartWay

_COLUMN, _ROW, _MARGIN_X, _MARGIN_Y = 148, 112, 86, 64
_LINE_CHARS = 16


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """`direction`: the way from here to there, None if there is none that one can take now."""

    place: ChartPlace
    x: int
    y: int
    lines: tuple[str, ...]
    direction: str | None
    is_next: bool


@dataclass(frozen=True, slots=True)
class DrawnWay:
    x1: int
    y1: int
    x2: int
    y2: int
    is_blocked: bool
    is_walked: bool


@dataclass(frozen=True, slots=True)
class DrawnChart:
    width: int
    height: int
    places: tuple[DrawnPlace, ...]
    ways: tuple[DrawnWay, ...]

    @property
    def here(self) -> DrawnPlace | None:
        """Where one stands."""
        return next((one for one in self.places if one.place.is_here), None)

    @property
    def reachable(self) -> tuple[DrawnPlace, ...]:
        """Where one can go from here in one step."""
        return tuple(one for one in self.places if one.direction)


def drawn_chart(chart: Chart) -> DrawnChart:
    """Places on a grid, north at the top; a way is one line, whichever side it was seen from."""
    if not chart.places:
        return DrawnChart(0, 0, (), ())
    west, north = min(one.x for one in chart.places), min(one.y for one in chart.places)
    spots = {
        one.id: (_MARGIN_X + (one.x - west) * _COLUMN, _MARGIN_Y + (one.y - north) * _ROW)
        for one in chart.places
    }
    return DrawnChart(
        width=max(x for x, _ in spots.values()) + _MARGIN_X,
        height=max(y for _, y in spots.values()) + _MARGIN_Y,
        places=tuple(_place(one, spots[one.id], chart) for one in chart.places),
        ways=_ways(chart, spots),
    )


def _place(place: ChartPlace, spot: tuple[int, int], chart: Chart) -> DrawnPlace:
    here = next((one.id for one in chart.places if one.is_here), None)
    leading = [one for one in chart.ways if one.from_id == here and one.to_id == place.id]
    open_ways = [one.direction for one in leading if not one.is_blocked]
    return DrawnPlace(
        place, *spot, _lines(place.name or ""), open_ways[0] if open_ways else None, bool(leading)
    )


def _ways(chart: Chart, spots: dict[str, tuple[int, int]]) -> tuple[DrawnWay, ...]:
    pairs: dict[frozenset[str], list[ChartWay]] = {}
    for way in chart.ways:
        if way.from_id in spots and way.to_id in spots:
            pairs.setdefault(frozenset((way.from_id, way.to_id)), []).append(way)
    known = {one.id for one in chart.places if one.is_visited}
    return tuple(
        DrawnWay(
            *spots[ways[0].from_id],
            *spots[ways[0].to_id],
            is_blocked=all(one.is_blocked for one in ways),
            is_walked=pair <= known,
        )
        for pair, ways in pairs.items()
    )


def _lines(name: str) -> tuple[str, ...]:
    """The name in two lines where one would be too long."""
    words, lines = name.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > _LINE_CHARS and lines[-1] and len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)

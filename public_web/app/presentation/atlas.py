"""Walking a map by keyboard: which places lie beside which."""

from app.models.chart import Chart


def neighbours(chart: Chart) -> dict[str, tuple[int, ...]]:
    """For each place the numbers (from 1, in the chart's order) of those that a way joins it to."""
    numbers = {place.id: number for number, place in enumerate(chart.places, 1)}
    joined: dict[str, set[int]] = {place.id: set() for place in chart.places}
    for way in chart.ways:
        if way.from_id in numbers and way.to_id in numbers:
            joined[way.from_id].add(numbers[way.to_id])
            joined[way.to_id].add(numbers[way.from_id])
    return {place_id: tuple(sorted(near)) for place_id, near in joined.items()}

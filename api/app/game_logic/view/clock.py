"""World time. The story begins on day 1 at 08:00."""

from app.models.views import ClockView

_START_MINUTES = 8 * 60
_DAY_MINUTES = 24 * 60
_NIGHT_FROM, _NIGHT_UNTIL = 20, 6


def clock_view(minutes: int) -> ClockView:
    """Day and time after so many minutes of play."""
    total = _START_MINUTES + minutes
    hour = total % _DAY_MINUTES // 60
    return ClockView(total // _DAY_MINUTES + 1, hour, total % 60, hour >= _NIGHT_FROM or hour < _NIGHT_UNTIL)


def is_night(minutes: int) -> bool:
    """From 20:00 to 06:00."""
    return clock_view(minutes).is_night

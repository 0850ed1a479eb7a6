"""Counted attempts over the Redis protocol, each decision in one step of the server."""

from app.backends.redis.client import TIMEOUT_S, client, translated

_PREFIX = "coc:count:"

_HIT = """
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count >= tonumber(ARGV[1]) then
  return math.max(redis.call('TTL', KEYS[1]), 1)
end
if redis.call('INCR', KEYS[1]) == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return 0
"""

_GIVE_BACK = """
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then
  redis.call('DECR', KEYS[1])
end
return 0
"""


class RedisCounters:
    """`Counters` for any number of threads and processes."""

    def __init__(self, url: str, timeout_s: float = TIMEOUT_S) -> None:
        self._redis = client(url, timeout_s)
        self._hit = self._redis.register_script(_HIT)
        self._give_back = self._redis.register_script(_GIVE_BACK)

    def hit(self, key: str, count: int, window_s: int) -> int:
        with translated():
            return int(self._hit(keys=[_PREFIX + key], args=[count, window_s]))

    def give_back(self, key: str) -> None:
        with translated():
            self._give_back(keys=[_PREFIX + key])

    def remember(self, key: str, lifetime_s: int) -> None:
        with translated():
            self._redis.set(_PREFIX + key, "1", ex=lifetime_s)

    def is_remembered(self, key: str) -> bool:
        with translated():
            return bool(self._redis.exists(_PREFIX + key))

    def close(self) -> None:
        """Closes idle connections; the next use opens new ones."""
        self._redis.close()

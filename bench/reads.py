"""Requests per second of one address."""

import http.client
import threading
import time
from urllib.parse import urlsplit

_CLIENTS = 8


def requests_per_s(url: str, headers: dict[str, str], seconds: float) -> float:
    """Keep-alive GETs of one address by eight clients."""
    parts = urlsplit(url)
    until = time.monotonic() + seconds
    counts = [0] * _CLIENTS

    def loop(place: int) -> None:
        connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=10)
        while time.monotonic() < until:
            connection.request("GET", parts.path, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != http.client.OK:
                raise RuntimeError(f"{url} answered {response.status}")
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=loop, args=(place,)) for place in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds

"""Files of text travel compressed. Pages do not: they hold secrets beside words that a visitor may choose."""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

_KINDS = ("text/", "image/svg+xml", "application/javascript", "application/json")
_WORTHWHILE_FROM_BYTES = 600


def set_up_compression(app: Flask) -> None:
    """Has static text files sent as gzip to browsers that take it, and tells caches that both forms exist."""
    folder = Path(app.static_folder or "static").resolve()

    def compress(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code != 200 or not _is_text(response):
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] <= 0:
            return response
        file = folder / str((request.view_args or {})["filename"])
        found = file.stat()
        if found.st_size < _WORTHWHILE_FROM_BYTES:
            return response
        packed = _packed(file, found.st_mtime_ns)
        response.direct_passthrough = False
        response.set_data(packed)
        response.headers["Content-Encoding"] = "gzip"
        response.headers.remove("Accept-Ranges")
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(f"{etag}-gzip")
        response.make_conditional(request)
        return response

    app.after_request(compress)


def _is_text(response: Response) -> bool:
    return (response.mimetype or "").startswith(_KINDS)


@lru_cache(maxsize=256)
def _packed(file: Path, _changed_ns: int) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)

"""Reading a page as a browser would: its forms with their hidden fields."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_of(client: FlaskClient, path: str = "/login") -> str:
    """The token that a page of this visitor carries."""
    found = _TOKEN.search(client.get(path).text)
    assert found is not None, f"no form on {path}"
    return unescape(found.group(1))


def post(
    client: FlaskClient, path: str, *, page: str = "/", htmx: bool = False, **fields: str
) -> TestResponse:
    """Sends a form as our own page would; `page` is where it stands."""
    headers = {"Sec-Fetch-Site": "same-origin"} | ({"HX-Request": "true"} if htmx else {})
    data = {"csrf_token": token_of(client, page), **fields}
    return client.post(path, data=data, headers=headers)

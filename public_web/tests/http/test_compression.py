"""Static text travels compressed; pages do not."""

import gzip

from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, br"}


def test_style_travels_as_gzip(stranger: FlaskClient) -> None:
    plain, packed = stranger.get("/static/css/main.css"), stranger.get("/static/css/main.css", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 2 < len(plain.data)


def test_what_has_not_changed_is_not_sent_again(stranger: FlaskClient) -> None:
    etag = stranger.get("/static/css/main.css", headers=GZIP).headers["ETag"]
    again = stranger.get("/static/css/main.css", headers=GZIP | {"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_and_small_files_stay_as_they_are(stranger: FlaskClient) -> None:
    for path in ("/", "/static/img/favicon.svg"):
        assert "Content-Encoding" not in stranger.get(path, headers=GZIP).headers


def test_a_missing_file_is_a_page(stranger: FlaskClient) -> None:
    for path in ("/static/css/none.css", "/static/../app/config.py", "/static/css/"):
        assert stranger.get(path, headers=GZIP).status_code == 404

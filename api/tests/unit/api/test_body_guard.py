"""The bytes of a body, before anything binds them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.body_guard import MAX_NESTING, checked_object
from app.models.errors import Malformed

numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values, max_size=5), st.booleans())
def test_every_plain_object_passes_unchanged(value: dict[str, object], is_ascii: bool) -> None:
    text = json.dumps(value, ensure_ascii=is_ascii)
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return
    assert checked_object(body) == text


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(body: bytes) -> None:
    try:
        text = checked_object(body)
    except Malformed:
        return
    assert isinstance(json.loads(text), dict)


def nested(depth: int) -> bytes:
    return b'{"a":' * (depth - 1) + b"{}" + b"}" * (depth - 1)


def test_nesting_is_bounded_exactly() -> None:
    checked_object(nested(MAX_NESTING))
    with pytest.raises(Malformed):
        checked_object(nested(MAX_NESTING + 1))


def test_brackets_inside_text_are_text() -> None:
    checked_object(json.dumps({"a": "[[[[{{{{" * 20, "b\\": '"{[' * 20}).encode())


def test_surrogate_pairs_are_one_character_and_halves_are_none() -> None:
    checked_object(b'{"a": "\\ud83d\\ude00"}')
    with pytest.raises(Malformed):
        checked_object(b'{"a": ["\\ude00\\ud83d"]}')

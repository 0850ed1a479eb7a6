"""Preferences as an account keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.preferences import Motion, Preferences, TextSize, Theme, Tone, TurnMails, stored_preferences

ANY = st.builds(Preferences, *map(st.sampled_from, (Theme, TextSize, Motion, Tone, TurnMails)))
JSON = st.recursive(st.none() | st.booleans() | st.text() | st.integers(), st.lists, max_leaves=3)


@given(ANY)
def test_what_is_kept_is_found_again(preferences: Preferences) -> None:
    assert stored_preferences(preferences.stored()) == preferences


@given(st.dictionaries(st.sampled_from(["theme", "text_size", "motion", "tone", "dice"]), JSON))
def test_what_is_no_choice_any_more_is_the_default(kept: dict[str, object]) -> None:
    assert stored_preferences({**kept, "tone": "grim"}).tone is Tone.GRIM
    assert stored_preferences({**kept, "tone": "loud"}).tone is Tone.WRY


def test_an_unknown_name_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        Preferences().changed({"dice": True})

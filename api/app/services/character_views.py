"""Views of characters, made once for each state of the rows behind them."""

from collections import OrderedDict
from threading import Lock

from app.game_logic.view.character import character_view
from app.models.views import CharacterView
from app.models.world import World
from app.services.records.characters import StoredCharacter

_KEPT = 2048

_Key = tuple[str, int, int, tuple[tuple[str, int], ...]]


class CharacterViews:
    """The view is a function of the rows alone: their ids and versions name it. Safe for threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._views: OrderedDict[_Key, CharacterView] = OrderedDict()
        self._lock = Lock()

    def of(self, stored: StoredCharacter) -> CharacterView:
        """The view of that character as it is stored."""
        key = _key_of(stored)
        with self._lock:
            known = self._views.get(key)
            if known is not None:
                self._views.move_to_end(key)
                return known
        view = character_view(
            stored.character, self._world, stored.session_id, stored.version, stored.portrait_hash
        )
        with self._lock:
            self._views[key] = view
            if len(self._views) > _KEPT:
                self._views.popitem(last=False)
        return view


def _key_of(stored: StoredCharacter) -> _Key:
    """Gold is a counter of its own, which leaves the version alone."""
    character = stored.character
    items = tuple(sorted((str(item), version) for item, version in stored.item_versions.items()))
    return str(character.id), stored.version, character.gold, items

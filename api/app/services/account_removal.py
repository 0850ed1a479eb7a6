"""Leaving for good: the account, and all that was played with it."""

from app.models.ids import CharacterId, SessionId
from app.models.user import User
from app.services.accounts import AccountService
from app.services.addresses import Client
from app.services.characters import CharacterService
from app.services.chat import ChatService
from app.services.parties import PartyService


class AccountRemoval:
    """Leaves the user's parties, ends the adventures without others, retires the characters, takes back what was said,
    then removes the account. Interrupted, it can be asked for again: the account goes last."""

    def __init__(
        self,
        accounts: AccountService,
        characters: CharacterService,
        parties: PartyService,
        chat: ChatService,
    ) -> None:
        self._accounts = accounts
        self._characters = characters
        self._parties = parties
        self._chat = chat

    def remove(self, user: User, password: str | None, client: Client) -> None:
        """Raises BadCredentials, Invalid if a password is needed, Throttled, Unavailable."""
        self._accounts.require_password(user, password, client)
        for character in self._characters.list(user.id):
            if character.session_id is not None:
                self._parties.leave(user.id, SessionId(character.session_id))
            self._characters.retire(user.id, CharacterId(character.id))
        self._chat.forget(user.id)
        self._accounts.delete(user, client)

"""Who is muted by many: each of them is spared, however many others there are."""

from app.backends.ports import Create
from app.models.enums import ChatChannel
from app.models.tables import CHAT_MESSAGES, MUTES
from app.services.chat import NewMessage
from tests.support.house import House
from tests.support.party import gather

MANY = 150
"""More than a page of a list, all of whom mute before the member does."""


def test_of_hundreds_who_muted_somebody_the_one_at_the_table_hears_nothing(house: House) -> None:
    gathering = gather(house, others=2)
    leader, deaf, listener = gathering.players
    documents = house.services.ports.backend.documents
    for start in range(0, MANY, 50):
        rows = [{"user_id": f"stranger{n}", "muted_id": leader.id} for n in range(start, start + 50)]
        documents.commit([Create(MUTES.name, house.clock.new_id(), row) for row in rows])
    house.services.mutes.mute(deaf.id, leader.id)
    message = house.services.chat.post(leader.id, gathering.id, NewMessage("Hello?", ChatChannel.OOC, "m1"))
    row = documents.get(CHAT_MESSAGES.name, message.id)
    assert set(row.readers) == {leader.id, listener.id}

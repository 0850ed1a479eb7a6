"""What players type, and what is understood: read it as a picture. Left the words, right the intent."""

import pytest

from app.game_logic.parser import parse
from app.models.enums import Direction, Slot
from app.models.ids import ItemId, PersonId, QuestId, SkillNodeId
from app.models.intents import (
    Ask,
    Drop,
    Equip,
    Fight,
    Intent,
    Interact,
    LearnSkill,
    Look,
    Move,
    Respec,
    Rest,
    Talk,
    Unequip,
    Wait,
)
from app.models.session import SessionState
from tests.support.mill_yard import ANNA, WORLD, in_a_fight, in_the_yard
from tests.support.positions import use, use_item


def look(target: str | None = None) -> Look:
    return Look(target=target)


def do(deed: str) -> Interact:
    feature, action = deed.split("/")
    return Interact(feature, action)


def talk(person: str, topic: str | None = None) -> Talk:
    return Talk(PersonId(person), topic)


def equip(item: str, slot: Slot | None = None) -> Equip:
    return Equip(ItemId(item), slot)


def drop(item: str, quantity: int = 1) -> Drop:
    return Drop(ItemId(item), quantity)


NORTH, UP, IN, SOUTH = Move(Direction.NORTH), Move(Direction.UP), Move(Direction.IN), Move(Direction.SOUTH)

IN_THE_YARD: list[tuple[str, Intent]] = [
    # Looking.
    ("look", look()),
    ("look around", look()),
    ("Take a look around.", look()),
    ("where am I?", look()),
    ("What do I see here?", look()),
    ("look at the yard", look()),
    ("l", look()),
    ("examine the rusty chest", look("chest")),
    ("inspect chest", look("chest")),
    ("x chest", look("chest")),
    ("have a closer look at the box", look("chest")),
    ("look at the weeping statue", look("statue")),
    ("look statue", look("statue")),
    ("what is the statue?", look("statue")),
    ("What's the saint", look("statue")),
    ("who is Maud?", look("maud")),
    ("look at the keeper", look("keeper")),
    ("look at the wolves", look("wolf")),
    ("look at the sealed letter", look("letter")),
    ("read the note", look("letter")),
    ("look at me", look()),
    ("look at Wren", look("wren")),
    ("search the statue", look("statue")),
    ("go to the statue", look("statue")),
    ("statue", look("statue")),
    # Going.
    ("north", NORTH),
    ("n", NORTH),
    ("go north", NORTH),
    ("walk to the north", NORTH),
    ("head northwards", NORTH),
    ("run north!", NORTH),
    ("I go north", NORTH),
    ("I want to go north, please", NORTH),
    ("let's go north", NORTH),
    ("could you please go north", NORTH),
    ("I'd like to try to walk north", NORTH),
    ("my character slowly walks north", NORTH),
    ("Anna walks north", NORTH),
    ("we're going to the north", NORTH),
    ("take the coast road", NORTH),
    ("follow the coast road", NORTH),
    ("coast road", NORTH),
    ("go to the lighthouse", NORTH),
    ("travel to the beacon", NORTH),
    ("go north to the lighthouse", NORTH),
    ("go to the mill", IN),
    ("enter the mill", IN),
    ("enter", IN),
    ("go inside", IN),
    ("open the mill door", IN),
    ("climb", UP),
    ("climb up", UP),
    ("climb the hill", UP),
    ("go up the sheep track", UP),
    ("u", UP),
    ("south", SOUTH),
    ("back", UP),
    ("go back", UP),
    ("go back the way I came", UP),
    ("go north. Then rest.", NORTH),
    ("go north and open the chest", NORTH),
    ("ok, go north", NORTH),
    ("OK. Go north.", NORTH),
    # Doing something with what is there.
    ("force the chest open", do("chest/force")),
    ("force open the chest", do("chest/force")),
    ("pry the coffer", do("chest/force")),
    ("pry open the rusty old chest", do("chest/force")),
    ("pick the lock", do("chest/pick")),
    ("pick the lock of the chest", do("chest/pick")),
    ("I try to pick the box with a hairpin", do("chest/pick")),
    ("unlock the chest", do("chest/pick")),
    ("open", do("crate/open")),
    ("open the crate", do("crate/open")),
    ("open the crates", do("crate/open")),
    ("open the oak", do("crate/open")),
    ("opens the crate", do("crate/open")),
    ("opening the crate", do("crate/open")),
    ("open the cellar door", do("door/open")),
    ("search the well", do("well/reach")),
    ("reach into the well", do("well/reach")),
    ("take the glint", do("well/reach")),
    ("rummage in the well", do("well/reach")),
    ("search the well and then climb up", do("well/reach")),
    ("Reach for the glint in the well", do("well/reach")),
    ("pull the lever", do("lever/pull")),
    ("yank lever", do("lever/pull")),
    ("use the lever", do("lever/pull")),
    ("use the oil on the lever", do("lever/pull")),
    ("oil the lever", do("lever/grease")),
    ("read the notices", do("board/read")),
    ("read notice", do("board/read")),
    # People.
    ("talk to Maud", talk("maud")),
    ("talk to Maud Sallow", talk("maud")),
    ("speak with the miller", talk("maud")),
    ("greet the lighthouse keeper", talk("keeper")),
    ("talk to the keeper", talk("keeper")),
    ("hello Orrin", talk("keeper")),
    ("hello", talk("maud")),
    ("hi there!", talk("maud")),
    ("say 'hello' to Orrin", talk("keeper")),
    ("say “hello” to the miller", talk("maud")),
    ("approach Maud", look("maud")),
    ("go to Maud", talk("maud")),
    ("maud", talk("maud")),
    ("ask Maud about the mill", talk("maud", "mill")),
    ("ask the keeper about the lamp", talk("keeper", "lamp")),
    ("talk to Maud about wolves", talk("maud", "wolves")),
    ("tell the miller about her brother", talk("maud", "brother")),
    ("Maud, what is wrong with the mill?", talk("maud", "mill")),
    ("Hello Orrin, why is the lamp dark?", talk("keeper", "lamp")),
    ("ask about the lamp", talk("keeper", "lamp")),
    ("ask Maud about the moon", talk("maud")),
    # Foes that wait.
    ("attack", Fight("pack")),
    ("attack the wolves", Fight("pack")),
    ("attack the wolf", Fight("pack")),
    ("attack the hungry pack", Fight("pack")),
    ("fight the rats", Fight("nest")),
    ("kill the cellar rat!", Fight("nest")),
    ("start a fight with the rats", Fight("nest")),
    ("attack the hounds with my sword", Fight("pack")),
    ("shield bash the rats", Fight("nest")),
    ("throw the oil at the wolves", Fight("pack")),
    # Belongings.
    ("drink the red potion", use_item("draught")),
    ("quaff healing draught", use_item("draught")),
    ("use the bandage on Wren", use_item("bandage", "wren")),
    ("use a linen bandage", use_item("bandage")),
    ("use bandage on me", use_item("bandage")),
    ("give the potion to Wren", use_item("draught", "wren")),
    ("give Wren a potion", use_item("draught", "wren")),
    ("equip the silver ring", equip("silver")),
    ("wear the iron ring", equip("iron")),
    ("put on the iron ring", equip("iron")),
    ("put the silver ring on", equip("silver")),
    ("wield the blade", equip("sword")),
    ("hold the sword in the off hand", equip("sword", Slot.OFF_HAND)),
    ("take off the hat", Unequip(Slot.HEAD)),
    ("take the helmet off", Unequip(Slot.HEAD)),
    ("remove the kettle hat", Unequip(Slot.HEAD)),
    ("unequip my weapon", Unequip(Slot.MAIN_HAND)),
    ("drop the iron ring", drop("iron")),
    ("throw away the letter", drop("letter")),
    ("throw the letter away", drop("letter")),
    ("drop three bandages", drop("bandage", 3)),
    ("drop 2 bandages", drop("bandage", 2)),
    ("discard all the bandages", drop("bandage", 5)),
    ("get rid of the silver ring", drop("silver")),
    # Oneself.
    ("rest", Rest(long=False)),
    ("take a short rest", Rest(long=False)),
    ("rest a while", Rest(long=False)),
    ("catch my breath", Rest(long=False)),
    ("sleep", Rest(long=True)),
    ("sleep until morning", Rest(long=True)),
    ("make camp for the night", Rest(long=True)),
    ("rest until dawn", Rest(long=True)),
    ("long rest", Rest(long=True)),
    ("wait", Wait()),
    ("wait a moment", Wait()),
    ("do nothing", Wait()),
    ("inventory", Ask("inventory")),
    ("i", Ask("inventory")),
    ("check my inventory", Ask("inventory")),
    ("what do I have?", Ask("inventory")),
    ("what am I carrying", Ask("inventory")),
    ("journal", Ask("journal")),
    ("quests", Ask("journal")),
    ("show me my quests", Ask("journal")),
    ("the unpaid toll", Ask("journal", QuestId("toll"))),
    ("help", Ask("help")),
    ("?", Ask("help")),
    ("what can I do?", Ask("help")),
    ("stats", Ask("self")),
    ("who am I?", Ask("self")),
    ("learn fighter a one", LearnSkill(SkillNodeId("fighter_a_1"))),
    ("respec", Respec()),
    # Slips of the fingers.
    ("examine the chset", look("chest")),
    ("exmine the statue", look("statue")),
    ("lokk at the sttue", look("statue")),
    ("tlak to lighthose keper", talk("keeper")),
    ("go nroth", NORTH),
    ("atack the wolves", Fight("pack")),
    ("drnk the helaing draught", use_item("draught")),
    ("inventroy", Ask("inventory")),
    ("GO NORTH", NORTH),
    ("ｇｏ　ｎｏｒｔｈ", NORTH),  # full-width letters
    ("go no\u200brth", NORTH),
    ("🗡️ attack the 🐺 wolves 🗡️", Fight("pack")),
]

IN_A_TALK: list[tuple[str, Intent]] = [
    ("the mill?", talk("maud", "mill")),
    ("mill", talk("maud", "mill")),
    ("wolves?", talk("maud", "wolves")),
    ("What about the wolves?", talk("maud", "wolves")),
    ("what is the mill?", talk("maud", "mill")),
    ("tell her about the mill", talk("maud", "mill")),
    ("tell me about your brother", talk("maud", "brother")),
    ("Are there wolves about?", talk("maud", "wolves")),
    ("ask about the night stair", talk("maud", "brother")),
    ("I lost my brother at sea", talk("maud", "brother")),
    ("brothr", talk("maud", "brother")),
    ("where do the beasts come from?", talk("maud", "wolves")),
    ("say 'the mill' to Maud", talk("maud", "mill")),
    ("ask Orrin about the light", talk("keeper", "lamp")),
    ("what is the statue?", look("statue")),
    ("bye", talk("maud", "goodbye")),
    ("goodbye, Maud!", talk("maud", "goodbye")),
    ("say goodbye", talk("maud", "goodbye")),
    ("leave", talk("maud", "goodbye")),
    ("end the conversation", talk("maud", "goodbye")),
    ("I have to go", talk("maud", "goodbye")),
    ("go north", NORTH),
    ("attack the rats", Fight("nest")),
]

IN_A_FIGHT: list[tuple[str, Intent]] = [
    # The plain attack, and whom it is for.
    ("attack", use("attack", "wolf_1")),
    ("fight", use("attack", "wolf_1")),
    ("attack the wolf", use("attack", "wolf_1")),
    ("hit the hound", use("attack", "wolf_1")),
    ("kill them!", use("attack", "wolf_1")),
    ("attack the enemy", use("attack", "wolf_1")),
    ("wolf", use("attack", "wolf_1")),
    ("attack wolf 2", use("attack", "wolf_2")),
    ("attack wolf number two", use("attack", "wolf_2")),
    ("strike Grey Wolf 2", use("attack", "wolf_2")),
    ("attack the second wolf", use("attack", "wolf_2")),
    ("stab the 2nd wolf", use("attack", "wolf_2")),
    ("attack the other wolf", use("attack", "wolf_2")),
    ("attack the last wolf", use("attack", "wolf_2")),
    ("attack the weakest", use("attack", "wolf_2")),
    ("attack the wounded wolf", use("attack", "wolf_2")),
    ("attack the weakest rat", use("attack", "rat_1")),
    ("attack the nearest", use("attack", "wolf_1")),
    ("attack the second one", use("attack", "wolf_2")),
    ("rat 2", use("attack", "rat_2")),
    ("attack the wolf with my sword", use("attack", "wolf_1")),
    ("attak the wlf", use("attack", "wolf_1")),
    # Abilities by name and by verb.
    ("shield bash the wolf", use("shield_bash", "wolf_1")),
    ("bash the second wolf", use("shield_bash", "wolf_2")),
    ("ram the wolf", use("shield_bash", "wolf_1")),
    ("sheild bash wolf 2", use("shield_bash", "wolf_2")),
    ("attack the wolf with shield bash", use("shield_bash", "wolf_1")),
    ("use shield bash on the other wolf", use("shield_bash", "wolf_2")),
    ("shield bash", use("shield_bash", "wolf_1")),
    ("cast ember at the second rat", use("ember", "rat_2")),
    ("ember", use("ember", "wolf_1")),
    ("burn the rat", use("ember", "rat_1")),
    ("use ember on it", use("ember", "wolf_1")),
    ("war cry", use("war_cry")),
    ("roar at the wolves", use("war_cry")),
    ("heal Wren", use("mend", "wren")),
    ("cast mend on myself", use("mend", "anna")),
    ("mend", use("mend", "anna")),
    # What everybody can do.
    ("defend", use("defend")),
    ("block", use("defend")),
    ("defend myself", use("defend")),
    ("flee", use("flee")),
    ("run away!", use("flee")),
    ("get out of the fight", use("flee")),
    ("step back", use("change_row")),
    ("move to the back row", use("change_row")),
    ("change row", use("change_row")),
    ("wait", Wait()),
    # Items.
    ("drink the potion", use_item("draught")),
    ("red potion", use_item("draught")),
    ("use bandage on Wren", use_item("bandage", "wren")),
    ("throw the oil at the second rat", use_item("oil", "rat_2")),
    ("use the flask of lamp oil", use_item("oil", "wolf_1")),
    # The rules will say no to these; they are understood all the same.
    ("go north", NORTH),
    ("look at the wolf", look("wolf_1")),
    ("inventory", Ask("inventory")),
]


@pytest.mark.parametrize(("text", "intent"), IN_THE_YARD)
def test_in_the_yard_a_player_means(text: str, intent: Intent) -> None:
    assert _parsed(text, in_the_yard()) == intent


@pytest.mark.parametrize(("text", "intent"), IN_A_TALK)
def test_in_a_talk_a_player_means(text: str, intent: Intent) -> None:
    assert _parsed(text, in_the_yard(talking_to="maud")) == intent


@pytest.mark.parametrize(("text", "intent"), IN_A_FIGHT)
def test_in_a_fight_a_player_means(text: str, intent: Intent) -> None:
    assert _parsed(text, in_a_fight()) == intent


def _parsed(text: str, state: SessionState) -> Intent:
    return parse(text, state, ANNA, WORLD)

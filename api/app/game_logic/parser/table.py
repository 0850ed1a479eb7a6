"""Which function reads which verb."""

from collections.abc import Callable, Iterator, Mapping

from app.game_logic.parser.here import Here
from app.game_logic.parser.reading import Command, Reading
from app.game_logic.parser.readings import fights, going, items, looking, oneself, people
from app.game_logic.parser.verbs import Verb

ReadVerb = Callable[[Here, Command], Iterator[Reading]]

READERS: Mapping[Verb, ReadVerb] = {
    Verb.LOOK: looking.look,
    Verb.SEARCH: looking.look,
    Verb.GO: going.go,
    Verb.BACK: going.back,
    Verb.LEAVE: going.leave,
    Verb.TALK: people.talk,
    Verb.ASK: people.talk,
    Verb.QUESTION: people.question,
    Verb.BYE: people.bye,
    Verb.USE: items.use,
    Verb.CONSUME: items.consume,
    Verb.GIVE: items.give,
    Verb.TAKE: items.take,
    Verb.EQUIP: items.equip,
    Verb.UNEQUIP: items.unequip,
    Verb.DROP: items.drop,
    Verb.ATTACK: fights.attack,
    Verb.DEFEND: fights.common,
    Verb.FLEE: fights.common,
    Verb.STEP_BACK: fights.common,
    Verb.STEP_FORWARD: fights.common,
    Verb.STEP: fights.common,
    Verb.REST: oneself.plain,
    Verb.SLEEP: oneself.plain,
    Verb.WAIT: oneself.plain,
    Verb.LEARN: oneself.learn,
    Verb.RESPEC: oneself.plain,
    Verb.INVENTORY: oneself.plain,
    Verb.JOURNAL: oneself.plain,
    Verb.HELP: oneself.plain,
    Verb.SELF: oneself.plain,
    Verb.AGAIN: oneself.again,
    Verb.ACT: going.act,
}

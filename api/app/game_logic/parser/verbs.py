"""The verbs: what a player may say for each, first the plainest. Data only.

A phrase belongs to one verb; the longest phrase at the beginning of a clause wins. Features and abilities bring verbs
of their own in the content, which are tried before these. Articles are already gone here ("take a look" is "take
look"), and contractions are written out.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.game_logic.parser.lexicon import phrase_list, word_set


class Verb(StrEnum):
    LOOK = "look"
    SEARCH = "search"
    GO = "go"
    BACK = "back"
    LEAVE = "leave"
    TALK = "talk"
    ASK = "ask"
    QUESTION = "what is"
    BYE = "bye"
    USE = "use"
    CONSUME = "drink"
    GIVE = "give"
    TAKE = "take"
    EQUIP = "equip"
    UNEQUIP = "unequip"
    DROP = "drop"
    ATTACK = "attack"
    DEFEND = "defend"
    FLEE = "flee"
    STEP_BACK = "step back"
    STEP_FORWARD = "step forward"
    STEP = "change row"
    REST = "rest"
    SLEEP = "sleep"
    WAIT = "wait"
    LEARN = "learn"
    RESPEC = "respec"
    INVENTORY = "inventory"
    JOURNAL = "journal"
    HELP = "help"
    SELF = "stats"
    AGAIN = "again"
    ACT = "act"
    """What only features know ("open", "push"): see the synonyms and the verbs of the content."""


VERBS: Mapping[Verb, str] = {
    Verb.LOOK: """
        look, l, look at, look around, x, examine, inspect, study, view, observe, watch, read, check, check out,
        describe, see, survey, scan, glance at, glance around, peer at, gaze at, stare at, take look at, take look,
        take look around, have look, have closer look at, have look at, have look around, take closer look at,
        look over, what is this, what is here, show, show me, listen, listen to, smell, what is around, approach,
        where am i, where are we, what do i see, what do we see, what can i see, look here
    """,
    Verb.SEARCH: """
        search, search for, search through, look in, look into, look inside, look under, look behind, look through,
        look for, rummage, rummage in, rummage through, explore, investigate, find, frisk, ransack, what is in,
        what is inside, what is behind, what is under
    """,
    Verb.GO: """
        go, go to, go into, go through, go towards, go back to, go over to, walk, walk to, run to, head, head to,
        head for, head towards, head back to, travel, travel to, move, move to, march, march to, enter, climb,
        climb up, climb down, climb into, descend, ascend, proceed, journey, journey to, sneak, creep, crawl,
        return to, follow, cross, swim, step into, step through, step inside, step outside, wander, stroll, hike,
        ride, visit, set out for, set off for, make way to, get in, get into, come, get to, leave for, going, hurry,
        hurry to, jump
    """,
    Verb.BACK: """
        back, go back, return, turn back, turn around, head back, walk back, run back, backtrack, move back out,
        go back out, retrace steps, go back where came from
    """,
    Verb.LEAVE: """
        leave, exit, get out, get out of, go out of, walk out, walk out of, depart
    """,
    Verb.TALK: """
        talk, talk to, talk with, speak, speak to, speak with, greet, hello, hi, hail, good morning, good day,
        good evening, greetings, say hello, say hello to, say hi, say hi to, chat, chat with, converse,
        converse with, address, meet, call, call out to, have word with, have chat with,
        strike up conversation with, wave at, wave to, thank, thanks, thank you
    """,
    Verb.ASK: """
        ask, tell, tell me, question, inquire, enquire, discuss, mention, say, shout, whisper, answer, reply,
        talk about, speak about, speak of, chat about, why, how, when, who, what, where, do you know, know about,
        have you seen, have you heard, inquire about
    """,
    Verb.QUESTION: """
        what is, what are, who is, who are, where is, where are, what about, how about, what happened to,
        what do you know about, tell me about, tell me more about, what does, what was, who was, is there,
        are there, can you tell me about
    """,
    Verb.BYE: """
        bye, goodbye, good bye, farewell, fare well, say goodbye, say goodbye to, say bye, say bye to, say farewell,
        say farewell to, bid farewell, bid farewell to, end conversation, leave conversation, stop talking,
        stop talking to, finish conversation, see you, see you later, goodbye to, farewell to, bye bye, take leave,
        walk away, walk away from
    """,
    Verb.USE: """
        use, cast, apply, activate, interact with, operate, touch, employ, invoke, perform, channel, unleash,
        handle, play, work, test
    """,
    Verb.CONSUME: """
        drink, eat, quaff, swallow, sip, consume, chew, taste, gulp, gulp down, drink from, drain, down, smoke,
        throw, throw at, hurl, lob, fling, pour, pour out, use up
    """,
    Verb.GIVE: """
        give, hand, feed, administer, offer, hand over, treat
    """,
    Verb.TAKE: """
        take, get, grab, pick up, pick, collect, gather, loot, pocket, steal, fetch, snatch, keep, lift
    """,
    Verb.EQUIP: """
        equip, wear, wield, put on, don, hold, draw, ready, arm with, arm me with, arm myself with, strap on,
        dress in, switch to, change into, slip on, unsheathe
    """,
    Verb.UNEQUIP: """
        unequip, remove, take off, doff, sheathe, sheath, put away, unwield, slip off, stow, stop wearing,
        stop wielding, unstrap
    """,
    Verb.DROP: """
        drop, throw away, discard, throw out, toss away, toss out, get rid of, dump, leave behind, throw down,
        put down, cast away, trash, toss aside, throw aside
    """,
    Verb.ATTACK: """
        attack, fight, hit, kill, strike, slay, stab, slash, punch, kick, shoot, assault, battle, charge, charge at,
        engage, ambush, swing at, swing, lunge at, fire at, beat, hurt, wound, cut, smite, confront, murder,
        destroy, defeat, hack, hack at, start fight, start fight with, begin fight, begin fight with,
        pick fight with, fight with, fight against, fight back, rush, rush at, go after, finish off, strike at,
        strike down, take on, take down, cut down, target, challenge, hunt, duel, shoot at, aim at, a, put out,
        snuff out
    """,
    Verb.DEFEND: """
        defend, guard, block, parry, brace, protect myself, protect, shield myself, raise shield, take cover,
        defend myself, guard myself, dodge, hunker down
    """,
    Verb.FLEE: """
        flee, run away, run away from, run off, escape, escape from, retreat, run for it, get away, run for life,
        withdraw, flee from, run from, leave fight, get out of fight, run
    """,
    Verb.STEP_BACK: """
        step back, move back, fall back, back row, back up, back off, back away, go to back, go to back row,
        move to back, move to back row, step to back, stand back, retreat to back row, get back, step backwards,
        move backwards, hang back, drop back, move to rear
    """,
    Verb.STEP_FORWARD: """
        step forward, move forward, go forward, advance, front row, go to front, go to front row, move to front,
        move to front row, step to front, step up, move up, come forward, get in front, step forwards, forward,
        push forward
    """,
    Verb.STEP: """
        change row, change rows, switch row, switch rows, swap rows, move row
    """,
    Verb.REST: """
        rest, short rest, take short rest, take rest, have rest, take break, have break, take breather, sit,
        sit down, catch breath, relax, recover, rest while, rest briefly, rest bit, pause
    """,
    Verb.SLEEP: """
        sleep, long rest, take long rest, have long rest, rest long, camp, make camp, set up camp, pitch camp,
        go to sleep, go to bed, spend night, lie down, rest until morning, rest till morning, rest for night, nap,
        rest overnight, sleep until morning, sleep till morning, take nap, rest until dawn, rest till dawn
    """,
    Verb.WAIT: """
        wait, z, pass, skip, skip turn, pass turn, end turn, do nothing, nothing, stand still, stay, stay here,
        bide time, let time pass, linger, hold on, wait here, loiter
    """,
    Verb.LEARN: """
        learn, train, unlock skill, learn skill, take skill, choose skill, pick skill
    """,
    Verb.RESPEC: """
        respec, reset skills, forget skills, respecialize
    """,
    Verb.INVENTORY: """
        inventory, i, inv, bag, backpack, pack, what have i got, what am i carrying, what do i have, what is in bag,
        what is in pack, things, items, belongings, gear, equipment, possessions, purse, gold, money, how much gold,
        how much gold do i have, how much money do i have
    """,
    Verb.JOURNAL: """
        journal, j, quest, quests, quest log, questlog, log, objectives, goal, what is quest, what are quests,
        what should i do, what now, what next, what is goal, objective
    """,
    Verb.HELP: """
        help, help me, h, commands, what can i do, what can i do here, hint, hints, what are options, options,
        how do i play, how does this work, what are commands, what can i say, info, menu
    """,
    Verb.SELF: """
        stats, who am i, me, myself, character, character sheet, sheet, score, status, level, attributes, health,
        hp, how am i, how do i feel, skills, abilities, what am i, am i hurt, experience, xp
    """,
    Verb.AGAIN: """
        again, g, repeat, do it again, do that again, same again, once more, repeat that, one more time, same, redo,
        do same, try again
    """,
}

PHRASES: Mapping[tuple[str, ...], Verb] = {
    phrase: verb for verb, phrases in VERBS.items() for phrase in phrase_list(phrases)
}
"""Every phrase as words."""

LONGEST_PHRASE = max(map(len, PHRASES))

PARTICLES = word_set("on off away up down out open")
"""May stand behind the noun: "put the ring on", "force the chest open"."""

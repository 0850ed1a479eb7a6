"""Verbs that mean much the same when done to a feature. Data only."""

from app.game_logic.parser.lexicon import phrase_list, word_list
from app.game_logic.parser.text import Words

_GROUPS = """
open, unlock, unlatch, unbar, pick, pick open
force, pry, prise, lever, lift, force open, pry open, break open, crack open, jemmy
break, smash, shatter, destroy, bash, break down, kick, kick in, knock down, ram, demolish, hit, attack, strike
search, rummage, ransack, comb, look in, look into, look inside, look through, explore, investigate
take, get, grab, pick up, collect, gather, loot, pocket, steal, fetch, pluck, harvest, salvage
push, shove, press, move, shift, roll, heave
pull, drag, tug, draw, heave, haul, yank, wind, turn, crank, hoist
light, ignite, kindle, burn, set fire to, set alight, relight
drink, sip, taste, drink from, fill
pray, pray at, kneel, kneel at, worship, touch, bless
repair, fix, mend, patch, restore, rebuild
ring, sound, toll, strike
read, study, decipher, translate
climb, scale, climb up, climb down, descend, ascend, climb into
cut, chop, hack, slash, sever, clear, hew
free, release, untie, rescue, save, help
calm, soothe, pet, tame, feed, befriend
listen, listen to, hear, eavesdrop
sneak, sneak past, hide, creep, creep past, slip past
disarm, disable, defuse, dismantle
put out, blow out, extinguish, douse, quench, smother, snuff, snuff out
close, shut, bar, seal, lock, block
buy, purchase, pay, barter, trade
give, offer, hand over, leave, place, put, lay
wash, clean, bathe, rinse, scrub, wipe
"""

SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(" ".join(phrase) for phrase in phrase_list(group)) for group in _GROUPS.strip().splitlines()
)
"""Tried when a feature's own verbs do not fit: "unlock the chest", where the chest knows only "open"."""

BY_FIRST_WORD: dict[str, list[tuple[Words, frozenset[str]]]] = {}
"""The phrases of all groups with their group, by the first word."""

for _group, _line in zip(SYNONYMS, _GROUPS.strip().splitlines(), strict=True):
    for _phrase in phrase_list(_line):
        BY_FIRST_WORD.setdefault(_phrase[0], []).append((_phrase, _group))

IDLE = word_list(
    "sing dance jump hop cry weep laugh smile frown whistle hum dream think write draw paint build craft cook fish swim"
    " fly bow curtsey clap nod wave kiss hug marry juggle shake spit sneeze yawn stretch scream yell curse swear beg"
    " bribe threaten insult flirt seduce trick lie lure trap track shapeshift summon pickpocket negotiate persuade"
    " intimidate thank praise mock count measure sew knit plant water dig hide spy bury eat burn bite lick sniff"
)
"""Verbs that mean nothing by themselves, but are known: they are no misspelling of others ("sing" is not "swing"), and
the answer may repeat them."""

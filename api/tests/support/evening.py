"""An evening in the Reed March, quest by quest, as a player types it. First the opening; the rest may be left out."""

from app.models.enums import QuestStatus
from app.models.ids import QuestId
from tests.support.playing import Player

ENDINGS = {
    "restore": "set the article back in the stone",
    "break": "break the article",
    "pay": "pay the Conqueror's penny",
}
"""What one types at the keeper's stone in the end."""

SIDE_QUESTS = (
    "one_more_lamp",
    "a_bell_on_credit",
    "waste_not",
    "the_last_roll_call",
    "somebody_elses_coat",
)


def is_completed(player: Player, quest: str) -> bool:
    """Whether a quest has come to its end."""
    progress = player.state.quests.get(QuestId(quest))
    return progress is not None and progress.status is QuestStatus.COMPLETED


def play_main_line(player: Player, ending: str) -> None:
    """The opening, then the three steps of the main quest by the plainest way."""
    light_one_more_lamp(player)
    read_the_milestone(player)
    win_the_shard(player)
    open_the_gate(player)
    player.until(lambda: player.knows("watch_gone"), "toll_house", "attack the shade")
    face_the_warden(player, ending)


def play_everything(player: Player, ending: str) -> None:
    """Every quest there is."""
    light_one_more_lamp(player)
    clear_the_flue(player)
    read_the_milestone(player)
    call_the_roll(player)
    change_the_coats(player)
    win_the_shard(player)
    fetch_the_bell(player)
    if ending == "pay":
        find_the_debt(player)
        take_the_penny(player)
    open_the_gate(player)
    player.until(lambda: player.knows("watch_gone"), "toll_house", "give the countersign")
    player.until(lambda: player.knows("warden_listens"), "toll_house", "read him his mother's letter")
    face_the_warden(player, ending)


def light_one_more_lamp(player: Player) -> None:
    player.type(
        "look around",
        "talk to the innkeeper",
        "ask about the candles",
        "take the gloves",
        "put on the odd gloves",
    )
    player.until(lambda: player.has_won("wicklings_in_the_yard"), "inn_yard", "attack the wickling")
    player.until(lambda: player.knows("yard_lamp_lit"), "inn_yard", "light the lamp")
    player.type(
        "go inside",
        "take some bread",
        "talk to Bettany",
        "tell her about the wicklings",
        "tell her about the lamp",
    )
    player.sleep()


def clear_the_flue(player: Player) -> None:
    player.go_to("cold_chandlery")
    player.type("talk to Dorcas", "ask about the flue")
    player.until(lambda: player.has_won("nest_in_the_flue"), "cold_chandlery", "attack the wick-mother")
    player.go_to("cold_chandlery")
    player.type("talk to Dorcas", "Your flue draws again.", "rake out the soot")
    player.sleep()


def read_the_milestone(player: Player) -> None:
    player.until(lambda: player.knows("milestone_read"), "causeway", "read the milestone")
    player.until(lambda: player.has_won("stalkers_on_the_causeway"), "causeway", "attack the stalker")
    player.sleep()


def call_the_roll(player: Player) -> None:
    player.go_to("watch_house")
    player.type("talk to the sergeant", "Who is it that you are waiting for?")
    player.until(lambda: player.has_won("jackdaws_in_the_rafters"), "watch_house", "attack the jackdaws")
    player.until(lambda: player.holds("tin_tag") >= 1, "watch_house", "search the nest")
    player.until(lambda: player.has_won("hounds_at_the_landing"), "ferry_landing", "look")
    player.until(lambda: player.holds("tin_tag") >= 2, "ferry_landing", "sift the shingle")
    player.until(lambda: player.has_won("leeches_in_the_beds"), "osier_beds", "attack the leeches")
    player.until(lambda: player.holds("tin_tag") >= 3, "osier_beds", "reach down for the tin tag")
    player.go_to("watch_house")
    player.type("talk to Pike", "Mallow, Pell and Cob, Sergeant. All present.")
    player.sleep()


def change_the_coats(player: Player) -> None:
    player.go_to("drowned_orchard")
    player.type("talk to Jack", "That is a good coat.")
    player.until(lambda: player.has_won("wasps_in_the_windfalls"), "drowned_orchard", "attack the wasps")
    player.go_to("last_candle")
    player.type("take the unclaimed coat")
    player.go_to("drowned_orchard")
    player.type(
        "talk to Jack", "I have brought you a coat that is nobody's.", "put on the keeper's first coat"
    )
    player.go_to("last_candle")
    player.type("talk to Ludo", "Would you read this letter out to me?", "sleep")


def win_the_shard(player: Player) -> None:
    player.until(lambda: player.has("article_shard"), "drowned_chapel", "attack the thieves")
    player.until(lambda: player.has("letter_of_instruction"), "drowned_chapel", "take the wet envelope")
    player.sleep()


def fetch_the_bell(player: Player) -> None:
    player.until(lambda: player.has_won("hounds_at_the_landing"), "ferry_landing", "look")
    player.go_to("ferry_landing")
    player.type("talk to Maud", "ask about the bell")
    player.until(lambda: player.has("ferry_bell"), "drowned_chapel", "climb the belfry")
    player.go_to("ferry_landing")
    player.type("talk to Maud", "give her the bell")
    player.sleep()


def find_the_debt(player: Player) -> None:
    player.go_to("last_candle")
    player.type("talk to Ludo", "Do you know this handwriting?")
    player.until(lambda: player.knows("night_stair_open"), "drowned_chapel", "search behind the altar")
    player.until(lambda: player.has_won("clerks_in_the_crypt"), "tally_crypt", "attack the clerks")
    player.sleep()
    player.until(
        lambda: player.has_won("senior_clerks_office"), "senior_office", "attack the senior clerk", "look"
    )
    player.go_to("senior_office")
    player.type("read the first ledger")
    player.sleep()


def take_the_penny(player: Player) -> None:
    player.until(lambda: player.knows("guard_dismissed"), "crown_knoll", "attack the shade", "look")
    player.go_to("crown_knoll")
    player.type("take the penny out of the stone hand")
    player.sleep()


def open_the_gate(player: Player) -> None:
    player.go_to("last_candle")
    player.type("talk to Ludo", "ask about the key")
    player.until(lambda: player.knows("gate_open"), "causeway", "unlock the gate")


def face_the_warden(player: Player, ending: str) -> None:
    player.sleep()
    player.until(lambda: player.knows("warden_beaten"), "toll_house", "attack the warden", "look")
    player.go_to("toll_house")
    player.type(ENDINGS[ending])

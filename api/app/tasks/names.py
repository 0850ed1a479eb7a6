"""Job functions by name, and the queue each runs on. The only names that the Queue port accepts."""

from collections.abc import Mapping

AI_TASKS = "ai_tasks"
COMBAT_TASKS = "combat_tasks"
MARKETPLACE_TASKS = "marketplace_tasks"
QUEUES = (COMBAT_TASKS, AI_TASKS, MARKETPLACE_TASKS)

JOBS: Mapping[str, tuple[str, str]] = {
    "process_action": (COMBAT_TASKS, "app.tasks.combat_tasks.process_action"),
    "process_combat_round": (COMBAT_TASKS, "app.tasks.combat_tasks.process_combat_round"),
    "finalize_combat": (COMBAT_TASKS, "app.tasks.combat_tasks.finalize_combat"),
    "generate_dm_response": (AI_TASKS, "app.tasks.ai_tasks.generate_dm_response"),
    "generate_npc_dialogue": (AI_TASKS, "app.tasks.ai_tasks.generate_npc_dialogue"),
    "narrate_combat_action": (AI_TASKS, "app.tasks.ai_tasks.narrate_combat_action"),
    "sweep": (COMBAT_TASKS, "app.tasks.sweeping.sweep"),
    "send_turn_mails": (AI_TASKS, "app.tasks.sweeping.send_turn_mails"),
    "settle_deadlines": (COMBAT_TASKS, "app.tasks.sweeping.settle_deadlines"),
}
"""Name → (queue, dotted path of the function)."""

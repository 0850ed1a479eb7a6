"""Use cases: load, ask the rules, commit, enqueue. Know ports, never Flask, never an SDK."""

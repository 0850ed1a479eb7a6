"""The operator's commands: `coc …`, or `python -m app.cli …`.

A command parses, calls one service, prints. Exit codes: 0 done, 1 refused or found unsound, 2 wrong usage.
"""

"""The one place that chooses adapters and builds services, for the web server, workers, CLI, gateway and tests.

`opening` names the adapters; `accounts` builds what accounts need on them, `services` everything. Nothing else names an
adapter. A process loads what it uses: import from these modules, not from here.
"""

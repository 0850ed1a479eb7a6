"""The HTTP surface: endpoints, one blueprint a resource, and the shell around them.

`shell.py` puts it together; `guards.py`, `body_guard.py`, `limits.py` and `origins.py` say who and what comes in,
`envelope.py`, `errors.py` and `headers.py` what goes out.
"""

"""Between rows and dataclasses: one module a table. No rules, no decisions."""

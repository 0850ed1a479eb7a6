"""The gateway: every long-lived connection. Reads Valkey and verifies tickets; knows no database and no rule."""

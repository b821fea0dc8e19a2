"""Dates as news writes them, to ISO 8601."""

"""The main screen and what it holds."""

"""The `newsexplore` command."""

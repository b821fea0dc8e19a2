"""What the subcommands of `newsexplore` do, one file for each kind of work; `main.py` says how they are called."""

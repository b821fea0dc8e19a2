"""What the subcommands of `newsexplore` do, one file for each kind of work; `cli.py` says how they are called."""

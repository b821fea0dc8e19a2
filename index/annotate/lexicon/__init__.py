"""Word lists and gazetteers. The data files beside this module have their sources in `CREDITS.md`."""

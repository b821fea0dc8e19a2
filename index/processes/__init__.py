"""Child processes: search, build and export beside the interface."""

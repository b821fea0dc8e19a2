"""Configuration: defaults, the user's file, and the settings of one run."""

"""newsexplore: explore news corpora in the terminal."""

__version__ = "0.1.0"

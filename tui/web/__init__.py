"""The interface in a browser: `newsexplore serve`."""

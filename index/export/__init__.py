"""Export of articles, quotes and decisions to files."""

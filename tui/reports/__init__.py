"""Reports as rows of text, the same on screen and on the command line: profiles and comparisons."""

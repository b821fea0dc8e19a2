"""The HTML report: one self-contained page on what is exported."""

"""Recipes for the data files that ship: the tagger, word classes, name lists. Never imported at run time."""

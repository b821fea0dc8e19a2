"""Curation: the file of the user's decisions, and their application to answers."""

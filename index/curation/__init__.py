"""The user's decisions: their structs, their file, and how they are applied to answers."""

"""What the user typed to one query tree, whatever the engine."""

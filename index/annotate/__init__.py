"""Article text to mentions, entities and quotes."""

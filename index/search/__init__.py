"""Questions in the query language to answers, whatever the engine."""

"""Search: answers to questions in the query language, for every engine."""

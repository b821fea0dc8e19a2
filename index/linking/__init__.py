"""Entity linking: which entities of a corpus are the same."""

"""Entity linking: which entities of a corpus are one."""

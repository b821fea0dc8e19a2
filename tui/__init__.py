"""Everything that touches a terminal: the command and the interface."""

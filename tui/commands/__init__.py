"""The registry of commands and the keys bound to them."""

"""Index engines behind one protocol."""

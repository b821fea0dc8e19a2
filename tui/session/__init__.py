"""The state of the interface, without widgets: query, open article, trail and history."""

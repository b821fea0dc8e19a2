"""What the user is doing: query, open article, trail and history, without a widget."""

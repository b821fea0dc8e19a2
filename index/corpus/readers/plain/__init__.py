"""Plain text, and what stands in text of any format: printed headers of messages, lines that name a source."""

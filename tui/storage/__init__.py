"""What the interface keeps between runs."""

"""Data that the interface stores between runs."""

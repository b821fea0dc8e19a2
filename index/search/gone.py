"""What is asked for and not in the index."""


class GoneError(Exception):
    """Raised when a requested article is not in the index, or no longer."""

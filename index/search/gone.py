"""What is asked for and not in the index."""


class GoneError(Exception):
    """Raised when a requested article is not in the index, or no longer."""

    typed = ""
    """What a command says instead: the id was typed, and may be wrong."""


class NoArticleError(GoneError):
    """Raised for an id that no article of the index has."""

    def __init__(self, id: str) -> None:
        super().__init__("This article is no longer in the index.")
        self.typed = (
            f"No article in the index has the id {id!r}. `newsexplore search QUERY --json` prints the id of every hit."
        )

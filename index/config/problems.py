"""Problems of a configuration, and the error that lists them."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """A problem in a configuration file."""

    file: str
    line: int
    """1 for the first; 0 when it concerns the whole file."""
    message: str

    def __str__(self) -> str:
        """Return `file:line: message`, as compilers print it."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class ConfigError(Exception):
    """Raised for an unusable configuration; `problems` lists every problem."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

"""What is wrong with a configuration, and the error that lists it."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """Something wrong in a configuration file."""

    file: str
    line: int
    """1 for the first; 0 when it concerns the whole file."""
    message: str

    def __str__(self) -> str:
        """`file:line: message`, as compilers write it."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class ConfigError(Exception):
    """The configuration cannot be used; `problems` lists all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

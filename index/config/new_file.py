"""Write a new configuration file for one corpus, with comments, and prove that it loads."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from .configuration import CorpusConfig
from .load import load_config
from .problems import ConfigError

FIELDS = ("title", "text", "date", "outlet", "byline", "url", "lang", "topics", "key")
"""Fields of an article that `fields` may name a source's field for."""


class NewFileError(Exception):
    """The file cannot be written; the message says why and what to do."""


def config_text(corpus: CorpusConfig, comments: Iterable[str] = ()) -> str:
    """The YAML of a configuration with one corpus.

    Args:
        corpus: what to read; keys at their defaults are left out.
        comments: lines to put above it.
    """
    return "\n".join(_lines(corpus, comments)) + "\n"


def _lines(corpus: CorpusConfig, comments: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        yield f"# {_printable(comment)}".rstrip()
    yield "corpora:"
    yield f"  - name: {_quoted(corpus.name)}"
    yield f"    paths: [{', '.join(map(_quoted, corpus.paths))}]"
    if corpus.format != "auto":
        yield f"    format: {corpus.format}"
    if corpus.fields:
        pairs = ", ".join(f"{field}: {_quoted(name)}" for field, name in corpus.fields.items())
        yield f"    fields: {{{pairs}}}"
    for key in ("outlet", "lang", "table"):
        if value := getattr(corpus, key):
            yield f"    {key}: {_quoted(value)}"


def write_new(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a configuration file whole, once it has been loaded; one that is there stays unless `replace`.

    Raises:
        NewFileError: it is there already, or cannot be written.
        ConfigError: it would not load.
    """
    if path.exists() and not replace:
        raise NewFileError(exists(path))
    part = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(".yaml", ".newsexplore-", path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        load_config(Path(part))
        if replace:
            Path(part).replace(path)
        else:
            with path.open("x", encoding="utf-8") as file:  # fails if another program has made it since
                file.write(text)
    except FileExistsError:
        raise NewFileError(exists(path)) from None
    except UnicodeEncodeError:
        raise NewFileError(f"{path} cannot be written: a name in it is not valid Unicode. Rename the folder.") from None
    except OSError as error:
        raise NewFileError(f"{path} cannot be written: {error.strerror or error}.") from None
    except ConfigError as error:
        raise ConfigError([type(one)(str(path), one.line, one.message) for one in error.problems]) from None
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def exists(path: Path) -> str:
    """What is said of a file that is there already."""
    return f"{path} exists, and was left as it is. Name another file with --output, or replace it with --force."


def _quoted(value: str) -> str:
    """A YAML scalar in quotation marks, on one line."""
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=10**9).rstrip("\n")


def _printable(text: str) -> str:
    """Text on one line, without characters that YAML does not allow or that would end a comment."""
    return "".join(char if char.isprintable() else " " for char in text)

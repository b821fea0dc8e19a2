"""`newsexplore init FOLDER`: look at a folder, show how it will be read, and write a configuration for it."""

import difflib
import os
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import structs
from platformdirs import user_config_path

from ....index.config.configuration import CorpusConfig
from ....index.config.load import NAME
from ....index.config.new_file import FIELDS, NewFileError, config_text, exists, write_new
from ....index.config.settings import SettingsError
from ....index.corpus.folder_survey import FolderSurvey, Progress, survey_folder
from ....index.files import expanded
from ...terminal.sanitise import sanitise_line
from ..options import Options
from ..output import print_json, print_lines, print_text, say
from .survey_lines import comments, survey_lines

STDOUT = "-"


def init(
    options: Options,
    folder: str,
    yes: bool,
    force: bool,
    name: str | None,
    output: str | None,
    fields: Sequence[str],
    outlet: str | None,
    lang: str | None,
    table: str | None,
    json: bool,
) -> None:
    """Survey FOLDER, ask what to change on a terminal, and write the configuration.

    Raises:
        click.UsageError: a field is not `FIELD=NAME`, or no record has a field of the name.
        SettingsError: there is no such folder.
        NewFileError: the file exists or cannot be written, or there is nothing to configure.
    """
    path = Path(os.path.abspath(expanded(folder)))  # noqa: PTH100 - links must not be resolved
    if not path.exists():
        raise SettingsError(f"There is no file or folder {path}.")
    target = _target(output, options.config)
    asking = _is_interactive() and not (yes or json)
    if yes and target is not None and target.exists() and not force:
        raise NewFileError(exists(target))
    corpus = CorpusConfig(
        name=name or path.name or "corpus",
        paths=(str(path),),
        fields=_mapping(fields),
        outlet=outlet or "",
        lang=lang or "",
        table=table or "",
    )
    found = _survey(corpus)
    _check_names(corpus.fields, found)
    if json:
        print_json(found)
    elif target is not None:
        print_lines(survey_lines(found))
    if not found.articles:
        raise NewFileError(f"No article was found in {path}: nothing was written.")
    if asking:
        corpus, found = _ask(corpus, found)
        target, force = _ask_target(target, force)
    elif not yes and target is not None:
        say(f"Nothing was written. --yes writes a configuration to {target}, --output FILE to another file.")
        return
    text = config_text(corpus, comments(found))
    if target is None:
        print_text(text)
        return
    write_new(target, text, replace=force)
    used = target == _default()
    say(sanitise_line(f"Written: {target}"))
    say(sanitise_line(f"Next: newsexplore index{'' if used else f' --config {target}'}"))


def _target(output: str | None, config: str | None) -> Path | None:
    """The file to write: --output, else --config, else the user's own; None for standard output."""
    if output == STDOUT:
        return None
    named = output or config
    return Path(os.path.abspath(expanded(named))) if named else _default()  # noqa: PTH100 - as given


def _default() -> Path:
    return user_config_path("newsexplore", appauthor=False) / NAME


def _is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _mapping(written: Sequence[str]) -> dict[str, str]:
    """Article fields and the source's fields, from `FIELD=NAME` each.

    Raises:
        click.UsageError: one is not of that form.
    """
    found: dict[str, str] = {}
    for one in written:
        field, mark, name = one.partition("=")
        field = field.strip().lower()
        if not mark:
            raise click.UsageError(f"--field takes FIELD=NAME, as text=body, not {one!r}.")
        if field not in FIELDS:
            near = difflib.get_close_matches(field, FIELDS, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(FIELDS)}."
            raise click.UsageError(f"An article has no field {field!r}; {meant}")
        found[field] = name.strip()
    return found


def _check_names(mapping: Mapping[str, str], found: FolderSurvey) -> None:
    """Raise click.UsageError if no record that was looked at has a field of a name."""
    names = found.names
    known = {name.casefold() for name in names}
    for field, name in mapping.items():
        if name and known and name.casefold() not in known and name.split(".")[0].casefold() not in known:
            near = difflib.get_close_matches(name, names, 1, 0.5)
            listed = ", ".join(sorted(names)[:20])
            meant = f"did you mean {near[0]}?" if near else f"there are {listed}."
            raise click.UsageError(f"No record has a field {name!r} for the {field}; {meant}")


def _survey(corpus: CorpusConfig) -> FolderSurvey:
    with _showing() as progress:
        return survey_folder(corpus, progress)


def _ask(corpus: CorpusConfig, found: FolderSurvey) -> tuple[CorpusConfig, FolderSurvey]:
    """Let the user name the corpus and change fields, showing the outcome of each change."""
    name = click.prompt("Name of the corpus", default=corpus.name, err=True)
    corpus = structs.replace(corpus, name=" ".join(name.split()) or corpus.name)
    while True:
        written = click.prompt(
            "Change a field, as text=body (Enter: go on)", default="", show_default=False, err=True
        ).strip()
        if not written:
            return corpus, found
        try:
            mapping = {**corpus.fields, **_mapping([written])}
            _check_names(mapping, found)
        except click.UsageError as error:
            say(error.message)
            continue
        corpus = structs.replace(corpus, fields=mapping)
        found = _survey(corpus)
        print_lines(survey_lines(found))


def _ask_target(target: Path | None, force: bool) -> tuple[Path | None, bool]:
    """The file to write to, and whether it may be replaced."""
    while target is not None:
        if target.exists() and not force:
            say(f"{target} exists.")
            if click.confirm("Replace it", default=False, err=True):
                return target, True
        elif click.confirm(f"Write {sanitise_line(str(target))}", default=True, err=True):
            return target, force
        written = click.prompt("Another file (- prints it)", err=True)
        target = _target(written.strip(), None)
        force = False
    return None, force


@contextmanager
def _showing() -> Generator[Progress]:
    """A progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("listing", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield show

"""`newsexplore [PATH ...]`: open the interface."""

import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from ....index.config.settings import Settings, SettingsError, for_interface, for_sample, record_first_run
from ....index.processes.build_process import Builder
from ....index.processes.search_process import IndexService
from ...commands.registry import KeymapError, check_keys
from ..options import Options, configuration


def open_interface(options: Options, paths: Sequence[str], sample: bool = False) -> None:
    """Open the interface on PATHs, the configured corpora, what was open last, or the sample.

    Raises:
        SettingsError: there is no terminal, or a PATH is not there.
        KeymapError: the configured keys clash, or name commands that are not there.
    """
    config = configuration(options)
    settings = for_sample(config, options.index_dir) if sample else for_interface(config, paths, options.index_dir)
    keys = settings.config.interface.keys
    if keys and (problems := check_keys(keys)):  # before anything is started; without any there is nothing to judge
        raise KeymapError(problems)
    in_browser = "TEXTUAL_DRIVER" in os.environ  # of `newsexplore serve`, which stands in for the terminal
    if not in_browser and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError(
            "The interface needs a terminal. In a pipe use: newsexplore search, quotes, entities, kwic."
        )
    gc.disable()  # there is nothing to collect before the first frame; the explorer turns it on again
    code = asyncio.run(_run(settings))
    if code:
        sys.exit(code)


async def _run(settings: Settings) -> int | None:
    """Run the interface; its index is opened, in a process of its own, while all that it needs is imported."""
    service = IndexService(settings)
    with suppress(OSError):  # the interface tries again, and reports it
        await service.start()
    from ...app import NewsExplore
    from ...terminal.hang_up import handle_signals

    app = NewsExplore(settings, service, Builder(settings), welcome=record_first_run(settings.config))
    handle_signals(asyncio.get_running_loop(), app.hang_up)
    await app.run_async()
    return app.return_code

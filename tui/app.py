"""The Textual app: theme, keymap, palette and crash reports."""

import asyncio
import gc
import sys
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on
from textual._compositor import CompositorUpdate  # pyright: ignore[reportPrivateUsage]
from textual.app import App
from textual.command import Provider
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import ThemeProvider

from ..index.config.settings import Settings
from ..index.processes.build_process import Builder
from ..index.processes.search_process import IndexService
from .cli.errors import write_report
from .commands.keymap import checked
from .explorer.screen import Explorer
from .palette import CommandProvider, Palette
from .screens.overlay import OverScreen
from .session.indexing_progress import Build
from .session.past_message import PastMessage
from .session.session import Service
from .terminal.driver import driver_class
from .terminal.hang_up import HANG_UP_CODE, HangUp
from .terminal.painting import choose, frame_painter
from .terminal.sanitise import sanitise
from .theme import DARK, THEMES, with_defaults

MOUNT_SECONDS = 5.0
"""Seconds that a key waits for a screen to be mounted."""
_MOUNT_STEP = 0.002
MESSAGES = 200
"""Past messages that are kept."""
Opener = Callable[[Settings], tuple[Service, Build | None]]
"""Creates the service and the builder of an index."""


class NewsExplore(App[None]):
    """The newsexplore app on one index.

    Args:
        settings: the index to open.
        service: answers questions; by default a search process.
        builder: updates the index in the background; by default one for the settings, unless a service is given.
        opener: makes both for an index that the user switches to; by default new processes.
        welcome: whether to show the welcome screen first.

    Raises:
        KeymapError: the configured keys are invalid.
    """

    TITLE = "newsexplore"
    CSS_PATH = "newsexplore.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        settings: Settings,
        service: Service | None = None,
        builder: Build | None = None,
        opener: Opener | None = None,
        welcome: bool = False,
    ) -> None:
        choose(settings.config.interface.painter)  # before the first widget is made
        super().__init__()
        self.settings = settings
        self.keys_config = checked(settings.config.interface.keys)
        self._builder: Build | None = builder or (Builder(settings) if service is None else None)
        self._service: Service = service or IndexService(settings)
        self._listen_to(self._service)
        self._opener = opener or _processes
        self._welcome = welcome
        self._painter = frame_painter()
        self._hang_up = HangUp(self._save_session, lambda code: self.exit(return_code=code))
        self.messages: list[PastMessage] = []
        """The last messages, the newest last."""
        self._is_reported = False
        """Whether a crash report was written: later errors follow from the first."""
        self.animation_level = settings.config.interface.animation
        for theme in THEMES:
            self.register_theme(theme)
        wanted = settings.config.interface.theme
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(self.keys_config)

    def _listen_to(self, service: Service) -> None:
        """Show messages of the search service."""
        if isinstance(service, IndexService):
            service.on_trouble = self._show_trouble

    def _show_trouble(self, trouble: str) -> None:
        if self.is_running:
            self.notify(sanitise(trouble), severity="warning", markup=False)

    def get_driver_class(self) -> type[Driver]:
        """Return our terminal driver in place of Textual's."""
        return driver_class(super().get_driver_class())

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message until the next key in the line below the panes; over a dialog, in its last line.

        No message covers what is being read. All of them are in the list of messages.
        """
        self.messages.append(PastMessage(datetime.now().strftime("%H:%M:%S"), message))
        del self.messages[:-MESSAGES]
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
        if self.screen_stack and isinstance(explorer := self.screen_stack[0], Explorer):
            explorer.panes.trail.show_notice(message, trouble=severity != "information")

    def _refresh_notifications(self) -> None:
        """Show messages over dialogs only: the main screen has a line for them."""
        if self.screen_stack and not isinstance(self.screen_stack[-1], Explorer):
            super()._refresh_notifications()

    async def on_event(self, event: events.Event) -> None:
        """End the message of the key before; let no key reach a screen that is not there yet."""
        if isinstance(event, events.Key | events.Paste):
            await self._until_mounted()
            if self.screen_stack and isinstance(self.screen, OverScreen) and self.screen.passes_on(event):
                await self.pop_screen()  # before the keys that follow
        if isinstance(event, events.Key) and self.screen_stack and isinstance(self.screen_stack[0], Explorer):
            self.screen_stack[0].panes.trail.end_notice()
        await super().on_event(event)

    async def _until_mounted(self) -> None:
        """Wait for the widgets of the top screen: what is typed while a dialog opens, or at the start, is for it."""
        for _ in range(round(MOUNT_SECONDS / _MOUNT_STEP)):
            if self.screen_stack and self.screen.is_mounted:
                break
            await asyncio.sleep(_MOUNT_STEP)

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """List the themes."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def action_messages(self) -> None:
        """List past messages."""
        from .screens.messages_screen import MessagesScreen  # most runs do without

        self.push_screen(MessagesScreen(self.messages))

    def hang_up(self, code: int = HANG_UP_CODE) -> None:
        """Save and exit within two seconds, because the terminal is gone or a signal asks for it."""
        self._hang_up.begin(code, terminal_gone=code == HANG_UP_CODE)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's colours together with ours."""
        return with_defaults(super().get_css_variables())

    def get_default_screen(self) -> Explorer:
        """Return the main screen."""
        return Explorer(self.settings, self._service, self._builder)

    def refresh_css(self, animate: bool = True) -> None:
        """Restyle, unless there is no screen yet."""
        if self.screen_stack:
            super().refresh_css(animate)

    def on_load(self) -> None:
        """Disable GC until first paint."""
        gc.disable()

    def on_mount(self) -> None:
        """Repaint after something else has written to the terminal."""
        self.app_resume_signal.subscribe(self, lambda _: self._painter.forget())
        if self._welcome:
            self.call_after_refresh(self.action_welcome)

    @on(Explorer.IndexChosen)
    async def _switch(self, event: Explorer.IndexChosen) -> None:
        """Open another index in place of this one."""
        await self._save_session()
        before, indexing = self._service, self._builder
        self.settings = event.settings
        self._service, self._builder = self._opener(event.settings)
        self._listen_to(self._service)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        # Textual requires this of a replaced screen, but does not set it on the first one.
        self.screen._push_result_callback(self.screen, None)  # pyright: ignore[reportPrivateUsage]
        await self.switch_screen(Explorer(self.settings, self._service, self._builder))
        await _end(before, indexing)

    async def action_quit(self) -> None:
        """Save everything and quit."""
        await self._save_session()
        self.exit()

    async def _save_session(self) -> None:
        """Let the explorer save its session; print what cannot be saved."""
        explorer = self.screen_stack[0]
        if isinstance(explorer, Explorer) and (trouble := await explorer.save_on_exit()):
            self._exit_renderables.append(Text(sanitise(trouble), overflow="fold"))

    async def on_unmount(self) -> None:
        """End the processes of the index; pending answers have no screen to be shown on."""
        self.workers.cancel_all()
        await _end(self._service, self._builder)

    def action_welcome(self) -> None:
        """Show the welcome screen."""
        from .screens.welcome_screen import WelcomeScreen  # not needed at most starts

        cluster = self.settings.config.index.engine == "opensearch"
        self.push_screen(WelcomeScreen(self.keys_config, self.settings.is_sample, cluster))

    def action_redraw(self) -> None:
        """Repaint the whole screen, in case another program has written to the terminal."""
        self._painter.forget()
        self.screen.refresh(layout=True)

    def on_resize(self) -> None:
        """Repaint: the terminal's content after a resize is undefined."""
        self._painter.forget()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write only the changes."""
        if self._batch_count:
            return
        if isinstance(renderable, CompositorUpdate):
            renderable = self._painter.changes(renderable, self.console)
        elif renderable is not None:
            self._painter.forget()
        super()._display(screen, renderable)

    def _fatal_error(self) -> None:
        """Write a crash report, and print two lines instead of a traceback."""
        if self._is_reported:
            return
        self._is_reported = True
        error = sys.exception() or self._exception
        where = write_report(error) if error is not None else None
        told = f"newsexplore stopped because of an internal error ({type(error).__name__}). Your index is intact.\n"
        if where is not None:
            told += f"A report without your texts and queries is in {where}. Please send it to the developers.\n"
        self._exit_renderables.append(Text(sanitise(told), overflow="fold"))
        self._close_messages_no_wait()


def _processes(settings: Settings) -> tuple[Service, Build | None]:
    return IndexService(settings), Builder(settings)


async def _end(service: Service, builder: Build | None) -> None:
    """Close an index; indexing commits what is finished."""
    if builder is not None:
        builder.cancel()
    await service.close()

"""Copying the selection, or the selected row; and the keys that work while text is being selected."""

from collections.abc import Mapping

from ....index.config.settings import Settings
from ...commands.registry import COMMANDS, keys_of
from ...session.session import Session
from ..host import Handler, Host
from ..pane_layout import Panes


class CopyController:
    """Copies to the clipboard."""

    def __init__(self, host: Host, session: Session, panes: Panes, settings: Settings) -> None:
        self._host = host
        self._session = session
        self._panes = panes
        self._settings = settings
        keys = settings.config.interface.keys
        selecting = {key for command in COMMANDS if command.context == "select" for key in keys_of(command, keys)}
        self._shadowed = {
            command.id
            for command in COMMANDS
            if command.context == "everywhere" and selecting.intersection(keys_of(command, keys))
        } - {"app.copy"}
        """Commands whose keys mean something else while text is being selected."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"app.copy": self.copy}

    def is_enabled(self, command: str) -> bool:
        """Return whether a command works now: while text is being selected, its keys come first."""
        return not (command in self._shadowed and self._is_selecting())

    def _is_selecting(self) -> bool:
        return self._host.context() == "article" and self._panes.article.selection is not None

    def show_footer(self) -> None:
        """Show the keys that select, or those of the article."""
        if self._host.context() == "article":
            self._panes.footer.show("select" if self._is_selecting() else "article")

    def copy(self) -> None:
        """Copy the selection, or what is selected in the pane with the focus."""
        from ..clippings import Clipping, of_article, of_row  # not needed to paint the first frame

        panes, context = self._panes, self._host.context()
        clipping: Clipping | None
        if context == "article" or panes.article.selection is not None:
            clipping = of_article(panes.article)
        else:
            lists = {"results": panes.results, "quotes": panes.quotes, "entities": panes.entities}
            item = lists[context].item() if context in lists else None
            clipping = of_row(item, self._session.reading)
        if clipping is None:
            self._host.notify("Nothing to copy: select a row, or select text in the article with v.")
            return
        panes.article.select(None)
        self._host.start("copy", self._copy, clipping.text, clipping.what)

    async def _copy(self, text: str, what: str) -> None:
        from ...terminal.clipboard import copy_text

        self._host.notify(await copy_text(self._host.app, text, what, self._settings.folder))

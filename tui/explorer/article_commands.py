"""What one does with the open article: find in it, select, copy. What is rarely needed is loaded when it is used."""

from functools import partial
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace
from textual import on

from ...index.config.settings import Settings
from ..commands.registry import COMMANDS, keys_of
from ..panes.article import ArticlePane
from ..panes.entities import EntitiesPane
from ..panes.quotes import QuotesPane
from ..panes.results import ResultsPane
from ..panes.status_lines import FooterLine
from ..widgets.prompt import Memory, Prompt
from ..widgets.text_find import find, folded
from .reader import Reader
from .session import Service
from .trail import Trail

if TYPE_CHECKING:
    from ...index.protocol import KwicLine
    from ..screens.kwic import Fetch, Order
    from .copying import Clipping


class ArticleCommands(Reader):
    """The reader with what is done to the article."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self.finds = Memory()
        """What was looked for in articles."""
        self.pipes = Memory()
        """Commands that articles were handed to."""
        keys = settings.config.interface.keys
        selecting = {key for command in COMMANDS if command.context == "select" for key in keys_of(command, keys)}
        self._shadowed = {
            command.action.split("(")[0]
            for command in COMMANDS
            if command.context == "everywhere" and selecting.intersection(keys_of(command, keys))
        } - {"copy"}
        """Actions whose keys mean something else while text is being selected."""
        self._folded = ("", "")
        """An article's id, and its text as `find` wants it."""

    def _without_article(self) -> bool:
        """Whether no article is open, which is then told."""
        if self.session.reading is None:
            self.say("Open an article first: choose one in the results (1).")
        return self.session.reading is None

    # Finding

    def action_find(self) -> None:
        """Ask for words, and show where they stand in the article while they are typed."""
        if self._without_article():
            return
        self.focus_pane("article")
        article = self.query_one(ArticlePane)
        article.select(None)
        before = article.top(), article.current, article.found
        origin = article.current[0] if article.current is not None and article.in_view(article.current) else before[0]
        if self.finds.draft == "" and self.session.trail.kind == "find":
            self.finds.draft = self.session.trail.name

        def typed(words: str) -> None:
            self.work("find", self._find, words, origin, prompt)

        def ended(words: str | None) -> None:
            if words and words.strip():
                self.work("find", self._find, words, origin, None)
                return
            self.workers.cancel_group(self, "find")
            top, current, found = before
            article.find(found)
            article.mark(current)
            article.to_top(top)

        prompt = Prompt("find", hint="words in this article", memory=self.finds, typed=typed)
        self.app.push_screen(prompt, ended)

    async def _find(self, words: str, origin: int, prompt: Prompt | None) -> None:
        """Mark the words, and go to the first of them from `origin` on; without a prompt make them the trail."""
        article, session = self.query_one(ArticlePane), self.session
        if session.reading is None:
            return
        id_ = session.article_id
        if self._folded[0] != id_:
            text = await folded(session.reading.article.text)
            if session.article_id != id_:
                return
            self._folded = id_, text
        spans = find(self._folded[1], words)
        article.find(spans)
        stop = next((number for number, span in enumerate(spans) if span[0] >= origin), 0)
        if prompt is not None and self.app.screen is prompt:
            told = f"{stop + 1:,} of {len(spans):,}" if spans else "not in this article" if words.strip() else ""
            prompt.tell(told)
        if spans:
            article.reveal(spans[stop])
        else:
            article.mark(None)
        if prompt is None and not spans:
            self.say(f"“{words}” is not in this article.")
        elif prompt is None:
            session.find(words, spans, stop)
            self.tell_trail()

    def action_step(self, step: int) -> None:
        """Step along what was found, round and round; else along the trail."""
        session = self.session
        if session.trail.kind == "find" and session.stops:
            self.go(((session.stop or 0) + step) % len(session.stops))
        else:
            super().action_step(step)

    def action_clear_trail(self) -> None:
        """Leave what was found for the trail of before; else as the reader does."""
        session, article = self.session, self.query_one(ArticlePane)
        if session.trail.kind != "find":
            super().action_clear_trail()
            return
        session.end_find()
        article.find(())
        article.mark(session.stops[session.stop] if session.stop is not None else None)
        self.tell_trail()

    def follow(self, trail: Trail) -> None:
        """Make something else the trail; what was found is left."""
        self.query_one(ArticlePane).find(())
        super().follow(trail)

    # Selecting and copying

    @on(ArticlePane.Selecting)
    def _selecting(self) -> None:
        article = self.query_one(ArticlePane)
        if self.context() == "article":
            self.query_one(FooterLine).show("article" if article.selection is None else "select")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While text is being selected, keys that select do not also do what they do everywhere else."""
        if (
            action in self._shadowed
            and self.context() == "article"
            and self.query_one(ArticlePane).selection is not None
        ):
            return False
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        """The keys that select work in the article only."""
        self._selecting()

    def action_copy(self) -> None:
        """Copy the selection, or what is chosen in the pane in focus."""
        from .copying import chosen, of_article  # not needed to paint the first frame

        article = self.query_one(ArticlePane)
        context = self.context()
        if context == "article" or article.selection is not None:
            clipping = of_article(article)
        else:
            pane = {"results": ResultsPane, "quotes": QuotesPane, "entities": EntitiesPane}.get(context)
            item = self.query_one(pane).item() if pane is not None else None
            clipping = chosen(item, self.session.reading)
        if clipping is None:
            self.say("There is nothing to copy here: choose something first, or select text in the article with v.")
            return
        article.select(None)
        self.work("copy", self._copy, clipping)

    async def _copy(self, clipping: "Clipping") -> None:
        from .copying import hand_over

        self.say(await hand_over(self.app, clipping, self.settings))

    # Other programs

    def action_pager(self) -> None:
        """Read the article in $PAGER."""
        if self.for_the_terminal() and not self._without_article():
            self.work("outside", self._outside, "pager")

    def action_editor(self) -> None:
        """Open the article's text in the user's editor."""
        if self.for_the_terminal() and not self._without_article():
            self.work("outside", self._outside, "editor")

    async def _outside(self, program: Literal["pager", "editor"]) -> None:
        from .outside import OutsideError, in_editor, in_pager

        reading = self.session.reading
        if reading is None:
            return
        try:
            if program == "pager":
                await in_pager(self.app, reading.article)
                return
            path, status = await in_editor(self.app, reading.article)
        except (OutsideError, OSError) as error:
            self.say(str(error))
        else:
            ended = f"The editor ended with status {status}. " if status else ""
            self.say(f"{ended}Until you leave newsexplore the text is in {path}; save what you change elsewhere.")

    def action_pipe(self) -> None:
        """Ask for a command, and show what it says to the article's text."""
        reading = self.session.reading
        if not self.for_the_terminal() or reading is None or self._without_article():
            return
        text = reading.article.text

        def typed(line: str | None) -> None:
            if line and line.strip():
                from ..screens.pipe import PipeScreen

                self.app.push_screen(PipeScreen(line, text))

        self.app.push_screen(Prompt("|", hint="a command that reads the text, such as wc -w", memory=self.pipes), typed)

    def action_open_url(self) -> None:
        """Open the address in the selection or at the stop once the user has seen it, else that of the article."""
        from .outside import address, is_address

        reading, article = self.session.reading, self.query_one(ArticlePane)
        if reading is None or self._without_article():
            return
        written = address(article.words_at())
        url = reading.article.url
        if written and written != url:
            self.app.push_screen(Prompt("open", text=written), self._open)
        elif is_address(url):
            self._open(url)
        else:
            self.say(f"“{url}” is no web address." if url else "This article has no address.")

    def _open(self, url: str | None) -> None:
        if url and url.strip():
            self.work("outside", self._browse, url.strip())

    async def _browse(self, url: str) -> None:
        from .copying import clipping, hand_over
        from .outside import is_address, opened

        if not is_address(url):
            self.say(f"“{url}” is no web address: it must begin with http:// or https:// and hold no blanks.")
        elif not self.app.is_web and await opened(url):
            self.say(f"Opened {url}")
        else:
            told = await hand_over(self.app, clipping(url, "the address"), self.settings)
            self.say(f"No browser can be opened from here. {told}")

    # The source, and the concordance

    def action_raw(self) -> None:
        """Show what the article was read from."""
        from ..screens.raw import RawScreen

        reading = self.session.reading
        if reading is not None and not self._without_article():
            fetch = partial(self.session.raw, reading.article.id)
            self.app.push_screen(RawScreen(reading.article.locator, fetch))

    def action_kwic(self) -> None:
        """Show every stop of the trail in its context."""
        from ..screens.kwic import KwicScreen

        session, trail = self.session, self.session.trail
        if trail.kind == "matches" and not session.query.strip():
            self.say("There are no matches to show: type a query first, or follow an entity or a speaker.")
            return
        title = f"Concordance · {f'matches of {session.query}' if trail.kind == 'matches' else trail.title}"
        self.app.push_screen(KwicScreen(title, self._lines_of(trail)), self._line_chosen)

    def _lines_of(self, trail: Trail) -> "Fetch":
        """What answers the concordance's questions: the index, or for what was found the article itself."""
        from ...index.protocol import Kwic, KwicLines

        session = self.session
        reading, stops = session.reading, session.stops
        if trail.kind == "find" and reading is not None:
            from ...index.model import Record
            from ...index.search.concordance import Concordance

            asked = Kwic(session.scope, "matches")
            article = Concordance(asked, iter([Record(reading.article, reading.annotations)]), lambda _: stops)

            async def fetch_found(sort: "Order", offset: int, limit: int) -> KwicLines:
                return article.page(replace(asked, sort=sort, offset=offset, limit=limit), lambda: False)

            return fetch_found
        kind = trail.kind if trail.kind != "find" else "matches"
        question = Kwic(trail.scope(session.scope), kind, trail.name, trail.type, session.order_by)

        async def fetch(sort: "Order", offset: int, limit: int) -> KwicLines:
            return await session.kwic(replace(question, sort=sort, offset=offset, limit=limit))

        return fetch

    def _line_chosen(self, line: "KwicLine | None") -> None:
        """Go where the line is from."""
        if line is None:
            return
        self.leave_place()
        self.focus_pane("article")
        if line.article == self.session.article_id:
            self.land((line.start, line.end))
            self.tell_trail()
        else:
            self.open_article(line.article, (line.start, line.end))
            self.work("row", self.choose_row, line.article)

"""Finding words in the open article."""

from collections.abc import Mapping

from ...session.session import Session
from ...widgets.prompt import Prompt, PromptHistory
from ...widgets.text_find import find, folded
from ..host import NO_ARTICLE, Handler, Host
from ..messages import ShowTrailStatus
from ..pane_layout import Panes


class FindController:
    """Marks words in the article while they are typed, then makes them the trail."""

    def __init__(self, host: Host, session: Session, panes: Panes) -> None:
        self._host = host
        self._session = session
        self._article = panes.article
        self._memory = PromptHistory()
        self._folded = ("", "")
        """An article's id, and its text as `find` wants it."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"article.find": self.ask}

    def ask(self) -> None:
        """Ask for words, and show the first place while they are typed."""
        session, article = self._session, self._article
        if session.reading is None:
            self._host.notify(NO_ARTICLE)
            return
        self._host.focus("article")
        article.select(None)
        before = article.top(), article.current, article.found
        origin = article.current[0] if article.current is not None and article.in_view(article.current) else before[0]
        if self._memory.draft == "" and session.trail.kind == "find":
            self._memory.draft = session.trail.name

        def typed(words: str) -> None:
            self._host.start("find", self._find, words, origin, prompt)

        def ended(words: str | None) -> None:
            if words and words.strip():
                self._host.start("find", self._find, words, origin, None)
                return
            self._host.cancel("find")
            top, current, found = before
            article.find(found)
            article.mark(current)
            article.to_top(top)

        prompt = Prompt("find", hint="words in this article", memory=self._memory, typed=typed)
        self._host.open(prompt, ended)

    async def _find(self, words: str, origin: int, prompt: Prompt | None) -> None:
        """Mark words, and go to the first of them from the offset `origin` on; without a prompt make them the trail."""
        article, session = self._article, self._session
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
        if prompt is not None and self._host.app.screen is prompt:
            found = f"{stop + 1:,} of {len(spans):,}" if spans else "not in this article" if words.strip() else ""
            prompt.show_message(found)
        if spans:
            article.reveal(spans[stop])
        else:
            article.mark(None)
        if prompt is None and not spans:
            self._host.notify(f"“{words}” is not in this article.")
        elif prompt is None:
            session.find(words, spans, stop)
            self._host.post(ShowTrailStatus())

"""Which controllers the main screen holds, which commands they handle, and who handles which message."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.strip import Strip

from ...index.config.settings import Settings
from ...index.processes.watch_process import Watcher
from ..session.indexing_progress import Build
from ..session.marked_results import MarkedResults
from ..session.saved_news import SavedNews
from ..session.session import Session
from ..storage.curation_cache import CurationCache, UserMarks
from ..storage.read_marks import ReadMarks
from ..storage.session_file import SessionFile, SessionState
from . import messages
from .controllers.article_controller import ArticleController
from .controllers.batch_controller import BatchController
from .controllers.commits_controller import CommitsController
from .controllers.completion_controller import CompletionController
from .controllers.concordance_controller import ConcordanceController
from .controllers.copy_controller import CopyController
from .controllers.corpora_controller import CorporaController
from .controllers.curation_controller import CurationController
from .controllers.denials_controller import DenialsController
from .controllers.export_controller import ExportController
from .controllers.external_programs_controller import ExternalProgramsController
from .controllers.facets_controller import FacetsController
from .controllers.find_controller import FindController
from .controllers.identity_controller import IdentityController
from .controllers.indexing_controller import IndexingController
from .controllers.inflections_controller import InflectionsController
from .controllers.jump_controller import JumpController
from .controllers.marking_controller import MarkingController
from .controllers.navigation_controller import NavigationController
from .controllers.news_controller import NewsController
from .controllers.query_controller import QueryController
from .controllers.quotes_controller import QuotesController
from .controllers.read_state_controller import ReadStateController
from .controllers.reasons_controller import ReasonsController
from .controllers.related_controller import RelatedController
from .controllers.reports_controller import ReportsController
from .controllers.restore_controller import RestoreController
from .controllers.trail_controller import TrailController
from .controllers.watch_controller import WatchController
from .controllers.words_controller import WordsController
from .host import Handler, Host
from .messages import Router
from .pane_layout import PaneLayout
from .reading_positions import ReadingPositions


class Controllers(NamedTuple):
    """The controllers. They know each other through the session and through messages alone."""

    article: ArticleController
    batch: BatchController
    commits: CommitsController
    completion: CompletionController
    concordance: ConcordanceController
    copy: CopyController
    corpora: CorporaController
    curation: CurationController
    denials: DenialsController
    export: ExportController
    external_programs: ExternalProgramsController
    facets: FacetsController
    find: FindController
    identity: IdentityController
    indexing: IndexingController
    inflections: InflectionsController
    marking: MarkingController
    jump: JumpController
    navigation: NavigationController
    news: NewsController
    query: QueryController
    quotes: QuotesController
    read_state: ReadStateController
    reasons: ReasonsController
    reports: ReportsController
    related: RelatedController
    restore: RestoreController
    trail: TrailController
    watch: WatchController
    words: WordsController

    def handlers(self) -> Mapping[str, Handler]:
        """Return the handler of each command, by the command's id."""
        handlers = {
            **self.article.commands(),
            **self.batch.commands(),
            **self.concordance.commands(),
            **self.copy.commands(),
            **self.corpora.commands(),
            **self.curation.commands(),
            **self.denials.commands(),
            **self.export.commands(),
            **self.external_programs.commands(),
            **self.facets.commands(),
            **self.find.commands(),
            **self.identity.commands(),
            **self.indexing.commands(),
            **self.inflections.commands(),
            **self.jump.commands(),
            **self.navigation.commands(),
            **self.query.commands(),
            **self.quotes.commands(),
            **self.read_state.commands(),
            **self.reasons.commands(),
            **self.reports.commands(),
            **self.related.commands(),
            **self.marking.commands(),
            **self.trail.commands(),
            **self.watch.commands(),
            **self.words.commands(),
        }
        return {**handlers, **self.marking.together(handlers)}

    def run(self, command: str) -> None:
        """Run a command that does not wait for anything, by its id."""
        self.handlers()[command]()

    def is_enabled(self, command: str) -> bool:
        """Return whether a command works now, by its id."""
        return all(one.is_enabled(command) for one in (self.copy, self.facets, self.navigation))


def create_controllers(
    host: Host,
    layout: PaneLayout,
    settings: Settings,
    session: Session,
    build: Build | None,
    marks: ReadMarks,
    curation_cache: CurationCache,
    news: SavedNews,
    switch: Callable[[Settings], None],
    strips: Callable[[], Sequence[Strip]],
) -> Controllers:
    """Make the controllers of one index; see the arguments of each."""
    interface = settings.config.interface
    keys, panes = interface.keys, layout.panes
    file = SessionFile(settings) if interface.restore else None
    remembered = file.load() if file is not None else SessionState()
    positions = ReadingPositions(remembered)
    indexing = IndexingController(host, session, panes, settings, build)
    read_state = ReadStateController(host, session, panes, settings, marks, curation_cache)
    marked = MarkedResults()
    panes.results.show_marked(marked)
    return Controllers(
        article=ArticleController(host, session, panes, positions),
        batch=BatchController(host, session),
        commits=CommitsController(host, session),
        completion=CompletionController(host, session, panes, settings),
        concordance=ConcordanceController(host, session),
        copy=CopyController(host, session, panes, settings),
        corpora=CorporaController(host, session, panes, settings, switch),
        curation=CurationController(host, session, panes, settings, curation_cache, remembered.drafts, news),
        denials=DenialsController(host, session),
        export=ExportController(host, session, panes, settings, curation_cache, marked),
        external_programs=ExternalProgramsController(host, session, panes, settings),
        facets=FacetsController(host, session, panes, keys),
        find=FindController(host, session, panes),
        identity=IdentityController(host, session, panes, curation_cache),
        indexing=indexing,
        inflections=InflectionsController(host, session, layout, settings),
        marking=MarkingController(host, session, panes, marked, curation_cache, UserMarks(marks, curation_cache, news)),
        jump=JumpController(host, session, layout, keys, strips),
        navigation=NavigationController(host, session, layout, keys),
        news=NewsController(host, session, panes, curation_cache, news, keys),
        query=QueryController(host, session, panes, settings, read_state.save),
        quotes=QuotesController(host, session, layout, keys),
        read_state=read_state,
        reasons=ReasonsController(host, session, panes),
        reports=ReportsController(host, session, panes, keys),
        related=RelatedController(host, session, layout, keys),
        restore=RestoreController(host, session, layout, positions, remembered, file),
        trail=TrailController(host, session, layout),
        watch=WatchController(host, indexing.indexing, indexing.start, lambda: Watcher(settings)),
        words=WordsController(host, session),
    )


def connect(router: Router, held: Controllers) -> None:
    """Let the controllers handle each other's messages."""
    article, query, trail = held.article, held.query, held.trail
    add = router.add
    # Requests
    add(messages.ChangeQuery, query.change)
    add(messages.StartSearch, query.start)
    add(messages.RefreshResults, query.refresh)
    add(messages.GoToPlace, held.navigation.go_to)
    add(messages.LeavePlace, held.navigation.leave_place)
    add(messages.OpenArticle, article.open)
    add(messages.OpenReading, article.show)
    add(messages.OpenRow, article.open_row)
    add(messages.OpenPlace, article.open_place)
    add(messages.CloseArticle, article.close)
    add(messages.SelectResult, article.select_result)
    add(messages.FollowTrail, trail.follow)
    add(messages.GoToStop, trail.go_to_stop)
    add(messages.GoToSpan, trail.go_to_span)
    add(messages.ShowTrailStatus, trail.show_status)
    add(messages.RunCommand, held.run)
    add(messages.Decide, held.curation.decide)
    add(messages.MarkSearchSeen, held.news.mark_seen)
    add(messages.MarkSearchUnseen, held.news.mark_unseen)
    add(messages.MarkArticles, held.read_state.mark)
    # Events
    add(
        messages.ResultsShown,
        held.news.results_shown,
        held.marking.results_shown,
        held.completion.explain,
        held.facets.count,
        trail.results_shown,
    )
    add(messages.NothingFound, query.show_nothing_found)
    add(messages.PageShown, article.open_awaited_row)
    add(messages.IndexChanged, query.check_index, held.curation.index_changed)
    add(messages.IndexingEnded, query.indexing_ended, held.watch.indexing_ended)
    add(messages.DecisionsLoaded, held.news.count)
    add(messages.SavedSearchOpened, held.news.opened)
    add(messages.DecisionsMade, held.identity.show_decisions, held.news.decisions_made)
    add(messages.ArticleOpening, held.curation.article_opening)
    add(messages.ArticleOpened, trail.article_opened, held.read_state.article_opened)
    add(messages.ArticleClosed, trail.show_status)
    add(messages.ArticlePrefetched, held.facets.count_ahead)

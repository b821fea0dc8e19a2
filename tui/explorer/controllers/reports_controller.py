"""Reports: the profile of the selected name, and the comparison of two searches."""

from collections.abc import Mapping

from msgspec.structs import replace

from ....index.protocol.omissions import Omissions
from ....index.protocol.pictures import Matrix, SplitTimeline
from ....index.protocol.questions import CompareScopes, CountMatrix, CountOmissions, MakeProfile, Scope, SplitTimelineBy
from ....index.protocol.reports import Profile, ScopeComparison
from ...commands.registry import key_of
from ...reports.report_rows import Goal, ReportRow
from ...session.session import Session
from ...widgets.prompt import Prompt, PromptHistory
from ..host import Handler, Host
from ..messages import ChangeQuery, LeavePlace, OpenArticle, RunCommand
from ..name_selection import NameSelection, explain_missing, selected_name
from ..pane_layout import Panes

_BARS, _OUTLETS = 60, 8
"""Bars of a timeline by outlet, and outlets in it at first."""
_NAMES = 40
"""Names of the matrix."""
_ROWS = 10
"""Rows of each list of a report at first."""


class ReportsController:
    """Opens reports, and goes where the user chooses in one."""

    def __init__(self, host: Host, session: Session, panes: Panes, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for messages."""
        self._host = host
        self._session = session
        self._panes = panes
        self._keys = keys
        self._others = PromptHistory()
        """Queries that were compared with."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "profile.show": self.show_profile,
            "compare.show": self.ask_for_comparison,
            "counts.show": self.show_omissions,
            "timeline.outlets": self.show_outlets_over_time,
            "matrix.show": self.show_matrix,
        }

    def show_profile(self) -> None:
        """Show everything about the selected name."""
        context = self._host.context()
        selected = selected_name(self._session, self._panes, context)
        if selected is None:
            entities, key = key_of("pane.entities", self._keys), key_of("profile.show", self._keys)
            self._host.notify(explain_missing(self._panes, context, entities, key))
            return
        self._open_profile(selected)

    def _open_profile(self, selected: NameSelection) -> None:
        from ...reports.profile_rows import profile_rows  # not needed to paint the first frame
        from ...screens.report_screen import ReportScreen

        scope = Scope("", filters=self._session.scope.filters)

        async def fetch(limit: int) -> Profile:
            return await self._session.report(MakeProfile(scope, selected.name, selected.type, limit), Profile)

        self._host.open(ReportScreen(f"Profile · {selected.name}", fetch, profile_rows, _ROWS), self._go)

    def ask_for_comparison(self) -> None:
        """Ask what to compare the present search with."""

        def compare(other: str | None) -> None:
            if other is not None:
                self._compare(other.strip())

        what = self._session.query.strip() or "everything"
        prompt = Prompt(f"compare {what} with", hint="a query, such as date:2025-10", memory=self._others)
        self._host.open(prompt, compare)

    def _compare(self, other: str) -> None:
        from ...reports.comparison_rows import comparison_rows  # not needed to paint the first frame
        from ...screens.report_screen import ReportScreen

        scope = self._session.scope
        quotes = scope.quotes

        async def fetch(limit: int) -> ScopeComparison:
            question = CompareScopes(scope, replace(scope, query=other), limit)
            return await self._session.report(question, ScopeComparison)

        title = f"Compared · {scope.query.strip() or 'everything'} · {other or 'everything'}"
        screen = ReportScreen(title, fetch, lambda found, width: comparison_rows(found, width, quotes=quotes), _ROWS)
        self._host.open(screen, self._go)

    def show_omissions(self) -> None:
        """Show what the counts of the present search leave out."""
        from ...reports.omission_rows import omission_rows  # not needed to paint the first frame
        from ...screens.report_screen import ReportScreen

        scope = self._session.scope

        async def fetch(limit: int) -> Omissions:
            del limit  # all rows always
            return await self._session.report(CountOmissions(scope), Omissions)

        title = f"What counts leave out · {scope.query.strip() or 'everything'}"
        screen = ReportScreen(title, fetch, lambda found, width: omission_rows(found, width, quotes=scope.quotes), 0)
        self._host.open(screen, self._go)

    def show_outlets_over_time(self) -> None:
        """Show the results over time, by outlet."""
        from ...reports.split_timeline_rows import LETTERS, split_timeline_rows  # not needed to paint the first frame
        from ...screens.report_screen import ReportScreen

        scope = self._session.scope

        async def fetch(limit: int) -> SplitTimeline:
            return await self._session.report(SplitTimelineBy(scope, _BARS, limit or len(LETTERS)), SplitTimeline)

        def lay_out(found: SplitTimeline, width: int) -> list[ReportRow]:
            return split_timeline_rows(found, width, scope.query, quotes=scope.quotes)

        title = f"Over time by outlet · {scope.query.strip() or 'everything'}"
        self._host.open(ReportScreen(title, fetch, lay_out, _OUTLETS, wide=True), self._go)

    def show_matrix(self) -> None:
        """Show which names of the results appear together."""
        from ....index.query.compose import with_filter  # not needed to paint the first frame
        from ....index.query.lex import name_field
        from ...screens.matrix_screen import MatrixScreen, Pair

        scope = self._session.scope

        async def fetch() -> Matrix:
            return await self._session.report(CountMatrix(scope, _NAMES), Matrix)

        def search(pair: Pair | None) -> None:
            query = scope.query
            for one in dict.fromkeys(pair or ()):
                query = with_filter(query, name_field(one.type, quotes=scope.quotes), one.name)
            if pair is not None:
                self._host.post(ChangeQuery(query))

        title = f"Names together · {scope.query.strip() or 'everything'}"
        self._host.open(MatrixScreen(title, fetch, "quotes" if scope.quotes else "articles"), search)

    def _go(self, goal: Goal | None) -> None:
        """Go where a row leads."""
        if goal is None:
            return
        if goal.command:
            self._host.post(RunCommand(goal.command))
        elif goal.article:
            self._host.post(LeavePlace())
            self._host.focus("article")
            self._host.post(OpenArticle(goal.article, goal.span if goal.span[1] else "first"))
        else:
            self._host.post(ChangeQuery(goal.query, goal.quotes))

"""Reports: the profile of the selected name, and the comparison of two searches."""

from collections.abc import Mapping

from ....index.protocol.omissions import Omissions
from ....index.protocol.questions import CompareScopes, CountOmissions, MakeProfile, Scope
from ....index.protocol.reports import Profile, ScopeComparison
from ...commands.registry import key_of
from ...reports.report_rows import Goal
from ...session.session import Session
from ...widgets.prompt import Prompt, PromptHistory
from ..host import Handler, Host
from ..messages import ChangeQuery, LeavePlace, OpenArticle, RunCommand
from ..name_selection import NameSelection, explain_missing, selected_name
from ..pane_layout import Panes

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
        kind = None if selected.speaks else selected.type

        async def fetch(limit: int) -> Profile:
            return await self._session.report(MakeProfile(scope, selected.name, kind, limit), Profile)

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
            question = CompareScopes(scope, Scope(other, quotes, scope.filters), limit)
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

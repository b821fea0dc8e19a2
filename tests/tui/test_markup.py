"""Strings reach widgets and Rich only as `Content` or `Text`: a plain `str` would be read as markup.

`"[@click=app.quit]"` in a headline is a link that quits, if the headline is handed to a widget as it is. These tests
read the source: what a widget shows must be a constant, or be made by `Content` or `Text`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsexplore

ROOT = Path(newsexplore.__file__).parent / "tui"
SAFE = {"Content", "Text"}
"""Types whose strings are only text; `from_markup` of either is refused below."""
WIDGETS = {"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Tab", "TabPane", "Markdown"}
SHOWN = {"border_title", "border_subtitle", "tooltip", "label", "placeholder_text"}
"""Attributes of widgets that are read as markup."""
REVIEWED = {"Input", "Label", "Static", "TextArea"}
"""Textual's widgets in use. Whoever needs another sees first what it reads as markup, and adds it here and above."""
OF_RICH = {"cells", "color", "console", "progress", "segment", "style", "text"}
"""Modules of Rich in use: none of its renderables but `Text` is given strings."""
MARKUP = {"from_markup", "from_rich_text", "render_markup", "escape_markup"}


def violations(source: str) -> list[str]:
    """Return what in a module could hand a string to a widget, or to Rich, to be read as markup."""
    tree = ast.parse(source)
    returned = {
        node.name: ast.unparse(node.returns)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None
    }
    bases = {
        node: {ast.unparse(base) for base in node.bases} for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }
    return [f"line {line}: {what}" for line, what in _violations(tree, returned, bases)]


def _violations(
    tree: ast.Module, returned: dict[str, str], bases: dict[ast.ClassDef, set[str]]
) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="textual.widgets", names=names):
                for alias in names:
                    if alias.name not in REVIEWED:
                        yield node.lineno, f"{alias.name} is not reviewed: it may read strings as markup"
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == "rich":
                if module.partition(".")[2] not in OF_RICH:
                    yield node.lineno, f"{module} is not reviewed: it may read strings as markup"
            case ast.Import(names=[ast.alias(name=str(module))]) if module.split(".")[0] == "rich":
                yield node.lineno, "Rich's markup or print"
            case ast.Call(func=ast.Attribute(attr="add_option" | "add_options" | "add_row" | "set_label"), args=shown):
                if not all(_is_safe(one, returned) for one in shown):
                    yield node.lineno, "a list or table is given a string that is no constant"
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in MARKUP:
                yield node.lineno, f"{name} reads markup"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in WIDGETS:
                named = [one.value for one in node.keywords if one.arg in ("content", "label", "prompt")]
                if not all(_is_safe(one, returned) for one in (*node.args[:1], *named)):
                    yield node.lineno, f"{name} is given a string that is no constant"
            case ast.Call(func=ast.Attribute(attr="update", value=receiver), args=[shown, *_]) if _is_widget(receiver):
                if not _is_safe(shown, returned):
                    yield node.lineno, "a widget is updated with a string that is no constant"
            case ast.Call(func=ast.Attribute(attr="notify", value=receiver), args=[message, *_]):
                if not _is_plain(node) and not _is_host(receiver) and not _is_safe(message, returned):
                    yield node.lineno, "notify reads markup unless it is told not to"
            case ast.Call(func=ast.Attribute(attr="print", value=receiver), args=[shown, *_]):
                if "onsole" in ast.unparse(receiver) and not _is_plain(node) and not _is_safe(shown, returned):
                    yield node.lineno, "a console prints a string as markup"
            case ast.Assign(value=shown) | ast.AnnAssign(value=ast.expr() as shown):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Attribute) and target.attr in SHOWN and not _is_safe(shown, returned):
                        yield node.lineno, f"{target.attr} is set to a string that is no constant"
            case ast.ClassDef() if any("Widget" in base or base in WIDGETS for base in bases[node]):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and part.name == "render" and returned.get("render") == "str":
                        yield part.lineno, "a widget renders a string"
            case _:
                pass


def _is_safe(node: ast.expr, returned: dict[str, str]) -> bool:
    match node:
        case ast.Constant(value=str() as text):
            return "[" not in text
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name))) if name in SAFE:
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return returned.get(name, "").split(" | ")[0] in SAFE
        case ast.IfExp(body=body, orelse=other):
            return _is_safe(body, returned) and _is_safe(other, returned)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return any(_is_safe(one, returned) and not isinstance(one, ast.Constant) for one in (left, right))
        case _:
            return False


def _is_plain(call: ast.Call) -> bool:
    """Return whether a call is told to read no markup, or hands on whether it may."""
    return any(one.arg == "markup" and ast.unparse(one.value) in ("False", "markup") for one in call.keywords)


def _is_widget(receiver: ast.expr) -> bool:
    """Return whether `update` is a widget's and not a dictionary's: found by a query, or named as one."""
    text = ast.unparse(receiver)
    return "query_one(" in text or text in ("self", "label", "static", "widget", "box")


def _is_host(receiver: ast.expr) -> bool:
    """Return whether a message goes through the explorer's host, which takes it as text."""
    return ast.unparse(receiver).endswith(("host", "_host", "super()"))


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_is_read_as_markup(path: Path) -> None:
    assert violations(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(article.title)",
        'Static(f"by {article.byline}")',
        "Label(title, markup=True)",
        "Option(outlet, id='x')",
        "self.query_one('#x', Static).update(article.title)",
        "label.update('by ' + article.byline)",
        "self.notify(article.title)",
        "self.app.notify(f'Opened {url}')",
        "box.border_title = article.title",
        "self.tooltip = name",
        "console.print(article.title)",
        "Content.from_markup(article.title)",
        "Text.from_markup(name)",
        "from rich.markup import escape",
        "from rich.panel import Panel",
        "from rich import print",
        "import rich.table",
        "from textual.widgets import DataTable, Static",
        "self.border_title: str = article.title",
        "self.add_option(article.title)",
        "def _line(self) -> str: ...\nStatic(self._line())",
        "class Line(Widget):\n    def render(self) -> str:\n        return self.title",
        "Label('[b]' if bold else title)",
    ],
)
def test_the_rule_finds(line: str) -> None:
    assert violations(line) != []


@pytest.mark.parametrize(
    "line",
    [
        "Static('', id='x', markup=False)",
        "Static(Content(article.title))",
        "Label(Content.assemble((name, 'bold')))",
        "self.query_one('#x', Static).update(Content(outcome), layout=True)",
        "counts.update({name: 1})",
        "self.notify(article.title, markup=False)",
        "self._host.notify(article.title)",
        "box.border_title = Content(title)",
        "console.print(Text(title))",
        "def _text(self) -> Content: ...\nStatic(self._text())",
    ],
)
def test_the_rule_allows(line: str) -> None:
    assert violations(line) == []

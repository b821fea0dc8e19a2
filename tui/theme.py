"""The themes of newsexplore, and our colours in other themes."""

from textual.theme import Theme

DARK = Theme(
    name="newsexplore",
    primary="#e0b071",
    secondary="#7fb0d0",
    accent="#e6c384",
    warning="#e0a458",
    error="#e67e80",
    success="#9dbf8a",
    foreground="#d8d4cb",
    background="#14161c",
    surface="#14161c",
    panel="#1e212a",
    boost="#232732",
    dark=True,
    variables={
        "quiet": "#8d909b",
        "frame": "#343947",
        "chosen": "#232732",
        "person": "#8cc2e6",
        "org": "#c9a9ee",
        "place": "#a6d19a",
        "misc": "#e0b48c",
        "said": "#efe6cf",
        "found": "#16181f",
        "found-on": "#e6c384",
        "block-cursor-background": "#e0b071",
        "block-cursor-foreground": "#14161c",
        "input-cursor-background": "#e0b071",
        "input-cursor-foreground": "#14161c",
        "scrollbar": "#2c303c",
        "scrollbar-hover": "#454b5c",
        "scrollbar-active": "#e0b071",
        "scrollbar-background": "#14161c",
        "scrollbar-background-hover": "#14161c",
        "scrollbar-background-active": "#14161c",
        "scrollbar-corner-color": "#14161c",
    },
)

LIGHT = Theme(
    name="newsexplore-light",
    primary="#9a5b13",
    secondary="#1f5f8b",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b3303a",
    success="#3f6f2d",
    foreground="#26282e",
    background="#f7f3ea",
    surface="#f7f3ea",
    panel="#ece6d8",
    boost="#e6dfce",
    dark=False,
    variables={
        "quiet": "#6a6c74",
        "frame": "#cfc7b4",
        "chosen": "#ebe4d4",
        "person": "#1b5f92",
        "org": "#6b3fa0",
        "place": "#2f6b2a",
        "misc": "#8a4b12",
        "said": "#3a2f14",
        "found": "#26282e",
        "found-on": "#f2cf7a",
        "scrollbar": "#d8d0be",
        "scrollbar-background": "#f7f3ea",
        "scrollbar-background-hover": "#f7f3ea",
        "scrollbar-background-active": "#f7f3ea",
        "scrollbar-corner-color": "#f7f3ea",
    },
)

THEMES = (DARK, LIGHT)


def with_defaults(variables: dict[str, str]) -> dict[str, str]:
    """Add our variables to a theme that does not set them, from its own colours."""
    stand_ins = {
        "quiet": "text-muted",
        "frame": "border-blurred",
        "chosen": "boost",
        "person": "text-primary",
        "org": "text-accent",
        "place": "text-success",
        "misc": "text-warning",
        "said": "foreground",
        "found": "background",
        "found-on": "warning",
        "focus": "primary",
        "busy": "text-warning",
        "trouble": "text-error",
        "key": "primary",
        "title-name": "primary",
    }
    return {**{name: variables[stand_in] for name, stand_in in stand_ins.items()}, **variables}

"""What WordPress stores in a post besides its text: comments around blocks, and words in brackets that it replaces."""

import re

from ...lazy_pattern import lazy_pattern

_BLOCK = lazy_pattern(r"<!--\s*/?wp:(?:(?!<!--).)*?-->", re.S)
_WITH_CONTENT = lazy_pattern(r"\[(caption|gallery|audio|video|embed|playlist)\b[^\[\]]{0,500}\]")
"""Pictures and recordings with what is written below them, up to the closing word."""
_SHORTCODE = lazy_pattern(
    r"\[(?:/[a-z_-]{2,40}|(?:gallery|caption|embed|audio|video|playlist|more|toc)|[a-z]+_[a-z_]{1,40}"
    r"|[a-z][a-z_-]{1,40}\s[^\[\]\n=]{0,500}=[^\[\]\n]{1,500})\s*/?\]"
)
"""One with values or a closing one, or one by a usual name; not a word that a writer put in brackets: "[sic]"."""


def without_shortcodes(post: str) -> str:
    """The text of a post as it is stored, HTML or not, without all that is none of it."""
    if "<!--" in post:
        post = _BLOCK.sub("", post)
    return _SHORTCODE.sub("", _without_captions(post)) if "[" in post else post


def _without_captions(post: str) -> str:
    kept: list[str] = []
    at = 0
    unclosed: set[str] = set()
    for match in _WITH_CONTENT.finditer(post):
        if match.start() < at or match[1] in unclosed:
            continue
        closing = f"[/{match[1]}]"
        end = post.find(closing, match.end())
        if end < 0:
            unclosed.add(match[1])  # nor is any that follows
            continue
        kept.append(post[at : match.start()])
        at = end + len(closing)
    return "".join((*kept, post[at:]))

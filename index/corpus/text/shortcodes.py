"""What WordPress stores in a post besides its text: comments around blocks, and words in brackets that it replaces."""

import re

_BLOCK = re.compile(r"<!--\s*/?wp:.*?-->", re.S)
_WITH_CONTENT = re.compile(r"\[(caption|gallery|audio|video|embed|playlist)\b[^\[\]]{0,500}\].*?\[/\1\]", re.S)
"""Pictures and recordings with what is written below them."""
_SHORTCODE = re.compile(
    r"\[(?:/[a-z_-]{2,40}|(?:gallery|caption|embed|audio|video|playlist|more|toc)|[a-z]+_[a-z_]{1,40}"
    r"|[a-z][a-z_-]{1,40}\s[^\[\]\n]{0,500}?=[^\[\]\n]{1,500}?)\s*/?\]"
)
"""One with values or a closing one, or one by a usual name; not a word that a writer put in brackets: "[sic]"."""


def without_shortcodes(post: str) -> str:
    """The text of a post as it is stored, HTML or not, without all that is none of it."""
    if "<!--" in post:
        post = _BLOCK.sub("", post)
    return _SHORTCODE.sub("", _WITH_CONTENT.sub("", post)) if "[" in post else post

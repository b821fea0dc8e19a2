"""Records of crawlers, one field of which holds the source of a whole page: what the page says of its article."""

from msgspec import structs

from ..draft import Draft
from ..text.markup import parse
from ..text.page_metadata import metadata


def completed(draft: Draft, page: str) -> Draft:
    """The draft of a record with what its page says where the record says nothing.

    Args:
        draft: what the record's own fields say.
        page: the source of the page.
    """
    root = parse(page.encode("utf-8", "surrogatepass"))
    if root is None:
        return draft
    said = metadata(root)
    return structs.replace(
        draft,
        title=draft.title or said.title,
        date=draft.date or said.date,
        outlet=draft.outlet or said.outlet,
        byline=draft.byline or said.byline,
        url=draft.url or said.url,
        lang=draft.lang or said.lang,
        topics=draft.topics or said.topics,
    )

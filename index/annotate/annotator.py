"""The whole of extraction: a text in, its blocks, mentions, entities and quotes out."""

from ..config.configuration import EntitiesConfig, QuotesConfig
from ..model import Annotations
from .entities.entity_finder import EntityFinder
from .quotes.quote_finder import find_quotes
from .text.document import make_document
from .text.language import UNREAD, detect_language, in_other_letters


class Annotator:
    """Extracts from one text after another; the first loads the models, so make one of these in a process."""

    def __init__(self, quotes: QuotesConfig, entities: EntitiesConfig) -> None:
        """Load what the configuration asks for.

        Args:
            quotes: How quotes are found.
            entities: How entities are found.
        """
        self._quotes = quotes
        self._entities = EntityFinder(entities)

    def load(self) -> None:
        """Load the models now rather than at the first text.

        Raises:
            OSError: A model cannot be read.
            ValueError: A model is damaged.
        """
        self._entities.load()

    def annotate(self, text: str, lang: str = "") -> Annotations:
        """Find the blocks, entities, mentions and quotes of a text.

        Args:
            text: The article's text; any text at all will do.
            lang: ISO 639-1 code; "" when unknown: then the text's small words tell it.

        Returns:
            What was found; offsets are code points into `text`, everything sorted by start.
        """
        if not lang and not (lang := detect_language(text)) and in_other_letters(text):
            lang = UNREAD
        document = make_document(text, lang)
        found = self._entities.find_all(document)
        quotes = find_quotes(document, found.entities, found.mentions, self._quotes)
        return Annotations(document.blocks, found.entities, found.mentions, quotes, found.credits, found.tickers)

"""What the search for quotes and speakers walks over: a document's words beside its mentions and quotation marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ...model import Entity, Mention
from ..text.document import Document
from ..text.marks import Marked


class Scene:
    """A document with its mentions and marks, seen by token number.

    Attributes:
        document: The text, its tokens, sentences and blocks.
        entities: What the mentions name.
        mentions: Sorted by start.
        marks: All marked spans of the document, sorted by start.
        words: The texts of the document's tokens.
        starts: Where they start in the text.
        ends: Where they end.
        lower: Their texts in lower case, apostrophes straight.
        inside: For each token 1 + the number of the marked span it lies in (its marks too), or 0.
        mention_of: For each token the number of the mention it belongs to, or None.
        sentence_of: Token number -> number of its sentence.
    """

    def __init__(
        self, document: Document, entities: Sequence[Entity], mentions: Sequence[Mention], marks: list[Marked]
    ) -> None:
        self.document = document
        self.text = document.text
        self.entities = entities
        self.mentions = mentions
        self.marks = marks
        self.words = words = document.words
        self.starts = document.starts
        self.ends = document.ends
        self.lower = list(map(str.lower, words))
        # Most texts have no curly apostrophe inside a word; one pass over the text is cheaper than one over its words.
        if "’" in document.text:
            self.lower = [word.replace("’", "'") if "’" in word else word for word in self.lower]
        self.inside = self._inside()
        self.mention_of: list[int | None] = [None] * len(words)
        self.mention_tokens: list[tuple[int, int]] = []
        self._place_mentions()
        self._sentences: list[int] = []
        """For each token the number of its sentence."""
        for number, sentence in enumerate(document.sentences):
            self._sentences += [number] * (sentence.last - sentence.first)

    def _place_mentions(self) -> None:
        starts, total = self.starts, len(self.starts)
        first = 0
        for number, mention in enumerate(self.mentions):
            start, end = mention.start, mention.end
            first = max(first, bisect_right(starts, start, first) - 1)
            last = first
            while last < total and starts[last] < end:
                if self.mention_of[last] is None:
                    self.mention_of[last] = number
                last += 1
            self.mention_tokens.append((first, last))

    def _inside(self) -> list[int]:
        inside = [0] * len(self.words)
        if not self.marks:
            return inside
        for number, mark in enumerate(self.marks):
            for token in range(self.token_at(mark.outer), self.token_at(mark.outer_end)):
                inside[token] = number + 1
        return inside

    def token_at(self, place: int) -> int:
        """The number of the first token that starts at or after a place in the text."""
        return bisect_left(self.starts, place)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token; of the last one behind all tokens."""
        numbers = self._sentences
        if token >= len(numbers):
            return numbers[-1] if numbers else 0
        return numbers[max(0, token)]

    def mentions_before(self, token: int, reach: int) -> Iterator[int]:
        """The numbers of the mentions that begin before a token and at most `reach` tokens away, nearest first."""
        number = bisect_left(self.mention_tokens, (token,)) - 1
        while number >= 0 and token - self.mention_tokens[number][0] <= reach:
            yield number
            number -= 1

    def is_word(self, token: int) -> bool:
        """Whether a token is a word or number, not a mark."""
        word = self.words[token]
        return word[0].isalnum()

    def is_capital(self, token: int) -> bool:
        """Whether a token begins with a capital letter."""
        word = self.words[token]
        return word[0].isupper()

    def opens_sentence(self, token: int) -> bool:
        """Whether a token is the first word of its sentence or follows an opening mark."""
        number = self.sentence_of(token)
        first = self.document.sentences[number].first
        return token == first or (token == first + 1 and not self.is_word(first))

    def slice(self, first: int, last: int) -> str:
        """The text from token `first` up to token `last`, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]]

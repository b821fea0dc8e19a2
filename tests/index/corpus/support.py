"""What the tests of reading share."""

from collections.abc import Callable
from typing import Any

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.model import Article, Reject, Skip


class Reading:
    """Everything that one corpus gave."""

    def __init__(self, corpus: CorpusConfig):
        self.path = corpus.paths[0]
        self.articles: list[Article] = []
        self.rejects: list[Reject] = []
        self.skips: list[Skip] = []
        for source in sources(corpus):
            for item in read(source, corpus) if isinstance(source, Source) else (source,):
                if isinstance(item, Article):
                    self.articles.append(item)
                elif isinstance(item, Skip):
                    self.skips.append(item)
                else:
                    self.rejects.append(item)

    @property
    def article(self) -> Article:
        """The only article; nothing else may have come."""
        assert self.rejects == []
        assert len(self.articles) == 1
        return self.articles[0]

    @property
    def reject(self) -> Reject:
        """The only reject; nothing else may have come."""
        assert self.articles == []
        assert len(self.rejects) == 1
        return self.rejects[0]


Read = Callable[..., Reading]
"""Write one file, read the corpus that holds it: `reading("a.txt", "Title\\n\\nText", lang="en")`."""


def config(*paths: object, name: str = "test", **keys: Any) -> CorpusConfig:
    """A corpus of these paths."""
    return CorpusConfig(name=name, paths=tuple(map(str, paths)), **keys)

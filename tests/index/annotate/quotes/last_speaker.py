"""Who says the last quote of a text, for tests of one sentence or two."""

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Speaker

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def last(text: str) -> Speaker:
    """The speaker of a text's last quote."""
    speaker = ANNOTATOR.annotate(text, "en").quotes[-1].speaker
    assert speaker is not None
    return speaker

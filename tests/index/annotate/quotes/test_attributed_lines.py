"""Press releases that have lost their punctuation: who says the line above, and where a name ends."""

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)
RELEASE = """WASHINGTON  DC
U  S  Senator Helena C  Marsk  R AL
a member of the Ports Subcommittee  today announced funding for Detroit  Cleveland  Chicago  Milwaukee and Green Bay
A new dock in the city
s harbor is a national priority
said Marsk
The site would be responsible for the lakes and the rivers that feed them
U  S  Senator Orin Tarsk  DNJ
said that it was late
These grants are critical to keeping our communities safe
Tarsk added
The six grants will help them
"""


def _said() -> dict[str, str]:
    quotes = ANNOTATOR.annotate(RELEASE, "en").quotes
    return {" ".join(quote.text.split()): quote.speaker.resolved for quote in quotes if quote.speaker}


def test_the_line_below_a_statement_tells_who_said_it() -> None:
    said = _said()
    assert said["A new dock in the city s harbor is a national priority"] == "Helena C Marsk"
    assert said["These grants are critical to keeping our communities safe"] == "Orin Tarsk"


def test_a_line_of_its_own_attributes_nothing_where_punctuation_is_kept() -> None:
    text = "The dock in the city is a national priority.\n\nsaid Marsk\n\nThe site is closed. It is late. Nobody came."
    assert not ANNOTATOR.annotate(text, "en").quotes


def test_names_end_where_a_comma_was_lost() -> None:
    found = ANNOTATOR.annotate(RELEASE, "en")
    names = {(entity.name, entity.type) for entity in found.entities}
    assert {(town, "place") for town in ("Detroit", "Cleveland", "Chicago", "Milwaukee")} <= names
    assert ("Helena C Marsk", "person") in names
    assert ("Orin Tarsk", "person") in names


def test_a_short_form_that_lost_its_brackets_is_the_same_body() -> None:
    text = (
        f"{RELEASE}The U  S  Department of Homeland Security  DHS  told us that DHS will pay  1 718 460 for the docks\n"
    )
    (body,) = [entity for entity in ANNOTATOR.annotate(text, "en").entities if "DHS" in (entity.name, *entity.aliases)]
    assert body.name == "U S Department of Homeland Security"

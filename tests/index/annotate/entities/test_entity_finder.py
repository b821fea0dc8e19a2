"""Names found in documents, through the finder that annotation uses."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsexplore.index.annotate.entities.entity_errors import EngineError
from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import EntitiesConfig
from newsexplore.index.model import EntityType


def _config(
    aliases: dict[str, tuple[str, ...]] | None = None, gazetteer: dict[EntityType, tuple[str, ...]] | None = None
) -> EntitiesConfig:
    return EntitiesConfig(engine="builtin", model="", aliases=aliases or {}, gazetteer=gazetteer or {})


FINDER = EntityFinder(_config())


def found(text: str, lang: str = "en", finder: EntityFinder = FINDER) -> list[tuple[str, str, str]]:
    """Each mention as (words, type, canonical name)."""
    entities, mentions = finder.find(make_document(text, lang))
    return [
        (text[mention.start : mention.end], entities[mention.entity].type, entities[mention.entity].name)
        for mention in mentions
    ]


def names(text: str, kind: EntityType, lang: str = "en") -> set[str]:
    """The canonical names of one type."""
    return {name for _, type_, name in found(text, lang) if type_ == kind}


ACCORD = (
    "Finance Minister Helena Marsk met President Viktor Hallan in Paris on Tuesday. Marsk said that France and the"
    " United Nations had agreed to help. The U.N. will send engineers from Geneva, the minister said."
)


def test_people_places_and_organisations_are_told_apart() -> None:
    assert names(ACCORD, "person") == {"Helena Marsk", "Viktor Hallan"}
    assert names(ACCORD, "place") == {"Paris", "France", "Geneva"}
    assert names(ACCORD, "org") == {"United Nations"}


def test_titles_stay_outside_the_mention_of_a_person() -> None:
    assert ("Viktor Hallan", "person", "Viktor Hallan") in found(ACCORD)


def test_a_possessive_stays_outside_the_mention() -> None:
    assert ("Russia", "place", "Russia") in found("The talks followed Russia's offer, and Russia’s terms were hard.")


@pytest.mark.parametrize("text", ["The Paris-based firm won.", "A U.S.-led force left.", "The pro-China camp won."])
def test_a_place_in_a_compound_is_a_mention_of_its_own(text: str) -> None:
    (mention,) = found(text)
    assert mention[0] in ("Paris", "U.S.", "China")
    assert mention[1] == "place"


def test_adjectives_of_peoples_are_no_places() -> None:
    assert found("The Russian and Syrian troops met French, German and pro-Iranian forces.") == []


def test_days_and_months_are_no_names() -> None:
    assert found("It rained on Monday and in September, and again on Friday.") == []


def test_a_dateline_names_its_place_and_its_agency() -> None:
    text = "PORT MERRIN, Sept 13 (Ardpress) - The harbour stayed shut."
    assert [mention[:2] for mention in found(text)] == [("PORT MERRIN", "place"), ("Ardpress", "org")]


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("PORT MERRIN, 13 September 2024 - ", [("PORT MERRIN", "place")]),
        ("PORT MERRIN, Sept 13 - ", [("PORT MERRIN", "place")]),
        ("PORT MERRIN, 13 Sept (Ardpress) - ", [("PORT MERRIN", "place"), ("Ardpress", "org")]),
        ("Port Merrin, 13. März 2024 (dpa) – ", [("Port Merrin", "place"), ("dpa", "org")]),
        ("PORT MERRIN, Sept. 13, 2024 /Ardwire/ -- ", [("PORT MERRIN", "place"), ("Ardwire", "org")]),
        ("TUESDAY, 13 September 2024 - ", []),
    ],
)
def test_datelines_of_every_style_name_place_and_agency(dateline: str, names: list[tuple[str, str]]) -> None:
    assert [mention[:2] for mention in found(f"{dateline}The harbour stayed shut.")] == names


@pytest.mark.parametrize("city", ["COLOGNE", "FRANKFURT", "ST PETERSBURG", "THE HAGUE"])
def test_cities_in_datelines_go_by_their_english_names(city: str) -> None:
    assert found(f"{city}, Oct 19 - The harbour stayed shut.")[0][:2] == (city, "place")


def test_an_acronym_in_brackets_is_found_wherever_it_stands() -> None:
    text = (
        "The head of the National Water Authority (NWA) resigned. The NWA gave no reason. A report by NWA staff leaked."
    )
    assert [mention for mention in found(text) if mention[0] == "NWA"] == [
        ("NWA", "org", "National Water Authority")
    ] * 3


def test_what_stands_before_news_agency_is_an_organisation() -> None:
    assert ("Ardpress", "org", "Ardpress") in found("The strike is over, according to Ardpress news agency.")


@pytest.mark.parametrize(
    "text",
    [
        "The dam held. (Reporting by Vera Noskin and Karl Rimmer; Editing by Ilse Korvan)",
        "The dam held. (Additional reporting by  Vera Noskin ; editing by Karl Rimmer and  Ilse Korvan )",
        "Dam holds\n\nBy Vera Noskin and Karl Rimmer\n\nThe dam held.\n\nEditing by Ilse Korvan",
        "The dam held.\n\nContact: Vera Noskin, Karl Rimmer and Ilse Korvan, 202/224-5344.",
        "The dam held.\nVera Noskin  Karl Rimmer Ilse Korvan  202  224 2633",
    ],
)
def test_people_in_credits_and_contacts_are_credits_and_no_entities(text: str) -> None:
    found = FINDER.find_all(make_document(text, "en"))
    assert not [entity for entity in found.entities if entity.type == "person"]
    credited = " ".join(credit.name for credit in found.credits)
    assert all(name in credited for name in ("Vera Noskin", "Ilse Korvan"))


@pytest.mark.parametrize(
    ("text", "tickers"),
    [
        ("Granit Corp GRNT.V and Dorsan ( DRS.N ) merged.", ["GRNT.V", "DRS.N"]),
        ("Dorsan <DRS.N> fell; Granit (NASDAQ: GRNT) rose.", ["DRS.N", "NASDAQ: GRNT"]),
        ("The index .DJI rose. The U.S. and the U.N. agreed with J.R. Marsk in L.A.", [".DJI"]),
    ],
)
def test_tickers_are_no_names(text: str, tickers: list[str]) -> None:
    found = FINDER.find_all(make_document(text, "en"))
    assert [text[start:end] for start, end in found.tickers] == tickers
    assert not any(ticker in entity.name for entity in found.entities for ticker in tickers)


def test_a_headline_in_capitals_is_read_by_what_the_body_says() -> None:
    text = "MARSK MEETS HALLAN IN PARIS\n\n" + ACCORD
    headline = found(text)[:3]
    assert ("MARSK", "person", "Helena Marsk") in headline
    assert ("PARIS", "place", "Paris") in headline


def test_no_name_is_made_of_a_headline_in_capitals_alone() -> None:
    text = "COCOA EXPORTERS EXPECTED TO LIMIT SALES\n\nThe exporters said so on Monday."
    assert found(text) == []


def test_a_name_of_the_users_gazetteer_is_always_found_as_that_type() -> None:
    finder = EntityFinder(_config(gazetteer={"org": ("Grey Pass", "the Lamp")}))
    assert found("He met the Lamp at Grey  Pass.", finder=finder) == [
        ("the Lamp", "org", "the Lamp"),
        ("Grey  Pass", "org", "Grey Pass"),
    ]


def test_the_users_aliases_name_the_entity() -> None:
    finder = EntityFinder(_config(aliases={"Helena Marsk": ("Iron Helena",)}, gazetteer={"person": ("Iron Helena",)}))
    assert {name for _, _, name in found("Iron Helena won. Helena Marsk smiled.", finder=finder)} == {"Helena Marsk"}


def test_an_engine_that_is_not_there_is_answered_with_what_to_do() -> None:
    config = EntitiesConfig(engine="spacy", model="xx", aliases={}, gazetteer={})
    with pytest.raises(EngineError, match=r"newsexplore\[spacy\].*builtin"):
        EntityFinder(config)


@pytest.mark.parametrize(
    "text",
    [
        "外交部发言人周二在北京举行的记者会上表示，两国领导人将于下周会面。",
        "وقال وزير الخارجية إن بلاده سترسل مهندسين إلى العاصمة يوم الثلاثاء.",
        "प्रधानमंत्री ने मंगलवार को कहा कि बांध सुरक्षित है।",
        "ประธานาธิบดีกล่าวเมื่อวันอังคารว่าเขื่อนปลอดภัย",
    ],
)
def test_scripts_without_case_give_no_garbage(text: str) -> None:
    assert found(text, "") == []


def test_other_languages_do_not_mark_every_capital() -> None:
    text = (
        "Die Regierung hat am Dienstag in Berlin einen neuen Plan für die Brücke vorgestellt. Der Minister sagte, die"
        " Arbeiten würden im Herbst beginnen und nicht länger als ein Jahr dauern. Kritik kam von der Opposition."
    )
    assert {mention[0] for mention in found(text, "")} <= {"Berlin"}


@pytest.mark.parametrize(
    ("text", "lang", "people"),
    [
        ("Ontem discutiram Lula e Doria em público.", "pt", set()),
        ("Ontem discutiram Paulo Costa e Maria Doria em público.", "pt", {"Paulo Costa", "Maria Doria"}),
        ("Ayer leyó Juan Ortega y Gasset en la plaza.", "es", {"Juan Ortega y Gasset"}),
    ],
)
def test_two_people_joined_by_and_in_another_language_are_no_one_person(text: str, lang: str, people: set[str]) -> None:
    assert names(text, "person", lang) == people


def test_the_first_article_of_all_reads_as_it_should(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("*.txt")
    entities, mentions = FINDER.find(make_document(path.read_text(encoding="utf-8"), "en"))
    known = {(entity.type, entity.name): {entity.name, *entity.aliases} for entity in entities}
    people = {"Donald Trump", "Vladimir Putin", "Sergei Lavrov", "Bashar al-Assad", "Igor Konashenkov"}
    places = {"United States", "Russia", "Syria", "Iran", "Iraq", "Vietnam", "Da Nang", "Damascus", "Moscow"}
    places |= {"Washington", "Albu Kamal", "Suway'iah"}
    assert {name for kind, name in known if kind == "person"} == people
    assert {name for kind, name in known if kind == "place"} == places
    assert {name for kind, name in known if kind == "org"} - {"AFP"} == {"Islamic State", "Pentagon", "RIA", "APEC"}
    assert {name for kind, name in known if kind == "misc"} <= {"Air Force One"}
    assert known["person", "Donald Trump"] >= {"Trump"}
    assert known["org", "Islamic State"] >= {"ISIS"}
    assert known["place", "United States"] >= {"U.S."}
    assert known["place", "Albu Kamal"] >= {"Abu Kamal"}
    assert len(mentions) > 40


def test_nothing_is_tagged_in_nothing() -> None:
    assert FINDER.find(make_document("", "")) == ((), ())


WILD = st.lists(
    st.sampled_from(
        ["Helena Marsk", "MARSK", "the", "U.S.", "(NWA)", "“", "of", "PARIS", "\n\n", ".", "’s", "-", "北京", "9"]
    )
    | st.text(max_size=8),
    max_size=40,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(WILD)
def test_any_text_gives_sorted_mentions_that_do_not_overlap(text: str) -> None:
    entities, mentions = FINDER.find(make_document(text, ""))
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(mention.start < mention.end <= len(text) for mention in mentions)
    assert {mention.entity for mention in mentions} == set(range(len(entities)))
    assert all(entity.name.strip() and entity.name not in entity.aliases for entity in entities)


def test_the_model_is_read_at_the_first_document_only() -> None:
    code = (
        "import sys; from newsexplore.index.annotate.entities import builtin_engine, entity_finder;"
        "from newsexplore.index.config.configuration import EntitiesConfig;"
        "entity_finder.EntityFinder(EntitiesConfig(engine='builtin', model='', aliases={}, gazetteer={}));"
        "sys.exit(builtin_engine._tagger.cache_info().currsize or 'pycrfsuite' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Sen. Norm Marsk today announced it. Marsk said so.", "Norm Marsk"),
        ("Her coach Aston Moore told the Times. Moore left.", "Aston Moore"),
        ("It is stable, said Hamad al Hurr al Suwaidi, a chairman.", "Hamad al Hurr al Suwaidi"),
        ("Treasury Secretary Marsk spoke.", "Marsk"),
        ("Ford Motor Co Executive Chairman Bill Ford said it is likely. Ford Motor is old.", "Bill Ford"),
        ("St. Jerome was born there. Jerome wrote letters.", "St. Jerome"),
    ],
)
def test_a_person_is_found_whole(text: str, person: str) -> None:
    assert names(text, "person") == {person}


def test_an_office_and_a_ministers_field_are_no_bodies() -> None:
    assert names("The Federal Reserve Chairman told Congress so.", "org") == {"Congress"} | {"Federal Reserve"}
    assert not names("Venezuelan Energy Minister Orin Tarsk Marsk spoke.", "org")


def test_oil_is_nobody() -> None:
    text = "Brent was down 2 percent at 66 dollars a barrel, traders said. Brent for June fell."
    assert not names(text, "person")
    assert names("Brent Marsk spoke. Brent left.", "person") == {"Brent Marsk"}


def test_a_country_whose_initials_are_spaced_is_that_country() -> None:
    assert "United States" in names("The U. S. Senate voted. The U. S. said it would wait.", "place")


def test_a_surname_that_two_people_share_and_that_is_a_word_is_a_name() -> None:
    assert ("Gray", "person", "Helena Gray") in found("Viktor Gray met Helena Gray. Gray said the mill was shut.")

"""Names that the words around them, or a head word in them, give away; and what is no name at all."""

import pytest

from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import EntitiesConfig

FINDER = EntityFinder(EntitiesConfig(engine="builtin", model="", aliases={}, gazetteer={}))


def found(text: str) -> set[tuple[str, str]]:
    """Each mention as (words, type)."""
    entities, mentions = FINDER.find(make_document(text, "en"))
    return {(text[mention.start : mention.end], entities[mention.entity].type) for mention in mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He wrote to the Ministry of the Interior on Monday.", "Ministry of the Interior"),
        ("The Social Welfare Department closed early.", "Social Welfare Department"),
        ("She joined the Ministry of Trade and Industry.", "Ministry of Trade and Industry"),
        ("She studied at the University of Velmora before that.", "University of Velmora"),
        ("An envoy of the Government of Ardova was there.", "Government of Ardova"),
        ("The leader of the Labour and Land Party spoke.", "Labour and Land Party"),
        ("A clerk of the Velmora-based Harbour Trust was there.", "Harbour Trust"),
    ],
)
def test_a_head_word_makes_an_organisation_of_the_whole_phrase(text: str, name: str) -> None:
    assert (name, "org") in found(text)


def test_two_organisations_joined_by_and_stay_two() -> None:
    text = "The report by Velmora University and Dovrin University was late."
    assert {("Velmora University", "org"), ("Dovrin University", "org")} <= found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shares of Tovantis fell by half. Tovantis closed at nine crowns.",
        "The retailer Tovantis opened again. Tovantis was shut for a week.",
        'It was a surprise, said an analyst at Tovantis. "We sold," Tovantis said later.',
    ],
)
def test_what_is_said_of_a_company_makes_one_wherever_its_name_stands(text: str) -> None:
    mentions = found(text)
    assert ("Tovantis", "org") in mentions
    assert not {("Tovantis", "person"), ("Tovantis", "place")} & mentions


@pytest.mark.parametrize(
    "text",
    [
        "The village of Sant Orsel has a school. Sant Orsel has one bell.",
        "Zemaria's parliament met at noon. The talks end in Zemaria.",
    ],
)
def test_what_is_said_of_a_place_makes_one(text: str) -> None:
    assert {kind for _, kind in found(text)} == {"place"}


def test_a_storm_is_nobody() -> None:
    assert ("Storm Ottilie", "misc") in found("The roof fell when Storm Ottilie filled the lake.")


@pytest.mark.parametrize("word", ["NGO", "CEO", "GDP", "COVID-19"])
def test_plain_acronyms_name_nothing(word: str) -> None:
    assert not found(f"They said that the {word} was not to blame.")


def test_who_took_a_picture_is_not_mentioned() -> None:
    text = "The minister opened the bridge.\n\nThe bridge at noon. Photograph: Leo Ander/The Velmora Courier\n"
    assert not {name for name, _ in found(text)} & {"Leo Ander", "Velmora Courier", "The Velmora Courier"}


def test_a_dash_between_spaces_parts_two_names() -> None:
    names = {name for name, _ in found("They walked from Geneva – Paris was too far – to Lyon on foot.")}
    assert not any("–" in name for name in names)


def test_an_owner_is_not_what_its_news_agency_is_called() -> None:
    assert ("Kenya’s", "org") not in found("On Monday Kenya’s state news agency said so.")


def test_a_legal_form_alone_names_nothing() -> None:
    assert not {name for name, _ in found("The unit was sold to another Co Inc in May.")} & {"Co", "Inc", "Co Inc"}


def test_spellings_that_differ_in_capitals_alone_are_no_aliases() -> None:
    entities, _ = FINDER.find(
        make_document("HELENA MARSK\n\nHelena Marsk spoke. Then Helena Marsk left with Marsk.", "en")
    )
    marsk = next(entity for entity in entities if entity.name == "Helena Marsk")
    assert marsk.aliases == ("Marsk",)


def test_a_chain_of_slashes_after_a_caption_is_its_credit() -> None:
    assert found("The harbour of Velmora on 10 May. Marsk/AFP/Granit\n\nIt rained.") <= {("Velmora", "place")}


def test_a_headline_s_verb_is_no_part_of_a_name() -> None:
    assert "Says" not in " ".join(words for words, _ in found("Water Is Low, Ardova Says, Days Before the Vote\n"))


@pytest.mark.parametrize("honour", ["KC", "QC", "MP", "OBE"])
def test_an_honour_behind_a_name_makes_no_organisation(honour: str):
    assert ("Luka Marsk", "person") in found(f"Defending, Luka Marsk {honour} said that it was late.")


def test_a_surname_that_reads_as_a_verb_stays():
    assert ("Noor Said", "person") in found("The vote was lost, the union said. Noor Said was not there on Monday.")


@pytest.mark.parametrize(
    "text",
    [
        "Upper Dovrin lies by the river. A farm in Dovrin burnt. Nothing was sent to Dovrin, and Dovrin waits.",
        "He rode to Sant Orsel. It was late, and Sant Orsel slept.",
    ],
)
def test_what_things_are_in_is_nobody(text: str) -> None:
    assert "person" not in {kind for _, kind in found(text)}


def test_somebody_that_a_text_names_in_full_stays_a_person() -> None:
    text = "Helena Marsk won. There is no doubt in Marsk, and Marsk said so."
    assert {("Helena Marsk", "person"), ("Marsk", "person")} <= found(text)


@pytest.mark.parametrize("name", ["Harbour Workers Act", "Ardovan Reservoir Prize"])
def test_laws_and_prizes_are_no_organisations(name: str) -> None:
    assert not {(name, "org"), (name, "place")} & found(f"The minister spoke of the {name} on Monday.")


def test_the_adjective_of_a_place_that_no_list_holds_is_no_name() -> None:
    text = "The talks in Ardova ended. Nobody in Ardova slept. An Ardovan farmer waited; the Ardovan said nothing."
    assert "Ardovan" not in {words for words, _ in found(text)}


def test_a_forename_that_ends_like_an_adjective_stays() -> None:
    assert ("Joan", "person") in found("Jo and Joan came. Then Jo said that Joan said nothing.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met the Italian Anton Veyra in June.", "Anton Veyra"),
        ("A letter from Prof K Selim was read. Prof K Selim was away.", "K Selim"),
        ("He wrote to Anton Veyra Jr. in June.", "Anton Veyra Jr."),
    ],
)
def test_a_person_is_called_by_no_people_or_title_but_by_junior(text: str, name: str) -> None:
    assert (name, "person") in found(text)


@pytest.mark.parametrize("word", ["Party", "Embassy"])
def test_a_head_word_of_its_own_names_nobody(word: str) -> None:
    assert not found(f"They said that the {word} was not to blame.")


def test_a_headlines_verb_parts_two_listed_names() -> None:
    assert found("Russia Helps NATO, Just Days After Vote") >= {("Russia", "place"), ("NATO", "org")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The suit was filed by Granit Corp. Helena Marsk told the court that nothing was paid.", {"Granit Corp."}),
        (
            "It was put on watch by Standard & Poor's Corp. Standard and Poor's said no more.",
            {"Standard & Poor's Corp."},
        ),
        ("The U.S. Securities and Exchange Commission opened a case.", {"U.S. Securities and Exchange Commission"}),
        ("BRIEF-Granit Inc says it will close the plant.", {"Granit Inc"}),
    ],
)
def test_a_name_ends_at_its_sentence_and_is_never_half(text: str, names: set[str]) -> None:
    organisations = {name for name, kind in found(text) if kind == "org"}
    assert names <= organisations
    assert not any(". " in name.replace("U.S. ", "") for name in organisations)


@pytest.mark.parametrize(
    "text",
    [
        "The senate passed the Bill on Monday.",
        "FACTBOX: what is in the water",
        "BRIEF-Last Ardovan poll: most want rain",
    ],
)
def test_ordinary_words_with_capitals_are_nobody(text: str) -> None:
    assert not {name for name, kind in found(text) if kind in ("person", "org")} - {"senate"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soccer-Late Marsk header takes Port Merrin past Dovrin", "Marsk"),
        ("Tennis-Helena Marsk reaches final in Dovrin", "Helena Marsk"),
        ("Interview-Marsk says dam will be raised", "Marsk"),
    ],
)
def test_the_topic_before_a_headline_is_no_part_of_a_name(text: str, name: str) -> None:
    """What wires put before a headline in small letters, with a hyphen."""
    body = f"{text}\n\nHelena Marsk spoke in Dovrin on Monday. Marsk was pleased."
    assert not {one for one, _ in found(body) if "-" in one}
    assert (name, "person") in found(body)


def test_a_party_is_no_part_of_a_name() -> None:
    assert ("Orin Tarsk", "person") in found("Sen. Orin Tarsk (D-RI) spoke before Anton Veyra did.")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Senators Anton Veyra D IL  and Orin Tarsk  M D R OK  announced today that it was passed.", "Orin Tarsk"),
        ("Two billion crowns. Senator Helena Marsk R Ala said that she was pleased with it.", "Helena Marsk"),
    ],
)
def test_neither_a_state_nor_a_degree_is_part_of_a_name(text: str, person: str) -> None:
    assert (person, "person") in found(text)


def test_the_figures_of_a_body_are_not_its_name() -> None:
    assert found("They expected a profit of 11 cents, according to Reuters Estimates.") == {("Reuters", "org")}


def test_a_firm_called_by_a_surname_is_no_person() -> None:
    text = "Morgan Guaranty Trust Co filed a suit in Dovrin. After the losses were known, Morgan said it was fine."
    assert ("Morgan", "org") in found(text)


def test_a_crosshead_is_no_part_of_the_name_it_repeats() -> None:
    text = "Opinions differ.\n\nDEMOCRATIC SENATOR HELENA MARSK Marsk has voted against the bill twice."
    assert ("Marsk", "person") in found(text)


def test_several_people_in_a_heading_in_capitals_are_several() -> None:
    text = "TARSK MARSK wrote. Senators Anton Tarsk and Helena Marsk wrote a letter to the bank."
    assert {("TARSK", "person"), ("MARSK", "person")} <= found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Superior Council of Private Enterprise (Cosep) was closed. Prices rose, Cosep said.", "Cosep"),
        ("The Ardovan Centre for Human Rights (Cedhar) spoke out. According to Cedhar, two left.", "Cedhar"),
    ],
)
def test_what_a_translated_body_is_called_for_short_is_a_body(text: str, name: str) -> None:
    """The letters in brackets follow the name in its own language, in another order than its words in English."""
    assert {kind for one, kind in found(text) if one == name} == {"org"}


@pytest.mark.parametrize(
    "text",
    [
        "The Minister of Foreign Affairs, Marius Tovan, left on Monday.",
        "The Minister of Health and Wellness spoke in Velmora.",
        "Anton Veyra was made Chief of Strategic Communications at the Defence Headquarters.",
    ],
)
def test_what_an_office_is_for_is_no_body(text: str) -> None:
    assert not {one for one, kind in found(text) if kind == "org"} & {
        "Foreign Affairs",
        "Health",
        "Strategic Communications",
    }


def test_what_this_newspaper_says_is_said_by_no_name() -> None:
    assert not {one for one, _ in found("That was all.\n\nThis newspaper has known him longer than the police have.")}


@pytest.mark.parametrize("head", ["KALDAR — The League met.", "KALDAR, Ardova — The League met."])
def test_a_dateline_of_a_town_alone_is_a_place(head: str) -> None:
    """Which the lists do not know, and which stands nowhere else."""
    assert ("KALDAR", "place") in found(f"Nobody drowns politely\n\n{head} It was late.")


@pytest.mark.parametrize(
    "head", ["ANALYSIS — The League met.", "OPINION — The League met.", "NATO — The alliance met."]
)
def test_other_capitals_before_a_dash_are_no_town(head: str) -> None:
    assert not {one for one, kind in found(f"Nobody drowns politely\n\n{head}") if kind == "place" and one.isupper()}


@pytest.mark.parametrize(
    "sign",
    [
        "Gion Salvar was born in Velmora in 1950.",
        "They spoke to Gion Salvar's wife on Monday.",
        "His father, Gion Salvar, worked at the harbour.",
        "Gion Salvar, 47, speaks to the press.",
        "Then Gion Salvar, who leads the League, came in.",
    ],
)
def test_what_is_said_of_people_alone_tells_a_person(sign: str) -> None:
    """Where the tagger takes the same name for an organisation elsewhere."""
    body = "Neither of the large parties could govern without Gion Salvar. Shares of Gion Salvar fell."
    assert {kind for one, kind in found(f"{body}\n\n{sign}") if one == "Gion Salvar"} == {"person"}


def test_what_is_said_of_somebody_before_an_organisation_tells_nothing_of_it() -> None:
    """ "A player of X, who …" is about the player."""
    text = "A goalkeeper from Velmora Rovers, who was ill, stayed at home. Velmora Rovers lost. Velmora Rovers said so."
    assert "person" not in {kind for one, kind in found(text) if one == "Velmora Rovers"}

"""Which mentions mean the same: the resolution alone, mentions given."""

import pytest

from newsexplore.index.annotate.entities.aliases import link
from newsexplore.index.annotate.entities.names import Name
from newsexplore.index.annotate.entities.spelling import abbreviates, fold
from newsexplore.index.model import EntityType


def resolve(text: str, kinds: dict[str, EntityType], own: dict[str, str] | None = None) -> list[str]:
    """The canonical name of each mention of `kinds`' names in a text, in order of the text."""
    names: list[Name] = []
    at = 0
    while at < len(text):
        match = max((name for name in kinds if text.startswith(name, at)), key=len, default="")
        if match:
            before = text[:at].split()
            names.append(Name(at, at + len(match), kinds[match], match, before[-1] if before else ""))
        at += len(match) or 1
    entities, mentions = link(names, text, {fold(spelling): name for spelling, name in (own or {}).items()})
    return [entities[mention.entity].name for mention in mentions]


def kinds(kind: EntityType, *names: str) -> dict[str, EntityType]:
    return dict.fromkeys(names, kind)


def test_a_surname_is_the_person_of_that_name() -> None:
    assert resolve("Helena Marsk spoke. Marsk left.", kinds("person", "Helena Marsk", "Marsk")) == ["Helena Marsk"] * 2


def test_a_surname_before_the_full_name_is_that_person_too() -> None:
    text = "Marsk wins. Helena Marsk said so."
    assert resolve(text, kinds("person", "Helena Marsk", "Marsk")) == ["Helena Marsk"] * 2


def test_a_first_name_is_the_only_person_it_can_be() -> None:
    text = "Helena Marsk spoke. Helena left."
    assert resolve(text, kinds("person", "Helena Marsk", "Helena")) == ["Helena Marsk"] * 2


def test_a_middle_initial_makes_no_other_person() -> None:
    text = "Helena B. Marsk spoke. Helena Marsk left."
    assert len(set(resolve(text, kinds("person", "Helena B. Marsk", "Helena Marsk")))) == 1


def test_two_people_of_one_surname_stay_two_and_the_last_named_takes_it() -> None:
    text = "Helena Marsk met Luka Marsk. Marsk scored. Helena Marsk cheered. Marsk smiled."
    assert resolve(text, kinds("person", "Helena Marsk", "Luka Marsk", "Marsk")) == [
        "Helena Marsk",
        "Luka Marsk",
        "Luka Marsk",
        "Helena Marsk",
        "Helena Marsk",
    ]


def test_a_title_tells_two_people_of_one_surname_apart() -> None:
    text = "Mrs Helena Marsk met Mr Luka Marsk. Then Mrs Marsk left."
    assert resolve(text, kinds("person", "Helena Marsk", "Luka Marsk", "Marsk"))[-1] == "Helena Marsk"


def test_a_shared_surname_before_both_people_stays_on_its_own() -> None:
    text = "Marsk wins. Helena Marsk and Luka Marsk met."
    assert resolve(text, kinds("person", "Helena Marsk", "Luka Marsk", "Marsk")) == [
        "Marsk",
        "Helena Marsk",
        "Luka Marsk",
    ]


@pytest.mark.parametrize(
    ("short", "long"), [("U.S.", "United States"), ("UK", "Britain"), ("America", "the United States")]
)
def test_known_variants_of_a_country_are_one_place(short: str, long: str) -> None:
    assert len(set(resolve(f"{short} and {long}", kinds("place", short, long)))) == 1


def test_an_acronym_is_its_expansion() -> None:
    text = "The National Water Authority fell silent. NWA staff spoke."
    assert resolve(text, kinds("org", "National Water Authority", "NWA")) == ["National Water Authority"] * 2


def test_a_ticker_in_brackets_is_the_company_before_it() -> None:
    text = "Granit Holding (GRNT.V) fell. Shares in GRNT.V rose."
    assert resolve(text, kinds("org", "Granit Holding", "GRNT.V")) == ["Granit Holding"] * 3


def test_a_company_is_its_first_word_and_its_legal_form() -> None:
    text = "Granit Holding fell. Granit Holding Ltd said so. Granit rose."
    assert len(set(resolve(text, kinds("org", "Granit Holding", "Granit Holding Ltd", "Granit")))) == 1


def test_spellings_that_differ_by_a_letter_are_one_place() -> None:
    assert len(set(resolve("Albu Kamal, or Abu Kamal", kinds("place", "Albu Kamal", "Abu Kamal")))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"),
        ("North Korea", "South Korea"),
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("Slovenia", "Slovakia"),
    ],
)
def test_places_that_differ_by_little_stay_two(one: str, other: str) -> None:
    assert len(set(resolve(f"{one} met {other}.", kinds("place", one, other)))) == 2


def test_first_names_that_differ_by_a_letter_make_two_people() -> None:
    text = "Milan Dorsan met Milana Dorsan."
    assert len(set(resolve(text, kinds("person", "Milan Dorsan", "Milana Dorsan")))) == 2


def test_a_place_and_a_person_of_one_name_stay_two() -> None:
    text = "Elin Sorel lives in Dovrin. Brenna Dovrin left Dovrin."
    names: dict[str, EntityType] = {"Brenna Dovrin": "person", "Dovrin": "place"}
    assert resolve(text, names) == ["Dovrin", "Brenna Dovrin", "Dovrin"]


def test_a_name_in_capitals_is_called_as_it_is_written_elsewhere() -> None:
    assert resolve("PARIS (x) - In Paris", kinds("place", "PARIS", "Paris")) == ["Paris", "Paris"]


def test_the_users_aliases_come_first() -> None:
    text = "The Grey Lady met Helena Marsk."
    own = {"Grey Lady": "Helena Marsk", "Helena Marsk": "Helena Marsk"}
    assert resolve(text, kinds("person", "Grey Lady", "Helena Marsk"), own) == ["Helena Marsk"] * 2


def test_aliases_are_the_other_spellings_in_order() -> None:
    names = [Name(0, 4, "place", "U.S."), Name(5, 7, "place", "US"), Name(8, 12, "place", "U.S.")]
    entities, mentions = link(names, "U.S. US U.S.", {})
    assert entities[0].aliases == ("U.S.", "US")
    assert [mention.entity for mention in mentions] == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "folded"),
    [("the U.S.", ("us",)), ("Russia's", ("russia",)), ("Al-Assad", ("al-assad",)), ("The Hague", ("hague",))],
)
def test_names_are_compared_without_what_does_not_matter(name: str, folded: tuple[str, ...]) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("short", "long", "right"),
    [("ICC", "International Criminal Court", True), ("GRNT", "Granit Holding", True), ("XYZ", "Granit Holding", False)],
)
def test_letters_in_order_abbreviate(short: str, long: str, right: bool) -> None:
    assert abbreviates(short, long) is right


def test_a_saint_is_called_so_or_not() -> None:
    text = "Saint Orin Marsk came to Velmora. St Orin Marsk stayed there."
    assert len(set(resolve(text, kinds("person", "Saint Orin Marsk", "St Orin Marsk")))) == 1


def test_a_family_name_may_come_first() -> None:
    text = "Tarsk Orin was born in Velmora. Orin Tarsk left it as a boy."
    assert len(set(resolve(text, kinds("person", "Tarsk Orin", "Orin Tarsk")))) == 1


def test_a_surname_far_from_a_namesake_named_once_is_the_main_persons() -> None:
    filler = "The dam was opened on a quiet morning and the valley below it went on with its work. " * 4
    text = f"{'Helena Marsk spoke. ' * 3}Her father was Anton Marsk. {filler}Marsk spoke at last."
    names = resolve(text, kinds("person", "Helena Marsk", "Anton Marsk", "Marsk"))
    assert names[-1] == "Helena Marsk"


@pytest.mark.parametrize(
    ("text", "names", "called"),
    [
        ("Granit sold. Granit Ardova Chad SA bought. Granit left.", ("Granit", "Granit Ardova Chad SA"), "Granit"),
        ("Granit sold. Granit Securities bought. Granit left.", ("Granit", "Granit Securities"), "Granit"),
        ("Granit sold. Granit Airways flew. Granit left.", ("Granit", "Granit Airways"), "Granit Airways"),
        ("Granit Securities sold. Granit left.", ("Granit", "Granit Securities"), "Granit Securities"),
        (
            "Granit Mills Inc sold. Granit Mills Trust bought. Granit Mills left.",
            ("Granit Mills Inc", "Granit Mills Trust", "Granit Mills"),
            "Granit Mills Inc",
        ),
        ("Boston Rovers won. Rovers lost.", ("Boston Rovers", "Rovers"), "Boston Rovers"),
        ("O.F. Granit and Co Inc sold. Granit left.", ("O.F. Granit and Co Inc", "Granit"), "O.F. Granit and Co Inc"),
        ("Granit Mill Co Plc sold. GMC left.", ("Granit Mill Co Plc", "GMC"), "Granit Mill Co Plc"),
        (
            "Ardovan Sea Rovers lost. Boston Sea Rovers won. Boston Sea Rovers won. Boston Sea Rovers won. Sea Rovers!",
            ("Ardovan Sea Rovers", "Boston Sea Rovers", "Sea Rovers"),
            "Boston Sea Rovers",
        ),
    ],
)
def test_a_part_of_a_firm_is_another_one_and_a_part_of_its_name_is_not(
    text: str, names: tuple[str, ...], called: str
) -> None:
    assert resolve(text, kinds("org", *names))[-1] == called


def test_a_place_is_the_same_with_what_it_is() -> None:
    assert (
        resolve("The City of Velmora paid. Velmora is old.", kinds("place", "City of Velmora", "Velmora"))
        == ["City of Velmora"] * 2
    )
    assert len(set(resolve("Orsel Island sank. Orsel rose.", kinds("place", "Orsel Island", "Orsel")))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Helena Marsk (born 1986), better known by her pseudonym Jo Fox, left. Fox smiled.",
        "Helena Marsk, also known as Jo Fox, left.",
        "Helena Marsk (née Jo Fox) left.",
        "Helena Marsk was the pen name of Jo Fox.",
    ],
)
def test_a_pseudonym_is_its_bearer(text: str) -> None:
    assert len(set(resolve(text, kinds("person", "Helena Marsk", "Jo Fox", "Fox")))) == 1


def test_somebody_beside_a_pseudonym_is_not_its_bearer() -> None:
    text = "Helena Marsk left. The singer, better known as Jo Fox, smiled. Anton Veyra knows Luka Marsk, née Anna Lind."
    assert len(set(resolve(text, kinds("person", "Helena Marsk", "Jo Fox", "Anton Veyra")))) == 3


def test_a_heading_glued_to_its_text_is_the_name_in_it() -> None:
    assert (
        len(set(resolve("NorandelNorandel sold a mill. Norandel rose.", kinds("org", "NorandelNorandel", "Norandel"))))
        == 1
    )


def test_letters_of_a_legal_form_do_not_make_a_firm_of_a_known_acronym() -> None:
    text = "Best Buy Co Inc told the BBC. General Granit Co Plc grew. GGC hired."
    names = kinds("org", "Best Buy Co Inc", "BBC", "General Granit Co Plc", "GGC")
    assert resolve(text, names) == [
        "Best Buy Co Inc",
        "BBC",
        "General Granit Co Plc",
        "General Granit Co Plc",
    ]


@pytest.mark.parametrize(
    "text",
    ["Time Warner Inc sold Time Warner Cable Inc. Time Warner left.", "Time Warner Cable fell. Time Warner rose."],
)
def test_a_firm_is_not_the_unit_that_it_once_had(text: str) -> None:
    names = "Time Warner", "Time Warner Inc", "Time Warner Cable", "Time Warner Cable Inc"
    found = resolve(text, kinds("org", *names))
    assert [("Cable" in name) for name in found] == [("Cable" in name) for name in _spelled(text, names)]


def _spelled(text: str, names: tuple[str, ...]) -> list[str]:
    return [
        next(name for name in sorted(names, key=len, reverse=True) if part.startswith(name.removeprefix("Time ")))
        for part in text.split("Time ")[1:]
    ]

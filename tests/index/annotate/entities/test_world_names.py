"""Names as outlets around the world write them, through the finder that annotation uses."""

import pytest

from .test_entity_finder import found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Congress has a guru, H D Orin Marsk, the minister said.", "H D Orin Marsk", "person"),
        ("The report was praised by Professor E. J. Van Tarsk in Leiden.", "E. J. Van Tarsk", "person"),
        ("The play was directed by van Tarsk and Anton Veyra.", "van Tarsk", "person"),
        ("Luka Orin de Tarsk spoke. Both Marsk and De Tarsk argued against it.", "De Tarsk", "person"),
        ("Al Balqa Applied University is in Jordan.", "Al Balqa Applied University", "org"),
        ("In the 80-kg competitions, Uzbek Mikhail Marsk won the gold medal.", "Mikhail Marsk", "person"),
        ("The Government of Uruguay Thursday refrained from a comment.", "Government of Uruguay", "org"),
        ("The Ministry of Tourism (Mitur) was closed. He also said that Mitur data were wrong.", "Mitur", "org"),
        ("Foreigners pay more at the Braulio Carrillo National Park.", "Braulio Carrillo National Park", "place"),
        ("Prime Minister of Mongolia L.Oyun-Erdene received the ambassador.", "Mongolia", "place"),
        ("Software maker Oracle Corp on Monday offered more.", "Oracle Corp", "org"),
        (
            "Helena Orr was hired. The scale of problems is so great that Orr's office has warned of it.",
            "Orr",
            "person",
        ),
        ("Angie’s List sets its price. In a filing, Angie’s List said it was ready.", "Angie’s List", "org"),
        ("It will be built under the leadership of N.R. Anton Collins and others.", "N.R. Anton Collins", "person"),
    ],
)
def test_a_name_is_found_whole_and_with_its_type(text: str, name: str, kind: str) -> None:
    assert (name, kind) in {(words, type_) for words, type_, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The newspaper Wales on Sunday was sold.", "Wales on Sunday"),
        ("Boxer Luka Khan was urged to stay.", "Luka Khan"),
        ("Helena Hamilton won the Brazilian Grand Prix again.", "Hamilton"),
    ],
)
def test_what_looks_like_it_is_left_alone(text: str, name: str) -> None:
    mentions = {words: kind for words, kind, _ in found(text)}
    assert mentions.keys() & {"Wales", "Khan"} == set()
    assert mentions.get("Grand Prix") != "person"
    assert any(name in words for words in mentions) or name == "Wales on Sunday"

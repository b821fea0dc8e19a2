from newsexplore.index.corpus.text.layout import paragraphs

WIRE = (
    "The harbour of Port Maren was closed on Monday after a storm\n"
    "tore two cranes from their rails, the port authority said in\n"
    "a statement.\n"
    "    It said that ships would be sent to other harbours until\n"
    "the cranes had been looked at.\n"
    "    Nobody was hurt."
)


def test_wrapped_lines_become_paragraphs():
    assert paragraphs(WIRE) == (
        "The harbour of Port Maren was closed on Monday after a storm tore two cranes from their"
        " rails, the port authority "
        "said in a statement.\n\nIt said that ships would be sent to other harbours until the cranes"
        " had been looked at."
        "\n\nNobody was hurt."
    )


def test_blank_lines_end_paragraphs_of_wrapped_text():
    text = WIRE.replace("\n    ", "\n\n")
    assert paragraphs(text) == paragraphs(WIRE)


def test_lines_that_are_paragraphs_stay():
    text = "The port was closed on Monday.\nShips were sent elsewhere.\nNobody was hurt."
    assert paragraphs(text) == text


def test_long_lines_that_are_paragraphs_stay():
    line = "The minister said that the port would be open again before the end of the month, whatever the weather did."
    assert paragraphs(f"{line} {line}\n{line} {line}").count("\n") == 1


def test_a_list_of_headlines_is_not_wrapped_text():
    text = (
        "Storm closes harbour of Port Maren for a week\nMinister promises new cranes before"
        " summer\nFishermen ask for help"
    )
    assert paragraphs(text) == text


def test_a_compound_broken_at_its_hyphen_is_joined_without_space():
    text = (
        "The minister spoke to reporters of a long planned and hard-\nwon agreement with the"
        " neighbours that would bring\npeace to the coast."
    )
    assert "hard-won" in paragraphs(text)


def test_wrapped_chinese_is_joined_without_spaces():
    line = "港口管理局星期一表示由于暴风雨港口将关闭一周所有船只都将被送往其他港口直到起重机检查完毕为止"
    assert paragraphs(f"{line}\n{line}\n{line}") == line * 3


def test_columns_are_reduced_to_single_spaces():
    assert paragraphs("Shr      75 cts   vs  55 cts") == "Shr 75 cts vs 55 cts"


def test_what_the_format_knows_is_believed():
    assert paragraphs("one\ntwo", wrapped=True) == "one two"
    assert paragraphs(WIRE, wrapped=False).count("\n") == WIRE.count("\n")

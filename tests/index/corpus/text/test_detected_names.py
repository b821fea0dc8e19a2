"""Every language that can be detected has a name for people."""

from newsexplore.index.annotate.text.language_names import language_name
from newsexplore.index.corpus.text.language_detection import detectable
from newsexplore.index.corpus.text.languages import code


def test_every_language_that_is_detected_has_a_name():
    codes = detectable()
    assert {"en", "yo", "pcm", "ti"} <= codes
    assert {one for one in codes if language_name(one) == one} == set()


def test_every_language_that_a_field_names_has_a_name():
    for name in ("Hausa", "kirundi", "fra", "iw", "nno"):
        assert language_name(code(name)) != code(name)


def test_a_region_is_no_part_of_the_name():
    assert language_name("pt-BR") == language_name("pt_PT") == "Portuguese"
    assert language_name("") == ""

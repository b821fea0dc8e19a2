import pytest

from ..support import Read

TWO = {
    "list": "- title: Storm\n  date: 2021-03-04\n  text: |\n    {}\n- title: Ferry\n  text: {}\n",
    "documents": "---\ntitle: Storm\ndate: 2021-03-04\ntext: {}\n---\ntitle: Ferry\ntext: {}\n",
    "object": "articles:\n  - headline: Storm\n    published: 2021-03-04\n    body: {}\n  - headline: Ferry\n"
    "    body: {}\n",
}
STORM = "Nobody was hurt when the storm closed the harbour, the port authority said."
FERRY = "The ferry was towed to the northern pier on Sunday, as its captain told the paper."


@pytest.mark.parametrize("layout", TWO)
def test_every_article_of_a_yaml_file_is_read(reading: Read, layout: str):
    found = reading("news.yaml", TWO[layout].format(STORM, FERRY))
    assert [(one.title, one.date, one.text[one.body :]) for one in found.articles] == [
        ("Storm", "2021-03-04", STORM), ("Ferry", "", FERRY)
    ]  # fmt: skip


def test_a_text_below_fields_is_one_article(reading: Read):
    article = reading("storm.yml", f"---\ntitle: Storm\n---\n{STORM}\n").article
    assert (article.title, article.text[article.body :]) == ("Storm", STORM)


def test_settings_are_counted_as_no_news(reading: Read):
    found = reading("settings.yml", "version: 2\njobs:\n  build:\n    title: Build\n    steps: [checkout]\n")
    assert ([skip.kind for skip in found.skips], found.articles, found.rejects) == (
        ["style sheets, scripts and settings"], [], []
    )  # fmt: skip


def test_an_alias_that_unfolds_without_end_is_rejected(reading: Read):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(20)
    )
    assert "aliases are not read" in reading("bomb.yaml", bomb).reject.reason


@pytest.mark.parametrize("key", ["null", "2021-03-04", "1.5"], ids=repr)
def test_a_key_that_is_no_name_costs_no_article(reading: Read, key: str):
    found = reading("a.yaml", f"articles:\n- title: Storm\n  text: {STORM}\n  {key}: x\n")
    assert STORM in found.article.text

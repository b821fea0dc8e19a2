"""XML of unknown kinds: several documents in one file, fields in deeper elements, paragraphs by other names."""

import pytest

from ..support import Read

ONE = "The council voted on Tuesday to close the old fish market after engineers found cracks in its northern wall."
TWO = "Traders will be offered stalls in the railway hall until a new building is finished in two years."
STORY = "<story><title>{0}</title><text>{1}</text></story>"
ARTICLE = "<article><title>{0}</title><text>{1}</text></article>"
NITF = (
    "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><body><body.head><hedline><hl1>{0}</hl1></hedline></body.head>"
    "<body.content><p>{1}</p></body.content></body></nitf>"
)


@pytest.mark.parametrize("form", [STORY, ARTICLE, NITF])
@pytest.mark.parametrize("declared", ["", "<?xml version='1.0' encoding='UTF-8'?>\n"])
def test_documents_that_follow_each_other_in_one_file(reading: Read, form: str, declared: str):
    documents = [declared + form.format(f"Market {n}", f"{ONE} {n}") for n in range(1, 4)]
    found = reading("a.xml", "\n".join(documents))
    assert [(one.title, one.text[one.body :]) for one in found.articles] == [
        (f"Market {n}", f"{ONE} {n}") for n in range(1, 4)
    ]
    assert (found.rejects, len({one.locator for one in found.articles})) == ([], 3)
    cut = reading("a.xml", "\n".join(documents)[:-60])
    assert (len(cut.articles), len(cut.rejects)) == (2, 1)


def test_one_document_has_no_number(reading: Read):
    assert reading("a.xml", STORY.format("Market", ONE)).article.locator.endswith("a.xml")


def test_fields_in_deeper_elements_beside_the_text(reading: Read):
    head = (
        "<head><title>{0}</title><meta><published>2021-03-05T09:30:00Z</published><source>Post</source></meta></head>"
    )
    form = f"<item>{head}<content><section><p>{{1}}</p></section></content></item>"
    found = reading("a.xml", f"<export>{form.format('Market', ONE)}{form.format('Stalls', TWO)}</export>")
    assert [(one.title, one.date, one.outlet) for one in found.articles] == [
        ("Market", "2021-03-05T09:30:00+00:00", "Post"), ("Stalls", "2021-03-05T09:30:00+00:00", "Post")
    ]  # fmt: skip


def test_paragraphs_that_are_called_para(reading: Read):
    item = (
        f"<item date='2021-03-05' source='Post'><headline>Market</headline><para>{ONE}</para><para>{TWO}</para></item>"
    )
    article = reading("a.xml", f"<items>{item}</items>").article
    assert (article.text, article.date, article.outlet) == (f"Market\n\n{ONE}\n\n{TWO}", "2021-03-05", "Post")


def test_a_second_table_of_other_columns_in_one_file(reading: Read):
    table = f'title,text,date\nMarket,"{ONE}",2021-03-05\n\nid,headline,body\n7,Stalls,"{TWO}"\n'
    found = reading("a.csv", table)
    assert [(one.title, one.text[one.body :], one.key) for one in found.articles] == [
        ("Market", ONE, ""), ("Stalls", TWO, "7")
    ]  # fmt: skip

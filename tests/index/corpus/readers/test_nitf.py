import pytest

from ..support import Read

ITEM = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/site/nitf-dtd-3-2.dtd">
<nitf baselang="en-GB"><head><title>Slug</title>
<tobject><tobject.subject tobject.subject.matter="Ports"/></tobject>
<docdata management-status="{status}"><doc-id id-string="nw.1" regsrc="NW"/>
<date.issue norm="20210304T101500+0100"/><date.release norm="20210305T060000+0100"/>
<du-key key="k" version="3"/><doc.copyright year="2021" holder="Northwire"/>
<key-list><keyword key="harbour"/></key-list></docdata>
<pubdata edition.name="Late" position.section="Local" position.sequence="4"/></head>
<body><body.head><hedline><hl1>Storm closes harbour</hl1></hedline>
<byline>By Ann Lee<byttl>Port correspondent</byttl></byline><distributor>Northwire</distributor></body.head>
<body.content><p>Nobody was hurt&nbsp;&mdash; the <org>port authority</org> said.</p>
<media><media-caption><p>A ship in the storm.</p></media-caption></media>
<p>Ferries  stay\nin port.</p></body.content></body></nitf>"""


def test_every_field_is_read(reading: Read):
    article = reading("a.xml", ITEM.format(status="embargoed")).article
    assert article.text == (
        "Storm closes harbour\n\nNobody was hurt — the port authority said.\n\nFerries stay in port."
    )
    assert (article.date, article.outlet, article.byline, article.lang, article.key) == (
        "2021-03-04T10:15:00+01:00", "Northwire", "Ann Lee", "en", "nw.1"
    )  # fmt: skip
    assert article.topics == ("Ports", "harbour")
    assert dict(article.extra) == {
        "section": "Local", "page": "4", "edition": "Late", "rights": "(c) 2021 Northwire", "keywords": "harbour",
        "version": "3", "embargo": "2021-03-05T06:00:00+01:00",
    }  # fmt: skip


def test_a_cancelled_item_says_so(reading: Read):
    assert ("correction", "cancelled") in reading("a.xml", ITEM.format(status="canceled")).article.extra


def test_entities_of_a_document_type_are_never_expanded(reading: Read):
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY l0 "lol">{bomb}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<nitf><body><body.head><hedline><hl1>Port &x;</hl1></hedline></body.head>"
        "<body.content><p>Nobody was &l11; hurt.</p></body.content></body></nitf>"
    )
    article = reading("a.xml", text).article
    assert "root:" not in article.text
    assert len(article.text) < 100


def test_deep_nesting_is_survived(reading: Read):
    found = reading("a.xml", "<nitf>" + "<block>" * 100_000 + "<p>Text</p>")
    assert len(found.articles) + len(found.rejects) >= 1


def test_a_truncated_item_is_rejected_by_that(reading: Read):
    found = reading("a.xml", ITEM.format(status="usable")[:900])
    assert any("truncated" in reject.reason for reject in found.rejects)


DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">\n<nitf><body><body.head><hedline>'
    "<hl1>Storm {0}</hl1></hedline></body.head><body.content><p>Nobody was hurt in storm {0}.</p></body.content></body>"
    "</nitf>\n"
)


@pytest.mark.parametrize("count", [2, 3000])
def test_documents_below_each_other_in_one_file(reading: Read, count: int):
    found = reading("all.xml", "".join(DOCUMENT.format(number) for number in range(count)))
    assert [one.title for one in found.articles] == [f"Storm {number}" for number in range(count)]
    assert found.rejects == []


def test_the_last_of_several_documents_is_cut(reading: Read):
    found = reading("all.xml", DOCUMENT.format(1) + DOCUMENT.format(2)[:-40])
    assert [one.title for one in found.articles] == ["Storm 1"]
    assert ["truncated" in one.reason for one in found.rejects] == [True]


def test_the_publication_is_the_outlet_rather_than_who_distributes(reading: Read):
    item = ITEM.replace("<pubdata ", '<pubdata name="The Lantern" ')
    assert reading("a.xml", item.format(status="usable")).article.outlet == "The Lantern"

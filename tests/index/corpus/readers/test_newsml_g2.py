from ..support import Read

ITEM = """<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:nw:1"
version="7" xml:lang="en-US">
<rightsInfo><copyrightNotice>Copyright NW</copyrightNotice><usageTerms>Not in Ostby.</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="NW"/>
<versionCreated>2018-11-21T16:25:32-05:00</versionCreated>
<embargoed>2018-11-23T12:00:00Z</embargoed><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><contentCreated>2018-11-21T15:21:06-05:00</contentCreated><creator><name>Ann Lee</name></creator>
<subject qcode="medtop:1"><name>ports</name></subject><slugline>port-storm</slugline>
<headline>Storm closes harbour</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = (
    '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    "<p>Nobody was hurt.</p></body></html></inlineXML>"
)
NITF = "<inlineXML><nitf><body><body.content><p>Nobody was hurt.</p></body.content></body></nitf></inlineXML>"
DATA = '<inlineData contenttype="text/plain">Nobody was hurt.</inlineData>'


def test_text_in_any_of_its_forms(reading: Read):
    for content in (XHTML, NITF, DATA):
        article = reading("a.xml", ITEM.format(kind="text", status="usable", content=content)).article
        assert article.text == "Storm closes harbour\n\nNobody was hurt."
    assert (article.date, article.outlet, article.byline, article.lang) == (
        "2018-11-21T15:21:06-05:00", "NW", "Ann Lee", "en"
    )  # fmt: skip
    assert article.extra == (
        ("rights", "Copyright NW"), ("rights", "Not in Ostby."), ("keywords", "port-storm"), ("version", "7"),
        ("embargo", "2018-11-23T12:00:00+00:00"),
    )  # fmt: skip


def test_a_cancelled_item_says_so(reading: Read):
    article = reading("a.xml", ITEM.format(kind="text", status="canceled", content=DATA)).article
    assert ("correction", "canceled") in article.extra


def test_pictures_and_packages_are_counted(reading: Read):
    found = reading("a.xml", ITEM.format(kind="picture", status="usable", content=""))
    assert (found.articles, found.rejects) == ([], [])
    assert [skip.kind for skip in found.skips] == ["agency pictures, audio and video"]
    package = '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet/></packageItem>'
    assert [skip.kind for skip in reading("a.xml", package).skips] == ["agency packages (lists of items)"]

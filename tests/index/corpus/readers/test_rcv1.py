from ..support import Read


def test_a_news_item(reading: Read):
    text = """<?xml version="1.0" encoding="iso-8859-1" ?>
<newsitem itemid="2286" id="root" date="1996-08-20" xml:lang="en"><title>MAREN: Port closes.</title>
<headline>Port closes.</headline><dateline>MAREN 1996-08-20</dateline>
<text><p>Nobody was hurt.</p><p>Ships return.</p></text><copyright>(c) Northwire 1996</copyright>
<metadata><codes class="bip:topics:1.0"><code code="C15"/></codes>
<dc element="dc.source" value="Northwire"/></metadata></newsitem>"""
    article = reading("2286newsML.xml", text).article
    assert article.text == "Port closes.\n\nNobody was hurt.\n\nShips return."
    assert (article.date, article.outlet, article.lang, article.key) == ("1996-08-20", "Northwire", "en", "2286")
    assert (article.topics, article.extra) == (("C15",), (("rights", "(c) Northwire 1996"),))

"""Articles in JATS."""

from ..support import Read

ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.0 20120330//EN" "journalpublishing1.dtd">
<article article-type="news" xml:lang="en"><front>
<journal-meta><journal-title-group><journal-title>Coast Weekly</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.5555/wall</article-id>
<title-group><article-title>Harbour wall <italic>approved</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Tellmann</surname><given-names>Rosa</given-names></name>
</contrib><contrib contrib-type="editor"><name><surname>Orso</surname></name></contrib></contrib-group>
<pub-date pub-type="collection"><year>2019</year></pub-date>
<pub-date pub-type="epub"><day>5</day><month>3</month><year>2019</year></pub-date>
<fpage>4</fpage><kwd-group><kwd>Harbours</kwd></kwd-group></article-meta></front>
<body><p>The council approved a wall<xref>1</xref> on
Tuesday.</p><sec><title>Costs</title><p>It costs three million.</p><fig><caption><p>The wall.</p></caption></fig></sec>
</body><back><ref-list><ref><mixed-citation>Orso 2001</mixed-citation></ref></ref-list></back></article>"""


def test_an_article(reading: Read) -> None:
    article = reading("a.xml", ARTICLE).article
    assert (article.title, article.date, article.outlet) == ("Harbour wall approved", "2019-03-05", "Coast Weekly")
    assert (article.byline, article.url, article.lang) == ("Rosa Tellmann", "https://doi.org/10.5555/wall", "en")
    body = article.text[article.body :]
    assert body == "The council approved a wall on Tuesday.\n\nCosts\n\nIt costs three million."
    assert (article.topics, dict(article.extra)) == (("Harbours",), {"page": "4"})


def test_an_article_that_only_has_an_abstract(reading: Read) -> None:
    start, _, rest = ARTICLE.partition("<kwd-group>")
    page = f"{start}<abstract><p>A wall is built.</p></abstract><kwd-group>{rest.partition('<body>')[0]}</article>"
    assert reading("a.nxml", page).article.text.endswith("A wall is built.")


def test_a_page_that_begins_with_an_article_is_no_jats(reading: Read) -> None:
    page = f"<article><h1>Harbour wall approved</h1>{'<p>It costs three million, the town said.</p>' * 4}</article>"
    assert reading("a.html", page).article.title == "Harbour wall approved"

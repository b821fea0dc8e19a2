from ..support import Read

GIGAWORD = """<DOC id="APW_ENG_20210304.0001" type="story" >
<HEADLINE>
Pier to be rebuilt &amp; paid
</HEADLINE>
<DATELINE>
OSTBY (AP)
</DATELINE>
<TEXT>
<P>
The board met on Tuesday. It voted
to rebuild the pier.
</P>
<P>
The work begins in May.
</P>
</TEXT>
</DOC>
"""
TREC = """<DOC>
<DOCNO> AP880212-0001 </DOCNO>
<HEAD>Ferry runs aground</HEAD>
<BYLINE>By ANN LEE</BYLINE>
<TEXT>
   A ferry ran aground on Friday. Nobody
was hurt.
</TEXT>
</DOC>
"""


def test_gigaword(reading: Read):
    article = reading("apw_eng_202103", GIGAWORD).article
    assert article.text == (
        "Pier to be rebuilt & paid\n\nOSTBY (AP) - The board met on Tuesday. It voted to rebuild the pier."
        "\n\nThe work begins in May."
    )
    assert (article.date, article.outlet) == ("2021-03-04", "Associated Press")


def test_trec(reading: Read):
    article = reading("ap880212", TREC).article
    assert (article.title, article.byline, article.date) == ("Ferry runs aground", "ANN LEE", "1988-02-12")
    assert article.key == "AP880212-0001"


def test_each_document_is_an_article(reading: Read):
    found = reading("all.txt", GIGAWORD + TREC * 500)
    assert (len(found.articles), found.rejects) == (501, [])


def test_what_ends_within_a_document_is_rejected(reading: Read):
    found = reading("a", TREC + GIGAWORD[:150])
    assert [article.title for article in found.articles] == ["Ferry runs aground"]
    assert ["ends within" in reject.reason for reject in found.rejects] == [True]


def test_documents_of_an_encyclopedia(reading: Read):
    head = '<doc id="{0}" url="https://wiki.example/?curid={0}" title="{1}">\n{1}\n\n'
    form = head + "Nobody was hurt.\n\nRain &amp; {1}.\n\n</doc>\n"
    found = reading("AA/wiki_00", form.format(12, "Storm &amp; tide") + form.format(13, "Ferry"))
    assert [(one.key, one.url, one.text) for one in found.articles] == [
        ("12", "https://wiki.example/?curid=12", "Storm & tide\n\nNobody was hurt.\n\nRain & Storm & tide."),
        ("13", "https://wiki.example/?curid=13", "Ferry\n\nNobody was hurt.\n\nRain & Ferry."),
    ]

"""Lists of saved pages, exports of channels, accounts, feed readers and reference managers, and pickles."""

import json
import pickle

import pytest

from ..support import Read

ONE = "Nobody was hurt when the storm closed the harbour, the port authority said."
TWO = "The ferry was towed to the northern pier on Sunday, as its captain told the paper."
ADDRESS = "https://lantern.example/2021/03/04/storm"


POCKET = (
    "<!DOCTYPE html><title>Pocket Export</title><ul>"
    f'<li><a href="{ADDRESS}" time_added="1714849300" tags="sea,port">Storm</a></li></ul>'
)
BROWSER = (
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p><DT>"
    f'<A HREF="{ADDRESS}" ADD_DATE="1714849300" TAGS="sea,port">Storm</A></DL>'
)
POCKET_TABLE = f"title,url,time_added,tags,status\nStorm,{ADDRESS},1714849300,sea|port,unread\n"
RAINDROP = (
    "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
    f'1,Storm,,,{ADDRESS},News,"sea, port",2024-05-04T10:15:00.000Z,,,false\n'
)
INSTAPAPER = f"URL,Title,Selection,Folder,Timestamp,Tags\n{ADDRESS},Storm,,News,1714849300,sea;port\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [("ril_export.html", POCKET), ("bookmarks.html", BROWSER), ("part_000000.csv", POCKET_TABLE),
     ("raindrop.csv", RAINDROP), ("instapaper.csv", INSTAPAPER)],
)  # fmt: skip
def test_when_a_page_was_saved_is_not_its_date(reading: Read, name: str, text: str):
    article = reading(name, text).article
    assert (article.title, article.url, article.date, article.topics) == (
        "Storm", ADDRESS, "2021-03-04", ("sea", "port")
    )  # fmt: skip


def test_a_channel_as_json(reading: Read):
    message = {"type": "message", "date": "2021-03-04T10:15:00", "date_unixtime": "1", "from_id": "channel1"}
    channel = {
        "name": "The Lantern", "type": "public_channel", "id": 1, "messages": [
            {"id": 1, "type": "service", "date_unixtime": "1", "actor_id": "c", "title": "The Lantern", "text": ""},
            {**message, "id": 2, "text": [{"type": "bold", "text": "Storm. "}, ONE]},
            {**message, "id": 3, "text": "", "photo": "1.jpg"},
        ],
    }  # fmt: skip
    found = reading("result.json", json.dumps(channel))
    assert [(one.text, one.date, one.outlet) for one in found.articles] == [
        (f"Storm. {ONE}", "2021-03-04T10:15:00", "The Lantern")
    ]
    assert [skip.kind for skip in found.skips] == ["notices of channels", "posts without text"]
    assert found.rejects == []


def test_a_channel_as_pages(reading: Read):
    def message(number: int, inner: str, kind: str = "default") -> str:
        return f'<div class="message {kind} clearfix" id="message{number}"><div class="body">{inner}</div></div>'

    page = (
        "<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class='page_wrap'>"
        "<div class='page_header'><div class='text bold'> The Lantern </div></div><div class='history'>"
        + message(1, "<div>4 March 2021</div>", "service")
        + message(
            2,
            f"<div class='date details' title='04.03.2021 10:15:00 UTC+01:00'>10:15</div><div class='text'>{ONE}</div>",
        )
        + message(3, "<div class='date details' title='05.03.2021 10:15:00 UTC+01:00'>10:15</div>")
        + "</div></div></body></html>"
    )
    found = reading("messages.html", page)
    assert [(one.text, one.date, one.outlet, one.key) for one in found.articles] == [
        (ONE, "2021-03-04T10:15:00+01:00", "The Lantern", "2")
    ]
    assert [skip.kind for skip in found.skips] == ["notices of channels", "posts without text"]


def test_posts_of_an_account_have_their_letters_and_dates(reading: Read):
    text = "Le port était fermé, a déclaré la capitainerie."
    posts = [
        {
            "timestamp": 1614849300,
            "data": [{"post": text.encode().decode("latin-1")}, {"update_timestamp": 1}],
            "title": "x",
        },
        {"timestamp": 1614849301, "data": [{"update_timestamp": 1}]},
    ]
    found = reading("your_posts_1.json", json.dumps(posts))
    assert [(one.text, one.date) for one in found.articles] == [(text, "2021-03-04T09:15:00+00:00")]
    assert [skip.kind for skip in found.skips] == ["posts without text"]


def test_the_program_that_wrote_a_post_is_not_its_outlet(reading: Read):
    post = {"id_str": "1", "created_at": "Thu Mar 04 10:15:00 +0000 2021", "full_text": ONE, "source": "<a>Web App</a>"}
    assert reading("tweets.js", f"window.YTD.tweets.part0 = {json.dumps([{'tweet': post}])}").article.outlet == ""
    named = {**post, "user": {"screen_name": "lantern", "name": "The Lantern"}}
    assert reading("tweets.js", f"window.YTD.tweets.part0 = {json.dumps([named])}").article.outlet == "The Lantern"


def test_boosts_are_counted(reading: Read):
    items = [
        {
            "type": "Create",
            "actor": "a",
            "object": {"type": "Note", "content": f"<p>{ONE}</p>", "published": "2021-03-04"},
        },
        {"type": "Announce", "actor": "a", "published": "2021-03-04", "object": "https://x.example/1"},
    ]
    found = reading("outbox.json", json.dumps({"type": "OrderedCollection", "orderedItems": items}))
    assert ([one.text for one in found.articles], found.rejects) == ([ONE], [])
    assert [skip.kind for skip in found.skips] == ["boosts of other accounts' posts"]


def test_an_item_of_a_feed_reader(reading: Read):
    item = {
        "id": "x=_1", "title": "Storm", "published": 1614845700000, "content": {"content": f"<p>{ONE}</p>"},
        "categories": ["user/1/state/com.google/read", "user/1/label/Sea"],
        "origin": {"streamId": "feed/x", "title": "The Lantern", "htmlUrl": "https://lantern.example"},
        "alternate": [{"href": ADDRESS, "type": "text/html"}],
    }  # fmt: skip
    article = reading("saved.json", json.dumps({"id": "user/1/tag/global.saved", "items": [item]})).article
    assert (article.outlet, article.url, article.topics) == ("The Lantern", ADDRESS, ("Sea",))


def test_references_of_zotero(reading: Read):
    csl = {
        "id": "http://zotero.org/users/1/items/A", "type": "article-newspaper", "title": "Storm", "abstract": ONE,
        "container-title": "The Lantern", "author": [{"literal": "Port of Maren"}], "issued": {"raw": "2021-03-04"},
    }  # fmt: skip
    article = reading("items.json", json.dumps([csl])).article
    assert (article.url, article.date, article.byline, article.outlet) == (
        "", "2021-03-04", "Port of Maren", "The Lantern"
    )  # fmt: skip


def test_references_of_zotero_as_rdf(reading: Read):
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"'
        ' xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:bib="http://purl.org/net/biblio#" xmlns:dcterms="http://purl.org/dc'
        '/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/"><bib:Article rdf:about="https://lantern.example/1">'
        "<z:itemType>newspaperArticle</z:itemType><dcterms:isPartOf><bib:Newspaper><dc:title>The Lantern</dc:title>"
        "</bib:Newspaper></dcterms:isPartOf><bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lee</foaf:surname>"
        "<foaf:givenName>Ann</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors><dc:title>Storm</dc:title>"
        f"<dcterms:abstract>{ONE}</dcterms:abstract><dc:date>2021-03-04</dc:date></bib:Article>"
        '<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType></z:Attachment></rdf:RDF>'
    )
    found = reading("library.rdf", rdf)
    assert [(one.title, one.date, one.outlet, one.byline, one.url) for one in found.articles] == [
        ("Storm", "2021-03-04", "The Lantern", "Ann Lee", "https://lantern.example/1")
    ]
    assert [skip.kind for skip in found.skips] == ["attachments and notes of references"]


def test_a_record_of_proquest(reading: Read):
    record = (
        "<?xml version='1.0'?><RECORD><Version>x</Version><GOID>2496</GOID><Obj>"
        "<TitleAtt><Title>Storm</Title></TitleAtt>"
        "<NumericDate>2021-03-04</NumericDate><Language><RawLang>English</RawLang></Language><Contributors><Contributor>"
        "<NormalizedDisplayForm>Lee, Ann</NormalizedDisplayForm></Contributor></Contributors></Obj><DFS><PubFrosting>"
        f"<Title>The Lantern; Maren</Title></PubFrosting></DFS><TextInfo><Text>&lt;html&gt;&lt;body&gt;&lt;p&gt;{ONE}"
        f"&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</Text></TextInfo></RECORD>"
    )
    article = reading("2496.xml", record).article
    assert (article.title, article.date, article.outlet, article.byline, article.text[article.body :]) == (
        "Storm", "2021-03-04", "The Lantern", "Lee, Ann", f"{ONE}\n\n{TWO}"
    )  # fmt: skip


def test_text_in_copy_and_title_in_header(reading: Read):
    xml = (
        f"<news><item id='1'><header>Storm</header><time>04.03.2021 17:30</time><copy><p>{ONE}</p></copy></item></news>"
    )
    article = reading("a.xml", xml).article
    assert (article.title, article.text[article.body :]) == ("Storm", ONE)


@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_a_pickle_is_never_opened(reading: Read, protocol: int):
    assert "never opens" in reading("articles.pkl", pickle.dumps([{"text": ONE}], protocol)).reject.reason


@pytest.mark.parametrize(
    "text",
    [
        '// <!-- <mdb:mork:z v="1.4"/> -->\n< <(a=c)>\n',
        " CDX N b a m s k r M S V g\nexample,lantern)/ 20210304101500 https://lantern.example/ text/html 200 A - - 1\n",
        'example,lantern)/1 20210304101500 {"url": "https://lantern.example/1", "mime": "text/html"}\n',
    ],
)
def test_indexes_are_no_articles(reading: Read, text: str):
    found = reading("index", text)
    assert (found.articles, [skip.kind for skip in found.skips]) == ([], ["indexes of mailboxes and web archives"])

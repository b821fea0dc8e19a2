"""Collections of texts from crawls: when a page was crawled is not its date, and texts may be coded."""

import base64
import json

from ..support import Read

ONE = "The council voted on Tuesday to close the old fish market after engineers found cracks in its northern wall."
TWO = "Traders will be offered stalls in the railway hall until a new building is finished in two years."


def test_c4(reading: Read):
    addresses = ("https://post.example/2018/03/05/fish", "https://post.example/ferry")
    lines = [{"text": ONE, "timestamp": "2019-04-25T12:57:54Z", "url": address} for address in addresses]
    found = reading("c4.json", "\n".join(map(json.dumps, lines)))
    assert [(one.date, one.url) for one in found.articles] == [("2018-03-05", addresses[0]), ("", addresses[1])]
    more = {**lines[1], "title": "Ferry aground"}
    assert reading("a.json", json.dumps(more)).articles[0].date == "2019-04-25T12:57:54+00:00"


def test_oscar(reading: Read):
    headers = {
        "warc-date": "2021-09-16T12:00:00Z",
        "warc-target-uri": "https://post.example/1",
        "warc-type": "conversion",
    }
    article = reading("a.jsonl", json.dumps({"content": ONE, "warc_headers": headers})).article
    assert (article.url, article.date, article.text) == ("https://post.example/1", "", ONE)


def test_texts_in_base64(reading: Read):
    texts = [f"{ONE}\n{TWO} It is the {n}th of March." for n in range(5, 10)]
    coded = [base64.b64encode(text.encode()).decode() for text in texts]
    found = reading("news-docs.2021.en", "".join(f"2021030{n}\t{one}\t{one}\n" for n, one in enumerate(coded, 5)))
    assert [article.text.replace("\n\n", "\n") for article in found.articles] == texts
    assert [article.date for article in found.articles] == [f"2021-03-0{n}" for n in range(5, 10)]


def test_the_address_of_a_picture_is_not_the_articles(reading: Read):
    table = f"title,text,main_img_url,site_url\nMarket closes,{ONE},https://i.example/x.jpg,post.example\n"
    article = reading("a.csv", table).article
    assert (article.url, article.outlet) == ("", "post.example")


def test_texts_that_follow_each_other_below_one_root(reading: Read):
    fields = "<title>Market closes {0}</title><text>{1} {0}</text><date>2021-03-0{0}</date>"
    found = reading("a.xml", f"<news>{''.join(fields.format(n, ONE) for n in range(1, 5))}</news>")
    assert [(one.title, one.date) for one in found.articles] == [
        (f"Market closes {n}", f"2021-03-0{n}") for n in range(1, 5)
    ]

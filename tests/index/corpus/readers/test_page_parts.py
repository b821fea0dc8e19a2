"""What belongs to the article of a page, and what is offered, or told, below it."""

from ..support import Read

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
FERRY = "A ferry ran aground near Marholm on Friday. Nobody was hurt, the coast guard said in a statement."


def page(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><main>{body}</main></body></html>"


def test_a_longer_story_below_is_not_the_article(reading: Read):
    first = f"<article><h1>Pier of Ostby</h1><p>{PIER}</p><p>{SCHOOLS}</p><p>{FERRY}</p></article>"
    lines = "".join(f"<p>{i} barley fields are lost. {FERRY}</p>" for i in range(9))
    second = f"<article><h1>Harvest in Sund</h1>{lines}</article>"
    article = reading("a.html", page("Pier of Ostby", first + second)).articles[0]
    assert article.text == f"Pier of Ostby\n\n{PIER}\n\n{SCHOOLS}\n\n{FERRY}"


def test_an_offer_to_subscribe_is_no_text(reading: Read):
    body = f"<article><h1>Pier of Ostby</h1><p>{PIER}</p><p>{SCHOOLS}</p><p>Subscribe now to read on.</p></article>"
    assert reading("a.html", page("Pier of Ostby", body)).article.text.endswith(SCHOOLS)


def test_an_article_about_subscriptions_keeps_its_words(reading: Read):
    body = f"<article><h1>Pier of Ostby</h1><p>Subscribe to the pier, they say. {PIER}</p><p>{SCHOOLS}</p></article>"
    assert "Subscribe to the pier" in reading("a.html", page("Pier of Ostby", body)).article.text


def test_a_headline_below_a_kicker_tells_where_the_name_of_the_site_begins(reading: Read):
    heading = "<h1><span>Harbour</span> <span>Pier of Ostby is rebuilt</span></h1>"
    body = f"<article>{heading}<p>{PIER}</p><p>{SCHOOLS}</p></article>"
    article = reading("a.html", page("Pier of Ostby is rebuilt - Ostby Post", body)).article
    assert article.title == "Pier of Ostby is rebuilt"

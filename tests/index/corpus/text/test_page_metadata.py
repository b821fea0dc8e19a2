"""Headlines and dates of pages that say them in microdata, RDFa, microformats or by their place alone."""

import pytest

from ..support import Read

TITLE = "Council closes fish market"
TEXT = (
    "<p>The council voted on Tuesday to close the old fish market after engineers found cracks in its wall.</p>"
    "<p>Traders will be offered stalls in the railway hall until a new building is finished in two years.</p>"
)
MOMENT = "2021-03-05T09:30:00+00:00"
DATES = {
    "microformats": '<abbr class="published" title="2021-03-05T09:30:00Z">5 March</abbr>',
    "RDFa": '<span property="dc:date" content="2021-03-05T09:30:00Z">5 March</span>',
    "microdata": '<span itemprop="datePublished" content="2021-03-05T09:30:00Z">5 March</span>',
    "place": "<div class=when>5 March 2021, 09:30 GMT</div>",
}


def page(body: str) -> str:
    return f"<html><head><title>{TITLE} | Harbour Post</title></head><body><div>{body}</div></body></html>"


@pytest.mark.parametrize("name", DATES)
def test_dates(reading: Read, name: str):
    assert reading("a.html", page(f"<h1>{TITLE}</h1>{DATES[name]}{TEXT}")).article.date == MOMENT


def test_a_date_further_down_is_not_the_pages(reading: Read):
    body = f"<h1>{TITLE}</h1>{TEXT}<div>5 March 2021</div>"
    assert reading("a.html", page(body)).article.date == ""


def test_the_name_of_the_site_as_the_only_h1_is_no_headline(reading: Read):
    body = f"<h1><a href=/>Harbour Post</a></h1><h2>{TITLE}</h2>{TEXT}"
    assert reading("a.html", page(body)).article.title == TITLE


def test_a_heading_that_is_called_the_title_of_the_post(reading: Read):
    body = f'<h3 class="post-title entry-title">{TITLE}</h3>{TEXT}'
    named = f"<html><head><title>Harbour Notes: {TITLE}</title></head><body><div>{body}</div></body></html>"
    assert reading("a.html", named).article.title == TITLE


def test_a_page_that_a_script_would_draw_and_whose_title_is_its_sites_is_rejected(reading: Read):
    app = '<div id="root"></div><script src=/a.js></script>'
    assert (
        reading("a.html", f"<html><title>Harbour Post</title><body>{app}</body></html>").reject.reason
        == "an HTML page without running text"
    )

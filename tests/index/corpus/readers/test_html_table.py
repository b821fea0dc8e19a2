from ..support import Read

STORM = "Nobody was hurt when the storm closed the harbour, the port authority said."
FERRY = "The ferry was towed to the northern pier on Sunday, as its captain told the paper."
ROW = "<tr><td>{}</td><td><a href='{}'>open</a></td><td>{}</td><td>{}</td></tr>"
TABLE = "<html><body><table><tr><th>Title</th><th>Link</th><th>Date</th><th>Text</th></tr>{}{}</table>{}</body></html>"
ROWS = (
    ROW.format("Storm", "https://lantern.example/1", "2021-03-04", STORM),
    ROW.format("Ferry", "https://lantern.example/2", "2021-03-05", FERRY),
)


def test_each_row_of_a_table_of_articles_is_one(reading: Read):
    found = reading("export.html", TABLE.format(*ROWS, ""))
    assert [(one.title, one.url, one.date, one.text[one.body :]) for one in found.articles] == [
        ("Storm", "https://lantern.example/1", "2021-03-04", STORM),
        ("Ferry", "https://lantern.example/2", "2021-03-05", FERRY),
    ]


def test_a_page_that_shows_a_table_among_its_text_is_one_article(reading: Read):
    prose = f"<article>{f'<p>{STORM} {FERRY}</p>' * 5}</article>"
    assert STORM in reading("page.html", TABLE.format(*ROWS, prose)).article.text

"""Exports of databases, and lists of articles, as documents: printed, linked, edited."""

from collections.abc import Callable

import pytest

from ..support import Read
from .test_documents import package

TITLES = ["Storm closes harbour", "Ferries run again", "Mole to be rebuilt", "Fees rise in April"]
TEXT = "The harbour was closed on Tuesday after a storm, the port said."


def pages(*found: list[str]) -> bytes:
    """A PDF whose pages have these lines, all in one size."""
    pytest.importorskip("pypdf")
    from .test_pdf import pdf

    return pdf(*([(72, 760 - 14 * i, 11, line) for i, line in enumerate(lines)] for lines in found))


def nexis_page(number: int, title: str) -> list[str]:
    return [
        f"Page {number} of 4", title, "The Lantern", f"March {number + 4}, 2024", "Section: NEWS", "Length: 20 words",
        "Body", TEXT, "Load-Date: March 9, 2024", "End of Document",
    ]  # fmt: skip


def factiva_page(number: int, title: str) -> list[str]:
    return [
        title, f"4{number} words", f"{number + 4} March 2024", "The Lantern", "LANT", "English",
        "Copyright 2024 Lantern Media.", TEXT, f"Document LANT00002024030{number + 4}ek3500012",
        f"Page {number} of 4 Copyright 2024 Factiva, Inc.",
    ]  # fmt: skip


@pytest.mark.parametrize("page", [nexis_page, factiva_page])
@pytest.mark.parametrize("count", [2, 4])
def test_articles_that_each_begin_a_page(reading: Read, page: Callable[[int, str], list[str]], count: int):
    found = reading("export.pdf", pages(*(page(i, title) for i, title in enumerate(TITLES[:count], 1)))).articles
    assert [(one.title, one.outlet, one.date, one.text[one.body :]) for one in found] == [
        (title, "The Lantern", f"2024-03-0{i}", TEXT) for i, title in enumerate(TITLES[:count], 5)
    ]


def test_a_headline_repeated_on_the_next_page_of_an_export(reading: Read):
    first, last = nexis_page(1, TITLES[0])[:8], ["Page 2 of 2", TITLES[0], *nexis_page(2, "")[7:]]
    one = reading("export.pdf", pages(first, last)).article
    assert one.text[one.body :].count(TEXT) == 2
    assert TITLES[0] not in one.text[one.body :]


def test_running_heads_of_two_pages(reading: Read):
    body = [f"The harbour master said on day {number} that nobody was hurt at all." for number in range(1, 7)]
    data = pages(*([f"The Lantern | 5 March 2024 | Page {number + 30}", *body] for number in (1, 2)))
    assert "Page 3" not in reading("issue.pdf", data).article.text


def test_the_byline_below_a_headline_in_a_pdf(reading: Read):
    from .test_pdf import pdf

    lines = ["By Ann Lee", *(f"Nobody was hurt on day {number}, the harbour master said." for number in range(8))]
    data = pdf([(72, 760, 24, "Storm closes harbour"), *((72, 700 - 14 * i, 11, one) for i, one in enumerate(lines))])
    one = reading("a.pdf", data).article
    assert (one.title, one.byline) == ("Storm closes harbour", "Ann Lee")
    assert one.text[one.body :].startswith("Nobody was hurt on day 0")


EUROPRESSE = """\
Nom de la source
Le Phare
Type de source
Presse - Journaux
Provenance
Marseille, France
p. {page}
Mardi {day} mars 2024
Le Phare - p. {page} - 41 mots
La tempête ferme le port
{text}
© 2024 Le Phare. Tous droits réservés. Le présent document est protégé par les lois.
Certificat émis le 6 mars 2024 à Bibliothèque à des fins de visualisation.
news·2024030{day}·PHA·001
"""


@pytest.mark.parametrize("blank", [False, True])
def test_europresse_as_text(reading: Read, blank: bool):
    text = "Le port a été fermé mardi.\n\nLes bacs restent à quai."
    source = "".join(EUROPRESSE.format(day=day, page=day, text=text) for day in (5, 6))
    cover = (
        "Mercredi 6 mars 2024\nDocuments sauvegardés par Bibliothèque\nSommaire\nLe Phare 5 mars 2024 La tempête 3\n"
    )
    found = reading("europresse.txt", cover + (source.replace("\nLa tempête", "\n\nLa tempête\n") if blank else source))
    assert [(one.date, one.outlet, one.key, dict(one.extra)["page"]) for one in found.articles] == [
        ("2024-03-05", "Le Phare", "news·20240305·PHA·001", "5"),
        ("2024-03-06", "Le Phare", "news·20240306·PHA·001", "6"),
    ]  # fmt: skip
    if not blank:
        assert {(one.title, one.text[one.body :]) for one in found.articles} == {("La tempête ferme le port", text)}


def test_europresse_without_what_is_said_of_the_source(reading: Read):
    one = reading(
        "europresse.txt",
        "Le Phare\nno. 1234\nRégions, mardi 5 mars 2024, p. 3\n\nLa tempête ferme le port\n\nPar Ann Lee\n\n"
        "Le port a été fermé mardi.\n\nCertificat émis le 6 mars 2024 à Bibliothèque.\nnews·20240305·PHA·001\n",
    ).article
    assert (one.title, one.date, one.outlet, one.byline) == (
        "La tempête ferme le port", "2024-03-05", "Le Phare", "Ann Lee",
    )  # fmt: skip
    assert one.text[one.body :] == "Le port a été fermé mardi."
    assert dict(one.extra) == {"section": "Régions", "page": "3"}


ODT = (
    '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body><office:text><text:tracked-changes>'
    "<text:changed-region><text:deletion><text:p>Deleted words.</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes><text:table-of-content><text:index-body><text:p>Contents 1</text:p></text:index-body>"
    '</text:table-of-content><text:h text:outline-level="1">Storm closes harbour</text:h><text:p>Nobody was hurt.'
    "</text:p></office:text></office:body></office:document-content>"
)


def test_deleted_words_and_contents_of_a_document(reading: Read):
    data = package(
        {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<x/>", "content.xml": ODT}
    )
    assert reading("a.odt", data).article.text == "Storm closes harbour\n\nNobody was hurt."


@pytest.mark.parametrize("formula", [False, True])
def test_the_address_behind_a_headline_of_a_spreadsheet(reading: Read, formula: bool):
    rows = (["Headline", "Source", "Link", "Hlead"], [TITLES[0], "The Lantern", "View", TEXT])
    lines = "".join(
        f'<row r="{i}">' + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
        for i, row in enumerate(rows, 1)
    )
    linked = '<c r="A2" t="str"><f>HYPERLINK("https://lantern.example/storm","Storm")</f>'
    if formula:
        lines = lines.replace(f'<c t="inlineStr"><is><t>{TITLES[0]}</t></is></c>', f"{linked}<v>{TITLES[0]}</v></c>")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    data = package(
        {
            "[Content_Types].xml": "<x/>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns:r="urn:r"><sheetData>{lines}</sheetData><hyperlinks>'
            + '<hyperlink ref="A2" r:id="rId1"/>' * (not formula)
            + "</hyperlinks></worksheet>",
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{kind}" '
            'Target="https://lantern.example/storm" TargetMode="External"/></Relationships>',
        }
    )
    one = reading("list.xlsx", data).article
    assert (one.url, one.text[one.body :]) == ("https://lantern.example/storm", TEXT)


@pytest.mark.parametrize(
    ("cell", "date"),
    [("45356", "2024-03-05"), ("45356.3125", "2024-03-05T07:30:00"), ("19787", ""), ("99999", ""), ("45356.5x", "")],
)
def test_a_date_that_a_spreadsheet_counted(reading: Read, cell: str, date: str):
    assert reading("a.csv", f'title,date,text\n{TITLES[0]},{cell},"{TEXT}"\n').article.date == date


def test_a_brief_in_an_e_book(reading: Read):
    def chapter(text: str) -> str:
        return f"<html><head><title>x</title></head><body>{text}</body></html>"

    data = package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="c.opf"/></container>',
            "c.opf": "<package><metadata><title>The Lantern</title></metadata><manifest>"
            '<item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
            "a.xhtml": chapter(f"<h1>{TITLES[0]}</h1><p>{TEXT}</p>"),
            "b.xhtml": chapter("<h1>News in brief</h1><p>Local</p>"),
        }
    )
    found = reading("a.epub", data)
    assert [one.title for one in found.articles] == [TITLES[0]]
    assert [one.count for one in found.skips] == [1]


def test_the_address_of_a_link_is_no_text_of_rich_text(reading: Read):
    pytest.importorskip("striprtf")
    link = r'{\field{\*\fldinst {\f1 HYPERLINK "https://lantern.example"}}{\fldrslt quay}}'
    one = reading("a.rtf", r"{\rtf1\ansi Storm closes harbour\par\par Ferries stay at the " + link + r".\par}").article
    assert one.text[one.body :] == "Ferries stay at the quay."


def printed(number: int, *lines: str) -> list[str]:
    return [
        "3/6/24, 10:02 AM",
        "Storm closes harbour | The Lantern",
        *lines,
        "https://lantern.example/storm",
        f"{number}/2",
    ]


def test_a_page_that_a_browser_printed(reading: Read):
    body = [f"The harbour master said on day {number} that nobody was hurt at all." for number in range(1, 7)]
    one = reading("page.pdf", pages(printed(1, "Storm closes harbour", *body), printed(2, *body))).article
    assert one.url == "https://lantern.example/storm"
    assert one.outlet == "lantern.example"
    assert not any(mark in one.text for mark in ("10:02", "| The Lantern", "https:", "1/2"))
    assert one.text.count("The harbour master said on day") == 12


def test_a_moment_and_an_address_within_a_page_are_kept(reading: Read):
    body = [f"The harbour master said on day {number} that nobody was hurt at all." for number in range(1, 6)]
    within = "On 3/6/24, 10:02 AM was the time at https://lantern.example/storm as printed."
    one = reading("page.pdf", pages([*body, within, *body])).article
    assert "10:02 AM was the time" in " ".join(one.text.split())
    assert one.url == ""


def word(*paragraphs: tuple[str, str]) -> bytes:
    """A Word document of paragraphs with styles."""
    inner = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>',
        }
    )


def test_a_press_review_in_word(reading: Read):
    parts = [
        paragraph
        for number, title in enumerate(TITLES[:3], 5)
        for paragraph in (("Heading1", title), ("Normal", f"Harbour Post, {number} March 2024"), ("Normal", TEXT))
    ]
    found = reading("review.docx", word(("Title", "Press review"), ("Normal", ""), *parts))
    assert [(one.title, one.date, one.outlet, one.text[one.body :]) for one in found.articles] == [
        (title, f"2024-03-0{number}", "Harbour Post", TEXT) for number, title in enumerate(TITLES[:3], 5)
    ]
    assert [(one.kind, one.count) for one in found.skips] == [("covers and tables of contents", 1)]


def test_a_report_with_headings_is_one_article(reading: Read):
    parts = [paragraph for title in TITLES[:3] for paragraph in (("Heading1", title), ("Normal", TEXT))]
    assert reading("report.docx", word(*parts)).article.text.count(TEXT) == 3


@pytest.mark.parametrize("style", ["TOC1", "Verzeichnis1", "TM2", "TOCHeading"])
def test_a_list_of_contents_in_word_is_no_text(reading: Read, style: str):
    one = reading("a.docx", word((style, "Contents 1"), ("Title", TITLES[0]), ("Normal", TEXT))).article
    assert one.text == f"{TITLES[0]}\n\n{TEXT}"

"""Sentences of a text that begin with a label, and facts of exports in their further layouts."""

import pytest

from ..support import Read

STORM = "The harbour was closed on Tuesday after a storm, the port authority said."
QUAY = "Ferries stay at the quay."
UNI = (
    "Storm closes harbour\nThe Lantern\nMarch 5, 2024 Tuesday\n\nLength: 20 words\nBody\n\n{text}\n\n{heading}"
    "Language: ENGLISH\n\nSubject: PORTS (90%)\n\nLoad-Date: March 6, 2024\n\nEnd of Document\n"
)
CLASSIC = (
    "\n                               1 of 1 DOCUMENT\n\n                               The Lantern\n\n"
    "                            March 5, 2013 Tuesday\n\nStorm closes harbour\n\nBYLINE: Harbour staff\n\n"
    "LENGTH: 40 words\n\n{text}\n\nGRAPHIC: A crane\n\nTwo cranes\n\nLOAD-DATE: March 6, 2013\n\nLANGUAGE: ENGLISH\n"
)


@pytest.mark.parametrize("heading", ["", "Classification\n\n\n"])
def test_nexis_uni(reading: Read, heading: str):
    text = f"{STORM}\n\nLanguage: the note was in Latin.\n\n{QUAY}"
    one = reading("nexis.txt", UNI.format(text=text, heading=heading)).article
    assert (one.text[one.body :], one.lang, one.topics) == (text, "en", ("PORTS",))


def test_several_sentences_of_nexis_uni(reading: Read):
    text = f"{STORM}\n\nCompany: the word on the crane.\n\nSubject: ferries, it began.\n\n{QUAY}"
    one = reading("nexis.txt", UNI.format(text=text, heading="Classification\n\n")).article
    assert (one.text[one.body :], one.topics) == (text, ("PORTS",))


def test_classic_nexis(reading: Read):
    text = f"{STORM}\n\nNOTE: ferries stay.\n\nSTATE: the mole is damaged.\n\nLENGTH: forty metres.\n\n{QUAY}"
    one = reading("nexis.txt", CLASSIC.format(text=text)).article
    assert (one.text[one.body :], one.byline) == (text, "Harbour staff")


def test_the_full_text_of_proquest_below_a_citation(reading: Read):
    one = reading(
        "proquest.txt",
        f"{'_' * 60}\n\nStorm closes harbour\n"
        "Staff, Harbour. The Lantern (Online), London: Lantern Media. 05 Mar 2024.\n"
        f"\nProQuest document link\nhttps://www.proquest.com/docview/29/se-2\n\nFull Text\n\n{STORM}\n\n{QUAY}\n\n"
        "DETAILS\n\nSubject: Ports\n\nPublication title: The Lantern (Online); London\n\n"
        "Publication date: Mar 5, 2024\n\nProQuest document ID: 29\n",
    ).article
    assert (one.title, one.byline, one.outlet) == ("Storm closes harbour", "Staff, Harbour", "The Lantern (Online)")
    assert one.text[one.body :] == f"{STORM}\n\n{QUAY}"


def test_subjects_of_ebsco_begin_with_stars(reading: Read):
    one = reading(
        "ebsco.txt",
        "Record: 1\nTitle:\nStorm closes harbour.\nSource:\nLantern Weekly. 3/5/2024, p3.\nSubject Terms:\n*PORTS\n"
        f"*BAD weather\nAbstract:\n{STORM}\nAccession Number:\n17\nDatabase:\nAcademic Search\n",
    ).article
    assert one.topics == ("PORTS", "BAD weather")


def test_infomedia_with_commas(reading: Read):
    part = "Storm {0} lukker havnen\n{0}. marts 2024, Fyret, Side 3, 41 ord, Id: e9f3{0}\n\nHavnen blev lukket.\n\n"
    found = reading("infomedia.txt", part.format(5) + part.format(6)).articles
    assert [(one.title, one.date, one.outlet, one.key) for one in found] == [
        (f"Storm {day} lukker havnen", f"2024-03-0{day}", "Fyret", f"e9f3{day}") for day in (5, 6)
    ]
    assert {one.text[one.body :] for one in found} == {"Havnen blev lukket."}


def test_rights_with_a_year_alone_below_newsbank(reading: Read):
    one = reading(
        "newsbank.txt",
        "Storm closes harbour\nMarch 5, 2024 | Lantern, The (London, England) | Harbour staff | Page 3\n\n"
        f"{STORM}\n\nCopyright 2024, The Lantern, All Rights Reserved.\n\nRecord: 18F0A1B2C3D4E5F6\n",
    ).article
    assert (one.outlet, one.text[one.body :]) == ("The Lantern", STORM)


def test_a_list_of_contents_above_factiva(reading: Read):
    part = (
        "{0}\n\nBy Harbour staff\n41 words\n5 March 2024\nThe Lantern\nLANT\n1ST\n3\nEnglish\n"
        f"(c) 2024 Lantern Media\n\n{STORM}\n\nDocument LANT0000202403{{1}}ek3500012\n\n"
    )
    found = reading(
        "factiva.txt",
        "Inside this document\n\nStorm closes harbour.....2\nFerries run.....3\n\n"
        + part.format("Storm closes harbour", "05")
        + part.format("Ferries run", "06"),
    ).articles
    assert [one.title for one in found] == ["Storm closes harbour", "Ferries run"]
    assert {name: value for name, value in found[0].extra if name != "rights"} == {"edition": "1ST", "page": "3"}


@pytest.mark.parametrize(
    "names",
    [
        "Titre;Date de parution;Texte intégral;Média", "Titulo de la noticia;Fecha de publicación;Texto completo;Medio",
        "Titolo articolo;Data di pubblicazione;Testo completo;Testata", "Titulek;Datum vydání;Text článku;Zdroj",
        "Заголовок статьи;Дата публикации;Текст статьи;Издание", "제목;일자;본문;언론사",
        "見出し;掲載日;記事本文;媒体名",
        "新闻标题;发布日期;新闻正文;媒体名称", "Kop;Publicatiedatum;Volledige tekst;Bron",
        "Otsikko;Julkaisupäivä;Leipäteksti;Lähde", "Başlık;Yayın Tarihi;Haber Metni;Gazete",
    ],
)  # fmt: skip
def test_columns_named_with_several_words(reading: Read, names: str):
    one = reading("list.csv", f"{names}\nStorm closes harbour;20240305;{STORM};Lantern\n").article
    assert (one.title, one.date, one.outlet) == ("Storm closes harbour", "2024-03-05", "Lantern")
    assert one.text[one.body :] == STORM


def test_a_column_of_moments_in_utc(reading: Read):
    text = f'Title,Publication Date & Time (UTC),Text\nStorm,2024-03-05 11:04,"{STORM}"\n'
    assert reading("list.csv", text).article.date == "2024-03-05T11:04:00+00:00"


def test_wise_search(reading: Read):
    part = (
        "風暴{0}關閉港口\n燈塔日報\nA03 | 要聞 | By 記者\n2024-03-0{0}\n字數:312 字\n\n港口關閉。\n\n"
        "文章編號: 20240305001000{0}\n本內容之版權歸燈塔日報所有。\n\n"
    )
    found = reading("wise.txt", part.format(1) + part.format(2)).articles
    assert [(one.title, one.outlet, one.date, one.byline, one.text[one.body :]) for one in found] == [
        (f"風暴{day}關閉港口", "燈塔日報", f"2024-03-0{day}", "記者", "港口關閉。") for day in (1, 2)
    ]
    assert dict(found[0].extra) == {"section": "要聞", "page": "A03"}


def test_the_address_behind_a_headline_of_a_table(reading: Read):
    link = '<a href="https://lantern.example/{0}">Storm {0} closes harbour</a>'
    row = f"<tr><td>2024-03-05</td><td>The Lantern</td><td>{link}</td><td>{STORM}</td></tr>"
    head = "<tr><th>Date</th><th>Outlet</th><th>Headline</th><th>Summary</th></tr>"
    page = f"<html><body><table>{head}{row.format('a')}{row.format('b')}</table></body></html>"
    assert [one.url for one in reading("report.html", page).articles] == [
        "https://lantern.example/a", "https://lantern.example/b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [("항구가 폐쇄됐다.", "ko"), ("港が閉鎖された、と発表した。", "ja"), ("ท่าเรือถูกปิด", "th"),
     ("Το λιμάνι έκλεισε", "el"), ("港口關閉。", ""), ("Port closed", "")],
)  # fmt: skip
def test_the_script_of_a_short_text_tells_its_language(reading: Read, text: str, language: str):
    assert reading("a.csv", f"title,text\n1,{text}\n").article.lang == language


@pytest.mark.parametrize(
    ("line", "outlet"), [("Harbour Post, 5 March 2024", "Harbour Post"), ("The Hague, 5 March 2024", "")]
)
def test_an_outlet_before_the_date(reading: Read, line: str, outlet: str):
    one = reading("a.txt", f"Storm closes harbour\n{line}\n\n{STORM} {QUAY} {QUAY}\n").article
    assert (one.date, one.outlet) == ("2024-03-05", outlet)
    assert (line in one.text) == (not outlet)


def test_nexis_uni_in_portuguese(reading: Read):
    one = reading(
        "nexis.txt",
        "Nome do usuário: Biblioteca\nData e hora: quarta-feira, 6 de março de 2024\n\nDocumentos (1)\n\n"
        "Tempestade fecha porto\nFolha do Porto\n5 de março de 2024 terça-feira\n\nSeção: NEWS; Pg. 3\n"
        "Comprimento: 20 palavras\nAutor: Ann Lee\nBody\n\nO porto fechou.\n\n"
        "Data de carregamento: 6 de março de 2024\n\nFim do documento\n",
    ).article
    assert (one.title, one.outlet, one.date) == ("Tempestade fecha porto", "Folha do Porto", "2024-03-05")
    assert (one.byline, one.text[one.body :]) == ("Ann Lee", "O porto fechou.")


def test_factiva_without_the_number_of_words(reading: Read):
    one = reading(
        "factiva.txt",
        f"Storm closes harbour\n\n5 March 2024\nThe Lantern\nLANT\nEnglish\n(c) 2024 Lantern Media\n\n"
        f"{STORM}\n\n{QUAY}\n\nDocument LANT000020240305ek3500012\n",
    ).article
    assert (one.title, one.date, one.outlet) == ("Storm closes harbour", "2024-03-05", "The Lantern")
    assert one.text[one.body :] == f"{STORM}\n\n{QUAY}"


def test_a_headline_in_an_object_in_an_object(reading: Read):
    data = '[{"headline": {"main": {"text": "Storm closes harbour"}}, "date": "2024-03-05", "body": "It closed."}]'
    assert reading("a.json", data).article.title == "Storm closes harbour"


def test_records_of_dow_jones(reading: Read):
    one = reading(
        "snapshot.csv",
        "an,publication_date,publication_datetime,snippet,body,title,source_code,source_name,publisher_name\n"
        f'A1,1709596800000,1709636640000,"{STORM}",{QUAY},Storm closes harbour,LANT,The Lantern,Lantern Media\n',
    ).article
    assert (one.date, one.outlet, one.key) == ("2024-03-05T11:04:00+00:00", "The Lantern", "A1")
    assert one.text[one.body :] == f"{STORM}\n\n{QUAY}"


def test_a_date_shown_on_a_page_that_names_it(reading: Read):
    page = (
        '<html lang="de"><head><title>Sturm</title>'
        '<meta property="article:published_time" content="2024-03-05T11:04:00Z"></head><body><main><h1>Sturm</h1>'
        "<p>Stand: 05.03.2024, 12:04 Uhr</p><p>Der Hafen ist am Dienstag nach einem Sturm geschlossen worden, "
        "teilte die Hafenbehörde mit.</p></main></body></html>"
    )
    one = reading("a.html", page).article
    assert (one.date, one.text[one.body :][:9]) == ("2024-03-05T11:04:00+00:00", "Der Hafen")


def test_an_abstract_of_proquest_below_a_citation(reading: Read):
    one = reading(
        "proquest.txt",
        f"{'_' * 60}\n\nSTORM CLOSES HARBOR\n\nThe Lantern (1851-); Springfield [Springfield]05 Mar 1924: 3.\n\n"
        f"ProQuest document link\n\nAbstract: {STORM}\n\nPublication title: The Lantern (1851-); Springfield\n\n"
        "Pages: 3\n\nPublication date: Mar 5, 1924\n\nYear: 1924\n\nProQuest document ID: 10\n",
    ).article
    assert (one.title, one.date, one.text[one.body :]) == ("STORM CLOSES HARBOR", "1924-03-05", STORM)

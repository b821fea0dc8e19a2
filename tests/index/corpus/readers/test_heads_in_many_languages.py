"""Lines that say when an article appeared, below its headline, in the languages that news is written in."""

import pytest

from ..support import Read

TEXT = (
    "The city council voted on Tuesday to rebuild the old pier before winter. The chair said it would cost two million."
)


@pytest.mark.parametrize(
    ("title", "line", "date"),
    [
        ("El pleno aprueba el muelle", "Publicado: jueves, 4 de marzo de 2021 a las 10:15 h", "2021-03-04T10:15:00"),
        ("Câmara aprova o cais", "04 de março de 2021 às 10h15", "2021-03-04T10:15:00"),
        ("Meclis iskeleyi onardı", "4 Mart 2021 Perşembe - 10:15", "2021-03-04T10:15:00"),
        ("Hội đồng thông qua cầu tàu", "Thứ Năm, ngày 4/3/2021 - 10:15", "2021-03-04T10:15:00"),
        ("परिषद ने घाट को मंजूरी दी", "गुरुवार, 4 मार्च 2021", "2021-03-04"),
        ("시의회, 낡은 부두 재건 의결", "2021년 3월 4일 오전 10:15", "2021-03-04T10:15:00"),
        ("المجلس يقر إعادة بناء الرصيف", "الخميس 4 آذار 2021", "2021-03-04"),
        ("شورای شهر بازسازی اسکله را تصویب کرد", "پنجشنبه ۱۴ اسفند ۱۳۹۹", "2021-03-04"),
        ("สภาเมืองมีมติสร้างท่าเรือ", "วันพฤหัสบดีที่ 4 มีนาคม พ.ศ. 2564", "2021-03-04"),
        ("สภาเมืองมีมติสร้างท่าเรือ", "4 มี.ค. 2564 10:15 น.", "2021-03-04T10:15:00"),
        ("Baraza lapitisha gati", "Alhamisi, 4 Machi 2021", "2021-03-04"),
        ("A tanács elfogadta a mólót", "2021. március 4., csütörtök", "2021-03-04"),
        ("Совет решил восстановить причал", "четверг, 4 марта 2021 г. в 10:15", "2021-03-04T10:15:00"),
    ],
)
def test_a_line_with_nothing_but_a_date(reading: Read, title: str, line: str, date: str) -> None:
    found = reading("a.txt", f"{title}\n{line}\n\n{TEXT}\n").article
    assert (found.title, found.date, found.text[found.body :]) == (title, date, TEXT)


def test_a_place_and_an_agency_beside_a_date_stay_in_the_text(reading: Read) -> None:
    found = reading("a.txt", f"Storm lukker havnen\n\nAARHUS 5. marts 2024 (Ritzau)\n\n{TEXT}\n").article
    assert found.text[found.body :].startswith("AARHUS 5. marts 2024 (Ritzau)")


def page(inner: str, title: str = "Council votes to rebuild the old pier", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{inner}</body></html>"


@pytest.mark.parametrize(
    ("lines", "date", "byline"),
    [
        ("<p>Do., 04.03.2021, 10:15 Uhr</p><p>Von Eva Stern</p>", "2021-03-04T10:15:00", "Eva Stern"),
        ("<p>입력 2021.03.04 10:15 | 이안 기자</p>", "2021-03-04T10:15:00", ""),
        ("<p>4 มี.ค. 2564 10:15 น.</p>", "2021-03-04T10:15:00", ""),
    ],
)
def test_such_lines_of_a_page_are_no_text(reading: Read, lines: str, date: str, byline: str) -> None:
    inner = f"<article><h1>Council votes to rebuild the old pier</h1>{lines}<p>{TEXT}</p><p>{TEXT[:73]}</p></article>"
    found = reading("a.html", page(inner)).article
    assert (found.date, found.byline) == (date, byline)
    assert found.text[found.body :].startswith(TEXT)


def test_a_page_of_the_nineties_has_its_headline_in_large_letters(reading: Read) -> None:
    inner = (
        "<TABLE><TR><TD><A HREF=x.htm>News</A><BR><A HREF=y.htm>Sport</A></TD><TD><FONT SIZE=+2><B>Council votes to"
        f" rebuild the old pier</B></FONT><P>By Ann Lee<BR>March 4, 1998<P>{TEXT}<P>{TEXT[:73]}</TD></TR></TABLE>"
    )
    found = reading("a.htm", page(inner, "The Lantern Online")).article
    assert (found.title, found.date, found.byline) == (
        "Council votes to rebuild the old pier", "1998-03-04", "Ann Lee"
    )  # fmt: skip
    assert found.text[found.body :].startswith(TEXT)


def test_the_address_that_a_page_was_saved_from(reading: Read) -> None:
    head = "<meta name='savepage-url' content='https://lantern.example/a'><meta name='savepage-date' content='x'>"
    found = reading("a.html", page(f"<h1>Council votes to rebuild the old pier</h1><p>{TEXT}</p>", head=head)).article
    assert (found.url, found.date) == ("https://lantern.example/a", "")


def test_the_date_in_the_address_of_a_saved_page(reading: Read) -> None:
    note = "<!--\n Page saved with SingleFile \n url: https://lantern.example/2021/03/04/pier \n saved date: x -->"
    text = page(f"<h1>Council votes to rebuild the old pier</h1><p>{TEXT}</p>").replace("<head>", f"{note}<head>")
    assert reading("a.html", f"<!DOCTYPE html>{text}").article.date == "2021-03-04"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Автор: Анна Лис", "Анна Лис"),
        ("Анна Лис, корреспондент", "Анна Лис"),
        ("Yazar: Ayşe Kara", "Ayşe Kara"),
        ("记者 李安", "李安"),
        ("本报记者 李安", "李安"),
        ("作者：李安", "李安"),
        ("كتب: علي حسن", "علي حسن"),
        ("Texto: Rui Mar", "Rui Mar"),
        ("Words by Ann Lee", "Ann Lee"),
        ("Reporting by Ann Lee", "Ann Lee"),
    ],
)
def test_who_wrote_it_in_many_languages(reading: Read, line: str, byline: str) -> None:
    found = reading("a.txt", f"Council votes to rebuild the pier\n\n{line}\n\n2021-03-04\n\n{TEXT}\n").article
    assert (found.date, found.byline, found.text[found.body :]) == ("2021-03-04", byline, TEXT)


@pytest.mark.parametrize("line", ["安藤花子", "Ann Lee in Lakeport", "Town and harbour"])
def test_a_date_counts_below_a_line_that_is_not_understood(reading: Read, line: str) -> None:
    found = reading("a.txt", f"Council votes to rebuild the pier\n\n{line}\n\n2021-03-04\n\n{TEXT}\n").article
    assert (found.date, found.byline, found.text[found.body :]) == ("2021-03-04", "", f"{line}\n\n{TEXT}")


@pytest.mark.parametrize("line", ["Text: 12 pages", "Texto: la noticia que todos leen hoy en la ciudad y el puerto."])
def test_a_label_before_anything_else_names_nobody(reading: Read, line: str) -> None:
    assert reading("a.txt", f"Council votes to rebuild the pier\n\n{line}\n\n{TEXT}\n").article.byline == ""


@pytest.mark.parametrize(
    "head",
    [
        "% Council votes to rebuild the pier\n% Ann Lee\n% March 4, 2021\n",
        "<!--\n.. title: Council votes to rebuild the pier\n.. date: 2021-03-04\n.. author: Ann Lee\n-->\n",
    ],
    ids=["pandoc", "nikola"],
)
def test_fields_above_texts_for_further_programs(reading: Read, head: str) -> None:
    found = reading("a.md", f"{head}\n{TEXT}\n").article
    assert (found.title, found.date, found.byline, found.text[found.body :]) == (
        "Council votes to rebuild the pier", "2021-03-04", "Ann Lee", TEXT
    )  # fmt: skip


def test_of_several_headings_in_the_headline_it_is_the_longest(reading: Read) -> None:
    inner = f"<h1>Pier of Ostby</h1><h1>Council rebuilds old Pier of Ostby</h1><p>{TEXT}</p>"
    assert reading("a.html", page(inner, "Council rebuilds old Pier of Ostby")).article.title.startswith("Council")

"""Pages that databases of newspapers show: many articles, each below its facts."""

from ..support import Read

NAMES = ("No.", "発行日", "朝夕刊", "面名", "ページ")
BODY = (
    "　港の水門は昨夜の嵐で壊れ、町の南側が水につかった。<br>"
    "　町長は「修理には三か月かかる」と話した。住民は学校に避難している。"
)


def _table(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr><tr>{''.join(f'<td>{value}</td>' for value in values)}</tr></table>"


def _shown(facts: str, title: str, body: str) -> str:
    return (
        f"<tr><td><table><tr><td>{facts}</td></tr></table>"
        f"<table><tr><td><span>{title}</span></td></tr><tr><td><div>{body}</div></td></tr></table>"
        "<table><tr><td><a href='#top'>このページのＴＯＰへ</a></td></tr></table><hr></td></tr>"
    )


def test_each_table_of_facts_begins_an_article(reading: Read):
    page = (
        "<html lang='ja'><body><table><tr><td>朝日新聞社 聞蔵II</td></tr>"
        + _shown(
            _table(NAMES, ("1", "<nobr>1985年</nobr><nobr>01月10日</nobr>", "朝刊", "１外", "007")), "水門壊れる", BODY
        )
        + _shown(_table(NAMES, ("2", "1985年01月11日", "夕刊", "２社", "022")), "避難続く", BODY.replace("町", "村"))
        + "</table></body></html>"
    )
    first, second = reading("asahi.html", page).articles
    assert (first.title, first.date, first.outlet, first.lang) == ("水門壊れる", "1985-01-10", "朝日新聞", "ja")
    assert first.text[first.body :].splitlines()[-1].startswith("町長は") and "ＴＯＰ" not in first.text
    assert dict(first.extra) == {"section": "１外", "page": "007", "edition": "朝刊"}
    assert (second.title, second.date) == ("避難続く", "1985-01-11")


def test_a_page_of_any_database_with_such_tables_is_divided(reading: Read):
    names = ("Newspaper", "Date", "Page")
    body = "<p>The harbour gate broke in the storm last night, and the south of the town is under water.</p>"
    page = "".join(
        f"{_table(names, (paper, day, '4'))}<h3>{title}</h3>{body}"
        for paper, day, title in (("Courier", "3 May 1994", "Gate breaks"), ("Echo", "4 May 1994", "Town under water"))
    )
    found = reading("found.html", f"<html><body><p>2 articles found</p>{page}</body></html>").articles
    assert [(one.title, one.date, one.outlet) for one in found] == [
        ("Gate breaks", "1994-05-03", "Courier"),
        ("Town under water", "1994-05-04", "Echo"),
    ]


def test_results_in_an_article_do_not_divide_it(reading: Read):
    table = _table(("Date", "Match", "Score"), ("3 May 1994", "Ardova - Tarn", "2:1"))
    text = "The home side won again in front of a full house, and nobody was surprised at all by that any more. " * 4
    page = f"<html><body><h1>Cup</h1><p>{text}</p>{table}<p>More below.</p>{table}</body></html>"
    (only,) = reading("cup.html", page).articles
    assert only.title == "Cup"


def test_reports_of_integrum_have_facts_above_each_text(reading: Read):
    def article(number: int, author: str, title: str) -> str:
        values = (("ИС", "Вести порта"), ("РБ", "ГОРОД"), ("ДТ", "09.02.1994"), ("АВ", author), ("ЗГ", title))
        facts = "".join(f"^{label}:\n   {value}\n<br>" for label, value in values)
        text = (
            "     Шлюз в порту сломался этой ночью, и южная часть\nгорода оказалась под водой.\n"
            "     Ремонт займет три месяца."
        )
        return (
            f'<div><a name="{number}"></a><table><tr><td>{facts}</td></tr></table>'
            f"<h3>{title}</h3><pre>\n{text}</pre></div>"
        )

    contents = '1. <a href="#1">ШЛЮЗ</a> <small>Вести порта; 09.02.1994;</small><br>'
    body = contents + article(1, "Иванов Петр,", "<b>ШЛЮЗ</b>") + article(2, "", "ПОД ВОДОЙ")
    first, second = reading(
        "report.html", f"<html><head><title>Report</title></head><body>{body}</body></html>"
    ).articles
    assert (first.title, first.byline, first.date) == ("ШЛЮЗ", "Иванов Петр", "1994-02-09")
    assert first.outlet == "Вести порта"
    assert first.text[first.body :].splitlines() == [
        "Шлюз в порту сломался этой ночью, и южная часть города оказалась под водой.",
        "",
        "Ремонт займет три месяца.",
    ]
    assert (second.title, second.byline) == ("ПОД ВОДОЙ", "")

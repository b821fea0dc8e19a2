"""Sites as programs copy them: ArchiveBox, HTTrack, exports of Substack and Medium; names of sites in titles."""

import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from ..support import Read, Reading, config

TEXT = "<p>Nobody was hurt in the harbour of Ostby, the port authority said on Thursday after the storm.</p>" * 4
TITLE = "Ferry terminal to close"
URL = "https://lantern.example/2024/03/05/ferry"


def page(title: str, head: str = "", text: str = TEXT, heading: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body>{heading and f'<h1>{heading}</h1>'}{text}</body></html>"
    )


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def zipped(folder: Path) -> Path:
    with zipfile.ZipFile(folder.parent / "all.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return folder.parent / "all.zip"


ARCHIVED = {
    "index.json": json.dumps({"url": URL, "title": TITLE, "canonical": {"wget_path": "lantern.example/ferry.html"}}),
    "index.html": page("ArchiveBox"),
    "headers.json": "{}",
    "singlefile.html": page(f"{TITLE} - The Lantern", f'<link rel="canonical" href="{URL}">', heading=TITLE),
    "output.html": page(TITLE),
    "lantern.example/ferry.html": page(TITLE),
    "readability/content.html": TEXT,
    "readability/content.txt": "Nobody was hurt.",
    "readability/article.json": json.dumps({"title": TITLE, "byline": "Ann Lee"}),
    "mercury/article.json": json.dumps({"title": TITLE, "author": "Ann Lee"}),
    "htmltotext.txt": "Nobody was hurt.",
}
"""The forms of one page, the best of which comes first."""


@pytest.mark.parametrize("lost", [0, 1, 2, 3])
@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_archivebox_keeps_in_many_forms_is_one_article(tmp_path: Path, lost: int, packed: bool) -> None:
    gone = ("singlefile.html", "output.html", "lantern.example/ferry.html")[:lost]
    root = tmp_path / "box"
    files = {f"archive/1709625600.12/{name}": text for name, text in ARCHIVED.items() if name not in gone}
    write(root, **files, **{"ArchiveBox.conf": "[X]", "index.html": page("Sites"), "sources/a.txt": URL})
    found = Reading(config(zipped(root) if packed else root))
    assert found.rejects == []
    assert len(found.articles) == 1
    article = found.articles[0]
    if not packed:
        assert (article.title, article.url, article.date) == (TITLE, URL, "2024-03-05")
    assert "Nobody was hurt in the harbour" in article.text
    assert 1 + sum(skip.count for skip in found.skips) == len(files) + 3


def test_other_folders_of_that_name_are_read_whole(tmp_path: Path) -> None:
    write(tmp_path, **{"archive/1709625600/a.html": page("One"), "archive/1709625600/b.html": page("Two")})
    assert len(Reading(config(tmp_path)).articles) == 2


def test_the_notes_of_httrack_are_no_news_but_say_where_a_page_is_from(tmp_path: Path) -> None:
    mirrored = "<!-- Mirrored from {} by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 01 Apr 2024 10:00:00 GMT -->"
    write(
        tmp_path,
        **{
            "index.html": "<html>\n<!-- Mirror and index made by HTTrack Website Copier --><head>"
            "<title>Local index - HTTrack Website Copier</title></head><body><h1>Index</h1></body></html>",
            "hts-log.txt": "HTTrack3.49-2+libhtsjava launched on Mon, 01 Apr 2024 10:00:00 at https://x.example\n",
            "cookies.txt": "# HTTrack Website Copier Cookie File\nx\tTRUE\t/\tFALSE\t1\tx\t1\n",
            "hts-cache/new.txt": "date\tsize\n10:00:00\t100/100\t---M--\t200\tadded\n",
            "x/robots.txt": "User-agent: *\nDisallow: /admin\n",
            "x/2024/03/05/ferry.html": page(TITLE).replace(
                "<head>", f"{mirrored.format('lantern.example/2024/03/05/ferry.html')}<head>"
            ),
        },
    )
    found = Reading(config(tmp_path))
    assert [(one.title, one.url, one.outlet, one.date) for one in found.articles] == [
        (TITLE, "http://lantern.example/2024/03/05/ferry.html", "lantern.example", "2024-03-05")
    ]
    assert (found.rejects, Counter(skip.kind for skip in found.skips)) == (
        [], {"notes and logs of programs that copy sites": 4, "robots.txt files": 1}
    )  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_posts_of_substack_have_the_title_and_date_of_their_list(tmp_path: Path, packed: bool) -> None:
    root = tmp_path / "export"
    rows = ["post_id,post_date,is_published,email_sent_at,type,title,subtitle"]
    rows += [f"1.ferry,2024-03-05T08:00:00.000Z,true,,newsletter,{TITLE},What we know", "2.idea,,false,,newsletter,A,"]
    rows += ["3.gone,2024-03-06T08:00:00.000Z,true,,newsletter,Lost page,Its teaser"]
    write(
        root,
        **{
            "posts.csv": "\n".join(rows),
            "posts/1.ferry.html": TEXT,
            "posts/2.idea.html": TEXT,
            "posts/1.opens.csv": "post_id,timestamp,email\n1,2024,a@x.example\n",
            "email_list.csv": "email,active_subscription\na@x.example,true\n",
        },
    )
    found = Reading(config(zipped(root) if packed else root))
    assert found.rejects == []
    assert sorted((one.title, one.date, one.text.split("\n\n")[1]) for one in found.articles) == [
        (TITLE, "2024-03-05T08:00:00+00:00", "What we know"), ("Lost page", "2024-03-06T08:00:00+00:00", "Its teaser")
    ]  # fmt: skip
    kinds: Counter[str] = Counter()
    for skip in found.skips:
        kinds[skip.kind] += skip.count
    assert kinds == {
        "lists of subscribers and openings": 2, "drafts that were not published": 1,
        "entries of a list of posts, which are read from their pages": 2,
    }  # fmt: skip


def test_an_article_that_medium_exports(reading: Read) -> None:
    text = (
        f'<article class="h-entry"><header><h1 class="p-name">{TITLE}</h1></header><section class="e-content">{TEXT}'
        '</section><footer><p>By <a href="https://medium.com/@a" class="p-author h-card">Ann Lee</a> on <a '
        'href="https://medium.com/p/1"><time class="dt-published" datetime="2024-03-05T08:00:00.000Z">March 5</time>'
        '</a></p><p><a href="https://medium.com/@a/ferry-1" class="p-canonical">Canonical link</a></p></footer>'
        "</article>"
    )
    article = reading("a.html", page(TITLE, text=text)).article
    assert (article.title, article.byline, article.date, article.url) == (
        TITLE, "Ann Lee", "2024-03-05T08:00:00+00:00", "https://medium.com/@a/ferry-1"
    )  # fmt: skip


SITE = '<meta property="og:site_name" content="The Lantern">'
CANONICAL = '<link rel="canonical" href="https://www.lantern.example/storm">'


@pytest.mark.parametrize(
    "title, head, wanted",
    [
        ("Storm | The Lantern", SITE, "Storm"),
        ("Storm – Lantern", SITE, "Storm"),
        ("The Lantern: Storm", SITE, "Storm"),
        ("Storm » Lantern", CANONICAL, "Storm"),
        ("Storm - lantern.example", CANONICAL, "Storm"),
        ("Storm | The Lantern", "", "Storm | The Lantern"),
        ("Who rules the port - and who pays", SITE, "Who rules the port - and who pays"),
        ("The Lantern", SITE, "The Lantern"),
    ],
)
def test_the_name_of_a_site_is_no_part_of_a_headline(reading: Read, title: str, head: str, wanted: str) -> None:
    assert reading("a.html", page(title, head)).article.title == wanted


@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " » "])
def test_the_pages_of_a_folder_confirm_the_name_of_their_site(tmp_path: Path, mark: str) -> None:
    titles = ["Storm", "Calm - and then", "Ferry", "Tide"]
    write(tmp_path, **{f"{i}.html": page(f"{title}{mark}Maren Courier") for i, title in enumerate(titles)})
    assert sorted(one.title for one in Reading(config(tmp_path)).articles) == sorted(titles)


TEASERS = "".join(
    f'<div><h2><a href="/{i}">Headline number {i} of the day</a></h2><p>5 March</p>'
    f"<p>Nobody was hurt in harbour number {i}, the port authority said on Thursday.</p></div>"
    for i in range(4)
)
STORY = "".join(f"<p>Paragraph {i}: nobody was hurt in the harbour, the port authority said.</p>" for i in range(6))


def test_a_page_that_only_lists_stories_is_no_article(reading: Read) -> None:
    found = reading("index.html", page("The Lantern", text=TEASERS))
    assert (found.articles, found.rejects) == ([], [])
    assert [skip.kind for skip in found.skips] == ["front pages and lists of stories"]


@pytest.mark.parametrize(
    "text, head",
    [
        (STORY + TEASERS, ""),
        (TEASERS + STORY, ""),
        (TEASERS, '<meta property="article:published_time" content="2024-03-05T08:00:00Z">'),
        (TEASERS.replace("<a ", "<b ").replace("</a>", "</b>"), ""),
    ],
)
def test_an_article_beside_a_list_of_others_is_read(reading: Read, text: str, head: str) -> None:
    assert "Nobody was hurt" in reading("a.html", page(TITLE, head, text)).article.text.replace("nobody", "Nobody")


def test_of_a_packed_crawl_that_was_unpacked_the_archives_are_read_alone(tmp_path: Path) -> None:
    write(
        tmp_path / "crawl",
        **{
            "datapackage.json": "{}",
            "archive/data.warc": "WARC/1.0\r\n",
            "pages/pages.jsonl": json.dumps({"id": "1", "url": URL, "title": TITLE, "text": "Nobody was hurt."}),
            "indexes/index.cdx": "x",
            "logs/a.log": "x",
        },
    )
    write(tmp_path / "other", **{"datapackage.json": "{}", "pages/a.html": page(TITLE)})
    found = Reading(config(tmp_path))
    assert [one.source.endswith("other/pages/a.html") for one in found.articles] == [True]
    assert [skip.kind for skip in found.skips] == ["indexes of web archives"] * 4


def test_text_that_a_crawler_made_of_a_page_is_its_story(tmp_path: Path) -> None:
    writer = pytest.importorskip("warcio.warcwriter")
    long = "Nobody was hurt in the harbour of Ostby, the port authority said on Thursday after the storm."
    text = f"{TITLE} | The Lantern\nHome\nNews\n{TITLE}\n{long}\nShips return.\n© 2024\nTerms\n"
    with (tmp_path / "a.warc.wet.gz").open("wb") as file:
        out = writer.WARCWriter(file, gzip=True)
        payload = (tmp_path / "payload").open("w+b")
        payload.write(text.encode())
        payload.seek(0)
        out.write_record(
            out.create_warc_record("https://www.lantern.example/a", "conversion", payload=payload,
                                   warc_content_type="text/plain")
        )  # fmt: skip
        payload.close()
    (tmp_path / "payload").unlink()
    article = Reading(config(tmp_path)).article
    assert (article.title, article.url) == (TITLE, "https://www.lantern.example/a")
    assert article.text[article.body :] == f"{long}\nShips return."

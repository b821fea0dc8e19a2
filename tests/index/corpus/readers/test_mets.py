"""Scanned issues: articles put together from their pages as the logical structure divides them."""

import tarfile
import warnings
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import never
from newsexplore.index.query.tree import Everything

from ..support import Reading, config

METS = """<mets xmlns:m="mods" xmlns:x="http://www.w3.org/1999/xlink">
<dmdSec ID="issue"><m:mods><m:titleInfo><m:title>The Lantern</m:title></m:titleInfo>
<m:originInfo><m:dateIssued>1824-02-17</m:dateIssued></m:originInfo></m:mods></dmdSec>
<dmdSec ID="md1"><m:mods><m:titleInfo><m:title>Storm in the bay</m:title></m:titleInfo>
<m:name><m:namePart>Ann Lee</m:namePart></m:name></m:mods></dmdSec>
<fileSec><fileGrp><file ID="A1"><FLocat x:href="file://./pages/p1.xml"/></file>
<file ID="A2"><FLocat x:href="pages/p2.xml"/></file><file ID="I1"><FLocat x:href="p1.jp2"/></file></fileGrp></fileSec>
{}</mets>"""
LOGICAL = """<structMap TYPE="LOGICAL"><div TYPE="Newspaper"><div TYPE="ISSUE"><div TYPE="SECTION" LABEL="Home">
<div TYPE="ARTICLE" ID="a1" DMDID="md1">
<div TYPE="HEADING"><fptr><area FILEID="A1" BETYPE="IDREF" BEGIN="b1"/></fptr></div>
<div TYPE="BODY"><div TYPE="PARAGRAPH"><fptr><area FILEID="A1" BETYPE="IDREF" BEGIN="b2"/></fptr></div>
<div TYPE="PARAGRAPH"><fptr><area FILEID="A2" BETYPE="IDREF" BEGIN="b1"/></fptr></div></div></div>
<div TYPE="ADVERTISEMENT" ID="a2"><fptr><area FILEID="A2" BETYPE="IDREF" BEGIN="w3" END="w4"/></fptr></div>
</div></div></div></structMap>"""
WHOLE_PAGES = """<structMap TYPE="LOGICAL"><div TYPE="ARTICLE" ID="a1" DMDID="md1"/></structMap>
<structMap TYPE="PHYSICAL"><div TYPE="page" ID="p1"><fptr FILEID="A1"/></div></structMap>
<structLink><smLink x:from="a1" x:to="p1"/></structLink>"""
LINKED = """<structMap TYPE="LOGICAL"><div TYPE="ARTICLE" ID="a1" DMDID="md1"/></structMap>
<structMap TYPE="PHYSICAL"><div TYPE="page" ID="p1"><fptr FILEID="A1"/>
<div ID="z9"><fptr><area FILEID="A1" BETYPE="IDREF" BEGIN="w3" END="gone"/></fptr></div></div></structMap>
<structLink><smLink x:from="#a1" x:to="#z9"/></structLink>"""


def page(number: int, *blocks: str) -> str:
    words = iter(range(1, 1_000))
    inner = "".join(
        f'<TextBlock ID="b{i}"><TextLine>'
        + "".join(f'<String ID="w{next(words)}" CONTENT="{word}"/>' for word in block.split())
        + "</TextLine></TextBlock>"
        for i, block in enumerate(blocks, 1)
    )
    return f'<alto><Layout><Page PHYSICAL_IMG_NR="{number}"><PrintSpace>{inner}</PrintSpace></Page></Layout></alto>'


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/p1.xml").write_text(page(1, "Storm in", "Nobody was hurt.", "Page one"))
    (tmp_path / "pages/p2.xml").write_text(page(2, "Ships return.", "Buy soap", "PRICE 3d"))
    return tmp_path


def read(issue: Path, structure: str) -> Reading:
    (issue / "issue_mets.xml").write_text(METS.format(structure))
    return Reading(config(issue))


def test_articles_run_over_pages_and_share_them(issue: Path) -> None:
    found = read(issue, LOGICAL)
    storm, soap = found.articles
    assert (storm.title, storm.byline, storm.date, storm.outlet, storm.key) == (
        "Storm in the bay", "Ann Lee", "1824-02-17", "The Lantern", "a1"
    )  # fmt: skip
    assert storm.text == "Storm in the bay\n\nStorm in\n\nNobody was hurt.\n\nShips return."
    assert dict(storm.extra) == {"page": "1, 2", "section": "Home"}
    assert (soap.text, soap.topics) == ("Buy soap", ("advertisement",))
    assert found.rejects == []
    assert sorted((skip.kind, skip.count) for skip in found.skips) == [
        ("blocks of scanned pages outside of articles", 2),
        ("scanned pages, read as the articles of their issue", 1),
        ("scanned pages, read as the articles of their issue", 1),
    ]


def test_a_heading_is_the_title_where_nothing_else_says_it(issue: Path) -> None:
    found = read(issue, LOGICAL.replace(' DMDID="md1"', ""))
    assert found.articles[0].title == "Storm in"
    assert found.articles[0].text == "Storm in\n\nNobody was hurt.\n\nShips return."


def test_links_to_stretches_of_a_page(issue: Path) -> None:
    found = read(issue, LINKED)
    assert [one.text for one in found.articles] == [
        "Storm in the bay\n\nNobody was hurt.",
        "Ships return.\n\nBuy soap\n\nPRICE 3d",
    ]


def test_without_the_blocks_of_articles_a_page_is_one(issue: Path) -> None:
    found = read(issue, WHOLE_PAGES)
    assert [one.text for one in found.articles] == [
        "Storm in\n\nNobody was hurt.\n\nPage one", "Ships return.\n\nBuy soap\n\nPRICE 3d"
    ]  # fmt: skip
    assert {one.outlet for one in found.articles} == {"The Lantern"}
    assert [skip.kind for skip in found.skips] == ["descriptions of scans (METS)"]


def test_an_article_that_is_there_in_part_says_so(issue: Path) -> None:
    (issue / "pages/p2.xml").unlink()
    found = read(issue, LOGICAL)
    assert [one.text for one in found.articles] == ["Storm in the bay\n\nStorm in\n\nNobody was hurt."]
    assert [(reject.locator.rpartition("#")[2], reject.reason) for reject in found.rejects] == [
        ("1", "1 of 3 parts of this article are not on the pages here"),
        ("2", "an article of an issue of which no text is on the pages here (a2)"),
    ]


def test_without_pages_a_description_is_counted(issue: Path) -> None:
    for path in (issue / "pages").iterdir():
        path.unlink()
    found = read(issue, LOGICAL)
    assert (found.articles, found.rejects, [skip.kind for skip in found.skips]) == (
        [], [], ["descriptions of scans (METS)"]
    )  # fmt: skip


def test_pages_whose_description_is_not_read_are_read_themselves(issue: Path) -> None:
    read(issue, LOGICAL)
    assert len(Reading(config(issue / "pages")).articles) == 2
    assert len(Reading(config(issue, exclude=("*mets*",))).articles) == 2
    assert len(Reading(config(issue, include=("p*.xml",))).articles) == 2


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "zip in tar"])
@pytest.mark.parametrize("first", ["description", "pages"])
def test_an_archive_gives_the_articles_that_its_folder_gives(issue: Path, kind: str, first: str) -> None:
    folder = read(issue, LOGICAL)
    members = sorted(issue.rglob("*.xml"), reverse=first == "pages")
    path = issue / f"issue.{kind.partition('.')[2] or 'zip'}"
    if kind == "tar.gz":
        with tarfile.open(path, "w:gz") as archive:
            for member in members:
                archive.add(member, f"./2024/{member.relative_to(issue)}")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for member in members:
                archive.write(member, member.relative_to(issue))
    if kind == "zip in tar":
        with tarfile.open(issue / "batch.tar", "w") as archive:
            archive.add(path, "a/issue.zip")
        path = issue / "batch.tar"
    found = Reading(config(path))
    assert [(one.title, one.text, one.extra) for one in found.articles] == [
        (one.title, one.text, one.extra) for one in folder.articles
    ]
    assert found.articles[0].locator.endswith("issue_mets.xml#a1")
    assert found.rejects == []
    assert {(skip.kind, skip.count) for skip in found.skips} == {
        ("blocks of scanned pages outside of articles", 2),
        ("scanned pages, read as the articles of their issue", 2),
    }


def test_pages_and_descriptions_in_archives_in_one_archive_stay_apart(issue: Path) -> None:
    read(issue, LOGICAL)
    with zipfile.ZipFile(issue / "batch.zip", "w") as batch:
        for number in range(2):
            inner = issue / f"{number}.zip"
            with zipfile.ZipFile(inner, "w") as archive:
                for path in issue.rglob("*.xml"):
                    text = path.read_text().replace("Nobody", f"Number {number}: nobody")
                    archive.writestr(str(path.relative_to(issue)), text)
            batch.write(inner, inner.name)
    found = Reading(config(issue / "batch.zip"))
    assert [one.text.split("\n\n")[2:3] for one in found.articles] == [
        ["Number 0: nobody was hurt."], [], ["Number 1: nobody was hurt."], []
    ]  # fmt: skip


def test_a_page_with_the_name_of_another_is_read_alone(issue: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(issue / "twice.zip", "w") as archive:
        warnings.simplefilter("ignore")  # that the name is there twice
        archive.writestr("p1.xml", page(1, "Storm tonight."))
        archive.writestr("p1.xml", page(1, "Calm tomorrow."))
    assert sorted(one.text for one in Reading(config(issue / "twice.zip")).articles) == [
        "Calm tomorrow.", "Storm tonight."
    ]  # fmt: skip


@pytest.mark.parametrize("href", ["/etc/../{}/p1.xml", "../outside/p1.xml", "http://a.example/p1.xml", "a\x00.xml"])
def test_no_file_outside_of_the_folder_is_read(issue: Path, href: str) -> None:
    outside = issue.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "p1.xml").write_text(page(1, "Secret words", "never shown"))
    (issue / "pages/p1.xml").unlink()
    structure = METS.format(LOGICAL).replace("file://./pages/p1.xml", href.format(outside).replace("\x00", "&#1;"))
    (issue / "issue_mets.xml").write_text(structure)
    assert not any("Secret" in one.text for one in Reading(config(issue)).articles)


def test_the_shared_newspaper(shared: Path) -> None:
    found = Reading(config(shared / "corpora/alto_mets_lwm/no_dir_tree"))
    assert [(one.title, one.outlet, one.date) for one in found.articles] == [
        ("[This article should continue from 1 to 10.]", "The Statesman.", "1824-02-17"),
        ("COAL DUTIES.", "The Statesman.", "1824-02-17"),
    ]
    assert found.articles[1].text == "COAL DUTIES.\n\nMy article is here."


def test_a_changed_page_or_description_changes_the_articles_of_its_issue(
    issue: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = for_paths(load_config(None), [str(issue)], str(tmp_path_factory.mktemp("index")))
    description = issue / "issue_mets.xml"
    description.write_text(METS.format(LOGICAL))

    def texts() -> list[str]:
        build(settings)
        with closing(open_engine("whoosh", settings.engine_folder, create=False)) as engine:
            ids = list(engine.ids(Everything(), sort="newest", cancelled=never))
            return sorted(article.text for article in engine.articles(ids))

    before = texts()
    (issue / "pages/p1.xml").write_text(page(1, "Storm in", "Two were hurt.", "Page one"))
    mended = texts()
    assert mended == [text.replace("Nobody was hurt.", "Two were hurt.") for text in before]
    (issue / "pages/p2.xml").unlink()
    assert not any("Ships return." in text for text in texts())
    description.unlink()
    assert any(text.startswith("Storm in") and "Page one" in text for text in texts())
    report = build(settings)
    assert (report.added, report.updated, report.removed) == (0, 0, 0)

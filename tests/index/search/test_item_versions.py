"""Versions of one agency's item are listed together, whatever their words."""

from pathlib import Path

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.settings import Settings
from newsexplore.index.engines.base import never
from newsexplore.index.protocol.questions import ListCopies, Scope
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.cli.options import Options, configuration
from newsexplore.tui.screens.related_labels import share_label

TEXTS = (
    "The harbour board votes to rebuild its pier.",
    "Crowds cheered as councillors backed a new landing stage by nine votes to four, ending years of quarrels.",
    "Work on the stage begins in May. Divers will look at the piles first, an engineer told reporters at noon.",
)
G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:ow:{0}" version="{1}" xml:lang="en">'
    "<itemMeta>"
    "<versionCreated>2024-02-14T0{1}:00:00Z</versionCreated></itemMeta><contentMeta><headline>Pier {0}</headline>"
    "</contentMeta><contentSet><inlineXML><html><body><p>{2}</p></body></html></inlineXML></contentSet></newsItem>"
)
NEWSML = (
    "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>ow</ProviderId><NewsItemId>P</NewsItemId>"
    '<RevisionId PreviousRevision="0" Update="{0}">{1}</RevisionId><PublicIdentifier>urn:newsml:ow:20240214:P:{1}{0}'
    "</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><ThisRevisionCreated>2024021{1}T080000Z"
    "</ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Pier</HeadLine></NewsLines><ContentItem>"
    "<DataContent><p>{2}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)
NINJS = (
    '{{"uri": "urn:ow:20240214:7", "type": "text", "version": "{1}", "versioncreated": "2024-02-1{1}",'
    ' "headline": "Pier", "body_text": "{2}"}}'
)
FORMS = {
    "NewsML-G2": (G2, (1, 1, 1), ".xml"),
    "NewsML": (NEWSML, ("N", "U", "U"), ".xml"),
    "ninjs": (NINJS, ("",) * 3, ".json"),
}


def opened(folder: Path, index: Path, engine: str) -> Answers:
    config = configuration(Options(None, None, engine))
    settings = Settings(config, (CorpusConfig(name="wire", paths=(str(folder),)),), str(index))
    build(settings, jobs=1)
    return Answers(settings)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize(("form", "marks", "suffix"), FORMS.values(), ids=FORMS)
def test_each_version_lists_the_others(
    tmp_path: Path, form: str, marks: tuple[object, ...], suffix: str, engine: str
) -> None:
    if engine != "whoosh":
        pytest.importorskip(engine)
    folder = tmp_path / "wire"
    folder.mkdir()
    for number, (mark, text) in enumerate(zip(marks, TEXTS, strict=True), 1):
        (folder / f"{number}{suffix}").write_text(form.format(mark, number, text), "utf-8")
    (folder / "other.txt").write_text(
        "Ferry aground\n\nA ferry ran aground on Friday, the coast guard said.\n", "utf-8"
    )
    answers = opened(folder, tmp_path / "index", engine)
    ids = [id for id in answers.ids(Scope(""), "oldest") if answers.engine.articles([id])[0].title.startswith("Pier")]
    assert len(ids) == len(TEXTS)
    labels: list[str] = []
    for id in ids:
        found = answers.copies.copies(ListCopies(id, 0, 50), never)
        assert [copy.version for copy in found.copies] == ["1", "2", "3"]
        assert {copy.id for copy in found.copies} == set(ids)
        labels.append(share_label(found.copies[0], id))
    assert all(label.startswith("version 1 of the item") for label in labels)
    answers.close()


def test_a_version_alone_is_no_version_of_anything(tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "1.xml").write_text(G2.format(1, 2, TEXTS[0]), "utf-8")
    (folder / "2.xml").write_text(G2.format(2, 1, TEXTS[1]), "utf-8")
    answers = opened(folder, tmp_path / "index", "whoosh")
    for id in answers.ids(Scope(""), "oldest"):
        found = answers.copies.copies(ListCopies(id, 0, 50), never)
        assert [(copy.id, copy.version) for copy in found.copies] == [(id, "")]
    answers.close()

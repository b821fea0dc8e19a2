"""Helpers to write files of articles, and to read which ids an index gave them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from newsexplore.index.build.build_run import Report
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import never
from newsexplore.index.model import Article
from newsexplore.index.query.tree import Everything, Exact

CONFIG = load_config(None)

DAM = {"title": "Dam Reopens", "text": "The dam is safe, the minister said on Tuesday, and opened the gates himself."}
HARBOUR = {"title": "Harbour Closed", "text": "The harbour was closed by the storm, and forty boats wait outside it."}
BRIDGE = {"title": "Bridge Opens", "text": "The bridge is open after nine years of work and three of argument."}
FERRY = {"title": "Ferry Aground", "text": "A ferry ran aground off the cape; all passengers were taken to the shore."}


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def settings_of(corpora: Mapping[str, Sequence[Path]], engine: str = "whoosh", index: Path | None = None) -> Settings:
    """Settings of named corpora; without `index` the folder follows from them."""
    configured = tuple(CorpusConfig(name=name, paths=tuple(map(str, paths))) for name, paths in corpora.items())
    kept = msgspec.structs.replace(CONFIG.index, engine=engine)
    config = msgspec.structs.replace(CONFIG, corpora=configured, index=kept)
    return for_paths(config, [], str(index) if index else None)


def articles(settings: Settings, corpus: str = "") -> list[Article]:
    """All articles of an index, or of one corpus."""
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False)
    assert engine.check() == []
    tree = Exact("corpus", corpus) if corpus else Everything()
    ids = list(engine.ids(tree, sort="relevance", cancelled=never))
    found = engine.articles(ids)
    engine.close()
    assert len({one.id for one in found}) == len(found)
    return found


def ids(settings: Settings, corpus: str = "") -> dict[str, str]:
    """Title to id."""
    return {one.title: one.id for one in articles(settings, corpus)}


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.moved, report.removed

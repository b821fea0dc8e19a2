"""The list of a run's tasks: small in memory, and the same tasks."""

from newsexplore.index.build.reading_task import Task, TaskList
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.sources import Source
from newsexplore.index.model import Reject, SourceState


def test_tasks_come_out_as_they_went_in():
    corpora = [CorpusConfig(name=name, paths=(f"/{name}",)) for name in ("news", "wire")]
    before = SourceState("/wire/b.txt", "wire", "3:1 key", 2, (Reject("/wire/b.txt#1", "no text"),), digest="d")
    tasks = [
        Task(Source("/news/é.txt", "news", "7:1", 7, "/news"), corpora[0], "7:1 key", force=False),
        Task(Source("/wire/b.txt", "wire", "9:2", 9, "/wire"), corpora[1], "9:2 other", True, "digest", before),
        Task(Source("/news/c.txt", "news", "1:3", 1, "/news"), corpora[0], "another stamp", force=False),
    ]
    listed = TaskList(tasks[:1])
    assert not TaskList() and len(listed) == 1
    for task in tasks[1:]:
        listed.append(task)
    assert list(listed) == list(listed) == tasks
    assert listed.size == 17
    assert next(iter(listed)).corpus is corpora[0]

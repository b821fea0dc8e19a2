"""Benchmark of the engine on a cluster: writing beside a plain bulk, bytes an article, and what a key press asks for.

Needs a running cluster (`make cluster`, NEWSEXPLORE_OPENSEARCH_HOSTS) and an index folder that another engine has
filled: its articles are copied with other ids until there are enough, so that nothing is extracted twice.

python bench/cluster.py FOLDER ENGINE [SIZE]
"""

import json
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import indexes
import material
import msgspec
import terminal
from measure import Goal, Row
from opensearchpy import OpenSearch, helpers

from newsexplore.index.build.build_run import build
from newsexplore.index.config.settings import for_paths
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, never
from newsexplore.index.engines.opensearch.opensearch_cluster import HOSTS
from newsexplore.index.engines.opensearch.opensearch_documents import Entry
from newsexplore.index.engines.opensearch.opensearch_schema import SCHEMA, mapping, quote_uid, settings
from newsexplore.index.model import ENTITY_TYPES, Record
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import Everything, Node
from newsexplore.tests.cluster import server

_BATCH = 500
_PLAIN = 4000
"""Articles that are written plainly, to compare with."""


def articles(source: Engine, size: int) -> Iterator[list[Record]]:
    """Yield batches of articles: all of an index, and all again with other ids."""
    found, copy = 0, 0
    while found < size:
        ids = source.ids(Everything(), sort="oldest", cancelled=never)
        while some := list(islice(ids, min(_BATCH, size - found))):
            records = source.records(some)
            if copy:
                records = [
                    msgspec.structs.replace(
                        one, article=msgspec.structs.replace(one.article, id=f"{one.article.id}-{copy}")
                    )
                    for one in records
                ]
            found += len(records)
            yield records
        copy += 1


def plain_rate(prepared: list[bytes], host: str, shards: int = 1, replicas: int = 0) -> float:
    """Return the articles a second of a plain bulk of ready-made documents into an index of the same kind."""
    client = OpenSearch([host], timeout=120)
    name = "newsexplore-bench-plain"
    client.indices.delete(index=name, params={"ignore_unavailable": "true"})
    client.indices.create(index=name, body={"settings": {"index": settings(shards, replicas)}, "mappings": mapping()})
    documents: list[dict[str, object]] = []
    number = 0
    for batch in prepared:
        for entry in msgspec.msgpack.decode(batch, type=list[Entry]):
            number += 1
            for i, quote in enumerate(entry.quotes):
                documents.append({"_index": name, "_id": quote_uid(entry.base, i), "_source": json.loads(b"{" + quote)})
            documents.append({"_index": name, "_id": entry.base, "_source": json.loads(b"{" + entry.document)})
    began = time.perf_counter()
    for good, _ in helpers.parallel_bulk(client, documents, thread_count=2, chunk_size=500):
        assert good
    client.indices.refresh(index=name)
    rate = number / (time.perf_counter() - began)
    client.indices.delete(index=name)
    return rate


@contextmanager
def running(kept: Path) -> Generator[None]:
    """Use the cluster that the environment names, or run one whose data later runs reuse.

    Args:
        kept: Folder of the data, beside the indexes that name it.
    """
    if os.environ.get(HOSTS):
        yield
        return
    if reason := server.missing():
        sys.exit(f"No cluster: {reason}.")
    # As in production: tests start their nodes sooner with half of the compiler.
    os.environ.setdefault("JVM", " ")
    home = server.home("opensearch", material.ROOT / "build" / "server")
    nodes = server.TestCluster(kept / "cluster", home, 3, 19200)
    try:
        nodes.start()
        os.environ[HOSTS] = ",".join(nodes.hosts)
        yield
    finally:
        nodes.stop()
        os.environ.pop(HOSTS, None)


def typing(corpus: material.Corpus) -> list[Row]:
    """Time keys on a cluster that has been searched before: just started, its servers compile what they run."""
    terminal.typing(corpus, [indexes.CLUSTER])
    return terminal.typing(corpus, [indexes.CLUSTER])


def rates(number: int) -> list[Row]:
    """Measure articles per second with extraction, and of writing them beside a plain bulk of the same documents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "few.jsonl"
        source.write_bytes(b"".join(material.lines(number)))
        settings_ = for_paths(material.config("opensearch"), [str(source)], str(folder / "index"))
        report = build(settings_)
        engine = open_engine("opensearch", settings_.engine_folder, create=False, cluster=settings_.cluster)
        ids = engine.ids(Everything(), sort="oldest", cancelled=never)
        batches: list[list[Record]] = []
        while some := list(islice(ids, _BATCH)):
            batches.append(engine.records(some))
        engine.close()
        target = open_engine("opensearch", folder / "again", create=True, cluster=settings_.cluster)
        prepared = [target.prepare(batch) for batch in batches]
        written: list[float] = []
        plain: list[float] = []
        host = os.environ[HOSTS].split(",")[0]
        health = json.load(urllib.request.urlopen(f"{host}/_cluster/health", timeout=60))
        nodes = int(health["number_of_data_nodes"])
        for _ in range(2):  # alternating, because other programs may run
            began = time.perf_counter()
            writer = target.writer()
            for batch in prepared:
                writer.add(batch)
            writer.commit()
            written.append(report.added / (time.perf_counter() - began))
            writer = target.writer()
            writer.remove(record.article.id for batch in batches for record in batch)
            writer.commit()
            plain.append(plain_rate(prepared, host, nodes, min(1, nodes - 1)))
        target.close()
        for index in (folder / "index" / "opensearch", folder / "again"):
            alias = json.loads((index / "opensearch.json").read_text())["index"] + f".v{SCHEMA}"
            for physical in json.load(urllib.request.urlopen(f"{host}/_alias/{alias}", timeout=60)):
                urllib.request.urlopen(urllib.request.Request(f"{host}/{physical}", method="DELETE"), timeout=300)
    return [
        Row("indexing with extraction, opensearch", report.added / report.seconds, "articles/s"),
        Row(
            "writing annotated articles, opensearch",
            max(written),
            "articles/s",
            "plain bulk of the same documents",
            max(plain),
            Goal(0.5, "ratio", least=True),
        ),
    ]


def ask(engine: Engine, tree: Node) -> tuple[float, float, int]:
    """Return the milliseconds until a page with its timeline is there, and until its entities are, and the total."""
    began = time.perf_counter()
    found = engine.search(tree, sort="relevance", offset=0, limit=50, cancelled=never)
    engine.articles([id for id, _ in found.page])
    engine.timeline(tree, buckets=150, cancelled=never)
    page = time.perf_counter()
    engine.facets(tree, types=ENTITY_TYPES, limit=50, cancelled=never)
    return (page - began) * 1000, (time.perf_counter() - began) * 1000, found.total


def main() -> None:
    """Measure and print."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    host = os.environ[HOSTS].split(",")[0]
    source = open_engine(name, folder / name, create=False)
    own = folder / f"bench-{size}" / "opensearch"
    engine = open_engine("opensearch", own, create=True)
    index = json.loads((own / "opensearch.json").read_text())["index"] + f".v{SCHEMA}"
    if engine.count() < size:
        prepared: list[bytes] = []
        sent, preparing, began = 0, 0.0, time.perf_counter()
        reading = 0.0
        writer = engine.writer()
        batches = articles(source, size)
        while True:
            at = time.perf_counter()
            records = next(batches, None)
            reading += time.perf_counter() - at
            if records is None:
                break
            at = time.perf_counter()
            batch = engine.prepare(records)
            preparing += time.perf_counter() - at
            if len(prepared) * _BATCH < _PLAIN:
                prepared.append(batch)
            writer.add(batch)
            sent += len(records)
            if sent % 10_000 == 0:
                writer.commit()
                writer = engine.writer()
                print(f"{sent:,} articles", flush=True)
        writer.commit()
        seconds = time.perf_counter() - began - reading
        print(f"written: {sent:,} articles in {seconds:.1f} s, {sent / seconds:.0f} articles/s, "
              f"of which {preparing:.1f} s to make documents, {sent / preparing:.0f} articles/s")  # fmt: skip
        engine.refresh()
        plain = [plain_rate(prepared, host) for _ in range(2)]
        print(f"plain bulk of {len(prepared) * _BATCH:,} of them, ready-made: {max(plain):.0f} articles/s")
    urllib.request.urlopen(
        urllib.request.Request(f"{host}/{index}/_forcemerge?max_num_segments=1", method="POST"), timeout=1200
    ).read()
    with urllib.request.urlopen(f"{host}/{index}/_stats/store,docs") as answer:
        stats = json.load(answer)["_all"]["primaries"]
    each = stats["store"]["size_in_bytes"] / engine.count()
    print(f"size: {each:.0f} bytes an article; {engine.count():,} articles, {stats['docs']['count']:,} documents")
    for round_ in ("cold", "warm"):
        times = [(query, *ask(engine, parse(query).tree)) for query in material.queries()]
        pages, wholes = sorted(one[1] for one in times), sorted(one[2] for one in times)
        for what, found in (("page with timeline", pages), ("with entities", wholes)):
            last = found[int(len(found) * 0.95)]
            print(f"{round_}, {what}: median {statistics.median(found):.0f} ms, 95th percentile {last:.0f} ms")
        engine.merge({("misc", f"nothing {round_}"): None})  # so that nothing is answered from what is known
    for query, page, whole, total in sorted(times, key=lambda one: -one[2])[:5]:
        print(f"  {whole:6.0f} ms  {page:6.0f} ms  {total:8,}  {query}")
    engine.close()


if __name__ == "__main__":
    main()

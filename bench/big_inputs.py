"""Big inputs: rate and memory of reading one long JSONL file, one long web archive and a folder of many small files.

python bench/big_inputs.py [--mb 1000] [--files 100000] [--keep FOLDER] [--only jsonl warc folder]

The articles are grown as for the other benchmarks. Each input is read in a process of its own, as an index run reads
it, and the same number of articles is read from a small JSONL file beside it, as the yardstick for the rate.
"""

import argparse
import html
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import material
import measure
import msgspec
from measure import Goal, Row

from newsexplore.index.build.scan import find_changes
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.corpus.reading import read
from newsexplore.index.model import Article

MOST_MB = 400
RATE = 0.8
"""Of the rate at which the same articles are read from small JSONL files."""
KINDS = ("jsonl", "warc", "folder")
KEEP = material.KEPT / "big"
_SMALL = 5_000
"""Articles of the yardstick."""


def main() -> None:
    """Make what is missing, read it, print the table."""
    parser = argparse.ArgumentParser(description="Measure reading of big inputs.")
    parser.add_argument("--mb", type=int, default=1000, help="size of the long files")
    parser.add_argument("--files", type=int, default=100_000, help="files of the folder")
    parser.add_argument("--keep", type=Path, default=KEEP, help="where the inputs are kept")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--read", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        print(msgspec.json.encode(_read(args.read)).decode())
        return
    rows: list[Row] = []
    for kind in args.only:
        path, small = inputs(kind, args)
        many, few = _measured(path), _measured(small)
        what = f"reading {path.name}, {many['articles']:,} articles"
        rows.append(Row(what, many["rate"], "articles/s", small.name, few["rate"], Goal(RATE, "ratio", least=True)))
        rows.append(Row(f"peak memory, {what}", many["mb"], "MB", goal=Goal(MOST_MB)))
        print(measure.table(rows[-2:]), flush=True)
    print(measure.table(rows))


def inputs(kind: str, args: argparse.Namespace) -> tuple[Path, Path]:
    """The input of a kind and the small JSONL file of articles like it, made when they are not there."""
    args.keep.mkdir(parents=True, exist_ok=True)
    small = args.keep / "small.jsonl"
    if not small.exists():
        _whole(small, islice(lines(_SMALL), _SMALL))
    if kind == "folder":
        path = args.keep / f"folder-{args.files}"
        if not path.exists():
            _make_folder(path, args.files)
    else:
        path = args.keep / f"long-{args.mb}.{kind}"
        if not path.exists():
            _whole(path, _until(map(_RECORDS[kind], lines(10**9)), args.mb * 10**6))
    return path, small


def lines(number: int) -> Iterator[bytes]:
    """Yield JSONL records of articles, grown from real ones."""
    with subprocess.Popen([sys.executable, str(material.GROW), str(number)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            yield from process.stdout
        finally:
            process.kill()


def _until(records: Iterator[bytes], size: int) -> Iterator[bytes]:
    for record in records:
        size -= len(record)
        yield record
        if size < 0:
            return


def _whole(path: Path, records: Iterator[bytes]) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.writelines(records)
    part.rename(path)


def _make_folder(path: Path, number: int) -> None:
    part = path.with_suffix(".part")
    for count, line in enumerate(lines(number)):
        folder = part / f"{count // 1000:04}"
        folder.mkdir(parents=True, exist_ok=True)
        article = msgspec.json.decode(line)
        (folder / f"{count:07}.txt").write_text(f"{article['title']}\n\n{article['text']}\n", "utf-8")
    part.rename(path)


def page(line: bytes) -> bytes:
    """Return a record of a web archive that holds an article as a page."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    article: dict[str, Any] = msgspec.json.decode(line)
    title = html.escape(article["title"])
    paragraphs = "".join(f"<p>{html.escape(one)}</p>\n" for one in article["text"].split("\n\n"))
    page = (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        f'<meta property="article:published_time" content="{article["date"]}"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>\n{paragraphs}</article></body></html>"
    ).encode()
    record = io.BytesIO()
    writer = WARCWriter(record, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    number = article["id"].rpartition(":")[2]
    address = f"https://{article['source'].lower().replace(' ', '-')}.example/{number}"
    writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(page), http_headers=headers))
    return record.getvalue()


_RECORDS = {"jsonl": bytes, "warc": page}


def _measured(path: Path) -> dict[str, Any]:
    """Read an input in a process of its own."""
    return msgspec.json.decode(subprocess.check_output([sys.executable, __file__, "--read", str(path)]))


def _read(path: str) -> dict[str, float]:
    """Scan and read as an index run does; processor seconds count, because others may be working beside it."""
    began, ticks = time.perf_counter(), time.process_time()
    settings = for_paths(load_config(None), [path], None)
    corpus: CorpusConfig = settings.corpora[0]
    tasks = find_changes(settings, (), rebuild=True, check=lambda: None).tasks
    articles = 0
    for task in tasks:
        articles += sum(isinstance(item, Article) for item in read(task.source, corpus))
    seconds = time.process_time() - ticks
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {
        "articles": articles,
        "rate": articles / seconds,
        "mb": peak / 1e6,
        "seconds": seconds,
        "elapsed": time.perf_counter() - began,
    }


if __name__ == "__main__":
    os.nice(10)
    main()

"""Child processes import nothing from the current folder, exit cleanly, and log no texts."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.export.job import Job
from newsexplore.index.processes import launcher
from newsexplore.index.processes.build_process import Builder, Order
from newsexplore.index.processes.child_log import LIMIT, log_path, note
from newsexplore.index.processes.export_process import Exporter
from newsexplore.index.processes.launcher import Child
from newsexplore.index.processes.search_process import IndexService
from newsexplore.index.protocol.answers import Results
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.index.protocol.questions import Refresh, Scope, Search

NAMES = (
    *("msgspec", "queue", "signal", "numpy", "struct", "json", "threading", "typing", "re", "multiprocessing"),
    *("asyncio", "pickle", "encodings", "whoosh", "lxml", "sitecustomize", "usercustomize", "newsexplore", "click"),
)
SENTENCE = "“The dam is safe,” said Minister Ilka Vorrin of the Harbour Board. "


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Create a current folder with news, and modules that leave a mark when imported."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\nraise SystemExit\n")
    lines = (json.dumps({"id": n, "title": f"Report {n}", "text": SENTENCE * 20}) for n in range(200))
    (folder / "wire.jsonl").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """Return the mark that an imported module of that folder would leave."""
    return tmp_path / "ran"


@pytest.fixture
def settings(hostile: Path) -> Settings:
    return for_paths(load_config(None), [str(hostile / "wire.jsonl")])


async def test_no_child_imports_from_the_current_folder(settings: Settings, ran: Path, tmp_path: Path) -> None:
    progress = [one async for one in Builder(settings).run()]
    assert progress[-1].stage == "done", progress[-1].message
    assert progress[-1].committed == 200
    service = IndexService(settings)
    results = await service.ask(Search(Scope("dam")))
    assert isinstance(results, Results)
    assert results.total == 200
    await service.close()
    exports = [one async for one in Exporter(settings, Job("results", str(tmp_path / "out.csv"))).run()]
    assert exports[-1].stage == "done", exports[-1].message
    assert not ran.exists()


def test_workers_import_nothing_from_the_current_folder(settings: Settings, ran: Path) -> None:
    report = build(settings, jobs=2)
    assert (report.articles, report.rejected) == (200, 0)
    assert not ran.exists()


@pytest.mark.parametrize("python_path", ["", ":{here}"], ids=["none", "current"])
def test_the_command_imports_nothing_from_the_current_folder(hostile: Path, ran: Path, python_path: str) -> None:
    """Run it as the installed script does, and with a PYTHONPATH."""
    if python_path:
        for name in NAMES:  # Python itself would import these before the command runs
            if name not in ("msgspec", "queue", "signal", "numpy", "lxml", "multiprocessing"):
                (hostile / f"{name}.py").unlink()
    program = Path(sys.executable).with_name("newsexplore")
    if not program.exists():
        pytest.skip("the command is not installed")
    environment = {**os.environ, "PYTHONPATH": python_path.format(here=hostile)}
    if not python_path:
        del environment["PYTHONPATH"]
    for arguments in (("index", ".", "--jobs", "2"), ("search", "dam", "--in", "."), ("doctor", ".")):
        done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
    assert not ran.exists()


async def test_a_build_ends_with_exit_code_0_and_an_empty_log(settings: Settings) -> None:
    child = await Child.start("build", Order(settings))
    while (message := await child.receive()) is not None:
        if msgspec.msgpack.decode(message, type=Progress).stage == "done":
            break
    # The input stays open: a thread of the child still waits on it when its interpreter shuts down.
    assert await child.process.wait() == 0
    assert not log_path().exists() or log_path().read_text() == ""


async def test_a_failure_is_logged_without_article_text(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(settings)
    service = IndexService(settings)
    await service.ask(Refresh())
    assert service.pid is not None
    os.kill(service.pid, signal.SIGSEGV)
    assert isinstance(await service.ask(Search(Scope("dam"))), Results)
    await service.close()
    log = log_path().read_text()
    assert "killed by SIGSEGV" in log
    assert "Fatal Python error: Segmentation fault" in log  # with the places in the code
    assert "dam" not in log.split()
    if os.name != "nt":
        assert log_path().stat().st_mode & 0o777 == 0o600
        assert log_path().parent.stat().st_mode & 0o777 == 0o700


def test_the_log_size_is_limited() -> None:
    for _ in range(3):
        note("x" * (LIMIT + 1))
    note("last")
    size = sum(path.stat().st_size for path in log_path().parent.iterdir())
    assert size < 3 * LIMIT
    assert log_path().read_text().endswith("last\n")


async def test_a_killed_worker_loses_only_the_article_it_died_on(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article that kills its worker is indexed without annotations, and reported."""
    package = Path(launcher.__file__).resolve().parents[2]
    other = tmp_path / "other" / "newsexplore"
    other.mkdir(parents=True)
    for part in ("index", "tui", "seeds"):
        shutil.copytree(package / part, other / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("__init__.py", "config.yaml"):
        shutil.copy(package / part, other / part)
    worker = other / "index" / "annotate" / "annotator.py"
    source = worker.read_text("utf-8")
    worker.write_text(
        source
        + "\n\n_annotate = Annotator.annotate\n\n\ndef _fatal(self, text, *rest):\n"
        + "    if 'FATAL' in text:\n        import os, signal\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        + "    return _annotate(self, text, *rest)\n\n\nAnnotator.annotate = _fatal\n"
    )
    wire = Path(settings.corpora[0].paths[0])
    with wire.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"id": "bad", "title": "Bad", "text": "FATAL dam. " + SENTENCE * 20}))
    code = "import sys; sys.path.insert(0, sys.argv[1]); from newsexplore.tui.cli.main import main; main(sys.argv[2:])"
    arguments = [sys.executable, "-P", "-c", code, str(other.parent), "index", str(wire), "--jobs", "2", "--json"]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["articles"], report["rejected"]) == (201, 1)
    assert "extraction ended its process (killed by SIGKILL)" in done.stderr

"""A real cluster on loopback for tests: one server process a node.

python tests/cluster/server.py start [NODES]   start a cluster in build/cluster; print its addresses
python tests/cluster/server.py stop            stop it
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_VERSIONS = {"opensearch": "2.19.6", "elasticsearch": "8.17.0"}
_FORM_SECONDS = 300
_FETCH_SECONDS = 600
_HEAP = os.environ.get("HEAP", "512m")
_NOBODY = 65534


def missing() -> str:
    """Return why no cluster can be started here; "" if one can."""
    for tool, what in (("java", "Java 17"), ("mvn", "Maven")):
        if shutil.which(tool) is None:
            return f"{what} is not installed, which the test cluster needs"
    if find_spec("opensearchpy") is None:
        return "opensearch-py is not installed: `pip install 'newsexplore[opensearch]'`"
    return ""


def home(product: str, folder: Path) -> Path:
    """Fetch the server once, and return its folder.

    Raises:
        RuntimeError: it cannot be fetched.
    """
    folder = folder.resolve()  # Maven runs in another folder
    found = folder / f"{product}-{_VERSIONS[product]}"
    if not (found / "lib").is_dir():
        command = ["mvn", "-q", "-B", f"-P{product}", "process-resources", f"-Dserver.folder={folder}"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=_FETCH_SECONDS, check=False)
        if done.returncode or not (found / "lib").is_dir():
            raise RuntimeError(f"{product} cannot be fetched: {done.stdout[-500:]}")
        for path in (folder, found):
            path.chmod(0o755)
    return found


def free_ports() -> int:
    """Return a port such that it and those above it, for nodes, are free now, and are this process's until it ends.

    Another run of these tests would take them while the nodes of a cluster are killed, and answer in their place. 19300
    is left to `make cluster` and the benchmarks, whose nodes talk to each other there.
    """
    for port in range(19600, 29000, 300):
        with suppress(OSError), ExitStack() as kept:
            lock = kept.enter_context((Path(tempfile.gettempdir()) / f"newsexplore-test-{port}.lock").open("wb"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if all(_is_free(port + i) for i in (0, 1, 2, 100, 101, 102)):
                _held.append(kept.pop_all())
                return port
    raise RuntimeError("no free ports")


_held: list[ExitStack] = []
"""Locks of ports; none is inherited by a node."""


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


class TestCluster:
    """Nodes that share a folder; node `i` answers on port `port + i`."""

    __test__ = False

    def __init__(self, folder: Path, server: Path, nodes: int, port: int, product: str = "opensearch") -> None:
        self.folder = folder
        self._server = server
        self._nodes = nodes
        self._port = port
        self._product = product
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self.backup = folder / "backup"
        """Folder of snapshots, which all nodes share."""
        self.backup.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self.backup.chmod(0o777)  # the nodes may run as another user

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses of all nodes."""
        return tuple(f"http://127.0.0.1:{self._port + i}" for i in range(self._nodes))

    @property
    def pids(self) -> list[int]:
        """The processes of all nodes."""
        return [process.pid for process in self._processes.values()]

    def start(self) -> None:
        """Start all nodes and wait until they have joined."""
        for i in range(self._nodes):
            self._processes[i] = self._run(i)
        self.wait(self._nodes)

    def kill(self, i: int) -> None:
        """Kill a node, as a power cut would."""
        os.killpg(self._processes[i].pid, signal.SIGKILL)
        self._processes[i].wait()

    def restart(self, i: int) -> None:
        """Start a killed node again and wait until it has joined."""
        self._processes[i] = self._run(i)
        self.wait(self._nodes)

    def stop(self) -> None:
        """Stop all nodes."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def manager(self) -> int:
        """Return the number of the node that manages the cluster."""
        for line in self.get("/_cat/nodes?h=name,master&format=json"):
            if line["master"] == "*":
                return int(line["name"].removeprefix("n"))
        raise RuntimeError("no node manages the cluster")

    def get(self, path: str) -> Any:
        """Ask the first node that answers."""
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request to the first node that answers."""
        data = None if body is None else json.dumps(body).encode()
        for i in range(self._nodes):
            address = f"http://127.0.0.1:{self._port + i}{path}"
            request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                raise RuntimeError(f"{method} {path}: {error.code} {error.read()[:500]!r}") from error
            except OSError:
                continue
        raise RuntimeError("no node answers")

    def wait(self, nodes: int, status: str = "yellow") -> None:
        """Wait until so many nodes have joined.

        Raises:
            RuntimeError: they do not.
        """
        end = time.monotonic() + _FORM_SECONDS
        while time.monotonic() < end:
            with suppress(RuntimeError, ValueError):
                health: dict[str, Any] = self.get("/_cluster/health")
                if health["number_of_nodes"] >= nodes and health["status"] in ("green", status):
                    return
            ended = [i for i, process in self._processes.items() if process.poll() not in (None, -signal.SIGKILL)]
            if ended:
                raise RuntimeError(f"node {ended[0]} ended; see {self.folder}/n{ended[0]}.out")
            time.sleep(0.3)
        raise RuntimeError(f"the cluster did not form; see {self.folder}")

    def _run(self, i: int) -> "subprocess.Popen[bytes]":
        node = self.folder / f"n{i}"
        config = node / "config"
        (node / "tmp").mkdir(parents=True, exist_ok=True)
        config.mkdir(exist_ok=True)
        name = self._product
        if name == "elasticsearch":
            shutil.copytree(self._server / "config", config, dirs_exist_ok=True)
            options = (config / "jvm.options").read_text().splitlines()
            # The log of garbage collections would be written to the folder of the server.
            (config / "jvm.options").write_text("\n".join(line for line in options if "-Xlog:" not in line))
        (config / f"{name}.yml").write_text("".join(f"{k}: {json.dumps(v)}\n" for k, v in self._settings(i).items()))
        if name == "opensearch":
            (config / "jvm.options").touch()
        (config / "log4j2.properties").write_text(_LOG.replace("FILE", str(node / "node.log")))
        user: dict[str, Any] = {}
        if os.getuid() == 0:  # the server refuses to run as root
            subprocess.run(["chown", "-R", f"{_NOBODY}:{_NOBODY}", str(node)], check=True)
            user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        with (self.folder / f"n{i}.out").open("ab") as out:
            process: Any = subprocess.Popen(
                self._command(node),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=node,
                env=self._environment(node),
                start_new_session=True,
                **user,
            )
        return process

    def _settings(self, i: int) -> dict[str, Any]:
        node = self.folder / f"n{i}"
        transport = [self._port + 100 + k for k in range(self._nodes)]
        settings: dict[str, Any] = {
            "cluster.name": "newsexplore-test",
            "node.name": f"n{i}",
            "network.host": "127.0.0.1",
            "http.port": self._port + i,
            "transport.port": transport[i],
            "path.data": str(node / "data"),
            "path.logs": str(node / "logs"),
            "path.repo": str(self.backup),
            "action.auto_create_index": "false",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            # The serial collector leaves garbage until it needs the room, which would count as memory in use.
            "indices.breaker.total.use_real_memory": "false",
            "cluster.fault_detection.follower_check.interval": "500ms",
            "cluster.fault_detection.leader_check.interval": "500ms",
        }
        manager = "cluster_manager" if self._product == "opensearch" else "master"
        if self._nodes == 1:
            settings["discovery.type"] = "single-node"
        else:
            settings["discovery.seed_hosts"] = [f"127.0.0.1:{port}" for port in transport]
            settings[f"cluster.initial_{manager}_nodes"] = [f"n{k}" for k in range(self._nodes)]
        if self._product == "elasticsearch":
            settings["xpack.security.enabled"] = False
        return settings

    def _command(self, node: Path) -> list[str]:
        if self._product == "elasticsearch":  # its server takes its arguments from its launcher alone
            return ["bash", str(self._server / "bin" / "elasticsearch")]
        java = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if os.environ.get("JAVA_HOME") else Path("java")
        options = os.environ.get("JVM", "-XX:TieredStopAtLevel=1").split()
        return [
            *(str(java), f"-Xms{_HEAP}", f"-Xmx{_HEAP}", "-XX:+UseSerialGC", *options, "-Xshare:auto"),
            *(f"-Djava.io.tmpdir={node}/tmp", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true"),
            *(
                "-Dio.netty.allocator.numDirectArenas=0",
                "-Dlog4j2.disable.jmx=true",
                "-Dlog4j.shutdownHookEnabled=false",
            ),
            *("-Djava.security.manager=allow", "-Dopensearch.networkaddress.cache.ttl=60"),
            *(f"-Dopensearch.path.home={self._server}", f"-Dopensearch.path.conf={node}/config"),
            *("-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false"),
            *("-cp", f"{self._server}/lib/*", "org.opensearch.bootstrap.OpenSearch"),
        ]

    def _environment(self, node: Path) -> dict[str, str]:
        environment = {**os.environ, "HOME": str(node), "ES_TMPDIR": f"{node}/tmp", "ES_PATH_CONF": f"{node}/config"}
        java = Path(os.path.realpath(shutil.which("java") or "java")).parents[1]
        options = os.environ.get("JVM", "-XX:TieredStopAtLevel=1")
        environment["ES_JAVA_HOME"] = os.environ.get("JAVA_HOME") or str(java)
        environment["ES_JAVA_OPTS"] = f"-Xms{_HEAP} -Xmx{_HEAP} {options}"
        return environment


_LOG = """appender.f.type=File
appender.f.name=f
appender.f.fileName=FILE
appender.f.layout.type=PatternLayout
appender.f.layout.pattern=[%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level=info
rootLogger.appenderRef.f.ref=f
"""


def main(arguments: Sequence[str]) -> None:
    """Start or stop the cluster of `make cluster`."""
    folder = ROOT / "build" / "cluster"
    pids = folder / "pids.json"
    if arguments[:1] == ["start"]:
        if reason := missing():
            sys.exit(f"No cluster: {reason}.")
        nodes = int(arguments[1]) if len(arguments) > 1 else 3
        product = os.environ.get("PRODUCT", "opensearch")
        cluster = TestCluster(folder, home(product, ROOT / "build" / "server"), nodes, 19200, product)
        cluster.start()
        pids.write_text(json.dumps(cluster.pids))
        sys.stdout.write(f"NEWSEXPLORE_OPENSEARCH_HOSTS={','.join(cluster.hosts)}\n")
    elif arguments == ["stop"]:
        for pid in json.loads(pids.read_text()) if pids.exists() else ():
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                continue
        pids.unlink(missing_ok=True)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Ports of a test cluster stay its own while its nodes are killed."""

import subprocess
import sys
from pathlib import Path

from . import server

ROOT = Path(__file__).resolve().parents[2]


def test_ports_of_a_cluster_without_nodes_are_not_taken_by_another_run():
    mine = server.free_ports()  # nothing listens there
    command = [sys.executable, "-c", "from newsexplore.tests.cluster.server import free_ports; print(free_ports())"]
    others = int(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    assert mine != others

"""The Compose file of docs/CLUSTER.md: its nodes find each other, and a node knows the settings that it gives them."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .server import TestCluster

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "CLUSTER.md"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Return the services of the file."""
    found = re.search(r"```yaml\n(x-node:.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return yaml.safe_load(found[1])["services"]


def test_three_nodes_know_each_other_and_share_the_folder_of_backups(services: dict[str, Any]):
    assert len(services) == 3
    for name, service in services.items():
        settings = service["environment"]
        assert settings["node.name"] == name
        assert settings["discovery.seed_hosts"].split(",") == list(services)
        assert settings["cluster.initial_cluster_manager_nodes"].split(",") == list(services)
        mounted = dict(volume.split(":")[::-1] for volume in service["volumes"])
        assert mounted[settings["path.repo"]] == "./backup"
    data = [volume for service in services.values() for volume in service["volumes"] if "backup" not in volume]
    assert len(set(data)) == 3


@pytest.mark.skipif(
    os.environ.get("PRODUCT") == "elasticsearch", reason="the file is for OpenSearch, whose settings differ"
)
def test_a_node_knows_every_setting(cluster: TestCluster, services: dict[str, Any]):
    settings = {key for service in services.values() for key in service["environment"] if "." in key}
    assert len(settings) == 6
    for key in settings:  # a node refuses to change them while it runs, and refuses unknown ones otherwise
        with pytest.raises(RuntimeError, match=r"not dynamically updateable"):
            cluster.ask("PUT", "/_cluster/settings", {"transient": {key: "x"}})
    with pytest.raises(RuntimeError, match="not recognized"):
        cluster.ask("PUT", "/_cluster/settings", {"transient": {"cluster.no_such": "x"}})

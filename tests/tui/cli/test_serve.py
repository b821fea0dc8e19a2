"""`newsexplore serve`: the interface in a browser, restricted to its own pages."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from newsexplore.tui.cli.commands.serve import is_loopback

PROGRAM = str(Path(sys.executable).with_name("newsexplore"))


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "story.txt").write_text("Harbour Board shuts the Old Quay\n\nThe wall had moved by a hand.\n")
    command = [PROGRAM, "serve", "--port", str(port), str(tmp_path / "story.txt")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ})
    yield process
    process.terminate()
    process.wait(10)


async def page(url: str, **headers: str) -> tuple[int, str]:
    """Return status and text of a page, once the server is up."""
    async with aiohttp.ClientSession() as session:
        for _ in range(200):
            try:
                async with session.get(url, headers=headers) as response:
                    return response.status, await response.text()
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
    raise AssertionError("the server did not start")


async def test_the_page_shows_the_interface_and_requests_no_other_server(
    server: subprocess.Popen[str], port: int
) -> None:
    status, text = await page(f"http://localhost:{port}/")
    assert status == 200 and "https://" not in text
    assert server.stderr is not None
    assert f"http://localhost:{port}" in server.stderr.readline()
    assert "no login" in server.stderr.readline()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"ws://localhost:{port}/ws?width=100&height=30") as ws,
    ):
        await _see(ws, b"shown once")  # the first start shows the welcome screen
        await ws.send_json(["stdin", "\r"])
        await _see(ws, b"Harbour")


async def _see(ws: aiohttp.ClientWebSocketResponse, wanted: bytes) -> None:
    """Wait until some words are painted."""
    seen = b""
    async with asyncio.timeout(30):
        while wanted not in seen:
            seen += await ws.receive_bytes()


async def test_pages_of_other_sites_cannot_control_it(server: subprocess.Popen[str], port: int) -> None:
    assert (await page(f"http://localhost:{port}/ws", Origin="http://elsewhere.example"))[0] == 403
    assert (await page(f"http://localhost:{port}/", Host="elsewhere.example"))[0] == 403


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("box", False),
    ],
)
def test_loopback_addresses(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_port_in_use_is_reported_in_one_line(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        command = [PROGRAM, "serve", "--host", "127.0.0.1", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert f"127.0.0.1:{port} cannot be used" in done.stderr and "Traceback" not in done.stderr

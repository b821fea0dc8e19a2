"""`newsexplore serve`: the interface in a browser, restricted to its own pages."""

import asyncio
import os
import re
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
    yield from started(port, tmp_path / "story.txt")


def started(port: int, path: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [PROGRAM, "serve", "--port", str(port), *options, str(path)]
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
    async with asyncio.timeout(120):
        while wanted not in seen:
            seen += await ws.receive_bytes()


async def test_pages_of_other_sites_cannot_control_it(server: subprocess.Popen[str], port: int) -> None:
    assert (await page(f"http://localhost:{port}/ws", Origin="http://elsewhere.example"))[0] == 403
    assert (await page(f"http://localhost:{port}/", Host="elsewhere.example"))[0] == 403


async def test_no_page_can_frame_it(server: subprocess.Popen[str], port: int) -> None:
    await page(f"http://localhost:{port}/")
    async with aiohttp.ClientSession() as session, session.get(f"http://localhost:{port}/") as response:
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Referrer-Policy"] == "no-referrer"


async def test_it_is_announced_when_browsers_can_connect(server: subprocess.Popen[str], port: int) -> None:
    assert server.stderr is not None
    assert await asyncio.to_thread(server.stderr.readline)
    with socket.create_connection(("127.0.0.1", port), 5):
        pass


@pytest.fixture
def guarded(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "story.txt").write_text("Harbour Board shuts the Old Quay\n\nThe wall had moved by a hand.\n")
    yield from started(port, tmp_path / "story.txt", "--token")


async def test_with_a_token_only_the_printed_address_opens_it(guarded: subprocess.Popen[str], port: int) -> None:
    assert guarded.stderr is not None
    line = await asyncio.to_thread(guarded.stderr.readline)
    (address,) = re.findall(rf"http://localhost:{port}/\?token=[\w-]{{30,}}", line)
    for path in ("", "?token=wrong", "ws", "static/js/textual.js", f"ws?token={address.rpartition('=')[2]}"):
        assert (await page(f"http://localhost:{port}/{path}"))[0] == 403, path
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(address) as response:
            assert response.status == 200
            assert "token" not in str(response.url)
        async with session.ws_connect(f"ws://localhost:{port}/ws?width=100&height=30") as ws:
            await _see(ws, b"shown once")


async def test_the_number_of_sessions_is_limited(port: int) -> None:
    code = "import sys; from newsexplore.tui.web.server import WebServer\n"
    code += "WebServer('sleep 60', 'localhost', int(sys.argv[1]), None, sessions=1).run(lambda: None)"
    server = subprocess.Popen([sys.executable, "-P", "-c", code, str(port)])
    try:
        assert (await page(f"http://localhost:{port}/"))[0] == 200
        async with aiohttp.ClientSession() as session, session.ws_connect(f"ws://localhost:{port}/ws"):
            status, text = await page(f"http://localhost:{port}/")
            assert status == 503 and "close one" in text
            assert (await page(f"http://localhost:{port}/ws"))[0] == 503
    finally:
        server.kill()
        server.wait(10)


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


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--host", "a..b", "no address of this machine"),
        ("--host", "no such name", "no address of this machine"),
        ("--host", "", "--host is empty"),
        ("--public-url", "news.example.org", "give it whole"),
        ("--public-url", "http://[", "give it whole"),
    ],
)
def test_an_address_that_is_none_is_reported_in_one_line(option: str, value: str, told: str) -> None:
    command = [PROGRAM, "serve", option, value]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and told in done.stderr and len(done.stderr.splitlines()) == 1

"""`newsexplore serve` in a real browser: headless Chromium, driven over the WebDriver protocol."""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

PROGRAM = str(Path(sys.executable).with_name("newsexplore"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
WATCH = """
window.seen = '';
const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', async event => {
      const data = event.data instanceof Blob ? await event.data.arrayBuffer() : event.data;
      window.seen += typeof data === 'string' ? data : new TextDecoder().decode(data);
    });
  }
};
"""
"""Collects what the page receives: the terminal draws it on a canvas, which holds no text."""
ENTER, ESCAPE = "\ue007", "\ue00c"
SECONDS = 90

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed (Debian: chromium, chromium-driver)"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what: Callable[[], Any], failed: Callable[[], object] = lambda: "") -> Any:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with suppress(OSError, KeyError):
            if found := what():
                return found
        time.sleep(0.2)
    raise AssertionError(failed())


class Browser:
    """A session of headless Chromium."""

    def __init__(self, driver: str, profile: Path) -> None:
        arguments = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,800"]
        arguments += [f"--user-data-dir={profile}", *(["--no-sandbox"] if os.getuid() == 0 else [])]
        options = {"binary": CHROMIUM, "args": arguments}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self._at = driver
        made = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._at = f"{driver}/session/{made['sessionId']}"
        self.ask(
            "POST", "/goog/cdp/execute", {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": WATCH}}
        )

    def ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._at + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self.ask("POST", "/url", {"url": url})

    def run(self, script: str) -> Any:
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})

    def press(self, keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def see(self, *words: str) -> None:
        """Wait until the interface has painted some words since the last call."""

        def painted() -> bool:
            text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.run("return window.seen"))
            return all(word in text for word in words)

        wait_for(painted, lambda: f"not seen: {words} in {self.run('return window.seen')[-3000:]!r}")
        self.run("window.seen = ''")

    def close(self) -> None:
        self.ask("DELETE", "")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    assert DRIVER
    port = free_port()
    driver = subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        at = f"http://127.0.0.1:{port}"
        wait_for(lambda: json.load(urllib.request.urlopen(f"{at}/status", timeout=5))["value"]["ready"])
        made = Browser(at, tmp_path / "profile")
        yield made
        made.close()
    finally:
        driver.terminate()
        driver.wait(20)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "story.txt").write_text(
        "Harbour Board shuts the Old Quay\n\n“The wall had moved by a hand,” said Helena Marsk of the Harbour Board.\n"
    )
    command = [PROGRAM, "serve", "--port", str(free_port()), "--token", str(tmp_path / "story.txt")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ})
    assert server.stderr is not None
    found = re.search(r"http://\S+token=[\w-]+", server.stderr.readline())
    assert found
    yield found.group()
    server.terminate()
    server.wait(20)


def test_it_is_walked_through_in_a_browser(browser: Browser, address: str) -> None:
    browser.open(address)
    assert "token" not in browser.run("return location.href")
    browser.see("shown once")  # the first start shows the welcome screen
    browser.press(ENTER)  # without a click: the terminal has the keyboard
    browser.see("/ search")
    browser.press("/wall")
    browser.see("wall")
    browser.press(ENTER + "4")
    browser.see("match 1 of")
    browser.press("?")
    browser.see("entities.next_type")
    assert len(base64.b64decode(browser.ask("GET", "/screenshot"))) > 10_000  # a blank page has 4 KB
    places = browser.run("return performance.getEntriesByType('resource').map(one => new URL(one.name).host)")
    assert set(places) == {browser.run("return location.host")}
    log = browser.ask("POST", "/se/log", {"type": "browser"})
    assert [line["message"] for line in log if line["level"] == "SEVERE" and "favicon" not in line["message"]] == []
    browser.press(ESCAPE)
    browser.see("match 1 of")
    browser.press("q")
    wait_for(lambda: browser.run("return document.body.classList.contains('-closed')"), lambda: "it did not end")


def test_without_the_token_a_browser_sees_nothing(browser: Browser, address: str) -> None:
    browser.open(address.partition("?")[0])
    assert "with its token" in browser.run("return document.body.innerText")

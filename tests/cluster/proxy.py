"""A proxy in front of the test cluster that counts requests, and can speak TLS and ask for a password."""

import base64
import socketserver
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Literal

Trouble = Literal["", "drop", "hang", "password", "busy"]
"""Requests are passed on, dropped like those to a dead node, or kept without an answer until `over` is set like those
to a node that stands still; or the answer is that the password is wrong, or that the cluster is busy."""


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True


class Proxy:
    """A running proxy."""

    def __init__(self, server: _Server, scheme: str) -> None:
        self.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        self.requests: list[str] = []
        """Method and path of each request."""
        self.trouble: Trouble = ""
        """What happens to requests from now on."""
        self.over = threading.Event()
        self.login = ""
        """`user:password` to ask for; "" for none."""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def show(self, certificate: Path) -> None:
        """Show a certificate to those who connect from now on; the file has its key, too."""
        self.context.load_cert_chain(certificate)

    @property
    def searches(self) -> list[str]:
        """The requests that search."""
        return [one for one in self.requests if "_search" in one or "_msearch" in one]


@contextmanager
def proxy(target: str, certificate: Path | None = None, login: str = "", port: int = 0) -> Generator[Proxy]:
    """Pass requests on to `target`.

    Args:
        target: Address of a node.
        certificate: File of a certificate with its key; None for no TLS.
        login: `user:password` to ask for; "" for none.
        port: Where it listens; 0 for any port.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            """Send the request to the cluster, and its answer back."""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
            found.requests.append(f"{self.command} {self.path.partition('?')[0]}")
            wanted = "Basic " + base64.b64encode(found.login.encode()).decode()
            trouble = found.trouble
            if trouble == "drop":
                self.close_connection = True
                return None
            if trouble == "hang":
                found.over.wait()
            if trouble == "password" or (found.login and self.headers.get("Authorization") != wanted):
                return self.reply(401, b'{"error":"unauthorized"}')
            if trouble == "busy":
                return self.reply(429, b'{"error":{"type":"rejected_execution_exception"},"status":429}')
            headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            request = urllib.request.Request(target + self.path, body, headers, method=self.command)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return self.reply(answer.status, answer.read())
            except urllib.error.HTTPError as error:
                return self.reply(error.code, error.read())

        def reply(self, status: int, data: bytes) -> None:
            """Answer with JSON."""
            with suppress(OSError):  # nobody waits any more
                self.answer(status, data)

        def answer(self, status: int, data: bytes) -> None:
            """Send an answer."""
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the standard library
            """Say nothing."""

    server = _Server(("127.0.0.1", port), Handler)
    found = Proxy(server, "https" if certificate else "http")
    found.login = login
    if certificate is not None:
        found.show(certificate)
        server.socket = found.context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        server.server_close()

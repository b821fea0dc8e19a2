"""A proxy in front of the test cluster that counts requests, and can speak TLS and ask for a password."""

import base64
import socketserver
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    target = ""
    login = ""


class Proxy:
    """A running proxy."""

    def __init__(self, server: _Server, scheme: str) -> None:
        self.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        self.requests: list[str] = []
        """Method and path of each request."""

    @property
    def searches(self) -> list[str]:
        """The requests that search."""
        return [one for one in self.requests if "_search" in one or "_msearch" in one]


@contextmanager
def proxy(target: str, certificate: Path | None = None, login: str = "") -> Generator[Proxy]:
    """Pass requests on to `target`.

    Args:
        target: Address of a node.
        certificate: File of a certificate with its key; None for no TLS.
        login: `user:password` to ask for; "" for none.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            """Send the request to the cluster, and its answer back."""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
            found.requests.append(f"{self.command} {self.path.partition('?')[0]}")
            wanted = "Basic " + base64.b64encode(login.encode()).decode()
            if login and self.headers.get("Authorization") != wanted:
                return self.reply(401, b'{"error":"unauthorized"}')
            headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            request = urllib.request.Request(target + self.path, body, headers, method=self.command)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return self.reply(answer.status, answer.read())
            except urllib.error.HTTPError as error:
                return self.reply(error.code, error.read())

        def reply(self, status: int, data: bytes) -> None:
            """Answer with JSON."""
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = pass_on  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the standard library
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found = Proxy(server, "https" if certificate else "http")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()

"""`newsexplore serve`: the interface in a browser."""

import ipaddress
import secrets
import shlex
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from ....index.config.settings import SettingsError
from ....index.processes.isolation import command as command_line
from ..options import Options, settings_for
from ..output import say

_HOSTS = "Leave it out for this machine alone, or try 127.0.0.1."


def serve(
    options: Options, paths: Sequence[str], host: str, port: int, public_url: str | None, *, token: bool = False
) -> None:
    """Serve the interface on PATHs until it is stopped.

    Raises:
        SettingsError: a PATH is not there, the extra is not installed, or the address cannot be used.
    """
    if not host:
        raise SettingsError(f"--host is empty. {_HOSTS}")
    if public_url is not None and not _is_web_address(public_url):
        raise SettingsError(f"--public-url {public_url} is no address: give it whole, as http://news.example.org:8000.")
    settings_for(options, paths)  # what is wrong with them is told here, not in every browser
    try:
        from ...web.server import WebServer
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("newsexplore"):
            raise
        raise SettingsError("The browser needs textual-serve: pip install 'newsexplore[serve]'") from None
    flags = [("--config", options.config), ("--index-dir", options.index_dir), ("--engine", options.engine)]
    given = [part for flag, value in flags if value for part in (flag, value)]
    command = shlex.join(command_line("newsexplore.tui.cli.entry", *given, "open", "--", *paths))
    server = WebServer(command, host, port, public_url, secrets.token_urlsafe(24) if token else "")

    def announce() -> None:
        say(f"newsexplore is at {server.address}; Ctrl-C ends it.")
        if token:
            say("Only this address opens it. Whoever has it can read all that you can search here.")
        else:
            say("It has no login: whoever can reach this address reads all that you can search here.")
        if not is_loopback(host):
            say(f"And {host} can be reached from other machines. Put it behind something that asks who is there.")

    try:
        server.run(announce)
    except (socket.gaierror, UnicodeError):  # UnicodeError: a name that cannot be encoded, such as "a..b"
        raise SettingsError(f"--host {host} is no address of this machine. {_HOSTS}") from None
    except OSError as error:
        raise SettingsError(f"{host}:{port} cannot be used: {error.strerror or error}. Try another --port.") from error


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_loopback(host: str) -> bool:
    """Whether an address or name is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

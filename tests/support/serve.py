"""Serve a folder over HTTP, at the root of a server or under a sub-path."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Files(SimpleHTTPRequestHandler):
    """Files below one address prefix; anything else is not found. Says nothing on the terminal."""

    protocol_version = "HTTP/1.1"  # one connection for many files

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def send_head(self) -> Any:
        """Answer with the file below the prefix, or with "not found"."""
        if not self.path.startswith(self.prefix):
            self.send_error(404)
            return None
        self.path = "/" + self.path.removeprefix(self.prefix)
        return super().send_head()

    def send_error(self, code: int, *args: Any) -> None:
        """Say that something is not found by the site's own page, where it has one, as hosts do."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, *args)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the pages' own record of requests is what tests read."""


class _Server(ThreadingHTTPServer):
    """A server that minds no page that is left before it has come."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of what went wrong here, and not of a browser that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on a free port of this machine while the context lasts.

    Args:
        folder: What to serve.
        prefix: The path the folder appears under, with a slash at both ends.

    Yields:
        The address of the folder, ending in a slash.
    """
    handler = functools.partial(_Files, directory=str(folder), prefix=prefix)
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()

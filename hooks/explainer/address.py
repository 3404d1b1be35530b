"""Check whether an address of this machine is free for a server, before anything is read: ``python -m explainer.address HOST:PORT``."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence


def trouble(host: str, port: int) -> str:
    """Return in one line why no server can use an address; an empty string if it is free."""
    try:
        if not 0 < port < 65536:
            raise OverflowError("a port is a number from 1 to 65535")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as asked:
            asked.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # as the server does: a server that just ended no longer holds its port
            asked.bind(address)
    except (OSError, OverflowError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return f"nothing can be served at {host}:{port}: {why}; stop the server that uses it, or choose another address"
    return ""


def main(arguments: Sequence[str]) -> int:
    """Print why an address (``HOST:PORT``) cannot be used; return 0 if it is free, 2 otherwise."""
    host, _, port = (arguments[0] if len(arguments) == 1 else "").rpartition(":")
    found = (
        trouble(host, int(port))
        if host and port.isascii() and port.isdigit()
        else "an address is HOST:PORT, such as 127.0.0.1:8000"
    )
    if found:
        print(found, file=sys.stderr)
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

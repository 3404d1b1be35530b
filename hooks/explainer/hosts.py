"""Whether the host of an address still has its name."""

from __future__ import annotations

import socket
from functools import cache
from urllib.parse import urlsplit


def is_unknown(address: str) -> bool:
    """Whether the name service says that there is no such host; where it fails or is silent, nothing is known."""
    return _is_unknown(urlsplit(address).hostname or "")


@cache  # many pages of one host
def _is_unknown(host: str) -> bool:
    try:
        socket.getaddrinfo(host, None)
    except socket.gaierror as error:
        return error.errno == socket.EAI_NONAME
    except (OSError, UnicodeError):
        return False
    return False

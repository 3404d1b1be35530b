"""Checking whether the host of an address still exists in DNS."""

from __future__ import annotations

import socket
from functools import cache
from urllib.parse import urlsplit


def host_not_found(address: str) -> bool:
    """Whether DNS says that there is no such host; False if DNS fails or does not answer."""
    return _is_unknown(urlsplit(address).hostname or "")


@cache  # many pages are on the same host
def _is_unknown(host: str) -> bool:
    try:
        socket.getaddrinfo(host, None)
    except socket.gaierror as error:
        return error.errno == socket.EAI_NONAME
    except (OSError, UnicodeError):
        return False
    return False

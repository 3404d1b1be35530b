"""Where a redirect leads: to the page at a new address, or only to a front page, an error page or a login.

Many sites answer a request for a page that they deleted with a redirect to another page, which works. Only the address
shows it.
"""

from __future__ import annotations

import re
from typing import Literal

from .urls import split

Destination = Literal["page", "same", "front", "error", "login"]

_ERROR = re.compile(
    r"(?:error|err|http|status|page|pagina|página)?[-_]?(?:40[0-9]|410|50[0-4])(?:[-_]?(?:error|page|not[-_]?found))?"
    r"|errors?(?:[-_]?page|[-_]pages)?|(?:page|pagina|página)?[-_]?not[-_]?found|missing|(?:pagina|página)?[-_]?no[-_]?encontrad[ao]"
    r"|no[-_]existe|unavailable|expired|oops",
    re.IGNORECASE,
)
_ERROR_IN_QUERY = re.compile(
    r"(?:^|&)(?:aspxerrorpath=|(?:error|err|status|code|e)=40[0-9]|(?:error|p)=not-?found|404;)", re.IGNORECASE
)
_LOGIN = re.compile(
    r"log[-_]?in|sign[-_]?in|sso|auth(?:enticate|orize)?|oauth2?|cas|accounts?|wp-login|sessions?|subscribe|subscription|paywall"
    r"|suscr[ií]b(?:ete|ase|irse)|suscripci[oó]n(?:es)?|registro|register|iniciar[-_]?sesi[oó]n|acceso|acceder|ingresar|consent",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"(?:login|signin|sso|auth|accounts?|id|idp|consent|secure)\.", re.IGNORECASE)
_FRONT = re.compile(r"/(?:index|home|default|inicio|portada|main)?(?:\.\w{2,5})?/?", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:[-_][a-zA-Z]{2})?(?=/|$)")


def destination(origin: str, to: str) -> Destination:
    """Return what an address is that another one redirects to.

    ``same`` is the same page under a slightly different spelling: a final slash, or dots in its path.
    """
    try:
        before, after = split(origin), split(to)
    except ValueError:
        return "page"
    known = {_stem(segment) for segment in before.path.split("/")}
    segments = [stem for segment in after.path.split("/") if (stem := _stem(segment)) not in known]
    if any(_ERROR.fullmatch(segment) for segment in segments) or _ERROR_IN_QUERY.search(after.query):
        return "error"
    if any(_LOGIN.fullmatch(segment) for segment in segments) or (
        _LOGIN_HOST.match(after.netloc) and after.netloc != before.netloc
    ):
        return "login"
    if _is_front(after.path) and not after.query and not (_is_front(before.path) and not before.query):
        return "front"
    same = (before.scheme, before.netloc, before.path.rstrip("/"), before.query)
    return "same" if same == (after.scheme, after.netloc, after.path.rstrip("/"), after.query) else "page"


def _stem(segment: str) -> str:
    """Return a segment of a path without the ending of a file."""
    return re.sub(r"\.\w{2,5}$", "", segment)


def _is_front(path: str) -> bool:
    return bool(_FRONT.fullmatch(_LANGUAGE.sub("", path, count=1) or "/"))

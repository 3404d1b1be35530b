"""A browser that prints what it is given, and requests nothing else."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ADDRESS = "http://book.invalid/"
"""The address of a text that has none of its own; no such host can exist."""

Print = Callable[[str, str, Path, dict[str, Any]], None]
"""Prints the page with this address and HTML as a tagged PDF to a path, with more options of Playwright's ``page.pdf``."""


class NoPrint(Exception):
    """The browser is missing or could not print."""


@contextlib.contextmanager
def printer() -> Iterator[Print]:
    """Yield a function that prints a page, on A4 if no option says otherwise. It answers each request of the browser but that for the page with a failure.

    Raises ModuleNotFoundError without Playwright, which comes with the test tools, and NoPrint if the browser is missing
    or fails.
    """
    from playwright.sync_api import Error, Route, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
            )

            def print_page(address: str, text: str, path: Path, options: dict[str, Any]) -> None:
                def answer(route: Route) -> None:
                    if route.request.url == address:
                        route.fulfill(body=text, content_type="text/html; charset=utf-8")
                    else:
                        route.abort()

                context = browser.new_context(java_script_enabled=False, service_workers="block")
                context.route("**/*", answer)
                page = context.new_page()
                page.goto(address)
                page.pdf(**{"path": str(path), "format": "A4", "tagged": True, "outline": True, **options})
                context.close()

            yield print_page
            browser.close()
    except Error as error:
        raise NoPrint(str(error).splitlines()[0]) from None

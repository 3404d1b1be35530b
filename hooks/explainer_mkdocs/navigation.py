"""The place of each page in the navigation."""

from __future__ import annotations

import posixpath
from typing import Any, cast

from mkdocs.structure.files import Files


def place_unlisted(files: Files) -> None:
    """Put the pages that are not in the navigation under the index of their folder, so that readers see where they are."""
    indexes = {file.src_uri: file.page for file in files.documentation_pages()}
    for file in files.documentation_pages():
        folder, name = posixpath.split(file.src_uri)
        if file.page and file.page.parent is None and folder and name != "index.md":
            # MkDocs' types do not allow a page as the parent.
            file.page.parent = cast(Any, indexes.get(f"{folder}/index.md"))

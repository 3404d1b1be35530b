"""What a browser's tagged PDF lacks of PDF/UA (ISO 14289-1): metadata, descriptions of links, standard tags, and artifacts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_UA = "http://www.aiim.org/pdfua/ns/id/"
_ROLES = {"Aside": "Div", "Title": "P", "FENote": "Note", "Sub": "Span", "Em": "Span", "Strong": "Span"}
"""Tags of PDF 2.0 that browsers write, and the tags of PDF 1.7 that PDF/UA-1 wants in their place."""

_NODE = re.compile(rb"node[0-9]{8}")
"""The name that a browser gives a tag to which others refer, such as the heading of a cell."""

_SHOWS = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"))
_PATHS = frozenset(("m", "l", "c", "v", "y", "h", "re", "W", "W*"))
_PAINTS = frozenset(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"))


def finish(
    path: Path, *, title: str, language: str, made: datetime.datetime, links: Mapping[str, str] | None = None
) -> int:
    """Put the PDF at ``path`` right and pack it; return how many sheets it has.

    ``links`` are the words of each link by its target, an address or the name of a place in the PDF; with them, the PDF
    is completed and declared as PDF/UA-1. ``made`` is the time in its metadata, so that the same pages are the same file.
    """
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        if links is not None:
            _complete(pikepdf, pdf, links)
        _number_nodes(pikepdf, pdf)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
            if links is not None:
                metadata.register_xml_namespace(_UA, "pdfuaid")
                metadata["pdfuaid:part"] = "1"
        stamp = made.strftime("D:%Y%m%d%H%M%S+00'00'")  # last, since writing the metadata overwrites unknown fields
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
        # The browser does not compress the tags of each word.
        pdf.save(
            path, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
        )
        return len(pdf.pages)


def _complete(pikepdf: Any, pdf: Any, links: Mapping[str, str]) -> None:
    tree = pdf.Root.StructTreeRoot
    tree.RoleMap = pikepdf.Dictionary({f"/{name}": pikepdf.Name(f"/{standard}") for name, standard in _ROLES.items()})
    _give_bodies(pikepdf, pdf, tree)
    for page in pdf.pages:
        page.Tabs = pikepdf.Name.S
        for link in page.get("/Annots", ()):
            target = (
                str(link.A.URI) if "/A" in link and "/URI" in link.A else str(link.get("/Dest", "")).removeprefix("/")
            )
            link.Contents = links.get(target) or target or "-"
        page.Contents = pdf.make_stream(_with_artifacts(pikepdf, page))


def _number_nodes(pikepdf: Any, pdf: Any) -> None:
    """Count the names of tags from 1: the browser counts them from where it happens to be, other bytes each time.

    Their order stays, since names in a tree of names are sorted.
    """
    places: list[tuple[Any, Any, bytes]] = []

    def collect(holder: Any) -> None:
        if isinstance(holder, pikepdf.Stream):
            return
        keys = range(len(holder)) if isinstance(holder, pikepdf.Array) else list(holder.keys())
        for key in keys:
            value = holder[key]
            if isinstance(value, pikepdf.String) and _NODE.fullmatch(name := bytes(value)):
                places.append((holder, key, name))
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                collect(value)

    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Array):
            collect(item)
    numbers = {name: number for number, name in enumerate(sorted({name for _, _, name in places}), 1)}
    for holder, key, name in places:
        holder[key] = pikepdf.String(f"node{numbers[name]:08}")


def _give_bodies(pikepdf: Any, pdf: Any, tree: Any) -> None:
    """Put what an item of a list has beside its bullet into the body that PDF/UA wants."""
    marks = pikepdf.NumberTree(tree.ParentTree)
    for item in list(pdf.objects):
        if not isinstance(item, pikepdf.Dictionary) or item.get("/S") != "/LI" or "/K" not in item:
            continue
        kids = list(item.K) if isinstance(item.K, pikepdf.Array) else [item.K]
        labels = [kid for kid in kids if _is_tag(pikepdf, kid) and str(kid.S) == "/Lbl"]
        rest = [kid for kid in kids if not (_is_tag(pikepdf, kid) and str(kid.S) in ("/Lbl", "/LBody"))]
        if not rest:
            continue
        body = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.LBody, P=item, K=pikepdf.Array(rest))
        )
        if "/Pg" in item:
            body.Pg = item.Pg
        for kid in rest:
            if _is_tag(pikepdf, kid):
                kid.P = body
            else:  # a piece of the page itself, whose owner the page names
                number = int(kid.get("/MCID", -1)) if isinstance(kid, pikepdf.Dictionary) else int(kid)
                page = kid.get("/Pg") if isinstance(kid, pikepdf.Dictionary) else None
                page = page or item.get("/Pg")
                if number >= 0 and page is not None:
                    marks[int(page.StructParents)][number] = body
        item.K = pikepdf.Array([*labels, body])


def _is_tag(pikepdf: Any, kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _with_artifacts(pikepdf: Any, page: Any) -> bytes:
    """Return a page's content with all that no tag holds, such as the number of the page, marked as an artifact."""
    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    done: list[Any] = []
    path: int | None = None  # where the path that is being drawn begins
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif depth == 0:
            if name in _PATHS and path is None:
                path = len(done)
            elif name in _PAINTS and path is not None:
                done[path:] = [begin, *done[path:], instruction, end]
                path = None
                continue
            elif name in _SHOWS:
                done += [begin, instruction, end]
                continue
            elif name not in _PATHS:
                path = None
        done.append(instruction)
    content: bytes = pikepdf.unparse_content_stream(done)
    return content

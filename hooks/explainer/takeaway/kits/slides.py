"""The slides of a kit: Markdown from which pandoc makes PowerPoint's format, which other programs read too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ...catalogue import catalogue
from ...escaping import markdown
from ...render import pandoc
from .content import KitContent, Said

_MOST = 260
"""Characters on one slide: what a class can read from the last row, and what the slide holds."""


def write_slides(kit: KitContent, path: Path) -> None:
    """Write the slides. Raises PandocError."""
    options = [
        "--sandbox", "--from=markdown-auto_identifiers", "--to=pptx", "--slide-level=2",
        f"--metadata=title={kit.title}", f"--metadata=subtitle={kit.site_name}", f"--metadata=lang={kit.language}",
        f"--output={path}",
    ]  # fmt: skip
    pandoc.run(*options, text="\n\n".join(_slides(kit)) + "\n")


def _slides(kit: KitContent) -> Iterator[str]:
    """Yield the slides as Markdown; the notes of a slide are for the teacher."""
    _ = catalogue(kit.language).gettext
    yield _slide(_("Start"), [kit.title, _("Answer in one sentence. Write it down and keep it.")])
    yield _slide(
        _("Today"), [f"{step.minutes} · {step.name}" for step in kit.steps], notes=[step.what for step in kit.steps]
    )
    for lines in _batched(kit.background):
        yield _slide(_("What everybody must know"), lines)
    for part in kit.parts:
        yield f"# {markdown(part.name)}"
        yield _slide(f"{_('Speak for')}: {part.name}", [part.holder, part.wants])
        for said in part.quotations[:1]:
            yield _slide(_("In their words"), [_with_sources(said)])
        for lines in _batched([*map(_with_sources, part.evidence)]):
            yield _slide(_("Best evidence"), lines)
        yield _slide(_("What you must answer"), [part.must_answer])
    yield _slide(_("Step out of the roles"), [_("What do all groups accept?"), _("What can the evidence not settle?")])
    yield _slide(_("Exit ticket"), [kit.title, _("Has your sentence changed? Which evidence decided?")])
    for lines in _batched(kit.references):
        yield _slide(_("Sources"), lines, notes=[kit.address] if kit.address else None)


def _slide(title: str, lines: list[str], notes: list[str] | None = None) -> str:
    text = [f"## {markdown(title)}", *(f"- {markdown(line)}" for line in lines)]
    if notes:
        text += ["::: notes", *map(markdown, notes), ":::"]
    return "\n\n".join(text)


def _with_sources(said: Said) -> str:
    return f"{said.words} ({'; '.join(said.sources)})" if said.sources else said.words


def _batched(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield lines in groups that a slide holds; a longer line has a slide to itself."""
    group: list[str] = []
    for line in lines:
        if group and sum(map(len, group)) + len(line) > _MOST:
            yield group
            group = []
        group.append(line)
    if group:
        yield group

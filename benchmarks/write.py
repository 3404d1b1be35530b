"""Lays a generated debate out as the sites that are compared: ``python -m benchmarks.write FOLDER PLAN [WHICH]``.

The plan is JSON: ``{"pages": 500}``, with any other of the fields of `Plan`.

All say the same words. What differs is what each tool can be asked for:

``ours``
    Records and pages as a contributor writes them, with the project's own configuration, hooks and theme. It
    publishes the written pages, a page for each source and term, and their two indexes.
``plain``
    Material with the same configuration but without our hooks and templates, and with as many pages: the
    written pages without citations, and in the place of each generated page the very Markdown that our
    engine makes for it, as if somebody had written it.
``plain-small``
    The same with as many pages as ``bibtex`` publishes: the written pages and the two indexes.
``bibtex``
    Material with mkdocs-bibtex and mkdocs-ezglossary. Citations become footnotes; terms, which must be marked by
    hand, become links with tooltips; one page lists all sources, one all terms with backlinks.
``sphinx``
    Sphinx in its default theme with sphinxcontrib-bibtex: the same in reStructuredText, a glossary and a page of all
    sources to which the citations lead. It is spared the references at each page's end: with them
    (``footcite``) it takes more than twice as long.

Navigation is short and the same everywhere: a menu of every page takes any of them longer than the pages do.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from .generate import Debate, Note, Page, Plan, Sentence, Source, Term, generate

TermForm = Callable[[Term], str]
CitationForm = Callable[[Source, Note], str]

ROOT = Path(__file__).parent.parent


def write(folder: Path, debate: Debate, which: str = "all") -> None:
    """Write sites below ``folder``, each in a folder of its name: ``ours``, with the ``plain`` ones, or ``all``."""
    write_ours(folder / "ours", debate)
    if which in ("plain", "all"):
        write_plain(folder, debate)
    if which == "all":
        write_bibtex(folder / "bibtex", debate)
        write_sphinx(folder / "sphinx", debate)


def write_ours(folder: Path, debate: Debate) -> None:
    """Write the site for our engine."""
    _write(folder / "mkdocs.yml", _configuration())
    for name in ("hooks", "overrides"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("explainer", "*.egg-info", "__pycache__")
        )
    _write(folder / "docs/en/index.md", _markdown_home())
    for page in debate.pages:
        text = _markdown(page, lambda term: term.name, lambda source, note: f" [@{source.key}#{note.id}]")
        _write(folder / f"docs/en/pages/{page.name}.md", text)
    defined: dict[str, str] = {}  # the definitions that cite a source's first note, which says them
    for term in debate.terms:
        defined[term.source.key] = f"{defined.get(term.source.key, '')} {term.definition}."
    for source in debate.sources:
        _write(
            folder / f"docs/sources/{source.key}.yaml",
            f"type: article-newspaper\ntitle: {source.title}\nauthor:\n  - {{family: {source.family}, given: {source.given}}}\n"
            f"container-title: The Daily\nissued: {source.year}-05-17\nURL: https://example.org/{source.key}\n"
            f"archive: https://example.net/{source.key}\nlanguage: en\nvoice: press\nrank: 2\nread:\n  date: 2026-11\nevidence:\n"
            + "".join(
                f"  - id: {note.id}\n    at: paragraph {note.id[1:]}\n    says: {note.figure:,} people were counted at {note.subject}."
                + (defined.get(source.key, "") if note.id == "n1" else "")
                + "\n"
                for note in source.notes
            ),
        )
    for term, other in zip(debate.terms, debate.terms[1:] + debate.terms[:1], strict=True):
        _write(
            folder / f"docs/glossary/{term.key}.yaml",
            f"term: {{en: {term.name}, es: {term.name}}}\nforms: {{en: [{term.name}s], es: [{term.name}s]}}\ncategory: concept\n"
            f"short: {{en: {term.definition}., es: {term.definition}.}}\n"
            f"definition: >-\n  {term.definition} [@{term.source.key}#n1].\nsee_also: [{other.key}]\n",
        )


def write_plain(folder: Path, debate: Debate) -> None:
    """Write both sites for plain Material; ours must be there already, since its hooks make some of their pages."""
    for name in ("plain", "plain-small"):
        _write(folder / name / "mkdocs.yml", _plain_configuration())
        _write(folder / name / "docs/en/index.md", _markdown_home())
        for page in debate.pages:
            text = _markdown(page, lambda term: term.name, lambda source, note: "")
            _write(folder / name / f"docs/en/pages/{page.name}.md", text)
    for src, text in _generated(folder / "ours"):
        _write(folder / "plain/docs/en" / src, text)
        if src in ("glossary/index.md", "sources/index.md"):
            _write(folder / "plain-small/docs/en" / src, text)


def _generated(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the pages that our hooks add to a site, as path and Markdown."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files

    from explainer.render import placeholders

    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    for file in config.plugins.on_files(get_files(config), config=config):
        if file.generated_by and file.src_uri.endswith(".md"):
            filled = config.extra["explainer"].generated[file.src_uri].text
            whole = placeholders.replace_blocks(placeholders.replace_blocks(filled.text, filled.blocks), filled.blocks)
            if filled.finished:
                whole = f"---\ntitle: {json.dumps(filled.finished.title)}\n---\n\n{whole}"
            yield file.src_uri, placeholders.remove(whole)


def write_bibtex(folder: Path, debate: Debate) -> None:
    """Write the site for Material with mkdocs-bibtex and mkdocs-ezglossary."""
    configuration = _plain_configuration()
    plugins = "  - bibtex:\n      bib_file: refs.bib\n  - ezglossary:\n      tooltip: short\n      inline_refs: list\n"
    configuration = re.sub(r"^  - search\n", f"  - search\n{plugins}", configuration, flags=re.MULTILINE)
    _write(folder / "mkdocs.yml", configuration)
    _write(folder / "refs.bib", _bibliography(debate))
    _write(folder / "docs/en/index.md", _markdown_home())
    for page in debate.pages:
        text = _markdown(page, lambda term: f"<term:{term.name}>", lambda source, note: f" [@{source.key}]")
        _write(folder / f"docs/en/pages/{page.name}.md", text)
    _write(folder / "docs/en/sources/index.md", "# Sources\n\n\\full_bibliography\n")
    terms = "".join(f"term:{term.name}\n:   {term.definition} [@{term.source.key}].\n\n" for term in debate.terms)
    _write(folder / "docs/en/glossary/index.md", f"# Glossary\n\n{terms}")


def write_sphinx(folder: Path, debate: Debate) -> None:
    """Write the site for Sphinx with sphinxcontrib-bibtex."""
    _write(
        folder / "conf.py",
        'project = "Debate"\nextensions = ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["refs.bib"]\n'
        'html_baseurl = "https://example.org/"\n',
    )
    _write(folder / "refs.bib", _bibliography(debate))
    _write(folder / "index.rst", "Home\n====\n\n.. toctree::\n\n   glossary/index\n   sources/index\n")
    _write(folder / "sources/index.rst", "Sources\n=======\n\n.. bibliography::\n   :all:\n")
    terms = "".join(
        f"   {term.name}\n      {term.definition} :cite:p:`{term.source.key}`.\n\n" for term in debate.terms
    )
    _write(folder / "glossary/index.rst", f"Glossary\n========\n\n.. glossary::\n\n{terms}")
    for page in debate.pages:
        lines = [":orphan:\n", page.title, "=" * len(page.title), ""]
        for heading, paragraphs in page.sections:
            lines += [heading, "-" * len(heading), ""]
            for paragraph in paragraphs:
                lines += [
                    _text(
                        paragraph,
                        lambda term: f":term:`{term.name}`",
                        lambda source, note: f" :cite:p:`{source.key}`",
                    ),
                    "",
                ]
        _write(folder / f"pages/{page.name}.rst", "\n".join(lines))


def _configuration() -> str:
    """Return the project's configuration with a short navigation."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = "nav:\n  - Home: index.md\n  - Glossary: glossary/index.md\n  - Sources: sources/index.md\nnot_in_nav: |\n  /*\n"
    return nav + _without(text, "nav", "not_in_nav", "watch")


def _plain_configuration() -> str:
    """Return the configuration without what is ours: the hooks and the theme's templates."""
    return re.sub(r"^  custom_dir:.*\n", "", _without(_configuration(), "hooks"), flags=re.MULTILINE)


def _without(configuration: str, *names: str) -> str:
    """Return a configuration without some of its blocks."""
    return re.sub(rf"^(?:{'|'.join(names)}):.*\n(?:  .*\n)+", "", configuration, flags=re.MULTILINE)


def _markdown_home() -> str:
    return "---\ntitle: Home\ndescription: A debate that nobody held.\n---\n\n# Home\n\nA debate that nobody held.\n"


def _markdown(page: Page, term: TermForm, cite: CitationForm) -> str:
    """Return a page as Markdown, its terms and citations in a tool's own form."""
    lines = [
        f"---\ntitle: {page.title}\ndescription: What was said about {page.title}.\nknown: 2026-11\nkey_points:\n"
        f"  - What was said is in dispute.\n  - Both sides are told.\n---\n\n# {page.title}\n"
    ]
    for heading, paragraphs in page.sections:
        lines.append(f"## {heading}\n")
        lines += [_text(paragraph, term, cite) + "\n" for paragraph in paragraphs]
    return "\n".join(lines)


def _text(paragraph: tuple[Sentence, ...], term: TermForm, cite: CitationForm) -> str:
    return " ".join(sentence.text(term, cite) for sentence in paragraph)


def _bibliography(debate: Debate) -> str:
    return "".join(
        f"@article{{{source.key},\n  author = {{{source.family}, {source.given}}},\n  title = {{{source.title}}},\n"
        f"  journal = {{The Daily}},\n  year = {{{source.year}}},\n  url = {{https://example.org/{source.key}}}\n}}\n\n"
        for source in debate.sources
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), generate(Plan(**json.loads(sys.argv[2]))), *sys.argv[3:])

"""The tools that are compared: how each gets a project as its own input, how it is run and how its messages are read.

A tool is a function from the folders of many projects to the messages for each. It writes every project anew in its
own folder of ``work``, which is left behind to be looked at.
"""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pypandoc

from . import bibliography, pages, terms

HERE = Path(__file__).parent

PYTHON_PACKAGES = [
    "sphinx==9.0.4", "sphinxcontrib-bibtex==2.7.0", "myst-parser==5.2.0",
    "mkdocs==1.6.1", "mkdocs-bibtex==4.4.0", "pymdown-extensions==13.1",
]  # fmt: skip
NODE_PACKAGES = ["mystmd@1.8.3"]


PASSING = re.compile(r" at 0x[0-9a-f]+|/[\w./()-]*/(?=[\w.-]+\.\w)|(?<=[ \"'])/[\w./()-]*/work/")
"""Memory addresses, and the absolute folder before a file."""


@dataclass(frozen=True, slots=True)
class Message:
    """One warning or error of a tool."""

    file: str
    """The file that it names, relative to the tool's project; empty if none."""
    line: str | None
    """The line that it names (or the byte, where a file is no text)."""
    text: str
    """What it says, without the place and without what changes from run to run: addresses and folders."""

    def __post_init__(self):
        object.__setattr__(self, "text", PASSING.sub("", self.text))


@dataclass(frozen=True, slots=True)
class Project:
    """One of our projects, read: what the other tools' projects are made from."""

    name: str
    pages: dict[str, bytes]
    """By path in the other tools' projects: English pages at the top, Spanish ones under ``es/``."""
    sources: list[tuple[str, str]]
    """Key and text of each source record."""
    terms: dict[str, dict]
    claims: dict[str, dict]
    timeline: dict[str, dict]

    @classmethod
    def read(cls, folder):
        """Read the project in a folder, whatever is wrong with it."""
        docs = folder / "docs"
        written = {}
        for language, prefix in (("en", ""), ("es", "es/")):
            for path in sorted((docs / language).rglob("*.md")):
                written[prefix + path.relative_to(docs / language).as_posix()] = path.read_bytes()
        texts = {name: list(_records(docs / name)) for name in ("sources", "glossary", "claims", "timeline")}
        return cls(
            folder.name,
            written,
            texts["sources"],
            terms.read(dict(texts["glossary"])),
            terms.read(dict(texts["claims"])),
            terms.read(dict(texts["timeline"])),
        )


def _records(folder):
    """Yield key and text of the YAML files of a folder. Other files are no part of a bibliography in any tool."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".yml") and path.is_file():
            yield path.stem, path.read_bytes().decode("utf-8", "replace")


def counterparts(path):
    """Return the files of a tool's project that may hold an error of our file ``path``."""
    parts = PurePosixPath(path).parts
    if parts[:2] == ("docs", "en"):
        return {"/".join(parts[2:])}
    if parts[:2] == ("docs", "es"):
        return {"/".join(parts[1:])}
    if parts[:2] == ("docs", "sources"):
        return {"references.bib", "references.yaml"}
    return {f"{name}-records.md" for name in parts[1:2]}


def install(folder):
    """Install the other tools below ``folder`` unless these versions are there."""
    stamp, wanted = folder / "installed.txt", "\n".join(PYTHON_PACKAGES + NODE_PACKAGES)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([folder / "venv/bin/pip", "install", "--quiet", *PYTHON_PACKAGES], check=True)
    subprocess.run(["npm", "install", "--silent", "--prefix", folder / "npm", *NODE_PACKAGES], check=True)
    stamp.write_text(wanted, "utf-8")


def version(folder, package):
    """Return the version of a Python package in the tools' environment."""
    script = f"import importlib.metadata as m; print(m.version({package!r}))"
    return output([folder / "venv/bin/python", "-c", script]).strip()


def output(command, folder=None):
    """Run a command and return all that it prints, as text; nothing if it takes more than a minute."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"NO_COLOR": "1", "CI": "1"},
            timeout=60,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def two_at_a_time(function, items):
    """Return the results of a function for each item."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, items))


def _write(folder, project, page, glossary, extra):
    """Write a project: each page by the function ``page``, the records' pages by it too, and more files as they are.

    ``page`` takes a text and its path. A page that is no text is left as it is.
    """
    shutil.rmtree(folder, ignore_errors=True)
    texts = {"glossary-records.md": glossary}
    texts |= {"claims-records.md": terms.as_texts("Claims", project.claims)} if project.claims else {}
    texts |= {"timeline-records.md": terms.as_texts("Timeline", project.timeline)} if project.timeline else {}
    for name, content in project.pages.items() | {(name, text.encode()) for name, text in texts.items()}:
        with suppress(UnicodeDecodeError):
            content = page(pages.without_notes(content.decode()), name).encode()
        _put(folder / name, content)
    for name, text in extra.items():
        _put(folder / name, text.encode())


def _put(path, content):
    """Write a file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


# Pandoc: a page a run, so every message is about a known page.


def pandoc(projects, work, _tools):
    """Return Pandoc's messages for each project."""
    messages = two_at_a_time(lambda p: _pandoc(p, work / p.name), projects)
    return {p.name: said for p, said in zip(projects, messages, strict=True)}


def _pandoc(project, folder):
    """Write one project for Pandoc and convert its pages."""

    def page(text, _name):
        return pages.with_term_links(pages.as_divisions(text, braces=False), "glossary-records.html")

    _write(
        folder,
        project,
        page,
        terms.as_headings(project.terms),
        {"references.yaml": bibliography.csl(project.sources)},
    )
    messages = []
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        command = [pypandoc.get_pandoc_path(), "--standalone", "--citeproc", "--bibliography=references.yaml"]
        printed = output([*command, "--output=out.html", name], folder)
        messages += [
            _pandoc_message(part, name) for part in re.split(r"\n(?=\[WARNING\]|Error)", printed.strip()) if part
        ]
    return messages


def _pandoc_message(printed, page):
    """Read one message of Pandoc: it is about the page that was read, unless it names a file or reads a bibliography."""
    text = " ".join(printed.split())
    line = re.search(r"line (\d+)|byte offset (\d+)", text)
    file = next(iter(re.findall(r"[\w./-]+\.(?:yaml|md)", text)), "" if text.startswith("YAML") else page)
    return Message(file, (line[1] or line[2]) if line else None, text)


# Sphinx with sphinxcontrib-bibtex reads Markdown through myst-parser.

SPHINX_CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["colon_fence", "deflist"]
root_doc = "all-pages"
"""

SPHINX_ROOT = """\
# Contents

:::{{toctree}}
{pages}
:::

:::{{bibliography}}
:::
"""


def sphinx(projects, work, tools):
    """Return Sphinx's messages for each project."""
    for project in projects:
        names = terms.names(project.terms)

        def page(text, _name, names=names):
            return pages.with_citation_roles(pages.with_term_roles(pages.as_divisions(text, braces=True), names))

        extra = {"conf.py": SPHINX_CONF, "references.bib": bibliography.bibtex(project.sources)}
        folder = work / project.name / "pages"
        _write(folder, project, page, terms.as_sphinx(project.terms), extra)
        listed = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
        _put(folder / "all-pages.md", SPHINX_ROOT.format(pages="\n".join(listed)).encode())
    _batch("sphinx", projects, work, tools)
    return {p.name: _sphinx_messages(work / p.name) for p in projects}


def _sphinx_messages(folder):
    """Read what Sphinx printed: a message begins with a place or a level and may go on over lines; a crash ends it."""
    printed = (folder / "printed.txt").read_text("utf-8", "replace").replace(f"{folder}/pages/", "")
    printed, _, crash = printed.partition("\nVersions\n===")
    messages = []
    for part in re.split(r"\n(?=\S+?: (?:WARNING|ERROR|CRITICAL)|(?:WARNING|ERROR|CRITICAL):|\S+ error)", printed):
        location = re.match(r"(?P<file>[^\s:]+)(?::(?P<line>\d+))?: (?=WARNING|ERROR|CRITICAL)", part)
        text = " ".join(part[location.end() if location else 0 :].split())
        if text:
            messages.append(Message(location["file"] if location else "", location["line"] if location else None, text))
    raised = re.search(r"\nTraceback\n=+\n(.*?)\n\n\n", crash, re.DOTALL)
    if raised:
        messages.append(Message("", None, re.split(r"\n {4}(?=\S)", raised[1])[-1].strip()))
    return messages


def _batch(tool, projects, work, tools):
    """Build the projects with Sphinx or MkDocs in their environment."""
    env = os.environ | {"PYPANDOC_PANDOC": pypandoc.get_pandoc_path(), "NO_COLOR": "1", "TMPDIR": str(work)}
    folders = [str(work / p.name) for p in projects]
    subprocess.run([tools / "venv/bin/python", HERE / "batch.py", tool, *folders], check=True, env=env)


# MyST's own command line, mystmd. It has checked all pages before it asks the network for a theme: that may fail.


def myst(projects, work, tools):
    """Return mystmd's messages for each project."""
    command = [str((tools / "npm/node_modules/.bin/myst").resolve()), "build", "--site", "--strict"]
    for project in projects:
        names = terms.names(project.terms)

        def page(text, _name, names=names):
            return pages.with_term_roles(pages.as_divisions(text, braces=True), names)

        extra = {"references.bib": bibliography.bibtex(project.sources)}
        _write(work / project.name, project, page, terms.as_myst(project.terms), extra)
        files = sorted(path.relative_to(work / project.name) for path in (work / project.name).rglob("*.md"))
        index = [file for file in files if file.as_posix() == "index.md"]
        toc = "".join(f"    - file: {file}\n" for file in index + [file for file in files if file not in index])
        config = f"version: 1\nproject:\n  title: Test\n  bibliography: [references.bib]\n  toc:\n{toc}site:\n  title: Test\n"
        _put(work / project.name / "myst.yml", config.encode())
    printed = two_at_a_time(lambda p: output(command, work / p.name), projects)
    return {p.name: _myst_messages(text, work / p.name) for p, text in zip(projects, printed, strict=True)}


def _myst_messages(printed, folder):
    """Read what mystmd printed: the lines with its two signs, and whatever looks like an error."""
    messages = []
    for part in re.findall(r"^(?:⚠|⛔|❌|💥|👎).*|^.*[Ee]rror.*", printed.replace(f"{folder}/", ""), re.MULTILINE):
        part = re.sub(r"^\W+", "", part)
        location = re.match(r"(?P<file>[\w./-]+\.\w+)(?::(?P<line>\d+))?(?::\d+)?:? ", part)
        text = part[location.end() if location else 0 :].strip()
        inside = re.search(r" at line (\d+)", text)  # a place in the bibliography stands in the message
        line = location["line"] if location else None
        if not re.match(r"Site has \d+", text):
            messages.append(Message(location["file"] if location else "", line or (inside and inside[1]), text))
    return messages


# MkDocs with mkdocs-bibtex, and with all that MkDocs can validate by itself.

MKDOCS_YML = """\
site_name: Test
docs_dir: pages
site_dir: site
theme: {{name: mkdocs}}
markdown_extensions: [admonition, attr_list, footnotes, pymdownx.tabbed]
plugins:
  - bibtex: {{bib_file: references.bib, csl_file: {style}}}
validation: {{omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}}
"""


def mkdocs(projects, work, tools):
    """Return MkDocs' messages for each project."""
    style = work / "style.csl"
    _put(style, output([pypandoc.get_pandoc_path(), "--print-default-data-file=default.csl"]).encode())
    for project in projects:

        def page(text, name):
            up = "../" * name.count("/")
            return pages.with_term_links(text, f"{up}glossary-records.md")

        folder = work / project.name
        _write(folder / "pages", project, page, terms.as_headings(project.terms), {})
        _put(folder / "mkdocs.yml", MKDOCS_YML.format(style=style).encode())
        _put(folder / "references.bib", bibliography.bibtex(project.sources).encode())
    _batch("mkdocs", projects, work, tools)
    return {p.name: _mkdocs_messages(work / p.name) for p in projects}


def _mkdocs_messages(folder):
    """Read what MkDocs printed: its log, and the last line of a crash."""
    printed = (folder / "printed.txt").read_text("utf-8", "replace")
    messages = []
    for part in re.split(r"\n(?=(?:INFO|WARNING|ERROR|Traceback|Error|Aborted|\[WARNING\]|Config)\b)", "\n" + printed):
        part = part.replace(f"{folder}/pages/", "").replace(f"{folder}/", "")
        if part.startswith("Traceback"):
            text = re.split(r"\n(?=\S)", part.strip())[-1]
        elif re.match(r"WARNING|ERROR|Error|\[WARNING\]|Config", part):
            text = part.split("Traceback")[0]
        else:
            continue
        text = re.sub(r"^(WARNING|ERROR) +- +", "", " ".join(text.split()))
        if text.startswith(("Aborted with", "During handling")):
            continue
        text = re.sub(r"^pybtex\.[\w.]+: ", "", text)
        location = re.search(r"([\w./-]+\.(?:md|bib))\b(?::(\d+)|\D{0,20}line (\d+))?", text)
        line = (location[2] or location[3]) if location else None
        messages.append(Message(location[1] if location else "", line, text))
    return messages

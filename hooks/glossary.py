"""MkDocs hook: a page for each term of the glossary, and the glossary as data."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from explainer.render import glossary
from explainer_mkdocs import build, data_files


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the terms; the citations hook makes them with the other pages."""
    build.of(config).generators.append(lambda project: glossary.pages(project.site))
    data_files.add_glossary(build.of(config), files)

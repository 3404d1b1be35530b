"""Small sites, built in process with the project's own configuration, hooks and theme."""

import logging
import re
import shutil

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from .cases import lay_out
from .paths import ROOT


class Log(logging.Handler):
    """Keeps what MkDocs and the hooks say."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


def prepare(folder, files):
    """Make the base project with ``files`` over it in ``folder``, with our configuration, hooks and theme."""
    lay_out(folder, files)
    configuration = (ROOT / "mkdocs.yml").read_text("utf-8")
    configuration = re.sub(r"^nav:\n(?:  .*\n)+", "", configuration, flags=re.MULTILINE)
    configuration = re.sub(r"^not_in_nav:.*\n(?:  .*\n)+", "", configuration, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(configuration, "utf-8")
    for name in ("hooks", "overrides"):
        if not (folder / name).exists():
            shutil.copytree(
                ROOT / name,
                folder / name,
                ignore=shutil.ignore_patterns("explainer", "explainer_mkdocs", "__pycache__"),
            )


def build_site(folder, files):
    """Build the base project with ``files`` over it; return the site's folder and what was logged.

    An aborted build returns its message as the last line.
    """
    prepare(folder, files)
    return build_prepared(folder)


def build_prepared(folder, command="build"):
    """Build what `prepare` made, and what was changed in it since, as for ``command``; return what `build_site` returns."""
    log = Log()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(log)
    logger.setLevel(logging.INFO)
    try:
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
        config.plugins.on_startup(command=command, dirty=False)
        build(config)
    except Abort as error:
        log.lines.append(f"Abort: {error.message}")
    finally:
        logger.removeHandler(log)
    return folder / "site", log.lines

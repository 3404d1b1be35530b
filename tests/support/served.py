"""A project as `mkdocs serve` begins it, built in the test's own process."""

from mkdocs.commands.build import build
from mkdocs.config import load_config

from explainer.render.policy import TEMPLATES

from .sites import prepare

PLAIN = "<html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"
"""A theme of one line, for tests that do not look at the theme."""


def serve(folder, files, theme=PLAIN):
    """Build a project as `mkdocs serve` begins, under the real theme where ``theme`` is empty; return its pages by address."""
    prepare(folder, files)
    given = {}
    if theme:
        (folder / "plain").mkdir()
        scripts = (
            '{% block scripts %}<script src="bundle.js"></script>{% endblock %}'  # what the policy asks a theme for
        )
        for name, text in {"main.html": theme, "base.html": scripts, **dict.fromkeys(TEMPLATES, "")}.items():
            (folder / "plain" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "plain" / name).write_text(text, "utf-8")
        given["theme"] = {"name": None, "custom_dir": str(folder / "plain"), "language": "en"}
        given["plugins"] = []
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), **given)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    return {
        path.parent.relative_to(folder / "site").as_posix(): path.read_text("utf-8")
        for path in (folder / "site").rglob("index.html")
    }

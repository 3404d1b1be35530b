"""MkDocs hooks: every citation is checked, and the pages are rendered with their evidence.

`explainer_mkdocs.steps` says what happens at each event, in order.
"""

from explainer_mkdocs.steps import Steps

_steps = Steps()

on_startup = _steps.on_startup
on_config = _steps.on_config
on_files = _steps.on_files
on_nav = _steps.on_nav
on_env = _steps.on_env
on_pre_page = _steps.on_pre_page
on_page_read_source = _steps.on_page_read_source
on_page_markdown = _steps.on_page_markdown
on_page_content = _steps.on_page_content
on_page_context = _steps.on_page_context
on_post_page = _steps.on_post_page
on_post_template = _steps.on_post_template
on_post_build = _steps.on_post_build
on_build_error = _steps.on_build_error
on_serve = _steps.on_serve

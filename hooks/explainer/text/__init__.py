"""Markdown with positions: front matter, blocks, citations, statements, term uses."""

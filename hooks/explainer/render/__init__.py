"""Rendering: citations, references and the pages made from records, as HTML and Markdown."""

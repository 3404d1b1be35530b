"""What a reader sees: citations, references and the pages made from records, as HTML and Markdown."""

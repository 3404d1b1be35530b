"""Works from the files of reference managers and databases: BibTeX, RIS, Web of Science, CSL-JSON."""

"""The Caravan Debate's engine: it reads pages and records, checks every citation and renders the pages.

The layout follows the data; a module imports only from the layers below it::

    cli, the hooks            thin entry points
    checks, render            findings; pages
    library                   everything that was read, indexed once: who cites what, and where
    records, text             YAML records and Markdown pages, both with positions
    diagnostics               one finding

Nothing here imports MkDocs.
"""

__version__ = "0.1.0"

"""The Caravan Debate's engine: it reads pages and records, checks every citation and renders what a reader sees.

The layout shows the way of the data; imports run downwards only::

    cli, the hooks            thin doors
    checks, render            what is wrong; what a reader sees
    library                   everything read, indexed once: who cites what where
    records, text             YAML records and Markdown pages, both with positions
    diagnostics               one finding

Nothing here imports MkDocs.
"""

__version__ = "0.1.0"

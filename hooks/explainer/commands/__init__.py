"""The commands of the program `explainer`; each module adds its own to the parser."""

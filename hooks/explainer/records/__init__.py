"""YAML records, one in each file, read with the place of every value."""

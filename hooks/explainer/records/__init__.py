"""YAML records, one file a record, read with the place of every value."""

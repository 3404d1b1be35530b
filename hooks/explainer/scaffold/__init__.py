"""New records: from a reference manager's file, a filled-in form, or answers in the terminal."""

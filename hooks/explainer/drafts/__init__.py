"""Records that are begun: from a reference manager's file, a filled form, or answers in the terminal."""

"""The planted errors of our own cases, given to other tools."""

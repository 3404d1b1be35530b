"""Mutation testing of the checks: change the written pages on purpose, and see which changes the checks find.

`words` and `names` say what may replace what; `kinds` finds the places of each kind of change; `planting` chooses one
change for each paragraph, writes them into a copy of the project and runs the real check over it.
"""

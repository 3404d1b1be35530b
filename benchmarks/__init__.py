"""Measures how long checking and building take: ``make bench``. `comparison` asks other tools to find the errors of our cases."""

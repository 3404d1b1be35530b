"""Verifying a published site: the list of its hashes, and its comparison with that list and with a rebuilt site.

`listing` makes and reads the list; `places` reads a published site, from the web or from a folder; `comparing` compares
it with the list and with a rebuilt site; `rebuild` makes the rebuilt site. No module here reads pages or records.
"""

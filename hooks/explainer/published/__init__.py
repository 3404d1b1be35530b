"""What is published: the list of its hashes, and whether a site is what that list and a rebuilt site say.

`listing` makes and reads the list; `places` reads a published site, from the web or from a folder; `comparing` holds it against the
list and against a rebuilt site; `rebuild` makes that rebuilt site. Nothing here reads pages or records.
"""

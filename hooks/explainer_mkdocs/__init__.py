"""The site's build in MkDocs: `steps` has the order, `build` the state, and each other module one subject."""

"""What the site's build does within MkDocs: `steps` has the order, `build` the state, and each other module one subject."""

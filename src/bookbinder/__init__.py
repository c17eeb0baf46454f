"""How pages and snippets are bound into a site."""

"""What the files of the book say: pages, front matter, names, configuration. Nothing here runs a script."""

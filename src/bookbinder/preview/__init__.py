"""Serves the book while it is written."""

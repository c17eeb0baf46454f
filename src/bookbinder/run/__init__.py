"""Runs a script apart from the build, in a sandbox, and keeps the result."""

"""Builds the site: runs an engine, then completes what it made."""

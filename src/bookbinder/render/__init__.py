"""Turns data into HTML or Markdown, without any engine."""

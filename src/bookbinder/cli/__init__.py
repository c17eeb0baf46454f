"""The commands behind ./dev."""

"""The check: what may be wrong with a book, one module a subject, and what can be fixed."""

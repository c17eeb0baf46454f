"""The Python-Markdown extension that both engines load."""

"""What every room needs: problems as people read them, texts, files."""

"""The rules of the book, one module for each thing that they look at; registry.py names and explains them."""

"""Click in two languages: parameters, commands and usage errors worded from the catalogue. Only cli.py imports it."""

"""The handbook as one PDF, printed by the browser that the tests use: ``python -m pdf``."""

"""Model to files. Plain Python that has never heard of Sphinx."""

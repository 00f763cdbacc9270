"""YAML to model: reading with places, validating, caching.

Plain Python that has never heard of Sphinx.
"""

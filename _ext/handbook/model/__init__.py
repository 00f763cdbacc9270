"""What a handbook is: frozen models and the checks across them.

Plain Python that has never heard of Sphinx or of files.
"""

"""Model to picture. Plain Python that has never heard of Sphinx.

A plan says what a figure tells, a layout where each word and line stands, and the SVG
writer draws the layout. The text twin of a figure comes from the same plan.
"""

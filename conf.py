"""Sphinx settings of the sales operations handbook."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# -- The book ----------------------------------------------------------------------------------

project = "Sales operations"
author = "2i2c"
project_copyright = "2i2c"  # undated: the same sources always build the same bytes
version = release = "1.0"
language = "en_GB"  # pages say lang="en-GB"

# Browsers keep checklists under this name: never change it, or nobody finds theirs again.
handbook_site = "2i2c-sales-operations"

# Where the sources are on GitHub, for "Report this step" and "Propose a change"; without it both
# lead to the page about contributing. handbook_branch says which branch, if it is not main.
# handbook_repository = "owner/name"

# Where "Make a GitHub issue" leads; without it, the text of the issue can only be copied.
# handbook_issues = "owner/name"

# Where pages that have moved are now, without their endings: their old addresses lead there. An SOP
# with a new id needs no line: its file names its earlier ones under `was`.
handbook_redirects: dict[str, str] = {
    # "sales-operations/asana": "sales-operations/delivery#asana",
}

extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "handbook"]

# Only the book is read, so a virtual environment or a cache beside it never becomes a page.
include_patterns = ["index.md", "sales-operations/**"]

nitpicky = True
smartquotes = False  # what is typed is what is shown, copied and exported

# -- MyST --------------------------------------------------------------------------------------

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3  # links such as #sop-ordering point at headings

# -- HTML --------------------------------------------------------------------------------------

html_theme = "pydata_sphinx_theme"
html_title = project
# Where the site will be, path and all, such as "https://example.org/handbook/". Copies and
# hand-overs lead back to it; previews of links, sitemap.xml and a 404 page at any depth need it.
# html_baseurl = ""
html_favicon = "images/favicon.svg"
html_permalinks_icon = "#"
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
html_sidebars = {"**": []}

html_static_path = ["images/social-card.png"]
templates_path: list[str] = []  # extensions add to it: without one, to Sphinx's default

# The handbook's own templates draw the shell, so the theme need not render parts nobody sees.
html_theme_options = {
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "article_header_start": [],
    "primary_sidebar_end": [],
    "secondary_sidebar_items": [],
    "footer_start": [],
    "footer_end": [],
    "disable_search": True,  # the theme's dialog; the header has a plain search form instead
    "shorten_urls": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}

# -- Other builders ----------------------------------------------------------------------------

epub_show_urls = "footnote"
epub_tocscope = "includehidden"  # the book's contents are hidden toctrees
latex_engine = "xelatex"
latex_show_urls = "footnote"
man_pages = [("index", "sales-operations", project, [author], 7)]
man_show_urls = True
text_add_secnumbers = False

# Sphinx keeps its pickles in the output folder unless told otherwise, and then wonders at them.
suppress_warnings = ["epub.unknown_project_files"]

# -- Link check --------------------------------------------------------------------------------

linkcheck_ignore = [
    r"https://docs\.google\.com/",  # the agreement templates ask people to sign in
    r"https://drive\.google\.com/",  # asks people to sign in
    r"https://app(-\w+)?\.hubspot\.com/",  # the CRM shows nothing to visitors
    r"https://app\.asana\.com/",  # projects are private
    r"https://airtable\.com/",  # bases are private
    r"https://github\.com/orgs/2i2c-org/projects/",  # private boards answer "not found"
    r"https://github\.com/[^/]+/[^/]+/issues/new",  # asks people to sign in
]
linkcheck_timeout = 20

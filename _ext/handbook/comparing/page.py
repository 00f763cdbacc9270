"""The same list as a page of its own, which asks nothing of any other file or host."""

from __future__ import annotations

import base64
import hashlib

from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.55 system-ui, sans-serif; }
body { color: light-dark(#1c2430, #dce3eb); background: light-dark(#fff, #13171d); }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; overflow-wrap: break-word; }
h1 { font-size: 2.1rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
ul { padding-left: 1.25rem; }
.contains-task-list { padding: 0; list-style: none; }
.task-list-item { padding: 0.6rem 0 0.6rem 2.5rem; }
.task-list-item { border-top: 1px solid light-dark(#dfe4ea, #2b333d); }
.task-list-item label { display: block; }
.task-list-item-checkbox { float: left; width: 1.5rem; height: 1.5rem; margin: 0 0 0 -2.5rem; }
li p { margin: 0.25rem 0; }
code { font-size: 0.875rem; }
pre { margin: 0.5rem 0; padding: 0.75rem; overflow-x: auto; }
pre { background: light-dark(#f5f7f9, #1b2129); }
@media print { body { margin: 0; max-width: none; } .task-list-item { break-inside: avoid; } }
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What changes in the handbook</title>
<style>{style}</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def page(markdown: str) -> str:
    """Return the list that `markdown` wrote as HTML, with boxes to tick for the visit."""
    parser = MarkdownIt("commonmark", {"html": False}).use(
        tasklists_plugin, enabled=True, label=True
    )
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return _PAGE.format(hash=digest, style=_STYLE, body=parser.render(markdown))

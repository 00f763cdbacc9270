"""The Content Security Policy of every page, and the check that pages can live under it.

The policy allows the site's own files and nothing inline, so it holds no hashes: there is no
inline script to bless. Whatever a page would need beyond it (MyST passes raw HTML through) is
reported as a warning of type ``handbook``, subtype ``csp``, at the page that holds it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from handbook.pages import is_site, runs_checklists
from handbook.reporting import Subtype, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet draws small marks from data: addresses
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}
#: Added where a checklist runs, and where all are listed: no script may turn text into HTML there.
TRUSTED_TYPES = {"require-trusted-types-for": "'script'", "trusted-types": "'none'"}

_REFUSED_TAGS = frozenset(
    {"applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "object"}
    | {"portal", "script", "style"}
)
_REFUSED_ATTRIBUTES = frozenset({"style", "srcdoc", "formaction", "ping"})
_LINK_ATTRIBUTES = frozenset({"href", "xlink:href", "action", "cite"})
_LOAD_ATTRIBUTES = frozenset({"src", "srcset", "poster", "background", "data"})
_LINK_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
#: Browsers drop these from addresses before they read them.
_IGNORED = re.compile(r"[\x00-\x20]+")

#: A tag that needs no second look. Most pages hold nothing else; the rest are parsed.
_PLAIN_TAG = re.compile(
    rf"""
    </[a-z][a-z0-9-]*\s*>
    | <(?: (?!(?:{"|".join(sorted(_REFUSED_TAGS))})[\s/>]) [a-z][a-z0-9-]*
         | script\ type="application/json" )
      (?: \s+ (?: href="(?: https?://[^"<>]* | mailto:[^"<>]* | [^":<>&\\#?]*(?:[#?][^"<>]*)? )"
                | src="(?!/)[^":<>&\\]*"
                | (?!on|style|src|href|xlink|action|form|ping|poster|background|cite|data=)
                  [a-z][a-z0-9:_-]* (?: ="[^"<>]*" )? ) )*
      \s*/?>
    """,
    re.VERBOSE | re.IGNORECASE,
)


def setup_csp(app: Sphinx) -> None:
    """Give every HTML page its policy, and check what the page holds against it."""
    app.connect("html-page-context", _guard_page, priority=800)


def policy(*, trusted_types: bool) -> str:
    """Return the policy as one line, with the Trusted Types rules if *trusted_types*."""
    rules = POLICY | TRUSTED_TYPES if trusted_types else POLICY
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def audit(html: str) -> list[str]:
    """Return what in *html*, a fragment of a page, the policy would block, in order.

    Each entry names the thing and its cure. Scripts of type ``application/json`` hold data, are
    never run, and pass.
    """
    if "<" not in _PLAIN_TAG.sub("", html):
        return []
    auditor = _Auditor()
    auditor.feed(html)
    auditor.close()
    return auditor.found


class _Auditor(HTMLParser):
    """Collects what the policy refuses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _REFUSED_TAGS and not _is_data(tag, given):
            self.found.append(f"<{tag}> is not allowed in a page · remove it")
        for name, value in attrs:
            if problem := _attribute_problem(name, value or ""):
                self.found.append(f"<{tag} {name}=…> {problem}")

    def handle_comment(self, data: str) -> None:
        # Browsers end a comment here, and take what follows for the page.
        if data.startswith((">", "->")) or "--!>" in data:
            self.found.append("a comment ends before its --> · remove it")

    def handle_decl(self, decl: str) -> None:
        self._marked("!")

    def handle_pi(self, data: str) -> None:
        self._marked("?")

    def unknown_decl(self, data: str) -> None:
        self._marked("![")

    def _marked(self, mark: str) -> None:
        """Refuse what ends at the first > to a browser, and later to others."""
        self.found.append(f"<{mark}…> is not allowed in a page · remove it")


def _is_data(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "script" and attributes.get("type") == "application/json"


def _attribute_problem(name: str, value: str) -> str | None:
    """Return what is wrong with an attribute, and the cure; nothing if it is fine."""
    if name.startswith("on"):
        return "would run a script · remove it"
    if name == "style":
        return "would be ignored: styles belong in a style sheet · use a class"
    if name in _REFUSED_ATTRIBUTES:
        return "is not allowed in a page · remove it"
    address = _IGNORED.sub("", value).replace("\\", "/")
    scheme = match[1].lower() if (match := _SCHEME.match(address)) else ""
    if name in _LINK_ATTRIBUTES and scheme not in _LINK_SCHEMES:
        return f"leads to a {scheme}: address · use https:, mailto: or a page of this site"
    if name in _LOAD_ATTRIBUTES and (scheme or address.startswith("//")):
        if scheme == "data" and name == "src":
            return None
        return "loads from outside this site · put a copy of the file beside the page"
    return None


def _guard_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the policy ahead of the page's other meta elements, and report what it blocks."""
    if not is_site(app.builder):
        return
    body = context.get("body", "")
    for problem in audit(body):
        warn(Subtype.CSP, problem, pagename)
    for tag in _author_meta(context.get("metatags", "")):
        warn(Subtype.CSP, tag, pagename)
    rules = policy(trusted_types=runs_checklists(body))
    meta = f'\n    <meta http-equiv="Content-Security-Policy" content="{rules}" />'
    context["metatags"] = meta + context.get("metatags", "")


def _author_meta(metatags: str) -> list[str]:
    """Return a problem for meta elements of the author's that act on the browser."""
    if "http-equiv" not in metatags.lower():
        return []
    return ["a meta element with http-equiv is not allowed in a page · remove it"]

"""Spellings of addresses that no page may link to, and what a browser makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from support.html import Element

#: Schemes that a page may link to; without one an address stays on the site.
SCHEMES = ("https", "http", "mailto")

#: Each is to be a link nowhere. Most run a script or open a program; some lead to a host that is
#: not the one people see.
SPELLINGS = [
    # A script, and what parsers drop, fold or decode before they see it
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "JaVaScRiPt:alert(1)",
    "javascript://a.example/%0aalert(1)", "javascript:https://a.example/",
    "java\tscript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)",
    "javascript\t:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
    "\njavascript:alert(1)", "\x01javascript:alert(1)", "\x1fjavascript:alert(1)",
    "java\x00script:alert(1)", "\xa0javascript:alert(1)", "\u200bjavascript:alert(1)",
    "\ufeffjavascript:alert(1)", "\u202ejavascript:alert(1)", "java\xadscript:alert(1)",
    "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)", "&amp;#106;avascript:alert(1)", "%6aavascript:alert(1)",
    "javascript%3Aalert(1)", "java%0ascript:alert(1)", "%01javascript:alert(1)",
    "\\javascript:alert(1)", "java\\script:alert(1)", "javascript\\:alert(1)",
    "javascript:\\alert(1)", "javascript\uff1aalert(1)", "\uff4aavascript:alert(1)",
    "\u0458avascript:alert(1)",
    # Other schemes
    "vbscript:msgbox(1)", "VBScript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=", "DATA:image/svg+xml,a", "blob:https://a.example/b",
    "intent://a.example#Intent;scheme=http;end", "file:///etc/passwd",
    "filesystem:https://a.example/", "ftp://a.example/", "view-source:https://a.example/",
    "ms-word:ofe|u|https://a.example/b.docx", "jar:https://a.example!/b", "about:blank",
    "chrome://settings", "x-handbook:a", "tel:1", "ws://a.example",
    # Hosts that are not what they seem
    "//evil.example/", "\\\\evil.example\\", "/\\evil.example/", "https:/evil.example",
    "https:evil.example", "https:\\\\evil.example", "https:///evil.example",
    "https://2i2c.org@evil.example/", "https://2i2c.org:a@evil.example/",
    "https://2i2c.org\\@evil.example/", "https://evil\u202emoc.example/",
    "https://evil.example/\u2066", "https://[evil.example", "http://", "mailto:", "https://?a",
]  # fmt: skip


def scheme(address: str) -> str:
    """Return the scheme that a browser sees in an address, "//" for another host, or nothing.

    Source: the URL standard's basic URL parser, which strips controls and spaces around an
    address, drops tabs and line breaks in it, and takes backslashes for slashes.
    """
    seen = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if found := re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", seen):
        return found[1].lower()
    return "//" if seen.startswith("//") else ""


def leads_astray(address: str) -> bool:
    """Tell whether an address, as it stands in a page, leads elsewhere than pages may."""
    return scheme(address) not in ("", *SCHEMES)


#: What acts on a browser, wherever it stands in the text of a page.
_ACTING = {"script", "style", "iframe", "object", "embed", "base", "form", "meta", "link"}


def acting(article: Element) -> Iterator[str]:
    """Yield what in a page's text could run, load or lead where it must not."""
    for part in article.walk():
        data = part.attributes.get("type") == "application/json"  # never run
        if part.tag in _ACTING and not data:
            yield f"<{part.tag}>"
        for key, value in part.attributes.items():
            runs = key.startswith("on") or key == "style"
            leads = key == "href" and leads_astray(value)
            loads = key in ("src", "srcset", "action", "data") and scheme(value) != ""
            if runs or leads or loads:
                yield f"{key}={value}"

"""Words of the data as Markdown that shows them on GitHub and does nothing else.

Escaping is not enough: GitHub looks for names, numbers of issues, commits and addresses in the
text that is left after Markdown. What could set something off stands in code, where nothing
looks. The rules are those of ``scripts/exits/inert.js``, which writes what people typed.
"""

from __future__ import annotations

import re

#: Controls, halves of characters, and what hides or turns text round.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u180e\u200b\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
#: What must not stand bare: addresses, mailboxes, names, issues, commits.
_LIVE = re.compile(
    r"(?<![\w+.-])[\w+.-]*://[^\s`<>|]*"
    r"|(?<![a-z0-9])www\.[^\s`<>|]*"
    r"|(?<![\w+.-])(?:mailto:|xmpp:)?[\w+.-]+@[\w.-]*\.[\w-]+"
    r"|(?<=@)\w+(?:[-/]\w+)*"
    r"|(?<=\#)\w+|(?<=\bGH-)\w+"
    r"|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)
#: What may follow an address and is hardly a part of it.
_AFTER = ".,;:!?'\")]*_~”"
_SPECIAL = re.compile(r"[\\*_\[\]{}~|$^#]|=(?==)|(?<==)=")
_NAMED = {"<": "&lt;", ">": "&gt;", "`": "&#96;", "&": "&amp;"}
_ENTITY = re.compile(r"[<>`]|&(?=#?\w+;)")


def seen(text: str) -> str:
    """Return ``text`` on one line, without what cannot be seen."""
    return _UNSEEN.sub("", _BLANKS.sub(" ", text))


def inert(text: str) -> str:
    """Return ``text`` as Markdown for the midst of a line."""
    made, at, line = "", 0, seen(text).strip()
    for found in _LIVE.finditer(line):
        whole = found[0]
        code = whole.rstrip(_AFTER) if "://" in whole or whole[:4].lower() == "www." else whole
        between = _escaped(line[at : found.start()])
        # Two pieces of code that touch are one: their signs would be read together.
        made = f"{made[:-1]}{code}`" if at and not between else f"{made}{between}`{code}`"
        at = found.start() + len(code)
    return made + _escaped(line[at:])


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", text)
    return _ENTITY.sub(lambda sign: _NAMED[sign[0]], escaped)

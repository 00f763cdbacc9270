"""How the words of a step are built: with a verb first, asking for one act, closing the work.

All goes by closed lists in the words of this kind of work. What is told must be right; what is
missed is only missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection

#: What a second act begins with, and what its end may.
_VERBS = (
    "add", "agree", "announce", "archive", "arrange", "ask", "assign", "attach", "book", "call",
    "check", "choose", "clean", "close", "collect", "compare", "complete", "confirm", "contact",
    "copy", "correct", "create", "decide", "delete", "deploy", "describe", "download", "draft",
    "edit", "e-mail", "email", "enter", "fill", "find", "finish", "fix", "forward", "get", "give",
    "hand", "inform", "invite", "list", "make", "mark", "merge", "migrate", "move", "name", "note",
    "notify", "open", "order", "paste", "pass", "pick", "plan", "post", "prepare", "print",
    "publish", "put", "read", "record", "remove", "rename", "renew", "replace", "reply", "report",
    "request", "restart", "review", "run", "save", "schedule", "select", "send", "set", "share",
    "sign", "start", "stop", "store", "submit", "summarise", "take", "tell", "test", "thank",
    "tick", "tidy", "update", "upload", "verify", "wait", "write",
)  # fmt: skip
#: What ends a piece of work: it verifies, records, tells somebody, or hands the work over.
_CLOSING = {
    "announce", "archive", "check", "close", "complete", "confirm", "e-mail", "email", "file",
    "finish", "hand", "inform", "mark", "notify", "pass", "publish", "record", "report", "return",
    "review", "send", "share", "sign", "submit", "summarise", "tell", "thank", "verify",
}  # fmt: skip
#: What an act is done to begins with one of these; "and reports" has none and is no act.
_OBJECTS = (
    "a", "all", "an", "any", "both", "each", "every", "her", "him", "his", "it", "its", "our",
    "that", "the", "their", "them", "these", "this", "those", "your",
)  # fmt: skip
_AWAY = ("away", "back", "down", "in", "off", "on", "out", "over", "up")
#: After these, or after "to" and a verb, comes what somebody else does, or something known.
_WITHIN = (
    "how", "if", "that", "unless", "until", "what", "when", "whenever", "where", "whether",
    "which", "who", "whom", "whose", "why",
)  # fmt: skip
#: No verb is written like these: articles, pronouns, questions, conjunctions, prepositions.
_NO_VERB = {
    "a", "an", "the", "this", "that", "these", "those", "there", "i", "you", "he", "she", "it",
    "we", "they", "your", "our", "their", "its", "his", "what", "which", "who", "whose", "why",
    "how", "where", "when", "whenever", "if", "unless", "until", "once", "before", "after",
    "while", "because", "since", "and", "or", "but", "in", "on", "at", "for", "from", "with",
    "by", "to", "of", "as", "no", "none", "nothing", "some", "any", "all", "every", "each",
}  # fmt: skip
#: After these words it was no verb: "Cups are warm".
_AFTER_A_NOUN = {"is", "are", "was", "were", "has", "have", "had", "must", "should"}
#: Verbs that end like "checking".
_VERBS_IN_ING = {"string", "spring"}

_QUESTION = re.compile(r"^[^?]*\? +(?=\w)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def _one_of(words: Collection[str]) -> str:
    return rf"(?:{'|'.join(words)})\b"


#: "then send": what follows stays unsaid or may be anything.
_THEN = re.compile(rf"(?:,|;| and) then ({_one_of(_VERBS)})", re.IGNORECASE)
#: "and send it", "; hand over the rest".
_AND = re.compile(
    rf"(?:(?:,|;)? and|;) ({_one_of(_VERBS)}(?: {_one_of(_AWAY)})? {_one_of(_OBJECTS)})",
    re.IGNORECASE,
)
_INSIDE = re.compile(rf"\b(?:{_one_of(_WITHIN)}|to {_one_of(_VERBS)})", re.IGNORECASE)


def second_act(words: str) -> str | None:
    """Return the words with which a second act begins, or None where there is but one.

    >>> second_act("Review the Order, then pass it on")
    'pass'
    >>> second_act("Ask them to read the Order and sign it")
    """
    if then := _THEN.search(words):
        return then[1]
    found = _AND.search(words)
    if found and not _INSIDE.search(words, 0, found.start()):
        return found[1]
    return None


def no_verb(words: str, names: Collection[str]) -> str | None:
    """Return what ``words`` begin with where that is certainly no verb, else None.

    ``names`` are those of people: "P&S deploys the hub" tells of them, and asks for nothing.

    >>> no_verb("The hub is deployed", ())
    'The'
    """
    asked = _act(words)
    for name in names:
        if re.match(rf"{re.escape(name)}(?!\w)", asked):
            return name
    found = _WORD.findall(asked)
    if not found:
        return None
    first = found[0].lower()
    gerund = len(first) > 5 and first.endswith("ing") and first not in _VERBS_IN_ING
    told = len(found) > 1 and found[1].lower() in _AFTER_A_NOUN
    return found[0] if first in _NO_VERB or gerund or told else None


def closes(words: str) -> bool:
    """Tell whether a step with these words may end an SOP: it verifies, records or hands over."""
    found = _WORD.search(_act(words))
    return bool(found and found[0].lower() in _CLOSING)


def _act(words: str) -> str:
    """Return ``words`` without a question before them: "None there? Open them" begins at "Open"."""
    return _QUESTION.sub("", words)

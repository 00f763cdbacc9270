"""The reader takes any bytes whatever: it reads them right or says what keeps it from it."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook.reading.decode import MAX_BYTES
from handbook.reading.events import MAX_DEPTH, MAX_TEXT
from handbook.reading.load import DATA, data_files
from handbook.reading.reader import read
from handbook.reading.source import Mark, Source
from support.paths import ROOT
from support.trust import so_many

if TYPE_CHECKING:
    from conftest import Copy

#: So many bytes of memory may be taken to read one of a file.
MEMORY = 500
FILES = {file: (ROOT / DATA / file).read_bytes() for file in data_files(ROOT)}


@contextmanager
def soon() -> Iterator[None]:
    """Fail where something takes more than its share; a busy machine's clock tells nothing."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 10


def held_up(source: Source) -> list[str]:
    return [complaint.message for complaint in source.complaints]


# -- Places --------------------------------------------------------------------------------------


def test_every_value_keeps_its_place() -> None:
    source = read("a: x\nb:\n  - c: 😀 y\n    d: [e, f]\n  - |\n    g\n".encode())
    assert source.data == {"a": "x", "b": [{"c": "😀 y", "d": ["e", "f"]}, "g\n"]}
    assert source.mark_at(()) == Mark(1, 1)
    assert source.mark_at(("a",)) == Mark(1, 4)
    assert source.mark_at(("a",), at_key=True) == Mark(1, 1)
    assert source.mark_at(("b", 0)) == Mark(3, 5)
    assert source.mark_at(("b", 0, "d", 1)) == Mark(4, 12)
    assert source.mark_at(("b", 0, "d"), at_key=True) == Mark(4, 5)
    assert source.mark_at(("b", 1)) == Mark(5, 5)
    assert source.first_line(("b", 1)) == 6
    # What is not there has the place of what would hold it.
    assert source.mark_at(("b", 0, "z")) == Mark(3, 5)
    assert source.mark_at(("b", 0, "z"), at_key=True) == Mark(3, 5)


@pytest.mark.trust("YAML", "files made to be too much")
@pytest.mark.parametrize("file", FILES)
def test_every_text_in_the_data_stands_where_it_is_said_to(file: str) -> None:
    lines = FILES[file].decode().split("\n")
    source = read(FILES[file])
    todo: list[tuple[tuple[str | int, ...], object]] = [((), source.data)]
    told = 0
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                line, column = source.mark_at((*path, key), at_key=True)
                assert lines[line - 1][column - 1 :].lstrip('"').startswith(key)
                todo.append(((*path, key), inner))
        elif isinstance(value, list):
            todo += [((*path, position), inner) for position, inner in enumerate(value)]
        else:
            line, column = source.mark_at(path)
            here = lines[line - 1][column - 1 :]
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            assert here[0] in "\"'>|" or here.startswith(shown.split("\n")[0])
            told += 1
    assert told > 3


# -- Bounds --------------------------------------------------------------------------------------


@pytest.mark.trust("YAML", "files made to be too much")
def test_alias_bomb() -> None:
    lines = [
        "a0: &a0 [x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)),
    ]
    with soon():
        source = read("\n".join(lines).encode())
    assert set(held_up(source)) == {"aliases are not supported", "anchors are not supported"}


@pytest.mark.trust("YAML", "files made to be too much")
@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? ", "[{a: ", "!a [", "&a [", "{{"])
@pytest.mark.parametrize("depth", [500, 5000, 100_000])
def test_depth(piece: str, depth: int) -> None:
    with soon():
        source = read(("a: " + "\n" * (piece in ("- ", "? ")) + piece * depth).encode())
    assert source.complaints


def test_depth_that_is_just_right() -> None:
    inner = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert held_up(read(f"a: {inner}".encode())) == []
    assert held_up(read(f"a: [{inner}]".encode())) == [f"nested more than {MAX_DEPTH} deep"]


def test_size() -> None:
    line = b"# 23456789 123456789 123456789 \n"
    whole = line * (MAX_BYTES // len(line))
    assert len(whole) == MAX_BYTES
    with soon():
        assert read(whole).complaints == []
        (complaint,) = read(whole + b"#").complaints
    assert (complaint.message, complaint.cure) == (
        "the file is larger than 1 MB",
        "split it into several files",
    )


@pytest.mark.parametrize(
    "line",
    [
        "a: b: c\n",
        "\ta: b\n",
        " a: b\n",
        "-a: b\n",
        "a: [\n",
        'a: "\n',
        "a: {{b}} c\n",
        "a: &b *b\n",
    ],
)
def test_a_large_file_of_mistakes(line: str) -> None:
    with soon():
        assert read((line * (MAX_BYTES // len(line))).encode()).complaints


#: Lines that make the most of what is kept in memory; a file holds nothing else.
GREEDY = ["a: b: c\n", "- x\n", "- {a: b}\n", "a: &b *b\n", "- [\n", "- '\n"]


@pytest.mark.trust("YAML", "memory that large files take")
@pytest.mark.parametrize("line", GREEDY)
def test_memory_is_bounded(line: str) -> None:
    raw = (line * (so_many(MAX_BYTES // 10, MAX_BYTES) // len(line))).encode()
    tracemalloc.start()
    try:
        read(raw)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY * len(raw)


def test_length_of_text() -> None:
    assert read(b"a: " + b"x" * MAX_TEXT).data == {"a": "x" * MAX_TEXT}
    assert held_up(read(b"a: " + b"x" * (MAX_TEXT + 1))) == [
        "the text is longer than 20,000 characters"
    ]


def test_number_of_5000_digits() -> None:
    with soon():
        assert read(b"a: " + b"9" * 5000).data == {"a": "9" * 5000}


ENCODINGS = {
    "NUL": (b"a: b\0\n", "1:5", "a control character (U+0000)"),
    "escape": ("a: é\x1b[31m\n".encode(), "1:5", "a control character (U+001B)"),
    "delete": (b"a: \x7f\n", "1:4", "a control character (U+007F)"),
    "line separator": ("a: b\u2028c: d\n".encode(), "1:5", "a control character (U+2028)"),
    "next line": ("a: b\x85c: d\n".encode(), "1:5", "a control character (U+0085)"),
    "old Mac": (b"a: b\rc: d\r", "1:5", "a control character (U+000D)"),
    "noncharacter": ("a: \ufdd0\n".encode(), "1:4", "a control character (U+FDD0)"),
    "UTF-16": ("a: b\n".encode("utf-16"), "1:1", "the file is not UTF-8 from here on"),
    "UTF-16, no mark": ("a: b\n".encode("utf-16-le"), "1:2", "a control character (U+0000)"),
    "Latin-1": ("é: ü\nb: é\n".encode("latin-1"), "1:1", "the file is not UTF-8 from here on"),
    "Latin-1 further on": (
        "ä: ü\n".encode() + "b: é".encode("latin-1"), "2:4", "the file is not UTF-8 from here on"),
    "cut": ("a: 😀".encode()[:-1], "1:4", "the file is not UTF-8 from here on"),
    "after a mark": (
        b"\xef\xbb\xbfab: \xff", "1:5", "the file is not UTF-8 from here on"),
    "surrogate": (b"a: \xed\xa0\x80\n", "1:4", "the file is not UTF-8 from here on"),
    "escaped NUL": (rb'a: "b\0c"', "1:4", "a control character (U+0000)"),
    "escaped separator": (rb'a: "b\Lc"', "1:4", "a control character (U+2028)"),
    "escaped surrogate": (
        rb'a: "\ud800"', "1:7", "a backslash means something else in double quotes"),
}  # fmt: skip


@pytest.mark.trust("YAML", "bytes and encodings refused")
@pytest.mark.parametrize("kind", ENCODINGS)
def test_bytes_that_are_refused(kind: str) -> None:
    raw, place, message = ENCODINGS[kind]
    (complaint,) = read(raw).complaints
    assert complaint.message == message
    assert f"{complaint.mark.line}:{complaint.mark.column}" == place


@pytest.mark.parametrize(
    ("raw", "data"),
    [
        (b"\xef\xbb\xbfa: b\n", {"a": "b"}),
        (b"a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
        ("😀: 👩‍👩‍👧\n".encode(), {"😀": "👩‍👩‍👧"}),
        ("a: ‮b\n".encode(), {"a": "‮b"}),
        (b"--- # start\na: b\n", {"a": "b"}),
        (b"a: b # comment\n", {"a": "b"}),
        (b"a: b#c\n", {"a": "b#c"}),
        (b"a: '#b' #c\n", {"a": "#b"}),
    ],
    ids=["BOM", "CRLF", "emoji", "right to left", "start", "comment", "no comment", "quoted"],
)
def test_bytes_that_are_read(raw: bytes, data: object) -> None:
    source = read(raw)
    assert (source.data, source.complaints) == (data, [])


# -- Any bytes -----------------------------------------------------------------------------------

#: How many examples are drawn of each sort.
BYTES, LIKE_YAML = so_many(300, 10_000), so_many(600, 6_000)
READ, TOLD = so_many(400, 3_000), so_many(250, 1_500)

LINES = sorted({line for raw in FILES.values() for line in raw.decode().split("\n")})
PIECES = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from(
        ["\t", "  ", "- ", "-", ": ", ":", "? ", "{{a}}", "{", "}", "[", "]", '"', "'", "|", ">",
         "#", "#a", "&a", "*a", "!a", "!!str", "<<", "---", "...",
         "%YAML 1.1", "%a", "@", "`", "\\",
         ",", "~", "\r", "id: a", "a: b", "a: b: c", "\u2028", "\x00", "😀", "é"]
    ),
)  # fmt: skip
YAMLISH = st.lists(
    st.tuples(st.sampled_from(["", " ", "  ", "    ", "\n", "\n  ", "\n    ", "\n  - "]), PIECES),
    max_size=25,
).map(lambda pairs: "".join(gap + piece for gap, piece in pairs).encode())


def hold(raw: bytes) -> None:
    """Read ``raw``; every complaint has a place in it, and words."""
    source = read(raw)
    lines = raw.decode("utf-8-sig", "replace").split("\n")
    for complaint in source.complaints:
        assert complaint.message
        assert complaint.cure
        assert "\n" not in complaint.message
        assert 1 <= complaint.mark.line <= len(lines)
        assert 1 <= complaint.mark.column <= len(lines[complaint.mark.line - 1]) + 1
    assert (
        source.data is not None
        or source.complaints
        or not raw.strip()
        or b"#" in raw
        or set(raw.split()) <= {b"~", b"---", b"null"}
    )


@pytest.mark.trust("YAML", "bytes drawn at random", cases=BYTES)
@settings(max_examples=BYTES)
@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    read(raw)


@pytest.mark.trust("YAML", "text like YAML, drawn at random", cases=LIKE_YAML)
@settings(max_examples=LIKE_YAML)
@given(YAMLISH)
@example(b"%YAML 1.1")
@example(b"a: '\n")
@example(b"- ? [\n")
@example(b"? |\n  a")
def test_anything_like_yaml(raw: bytes) -> None:
    hold(raw)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a data file's name, and its bytes after a few accidents."""
    file = draw(st.sampled_from(sorted(FILES)))
    text = FILES[file].decode()
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            lines = text.split("\n")
            at = draw(st.integers(0, len(lines) - 1))
            other = draw(st.integers(0, len(lines) - 1))
            match draw(st.sampled_from(["delete", "insert", "swap", "indent"])):
                case "delete":
                    del lines[at]
                case "insert":
                    lines.insert(at, draw(st.sampled_from(LINES)))
                case "swap":
                    lines[at], lines[other] = lines[other], lines[at]
                case "indent":
                    lines[at] = draw(st.sampled_from([" ", "  ", "\t"])) + lines[at]
            text = "\n".join(lines)
        elif text:
            at = draw(st.integers(0, len(text) - 1))
            put = draw(
                st.sampled_from(
                    [*"\t -:?{}[]\"'|>#&*!%@`\\,~\nab1é😀\x00", "", ": ", "{{", "}}", "](x:y)"]
                )
            )
            text = text[:at] + put + text[at + draw(st.integers(0, 2)) :]
    return file, text.encode()


@pytest.mark.trust("YAML", "accidents to the real data, read", cases=READ)
@settings(max_examples=READ)
@given(mutated())
def test_any_mutation_is_read(mutation: tuple[str, bytes]) -> None:
    read(mutation[1])


@pytest.mark.trust("YAML", "accidents to the real data, told with places", cases=TOLD)
@settings(max_examples=TOLD)
@given(mutation=mutated())
def test_any_mutation_is_told(mutation: tuple[str, bytes], shared_data: Copy) -> None:
    file, raw = mutation
    path = shared_data.path(file)
    path.write_bytes(raw)
    try:
        findings = shared_data.findings()
        lines = {
            name: shared_data.path(name).read_bytes().decode().split("\n")
            for name in data_files(shared_data.root)
        }
    finally:
        path.write_bytes(FILES[file])
    for finding in findings:
        there = lines[finding.file.removeprefix(f"{DATA}/")]
        assert finding.message
        assert finding.cure
        assert len(str(finding).splitlines()) == 1
        assert 1 <= finding.line <= len(there)
        assert 1 <= finding.column <= len(there[finding.line - 1]) + 1

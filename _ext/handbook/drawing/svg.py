"""Draw a layout as SVG: inside a page, with its colours and links, or as a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from handbook.drawing.shapes import Circle, Picture, Shape, Stroke, Tone, Words

#: Colours of a file of its own, which no style sheet reaches.
COLOURS: Mapping[str, str] = {
    "text": "#1c2430", "muted": "#5b6675", "line": "#dfe4ea", "accent": "#1d5fa8",
    "warning": "#8a5300", "page": "#ffffff", "on-accent": "#ffffff",
}  # fmt: skip
#: Colours inside a page: the page's own, light and dark.
VARIABLES: Mapping[str, str] = {tone: f"var(--{tone})" for tone in COLOURS}

Address = Callable[[tuple[str, str]], str | None]


def inline_svg(picture: Picture, name: str, address: Address) -> str:
    """Return the picture for a page; ``name`` makes its ids unique, ``address`` its links."""
    size = f'width="{_n(picture.width / 16)}em" height="{_n(picture.height / 16)}em"'
    head = (
        f'<svg class="sop-picture" role="group" aria-labelledby="{name}-title {name}-text" {size} '
        f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" fill="{VARIABLES["text"]}">'
    )
    return "".join([head, *_named(picture, name), *_shapes(picture, VARIABLES, address), "</svg>"])


def standalone_svg(picture: Picture) -> str:
    """Return the picture as a file of its own: literal colours, no links, a white ground."""
    margin = 16
    width, height = picture.width + 2 * margin, picture.height + 2 * margin
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title text" '
        f'width="{_n(width)}" height="{_n(height)}" '
        f'viewBox="{-margin} {-margin} {_n(width)} {_n(height)}" '
        f'font-family="system-ui, sans-serif" fill="{COLOURS["text"]}">\n'
        f'<rect x="{-margin}" y="{-margin}" width="100%" height="100%" fill="{COLOURS["page"]}"/>'
    )
    shapes = _shapes(picture, COLOURS, lambda target: None)
    return "\n".join([head, *_named(picture, ""), *shapes, "</svg>"]) + "\n"


def _named(picture: Picture, name: str) -> Iterator[str]:
    prefix = f"{name}-" if name else ""
    yield f'<title id="{prefix}title">{escape(picture.title)}</title>'
    yield f'<desc id="{prefix}text">{escape(picture.description)}</desc>'


def _shapes(picture: Picture, colours: Mapping[str, str], address: Address) -> Iterator[str]:
    for shape in picture.shapes:
        yield _shape(shape, colours, address)


def _shape(shape: Shape, colours: Mapping[str, str], address: Address) -> str:
    match shape:
        case Circle():
            return _circle(shape, colours, address)
        case Stroke():
            return _stroke(shape, colours[shape.tone])
        case Words():
            return _words(shape, colours, address)
    raise AssertionError(shape)


def _circle(circle: Circle, colours: Mapping[str, str], address: Address) -> str:
    ring = (
        f'<circle cx="{_n(circle.x)}" cy="{_n(circle.y)}" r="{_n(circle.radius)}" '
        f'fill="{colours[circle.fill]}" stroke="{colours["accent"]}" stroke-width="3"/>'
    )
    tone: Tone = "on-accent" if circle.fill == "accent" else "text"
    number = Words(circle.x, circle.y + 5, str(circle.number), 14, tone, bold=True, middle=True)
    told = f"<title>{escape(circle.told)}</title>" if circle.told else ""
    return _linked(told + ring + _words(number, colours, address), circle.target, address)


def _linked(drawn: str, target: tuple[str, str] | None, address: Address) -> str:
    href = address(target) if target else None
    return f'<a href="{escape(href)}">{drawn}</a>' if href else drawn


def _words(words: Words, colours: Mapping[str, str], address: Address) -> str:
    attributes = f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"'
    if words.tone != "text":
        attributes += f' fill="{colours[words.tone]}"'
    if words.bold:
        attributes += ' font-weight="700"'
    if words.middle:
        attributes += ' text-anchor="middle"'
    if words.code:
        attributes += ' font-family="ui-monospace, monospace" xml:space="preserve"'
    return _linked(f"<text {attributes}>{escape(words.text)}</text>", words.target, address)


def _stroke(stroke: Stroke, colour: str) -> str:
    path = "M" + " ".join(f"{_n(x)},{_n(y)}" for x, y in stroke.points)
    dots = ' stroke-dasharray="2 3"' if stroke.dotted else ""
    wide = f'stroke-width="{_n(stroke.width)}"{dots}'
    line = f'<path d="{path}" fill="none" stroke="{colour}" {wide}/>'
    return line + (_head(stroke, colour) if stroke.arrow else "")


def _head(stroke: Stroke, colour: str) -> str:
    """Return the arrow head at the end of a stroke whose last part is level or upright."""
    (x0, y0), (x, y) = stroke.points[-2:]
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back_x, back_y = x - 6 * dx, y - 6 * dy
    corners = [(x, y), (back_x - 4 * dy, back_y - 4 * dx), (back_x + 4 * dy, back_y + 4 * dx)]
    path = " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)
    return f'<path d="M{path}z" fill="{colour}"/>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")

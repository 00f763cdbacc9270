"""The site's style sheets and scripts, joined as `bundles` lists them.

``python -m handbook.joining`` prints what `made.made_assets` asks for.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from handbook.assets import join_scripts, join_styles, library, script_mistakes
from handbook.bundles import LATER, LIBRARIES, SCRIPTS, STYLES

HERE = Path(__file__).parent


def joined_assets() -> dict[str, str]:
    """Return the site's style sheet and scripts (file name → text)."""
    styles = {name: join_styles(HERE / "styles", parts) for name, parts in STYLES.items()}
    scripts = {name: join_scripts(HERE / "scripts", parts) for name, parts in SCRIPTS.items()}
    for name, late in LATER.items():
        scripts[f"{name}.js"] = join_scripts(HERE / "scripts", late.scripts)
        if late.styles:
            styles[f"{name}.css"] = join_styles(HERE / "styles", late.styles)
    for name, (package, file) in LIBRARIES.items():
        scripts[name] = library(Path(str(files(package))) / file)
    return styles | scripts


def broken_scripts() -> dict[str, str]:
    """Return every script that cannot be read: where it is wrong (file:line:column) → how."""
    parts = [*SCRIPTS.values(), *(late.scripts for late in LATER.values())]
    return dict(found for names in parts for found in script_mistakes(HERE / "scripts", names))


if __name__ == "__main__":
    print(json.dumps({"files": joined_assets(), "broken": broken_scripts()}))

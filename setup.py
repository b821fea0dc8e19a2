"""Compile the modules that have a `.pxd`, where Cython and a C compiler are at hand; everything else is in pyproject.

They are plain Python, and run as such where nothing compiles them, only slower: extraction spends its time in them.
NEWSEXPLORE_COMPILE=0 leaves them so.
"""

import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup

ROOT = Path(__file__).parent
SOURCES = ROOT / "index"
PACKAGE = "newsexplore.index"
FLAGS = [] if sys.platform == "win32" else ["-O1", "-g0"]
"""-O2 compiles half as long again, and extraction gains nothing that can be measured: 4.2 s for 1,500 articles."""


def extensions() -> list[Extension]:
    """The modules to compile; none without Cython, and those that no compiler takes are left out."""
    if os.environ.get("NEWSEXPLORE_COMPILE") == "0":
        return []
    try:
        from Cython.Build import cythonize  # pyright: ignore[reportMissingImports]
    except ImportError:
        return []
    # Cython finds one module's types from another by their package, which the repository's own folder is not named as.
    stage = ROOT / "build" / "compiled"
    top = stage.joinpath(*PACKAGE.split("."))
    found: list[Extension] = []
    for types in sorted(SOURCES.rglob("*.pxd")):
        inside = types.parent.relative_to(SOURCES)
        folder = top / inside
        folder.mkdir(parents=True, exist_ok=True)
        for package in (folder, *folder.parents[: len(inside.parts) + 1]):
            (package / "__init__.py").touch()
        for path in (types, types.with_suffix(".py")):
            shutil.copy2(path, folder / path.name)
        source = (folder / types.name).with_suffix(".py").relative_to(ROOT)
        name = ".".join((PACKAGE, *inside.parts, types.stem))
        found.append(Extension(name, [str(source)], extra_compile_args=FLAGS))
    directives = {"language_level": 3, "annotation_typing": False}
    made: list[Extension] = cythonize(found, include_path=[str(stage)], compiler_directives=directives)
    for extension in made:
        extension.optional = True  # only here: Cython makes new ones
    return made


def packages() -> list[str]:
    """Name the package and every folder below index/ and tui/ that has an `__init__.py`."""
    folders = sorted(
        path.parent.relative_to(ROOT) for top in ("index", "tui") for path in (ROOT / top).rglob("__init__.py")
    )
    return ["newsexplore", *(".".join(("newsexplore", *folder.parts)) for folder in folders)]


setup(packages=packages(), ext_modules=extensions(), options={"build_ext": {"parallel": True}})

"""What is compiled finds the same as its source does, run as the Python that it is."""

import json
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from newsexplore.index import annotate

FOLDER = Path(annotate.__file__).parent
ROOT = FOLDER.parents[1]
COMPILED = [
    path.stem for path in FOLDER.glob("*/*.pxd") if any(path.with_suffix(end).exists() for end in EXTENSION_SUFFIXES)
]
_HOSTILE = (
    "",
    " ",
    "\n\n.\n",
    "U.S. officials met Mr. A. B. Lee's son-in-law, London-based \u201cAda\u201d (ILO), at Velmora\u2019s bank.",
    "A. B. C. at 9 a.m.",
    "HELENA MARSK WINS IN DOVRIN\n\nMarsk won. DOVRIN, Marsk said, is well. Marsk Inc, Boeing 737 and Marsk.",
    "caf\u00e9 \u0130stanbul \u01c5 \u4e2d\u6587\u3002 9.5 a_b ___ \t x\u0301y \u00bd A\u2028B",
    "The National Water Authority - Velmora \u2014 said: 'no'. " * 30,
)
_PROGRAM = """
import importlib.util, json, sys
from pathlib import Path

class Source:
    def find_spec(self, name, path=None, target=None):
        _, found, module = name.partition("newsexplore.index.annotate.")
        path = Path(sys.argv[2], *module.split(".")).with_suffix(".py")
        if sys.argv[1] == "source" and found and path.exists():
            return importlib.util.spec_from_file_location(name, path)

sys.meta_path.insert(0, Source())
import msgspec
from newsexplore.index.config.load import load_config
from newsexplore.index.annotate.text import words
from newsexplore.index.annotate.annotator import Annotator

config = load_config(None)
annotator = Annotator(config.quotes, config.entities)
print(json.dumps([Path(words.__file__).suffix, *(
    msgspec.json.encode(annotator.annotate(text)).decode() for text in json.load(sys.stdin)
)]))
"""


def _annotated(how: str) -> list[str]:
    texts = [*_HOSTILE, *(path.read_text("utf-8") for path in sorted(ROOT.glob("seeds/*/*.*"))[:60])]
    command = [sys.executable, "-c", _PROGRAM, how, str(FOLDER)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled here: there is no C compiler")
def test_compiled_and_interpreted_find_the_same() -> None:
    (kind, *compiled), (plain, *interpreted) = _annotated("compiled"), _annotated("source")
    assert kind != ".py" and plain == ".py"
    assert compiled == interpreted

"""`make versions`: build the wheel, and use it on every Python that is installed and supported.

For each there is a fresh environment with the wheel and what it needs, in which the sample corpus is indexed, searched
and exported, and the interface is imported. `--others` leaves out the Python that runs this.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUPPORTED = ((3, 11), (3, 12), (3, 13), (3, 14))
"""As in `requires-python` and the classifiers of pyproject.toml."""


def pythons() -> Iterator[tuple[str, str]]:
    """Yield version and path of each supported Python that runs: on the path, or under pyenv."""
    places = os.environ.get("PATH", "").split(os.pathsep)
    places += [str(path / "bin") for path in sorted(Path("~/.pyenv/versions").expanduser().glob("3.*"), reverse=True)]
    for version in SUPPORTED:
        name = ".".join(map(str, version))
        for place in places:
            found = shutil.which(f"python{name}", path=place)
            if found and _run([found, "-c", "import venv, ensurepip"]).returncode == 0:
                yield name, found
                break
        else:
            print(f"Python {name}: not installed here")


def try_wheel(python: str, wheel: Path, folder: Path) -> str:
    """Install and use a wheel in a new environment; return what went wrong, "" for nothing."""
    home = {**os.environ, **{f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "CONFIG", "STATE")}}
    home.pop("PYTHONPATH", None)
    bin_ = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(bin_ / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile"]
    steps: list[Sequence[str]] = [
        [python, "-m", "venv", str(folder / "venv")],
        [*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)],
        [str(bin_ / "newsexplore"), "--version"],
        [str(bin_ / "newsexplore"), "index", str(folder / "news"), "--json"],
        [str(bin_ / "newsexplore"), "quotes", "--json"],
        [str(bin_ / "newsexplore"), "export", "dam", "-o", str(folder / "out.csv")],
        [str(bin_ / "newsexplore"), "doctor"],
        [str(bin_ / "python"), "-P", "-c", "import newsexplore.tui.app"],
    ]
    news = folder / "news"
    news.mkdir()
    (news / "dam.txt").write_text('The Dam Reopens\n\n"The dam is safe," said Helena Marsk.\n', "utf-8")
    for step in steps:
        done = _run(step, cwd=folder, env=home)
        if done.returncode:
            return f"{' '.join(step[:3])}: {(done.stderr or done.stdout)[-600:]}"
        if "quotes" in step and json.loads(done.stdout.splitlines()[0])["speaker"] != "Helena Marsk":
            return f"another speaker: {done.stdout[:300]}"
    return ""


def _run(
    command: Sequence[str], cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def main() -> None:
    """Try every Python; exit 1 if the wheel fails on one."""
    faults = 0
    with tempfile.TemporaryDirectory(prefix="newsexplore-versions-") as name:
        work = Path(name)
        source = work / "source"
        listed = _run(["git", "ls-files", "-z"], cwd=ROOT).stdout
        for file in filter(None, listed.split("\0")):
            (source / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, source / file)
        built = _run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(work), str(source)],
            env={**os.environ, "NEWSEXPLORE_COMPILE": "0"},
        )
        if built.returncode:
            sys.exit(f"The wheel cannot be built: {built.stderr[-2000:]}")
        (wheel,) = work.glob("*.whl")
        own = f"{sys.version_info.major}.{sys.version_info.minor}" if "--others" in sys.argv else ""
        for version, python in pythons():
            if version == own:
                continue
            folder = work / version
            folder.mkdir()
            wrong = try_wheel(python, wheel, folder)
            faults += bool(wrong)
            print(f"Python {version}: {wrong or 'the wheel works'}", flush=True)
            shutil.rmtree(folder)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

"""`newsexplore verify`: an evidence bundle against its manifest."""

from pathlib import Path

import click

from ....index.export.bundles.bundle_check import BundleError, BundleReport, verify_bundle
from ..options import Options
from ..output import count, print_json, print_lines, say


def verify(options: Options, bundle: str, json: bool) -> None:
    """Print what does not match; exits with 1 if anything does not."""
    del options
    try:
        report = verify_bundle(Path(bundle))
    except BundleError as error:
        raise click.ClickException(str(error)) from None
    if json:
        print_json(_fields(report))
    else:
        print_lines(_lines(report))
    if report.problems:
        say(f"{count(len(report.problems), 'problem')} found: this bundle is not as it was written.")
        raise click.exceptions.Exit(1)


def _fields(report: BundleReport) -> dict[str, object]:
    manifest = report.manifest
    return {
        "sha256": report.sha256,
        "matches": not report.problems,
        "problems": report.problems,
        "created": manifest.created,
        "program": manifest.program,
        "query": manifest.query,
        "files": report.files,
        "articles": len(manifest.articles),
        "quotes": report.quotes,
        "read_again": len(report.read_again),
        "changed_originals": [one.locator for one in manifest.originals if one.state == "changed"],
        "missing_originals": {one.id: one.missing for one in manifest.articles if one.missing},
    }


def _lines(report: BundleReport) -> list[str]:
    manifest = report.manifest
    lines = [
        f"SHA-256 of the bundle: {report.sha256}",
        f"Written {manifest.created} by {manifest.program}; query: {manifest.query or '(none)'}",
        f"{count(report.files, 'file')}, {count(len(manifest.articles), 'article')}, {count(report.quotes, 'quote')}",
    ]
    lines += [f"  {problem}" for problem in report.problems]
    if not report.problems:
        again = len(report.read_again)
        lines.append("Every file and every quote matches.")
        lines.append(f"{again:,} of {count(len(manifest.articles), 'article')} read again from the original: same text")
    lines += [
        f"  {one.locator}: was changed after it was indexed" for one in manifest.originals if one.state == "changed"
    ]
    lines += [f"  {one.locator}: no original, {one.missing}" for one in manifest.articles if one.missing]
    return lines

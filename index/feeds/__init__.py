"""Feeds: new items of RSS, Atom and JSON feeds as plain files in a folder, fetched only on request."""

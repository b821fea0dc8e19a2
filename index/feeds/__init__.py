"""Feeds: bringing new items of RSS, Atom and JSON feeds into a folder of plain files, only when asked."""

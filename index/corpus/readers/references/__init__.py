"""References with abstracts: BibTeX, RIS, PubMed, EndNote, Zotero, JATS."""

"""Research corpora and scanned newspapers: TEI, CoNLL-U, TREC, METS/ALTO, PAGE XML."""

"""Document to names and the entities they name: tagger, rules, and the joining of variants."""

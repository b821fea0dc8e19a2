"""Measures of words: association, keyness, collocates and n-grams, over what every engine counts."""

"""The query language: parsing of typed queries to trees that every engine answers."""

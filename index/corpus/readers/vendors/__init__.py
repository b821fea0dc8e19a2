"""Exports of news databases, many articles a file: Nexis, Factiva, ProQuest and their kin."""

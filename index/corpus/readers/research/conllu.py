"""CoNLL-U: sentences of annotated corpora, put together to the documents that they come from."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...text.languages import code
from ...text.lines import lines
from ...text.numbers import whole_number

_TOKEN = lazy_pattern(r"^\d+(?:-\d+)?\t[^\t\n]*(?:\t[^\t\n]*){8}$", re.M)
_COMMENT = lazy_pattern(r"#\s*([\w:]+)(?:\s+id)?(?:\s*=\s*(.*))?")
_LANGUAGE = lazy_pattern(r"(?:^|[_/-])([a-z]{2,3})(?:_[a-z]+)?-ud-")


def looks_like(text: str) -> bool:
    """Whether a text has lines of ten columns below comments that only this format has."""
    text = text.replace("\r\n", "\n")
    return text.lstrip("\ufeff").startswith(("#", "1\t")) and len(_TOKEN.findall(text[:8000])) >= 2


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the documents of a file; all of it is one where none is marked.

    Raises:
        Unreadable: there is no sentence in it.
    """
    lang = code(match[1]) if (match := _LANGUAGE.search(given.name)) else ""
    document = _Document()
    number = 0
    marked = False
    for line in lines(given):
        if line is None:
            continue
        line = line.rstrip("\r\n")
        if line.startswith("#"):
            match = _COMMENT.match(line)
            name, said = (match[1], (match[2] or "").strip()) if match else ("", "")
            if name in ("newdoc", "newdoc_id"):
                marked = True
                if document.filled:
                    number += 1
                    yield document.draft(number, lang)
                document = _Document(said)
            document.comment(name, said)
        elif line.strip():
            document.token(line.split("\t"))
        else:
            document.end_sentence()
            if document.size > MAX_TEXT:
                number += 1
                yield Flaw(number, f"a document longer than {MAX_TEXT >> 20} MB")
                document = _Document()
    document.end_sentence()
    if document.filled:
        yield document.draft(number + 1 if marked else 0, lang)
    elif not number:
        raise Unreadable("a CoNLL-U file without a sentence")


class _Document:
    """The sentences of one document as they are read."""

    def __init__(self, key: str = ""):
        self._key = key
        self._about: dict[str, str] = {}
        self._paragraphs: list[list[str]] = [[]]
        self._text = ""
        self._words: list[str] = []
        self._until = 0
        self.size = 0

    @property
    def filled(self) -> bool:
        return self.size > 0

    def comment(self, name: str, said: str) -> None:
        if name.startswith("newpar") and self._paragraphs[-1]:
            self._paragraphs.append([])
        elif name == "text":
            self._text = said
        elif name.startswith(("meta::", "doc_")) or name in ("title", "date", "source", "author", "url", "genre"):
            self._about[name.removeprefix("meta::").removeprefix("doc_")] = said

    def token(self, columns: list[str]) -> None:
        """Take a word of a sentence that has no text of its own; parts of a contracted word are passed over."""
        if self._text or len(columns) < 2 or "." in columns[0]:
            return
        first, last = map(whole_number, columns[0].partition("-")[::2])
        if last is not None:
            self._until = last
        elif first is not None and first <= self._until:
            return
        space = "" if "SpaceAfter=No" in columns[-1] else " "
        self._words.append(columns[1] + space)

    def end_sentence(self) -> None:
        sentence = self._text or "".join(self._words).strip()
        if sentence:
            self._paragraphs[-1].append(sentence)
            self.size += len(sentence) + 1
        self._text, self._words, self._until = "", [], 0

    def draft(self, number: int, lang: str) -> Draft:
        about = self._about
        return Draft(
            title=about.get("title", ""),
            text="\n\n".join(" ".join(paragraph) for paragraph in self._paragraphs if paragraph),
            date=dates.parse(about.get("date", "")),
            outlet=about.get("source", "") if not about.get("source", "").startswith("http") else "",
            byline=about.get("author", ""),
            url=about.get("url", "") or (about.get("source", "") if about.get("source", "").startswith("http") else ""),
            lang=lang,
            topics=(about["genre"],) if about.get("genre") else (),
            key=self._key,
            number=number,
            wrapped=False,
        )

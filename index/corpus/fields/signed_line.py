"""Lines that say who wrote a text, with a word such as "By", in the languages that news is written in."""

import re

from ...lazy_pattern import lazy_pattern
from .export_text import without_by
from .outlet_names import PERSON

_LONGEST = 80
_LONGEST_NAME = 60
_MOST_WORDS = 8
_SIGNED = lazy_pattern(r"(?:(?:author|autor|auteur|by|von|par|por|di)\s*:\s*)(?P<name>\S.*)\Z", re.I)
_LABELLED = lazy_pattern(
    r"(?:authors?|autora|autores|autore|auteurs|autorka|autoři|автор[ы]?|авторка|автори|yazar|yazan|작성자|글|作者|記者|记者"
    r"|撰文|執筆|筆者|文|كتبت?|الكاتب|بقلم|إعداد|نویسنده|خبرنگار|लेखक|tác giả|ผู้เขียน|mwandishi|penulis|oleh|skribent"
    r"|författare|forfatter|kirjoittaja|szerző|συντάκτης|autorius|autors|مصنف|לכתבה|מאת|written by|words by"
    r"|reporting by|texto|text|texte|testo|tekst|текст)\s*[:：／]\s*(?P<name>\S.*)\Z",
    re.I,
)
"""Labels before a sign; some of them stand before other things, too, so that what follows must be like a name."""
_WORDED = lazy_pattern(
    r"(?:(?:written|words|text|story|report|reporting|analysis|interview)\s+by\s+(?=[A-Z])|(?:بقلم|كتبت?)\s+)(?P<name>\S.*)\Z",
    re.I,
)
_CHINESE = lazy_pattern(
    r"(?:本[报報刊社网網]|特[约約派]|见习|見習|实习|實習)*(?:记者|記者)\s*(?P<name>[\u4e00-\u9fff·]{2,10}(?:[、\s][\u4e00-\u9fff]{2,4}){0,4})\Z"
)
_ROLE = lazy_pattern(
    r"(?P<name>[^\W\d_][^\d,:;]{3,50}),\s+(?:специальный |собственный )?(?:корреспондент|обозреватель|журналист"
    r"|кореспондент|журналіст|redakteur|redakteurin|reporter|reporterin|periodista|redactora?|journaliste|giornalista|dziennikarz"
    r"|dziennikarka|muhabir|staff writer|correspondent|journalist)\Z",
    re.I,
)
_BY_ELSEWHERE = lazy_pattern(r"(?:door|av|af|przez|od|de|da)\s+(?=[A-ZÀ-Þ]\S*\s+\S)", re.I)
"""The word before a name in languages in which it begins headlines, too."""
_NAME = lazy_pattern(r"(?:[A-ZÀ-Þ][\w.'’-]*|and|und|et|y|de|van|von|al|&|,)(?:\s+|\Z)")


def byline_of(line: str) -> str:
    """Return the name on a line that says "By" and a name, "" for any other line."""
    if len(line) > _LONGEST:
        return ""
    line = " ".join(line.removeprefix("- ").split())
    match = _SIGNED.match(line)
    if match:
        return match["name"]
    for form in (_LABELLED, _WORDED, _CHINESE, _ROLE):
        match = form.match(line)
        if match and _is_like_name(match["name"]):
            return match["name"]
    name = without_by(line)
    if name == line and (before := _BY_ELSEWHERE.match(line)) and PERSON.match(line[before.end() :]):
        name = line[before.end() :]
    return name if name != line and _NAME.match(name) and not name.endswith((".", "!", "?", ":")) else ""


def _is_like_name(name: str) -> bool:
    """Whether words may be a name: few, no figures, no sentence, and with capitals where the script has any."""
    words = name.split()
    if len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or any(map(str.isdigit, name)):
        return False
    first = words[0]
    return not name.endswith((".", "!", "?", ":", "。", "؟", "।")) and (first[0].isupper() or not first[0].islower())

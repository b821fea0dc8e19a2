"""Exports of Nexis: the classic one ("1 of 10 DOCUMENTS"), and Nexis Uni and Lexis Advance ("End of Document")."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Aside, Draft, Flaw
from ...fields.export_text import Block, Sign, blocks, labels, paragraphs, without_by
from ...text.languages import code

_CLASSIC = lazy_pattern(
    r"^[ \t\ufeff\f]*(?:(?:Dokument\s+)?\d+ (?:of|von|de|di|van) \d+ (?:DOCUMENT(?:S|EN|OS?|I)?|DOKUMENTEN?)"
    r"|(?:LEVEL \d+ - )?\d+ (?:OF|of) \d+ (?:STORIES|STORY|DOCUMENTS?))[ \t]*$",
    re.M,
)
_END = lazy_pattern(
    r"^[ \t]*(?:End of Document|Ende des Dokuments?|Fin du document|Fin del documento|Fine documento"
    r"|Fim do documento|Einde van document|Koniec dokumentu|Slut på dokument)[ \t]*$",
    re.M | re.I,
)
_JOB = lazy_pattern(r"^(?:Date and Time|Job Number|Datum und Uhrzeit|Auftragsnummer)\s*:", re.M)
_PAGE = lazy_pattern(r"^[ \t]*(?:Page|Seite) \d+(?: (?:of|von) \d+)?[ \t]*$", re.M)
"""Running heads that word processor exports repeat."""
_LENGTH = lazy_pattern(r"^[ \t]*Length:[ \t\u00a0]*\d[\d,.]* words[ \t]*$", re.M)
_HAS_CLASSIC = Sign(_CLASSIC, "DOCUMENT", "DOKUMENT", " STOR")
_HAS_END = Sign(_END, "document", "dokument")
_HAS_LENGTH = Sign(_LENGTH, "Length:")
_HAS_JOB = Sign(_JOB, "Date and Time", "Job Number", "Datum und Uhrzeit", "Auftragsnummer")
_BODY = lazy_pattern(
    r"(?:Body|Text|Volltext|Corps|Cuerpo|Full Text|Haupttext|Textkörper|Testo|Corpo|Tekst|Corpo do texto)\Z", re.I
)
_COVER = lazy_pattern(
    r"(?:Client/Matter|Search Terms|Search Type|Narrowed by|Content Type|Sources|Quellen|News|Job Number|Date and Time"
    r"|User Name|Documents? \(\d+\))\b",
    re.I,
)
_NUMBERED = lazy_pattern(r"\d{1,4}\.\s")
"""A headline in the list of a cover."""
_RIGHTS = lazy_pattern(r"(?:Copyright|\(c\)|©|All Rights Reserved|Alle Rechte vorbehalten|Tous droits)", re.I)
_CORRECTED = lazy_pattern(r"Corrections? Appended\Z", re.I)
_SHOUTED = lazy_pattern(r"[^\W\d_a-z](?:[^\W\d_a-z]|[ /&-]){2,40}\Z")
_UNKNOWN = lazy_pattern(r"[^\W\d_]+-[^\W\d_]+[ \t]*:[ \t]*.{0,100}\Z", re.S)
"""A label of two words that is none of those known: `FECHA-CARGA: 5 marzo 2021`."""
_BEHIND_TEXT = frozenset(
    "Classification Klassifikation Klassifizierung Classement Clasificación Classificazione Classificação Classificatie"
    " Graphic Grafik Graphique Gráfico Gráficos Grafica Illustration Abbildung Afbeelding Notes Notas".split()
)
"""Headings of what follows an article's text."""
_LISTED = lazy_pattern(r"^[ \t]*(?:Documents?|Dokumente?|Documentos?|Documenti|Documenten) \((\d{1,4})\)[ \t]*$", re.M)
"""How many articles a cover says to follow."""
_LONGEST_WRAPPED = 100
_MOST_HEAD = 5
"""Blocks above a headline: outlet, date, edition, rights."""
_MOST_CAPTIONS = 6
"""Lines below a heading for pictures or notes."""
_PERCENT = lazy_pattern(r"\s*\(\d+%\)")

_LABELS = labels(
    byline="byline|autor|auteur|autor/in|author|signature|autore|firma",
    section="section|rubrik|ressort|rubrique|seccion|sección|sezione|seção|rubriek|sectie",
    length="length|länge|longueur|longitud|lengte|lunghezza|comprimento",
    dateline="dateline|ortsmarke|origine|lugar|origen|luogo|local|plaats",
    title="headline|titel|überschrift|titre|título|titolo",
    highlight="highlight|high-light|summary|zusammenfassung|encart|destacado|resaltado|samenvatting",
    body="body|text",
    language="language|sprache|langue|idioma|lingua|taal",
    correction="correction|correction-date|correction date|correction-appended",
    edition="edition|ausgabe",
    series="series|serie",
    url="url|link",
    topics="subject|thema|sujet|subjects",
    aside="load-date|load date|update|publication-type|publication type|document-type|journal-code|journal code|acc-no"
    "|graphic|graphics|photo|photos|notes|note|person|personen|organization|organisation|company|unternehmen|ticker"
    "|geographic|geography|country|city|state|industry|branche|type|isbn|issn|name|names|bibliography|columns"
    "|classification|category|file|distribution|keyword|keywords|cite|circulation|jour-code|transmission|pub-type"
    "|publikationstyp|publikations-typ|zeitungs-code|date de chargement|ladedatum|fecha de carga|data di caricamento"
    "|data de carregamento|datum laden|type de publication|tipo de publicación|tipo di pubblicazione"
    "|product|guest|guests|show|anchors|reporter",
)
_CERTAIN = frozenset(
    "load-date ladedatum date-de-chargement fecha-de-carga data-di-caricamento data-de-carregamento update"
    " graphic graphics photo photos publication-type document-type journal-code correction-date acc-no"
    " classification".split()
)
"""Labels that begin no sentence of a text."""
_TRAILING = frozenset(("language", "aside", "topics", "url"))


def looks_like(text: str) -> bool:
    """Whether a text is an export of Nexis."""
    return _HAS_CLASSIC.search(text) is not None or is_uni(text)


def is_uni(text: str) -> bool:
    """Whether a text is in the newer of the two layouts."""
    if _HAS_END.search(text):
        return True
    if _HAS_LENGTH.search(text) and re.search(r"^[ \t]*Body[ \t]*$", text, re.M):
        return True
    return bool(_HAS_JOB.search(text[:4000]) and re.search(r"^Documents? \(\d+\)", text[:8000], re.M))


def articles(text: str) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of an export, whichever its layout."""
    text = _PAGE.sub("", text)
    return _uni(text) if is_uni(text) and not _HAS_CLASSIC.search(text) else _classic(text)


def _classic(text: str) -> Iterator[Draft]:
    marks = list(_CLASSIC.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=False), 1):  # there may be no mark
        yield _classic_article(list(blocks(text[mark.end() : end])), number)


def _classic_article(found: list[Block], number: int) -> Draft:
    centred = next((i for i, block in enumerate(found) if not block.centred), len(found))
    if not centred:  # a program has lost where lines stood
        centred = next((i + 1 for i, block in enumerate(found[:_MOST_HEAD]) if _date(block.line)), 0)
    top, found = found[:centred], found[centred:]
    lines = [line.strip() for block in top for line in block.text.split("\n")]
    when, at = next(((date, i) for i, line in enumerate(lines) if (date := _date(line))), ("", len(lines)))
    before = [line for line in lines[:at] if not _RIGHTS.match(line)]
    dateline = lines[at] if at < len(lines) else ""
    after = [line for line in lines[at + 1 :] if not _RIGHTS.match(line)]
    corrected = next((line for line in after if _CORRECTED.match(line)), "")
    after = [line for line in after if line != corrected]
    values: dict[str, str] = {}
    title = ""
    body: list[Block] = []
    ended = False
    last = _last_of_text(found)
    for at, block in enumerate(found):
        label = (block.label(_LABELS) or _unknown(block)) if _is_label(block) else None
        if label and body and not ended and at < last and (label[0] in _TRAILING or label[0] in values):
            body.append(block)
        elif label:
            ended = ended or (bool(body) and label[0] in _TRAILING)
            if label[0] == "body":
                body.append(Block(label[1]))
            elif label[0] not in values:
                values[label[0]] = label[1]
        elif block.centred:
            if _RIGHTS.search(block.text):
                values.setdefault("rights", block.line)
        elif not title and not body and "length" not in values and "title" not in values:
            title = block.line
        elif not ended:
            body.append(block)
    rights = values.get("rights", "") or next((line for line in lines if _RIGHTS.match(line)), "")
    return Draft(
        title=" ".join(values.get("title", "").split()) or title,
        text=paragraphs(body),
        date=when,
        outlet=before[0] if before else "",
        byline=without_by(values.get("byline", "")),
        lang=code(values.get("language", "").split(";")[0]),
        url=values.get("url", ""),
        topics=_topics(values),
        number=number,
        wrapped=True,
        extra=(
            *_section(values),
            ("edition", _edition(dateline, after)),
            ("rights", rights),
            ("correction", values.get("correction", "") or corrected),
        ),
    )


def _last_of_text(found: list[Block]) -> int:
    """The place of the last block of a text: labels above it begin sentences, `NOTE: ferries stay at the quay`."""
    last = -1
    for at, block in enumerate(found):
        if block.centred or block.text.partition(":")[0].casefold() in _CERTAIN:
            break
        if not _is_label(block):
            last = at
    return last


def _is_label(block: Block) -> bool:
    """Labels of the classic layout are in capitals, so that a sentence with a colon is none."""
    return _SHOUTED.match(block.text.partition(":")[0].strip()) is not None


def _unknown(block: Block) -> tuple[str, str] | None:
    return ("aside", "") if _UNKNOWN.match(block.text) else None


def _date(line: str) -> str:
    """The date on a line of the head, if that is all that it says."""
    return dates.parse(line) if len(line) <= 60 and any(char.isdigit() for char in line) else ""


def _section(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    section, _, page = " ".join(values.get("section", "").split()).partition(";")
    match = re.search(
        r"(?:\bpg?s?\.|\bpages?\b|\bseiten?\b|\bS\.|\bpágs?\.|\bblz\.|\bpag\.)\s*([\w-]+(?:, ?\d[\w-]*)*)",
        f"{section};{page}",
        re.I,
    )
    yield "section", "" if match and section.casefold().startswith(("pg", "p.", "s.")) else section
    yield "page", match[1] if match else ""


def _topics(values: dict[str, str]) -> tuple[str, ...]:
    return tuple(topic.strip() for topic in _PERCENT.sub("", values.get("topics", "")).split(";"))


def _uni(text: str) -> Iterator[Draft | Flaw | Aside]:
    wanted = _LISTED.search(text)
    if wanted and not _HAS_END.search(text) and not any(_BODY.match(line.strip()) for line in text.split("\n")):
        yield Aside("covers and tables of contents")  # its articles are files of their own
        return
    starts = [0, *(mark.end() for mark in _END.finditer(text))]
    if text[starts[-1] :].strip():
        starts.append(len(text))
    found = 0
    for number, (start, end) in enumerate(pairwise(starts), 1):
        part = _END.sub("", text[start:end])
        if part.strip():
            found += 1
            yield _uni_article(part.split("\n"), number)
    if wanted and found < int(wanted[1]):
        missing = int(wanted[1]) - found
        yield Flaw(found + 1, f"the cover lists {wanted[1]} articles, and {missing} of them are not in this file")


def _uni_article(lines: list[str], number: int) -> Draft:
    stripped = [line.strip() for line in lines]
    first = _first_label(stripped)
    dated = next((i for i in range(first - 1, -1, -1) if _date(stripped[i]) and not _COVER.match(stripped[i])), -1)
    head_end = dated if dated >= 0 else next((i for i in range(first) if _RIGHTS.match(stripped[i])), first)
    filled = [i for i in range(head_end) if stripped[i]]
    has_outlet = dated >= 0 or (head_end < first and len(filled) > 1)
    outlet = stripped[filled.pop()] if filled and has_outlet else ""
    title = _title(stripped, filled)
    values: dict[str, str] = {}
    between = [line for line in stripped[head_end + (dated >= 0) : first] if line]
    rights = [line for line in between if _RIGHTS.search(line)]
    at = first
    while at < len(stripped) and not _BODY.match(stripped[at]):
        label = Block(stripped[at]).label(_LABELS)
        if label:
            values.setdefault(*label)
        elif len(stripped[at]) > 80:
            break  # no line says where the text begins
        elif _RIGHTS.search(stripped[at]):
            rights.append(stripped[at])
        at += 1
    at += at < len(stripped) and _BODY.match(stripped[at]) is not None
    end = _end(stripped, at)
    for line in stripped[end:]:
        label = Block(line).label(_LABELS)
        if label:
            values.setdefault(*label)
    return Draft(
        title=title,
        text=("\n" if _may_be_wrapped(stripped[at:end]) else "\n\n").join(lines[at:end]),
        date=_date(stripped[dated]) if dated >= 0 else "",
        outlet=outlet,
        byline=without_by(values.get("byline", "")),
        lang=code(values.get("language", "").split(";")[0]),
        url=values.get("url", ""),
        topics=_topics(values),
        number=number,
        extra=(
            *_section(values),
            ("edition", _edition(stripped[dated] if dated >= 0 else "", between)),
            ("rights", " ".join(rights)),
            ("correction", values.get("correction", "")),
        ),
    )


def _may_be_wrapped(lines: list[str]) -> bool:
    """Whether lines may be parts of paragraphs: in documents each is one, and no blank line stands between them."""
    text = "\n".join(lines).strip("\n").split("\n")
    return "" in text or max(map(len, text)) <= _LONGEST_WRAPPED


def _edition(dateline: str, between: list[str]) -> str:
    """The edition: what stands on lines of its own below the date, or after it on its line."""
    lines = [line for line in between if not _RIGHTS.search(line)]
    after = dateline.rpartition(",")[2].strip()
    return ", ".join(lines) or (after if re.search(r"edition|ausgabe|édition", after, re.I) else "")


def _first_label(lines: list[str]) -> int:
    """The line of the first label that follows an article's head: what a cover lists before has other labels."""
    wanted = ("section", "length", "byline", "dateline", "highlight")
    for i, line in enumerate(lines):
        label = Block(line).label(_LABELS)
        if (label and label[0] in wanted) or (_BODY.match(line) and i > 1):
            return i
    return next((i for i, line in enumerate(lines) if len(line) > 200), len(lines))


def _title(lines: list[str], filled: list[int]) -> str:
    """The headline: the line before the outlet, and those joined to it unless a cover stands there."""
    if not filled:
        return ""
    found = [lines[filled[-1]]]
    for later, earlier in zip(reversed(filled), list(reversed(filled))[1:], strict=False):
        if later - earlier > 1 or _COVER.match(lines[earlier]) or _NUMBERED.match(lines[earlier]) or len(found) > 3:
            break
        if ":" in lines[earlier][:20]:
            break
        found.insert(0, lines[earlier])
    return " ".join(found)


def _end(lines: list[str], start: int) -> int:
    """The line behind an article's text: where its classification begins."""
    headed = next((i for i in range(start, len(lines)) if lines[i] in _BEHIND_TEXT and _heads_facts(lines, i)), -1)
    if headed >= 0:
        return next((i for i in range(start, headed) if _is_certain(lines[i])), headed)
    for i in range(start, len(lines)):
        label = Block(lines[i]).label(_LABELS)
        if label and label[0] in _TRAILING and len(lines[i]) < 400 and _ends_text(lines, i):
            return i
    return len(lines)


def _heads_facts(lines: list[str], at: int) -> bool:
    """Whether facts or captions stand below a heading, rather than the paragraphs of a section that is called so."""
    below = [line for line in lines[at + 1 :] if line]
    labelled = next((i for i, line in enumerate(below) if Block(line).label(_LABELS)), -1)
    if lines[at].casefold().startswith(("classif", "clasif", "klassif", "classe")):
        return labelled == 0 or not below
    return len(below) <= 1 or 0 <= labelled <= _MOST_CAPTIONS


def _is_certain(line: str) -> bool:
    """Whether a line begins with a label that begins no sentence."""
    return line.partition(":")[0].strip().casefold().replace(" ", "-") in _CERTAIN and ":" in line


def _ends_text(lines: list[str], at: int) -> bool:
    """Whether a line with a label follows a text, rather than being a sentence of it: another label stands below it."""
    if _is_certain(lines[at]):
        return True
    below = next((lines[i] for i in range(at + 1, len(lines)) if lines[i]), "")
    return not below or below in _BEHIND_TEXT or Block(below).label(_LABELS) is not None

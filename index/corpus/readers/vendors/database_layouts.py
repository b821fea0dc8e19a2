"""How ProQuest, EBSCO, Gale, NewsBank and Wiso write their text exports: what parts articles, and their labels."""

import re
from collections.abc import Mapping

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...dates.dates import Order
from ...fields.export_text import Sign, labels


class Layout(Struct, frozen=True):
    """How one database writes its text exports."""

    name: str
    sign: Sign
    """Found in every export of this kind."""
    start: re.Pattern[str]
    """What stands between two articles, or begins each."""
    known: Mapping[str, str]
    """Label in lower case -> field; `text` begins the body, and every other label ends it."""
    ends: bool = False
    """Whether `start` ends an article rather than beginning one."""
    order: Order = ""
    """The order of day and month in its dates, where it is always the same."""


PROQUEST = Layout(
    "proquest",
    Sign(
        lazy_pattern(
            r"^(?:ProQuest[ -]\w+[ -]ID|Publication info|ID\b[^\n:]{1,30}ProQuest|Dokument-ID von ProQuest)\s*:",
            re.M | re.I,
        ),
        "proquest",
        "publication info",
    ),
    lazy_pattern(
        r"^[ \t]*(?:_{20,}[ \t]*\n\s*(?:Do[ck]ument[oe]? \d+ (?:of|von|sur|de|di|van) \d+[ \t]*\n)?"
        r"|Do[ck]ument[oe]? \d+ (?:of|von|sur|de|di|van) \d+[ \t]*\n)", re.M,
    ),
    labels(
        title="title|document title|titel|titre|título|titolo",
        byline="author|authors|autor|autoren|verfasser|auteur|auteurs|autores|autore|autori",
        text="full text|volltext|texte intégral|texto completo|testo completo|full text (testo completo)",
        summary="abstract|zusammenfassung|kurzfassung|résumé|resumen|resumo|riassunto",
        outlet="publication title|publication|titel der publikation|publikationstitel|titre de la publication"
        "|titre de publication|título de publicación|título de la publicación|título da publicação"
        "|titolo della pubblicazione|titolo pubblicazione",
        info="publication info|publikationsinformationen|informations sur la publication|información de publicación"
        "|informações da publicação|informazioni sulla pubblicazione",
        date="publication date|date|datum der publikation|publikationsdatum|erscheinungsdatum|date de publication"
        "|fecha de publicación|data de publicação|data di pubblicazione",
        section="section|column|rubrik|abschnitt|rubrique|sección|seção|sezione",
        page="first page|pages|page|start page|erste seite|seiten|première page|primera página|páginas"
        "|primeira página|prima pagina|pagine",
        edition="edition|ausgabe|édition|edición|edição|edizione",
        url="document url|url|dokument-url|url du document|url de documento|url del documento|url do documento"
        "|url documento",
        key="proquest document id|accession number|dokument-id von proquest|proquest-dokument-id"
        "|id du document proquest|id de document proquest|id de documento de proquest|id del documento de proquest"
        "|id do documento proquest|id do documento da proquest|id documento proquest|id documento di proquest",
        lang="language of publication|language|sprache der publikation|publikationssprache|langue de publication"
        "|langue de la publication|idioma de la publicación|idioma de publicación|idioma da publicação"
        "|lingua di pubblicazione|lingua della pubblicazione",
        rights="copyright|copyright/droits d'auteur|derechos de autor|direitos autorais",
        topics="subject|subjects|thema|themen|sujet|sujets|materia|assunto|soggetto|argomento",
        updated="last updated|letzte aktualisierung|zuletzt aktualisiert|dernière mise à jour|última actualización"
        "|última atualização|ultimo aggiornamento",
        aside="links|publication year|publication subject|place of publication|country of publication|publisher"
        "|source type|word count|full text word count|year"
        "|document type|database|issn|eissn|number of pages|volume|issue|company / organization|company|people|person"
        "|location|classification|identifier / keyword|publication place|credit|dateline|issn electronic|e-issn|coden"
        "|source attribution|document feature|correspondence author|correction|duns|ticker|naics|illustration caption"
        "|ort|standort|firma / organisation|personen|lieu|société / organisation|personnes|ubicación|lugar"
        "|empresa / organización|personas|local|empresa / organização|pessoas|luogo|azienda / organizzazione|persone",
    ),
)  # fmt: skip
"""Its labels are in the language of the library that exports; those of the facts behind a text need not be known."""
EBSCO = Layout(
    "ebsco",
    Sign(lazy_pattern(r"^Record:[ \t]*\d+[ \t]*$", re.M), "Record:"),
    lazy_pattern(r"^Record:[ \t]*\d+[ \t]*$", re.M),
    labels(
        title="title|titel",
        byline="authors|author|by",
        info="source|quelle",
        date="publication date|date",
        text="full text|section text|full text contents",
        summary="abstract",
        key="accession number|an",
        topics="subject terms|subjects|subject",
        section="section",
        edition="edition",
        page="pages|page",
        rights="copyright",
        lang="language",
        url="persistent link to this record (permalink)|persistent link|permalink|url|plink",
        aside="database|document type|issn|full text word count|geographic terms|people|company/entity"
        "|reviews & products"
        "|naics/industry codes|abstract (english)|author-supplied keywords|isbn|publication type|cut and paste|tickers"
        "|records|images|lexile",
    ),
    order="mdy",
)
GALE = Layout(
    "gale",
    Sign(lazy_pattern(r"^Gale Document Number[ \t]*:", re.M), "Gale Document Number"),
    lazy_pattern(r"^Gale Document Number[ \t]*:.*\n?", re.M),
    labels(
        title="title",
        byline="author(s)|author|authors|byline",
        info="source",
        outlet="from|publication title",
        date="date|publication date",
        text="full text",
        section="section",
        page="page|pages",
        edition="edition",
        rights="copyright",
        lang="language",
        topics="subject|subjects|topics",
        key="gale document number",
        aside="document type|publisher|length|lexile measure|article type|citation|source citation|issn|volume|issue"
        "|product/service code|naics code|dateline|report type|event|organization|accession number|content level",
    ),
    ends=True,
    order="mdy",
)
NEWSBANK = Layout(
    "newsbank",
    Sign(lazy_pattern(r"^Record Number[ \t]*:", re.M), "Record Number"),
    lazy_pattern(r"^Record Number[ \t]*:.*\n?", re.M),
    labels(
        outlet="paper|publication",
        title="title|headline",
        date="date|publication date",
        byline="author|byline",
        section="section",
        edition="edition",
        page="page",
        text="text|article text|body",
        topics="index terms|subjects",
        key="record number",
        aside="correction|dateline|column|readability|length|memo|source|caption|estimated printed pages",
    ),
    ends=True,
    order="mdy",
)
WISO = Layout(
    "wiso",
    Sign(
        lazy_pattern(r"^Dauerhafte Adresse des Dokuments\s*:|wiso-net\.de/document|genios\.de/document", re.M),
        "Dauerhafte Adresse",
        ".de/document",
    ),
    lazy_pattern(r"^(?:Alle Rechte vorbehalten|©|\(c\)).*(?:\n[ \t]*(?:©|\(c\)).*)?\n?", re.M),
    labels(
        info="quelle",
        section="ressort|rubrik",
        edition="ausgabe",
        byline="autor|autoren|verfasser",
        date="datum",
        page="seite|seiten",
        key="dokumentnummer|dokument-nr",
        url="dauerhafte adresse des dokuments|link",
        topics="schlagwort|schlagwörter|rubriken",
        lang="sprache",
        aside="quellenname|quellenrubrik|jahrgang|nummer|issn|dokumenttyp|länge|größe|datenbank|copyright",
    ),
    ends=True,
)
LAYOUTS = (PROQUEST, EBSCO, GALE, NEWSBANK, WISO)

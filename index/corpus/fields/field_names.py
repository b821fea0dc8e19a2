"""Which field of an article a field name in source data stands for: usual names in many languages, and variants."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from ...lazy_pattern import lazy_pattern

Field = Literal["title", "text", "summary", "date", "outlet", "byline", "url", "lang", "topics", "key"]

# Names without case, spaces, accents and punctuation, the better ones first. Left out on purpose: source_url (an
# outlet's front page), date_download and scraped_at (when somebody fetched it), image and thumbnail urls.
_TITLE = (
    "headline title headlines heading hed webtitle videotitle articletitle newstitle pagetitle titleplain"
    " titulo titular titre titolo titel uberschrift ueberschrift schlagzeile kop koptekst overskrift otsikko tytul"
    " naslov nadpis baslik judul tieude titlu cim τιτλος заголовок название наименование наслов 标题 標題 题目 題目"
    " タイトル 見出し 제목 عنوان العنوان כותרת शीर्षक назва pealkiri"
    " titredelarticle titredarticle titulodelanoticia titulonoticia titulodanoticia titulodelarticulo titoloarticolo"
    " titolodellarticolo tytulartykulu titulek nadpisclanku заголовокстатьи названиестатьи haberbasligi"
    " 新闻标题 文章标题 新聞標題 記事タイトル 기사제목 عنوانالخبر cliptitle header name"
    " หัวข้อ หัวข้อข่าว พาดหัว พาดหัวข่าว ชื่อเรื่อง ชื่อข่าว kichwa kichwachahabari শিরোনাম தலைப்பு శీర్షిక ርዕስ سرخی सुर्खी"
    " عنوانخبر تیتر سرتیتر"
)
_TEXT = (
    "contentoriginal contentelements bodytext articlebody articletext maintext fulltext contenttext textcontent"
    " plaintext rawtext body content contents text article story speech transcript bodies paragraphs bodyhtml bodyxhtml"
    " contenthtml html contentencoded texto cuerpo contenido corpo conteudo texte contenu corps testo contenuto tekst"
    " inhoud inhalt artikel artikeltext volltext brodtext sisalto teksti tresc obsah metin icerik isi konten noidung"
    " continut szoveg κειμενο текст содержание содержимое содержим 正文 内容 內容 文章"
    " 全文 本文 記事 본문 내용 نص النص المحتوى متن"
    " texteintegral textecomplet textedelarticle corpsdelarticle corpsdutexte textocompleto textointegral"
    " textodelanoticia textodanoticia cuerpodelanoticia cuerponoticia testocompleto testointegrale testoarticolo"
    " testodellarticolo volledigetekst artikeltekst leipateksti trescartykulu textclanku текстстатьи полныйтекст"
    " habermetni tammetin 新闻内容 新闻正文 文章内容 新聞內容 記事本文 기사본문 기사내용 نصالخبر fullarticle cliptext"
    " เนื้อหา เนื้อหาข่าว เนื้อข่าว ข้อความ รายละเอียด maudhui matini habari habarikamili বিষয়বস্তু সংবাদ খবর"
    " உள்ளடக்கம் செய்தி متنخبر متنکامل خبر समाचार вміст зміст"
    " תוכן सामग्री पाठ brodtekst copy selftext paragraph"
)
_SUMMARY = (
    "leadparagraph description abstract summary brief lead lede teaser excerpt standfirst dek subtitle subheadline"
    " hlead openingtext hitsentence highlights descriptions caption snippet descriptiontext trailtext"
    " resumen bajada copete sumario resumo"
    " zusammenfassung vorspann anreisser resume chapo chapeau sommario occhiello riassunto samenvatting inleiding"
    " ingress streszczenie ozet ringkasan аннотация анонс описание 摘要 简介 簡介 導語 导语 概要 요약 ملخص"
)
_DATE = (
    "datefirstpublished firstpublishdate firstpublisheddate firstpublishedat originalpublishdate originallypublished"
    " published pubdate publisheddate datepublished publishedtime publishedat publishedon publicationdate"
    " publicationdatetime publishdate publishtime datepublish dateofpublication publishingdate publicationtime pubtime"
    " webpublicationdate datetimepub posted postdate postedat posteddate articledate newsdate storydate releasedate"
    " issuedate issued displaydate date datetime datetimeiso firstcreated contentcreated firstpublished pub"
    " fecha fechapublicacion fechahora datapublicacao datapublicacion dateparution datepublication datapubblicazione"
    " veroffentlicht veroffentlichungsdatum"
    " erscheinungsdatum datum publicatiedatum publiceringsdatum dato pvm paivamaara"
    " datapublikacji tarih tanggal ngay ngaydang дата датапубликации 日期 时间 時間 发布时间 發布時間"
    " 发布日期 发表时间 日付 公開日 配信日 날짜 작성일 تاريخ التاريخ تاریخ תאריך"
    " ημερομηνια दिनांक तारीख kuupaev seendate"
    " datedeparution datedepublication fechadepublicacion datadepublicacao datadipubblicazione datadepublicacion"
    " publikationsdatum udgivelsesdato publiseringsdato utgivningsdatum julkaisupaiva verschijningsdatum datawydania"
    " datumvydani датавыхода датапубликациистатьи yayintarihi 発行日 掲載日 出版日期 發布日期 일자 보도일자 게재일"
    " تاريخالنشر تاریخانتشار تاریخخبر วันที่ วันที่เผยแพร่ วันเวลา tarehe tareheyakuchapishwa তারিখ தேதி తేదీ"
    " veroffentlichtam veroeffentlicht veroeffentlichtam veroeffentlichungsdatum publiele publicadoel"
    " publicadoem pubblicatoil pubblicato publicado publie opublikowano gepubliceerd gepubliceerdop publicerad"
    " publisert julkaistu опубликовано публикация yayimlanmatarihi"
    " versioncreated created uploaddate creationdate creationtime createdat createdutc createdon datecreated"
    " createdtime timestamp unixtimestamp unixtime ts epoch time day data updated"
    " updatedat dateupdated lastupdated modified datemodified modifiedat"
)
_OUTLET = (
    "publication outlet newspaper publicationtitle pubtitle journaltitle journalname publisher publishername sitename"
    " newssource sourcename sourcehostname source collectiontitle"
    " journal containertitle media provider infosources infosource newsoutlet mediaoutlet medianame site"
    " sourcedomain domain"
    " hostname website siteurl copyrightholder medio diario periodico fuente fonte jornal veiculo quelle zeitung medium"
    " herausgeber bron krant zrodlo gazeta kaynak sumber nguon источник издание газета сми 来源 來源 媒体 媒體 报纸"
    " 出处 メディア 新聞"
    " 出版物 媒体名 新聞名 掲載紙 발행처"
    " zdroj forras kalla kilde lahde izvor sursa allikas saltinis avots джерело видання източник извор πηγη स्रोत منبع"
    " מקור krantentitel titelvandekrant"
    " خبرگزاری روزنامه رسانه ที่มา แหล่งที่มา แหล่งข่าว สำนักข่าว หนังสือพิมพ์ chanzo pinagmulan mitja ذریعہ উৎস সূত্র பத்திரிகை"
    " 출처 언론사 매체 مصدر المصدر"
    " titredepresse testata medienname tytulprasowy nazwatytulu gazete 媒体名称 报纸名称 新聞社 매체명 sourcetitle"
    " journalbook paper feedtitle feedname channeltitle channelname blogname websitename origin feed channel blog"
)
_BYLINE = (
    "byline bylines by author authors creator dccreator writer reporter reporters journalist authorname correspondent"
    " speakername speaker autor autora autores auteur auteurs autore autori verfasser verfasserin auteursnaam"
    " forfatter kirjoittaja yazar penulis tacgia redactor periodista jornalista journaliste giornalista"
    " автор авторы журналист 作者 记者 記者 编辑 責編 著者 기자 글쓴이 كاتب الكاتب المؤلف מחבר"
    " skribent 기고자 작성자 執筆者 लेखक نویسنده autoria forfattare szerzo συντακτης δημοσιογραφος"
    " خبرنگار ผู้เขียน ผู้สื่อข่าว mwandishi লেখক প্রতিবেদক எழுத்தாளர் 기자명 mayakda autorius autors مصنف"
    " publishedby createdbyalias contactname contact"
)
_URL = (
    "originalurl url mainentityofpage titleurl headlineurl link canonical canonicalurl canonicallink articleurl weburl"
    " webpageurl permalink videourl"
    " href"
    " enlace direccion ligacao lien adresse collegamento verweis lenke ссылка адрес 链接 連結 網址 网址"
    " 링크 주소 رابط الرابط odkaz linkki hivatkozas посилання لینک ลิงก์ ลิงค์ kiungo লিঙ্ক"
    " alternate uri id guid respondedurl requestedurl warctargeturi"
)
_LANG = (
    "language lang inlanguage languagecode langcode locale langue lingua idioma sprache taal sprak jezyk dil bahasa"
    " язык 语言 語言 言語 언어 اللغة"
)
_TOPICS = (
    "topics topic tags tag categories category section sections sectionname articlesection keywords keyword subject"
    " subjects videotag newsdesk people places orgs organisations organizations exchanges companies"
    " tema temas etiqueta etiquetas categoria categorias seccion secao editoria palabrasclave palavraschave"
    " categorie rubrique rubriques motscles theme themes ressort kategorie kategorien schlagworte schlagworter thema"
    " sezione argomento argomenti rubriek trefwoorden onderwerp kategori dzial kategoria chuyenmuc"
    " рубрика категория тема теги темы 分类 分類 类别 類別 栏目 欄目 版块 标签 標籤"
    " หมวดหมู่ หมวด ประเภทข่าว mada বিভাগ موضوع دستهبندی برچسب श्रेणी विषय"
    " 关键词 關鍵詞 カテゴリ 카테고리 분야 قسم القسم تصنيف manualtags"
)
_ID = "id uid uuid articleid docid documentid newid did recordid storyid newsid postid bodyid guid itemid objectid uri"


_SQUASH = lazy_pattern(r"[\W_]+")
_BILINGUAL = lazy_pattern(r"([A-Za-z][A-Za-z_ ]+)\s*[-/(（|]\s*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3 ]+[)）]?\Z")
"""A name in English and in Chinese, Japanese or Korean: `PubTime-发表时间`."""
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that have no decomposition: an accent is part of them."""
_TOKENS = lazy_pattern(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])|\d+|[^\W_]")


@lru_cache(maxsize=8192)
def squash(name: str) -> str:
    """A field name as it is compared: `date_Published` -> `datepublished`, `Título` -> `titulo`."""
    if not name.isascii() and (both := _BILINGUAL.match(name)):
        name = both[1]
    name = _SQUASH.sub("", name).casefold()
    if name.isascii():
        return name
    name = name.translate(_LETTERS)
    return "".join([char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)])


def _squashed(names: str) -> Sequence[str]:
    return [squash(name) for name in names.split()]


class Names(NamedTuple):
    """The usual names of each field, the better ones first, in the form that `squash` gives."""

    title: Sequence[str] = _squashed(_TITLE)
    text: Sequence[str] = _squashed(_TEXT)
    summary: Sequence[str] = _squashed(_SUMMARY)
    date: Sequence[str] = _squashed(_DATE)
    outlet: Sequence[str] = _squashed(_OUTLET)
    byline: Sequence[str] = _squashed(_BYLINE)
    url: Sequence[str] = _squashed(_URL)
    lang: Sequence[str] = _squashed(_LANG)
    topics: Sequence[str] = _squashed(_TOPICS)
    key: Sequence[str] = _squashed(_ID)


NAMES = Names()
_RANKS: dict[str, dict[str, int]] = {
    field: {name: rank for rank, name in enumerate(names)} for field, names in NAMES._asdict().items()
}
_USUAL = frozenset(name for names in NAMES for name in names)

# Words that collections put around a name without changing what it means.
_SUFFIXES = frozenset("s ss t txt dt dts tx".split())
"""What search servers put behind a name for its type: `title_s`, `body_txt`."""
_DECORATION = _SUFFIXES | frozenset(
    "news article articles art post story stories item items doc document documents entry record records page web main"
    " full raw clean cleaned original orig complete final str string value field column col my all meta the of"
    " de del la le les l du des der die das el il lo"
    " noticia noticias articulo artigo nachricht nachrichten actu berita haber".split()
)
_LANGUAGES = frozenset("en de fr es pt it nl pl ru ar zh ja hi tr sv da fi cs uk el hu ro ko vi fa he ur bn".split())
"""Languages behind a name: `title_de`, `content_txt_it`."""
_OF_TITLE = _DECORATION | _LANGUAGES | frozenset(["text", "string", "main", "plain", "target"])
_OF_TEXT = _DECORATION | _LANGUAGES | frozenset(["target", "plain", "processed", "preprocessed", "normalized"])
_OF_DATE = _DECORATION | frozenset(
    "date time datetime utc gmt local iso at on formatted timestamp ts published publish publication pub created first"
    " fecha hora data datum".split()
)
# Not `id` and `url`: an author_id is no key, a source_url no address of the article.
_OF_OTHERS = _DECORATION | frozenset(["name", "names", "list"])
_BARE = {
    "title": ("title", "headline", "titulo", "titel", "titre", "titolo", "heading"),
    "text": ("text", "body", "content", "texto", "texte", "testo", "inhalt", "contenido", "conteudo", "contenu"),
    "summary": ("summary", "abstract", "description", "lead", "teaser", "excerpt"),
    "date": ("date", "published", "publish", "publication", "pub", "datetime", "posted", "fecha", "datum", "timestamp"),
    "outlet": ("source", "publisher", "outlet", "newspaper", "publication", "site", "domain"),
    "byline": ("author", "authors", "byline", "writer", "reporter", "autor", "auteur"),
    "url": ("url", "link", "permalink", "href"),
    "lang": ("language", "lang"),
    "topics": ("category", "categories", "topic", "topics", "tag", "tags", "section", "keywords", "keyword", "subject"),
    "key": ("id", "uid", "uuid"),
}
_OF_URL = _DECORATION | frozenset(["title", "headline"])
_ALLOWED = {"title": _OF_TITLE, "text": _OF_TEXT, "date": _OF_DATE, "url": _OF_URL, "key": _DECORATION}
_ORDER: tuple[Field, ...] = ("title", "text", "summary", "date", "url", "byline", "topics", "outlet", "lang", "key")

UNUSUAL = 1000.0
"""Rank from which a name is a variant of a usual one: its words say what it stands for."""


@lru_cache(maxsize=8192)
def rank(name: str, field: str) -> float | None:
    """How well a name stands for a field, 0 the best; None if it does not. Variants rank behind usual names."""
    usual = _RANKS[field].get(squash(name))
    if usual is not None:
        return usual
    if squash(name) in _USUAL:
        return None
    if field_by_tokens(name) == field:
        return UNUSUAL + (0 if is_of_original(name) else len(name))
    core = _core(name)
    return UNUSUAL + len(name) if core and rank(core, field) is not None else None


def is_of_original(name: str) -> bool:
    """Whether a name says that its field holds the original, not a translation: `title_original`."""
    return any(squash(token) in ("original", "orig") for token in _TOKENS.findall(name))


def is_of_language(name: str) -> bool:
    """Whether a name ends in a language: `text_en`."""
    tokens = _TOKENS.findall(name)
    return len(tokens) > 1 and squash(tokens[-1]) in _LANGUAGES


_LABELLED = lazy_pattern(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<label>[^()\[\]]+)[)\]]\s*\Z")
_NUMBERED_NAME = lazy_pattern(r"[A-Za-z]{1,3}\d{1,3}[\s_.:-]+(?P<name>[^\W\d_].*)", re.S)
_FORM = lazy_pattern(r"[dmyhsajt/:. -]+|utc|gmt|local time|original|full|plain|html", re.I)


@lru_cache(maxsize=8192)
def _core(name: str) -> str:
    """What a column is called behind a number or in brackets: `V4_Medium`, `dt (Date)`; "" for any other name."""
    numbered = _NUMBERED_NAME.match(name)
    if numbered:
        return numbered["name"]
    match = _LABELLED.match(name)
    if not match or any(squash(token) in _ASIDE_TOKENS for token in _TOKENS.findall(name)):
        return ""
    if _FORM.fullmatch(match["label"]):
        return match["name"]
    return "" if squash(match["name"]) in _USUAL or field_by_tokens(match["name"]) else match["label"]


@lru_cache(maxsize=8192)
def field_by_tokens(name: str) -> Field | None:
    """The field that a name's words stand for when decoration is left out: `news_headline`, `articleContent2`."""
    tokens = [squash(token) for token in _TOKENS.findall(name) if not token.isdigit()]
    if not 2 <= len(tokens) <= 5:
        return None
    for field in _ORDER:
        bare = _BARE[field]
        allowed = _ALLOWED.get(field, _OF_OTHERS)
        if any(token in bare for token in tokens) and all(token in bare or token in allowed for token in tokens):
            return field
    return None


def is_usual(name: str) -> bool:
    """Whether a field of this name is recognised."""
    if squash(name) in _USUAL or field_by_tokens(name) is not None:
        return True
    core = _core(name)
    return bool(core) and is_usual(core)


_PART = lazy_pattern(
    r"(?:\w*[\s_.-])?(?:p|para|paragraph|part|absatz|abschnitt|section|sentence|line|chunk)[\s_.-]*\Z", re.I
)


def numbered_parts(name: str, names: Iterable[str]) -> list[str]:
    """The fields that hold the parts of one text in their order: `paragraph1`, `paragraph2`; none if there are not two.

    Args:
        name: one of them.
        names: all fields of the record.
    """
    stem = name.rstrip("0123456789")
    if stem == name or not (is_text(stem.rstrip(" _.-")) or _PART.match(stem)):
        return []
    found = [(int(one[len(stem) :]), one) for one in names if one.startswith(stem) and one[len(stem) :].isdecimal()]
    return [one for _, one in sorted(found)] if len(found) > 1 else []


def is_text(name: str) -> bool:
    """Whether this is a usual name for an article's text."""
    return rank(name, "text") is not None


def is_title(name: str) -> bool:
    """Whether this is a usual name for a headline."""
    return rank(name, "title") is not None


# Objects and fields beside the article, or about somebody else: their texts and titles are not the article's.
_OTHERS = frozenset(
    (
        "comments comment commentlist replies reactions associations related relatedarticles relatedstories relatednews"
        " relatedcontent relatedlinks recommended recommendations mostread popular trending renditions images image"
        " media video videos photos pictures author authors publisher thumbnails gallery links attachments people"
        " person places place organisations geo user users newscluster multimedia headline eventdetails advertisement"
        " ads breadcrumbs navigation footer social highlight highlightresult snippetresult innerhits byline bylines"
        " infosource infosources highlighting"
    ).split()
)
_ABOUT_RIGHTS = ("copyright", "usageterms", "rights", "termsofuse", "ednote", "editorsnote", "editorialnote")
_ASIDE_TOKENS = frozenset(
    (
        "comment comments bio biography disclaimer copyright rights license licence legal terms caption captions credit"
        " alt tokens tokenized tokenised lemma lemmas lemmatized stems pos ner embedding embeddings vector annotation"
        " annotations translation translated prompt question questions answer answers image images img photo video"
        " audio related user profile css script js json xml header headers footer cookie cookies signature hash md5"
        " sha1 about log error warning note notes html url link path file filename entities mentions spans"
    ).split()
)


def is_aside(name: str) -> bool:
    """Whether a field of this name holds what is beside the article: its comments, pictures, related stories."""
    return squash(name) in _OTHERS


@lru_cache(maxsize=8192)
def is_foreign_prose(name: str) -> bool:
    """Whether long prose under this name is not the article's text: comments, a biography, a licence, a caption."""
    if squash(name) in _OTHERS or squash(name).startswith(_ABOUT_RIGHTS):
        return True
    return any(squash(token) in _ASIDE_TOKENS for token in _TOKENS.findall(name))

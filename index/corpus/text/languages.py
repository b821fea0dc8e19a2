"""Names and codes of languages -> ISO 639-1."""

import re

# Three-letter codes (both kinds, where they differ) and English and own names of the languages that news is written in.
_KNOWN = """
am amh amharic|ar ara arabic العربية|az aze azerbaijani|be bel belarusian|bg bul bulgarian български
bn ben bengali bangla|bs bos bosnian|ca cat catalan català|cs ces cze czech čeština|cy cym wel welsh
da dan danish dansk|de deu ger german deutsch|el ell gre greek ελληνικά|en eng english
es spa spanish español castellano|et est estonian|eu eus baq basque euskara|fa fas per persian farsi
fi fin finnish suomi|fr fra fre french français|ga gle irish|gl glg galician galego|gu guj gujarati|ha hau hausa
he heb hebrew iw|hi hin hindi|hr hrv croatian hrvatski|hu hun hungarian magyar|hy hye arm armenian
id ind indonesian in|ig ibo igbo|is isl ice icelandic|it ita italian italiano|ja jpn japanese 日本語
ka kat geo georgian|kk kaz kazakh|km khm khmer|kn kan kannada|ko kor korean 한국어|ku kur kurdish|ky kir kyrgyz
ckb sorani
lg lug luganda|ln lin lingala|lo lao|lt lit lithuanian|lv lav latvian|mk mkd mac macedonian|ml mal malayalam
mn mon mongolian|mr mar marathi|ms msa may malay|mt mlt maltese|my mya bur burmese|nb nob no nor norwegian norsk
ne nep nepali|nl nld dut dutch nederlands|nn nno|om orm oromo|pa pan punjabi|pl pol polish polski|ps pus pashto
pt por portuguese português|rn run rundi kirundi|ro ron rum romanian română|ru rus russian русский
rw kin kinyarwanda|sd snd sindhi|si sin sinhala|sk slk slo slovak|sl slv slovene slovenian|sn sna shona|so som somali
sq sqi alb albanian|sr srp serbian|sv swe swedish svenska|sw swa swahili|ta tam tamil|te tel telugu|tg tgk tajik
th tha thai|ti tir tigrinya|tl tgl tagalog filipino|tr tur turkish türkçe|uk ukr ukrainian українська
ur urd urdu|uz uzb uzbek|vi vie vietnamese|xh xho xhosa|yo yor yoruba|zh zho chi chinese 中文|zu zul zulu
"""
_CODES = {form: forms.split()[0] for forms in re.split(r"[|\n]", _KNOWN) if forms.strip() for form in forms.split()}


def code(name: str) -> str:
    """ISO 639-1 code of a language tag or name (`en-US`, `eng`, `English`), or "" for one that is not known."""
    name = name.strip().casefold()
    return _CODES.get(name) or _CODES.get(re.split(r"[-_\s,;]", name, maxsplit=1)[0], "")

"""English names of languages by their ISO 639 codes: all two-letter ones, and the longer ones that are detected."""

_NAMES = """
aa Afar, ab Abkhazian, ace Acehnese, ae Avestan, af Afrikaans, ak Akan, am Amharic, an Aragonese, ar Arabic,
ary Moroccan Arabic, arz Egyptian Arabic, as Assamese, av Avaric, ay Aymara, az Azerbaijani, ba Bashkir,
bcl Central Bikol, be Belarusian, bg Bulgarian, bi Bislama, bm Bambara, bn Bengali, bo Tibetan, br Breton, bs Bosnian,
ca Catalan, ce Chechen, ch Chamorro, ckb Central Kurdish, co Corsican, cr Cree, crh Crimean Tatar, cs Czech,
cu Church Slavonic, cv Chuvash,
cy Welsh, da Danish, de German, dv Maldivian, dz Dzongkha, ee Ewe, el Greek, en English, eo Esperanto, es Spanish,
et Estonian, eu Basque, ext Extremaduran, fa Persian, ff Fulah, fi Finnish, fj Fijian, fo Faroese, fr French,
fuv Nigerian Fulfulde, fy West Frisian, ga Irish, gcf Antillean Creole, gcr Guianese Creole, gd Scottish Gaelic,
gl Galician, gn Guarani, gom Goan Konkani, grc Ancient Greek, gu Gujarati, gug Paraguayan Guarani, guw Gun, gv Manx,
ha Hausa, hbo Ancient Hebrew, he Hebrew, hi Hindi, ho Hiri Motu, hr Croatian, ht Haitian Creole, hu Hungarian,
hy Armenian, hz Herero, ia Interlingua, id Indonesian, ie Interlingue, ig Igbo, ii Nuosu, ik Inupiaq, io Ido,
is Icelandic, it Italian, iu Inuktitut, ja Japanese, jv Javanese, ka Georgian, kab Kabyle, kg Kongo, ki Kikuyu,
kik Kikuyu, kj Kwanyama, kk Kazakh, kl Greenlandic, km Khmer, kn Kannada, ko Korean, kr Kanuri, ks Kashmiri,
ku Kurdish, kv Komi, kw Cornish, ky Kyrgyz, la Latin, lb Luxembourgish, lg Luganda, li Limburgish, lij Ligurian,
ln Lingala, lo Lao, lt Lithuanian, ltg Latgalian, lu Luba-Katanga, lv Latvian, mg Malagasy, mh Marshallese, mi Maori,
mk Macedonian, ml Malayalam, mn Mongolian, mr Marathi, ms Malay, mt Maltese, my Burmese, na Nauruan, nb Norwegian,
nd North Ndebele, ne Nepali, ng Ndonga, nl Dutch, nn Norwegian Nynorsk, no Norwegian, nr South Ndebele,
nso Northern Sotho, nv Navajo, ny Chewa, oc Occitan, oj Ojibwe, om Oromo, or Odia, os Ossetian, pa Punjabi,
pcm Nigerian Pidgin, pi Pali, pl Polish, ps Pashto, pt Portuguese, qu Quechua, rm Romansh, rn Rundi, ro Romanian,
ru Russian, rw Kinyarwanda, sa Sanskrit, sc Sardinian, sd Sindhi, sdh Southern Kurdish, se Northern Sami, sg Sango,
si Sinhala, sk Slovak, sl Slovene, sm Samoan, sn Shona, so Somali, sq Albanian, sr Serbian, ss Swazi,
st Southern Sotho, su Sundanese, sv Swedish, sw Swahili, ta Tamil, te Telugu, tg Tajik, th Thai, ti Tigrinya,
tk Turkmen, tl Tagalog, tn Tswana, to Tongan, tr Turkish, ts Tsonga, tt Tatar, tw Twi, ty Tahitian, ug Uyghur,
uk Ukrainian, ur Urdu, uz Uzbek, ve Venda, vec Venetian, vi Vietnamese, vo Volapük, wa Walloon, wo Wolof, xh Xhosa,
yi Yiddish, yo Yoruba, za Zhuang, zh Chinese, zu Zulu
"""
_BY_CODE: dict[str, str] = {}
for _entry in _NAMES.replace("\n", " ").split(","):
    _code, _, _name = _entry.strip().partition(" ")
    _BY_CODE[_code] = _name


def language_name(lang: str) -> str:
    """Return the English name of a language by its code, with or without a region, or the code if it has none here."""
    code = lang.replace("_", "-").partition("-")[0].lower()
    return _BY_CODE.get(code, code)

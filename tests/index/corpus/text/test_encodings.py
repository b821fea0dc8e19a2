import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.corpus.text import encodings

from ..support import Read

RUSSIAN = (
    "Министр заявил в понедельник, что порт будет закрыт до конца недели из-за шторма. Суда направят в другие гавани, "
    "сообщило управление порта. Рыбаки просят о помощи, а правительство обещает новые краны до начала лета."
)
JAPANESE = (
    "大臣は月曜日に、嵐のため港は今週末まで閉鎖されると述べた。船舶はほかの港に向かうことになると港湾局は発表した。"
    "漁師たちは支援を求めており、政府は夏までに新しいクレーンを設置すると約束している。"
)
POLISH = (
    "Minister powiedział w poniedziałek, że port będzie zamknięty do końca tygodnia. Żegluga"
    " ucierpiała, rybacy proszą o pomoc."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(encoding: str):
    text = "The minister’s statement was short: “No.”" * 3
    assert encodings.decode(text.encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (POLISH, "iso8859-2"),
    ],
)
def test_legacy_encodings_are_recognised(text: str, encoding: str):
    assert encodings.decode(text.encode(encoding)) == text


WESTERN = "Le conseil du port a approuvé mardi un nouveau terminal, où l'été dernier déjà la pêche s'était arrêtée."
GERMAN = "Der Hafenrat hat am Dienstag ein neues Fährterminal genehmigt. Die Bürger müssen größere Gebühren zahlen."
CZECH = "Přístavní rada v úterý schválila nový trajektový terminál a ukončila tak dvouletý spor, řekl starosta."
CZECH_WITHOUT_S = (
    "Přístav Ostby zůstane až do odvolání uzavřen po středeční bouři, která potopila tři rybářské lodě u mola."
)
HUNGARIAN = "A kikötői tanács kedden jóváhagyta az új kompkikötőt. A halászok tűrhetetlennek nevezték, közölte a város."
TURKISH = "Liman konseyi salı günü yeni terminali onayladı. Balıkçılar şikâyetçi, değişiklik için çağrı yaptı."
LITHUANIAN = "Uosto taryba antradienį patvirtino naują keltų terminalą. Žvejai prašo pagalbos, jūrų įstaigos žada."


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(
    ("text", "encodings_of_it"),
    [
        (WESTERN, "cp1252 latin-1 iso8859-15 mac-roman cp850 cp437"),
        (GERMAN, "cp1252 latin-1 mac-roman cp850 cp437"),
        (POLISH, "cp1250 iso8859-2 cp852"),
        (CZECH, "cp1250 iso8859-2 cp852 mac-latin2"),
        (CZECH_WITHOUT_S, "cp1250 iso8859-2 cp852"),
        (HUNGARIAN, "cp1250 iso8859-2 iso8859-16 cp852"),
        (TURKISH, "cp1254 iso8859-9 cp857"),
        (LITHUANIAN, "cp1257 iso8859-13 iso8859-4 cp775"),
        ("The mayor said: “We are glad – at last.” It cost £5,000, and 20 °C.", "cp1252"),
    ],
)
def test_accented_letters_tell_the_encoding(text: str, encodings_of_it: str, times: int):
    for encoding in encodings_of_it.split():
        assert encodings.decode((text * times).encode(encoding)) == text * times, encoding


KOREAN = "항만 위원회는 화요일 새 여객선 터미널을 승인하여 비용에 관한 이 년간의 논쟁을 끝냈다."


def test_encodings_of_seven_bits():
    assert encodings.decode(KOREAN.encode("iso2022_kr")) == KOREAN
    assert not encodings.is_binary(KOREAN.encode("iso2022_kr"))
    chinese = "港口委员会星期二批准了新的渡轮码头，结束了两年来关于费用的争论。"
    assert encodings.decode(chinese.encode("hz")) == chinese
    assert encodings.decode(GERMAN.encode("utf-7"), "utf-7") == GERMAN


def test_one_odd_byte_is_read_as_western():
    assert encodings.decode(b"It cost \xa35,000, the club said.") == "It cost £5,000, the club said."


def test_a_declared_encoding_is_believed():
    assert encodings.decode("łódź".encode("iso8859-2"), "ISO-8859-2") == "łódź"


def test_a_false_declaration_is_not():
    assert encodings.decode("łódź".encode(), "iso-8859-2") == "łódź"


@pytest.mark.parametrize("name", ["zlib", "hex", "rot13", "no-such-thing", "utf-16", "\ud800", "idna"])
def test_a_declaration_that_is_none_does_no_harm(name: str):
    assert isinstance(encodings.decode(b"caf\xe9 and some more", name), str)


def test_utf8_with_a_broken_byte_stays_utf8():
    assert (
        encodings.decode(RUSSIAN[:40].encode() + b"\xff" + RUSSIAN[40:].encode())
        == f"{RUSSIAN[:40]}\ufffd{RUSSIAN[40:]}"
    )


def test_declarations_are_found():
    assert encodings.declared(b'<meta charset="windows-1251">') == "windows-1251"
    assert encodings.declared(b"<?xml version='1.0' encoding='Big5'?>") == "Big5"
    assert encodings.declared(b"no declaration") == ""


def test_text_is_not_binary_and_images_are():
    assert not encodings.is_binary(codecs.BOM_UTF16_LE + "text".encode("utf-16-le"))
    assert not encodings.is_binary(b"Tab\tand escape \x1b$B once")
    assert encodings.is_binary(b"\x89\x00\x01\x02\x00\x00 data \x00")


@given(st.binary(max_size=400), st.text(max_size=10))
def test_any_bytes_decode(data: bytes, says: str):
    assert isinstance(encodings.decode(data, says), str)


GREEK = "Η δήμαρχος εγκαινίασε την Πέμπτη τη νέα γέφυρα, δύο χρόνια αργότερα. Η κίνηση θα διπλασιαστεί ως το καλοκαίρι."
HEBREW = "ראש העיר פתחה ביום חמישי את הגשר החדש, שנתיים לאחר המועד המתוכנן. התנועה צפויה להכפיל את עצמה עד הקיץ."
ARABIC = "افتتحت رئيسة البلدية الجسر الجديد يوم الخميس بعد عامين من الموعد المحدد. ومن المتوقع أن تتضاعف حركة المرور."
KOREAN_PROSE = (
    "시장은 목요일에 새 다리를 개통했다. 다리는 예정보다 이 년 늦게 완공되었으며 교통량이 두 배로 늘어날 것이다."
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GREEK, "cp737"), (GREEK, "cp869"), (GREEK, "mac_greek"), (HEBREW, "cp862"), (ARABIC, "cp720"),
     (KOREAN_PROSE, "johab"),
     ("The mayor opened the bridge, two years late. " * 3, "cp500"), (GERMAN, "cp273"), (GERMAN, "utf-7")],
)  # fmt: skip
def test_encodings_that_hardly_any_text_is_in(text: str, encoding: str):
    assert encodings.decode(text.encode(encoding)) == text


def test_the_arabic_shapes_of_dos_become_letters():
    shapes = {"ا": "ﺎ", "ل": "ﻟ", "ي": "ﻳ", "م": "ﻣ", "ن": "ﻧ", "و": "ﻭ", "ر": "ﺭ", "ت": "ﺗ", "ب": "ﺑ"}
    text = "البلد مترو ايام نور يمين وتر الميناء نبات ليل تمر روما"
    drawn = "".join(shapes.get(char, char) for char in text).encode("cp864", "ignore").decode("cp864")
    letters = "".join(char for char in text if char in shapes or char == " ")
    assert [char for char in encodings.decode(drawn.encode("cp864")) if char in letters] == list(letters)


def test_a_table_from_a_mainframe_has_rows(reading: Read):
    rows = "title,date,text\nStorm,2021-03-04,Nobody was hurt when the harbour closed\nFerry,2021-03-05,It was towed\n"
    found = reading("a.csv", rows.encode("cp500"))
    assert [(one.title, one.date) for one in found.articles] == [("Storm", "2021-03-04"), ("Ferry", "2021-03-05")]


def test_plus_signs_in_addresses_are_no_utf_7():
    text = "Write to news+desk-team@lantern.example or to tips+line-two@lantern.example. Nobody was hurt."
    assert encodings.decode(text.encode()) == text


LATVIAN = (
    "Ostas padome otrdien sanāca un nolēma atjaunot veco piestātni pirms ziemas. Priekšsēdētāja pēc garām"
    " debatēm teica, ka darbi ilgs divus gadus."
)
ICELANDIC = (
    "Hafnarstjórn kom saman á þriðjudag og ákvað að endurbyggja gömlu bryggjuna fyrir veturinn. "
    "Formaðurinn sagði að verkið tæki tvö ár, en sjómenn báðu um aðstöðu."
)
SPANISH = (
    "La junta del puerto se reunió el martes y decidió reconstruir el muelle. La presidenta explicó que "
    "las obras durarán dos años, y que la votación será en otoño."
)
LONG_TURKISH = (
    "Liman kurulu salı günü toplandı ve eski iskelenin kıştan önce yeniden yapılmasına karar verdi. "
    "Başkan, işlerin iki yıl süreceğini söyledi."
)
LONG_HUNGARIAN = (
    "A kikötőtanács kedden ülésezett, és úgy döntött, hogy a régi mólót a tél előtt újjáépíti. Az elnök "
    "szerint a munka két évig tart, és sok pénzbe kerül."
)
LONG_GREEK = (
    "Το λιμενικό συμβούλιο συνεδρίασε την Τρίτη και αποφάσισε να ανακατασκευάσει την παλιά προβλήτα πριν "
    "από τον χειμώνα, είπε η πρόεδρος."
)
MALTESE = (
    "Il-kunsill tal-port iltaqa’ nhar it-Tlieta u ddeċieda li jibni mill-ġdid il-moll il-qadim qabel ix-"
    "xitwa. Il-president qalet li x-xogħlijiet se jiswew ħafna flus."
)
VIETNAMESE = (
    "Hội đồng cảng họp hôm thứ Ba và quyết định xây lại bến tàu cũ trước mùa đông. Bà chủ tịch nói rằng "
    "công việc sẽ kéo dài hai năm, và ngư dân xin một chỗ neo."
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LATVIAN, "cp1257 iso8859-13 iso8859-4 cp775"),
        (ICELANDIC, "cp1252 mac-iceland cp861 cp850"),
        (SPANISH, "mac-roman cp850 cp1252"),
        (LONG_TURKISH, "mac-turkish cp1254 cp857"),
        (LONG_HUNGARIAN, "cp852 cp1250 mac-latin2"),
        (LONG_GREEK, "mac-greek cp1253 iso8859-7"),
        (MALTESE.replace("’", "'"), "iso8859-3"),
    ],
)
def test_letters_of_the_language_tell_the_encoding(text: str, names: str):
    for name in names.split():
        assert encodings.decode(text.encode(name)) == text, name


def test_vietnamese_writes_its_tones_apart():
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = b""
    for char in VIETNAMESE:
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        found += (letter + "".join(part for part in parts if part in tones)).encode("cp1258")
    assert unicodedata.normalize("NFC", encodings.decode(found)) == VIETNAMESE


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [JAPANESE, RUSSIAN, LONG_GREEK])
def test_other_scripts_in_utf_16_without_a_mark(reading: Read, text: str, name: str):
    data = text.encode(name)
    assert not encodings.is_binary(data)
    assert encodings.decode(data) == text


@pytest.mark.parametrize("name", ["cp1251", "koi8-r"])
def test_lines_of_one_file_may_be_in_two_encodings(reading: Read, name: str):
    line = '{"title": "Порт", "text": "' + RUSSIAN + '"}\n'
    found = reading("a.jsonl", line.encode() * 4 + line.encode(name) * 2)
    assert {article.text for article in found.articles} == {f"Порт\n\n{RUSSIAN}"}


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_lines_that_begin_with_a_mark_leave_the_others_their_encoding(reading: Read, mark: bytes):
    text = "“Café à la crème,” said the owner"
    record = f"TY  - NEWS\nTI  - March\nT2  - The Courier\nDA  - 2025/11/03\nN2  - {text}\n".encode()
    found = reading("a.ris", record + (mark + b"text\n") * 2 + b"ER  - \n")
    assert [article.text.splitlines()[2] for article in found.articles] == [text]


def test_cyrillic_of_the_macintosh_is_told_from_that_of_windows() -> None:
    text = "Совет решил восстановить старый причал. Городской совет сказал, что работы обойдутся в два миллиона рублей."
    assert encodings.decode(text.encode("mac-cyrillic")) == text
    assert encodings.decode(text.encode("cp1251")) == text

"""Names of months in the languages that news is written in."""

import re
import unicodedata
from collections.abc import Iterable

# January to December in each language; the forms used in dates (often the genitive) first, dots left out.
_BY_LANGUAGE = {
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept"
    "|october oct|november nov|december dec",
    "fr": "janvier janv|février fevrier févr fevr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre"
    "|octobre|novembre|décembre decembre déc",
    "de": "januar jänner jaenner|februar|märz maerz mär mrz|april|mai|juni|juli|august|september|oktober okt"
    "|november|dezember dez",
    "es": "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre"
    "|noviembre|diciembre dic",
    "pt": "janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro set|outubro out|novembro|dezembro",
    "it": "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre|ottobre ott"
    "|novembre|dicembre",
    "nl": "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    "ca": "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "no": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des",
    "fi": "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta"
    "|lokakuuta|marraskuuta|joulukuuta",
    "pl": "stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze"
    "|lipca lipiec|sierpnia sierpień sie|września wrzesień wrz|października październik paź paz|listopada listopad"
    "|grudnia grudzień gru",
    "cs": "ledna leden|února únor|března březen|dubna duben|května květen|června červen|července červenec"
    "|srpna srpen|září|října říjen|listopadu|prosince prosinec",
    "sk": "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
    "hu": "január|február febr|március márc|április ápr|május máj|június jún|július júl|augusztus|szeptember szept"
    "|október|november|december",
    "ro": "ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|octombrie|noiembrie"
    "|decembrie",
    "tr": "ocak oca|şubat şub|mart|nisan nis|mayıs|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas"
    "|aralık ara",
    "id": "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember",
    "ms": "januari|februari|mac|april|mei|jun|julai|ogos|september|oktober|november|disember",
    "ru": "января январь янв|февраля февраль фев|марта март мар|апреля апрель апр|мая май|июня июнь|июля июль"
    "|августа август авг|сентября сентябрь сен сент|октября октябрь окт|ноября ноябрь ноя|декабря декабрь дек",
    "uk": "січня січ|лютого лют|березня бер|квітня кві|травня тра|червня чер|липня лип|серпня сер|вересня вер"
    "|жовтня жов|листопада лис|грудня гру",
    "bg": "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "el": "ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου μαίου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου"
    "|νοεμβρίου|δεκεμβρίου",
    "sr": "januar јануар|februar фебруар|mart март|april април|maj мај|jun јун|jul јул|avgust август"
    "|septembar септембар|oktobar октобар|novembar новембар|decembar децембар",
    "hr": "siječnja siječanj|veljače veljača|ožujka ožujak|travnja travanj|svibnja svibanj|lipnja lipanj|srpnja srpanj"
    "|kolovoza kolovoz|rujna rujan|-|studenoga studenog studeni|prosinca prosinac",
    "sl": "januarja|februarja|marca|aprila|maja|junija|julija|avgusta|septembra|oktobra|novembra|decembra",
    "mk": "јануари|февруари|март|април|мај|јуни|јули|август|септември|октомври|ноември|декември",
    "be": "студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня",
    "lt": "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio",
    "lv": "janvāris janvārī|februāris februārī|marts martā|aprīlis aprīlī|maijs maijā|jūnijs jūnijā|jūlijs jūlijā"
    "|augusts augustā|septembris septembrī|oktobris oktobrī|novembris novembrī|decembris decembrī",
    "et": "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
    "is": "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "cy": "ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr",
    "ga": "eanáir|feabhra|márta|aibreán|bealtaine|meitheamh|iúil|lúnasa|-|-|samhain|nollaig",
    "sq": "janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor",
    "gl": "xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro",
    "eu": "urtarrilaren|otsailaren|martxoaren|apirilaren|maiatzaren|ekainaren|uztailaren|abuztuaren|irailaren"
    "|urriaren|azaroaren|abenduaren",
    "ha": "janairu|fabrairu|maris|afrilu|mayu|yuni|yuli|agusta|satumba|oktoba|nuwamba|disamba",
    "sw": "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
    "tl": "enero|pebrero|marso|abril|mayo|hunyo|hulyo|agosto|setyembre|oktubre|nobyembre|disyembre",
    "az": "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "uz": "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr",
    "kk": "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
    "ka": "იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი",
    "hy": "հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի|դեկտեմբերի",
    "bn": "জানুয়ারি|ফেব্রুয়ারি|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "mr": "जानेवारी|फेब्रुवारी|मार्च|एप्रिल|मे|जून|जुलै|ऑगस्ट|सप्टेंबर|ऑक्टोबर|नोव्हेंबर|डिसेंबर",
    "ta": "ஜனவரி|பிப்ரவரி|மார்ச்|ஏப்ரல்|மே|ஜூன்|ஜூலை|ஆகஸ்ட்|செப்டம்பர்|அக்டோபர்|நவம்பர்|டிசம்பர்",
    "ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "fa": "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
    "levant": "كانون_الثاني|شباط|آذار|نيسان|أيار ايار|حزيران|تموز|آب|أيلول ايلول|تشرين_الأول|تشرين_الثاني|كانون_الأول",
    "maghreb": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية يوليوز|أوت غشت|شتنبر|أكتوبر|نونبر|دجنبر",
    "ar": "يناير|فبراير|مارس|أبريل ابريل إبريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر"
    "|نوفمبر|ديسمبر",
    "he": "בינואר ינואר|בפברואר פברואר|במרץ מרץ|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|באוגוסט אוגוסט"
    "|בספטמבר ספטמבר|באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר",
    "hi": "जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर अक्तूबर|नवंबर|दिसंबर",
    "th": "มกราคม ม.ค|กุมภาพันธ์ ก.พ|มีนาคม มี.ค|เมษายน เม.ย|พฤษภาคม พ.ค|มิถุนายน มิ.ย|กรกฎาคม ก.ค|สิงหาคม ส.ค"
    "|กันยายน ก.ย|ตุลาคม ต.ค|พฤศจิกายน พ.ย|ธันวาคม ธ.ค",
}
# Croatian `listopad` (October) is the Polish and Czech word for November: `date_rewrites` tells them apart.
_PERSIAN = "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"

MONTHS = {
    unicodedata.normalize("NFC", name.replace("_", " ")): number
    for names in _BY_LANGUAGE.values()
    for number, forms in enumerate(names.split("|"), 1)
    for name in forms.split()
    if name != "-"
}
"""Month number by name, casefolded."""
PERSIAN_MONTHS = {name: number for number, name in enumerate(_PERSIAN.split("|"), 1)}
"""Month number in the Solar Hijri calendar by name."""


def pattern(names: Iterable[str], group: str = "month") -> str:
    """A regular expression for any of these names, the longest first, as a named group; "" gives a group of no name."""
    by_initial: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_initial.setdefault(name[0], []).append(re.escape(name[1:]))
    # Sorted by their first letters a few branches are tried at each place, not all five hundred names.
    branches = "|".join(f"{re.escape(initial)}(?:{'|'.join(rests)})" for initial, rests in by_initial.items())
    return (f"(?P<{group}>" if group else "(?:") + branches + r")\.?"

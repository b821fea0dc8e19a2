"""Pages that a server shows in place of an article: errors, checks for robots, and walls that ask for consent."""

import re

from lxml.html import HtmlElement

from ....lazy_pattern import lazy_pattern
from ...text.markup import blocks

_ERRORS = "error pages"
_CHECKS = "pages that check for robots"
_LOGINS = "pages that ask for a password"
_CONSENT = "pages that ask for consent"
_LONGEST = 1500
"""Characters of text on such a page."""
_ERROR = lazy_pattern(
    r"(?:\W*(?:error|fehler|erreur|ошибка)\W*)?(?:40[0134]|410|429|50[0234])(?=\W*\Z|\s*[|:–—-]|\W+(?:page|error|not))"
    r"|(?:(?:page|site|article|file|content) (?:was |could )?not (?:be )?found|(?:oops|sorry)\W.{0,40}not (?:be )?found"
    r"|access denied|(?:403 )?forbidden|service unavailable|bad gateway|internal server error|gateway time-?out"
    r"|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|página não encontrada"
    r"|pagina non trovata|pagina niet gevonden|sidan (?:kunde inte hittas|hittades inte)|siden (?:ble|blev) ikke funnet"
    r"|siden finnes ikke|sivua ei löy\w+|nie znaleziono strony|strona nie została \w+|stránka (?:nenalezena|nebyla \w+)"
    r"|страница не найдена|сторінк\w+ не знайден\w+|sayfa bulunamadı|az oldal nem található|pagina nu a fost găsită"
    r"|ページが見つかりません|页面不存在|找不到(?:该|您|指定)?.{0,6}(?:页|頁)面?|페이지를 찾을 수 없\w*"
    r"|الصفحة غير موجودة"
    r"|صفحه (?:مورد نظر )?(?:پیدا|یافت) نشد)(?=\W*\Z|\s*[|–—-])",
    re.I,
)
_CHECK = lazy_pattern(
    r"just a moment|attention required|checking (?:your browser|if the site)|are you a robot|robot check|security check"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|ddos protection|please (?:enable|turn on) (?:javascript|cookies)"
    r"|human verification|un momento…|un instant…|nur einen moment|один момент",
    re.I,
)
_LOGIN = lazy_pattern(
    r"(?:log|sign) ?in\b|login\b|anmelden|anmeldung|einloggen|se connecter|connexion|iniciar sesión|acceder|entrar\b"
    r"|accedi\b|inloggen|logga in|logg inn|log ind|kirjaudu|zaloguj|logowanie|přihlá|войти|вход\b|giriş|ログイン"
    r"|登录|登入|로그인|تسجيل الدخول",
    re.I,
)
_WALL = lazy_pattern(
    r"before you continue|your privacy|privacy (?:settings|choices|matters)|we value your privacy|cookie|consent|gdpr"
    r"|zustimmung|einwilligung|datenschutz|mit werbung (?:lesen|weiter)|bevor sie fortfahren|votre vie privée"
    r"|consentement|tu privacidad|su privacidad|consentimiento|la tua privacy|consenso|privacyinstellingen|toestemming"
    r"|personvern|samtycke|integritet|samtykke|evästee|prywatnoś",
    re.I,
)
_SPEAKS_OF_CONSENT = lazy_pattern(
    r"cookies?|partner|personal data|personenbezogene|tracking|données personnelles|datos personales|dati personali"
    r"|persoonsgegevens|personuppgifter|personopplysninger|accept|akzeptier|accepter|aceptar|accetta|accepteer",
    re.I,
)
_MENTIONS = 3


def kind(title: str, root: HtmlElement, text: str) -> str:
    """What a page without date and author is, in the plural, if it is no article; "" if it may be one.

    Args:
        title: its title.
        root: the page.
        text: its running text.
    """
    if len(text) > _LONGEST:
        return ""
    heads = [title, *(" ".join("".join(map(str, one.itertext())).split()) for one in root.iter("h1", "h2", "title"))]
    if any(_CHECK.match(head) for head in heads):
        return _CHECKS
    if any(_LOGIN.match(head) for head in heads) and root.xpath(
        "//input[translate(@type, 'PASWORD', 'pasword')='password']"
    ):
        return _LOGINS
    if any(_ERROR.match(head) for head in heads):
        return _ERRORS
    if any(_WALL.search(head) for head in heads):
        whole = " ".join(block.text for block in blocks(root))
        if len(_SPEAKS_OF_CONSENT.findall(whole)) >= _MENTIONS:
            return _CONSENT
    return ""

"""What newsletter services put around a letter: links to the web above it; buttons, rights and the like below."""

import re

from ....lazy_pattern import lazy_pattern

_ABOVE = lazy_pattern(
    r"\W*(?:view (?:this (?:e-?mail|post|newsletter|message)|it|in|image)\b.{0,80}"
    r"|read (?:it |this )?(?:online|in app|in your browser)\W*"
    r"|forwarded (?:to you|this (?:e-?mail|newsletter|post))\?.{0,80}"
    r"|(?:e-?mail )?not displaying correctly.{0,80}"
    r"|having trouble (?:viewing|reading).{0,80}"
    r"|(?:newsletter|e-?mail|nachricht) (?:im browser|online) (?:ansehen|öffnen|lesen)\W*"
    r"|im browser (?:ansehen|öffnen|anzeigen)\W*|wenn diese e-?mail nicht richtig.{0,80}"
    r"|voir (?:cet e-?mail|la version|dans).{0,60}"
    r"|ver (?:este correo|en el navegador|este e-?mail).{0,60}|visualizza.{0,30}browser\W*"
    r"|\|?[^|\n]{0,40}\|\s*\[?read online\]?.{0,80}|\w+ \d{1,2}, \d{4} \| read online\W*)(?:\s*[(<]?https?://\S+)?\W*\Z",
    re.I,
)
_BELOW = lazy_pattern(
    r"\W*(?:you(?:'re| are) (?:receiving|getting|reading) (?:this|a)\b|you (?:have )?received this\b|unsubscribe\b"
    r"|update your preferences\b"
    r"|manage (?:your |my )?(?:subscription|preferences|e-?mail)"
    r"|thanks for reading\b.{0,120}\bsubscribe|subscribe(?: now)?\W*\Z"
    r"|share(?: tweet)?(?: forward)?\W*\Z|like comment restack\W*\Z|subscriber services\b|our mailing address\b"
    r"|want to change how you receive\b|copyright (?:©|\(c\))|©|this e-?mail was sent (?:to|by)\b"
    r"|sent (?:with|by|via) (?:mailchimp|beehiiv|substack)"
    r"|no longer want to receive|to unsubscribe\b|abbestellen\b|sie (?:erhalten|bekommen|haben) diese[ns]?\b"
    r"|(?:newsletter|e-?mails?) (?:abbestellen|abmelden)\b|vom newsletter abmelden\b"
    r"|vous (?:recevez|avez reçu) (?:ce|cet|cette|notre)\b|se désabonner|se désinscrire"
    r"|(?:has recibido|(?:usted )?recibes?|estás recibiendo) (?:este|esta)\b|darse de baja|darme de baja"
    r"|cancelar (?:la |a |sua )?(?:suscripción|inscrição|subscrição|assinatura)"
    r"|(?:você |vocês )?(?:recebe|recebeu|está recebendo|está a receber) (?:este|esta)\b"
    r"|(?:ricevi|hai ricevuto) (?:questa|questo)\b|annulla (?:l'|la tua )?iscrizione|disiscriviti"
    r"|(?:u|je) ontvangt (?:deze|dit)\b|uitschrijven\b|afmelden\b"
    r"|(?:otrzymujesz|otrzymałeś|otrzymała?ś) (?:tę|ten|tego)\b|wypisz się\b"
    r"|вы (?:получаете|получили) (?:это|эту|данное)\b|отписаться\b|du (?:får|har fått) (?:det här|detta)\b"
    r"|avprenumerera\b|avregistrera\b|du (?:modtager|mottar) (?:denne|dette)\b|afmeld\b|meld deg av\b"
    r"|bu e-?postayı\b|abonelikten çık|このメール(?:は|マガジン)|配信停止|退订|退訂|取消订阅|您收到此"
    r"|이 메일은|수신거부|لقد تلقيت هذه|إلغاء الاشتراك|you can update)",
    re.I,
)
_BUTTON = lazy_pattern(
    r"\W*(?:read in (?:the )?app|like comment restack|restack|upgrade to paid|leave a comment"
    r"|get (?:\d+% off|the app)|listen now|view in browser|read online)\W*\Z", re.I
)  # fmt: skip
"""Words on buttons between a letter's headline and its text, which are lines of their own."""
_SIGNATURE = lazy_pattern(r"\n-- \n(?:[^\n]{0,120}\n){0,11}[^\n]{0,120}\Z")
"""What programs put below a letter behind two hyphens and a space (RFC 3676)."""
_RULE = lazy_pattern(r"[\W_]{3,}\Z")
_LONGEST = 260
"""Characters of a line below a letter: what follows its end are no paragraphs."""


def without_furniture(text: str) -> str:
    """The text of a letter alone; unchanged if that would leave nothing of it.

    Only lines at the very beginning are left out above, and below only from a line on that says that the letter has
    ended, behind its first third, if no paragraph follows.
    """
    text = _SIGNATURE.sub("", text) or text
    lines = text.strip("\n").split("\n")
    start = 0
    while start < len(lines) and (not lines[start].strip() or _ABOVE.match(lines[start].strip())):
        start += 1
    end, left = len(lines), len(text)
    for i in range(len(lines) - 1, start, -1):
        line = lines[i].strip()
        left -= len(line)
        if left < len(text) / 3:
            break
        if len(line) > _LONGEST and not _BELOW.match(line):
            break
        if _BELOW.match(line):
            end = i
    while end > start and (not lines[end - 1].strip() or _RULE.match(lines[end - 1].strip())):
        end -= 1
    kept = "\n".join(line for line in lines[start:end] if not _BUTTON.match(line)).strip("\n")
    return kept or text

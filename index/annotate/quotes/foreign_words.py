"""Small words that speakers have about them in languages other than English, and what ends their phrases."""

LONGEST = 14
SMALL = frozenset(("se", "ne", "le", "lo", "l'", "no", "non", "n'"))
"""Small words between a subject and its verb."""
SKIPPED = frozenset(
    """
    beispielsweise etwa zudem zuletzt kürzlich se sich hinzu weiter am gestern heute ihn ihm uns es mir mich
    """.split()
)
"""Words that may stand between a verb and the subject after it."""
TITLES = frozenset(
    """
    m mm mme mlle mr mrs ms dr pr me sr sra srta d doña don sig dott herr frau senhor senhora señor señora monsieur
    madame prof
    """.split()
)
"""Titles before a surname, without their full stop."""
RELATIVES = frozenset(
    """
    qual quais quem cual cuales quien quienes quale quali lequel laquelle lesquels lesquelles
    """.split()
)
ELIDED = ("l'", "un'", "d'")
ADJECTIVES = ("en", "er")
"""Ends of German adjectives in the genitive."""
INFLECTED = ("e", "em", "en", "er", "es")
"""Ends of German adjectives."""
LISTENER = 7
"""Words, at most, from a verb to the name behind whoever listened."""
APPOSED = 8
"""Words, at most, between a comma and the end of the name after it."""
PARTICLES = frozenset(
    """
    von van der den de la las los del della di da do dos du des al el bin ben ibn of ten ter zu zur vom le d' st
    """.split()
)
"""Small words within a person's name."""
LINKS = frozenset(("de", "von", "van", "al", "bin", "di", "of"))
"""Those that may stand alone between two of its words."""
CONJUNCTIONS = frozenset(
    ("und", "aber", "doch", "denn", "y", "pero", "e", "mas", "ma", "et", "mais", "porém", "já", "ya", "già")
)
THINGS = frozenset(
    """
    journal quotidien hebdomadaire magazine site revue film livre roman album chanson émission série association
    start-up société opération diario periódico revista semanario libro novela película disco canción programa serie
    operación jornal livro filme romance canção música operação portal giornale quotidiano settimanale rivista romanzo
    canzone documentario trasmissione operazione mensuel documentaire documentário documental blog banda
    """.split()
)
"""Nouns before the names of things: "le journal «L'Écho»"."""
THING_ENDS = (
    *("zeitung", "magazin", "zeitschrift", "blatt", "sender", "portal", "roman", "album", "song", "lied", "serie"),
    *("show", "sendung", "zentrum", "theater", "verein", "initiative", "bündnis", "projekt", "schiff", "hotel"),
    *("kneipe", "festival", "kampagne", "film", "buch", "stück", "band", "zentrums", "vereins", "magazins", "podcast"),
    *("nachrichtenagentur", "webseite", "website", "agentur", "ausstellung", "reihe", "partei", "association"),
)
"""Ends of German nouns before the names of things: "die Tageszeitung „Bote“"."""
OFFICE_ENDS = (
    "in",
    "er",
    "or",
    "ent",
    "ist",
    "chef",
    "eur",
    "ant",
    "oge",
    "mann",
    "frau",
    "rat",
    "vorstand",
    "vorsitzende",
)
"""Ends of German nouns for people."""
BODY_ENDS = ("zeitung", "ministerium", "amt", "partei", "verband", "gericht", "agentur", "gewerkschaft", "behörde")
"""Ends of German nouns for bodies, which their names end with: "Allgemeine Zeitung"."""
BEING = frozenset(
    """
    est sont était étaient sera fut es son era eran fue fueron será è sono erano sarà fu é são eram foi foram está
    están estão ist sind war waren hat hatte wird wurde kann muss soll will
    """.split()
)
"""Verbs that no noun phrase has in it."""
PLURAL = frozenset(("les", "des", "ces", "los", "las", "unos", "unas", "os", "as", "uns", "umas", "i", "gli"))
"""Articles of several people."""
SINGULAR = frozenset(
    ("le", "la", "l'", "un", "une", "el", "una", "o", "a", "um", "uma", "il", "lo", "uno", "der", "das")
)
"""Articles of one person or body."""
PLURAL_ENDS = {
    "de": ("ten",),
    "es": ("aron", "ieron", "jeron", "aban", "ían", "an", "en"),
    "fr": ("aient", "ent", "ont"),
    "it": ("ono", "ano", "arono", "irono", "ero", "hanno"),
    "pt": ("aram", "eram", "iram", "avam", "iam", "am", "em"),
}
"""Ends of verbs of which several people are the subject."""
ONE_OF = frozenset(("l'une", "l'un", "un", "une", "una", "uno", "uma", "um"))
PASSIVE = frozenset(("est", "sont", "été", "fut", "sido", "stato", "stata", "stati", "foi", "foram", "fue", "fueron"))
"""Auxiliaries of the passive."""
NOT_AFTER = frozenset(
    (
        *("la", "una", "su", "une", "sa", "uma", "sua", "de", "della", "nella", "na", "da", "di"),
        *PASSIVE,
    )
)
"""Words after which a verb's form is a noun or a passive: "la denuncia", "il est signalé"."""

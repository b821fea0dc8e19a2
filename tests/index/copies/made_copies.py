"""Articles of random words, and copies of them that are made and known."""

from random import Random

from newsexplore.index.model import Annotations, Article, Record

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def vocabulary(random: Random, size: int = 4000) -> list[str]:
    """Return words that nothing else has."""
    return ["".join(random.choices(LETTERS, k=random.randint(3, 9))) for _ in range(size)]


def story(random: Random, words: list[str], length: int = 240) -> list[str]:
    """Return the words of a story; every twelfth is a name, every twentieth a figure."""
    drawn = [random.choice(words) for _ in range(length)]
    named = [word.capitalize() if at % 12 == 5 else word for at, word in enumerate(drawn)]
    return [str(random.randint(10, 9999)) if at % 20 == 7 else word for at, word in enumerate(named)]


def changed(random: Random, words: list[str], text: list[str], share: float) -> list[str]:
    """Replace a share of the words."""
    return [random.choice(words) if random.random() < share else word for word in text]


def article(id: str, text: list[str], day: int = 1, outlet: str = "Wire", title: str = "") -> Record:
    """Make an article of a text."""
    sentences = [" ".join(text[at : at + 12]) for at in range(0, len(text), 12)]
    head = title or f"Title {id}"
    whole = f"{head}\n\n" + ".\n".join(sentences) + "."
    made = Article(id, head, whole, len(head) + 2, f"{id}.txt", f"digest of {id}", f"2025-11-{day:02}", outlet)
    return Record(made, Annotations())

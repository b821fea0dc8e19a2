"""Classes of words that stand in the same surroundings."""

import json
from pathlib import Path

from newsexplore.index.annotate.train import clusters

CITIES, VERBS = ("Velmora", "Dovrin", "Tarsk"), ("opened", "closed", "moved")


def test_words_of_the_same_surroundings_share_their_classes() -> None:
    sentences = [f"The gate in {city} was {verb} on Monday ." for city in CITIES for verb in VERBS] * 8
    words = (word for sentence in sentences for word in ["", *sentence.split(), ""])
    found = clusters.classes(words)
    assert len({found[city][-1] for city in CITIES}) == 1
    assert len({found[verb][-1] for verb in VERBS}) == 1
    assert all(len(numbers) == len(clusters.GRAINS) for numbers in found.values())


def test_rare_words_have_no_class() -> None:
    assert "once" not in clusters.classes(iter(["said"] * 20 + ["once"]))


def test_texts_are_read_sentence_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"text": "Gate shut\n\nThe dam held. Nobody was hurt."}) + "\n", encoding="utf-8")
    words = list(clusters.words_of([path]))
    assert [word for word in words if word] == ["Gate", "shut", "The", "dam", "held", ".", "Nobody", "was", "hurt", "."]
    assert words.index("Nobody") - words.index(".") > 1

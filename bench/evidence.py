"""Risks and judgement of every judged quote, as `judged_quotes.jsonl`: what the confidence of speakers is fitted on.

    python bench/evidence.py
    python -m newsexplore.index.annotate.train.calibration bench/judged_quotes.jsonl

The judgements are those of the samples that speakers were developed on; `judged_risky.jsonl` and
`judged_risky_2.jsonl` are quotes of other articles drawn by risk rather than evenly, so that doubtful attributions are
many enough. Of the samples that rules were not improved on, three are part of it, and the last, by which the confidence
is measured, is not; nor are those drawn only among attributions shown for certain: fitted on them too, the confidence
was worse on articles left out. The file holds offsets, judgements and risks, no text.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import judged
import judged_articles
from judged import Verdict

from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.quotes.quote_finder import Evidence, find_quotes
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.annotate.text.language import detect_language
from newsexplore.index.config.load import load_config
from newsexplore.index.corpus.text.normalise import normalise_mapped

OUTPUT = Path(__file__).with_name("judged_quotes.jsonl")
LEARNED = (
    "judged_speakers.jsonl",
    "judged_held_out.jsonl",
    "judged_held_out_3.jsonl",
    "judged_later.jsonl",
    "judged_later_2.jsonl",
    "judged_later_3.jsonl",
    "judged_nouns.jsonl",
    "judged_risky_2.jsonl",
    "judged_later_5.jsonl",
)
"""Samples that rules were improved on until hardly an error was left."""
FILES = (
    *LEARNED,
    "judged_held_out_2.jsonl",
    "judged_more.jsonl",
    "judged_held_out_4.jsonl",
    "judged_held_out_5.jsonl",
    "judged_held_out_11.jsonl",
)
RISKY = "judged_risky.jsonl"


def main() -> None:
    """Annotate the articles of every sample, judge the quotes, write their risks."""
    config = load_config(None)
    finder = EntityFinder(config.entities)
    rows: list[dict[str, Any]] = []
    for name in (*FILES, RISKY):
        quotes: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
            gold = json.loads(line)
            quotes[gold["corpus"], gold["id"]].append(gold)
        for article in sorted(judged_articles.find(quotes)):
            mapped = normalise_mapped(article.text)
            document = make_document(mapped.text, detect_language(mapped.text))
            names = finder.find_all(document)
            evidence: Evidence = {}
            predicted = [
                _shown(quote, evidence, mapped)
                for quote in find_quotes(document, names.entities, names.mentions, config.quotes, evidence)
            ]
            for gold in quotes[article.corpus, article.id]:
                best = judged.best_match(gold, predicted)
                if best is None or best["speaker"] is None or best["risks"] is None:
                    continue
                rows.append(
                    {
                        "article": f"{article.corpus}:{article.id}",
                        "start": gold["start"],
                        "end": gold["end"],
                        "developed": name in LEARNED,
                        "right": judged.verdict(article.text, gold, best) is Verdict.RIGHT,
                        "risks": {risk: round(size, 3) for risk, size in best["risks"].items()},
                    }
                )
    OUTPUT.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} quotes, {sum(not row['right'] for row in rows)} of them wrong")


def _shown(quote: Any, evidence: Evidence, mapped: Any) -> dict[str, Any]:
    """Return a quote as `newsexplore annotate` prints it, certain whatever its confidence, with its risks."""
    start, end = mapped.given(quote.start, quote.end)
    speaker = quote.speaker
    if speaker is not None:
        first, last = mapped.given(speaker.start, speaker.end)
        words = {"start": first, "end": last, "text": speaker.text, "resolved": speaker.resolved or None}
        speaker = {**words, "confidence": 1.0}
    return {"start": start, "end": end, "speaker": speaker, "risks": evidence.get(quote.parts)}


if __name__ == "__main__":
    main()

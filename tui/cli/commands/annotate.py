"""`newsexplore annotate`: extraction alone, from texts to quotes, speakers and entities."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from ....index.annotate.annotator import Annotator
from ....index.corpus.text.encodings import decode
from ....index.corpus.text.normalise import Mapped, normalise_mapped
from ....index.model import Annotations, Credit, Cue, Mention, Quote, Speaker
from ....index.quotation import is_doubtful, printable
from ...terminal.sanitise import sanitise_line
from ..options import Options, configuration
from ..output import print_json, print_lines, say, strong


def annotate(options: Options, files: Sequence[str], json: bool) -> None:
    """Annotate FILEs, or JSON lines from standard input; one line that cannot be read costs one message."""
    config = configuration(options)
    annotator = Annotator(config.quotes, config.entities)
    failed = False
    for name, text, lang in _texts(files):
        if text is None:
            failed = True
            say(sanitise_line(name))
            continue
        mapped = normalise_mapped(text)
        annotations = annotator.annotate(mapped.text, lang)
        if files and not json:
            print_lines(_readable(name, annotations))
            continue
        answer: dict[str, Any] = {"id": name, **_answer(annotations, text, mapped)}
        if files:
            answer["text"] = text
        print_json(answer)
    if failed:
        click.get_current_context().exit(1)


def _texts(files: Sequence[str]) -> Iterator[tuple[str, str | None, str]]:
    """(id, text, language) of each text; or (message, None, "") for one that cannot be read."""
    if files:
        for name in files:
            try:
                yield name, decode(Path(name).read_bytes()), ""
            except OSError as error:
                yield f"{name}: {error.strerror or error}", None, ""
        return
    if sys.stdin.isatty():
        say('Reading JSON lines {"id", "text"} from the keyboard; Ctrl-D ends. Name FILEs to annotate them instead.')
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            read = msgspec.json.decode(line)
            text = read["text"]
            if not isinstance(text, str):
                raise TypeError
            yield read.get("id", number), text, str(read.get("lang") or "")
        except (msgspec.DecodeError, KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError):
            yield f'line {number}: not a JSON object with "id" and "text"', None, ""


def _answer(annotations: Annotations, text: str, mapped: Mapped) -> dict[str, Any]:
    """Quotes and entities under the names that JSON promises, with offsets into the text as given."""
    mentions = ((mention, annotations.entities[mention.entity]) for mention in annotations.mentions)
    entities: list[dict[str, Any]] = [
        {**_place(mention, mapped), "type": entity.type, "canonical": entity.name} for mention, entity in mentions
    ]
    entities += [
        {**_place(credit, mapped), "type": credit.type, "canonical": credit.name, "credit": True}
        for credit in annotations.credits
    ]
    tickers = [mapped.given(start, end) for start, end in annotations.tickers]
    return {
        "quotes": [_quote(quote, text, mapped) for quote in annotations.quotes],
        "entities": sorted(entities, key=lambda entity: entity["start"]),
        "tickers": [{"start": start, "end": end, "text": text[start:end]} for start, end in tickers],
    }


def _quote(quote: Quote, text: str, mapped: Mapped) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        **_place(quote, mapped),
        "type": quote.type,
        "parts": [mapped.given(start, end) for start, end in quote.parts],
        "speaker": speaker
        and {
            **_words(speaker, text, mapped),
            "resolved": speaker.resolved or None,
            "confidence": round(speaker.confidence, 2),
        },
        "cue": quote.cue and _words(quote.cue, text, mapped),
        "stance": quote.stance,
    }


def _place(found: Credit | Mention | Quote | Speaker | Cue, mapped: Mapped) -> dict[str, int]:
    start, end = mapped.given(found.start, found.end)
    return {"start": start, "end": end}


def _words(found: Speaker | Cue, text: str, mapped: Mapped) -> dict[str, Any]:
    place = _place(found, mapped)
    return {**place, "text": text[place["start"] : place["end"]]}


def _readable(name: str, annotations: Annotations) -> Iterator[str]:
    """For people: every quote with its speaker, every entity with its spellings."""
    yield strong(name)
    for quote in annotations.quotes:
        speaker = quote.speaker
        who = "unknown" if speaker is None else speaker.text
        if speaker is not None and speaker.resolved and speaker.resolved != speaker.text:
            who += f" = {speaker.resolved}"
        doubt = " (doubtful)" if speaker is not None and is_doubtful(quote) else ""
        yield f"  {quote.type:8} {strong(who)}{doubt}: {sanitise_line(printable(quote))}"
    counts = [0] * len(annotations.entities)
    for mention in annotations.mentions:
        counts[mention.entity] += 1
    for entity, times in sorted(
        zip(annotations.entities, counts, strict=True), key=lambda pair: (pair[0].type, -pair[1])
    ):
        others = f" ({', '.join(entity.aliases)})" if entity.aliases else ""
        yield f"  {entity.type:8} {times:>3} × {sanitise_line(entity.name + others)}"

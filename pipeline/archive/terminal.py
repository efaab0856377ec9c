"""What was found, on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from pipeline.archive.values import COUNTED, Answer, Hit


def show(answer: Answer, console: Console, *, offset: int) -> None:
    """Print an answer: what was made of the question, how much there is, and the hits."""
    for word, used in answer.corrected:
        console.print(Text(f"{word} stands nowhere; looked for {' and '.join(used)}"))
    if answer.relaxed:
        console.print("Few or none hold all of these words; what holds some is here too.")
    total = f"more than {COUNTED}" if answer.total > COUNTED else str(answer.total)
    first, last = offset + 1, offset + len(answer.hits)
    console.print(f"{total} found" + (f", {first} to {last}:" if answer.hits else "."))
    for word, other in answer.meant:
        console.print(Text(f"Did you mean {other} for {word}?"))
    for hit in answer.hits:
        console.print()
        console.print(_head(hit))
        console.print(_snippet(hit))


def _head(hit: Hit) -> Text:
    stored, item = hit.stored, hit.stored.item
    place = item.places[0]
    number = f"{item.number}. " if item.number else ""
    told = (
        item.date,
        item.body,
        number + item.topic if item.topic else None,
        item.result,
        item.owner,
        f"due {item.due or item.due_text}" if item.due or item.due_text else None,
        f"{stored.case} {place.document}.pdf page {place.page or 1}",
    )
    head = Text(item.kind.value, style="bold")
    head.append(f"  {' · '.join(_printable(one) for one in told if one)}", style="not bold")
    return head


def _snippet(hit: Hit) -> Text:
    text = Text(_printable(hit.snippet))
    for mark in hit.marks:
        text.stylize("bold underline", mark.start, mark.end)
    return text


def _printable(text: str) -> str:
    """No control characters, which could steer a terminal; as many characters as before."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)

"""Makes the invented case: the files, with mails in threads and PDFs that hang on them, and case.toml."""

from __future__ import annotations

import csv
import html
import io
import random
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.dossier.papers import paper
from benchmarks.dossier.writing import CaseDraw, Cast, body, cast, hard_lines, heading, of_family
from models.recipe.invented.people import Person

_CASE = '[case]\nnumber = "2024-0815"\norganisation = "gemeente Rietmonde"\n'
_MAILS, _ATTACHED, _TEXTS, _WORD, _COPIES = 0.42, 0.13, 0.05, 0.01, 0.03
"""Of all documents: mails, PDFs that hang on them, texts, Word files, and copies of files that are there already.
The others are PDFs of their own."""
_SIZES = ((1, 1, 25), (2, 2, 17), (3, 5, 22), (6, 12, 18), (13, 25, 11), (26, 45, 5), (60, 60, 2))
"""Pages of a PDF: from, to, how many in a hundred."""
_LONGEST = 60
_WORDS_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMS = ("txt", "md", "html", "csv")


@dataclass(slots=True)
class _Case:
    """The folder that is filled, with what has been written so far."""

    folder: Path
    seed: int
    cast: Cast
    drawn: int = 0
    written: list[Path] = field(default_factory=list)

    def draw(self) -> CaseDraw:
        """The draws of the next document."""
        self.drawn += 1
        return CaseDraw(self.seed * 1_000_000 + self.drawn, self.cast)

    def write(self, name: str, data: bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self.written.append(file)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of each kind a case has; `sizes` are the pages of the PDFs."""

    mails: int
    attached: int
    texts: int
    word: int
    copies: int
    sizes: tuple[int, ...]


def make(folder: Path, documents: int, pages: int, seed: int) -> Counts:
    """Fill a folder with a case, the same bytes for the same numbers.

    A mail, a text, a Word file or a copy counts as one page; the PDFs have the others.

    Raises:
        FileExistsError: the folder is not empty.
        ValueError: so many pages don't go with so many documents.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    rng = random.Random(seed)
    counts = counts_of(rng, documents, pages)
    case = _Case(folder, seed, cast(seed, documents))
    (folder / "case.toml").write_text(_CASE, encoding="utf-8")
    sizes = list(counts.sizes)
    _mails(case, rng, counts, sizes)
    for number, size in enumerate(sizes, 1):
        kind, data = paper(case.draw(), size)
        case.write(f"stukken/{2019 + number % 6}/{number:04d}-{kind}.pdf", data)
    for number in range(1, counts.texts + 1):
        form = _FORMS[number % len(_FORMS)]
        case.write(f"notities/{number:03d}.{form}", _text(case.draw(), form))
    for number in range(1, counts.word + 1):
        case.write(f"concepten/{number:03d}.docx", _word(case.draw()))
    for number, file in enumerate(rng.sample(_small(case.written), counts.copies), 1):
        case.write(f"dubbel/{number:03d}-{file.name}", file.read_bytes())
    return counts


def counts_of(rng: random.Random, documents: int, pages: int) -> Counts:
    """How many documents there are of each kind, and how many pages each PDF has."""
    mails, attached, texts, word, copies = (
        round(documents * part) for part in (_MAILS, _ATTACHED, _TEXTS, _WORD, _COPIES)
    )
    pdfs = documents - mails - texts - word - copies
    wanted = pages - (documents - pdfs)
    if not pdfs <= wanted <= _LONGEST * pdfs:
        raise ValueError(f"{documents} documents can't have {pages} pages")
    sizes = [rng.randint(low, high) for low, high, _ in rng.choices(_SIZES, [s[2] for s in _SIZES], k=pdfs)]
    while (off := wanted - sum(sizes)) != 0:
        i, step = rng.randrange(pdfs), 1 if off > 0 else -1
        if 1 <= sizes[i] + step <= _LONGEST and (sizes[i] > 1 or rng.random() < 0.1):
            sizes[i] += step
    return Counts(mails, attached, texts, word, copies, tuple(sizes))


def _small(files: list[Path]) -> list[Path]:
    """The files that are one document of about a page: a copy adds no more than that."""
    return [
        file
        for file in files
        if file.suffix in (".txt", ".md")
        or (file.suffix == ".eml" and b"application/pdf" not in file.read_bytes())
    ]


# --- mails


def _mails(case: _Case, rng: random.Random, counts: Counts, sizes: list[int]) -> None:
    """Write all mails in threads; takes the sizes of the PDFs that hang on them off the list."""
    with_pdf = set(rng.sample(range(counts.mails), min(counts.attached, counts.mails)))
    number = thread = 0
    while number < counts.mails:
        thread += 1
        draw = case.draw()
        subject = heading(draw)
        people = draw.people(draw.rng.randrange(2, 5))
        sent = datetime(2019 + thread % 6, 1, 7, 9, tzinfo=UTC) + timedelta(hours=draw.rng.randrange(8000))
        before: list[tuple[str, str]] = []
        for turn in range(min(draw.rng.choice([1, 1, 1, 2, 3, 5]), counts.mails - number)):
            writer, reader = people[turn % len(people)], people[(turn + 1) % len(people)]
            sent += timedelta(minutes=draw.rng.randrange(7, 3000))
            text = body(draw, writer, reader)
            mail = _mail(draw, (writer, reader), subject, sent, before)
            mail.set_content(hard_lines(_with_quotes(text, before)), cte="quoted-printable")
            if draw.rng.random() < 0.4:
                mail.add_alternative(_as_html(_with_quotes(text, before)), "html", cte="quoted-printable")
            if number in with_pdf:
                kind, data = paper(case.draw(), sizes.pop())
                mail.add_attachment(data, "application", "pdf", filename=f"{kind} {turn + 1}.pdf")
            _bound(mail, f"{thread:05d}.{turn}")
            case.write(f"post/{sent:%Y-%m}/{thread:05d}-{turn + 1}.eml", mail.as_bytes(policy=SMTP))
            before.append(
                (
                    mail["Message-ID"],
                    f"Van: {mail['From']}\nVerzonden: {sent:%d-%m-%Y %H:%M}\n"
                    f"Aan: {mail['To']}\nOnderwerp: {mail['Subject']}\n\n{text}",
                )
            )
            number += 1


def _mail(
    draw: CaseDraw, people: tuple[Person, Person], subject: str, sent: datetime, before: list[tuple[str, str]]
) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = (_address(draw, person) for person in people)
    mail["Subject"] = ("RE: " if before else "") + subject
    mail["Date"] = sent
    mail["Message-ID"] = f"<{sent:%Y%m%d%H%M}.{draw.rng.getrandbits(48):012x}@post.rietmonde.example>"
    if before:
        mail["In-Reply-To"] = before[-1][0]
        mail["References"] = " ".join(name for name, _ in before)
    return mail


def _address(draw: CaseDraw, person: Person) -> str:
    who = "".join(sign for sign in person.plain_full().lower() if sign.isascii() and sign.isalpha()) or "post"
    return f'"{person.plain_full()}" <{who}@rietmonde.example>'


def _with_quotes(text: str, before: list[tuple[str, str]]) -> str:
    """The text with the mails that it answers below it, as a mail client puts them there."""
    if not before:
        return text + "\n"
    if len(text) % 2:
        return f"{text}\n\n" + "\n\n".join(earlier for _, earlier in reversed(before)) + "\n"
    quoted = "\n".join("> " + line for line in before[-1][1].split("\n\n", 1)[1].split("\n"))
    return f"{text}\n\nOp een eerder moment schreef u:\n{quoted}\n"


def _as_html(text: str) -> str:
    parts = (f"<p class=MsoNormal>{html.escape(part)}</p>" for part in text.split("\n\n"))
    return "<html><body>\n" + "\n".join(parts).replace("\n", "<br>\n") + "\n</body></html>\n"


def _bound(mail: EmailMessage, serial: str) -> None:
    """Give the parts boundaries that are the same each time."""
    for depth, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_grens_{serial}_{depth}")


# --- the others


def _text(draw: CaseDraw, form: str) -> bytes:
    if form == "csv":
        out = io.StringIO()
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Naam", "Adres", "Telefoon", "Onderwerp"])
        for person in draw.people(draw.rng.randrange(5, 30)):
            address = f"{draw.street_name()} {draw.house_number()}"
            rows.writerow([person.plain_full(), address, f"06-{draw.digits(8)}", heading(draw)])
        return out.getvalue().encode()
    text = of_family(draw, "text")
    if form == "html":
        return f"<!doctype html>\n<meta charset=utf-8>\n{_as_html(text)}".encode()
    return f"{'# ' if form == 'md' else ''}{heading(draw)}\n\n{text}\n".encode()


def _word(draw: CaseDraw) -> bytes:
    """A Word file of paragraphs, as small as Word opens it."""
    lines = [heading(draw), *of_family(draw, "paper").split("\n")]
    runs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    related = "application/vnd.openxmlformats-package.relationships+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{related}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORDS_NAMESPACE}"><w:body>{runs}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()

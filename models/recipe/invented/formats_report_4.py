"""Tables of people: lists with columns, exports, members, waiting lists, distribution lists, signatures."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import Scene, official_scene, shuffled, wrap
from models.recipe.invented.marks import mark, plain

_Column = tuple[str, tuple[str, ...]]
_NAMES: tuple[tuple[_Column, ...], ...] = (
    (("Naam", ("{p.full}",)),),
    (("Naam", ("{p.inverted}",)),),
    (("Naam", ("{p.formal}",)),),
    (("Naam", ("{p.inverted_first}",)),),
    (("Achternaam", ("{p.last_small}",)), ("Voornaam", ("{p.given}",))),
    (("Voornaam", ("{p.given}",)), ("Achternaam", ("{p.last_small}",))),
    (("Aanhef", ("dhr.", "mw.", "mevr.", "de heer")), ("Naam", ("{p.last}",))),
    (("NAAM", ("{p.upper}",)),),
    (("naam", ("{p.lower}", "{p.lower}", "{p.given_lower}")),),
    (("Medewerker", ("{p.initial_full}",)),),
    (("Naam", ("{p.full}", "{p.formal}", "{p.last}", "{p.inverted}", "{p.misspelt}")),),
    (("Naam", ("{p.partner}",)), ("Roepnaam", ("{p.given}",))),
    (("Roepnaam", ("{p.given}",)),),
    (("Naam", ("{p.formal_spaced}",)),),
    (("Naam", ("{p.partner_full}",)),),
    (("Achternaam", ("{p.bare}",)), ("Tussenv.", ("{prefix}",)), ("Voorl.", ("{p.letters}",))),
    (("Code", ("{p.code}",)), ("Naam", ("{p.full}",))),
)
_COLUMNS: tuple[_Column, ...] = (
    ("Adres", ("{home}",)), ("Straat", ("{hstreet}",)), ("Postcode", ("{hpost}",)), ("Woonplaats", ("{hplace}",)), ("Geboortedatum", ("{birth}",)),
    ("Geb.", ("{birth}",)), ("Telefoon", ("{phone}", "{phone}", "-")), ("Mobiel", ("{phone}", "")), ("E-mail", ("{p.mail}", "{p.mail}", "onbekend")),
    ("BSN", ("{bsn}",)), ("IBAN", ("{iban}",)), ("Kenteken", ("{plate}", "{plate}", "geen")), ("V-nummer", ("{vnr}",)), ("Klantnr", ("{pcase}",)),
    ("Documentnr", ("{passport}",)), ("Gebruiker", ("{p.username}",)), ("Account", ("{p.handle}",)), ("IP", ("{ip}",)), ("BIG", ("{big}",)),
    ("Partner", ("{q.full}", "{q.given}", "-")), ("Contactpersoon", ("{b.last}", "{t.last}", "{b.given}")), ("Ouder", ("{q.initial_full}",)),
    ("Opmerking", ("", "{special}", "belt {q.given}", "zie {t.code}", "vast contact {b.given}", "verhuisd", "akkoord", "Geen")),
)  # fmt: skip
_NEUTRAL: tuple[_Column, ...] = (
    ("Datum", ("{date}",)), ("Bedrag", ("{eur}",)), ("Afdeling", ("{dept}",)), ("Functie", ("{staff}",)), ("Organisatie", ("{org}", "{company}")),
    ("Gemeente", ("{place}", "{muni}")), ("Ordernr", ("{nine}",)), ("Artikel", ("{code}",)), ("Dossier", ("{file}",)), ("Status", ("open", "afgerond", "loopt")),
    ("Object", ("{street}", "{pstreet}")), ("School", ("{school}",)), ("Uren", ("{n}", "{nn}")), ("Aanwezig", ("ja", "nee", "x", "")), ("Tijd", ("{time}",)),
    ("Algemeen nr.", ("{ophone}",)), ("Kantoor", ("{office}",)),
)  # fmt: skip


def _row_scene(d: Draw, s: Scene) -> Scene:
    p, q = d.people(2)
    row = Scene(d, p=p, q=q, b=s.names["b"], t=s.names["t"])
    row.names["prefix"] = mark("PERSON", p.prefix, "redact", p.origin) if p.prefix else "-"
    row.names["hstreet"] = d.home_street()
    row.names["hplace"] = mark("ADDRESS", d.place())
    return row


def _join(d: Draw) -> Callable[[list[str]], str]:
    width = d.rng.randint(14, 26)
    options: tuple[Callable[[list[str]], str], ...] = (
        "\t".join,
        ";".join,
        ",".join,
        " | ".join,
        lambda cells: "| " + " | ".join(cells) + " |",
        "   ".join,
        " ".join,
        lambda cells: ", ".join(c for c in cells if c),
        " - ".join,
        lambda cells: "\n".join(cells) + "\n",
        lambda cells: ";".join(f'"{c}"' for c in cells),
        lambda cells: "".join(c + " " * max(2, width - len(plain(c))) for c in cells).rstrip(),
        lambda cells: "".join(c + " " * max(2, width - len(plain(c))) for c in cells).rstrip(),
    )
    return d.rng.choice(options)


def _table(s: Scene, columns: list[_Column], rows: int, head: bool) -> str:
    d = s.d
    join = _join(d)
    lines = [join([name for name, _ in columns])] if head else []
    number = d.rng.random() < 0.25
    for nr in range(1, rows + 1):
        row = _row_scene(d, s)
        cells = [row(*options) for _, options in columns]
        lines.append((f"{nr}. " if number else "") + join(cells))
    return "\n".join(lines)


def _columns(d: Draw, personal: int, neutral: int) -> list[_Column]:
    names = list(d.rng.choice(_NAMES))
    others = d.rng.sample(_COLUMNS, personal) + d.rng.sample(_NEUTRAL, neutral)
    d.rng.shuffle(others)
    at = 0 if d.rng.random() < 0.6 else d.rng.randint(0, len(others))
    return others[:at] + names + others[at:]


_AROUND = (
    "Lijst bijgewerkt door {b.full} op {date}.", "Vragen: {b.given}, {phone}.", "Wijzigingen doorgeven aan {t.honorific} {t.last}.", "{sentence}",
    "Vertrouwelijk, niet verspreiden buiten {dept}.", "Bron: {system}, uitdraai {date} {time}.", "Algemeen: {ophone}, {mailbox}.", "{t.given} en {b.given} beheren dit bestand.",
    "Let op: {q.full} staat dubbel in de lijst.", "{r.last} is verhuisd naar {home}.", "Met dank aan {q.first_bare} voor het tellen.", "Voorzitter: {r.full}, secretaris: {q.initial_full}",
    "{p.given} moet nog worden toegevoegd ({p.mail}).", "cc {w.full}, burgemeester", "afgemeld: {p.last_small}, {q.last_small}",
)  # fmt: skip


def _list_of(
    titles: tuple[str, ...], personal: tuple[int, int], neutral: tuple[int, int]
) -> Callable[[Draw], str]:
    def written(d: Draw) -> str:
        p, q, r = d.people(3)
        s = official_scene(d, p=p, q=q, r=r)
        columns = _columns(d, d.rng.randint(*personal), d.rng.randint(*neutral))
        table = _table(s, columns, d.rng.randint(2, 12), d.rng.random() < 0.75)
        notes = s.some(0, 3, _AROUND)
        cut = d.rng.randint(0, len(notes))
        above, below = "\n".join(notes[:cut]), "\n".join(notes[cut:])
        return "\n\n".join(x for x in (s(*titles), wrap(d, above), table, wrap(d, below)) if x)

    return written


_FLAT = (
    "{p.full}; ", "{p.full} <{p.mail}>; ", "{p.last} ({dept}), ", "{p.inverted_first}; ", "{p.given} ({company}), ", "{p.formal}, ", "{p.mail}; ", "{p.initial_full} / ",
    "{p.address_book}; ", "{p.full} - {staff}, ", "{p.code}, ",
)  # fmt: skip


def _distribution_list(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    title = s(
        "DISTRIBUTIELIJST",
        "Verzendlijst {topic}",
        "Aan: werkgroep {project}",
        "Verspreiding:",
        "Geadresseerden",
        "Leden projectgroep {project}",
    )
    lines = []
    for _ in range(d.rng.randint(1, 4)):
        form = d.rng.choice(_FLAT)
        label = s(
            "Aan: ",
            "Cc: ",
            "{dept}: ",
            "{org}: ",
            "Ter kennisname: ",
            "Bcc: ",
            "",
            "Namens {company}: ",
            "Agendaleden: ",
        )
        names = "".join(
            _row_scene(d, s)(form if d.rng.random() < 0.9 else "{p.full}, ")
            for _ in range(d.rng.randint(2, 9))
        )
        lines.append(label + names.rstrip("; ,/"))
    general = s(
        "", "{mailbox}; ", "Afschrift: archief, {mailbox}", "Bestuur: {w.full} (<wethouder|burgemeester>)"
    )
    return "\n".join([title, *shuffled(d, [*lines, general]), *s.some(0, 2, _AROUND)])


_SIGNS = (
    "{p.full}, {home}", "{p.formal}  {hstreet}  {hplace}", "{p.first_bare}, {hplace}", "{p.last} - handtekening", "{p.full} {p.mail}", "fam. {p.last}, {hstreet}",
    "{p.given_lower} {hpost}", "{p.upper}  {hstreet}", "{p.initial_full} ......", "{p.full} en {q.given}", "{p.misspelt} {birth}", "{p.full}: '{sentence}'",
    "{p.formal} (mede namens {q.full})", "{p.initial_full}, {phone}",
)  # fmt: skip


def _petition(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    title = s(
        "PETITIE {topic}",
        "Handtekeningenlijst",
        "Wij, bewoners van {street}, vragen het college:",
        "Steunbetuigingen {project}",
        "Burgerinitiatief {muni}",
    )
    body = s(
        "Initiatiefnemers zijn {p.full} en {q.full}. {sentence}", "{sentence} Contact: {p.full}, {p.mail}, {phone}.", "Aan wethouder {w.full}. {sentence}",
        "De petitie is op {date} overhandigd door {r.first_bare} aan burgemeester {w.last}.", "Red {porg} aan {pstreet}! {sentence}",
        "Ingezameld door {p.given}, {q.given} en {r.given}.",
    )  # fmt: skip
    form = d.rng.choice(_SIGNS)
    numbered = d.rng.random() < 0.5
    rows = [
        (f"{n}. " if numbered else "")
        + _row_scene(d, s)(form if d.rng.random() < 0.8 else d.rng.choice(_SIGNS))
        for n in range(1, d.rng.randint(5, 16))
    ]
    return "\n\n".join([title, wrap(d, body), d.pick("\n", "\n", "\n\n").join(rows)])


_PEOPLE = (
    "Deelnemerslijst {project}",
    "Overzicht bewoners {street}",
    "Contactgegevens {dept}",
    "Adressenlijst",
    "Bijlage {n}: personen",
    "Namenlijst {date}",
    "",
)
_EXPORT = (
    "export_{six}.csv",
    "Export {system} {date}",
    "",
    "",
    "# query {system} {date} {time}",
    "Bestand: personen_{year}.xlsx, blad {n}",
)
_MEMBERS = (
    "LEDENLIJST {porg}",
    "Ledenlijst wijkraad {place}",
    "Bestuursleden",
    "Vrijwilligers {org}",
    "Adressen leden per {date}",
    "Smoelenboek {dept}",
)
_WAITING = (
    "WACHTLIJST {product}",
    "Wachtlijst volkstuinen {place}",
    "Urgentielijst woningen",
    "Aanmeldingen {school}",
    "Wachtenden beschermd wonen",
    "Volgorde toewijzing {date}",
)

FORMATS: dict[str, Callable[[Draw], str]] = {
    "people_table": _list_of(_PEOPLE, (2, 5), (0, 1)),
    "csv_export": _list_of(_EXPORT, (2, 7), (0, 3)),
    "members_list": _list_of(_MEMBERS, (1, 4), (0, 2)),
    "waiting_list": _list_of(_WAITING, (1, 3), (1, 3)),
    "distribution_list": _distribution_list,
    "petition": _petition,
}

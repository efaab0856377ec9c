"""Reports of meetings: attendance lists of every kind, minutes by speaker, lists of actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.formats_meeting_shared import (
    MINUTES,
    Room,
    Seat,
    body_of,
    capital,
    laid_out,
    open_room,
    table,
    upper,
)

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw

_FORMS = (
    "full",
    "full",
    "formal",
    "initial",
    "sformal",
    "sinitial",
    "hon",
    "last",
    "inverted",
    "short",
    "partner_full",
)

HEADS = """Verslag [overleg|vergadering|bespreking|bijeenkomst] {t}
[Concept-verslag|Conceptverslag|VERSLAG|Notulen|NOTULEN|Kort verslag] [werkgroep|projectgroep|stuurgroep|overleg] {t}
Verslag van de [werkgroep|stuurgroep|regiegroep|ambtelijke werkgroep] {t} d.d. {dt}
Bespreekverslag {dt}, {t}
Verslag [regionaal|ambtelijk|bestuurlijk] overleg [Jeugd|Veiligheid|Sociaal Domein|Wonen|Mobiliteit] {mo} {yr}"""

OPENINGS = """{p0:Say} opent de vergadering om {tm} en heet [iedereen|de aanwezigen|in het bijzonder {p2:full}] welkom.
De voorzitter, {p0:hon}, opent [de vergadering|het overleg]. {c:Full} is verhinderd[ wegens ziekte|].
Welkom door {p0:full}. [Korte voorstelronde.|{p1:Say} maakt het verslag.|{p1:Hon} notuleert.]
{p0:Say} [heet|verwelkomt] {p2} [welkom |]als nieuw lid; {p2:given} volgt {c:full} op.
Opening om {tm} door {p0}. Afmeldingen van {c:full} en {k}.
{p0:Say} zit voor[ omdat {c:full} later komt|]. Er is bericht van verhindering van {c:sinitial}."""

CLOSINGS = """{p0:Say} sluit [de vergadering|het overleg] om {tm}[ en dankt allen|]. Volgend overleg: {dt}, {place}.
Niets meer aan de orde zijnde sluit {p0} om {tm}. [|{p1:Say} stuurt het verslag rond.]
Rondvraag: {b:Say} vraagt naar {t}. {a:Say} zoekt het uit. Volgende keer: {dt}[, bij {b} in {place}|].
Geen rondvraag. {a:Say} en {b} zijn er {dt} niet; {c:full} vervangt hen.
{b:Say} meldt dat {c:full} per {dt} [begint bij|vertrekt naar] {dep}. {p0:Say} sluit af."""

HEADINGS = """Mededelingen;Ingekomen stukken;Verslag van {dt};Stand van zaken;Financiën;Planning;Communicatie
{t};{t};{t};Personele zaken;Actielijst;Terugkoppeling {org};Rondgang;Risico's;Data en ICT;WVTTK
Gesprek met {c:full};Terugkoppeling {a:given};Toelichting door {c:sinitial};Afscheid {c:given};Presentatie {c} ({org})
Vervanging {c:last};{t} ({a:last});{t} ({a:code}/{b:code})"""


def listed(seat: Seat, form: str, *, titled: bool = False) -> str:
    """A name in a list, with the title before an office holder where the list has no column for it (`titled`)."""
    seat.seen = True
    name = format(seat, form)
    return f"{seat.role} {name}" if seat.person.keep and not titled else name


def _inside(d: Draw, seat: Seat) -> str:
    """What stands between brackets behind a name."""
    if seat.person.keep:
        return seat.role
    return d.rng.choice(
        [seat.role, seat.org or seat.role, f"{seat.role}, {seat.org}" if seat.org else seat.role]
    )


def _by_body(room: Room, form: str) -> str:
    rows = []
    for s in room.seats:
        extra = f", {s.role}" if s.person.keep or room.d.rng.random() < 0.4 else ""
        rows.append(f"{s.org or 'College'} ({listed(s, form, titled=True)}{extra})")
    return room.d.pick(", ", "\n", "; ").join(rows)


def _table(room: Room, form: str) -> str:
    coded = room.style == "code" or room.d.rng.random() < 0.3
    head = ["Naam", room.d.pick("Functie", "Organisatie", "Rol"), *(["Init."] if coded else [])]
    rows = [head]
    rows += [
        [listed(s, form, titled=True), _inside(room.d, s), *([s.code()] if coded else [])] for s in room.seats
    ]
    return "\n" + table(room.d, rows)


def _surnames(room: Room, _: str) -> str:
    small = room.d.rng.random() < 0.1
    names = [listed(s, "last_lower" if small else "last") for s in room.seats]
    names[0] += room.d.pick(" (vz)", " (voorz.)", " (voorzitter)", "")
    return room.d.pick(", ", ", ", " / ", " - ").join(names)


def _namens(room: Room, form: str) -> str:
    return "\n".join(f"namens {s.org or 'het college'}: {listed(s, form)}" for s in room.seats)


def _roles_first(room: Room, form: str) -> str:
    a, b, *rest = room.seats
    lines = [
        f"Voorzitter: {listed(a, form)}",
        f"{room.d.pick('Secretaris', 'Notulist', 'Verslag')}: {listed(b, form)}",
    ]
    return "\n" + "\n".join([*lines, "Leden: " + ", ".join(listed(s, form) for s in rest)])


def _sentence(room: Room, form: str) -> str:
    men = [s for s in room.seats if s.person.sex == "m" and not s.person.keep]
    rest = [s for s in room.seats if s not in men]
    parts = (
        [f"de {'heren' if len(men) > 1 else 'heer'} " + " en ".join(format(s, "last") for s in men)]
        if men
        else []
    )
    parts += [listed(s, "hon" if not s.person.keep else "last") for s in rest]
    return ", ".join(parts) + room.d.pick(".", "", " (verslag).")


def _outlook(room: Room, _: str) -> str:
    return "; ".join(s.person.address_book() if not s.person.keep else listed(s, "full") for s in room.seats)


def _letters(room: Room, _: str) -> str:
    """Initials only, or with the full name once: the legend of a report in initials."""
    if room.d.rng.random() < 0.25:
        return ", ".join(listed(s, "code") for s in room.seats)
    sep = room.d.pick(", ", "\n", "; ")
    way = room.d.pick("{0} ({1})", "{1} = {0}", "{0} [{1}]", "{0}, {1}")
    names = [(listed(s, room.d.pick("full", "initial", "last")), s.code()) for s in room.seats]
    return sep.join(way.format(*pair) for pair in names)


def attendance(room: Room) -> str:
    """Who was there and who was not, in one of fourteen ways. Those who were not may be talked about further on."""
    d = room.d
    form = d.rng.choice(_FORMS)
    bullet = d.pick("- ", "• ", "* ", "")
    kinds: list[Callable[[Room, str], str]] = [
        lambda r, f: ", ".join(f"{listed(s, f, titled=True)} ({_inside(d, s)})" for s in r.seats),
        lambda r, f: (
            "\n" + "\n".join(f"{bullet}{listed(s, f, titled=True)} ({_inside(d, s)})" for s in r.seats)
        ),
        lambda r, f: (
            "\n" + "\n".join(f"{bullet}{listed(s, f, titled=True)}, {_inside(d, s)}" for s in r.seats)
        ),
        lambda r, f: "\n" + "\n".join(f"{listed(s, f)}\t{s.org}" for s in r.seats),
        lambda r, f: (
            "\n" + "\n".join(f"{d.pick('mr. ', 'drs. ', 'ir. ', '')}{listed(s, f)}" for s in r.seats)
        ),
        lambda r, _: ", ".join(listed(s, "given") for s in r.seats),
        lambda r, _: "\n" + "\n".join(f"{listed(s, 'inverted')} - {_inside(d, s)}" for s in r.seats),
        *(
            _by_body,
            _table,
            _surnames,
            _namens,
            _roles_first,
            _sentence,
            _outlook,
            _letters,
            _table,
            _by_body,
        ),
    ]
    kind = _letters if room.style == "code" and d.rng.random() < 0.7 else d.rng.choice(kinds)
    label = d.pick(
        "Aanwezig: ", "Aanwezigen: ", "AANWEZIG: ", "Aanw.: ", "Deelnemers: ", "Present: ", "Aanwezig\n"
    )
    text = label.rstrip(" ") + kind(room, form) if kind is _table else label + kind(room, form)
    if d.rng.random() < 0.65:
        missing = list(
            {id(s): s for s in [room.other(keep=False) for _ in range(d.rng.randint(1, 3))]}.values()
        )
        away = d.pick(
            "Afwezig", "Afwezig m.k.", "Afwezig met kennisgeving", "Bericht van verhindering", "Afgemeld"
        )
        away = d.pick(away, away, "Verhinderd", "Afw.", "Niet aanwezig", "AFWEZIG m.k.")
        names = [listed(s, d.rng.choice([form, "sformal", "last", "full"])) for s in missing]
        text += f"\n{away}: " + d.pick(", ", ", ", " en ", "; ").join(names)
    if d.rng.random() < 0.3:
        text += f"\n{d.pick('Kopie aan', 'Cc', 'Verzendlijst', 'Ter info')}: {room.other(keep=False):full}"
    if d.rng.random() < 0.3:
        text += f"\n{d.pick('Verslag', 'Notulist', 'Verslaglegging', 'Genotuleerd door')}: {room.seats[-1]:initial}"
    return text


def actions(room: Room) -> str:
    """What was agreed on: a table, points, lines by person, or lines that begin with a code."""
    d = room.d
    todos = [room.fill("{todo}") for _ in range(d.rng.randint(2, 6))]
    owners = []
    for _ in todos:
        a, b = d.rng.choice(room.seats), d.rng.choice(room.seats)
        form = d.rng.choice(["act", "act", "last", "code" if room.style == "code" else "given", "initial"])
        other = ""
        if a is not b and d.rng.random() < 0.25:
            other = d.pick("/", " / ", ", ", " en ", " + ", " i.s.m. ") + listed(b, form)
        owners.append(listed(a, form) + other)
    heading = d.pick(
        "Actielijst", "ACTIELIJST", "Acties", "Actiepunten", "Afspraken en acties", "Openstaande acties"
    )
    whens = [
        d.pick(d.date(), d.date(), f"eind {d.month()}", "z.s.m.", "gereed", f"Q{d.rng.randint(1, 4)}")
        for _ in todos
    ]
    pairs = list(zip(todos, owners, whens, strict=True))
    kind = d.pick("table", "table", "table", "points", "person", "coded")
    if kind == "table":
        head = ["Nr", "Actie", d.pick("Wie", "Actiehouder", "Door"), d.pick("Wanneer", "Deadline", "Gereed")]
        rows = [[d.pick(f"{i}", f"{i}."), *p] for i, p in enumerate(pairs, 1)]
        if d.rng.random() < 0.4:
            head, rows = [head[i] for i in (0, 2, 1, 3)], [[r[i] for i in (0, 2, 1, 3)] for r in rows]
        body = table(d, [head, *rows])
    elif kind == "points":
        body = "\n".join(f"- {t} ({o}, {w})" for t, o, w in pairs)
    elif kind == "person":
        body = "\n".join(f"{o}{d.pick(':', ' ->', ' –')} {t}{d.maybe(f', {w}')}" for t, o, w in pairs)
    else:
        body = "\n".join(
            f"A{d.rng.randint(10, 99)}.{i} {t} – actie {o}" for i, (t, o, w) in enumerate(pairs, 1)
        )
    return f"{heading}\n{body}"


def sections(room: Room, bank: str, low: int, high: int) -> str:
    """Numbered headings with sentences below them."""
    d = room.d
    titles = [
        room.fill(t) for t in d.rng.sample(HEADINGS.replace("\n", ";").split(";"), d.rng.randint(low, high))
    ]
    capitals = d.rng.random() < 0.2
    number = d.pick(
        "{0}. {1}",
        "{0}. {1}",
        "{0} {1}",
        "{0}.\t{1}",
        "Agendapunt {0}: {1}",
        "## {0}. {1}",
        "{1}",
        "{0}) {1}",
    )
    dash = d.pick("", "", "", "- ", "• ", "* ")
    joint = "\n" if dash or d.rng.random() < 0.4 else " "
    out = []
    for i, title in enumerate(titles, 2):
        shown = upper(title) if capitals else title
        out.append(number.format(i, capital(shown)))
        out.append(joint.join(dash + line for line in room.lines(bank, 1, 4)) + d.maybe("\n", 0.5))
    return "\n".join(out)


def report(room: Room, head: str, bank: str, low: int = 2, high: int = 5) -> str:
    """A whole report: the head, who was there, the items, and the actions before or behind the end."""
    d = room.d
    meta = [f"Datum: {d.date()}", f"Plaats: {room.fill('{place}, {oaddr}')}", f"Kenmerk: {d.file_number()}"]
    meta += [
        room.fill("Voorzitter: {p0:name}"),
        room.fill("[Opgesteld door|Steller|Auteur]: {p1:name}"),
        f"Tijd: {d.time()}",
    ]
    meta = d.rng.sample(meta, d.rng.randint(0, 4))
    gap = d.pick("\n", "\n\n")
    opening = room.one(OPENINGS) if d.rng.random() < 0.85 else ""
    parts = [head, "\n".join(meta), attendance(room), opening, sections(room, bank, low, high)]
    end = [room.one(CLOSINGS) if d.rng.random() < 0.8 else "", actions(room) if d.rng.random() < 0.6 else ""]
    d.rng.shuffle(end)
    if d.rng.random() < 0.12:
        parts.insert(2, end.pop())
    return laid_out(d, gap.join(p for p in [*parts, *end] if p))


def _verslag(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 9), keep=d.rng.choice([0, 0, 0, 1, 2]))
    return report(room, room.one(HEADS), MINUTES)


_MT = """{a:Say} licht de bezetting bij {dep} toe. [Vacature|De functie van] {c:full} [staat open|wordt herbezet].
[Het MT stemt in met|Het MT bespreekt|MT akkoord met] {t}. [Trekker|Portefeuille|Kartrekker]: {a:act}.
Verlof {c:full} ([RIO|HR|P&O]-dossier {file}): {b:Say} [stelt een waarnemer voor|spreekt {c:given}].
Formatie: {c} [gaat naar|start per {dt} bij] {dep}; {b:Say} regelt de werkplek en het account.
{a:Say} wil de [begeleiding|beoordeling] van {c} [aanpassen|bespreken]. {opinion}
Bestuurlijke agenda: {k:Say} vraagt {t}. [Actie|Stuk] {a:act}.
{c:Full} {special}. {a:Say} houdt contact, [|{b:Say} is achtervang].
Herplaatsing: gesprekken met {c:full} lopen. [|{a:Say} en HR-adviseur {b:full} koppelen terug.]
MT-besluit [{n}|{file}]: {main}. Uitvoering door {a} en {b}.
Rondje afdelingen. {dep}: {main} ({a:act}). {dep}: {main} ({b:act}).
{a:Say} meldt dat {c:full} ziek is sinds {dt}. {b:poss} team vangt dit op."""


def _mt(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 7), keep=d.rng.choice([0, 0, 1]))
    head = room.fill(
        "[MT-verslag|Besluitenlijst MT|Verslag directieteam|Notulen managementteam|Verslag DT]"
        "[ {dep}|] [d.d. |week {n} – |]{dt}"
    )
    return report(room, head, _MT + ("\n" + MINUTES if d.rng.random() < 0.3 else ""), 1, 5)


_TERSE = """{a:low}: {main}
{a:act} - {t}: loopt. {b:act} pakt door
- {t} -> {a:act} / {b:act}
* {a:given}: [druk met|bezig met] {t}, {c:given} helpt mee
{b:given} [ziek|vrij|thuiswerken], {a:given} doet de balie
[nog bellen|terugbellen]: {c:full} {phone}
vraag {c:given_lower} over {t}??
{a:given} heeft {c:last} gesproken. {main}.
{a:given}s lijst nalopen met {b:given_lower}
{c:given} en {b:given} maken rooster week {n}
jarig: {c:given} ([taart!|{dt}])
inwerken {c:full} door {a:given}. laptop via {b:given}
{a:code} + {b:code}: {todo}
klant {c:hon} belt steeds over {file}, doorzetten naar {a:given}
Afspraak: wie iets weet van {t} mailt {a:given} ({c_mail})
{a:given_possessive} vraag: {main}? Antwoord {b:given}: nee
let op: {c:last} van {org} komt {wd} om {tm}"""
_TERSE = _TERSE.replace("{a:given}s", "{a:poss}")


def _werkoverleg(d: Draw) -> str:
    style = d.pick("given", "given", "low", "last", "code")
    room = open_room(d, d.rng.randint(2, 7), style=style)
    head = room.fill(
        "[Werkoverleg|werkoverleg|Teamoverleg|Weekstart|Dagstart|bila|Aantekeningen overleg|WO] [{dep} |]{dt}"
    )
    who = d.pick("aanwezig", "Erbij", "Wie", "aanw", "Aanwezig", "met") + ": "
    form = d.pick("given", "given", "low", "full", "code", "last")
    names = d.pick(", ", ", ", " ", "/", " + ").join(format(s, form) for s in room.seats)
    lines = [head, d.maybe(who + names, 0.85), *room.lines(_TERSE, 4, 12)]
    if d.rng.random() < 0.3:
        lines.append(
            d.pick("gr ", "Groet, ", "notulen: ", "^") + format(room.seats[0], d.pick("given", "low", "code"))
        )
    gap = d.pick("\n", "\n", "\n\n")
    return laid_out(d, gap.join(line for line in lines if line))


_COUNCIL = """{a:Say} [vraagt|verzoekt] de bestuurder om {t}. {p0:Hon} zegt dit toe.
De OR [adviseert positief|stelt vragen] over {t}. [Woordvoerder|Trekker]: {a:full}.
{b:Say} heeft [gesproken met de achterban|signalen] van {dep}: {main}.
[Instemmingsverzoek|Adviesaanvraag] {file}: {a} en {b} [bereiden het advies voor|schrijven een reactie].
Namens de VGWM-commissie [meldt|zegt] {a} dat {that}.
Verkiezingen: kandidaat zijn {a:full} en {c:full}. {b:Say} zit in de verkiezingscommissie.
[Art. 24-overleg|Overlegvergadering] {dt}: {a} noemt {t}; {main}.
{c:Full} (vakbond {c_union}) is adviseur bij de reorganisatie. [|{c:Hon} schuift {dt} aan.]
De vertrouwenspersoon, {c:full}, [presenteert|bespreekt] het jaarverslag. {b:Say} [mist|wil] cijfers.
Ambtelijk secretaris {p1:full} [stuurt|mailt] de stukken aan {a} en {b}.
{a:Say} is per {dt} afgetreden; {c:full} [neemt de zetel in|volgt op].
De bestuurder wil {c} benoemen als hoofd {dep}. {opinion}"""


def _ondernemingsraad(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 9))
    head = room.fill(
        "[Verslag|Notulen|Agenda en verslag] [Ondernemingsraad|OR|overlegvergadering OR|OR-vergadering] {dt}"
    )
    bank = _COUNCIL.replace(" (vakbond {c_union})", d.pick("", f" ({body_of(d.pick('FNV', 'CNV', 'AVV'))})"))
    return report(room, head, bank + ("\n" + MINUTES if d.rng.random() < 0.3 else ""), 1, 5)


_CONTRACT = """{a:Say} ([ON|opdrachtnemer|aannemer]) meldt [stagnatie|meerwerk|een afwijking]: {main}.
Toezichthouder {b:full} heeft {dt} gekeurd aan de {street}. [Restpunten bij|Herstel door] {c:full} ({comp}).
VTW-{n}: {t}. Ingediend door {a:act}, akkoord {b:act}.
Uitvoerder {c:full} is bereikbaar op {phone}. Bij calamiteiten [ook|eerst] {b:act}.
{comp} zet {c} in [als vervanger van|in plaats van] {a}. {b:Say} wil een cv van {c:last}.
Omgeving: [bewoner|omwonende] {c:full} ({addr}) klaagt over trillingen. {a:Say} belt.
Betaling termijn {n}: {b} heeft de prestatieverklaring getekend[ namens {org}|].
[Veiligheid|V&G]: {a} en {b} lopen {wd} een ronde met {c:sinitial}.
Planning: {a:Say} levert {dt} een nieuwe planning; {b:Say} toetst. Kritiek pad: {t}.
[Escalatie|Opschaling] naar directeur {c:full} als {that}.
De directievoerder, {b:hon}, stelt [de ON|{comp}] in gebreke. {a:Say} maakt voorbehoud."""


def _bouwoverleg(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 7), org="comp")
    head = room.fill(
        "[Verslag voortgangsoverleg|Bouwverslag nr. {n}|Voortgangsoverleg {n}|Verslag contractoverleg|Werkbespreking {n}] "
        "[{comp}|{t}|{street}] {dt}"
    )
    return report(room, head, _CONTRACT, 1, 5)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "verslag": _verslag,
    "verslag_mt": _mt,
    "werkoverleg": _werkoverleg,
    "ondernemingsraad": _ondernemingsraad,
    "bouwoverleg": _bouwoverleg,
}

"""Lists around meetings: agendas, actions, attendance sheets, teams, telephone lists, rosters, instructions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.formats_meeting import actions, attendance, listed
from models.recipe.invented.formats_meeting_shared import (
    MINUTES,
    Room,
    Seat,
    capital,
    laid_out,
    open_room,
    table,
)

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw

_SLOTS = """{t} ([{a:last}|{a:full}|{a:code}|{a:hon}])
{t} - [{a:given}|{a:full}|{a:name}] [en {b:given} |]
Presentatie {c:full} ({org}): {t}
[Toelichting|Pitch|Inleiding] door {a:full}[, {rs}|] over {t}
{t}. [Inleider|Presentator|Trekker|Portefeuille]: {a:act}[ / {b:act}|]
Kennismaking met {c:full}, [nieuwe {rs}|de opvolger van {b:last}]
Terugkoppeling [bestuurlijk overleg|gesprek {c:last}|bezoek {k}] ({a:act})
Verslag {dt} en actielijst [(bijlage, {b:code})|({b:act})|]
Mededelingen [en ingekomen stukken |]([brief {c:last}|mail {c:full}|{a:act}])
Evaluatie {t} [n.a.v. notitie {a:last}|door {b:full}|({b:initial} en {c:initial})]
Gast: {c:full}, {org}. [Ontvangst door {a:given}.|]
Voorbespreking met {k} over {t}"""

_NOTES = """Doel: [besluit|bespreken|informeren]. Voorbereid door {a:full} [en {b:full}|].
[Gevraagd besluit|Voorstel]: {t} vaststellen. {a:Say} [licht toe|schuift aan om {tm}].
[Annotatie|Toelichting]: {c:full} heeft gebeld met {org}; {main}.
[NB|Let op]: {c:last} [ligt gevoelig|zal vragen naar {t}]. {opinion}
Spreeklijn voor {k}: {Main}.
[Tip van|Input] {b:given}: vraag {c:hon} naar {t}.
Achtergrond: {c:full} is [directeur|bestuurder|eigenaar] van {comp}. {s}
[Bijlage|Stuk] van {a:initial} d.d. {dt}. Reactie {b:last} volgt.
De vorige keer zei {c:last} dat {that}. [{a:Say} heeft dit uitgezocht.|]
[Contact|Vragen]: {b:full}, {phone}.
{c:Full} is [ziek|nieuw|afwezig]; {b} neemt waar. {s}"""

_AGENDA_HEADS = """Agenda [overleg|vergadering|werkgroep|bespreking|heidag|netwerkbijeenkomst] {t}
AGENDA [MT|stuurgroep|teamoverleg|portefeuillehoudersoverleg|PFO] {dt}
[Uitnodiging en agenda|Programma|Dagprogramma|Draaiboek] {t}, {dt}
[Geannoteerde agenda|Conceptagenda|Agenda] [{org}|{dep}] {dt}"""


def _agenda(d: Draw, *, noted: bool) -> str:
    room = open_room(d, d.rng.randint(2, 6), keep=d.rng.choice([0, 0, 1, 2]))
    meta: list[Callable[[], str]] = [
        lambda: room.fill("[Datum|Wanneer]: {wd} {dt}, {tm}"),
        lambda: room.fill("[Locatie|Waar|Plaats]: [{oaddr}|Teams|{place}, zaal De Eik|kamer {n}.0{n}]"),
        lambda: d.pick("Voorzitter: ", "VZ: ", "Gespreksleider: ") + listed(room.seats[0], "full"),
        lambda: (
            d.pick("Aan: ", "Genodigden: ", "Deelnemers: ", "Uitgenodigd: ")
            + d.pick(", ", "; ", "\n").join(listed(s, d.pick("full", "initial")) for s in room.seats)
        ),
        lambda: (
            d.pick("Afgemeld: ", "Afwezig m.k.: ", "Afmeldingen bij: ")
            + format(room.other(keep=False), "say")
        ),
    ]
    parts = [room.one(_AGENDA_HEADS), "\n".join(line() for line in d.rng.sample(meta, d.rng.randint(1, 5)))]
    hour, minute = d.rng.randint(8, 19), d.rng.choice([0, 30])
    timed = d.pick("{h:02d}.{m:02d}", "{h}:{m:02d} uur", "{h:02d}:{m:02d} -", "", "", "")
    rows: list[list[str]] = []
    for i, line in enumerate(room.lines(_SLOTS, 3, 8), 1):
        rows.append([f"{i}.", capital(line), *([timed.format(h=hour, m=minute)] if timed else [])])
        minute += d.rng.choice([5, 10, 15, 30])
        hour, minute = hour + minute // 60, minute % 60
    if timed and not noted and d.rng.random() < 0.4:
        parts.append(table(d, [[r[2], r[1], r[0]] for r in rows]))
    else:
        notes = ["\n" + " ".join(room.lines(_NOTES, 1, 3)) if noted else "" for _ in rows]
        way = d.rng.random() < 0.5
        parts += [
            " ".join(r[::-1] if way and timed else r) + note for r, note in zip(rows, notes, strict=True)
        ]
    if d.rng.random() < 0.4:
        parts.append(
            room.fill("[Vragen of afmelden?|Verhinderd?] [Mail|Bel] {c:full}[ ({phone})|, {phone}|].")
        )
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


def _action_list(d: Draw) -> str:
    room = open_room(d, d.rng.randint(2, 6), keep=d.rng.choice([0, 0, 0, 1]), style=d.pick("", "", "code"))
    head = room.fill(
        "[Actielijst|Actie- en besluitenlijst|Acties n.a.v.|To do] [{t}|{dep}|overleg] [d.d. |]{dt}"
    )
    parts = [head, actions(room)]
    if room.style == "code" or d.rng.random() < 0.2:
        sep = d.pick("\n", ", ", "; ")
        legend = [s.code() + d.pick(" = ", ": ", " - ") + listed(s, "full") for s in room.seats]
        parts.insert(
            d.rng.choice([1, 2]),
            d.pick("Legenda", "Afkortingen", "Initialen") + d.pick(": ", "\n") + sep.join(legend),
        )
    names = d.rng.sample(["Afgedaan", "Besluiten", "Toelichting", "Opmerkingen"], d.rng.randint(0, 2))
    parts += [name + "\n" + "\n".join(room.lines(_OPEN, 1, 4)) for name in names]
    if d.rng.random() < 0.4:
        parts.append(actions(room))
    return laid_out(d, "\n\n".join(parts))


_OPEN = """{a:act} - [loopt nog|wacht op {c:last}|zie mail {c:full}]
[Gereed|Afgehandeld] door {a:act} op {dt}
{todo}: {a:act} -> {b:act} (overgedragen)
{c:Full} ([{org}|{comp}]) moet nog [tekenen|reageren], {a:act} rappelleert
Vervallen op verzoek van {b}; {main}
{a:Act} {dt}: {c:hon} gesproken, {main}
[On hold|Geparkeerd] tot {c:given} terug is ({b:act})
{a:Act}/{b:act}: {todo}, daarna naar {k}
[Status|Stand] {t}: {a:act} levert, {b:act} leest mee
Vraag {a:given} aan {b:given}: {main}?"""


def _sheet(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 14), keep=d.rng.choice([0, 0, 0, 1]))
    head = room.fill("[Presentielijst|PRESENTIELIJST|Aanwezigheidslijst|Intekenlijst|Deelnemerslijst|Aanmeldingen] "
                     "[{t}|training {system}|bijeenkomst {place}|BHV-oefening|informatieavond {street}] {dt}")  # fmt: skip
    form = d.pick("full", "full", "formal", "inverted", "inverted_first", "initial", "last", "upper")
    columns: dict[str, Callable[[Seat], str]] = {
        "Organisatie": lambda s: s.org or "College",
        "Functie": lambda s: s.role,
        "E-mail": lambda s: s.person.mail(d.domain() if d.rng.random() < 0.6 else d.general_domain()),
        "Telefoon": lambda s: d.phone(),
        "Adres": lambda s: d.home_address().replace("\n", ", "),
        "Handtekening": lambda s: d.pick("", "", s.person.code(), s.person.initial_full(), "(getekend)"),
        "Paraaf": lambda s: d.pick("", s.person.code(), "X", "w.g."),
        "Dieet": lambda s: d.pick("", "", "", d.special()),
    }
    chosen = d.rng.sample(sorted(columns), d.rng.randint(1, 4))
    numbered = d.rng.random() < 0.4
    rows = [[*(["Nr"] if numbered else []), d.pick("Naam", "NAAM", "Naam deelnemer"), *chosen]]
    for i, s in enumerate(room.seats, 1):
        rows.append([*([str(i)] if numbered else []), listed(s, form), *(columns[c](s) for c in chosen)])
    under = room.fill("[Docent|Organisatie|Contactpersoon|Opgemaakt door]: {c:full}[, {phone}|]")
    extra = room.lines(_SHEET_NOTES, 0, 3)
    return laid_out(d, "\n".join([head, *d.rng.sample([under, table(d, rows)], 2), *extra]))


_SHEET_NOTES = """{a:Last} en {b:last} zijn later aangeschoven.
Niet verschenen: {c:full}[, {b:full}|].
{c:Hon} heeft zich [ziek|af]gemeld[ bij {a:given}|].
{a:Full} tekent ook voor {c:full}.
Vervanger van {a:last}: {c:full} ([{org}|{comp}]).
Certificaat nasturen aan {a:formal}, {addr}.
Let op: {b:given} {special}.
Naam {a:last} verkeerd gespeld, moet zijn {a:full}.
{b:Given} rijdt mee met {a:given}[ en {c:given}|].
[Rolstoelplaats|Parkeerplek] voor {c:hon} regelen ({a:act})."""

_TEAM = """Opdrachtgever: {p0:name}[ ({org})|]
[Ambtelijk opdrachtgever|Bestuurlijk opdrachtgever]: {k}
Projectleider: {p1:full}[, {phone}|]
Projectondersteuning: {a:full}
[Adviseur|Jurist|Planeconoom|Stedenbouwkundige]: {b:full} ({comp})
[Omgevingsmanager|Technisch manager|Contractmanager]: {a:initial}, vervanger {c:initial}
Communicatie: {b:full} / {c:full}
Klankbord: {c:full}, {a:full}
Functioneel beheer ({system}): {c:full}
Escalatie via {p0:last} naar {k}
{rs}: {a:full} [(0,4 fte)|(di/do)|]
{dep}: {b:full}[ en {a:full}|]"""

_TASKS = (
    "Planning",
    "Budget",
    "Communicatieplan",
    "Risicoanalyse",
    "Aanbesteding",
    "Vergunningen",
    "Nazorg",
    "Woo-toets",
)


def _team(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 8))
    head = room.fill(
        "[Projectorganisatie|Projectteam|RACI|RASCI-tabel|Rolverdeling|Taakverdeling|Wie doet wat] [{t}|{dep}]"
    )
    form = d.pick("given", "code", "last", "initial", "full")
    parts = [head, d.pick("\n", "\n", "\n- ").join(room.lines(_TEAM, 3, 9))]
    if d.rng.random() < 0.65:
        rows = [[d.pick("Taak", "Product", "Activiteit"), *(d.pick("R", "Uitvoering"), "A", "C", "I")]]
        rows += [
            [t, *(d.rng.choice(["", "-", *([format(s, form) for s in room.seats] * 2)]) for _ in range(4))]
            for t in d.rng.sample(_TASKS, d.rng.randint(2, 6))
        ]
        parts.append(table(d, rows))
    elif d.rng.random() < 0.5:
        rows = [[d.pick("Taak", ""), *[format(s, form) for s in room.seats]]]
        rows += [[t, *(d.pick("R", "A", "C", "I", "") for _ in room.seats)] for t in d.rng.sample(_TASKS, 4)]
        parts.append(table(d, rows))
    parts += room.lines(_OPEN, 0, 3)
    d.rng.shuffle(parts)
    return laid_out(d, "\n\n".join(parts))


_CALLS = """[Eerst|Altijd eerst] {a:given} bellen, [dan|daarna] {b:given}.
{a:Full} {phone} ([privé|mobiel|alleen in nood])
Bij brand: {c:full}, {phone}. Sleutel ligt bij {b:last}.
[Achterwacht|Backup] voor {a:last} is {b:last}
{c:full}, {rs} {org}: {phone}
Alarmcentrale {ophone}, vragen naar {c:given}
{a:given} is t/m {dt} op vakantie -> {b:given} {phone}
partner van {a:given}: {c:given}, {phone}
[Huisarts|Vertrouwenspersoon|Bedrijfsarts]: {c:full}, {phone}
Algemeen nummer {dep}: {ophone} ({b:given} neemt op)
[Burgemeester|Loco] via {k}, secretaresse {c:full} {phone}
Nummer {c:last} klopt niet meer, nieuw: {phone}"""
_CALLS = _CALLS.replace("[Burgemeester|Loco] via {k}", "[Bereikbaarheid|Lijn] {k}")


def _phones(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 12), keep=d.rng.choice([0, 0, 1]))
    head = room.fill(
        "[Bellijst|BELLIJST|Telefoonlijst|Bereikbaarheidslijst|Noodnummers|Belboom|Contactlijst] [{dep}|{t}|{org}|] {dt}"
    )
    form = d.pick("full", "full", "inverted", "given", "initial", "last", "inverted_first", "sinitial")
    mail, role, home = (d.rng.random() < p for p in (0.3, 0.4, 0.2))
    rows = []
    for s in room.seats:
        row = [listed(s, form), d.phone()]
        row += [*([s.role] if role else []), *([d.home_address().replace("\n", ", ")] if home else [])]
        row += [s.person.mail(d.domain())] if mail else []
        rows.append(row)
    body = (
        table(d, rows)
        if d.rng.random() < 0.6
        else "\n".join(f"{r[0]}{d.pick(': ', ' ', ' - ')}{' '.join(r[1:])}" for r in rows)
    )
    return laid_out(d, "\n".join([head, body, *room.lines(_CALLS, 1, 6)]))


_SWAPS = """{a:given} ruilt {wd} met {b:given}
{a:Last} [vrij|cursus|verlof|zwangerschapsverlof] t/m {dt}, waarneming {b:last}
[Piket|Achterwacht|Consignatie] wk {n}: {a:act} / {b:act}
{c:given} [ziek|valt in], {a:given} [is akkoord|pakt de late dienst]
Ruilen alleen in overleg met {c:full} ({phone})
kerst: {a:given}+{b:given}, oud en nieuw: {c:given}
{a:given_lower} wil niet met {b:given_lower} op vrijdag
Stagiair {c:full} loopt mee met {a:given}
[OvD-B|AC Bz|HOvJ|Crisiscoördinator]: {a:full}, [reserve|back-up] {b:full}
Sleuteloverdracht {a:last} -> {b:last}, {wd} {tm}"""


def _roster(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 8), style=d.pick("given", "code", "last"))
    head = room.fill(
        "[Rooster|Dienstrooster|PIKETROOSTER|Piketlijst|Weekrooster|Consignatie|Bezetting balie] [{dep} |]{mo} {yr}"
    )
    form = d.pick("given", "given", "last", "code", "initial", "given_lower", "bare")
    days = ["ma", "di", "wo", "do", "vr"] if d.rng.random() < 0.6 else ["Vroeg", "Laat", "Nacht"]
    rows = [["", *days]] if d.rng.random() < 0.5 else [["Week", *days]]
    for week in range(d.rng.randint(2, 6)):
        cells = []
        for _ in days:
            some = [format(s, form) for s in d.rng.sample(room.seats, d.rng.choice([1, 1, 1, 2]))]
            cells.append(d.pick("/", ", ", " + ", " en ").join(some))
        rows.append([d.pick(f"wk {week + 12}", f"{week + 12}", d.date()), *cells])
    if d.rng.random() < 0.35:
        rows = [
            [format(s, form), *(d.pick("V", "L", "vrij", "TW", "x", "") for _ in days)] for s in room.seats
        ]
        rows.insert(0, ["Naam", *days])
    parts = [head, table(d, rows), *room.lines(_SWAPS, 1, 5)]
    if d.rng.random() < 0.3:
        parts.append("\n".join(f"{s.code()} {s.person.full()} {d.phone()}" for s in room.seats))
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


_CHANGES = """Per {dt}: {a:full} wordt [teamleider|coördinator] {dep}.
Vacature[ (was {c:full})|: opvolger van {c:last} gezocht]
{b:Full} [detachering bij|gedetacheerd vanuit] {org}
Hoofd {dep}: {c:full} (a.i., [via {comp}|tot {dt}])
{a:Last} valt rechtstreeks onder {k}
Stagiair: {c:full} (begeleider {a:given})
Bestuurssecretaris van {k}: {c:formal}
Team {dep}: {a:given}, {b:given} en {c:given}
[Concerncontroller|Privacy Officer|CISO|FG]: {c:initial}
Ondersteuning: {a:initial} en {b:initial}"""


def _chart(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 10), keep=d.rng.choice([0, 1]))
    head = room.fill(
        "[Organogram|ORGANOGRAM|Organisatieschema|Smoelenboek|Wie is wie|Formatieoverzicht] [{dep}|{org}|{dt}]"
    )
    form = d.pick("full", "full", "formal", "initial", "inverted")
    lines = [head]
    way = d.pick(
        "{1}\n{0}", "{0} - {1}", "{1}: {0}", "{0}\n{1}\n{2}", "    {0} ({1})", "└ {1}: {0}", "{2} > {0}"
    )
    for s in room.seats:
        name = listed(s, form, titled="{1}" in way)
        lines.append(way.format(name, capital(s.role), d.department()))
    return laid_out(d, "\n".join([*lines, *room.lines(_CHANGES, 1, 5)]))


_STEPS = """[Open|Start] {system} en zet de zaak op naam van {a:act}.
[Vraag|Laat] {a:full} de aanvraag controleren; bij afwezigheid {b:full}.
Stuur de brief ter ondertekening naar {k}. [Paraaf: {a:code}.|]
Meld een datalek [direct |]bij FG {c:full} ([{phone}|{c_mail}]).
Leg bij twijfel voor aan {b:given} ([{dep}|{phone}]).
Controleer [altijd |]{law}. [Vraagbaak: {a:given}.|Zie notitie {b:last}.]
[Vink|Zet] 'gereed' aan, {a:given} ziet dit in haar werkvoorraad.
Sla het stuk op onder [‘{c:inverted}’|de naam van de aanvrager, bijv. {c:inverted}].
[Eigenaar|Proceseigenaar|Autorisatie]: {a:full}. [Vervanger|Achtervang]: {b:full}.
Printen kan op de printer bij {a:given} en {b:given}.
{s} Vragen? Loop langs bij {a:given}.
Gebruik het sjabloon van {c:last} [uit {yr}|op de G-schijf]."""


def _instruction(d: Draw) -> str:
    room = open_room(d, d.rng.randint(2, 5))
    head = room.fill(
        "[Werkinstructie|WERKINSTRUCTIE|Procesbeschrijving|Handleiding|Protocol] [{system}|{t}|afhandeling bezwaar]"
    )
    fields = room.lines(
        "Proceseigenaar: {p0:full}\nAuteur: {p1:full}\nVersie {n}.0, {dt}, {p1:code}\n"
        "Vastgesteld door: {p0:initial}\nBeheerder: {a:full} ({dep})\n1.{n} | {dt} | {b:initial} | tekst aangepast n.a.v. {c:last}\n"
        "Laatst gewijzigd door {b:full}\nGecontroleerd: {a:inverted}\nReviewer: {c:full}", 2, 6)  # fmt: skip
    steps = room.lines(_STEPS, 3, 9)
    way = d.pick("{0}. {1}", "Stap {0}: {1}", "- {1}", "{0}) {1}", "{1}")
    body = "\n".join(way.format(i, step) for i, step in enumerate(steps, 1))
    return laid_out(d, d.pick("\n", "\n\n").join([head, "\n".join(fields), body]))


def _short_notes(d: Draw) -> str:
    """An attendance list and a few lines: the least that a report can be."""
    room: Room = open_room(d, d.rng.randint(2, 9), keep=d.rng.choice([0, 0, 1, 2]))
    parts = [room.one(_AGENDA_HEADS), attendance(room), *room.lines(MINUTES, 1, 4), *room.lines(_OPEN, 1, 3)]
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


FORMATS: dict[str, Callable[[Draw], str]] = {
    "agenda": lambda d: _agenda(d, noted=False),
    "agenda_annotated": lambda d: _agenda(d, noted=True),
    "action_list": _action_list,
    "attendance_sheet": _sheet,
    "team": _team,
    "phone_list": _phones,
    "roster": _roster,
    "chart": _chart,
    "work_instruction": _instruction,
    "short_notes": _short_notes,
}

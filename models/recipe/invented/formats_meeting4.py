"""Talks of which a report is made: hearings, safety, evenings with inhabitants, interviews, juries, job talks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.formats_meeting import actions, attendance, listed
from models.recipe.invented.formats_meeting_shared import Seat, capital, laid_out, open_room, table, upper
from models.recipe.invented.marks import mark

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw

_HEARD = """[Bezwaarmaker|Reclamant|Appellant] {p3:hon} [licht toe|stelt] dat {that}.
De gemachtigde, mr. {p4:formal}, [verwijst naar|legt over] een verklaring van {c:full}.
[Voorzitter|De voorzitter] ({p0:last}) vraagt [of|waarom] {c:hon} niet is gehoord. {p4:Say2}: {main}.
Namens het college voert {p2:full} aan dat {that}. {p3:Hon} bestrijdt dit.
[Derdebelanghebbende|Buurman|Vergunninghouder] {c:full}, [wonend te|] {addr}, [voelt zich overvallen|wil dat het bouwen doorgaat].
{p3:Hon} {special} en kan daarom niet [werken|wachten]. [De commissie noteert dat.|]
Commissielid {p1:last} wil weten wanneer {p2:hon} het besluit van {dt} heeft [genomen|verzonden].
Getuige {c:full} verklaart: “{Main}.” [Mr. {p4:last} heeft geen vragen.|]
{p2:Say2} zegt toe dat het dossier {file} aan {p4:hon} wordt [gestuurd|getoond].
De secretaris, {c:formal}, [maakt|stuurt] het verslag aan {p3:hon} en {p2:hon}.
In reactie op {p2:last} zegt {p3:last}: {main}.
{p4:Say} wijst op de uitspraak in de zaak van de [heer|familie] {c:last} tegen {org}.
[Voorzitter|VZ]: Waarom nu pas? {p3:Last}: {main}. {p2:Last}: {s}"""

_HEAD_ROLES = (
    *(("Voorzitter", "lid", "verweerder", "bezwaarmaker", "gemachtigde"),),
    *(("voorzitter", "commissielid", "vertegenwoordiger van het college", "reclamant", "gemachtigde"),),
    *(("voorz.", "lid", "namens verweerder", "bezwaarde", "raadsman"),),
)


def _hearing(d: Draw) -> str:
    room = open_room(d, 5)
    head = room.fill("[Verslag van de hoorzitting|Hoorverslag|VERSLAG HOORZITTING|Proces-verbaal van horen] "
                     "[commissie bezwaarschriften|adviescommissie|commissie voor de bezwaarschriften|] {dt}")  # fmt: skip
    form = d.pick("full", "formal", "sformal", "sinitial", "initial", "hon")
    way = d.pick("{0} ({1})", "{1}: {0}", "{0}, {1}", "{1} - {0}", "{1}\n{0}")
    people = [
        way.format(format(s, form), role)
        for s, role in zip(room.seats, d.rng.choice(_HEAD_ROLES), strict=True)
    ]
    facts = d.rng.sample([f"Dossier: {d.personal_case_number()}", f"Zaaknummer {d.file_number()}", room.fill("Betreft: {t}"),
        f"Bezwaarschrift van {room.seats[3]:formal}, {d.home_address()}", f"BSN {d.bsn()}"], d.rng.randint(1, 4))  # fmt: skip
    body = room.lines(_HEARD, 4, 10)
    close = room.fill(
        "[Aldus opgemaakt te {place}, {dt}|De voorzitter sluit de zitting om {tm}].\n[{p0:formal}|{p0:initial}], voorzitter\n{c:formal}, secretaris"
    )
    gap = d.pick("\n", "\n\n")
    return laid_out(
        d, gap.join([head, *facts, "\n".join(people), *body, *([close] if d.rng.random() < 0.6 else [])])
    )


_SAFE = """[Casus|Persoon] {c:full}, geb. {birth}: [aangehouden op {dt}|veroorzaakt overlast bij {street}]. Regie: {b:act}.
{k:Say} legt {c:hon} een [gebiedsverbod|huisverbod] op voor de {street}. [Horen door {a:full}.|]
De politie ({a:act}) meldt dat {c:full} {special}. [{b:Say} schakelt de GGD in.|]
Gezin {c:last}, {addr}: [vier meldingen Veilig Thuis|zorgen om de kinderen]. {a:Say} en {b:say} pakken dit op.
De OvJ, {b:sinitial}, [eist vervolging|ziet af van vervolging] in de zaak-{c:last}.
[Jeugdgroep|Groep] {place}: kern bestaat uit {c:given}, zijn broer en een [neef|vriend]. Wijkagent {a:full} [gaat langs|kent hen].
Voertuig {plate} staat op naam van {c:formal}. {b:act} controleert.
Bibob-onderzoek {comp} (eigenaar {c:full}): {main}.
{a:Say} vraagt capaciteit voor [het evenement|de demonstratie] van {org}. {k:Say} [stemt in|houdt dit aan].
Informatie van {c:full} [mag niet|alleen met toestemming] gedeeld worden, aldus {a}.
{c:Full} komt {dt} vrij uit {pi}; nazorgcoördinator {a:full} regelt onderdak.
Afspraak: {b:act} belt {c:poss} advocaat[, mr. {a:last}|]."""


def _safety(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 6), keep=d.rng.choice([1, 1, 2]))
    offices = [s for s in room.seats if s.person.keep]
    offices[0].role = "burgemeester"
    others = [s for s in room.seats if not s.person.keep]
    for s in others:
        s.role = d.pick(
            "OvJ", "teamchef politie", "AOV'er", "wijkagent", "recherche", "adviseur veiligheid", "OM"
        )
    head = room.fill("[Verslag driehoek|Lokale driehoek|DRIEHOEKSOVERLEG|Verslag veiligheidsoverleg|Casusoverleg|Persoonsgerichte aanpak|"
                     "Zorg- en Veiligheidshuis] [{place} |]{dt}")  # fmt: skip
    bank = (
        _SAFE.replace("{pi}", d.pick("de PI", "detentie"))
        .replace("{birth}", d.birth_date())
        .replace("{plate}", d.plate())
    )
    body = room.lines(bank, 3, 9)
    way = d.pick("{0}. {1}", "- {1}", "{1}", "{0}) {1}", "Casus {0}\n{1}")
    parts = [head, attendance(room), "\n".join(way.format(i, x) for i, x in enumerate(body, 1))]
    if d.rng.random() < 0.35:
        parts.append(actions(room))
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


_EVENING = """[Een bewoner|Bewoner] van de {street} ({c:full}) [vraagt|roept] of {that}.
Mevrouw {a:last} ([{street}|huisnummer {n}]): {main}! [Applaus.|{p0:Say} snapt dat.]
V: {c:full} - {main}? A: {p0:last} - {s}
{a:Full} woont al {n} jaar aan {addr} en {special}.
[Wethouder|De wethouder] laat zich vervangen door {p0:full}. {k:Say} is er de volgende keer.
{a:Say} en buurvrouw {c:given} [verzamelen|hebben] {n}0 handtekeningen.
{c:Given} en {b:given} van [de speeltuin|{org}] bieden aan om mee te denken.
Namens de familie {c:last} spreekt zoon {b:full}.
[Ondernemer|Winkelier] {c:full} ({comp}) vreest omzetverlies. {p1:Hon} [noteert|antwoordt] dat {that}.
[Huisarts|Buurtvader|Dorpsraadslid] {c:hon} biedt ruimte in {place}.
Mail sturen naar {c_mail}, t.a.v. {c:given}.
{p1:Say} laat de tekening van {comp} zien. {a:Last}: {main}.
[Boos|Bezorgd] is {a:hon}: ‘{Main}.’ {b:Full} [vult aan|sust]."""


def _evening(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 9), org="place")
    head = room.fill("[Verslag bewonersavond|Verslag inloopavond|Bewonersbijeenkomst|VERSLAG INFORMATIEAVOND|Keukentafelgesprek|Wijkschouw] "
                     "[{street}|{t}|{place}] {dt}")  # fmt: skip
    host = room.fill(
        "[Namens de gemeente|Van de gemeente]: {p0:full} ({rs}), {p1:full}[ en {c:full} ({comp})|]"
    )
    some = "Aanwezige bewoners: " + ", ".join(
        f"{format(s, d.pick('full', 'sinitial', 'hon'))}" for s in room.seats[2:]
    )
    parts = [head, host, *([some] if d.rng.random() < 0.5 else []), *room.lines(_EVENING, 4, 12)]
    if d.rng.random() < 0.4:
        parts.append(room.fill("[Vragen achteraf|Meer weten]? [Bel|Mail] {p1:full}[, {phone}| via {box}]."))
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


_TOLD = """Ik werk [nauw samen|al jaren] met {c} van {org}.
Dat moet je aan {c:given} vragen, [die|hij of zij] weet alles van {t}.
{c:Full} was toen [projectleider|mijn leidinggevende]. Met {c:given} [ging dat goed|liep het stroef].
{k:Say} wilde in {mo} {yr} ineens door. [Niemand zei iets.|Alleen {c:last} was tegen.]
Ik heb een mail van {c:last} van {dt}. Daarin staat dat {that}.
[Nee|Ja|Tja]. {Main}. {s}
Toen {c:given} {special}, heeft {c:poss} team het overgenomen.
{opinion} Maar schrijf dat niet op[, vroeg {c:given} ook|].
Bij {comp} zat {c:full}, en later [{c:poss} broer|een opvolger].
Ik ben geboren in {place}, mijn moeder heette {c:full}.
[De directeur|Mijn chef], {c:hon}, zat [er niet bij|naast {k}].
Volgens {c:partner} [is|was] het dossier {file} zoek.
Dat hebben {c:given} en ik [samen|op {dt}] bij {school} besproken."""


_QUESTIONS = """[Kun|Wil] je iets vertellen over {t}?
Wat was de rol van {c:full}?
Klopt het dat {that}? [{c:Given} zei van wel.|]
En {c:given}[, van {org}|]?
Was {k} daarbij? [Of {c:last}?|]
Hoe ging dat met {c:hon}?"""


def _interview(d: Draw) -> str:
    room = open_room(d, d.rng.randint(2, 3))
    asked, asker = room.seats[0], room.seats[1]
    head = room.fill(
        "[Interviewverslag|Gespreksverslag|INTERVIEW|Transcript|Verslag interview onderzoek] [{t}|Rekenkamer|cultuuronderzoek] {dt}"
    )
    who = [f"{d.pick('Geïnterviewde', 'Respondent', 'Gesproken met')}: {asked:full}, {asked.role} {asked.org}",
           f"{d.pick('Interviewer', 'Onderzoeker', 'Afgenomen door')}: {asker:full}"]  # fmt: skip
    kind = d.pick("last", "upper", "given", "letter", "code", "initial")
    forms = {
        "last": "last",
        "upper": "upper_last",
        "given": "given",
        "letter": "letter_only",
        "code": "code",
        "initial": "initial",
    }
    one, two = (format(s, forms[kind]) + d.pick(":", ":", " –") for s in (asker, asked))
    turns = []
    for _ in range(d.rng.randint(3, 8)):
        turns.append(f"{one} {room.one(_QUESTIONS)}")
        turns.append(f"{two} " + " ".join(room.lines(_TOLD, 1, 3)))
    end = room.fill("[Akkoord|Geaccordeerd door|Fiat] {p0:initial}, {dt}")
    return laid_out(d, "\n".join([head, *who, *turns, *([end] if d.rng.random() < 0.4 else [])]))


_JUDGED = """De jury is onder de indruk van {c:full} ([{place}|{org}|{school}]). [Juryvoorzitter {a:last}: ‘{Main}.’|]
[Eerste prijs|Winnaar|Tweede prijs]: {c:full} met ‘{Title}’[ ({comp})|].
{c:poss} inzending [verrast|raakt]. {a:Say} en {b} waren unaniem.
Genomineerd zijn {c:full}, {a:full} en {b:full}.
Vrijwilliger van het jaar: {c:full}, {n} jaar actief bij {org}. {c:given} kreeg de speld uit handen van {k}.
Jurylid {b:full} onthield zich: {c:last} is familie.
Eervolle vermelding voor {c:hon} uit {place}. [{s}|]
Het ontwerp van {c:formal} en {comp} [scoort|verliest] op {t}.
De [leerling|student] {c:full} ({school}) [schreef|bouwde] het beste stuk.
Lof voor {c:given} en {b:given}, [twee zussen|duo] uit {place}.
De oorkonde wordt uitgereikt door {k} en {a:full}.
Voordracht {c:full}, {addr}, geb. {birth}: [Lid|Ridder] in de Orde van Oranje-Nassau."""


def _jury(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 5))
    head = room.fill("[Juryrapport|JURYRAPPORT|Verslag van de jury|Uit het juryrapport] [Vrijwilligersprijs|Cultuurprijs|Welstandsprijs|"
                     "ondernemer van het jaar|Lintjesregen] {yr}[ {muni}|]")  # fmt: skip
    jury = d.pick("De jury bestond uit ", "Jury: ", "Juryleden: ") + d.pick(", ", "; ").join(
        f"{format(s, d.pick('full', 'formal', 'sinitial'))}{d.maybe(f' ({s.role})', 0.4)}" for s in room.seats
    )
    bank = _JUDGED.replace("{Title}", d.pick("Stille Kracht", "De Groene Loper", "Thuis")).replace(
        "{birth}", d.birth_date()
    )
    parts = [head, jury, *room.lines(bank, 3, 9)]
    if d.rng.random() < 0.3:
        parts.append(" ".join(upper(format(s, "full")) for s in room.seats[:1]) + ", voorzitter")
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


_JOB = """Kandidaat {n}: {c:full}[, {rs} bij {org}|]. Indruk {a:given}: [sterk|twijfel|prettig]. {opinion}
{c:given}: + [energiek|ervaren], - {c:given} {special}
{a:Given} en {b:given} kiezen [voor|niet voor] {c:given}. [{k:Say} beslist.|]
{c:last} zit nu in schaal 10 en wil [36 uur|doorgroeien]. Referent: {a:full}, {phone}.
[Afgevallen|Niet uitnodigen]: {c:full} ([brief rommelig|te weinig ervaring])
CV {c:initial} (geb. {birth}): {comp}, daarna {org}.
Tweede gesprek {c:hon} {wd} {tm} met {b} [en {a}|].
{a:Say} belt {c:given} ({phone}), {b:say} mailt {c_mail}.
Motivatie {c:poss} brief: “{Main}”.
Volgorde: 1 {c:full}, 2 {a:last}, 3 {b:last}[, reserve nog geen|].
{c:Inverted_first} - gesprek {tm} - [ja|nee|misschien]
Assessment van {c:given} bij {comp}: {main}."""


def _selection(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 5), style=d.pick("given", "given", "last", "code", "short"))
    head = room.fill(
        "[Selectiecommissie|Sollicitatiegesprekken|Aantekeningen gesprekken|Sollicitatiecommissie|BAC] [{rs}|vacature {rs}|{dep}] {dt}"
    )
    team = d.pick("Commissie: ", "Gesprek met: ", "BAC-leden ", "aanwezig ") + ", ".join(
        format(s, d.pick("given", "full", "last", "initial")) for s in room.seats
    )
    bank = _JOB.replace("{birth}", d.birth_date())
    parts = [head, *([team] if d.rng.random() < 0.8 else []), *room.lines(bank, 3, 9)]
    if d.rng.random() < 0.35:
        seats = [Seat(d, p, "", "") for p in d.people(d.rng.randint(2, 6))]
        rows = [["Kandidaat", *(format(s, d.pick("given", "initial")) for s in room.seats)]]
        rows += [[format(s, "full"), *(d.pick("+", "-", "±", "7", "8") for _ in room.seats)] for s in seats]
        parts.append(table(d, rows))
    return laid_out(d, "\n".join(parts))


_SOUND = """{a:Full} (namens {org}) [mist|steunt] {t}.
[Vertegenwoordiger|Bewonerslid] {a:last} vraagt [projectleider |]{p0:last} om {t}.
{b:Say} brengt in: {main}. [{p0:Say} neemt dit mee.|]
{cyc} ({a:hon}) en de Wmo-raad ({b:hon}) [zijn het eens|willen een schouw].
[Huurder|Agrariër|Ondernemer] {c:full} wil [toetreden|stoppen] als lid[; {a:given} draagt {c:given} voor|].
Namens de [ouderraad|dorpsraad] spreekt {c:full}; [vaste vertegenwoordiger|voorzitter] {a:last} is verhinderd.
{p0:Hon} presenteert {t}. Reacties: {a:last} (positief), {b:last} ([kritisch|neutraal]).
De vraag van {a} over de {street} [ligt bij|gaat naar] {c:full} van {comp}.
Actiepunten {p0:code} en {a:code}: {todo}.
{a:Given} en {b:given} [fietsen de route|bekijken de locatie] met {c:given}.
{k:Say} [schuift aan|leest de notulen]. {b:Say} bedankt {k}.
{a:Last} ({org}): {main}. {b:Last} ({org}): {s}"""


def _sounding(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 8), keep=d.rng.choice([0, 0, 1]), org="org")
    head = room.fill(
        "[Verslag|Notulen|Terugkoppeling] [klankbordgroep|participatieraad|adviesraad sociaal domein|gebiedsoverleg|dorpsraad] [{t}|{place}] {dt}"
    )
    club = "De " + mark(
        "ORG", d.pick("Fietsersbond", "Ondernemersvereniging", "Seniorenraad", "Woonbond", "LTO"), "keep"
    )
    body = room.lines(_SOUND.replace("{cyc}", club), 3, 9)
    way = d.pick("{0}. {1}", "- {1}", "{1}", "{0}) {1}")
    parts = [head, attendance(room), *[way.format(i, capital(x)) for i, x in enumerate(body, 1)]]
    if d.rng.random() < 0.4:
        parts.append(actions(room))
    if d.rng.random() < 0.3:
        parts.append(
            "Vastgesteld d.d. " + room.fill("{dt}\n") + listed(room.seats[0], "formal") + ", voorzitter"
        )
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


FORMATS: dict[str, Callable[[Draw], str]] = {
    "hearing": _hearing,
    "safety": _safety,
    "evening": _evening,
    "interview": _interview,
    "jury": _jury,
    "selection": _selection,
    "sounding_board": _sounding,
}

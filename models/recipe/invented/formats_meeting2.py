"""Councils and boards: debates, lists of decisions, proposals, questions, motions, hearings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.formats_meeting import listed
from models.recipe.invented.formats_meeting_shared import (
    FACTS,
    Room,
    Seat,
    capital,
    laid_out,
    open_room,
    table,
    upper,
)

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw

_ROLES = {"raad": "raadslid", "staten": "statenlid", "kamer": "Kamerlid"}


def council(d: Draw, kind: str, n: int) -> Room:
    """Members with their party as `org`; the executive is in `talked`, so that it is spoken of and to."""
    parties = [FACTS["party"](d) for _ in range(max(2, n // 2))]
    style = d.pick("hon", "hon", "last", "short", "full")
    seats = [
        Seat(d, d.person(keep=True), _ROLES[kind], d.rng.choice(parties), style, seen=True) for _ in range(n)
    ]
    titles = {"raad": "wethouder", "staten": "gedeputeerde", "kamer": d.pick("minister", "staatssecretaris")}
    board = [Seat(d, d.person(keep=True), titles[kind], "", "last") for _ in range(d.rng.randint(1, 3))]
    return Room(d, seats, style, board)


def _presence(room: Room, kind: str) -> str:
    """Who sits in the hall, with the office beside or above the names."""
    d = room.d
    form = d.pick("full", "formal", "sformal", "initial", "sinitial", "last", "inverted")
    members = {"raad": "raadsleden", "staten": "Statenleden", "kamer": "Kamerleden"}[kind]
    party = d.pick(" ({0})", " ({0})", ", {0}", " namens {0}")
    names = [format(s, form) + party.format(s.org) for s in room.seats]
    sep = d.pick(", ", ", ", "\n", "; ", "\n- ")
    head = d.pick(
        f"Aanwezig de {members}: ", f"Aanwezige {members}:\n", f"{members.upper()}\n", f"De {members}: "
    )
    board = [listed(s, d.pick("full", "formal", "last")) for s in room.talked]
    lines = [
        head + sep.join(names),
        d.pick("Aanwezig: ", "Voorts: " if kind == "kamer" else "Namens het college: ", "Tevens aanwezig: ")
        + ", ".join(board),
    ]
    if d.rng.random() < 0.5:
        lines.append(f"Afwezig: {room.seats[0].role} {d.person(keep=True).full()}")
    if d.rng.random() < 0.5:
        lines.append(f"Verslag: {room.other(keep=False):full}{d.pick('', ' (Notulenservice)', ', notulist')}")
    if d.rng.random() < 0.5:
        office = {"raad": "griffier", "staten": "statengriffier", "kamer": "griffier"}[kind]
        lines.insert(0, f"{capital(office)}: {d.person(keep=True).formal()}")
    return "\n".join(lines)


_DEBATE = """Voorzitter[, dank u wel|]. Ik sluit mij aan bij {b:hon}. {Main}.
[Hoorde|Begrijp] ik {b:hon} nu [goed|zeggen]? {that_q}
De fractie van {b:org} wil dit al jaren; {b:hon} weet dat. Mijn vraag aan {k}: [klopt het|is het waar] dat {that}?
[Ik dien hierbij|Wij dienen] de motie-{a:last}/{b:last} in[ over {t}|].
De motie {b:last} c.s. [krijgt onze steun|gaat ons te ver]. {s}
Ik heb gesproken met [inwoner |ondernemer |]{c:full} [uit {place}|van {comp}]. {c:Hon} [zegt|vertelde mij] dat {that}.
De inspreker, {c:hon}, [had gelijk|was helder]: {main}.
{k:Say} heeft in {mo} toegezegd dat {that}. [Waar blijft dat?|Wanneer komt dat?]
Als {b:hon} [dat|het] amendement handhaaft, [stemmen wij tegen|doen wij mee]. [Voorzitter, tot zover.|]
[Interruptie|Kort], voorzitter. {b:Hon} [ontwijkt|mist] het punt van {c:last}. {s}
Volgens de memo van [ambtenaar|projectleider] {c:full} [is|blijft] dat niet zo. {k:Say} [mag reageren|schudt het hoofd].
[Complimenten|Dank] aan {c:full} en {k} voor {t}.
Ik kijk naar {b:hon} van {b:org}. [Doet u mee?|Deelt u dat?] {s}
In de {street} wonen [de familie|mevrouw] {c:last} en haar buren. Zij horen niets van {org}.
{b:Hon} en ik hebben [samen|eerder] schriftelijke vragen gesteld over {t}. [De antwoorden stellen teleur.|]"""
_DEBATE = _DEBATE.replace("{that_q}", "[Vindt u dat {that}?|Erkent u dat {that}?]")


def _turn(d: Draw, seat: Seat, kind: str) -> str:
    """How the name of a speaker stands above or before the words."""
    hon = capital(seat.person.honorific())
    name, full = format(seat, "last"), format(seat, "full")
    loud, role = upper(name), capital(seat.role)
    if not seat.org:
        head = {"bold": f"{role} **{name}**:", "caps": f"{role} {loud}:", "own": f"{role} {full}:"}
        return head.get(kind, f"{role} {name}:")
    ways = {
        "bold": f"{hon} **{name}** ({seat.org}):",
        "caps": f"{hon} {loud} ({seat.org}):",
        "plain": f"{hon} {name} ({seat.org}):",
        "own": f"{full} ({seat.org}):",
        "short": f"{capital(seat.person.hon_short())} {name} ({seat.org}):",
        "party": f"{seat.org} ({name})",
        "bare": f"{loud}:",
        "dash": f"{hon} {full} ({seat.org})\n–",
    }
    return ways[kind]


def _debate(d: Draw, kind: str) -> str:
    room = council(d, kind, d.rng.randint(2, 9))
    head = {
        "raad": "[Verslag|Notulen|Woordelijk verslag|Handelingen] [raadsvergadering|gemeenteraad|raad gemeente {muni}] {dt}",
        "staten": "[Notulen|Verslag] [Provinciale Staten|Statenvergadering|vergadering Provinciale Staten] {dt}",
        "kamer": "[Handelingen|Stenogram|Verslag van een commissiedebat|Verslag wetgevingsoverleg] {t}, {dt}",
    }
    parts = [room.fill(head[kind]), _presence(room, kind)]
    way = d.pick("bold", "bold", "caps", "plain", "plain", "own", "short", "party", "bare", "dash")
    gap = d.pick("\n", " ", " ")
    chair = d.pick("De voorzitter:", "De **voorzitter**:", "De VOORZITTER:", "Voorzitter:")
    parts.append(f"{d.rng.randint(1, 14)}. {capital(room.fill('{t}'))}")
    if kind != "kamer" and d.rng.random() < 0.4:
        guest = room.other(keep=False)
        parts.append(
            room.fill(f"{d.pick('Inspreker', 'INSPREKER', 'Inspraak')} {guest:full}: ")
            + room.fill("{Main}. {s}")
        )
    for _ in range(d.rng.randint(3, 9)):
        speaker = d.rng.choice([*room.seats, *[s for s in room.talked if s.person.keep]])
        others = Room(d, [s for s in room.seats if s is not speaker] or room.seats, room.style, room.talked)
        bank = "\n".join(line.replace("{a:last}", format(speaker, "last")) for line in _DEBATE.splitlines())
        if d.rng.random() < 0.3:
            call = d.pick(
                "Het woord is aan {0}.",
                "{0}, gaat uw gang.",
                "Ik geef het woord aan {0}.",
                "{0}.",
                "Dank, {0}.",
            )
            parts.append(f"{chair} {capital(call.format(format(speaker, 'hon')))}")
        parts.append(_turn(d, speaker, way) + gap + " ".join(others.lines(bank, 1, 3)))
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


_COMMITTEE = """{a:Hon} ({a:org}) [vraagt|wil weten] of {that}.
De fractie van {a:org} ({a:last}) [steunt|mist] {t}. {b:Hon} [interrumpeert|vraagt door].
[Inspreker {c:full} spreekt over|Omwonende {c:full} noemt|{c:full} vraagt namens de buurt aandacht voor] {t}. {c:Hon} woont aan {addr}.
{k:Say} [antwoordt|zegt toe] dat {that}. {a:Hon} [is tevreden|neemt hier geen genoegen mee].
{b:last} ({b:org}) – [akkoord|hamerstuk|bespreekstuk]. {a:last} ({a:org}) – [kanttekening bij {t}|akkoord].
{a:Hon} wijst op de brief van {c:full} namens {org}. {k:Say} kent die brief niet.
Toezegging: {k} laat [{a:hon}|{a:last}] vóór {dt} weten of {that}.
Beleidsmedewerker {c:full} geeft [een presentatie|technische uitleg]. [Vragen van {a:last} en {b:last}.|{k:Say} vult aan.]
Rondvraag {a:org}: {a:hon} [noemt|vraagt naar] de verkeerssituatie bij {school} na het ongeval van {c:full}.
{b:Hon} [stelt voor|verzoekt] het rapport van onderzoeker {c:formal} te agenderen."""


def _committee(d: Draw) -> str:
    room = council(d, d.pick("raad", "raad", "staten"), d.rng.randint(3, 8))
    kind = "raad" if room.seats[0].role == "raadslid" else "staten"
    head = room.fill("[Verslag|Kort verslag|Samenvatting|Conclusies] [commissie|Raadscommissie|Forum|politieke markt] "
                     "[Ruimte|Samenleving|Bestuur en Middelen|Sociaal Domein] [d.d. |]{dt}")  # fmt: skip
    parts = [head, _presence(room, kind)]
    for i in range(1, d.rng.randint(3, 6)):
        parts.append(f"{i}. {capital(room.fill('{t}'))}")
        parts.append(d.pick("\n", " ").join(room.lines(_COMMITTEE, 1, 4)))
    return laid_out(d, "\n".join(parts))


_DECIDED = """Het college besluit [in te stemmen met|kennis te nemen van] {t}.
[Conform advies.|Conform.|Akkoord, met dien verstande dat {that}.|Aangehouden; {k} bespreekt dit met {c:sinitial}.]
Het college [machtigt|mandateert] {k} om het convenant met {org} te tekenen.
Het bezwaar van {c:full} (dossier {file}) ongegrond te verklaren conform het advies van de commissie.
{c:Hon} te benoemen tot [lid van de bezwaarschriftencommissie|toezichthouder|trouwambtenaar] per {dt}.
[De uitnodiging|De brief] van {c:formal} [aan te nemen; {k} gaat|voor kennisgeving aan te nemen].
Aan {c:full}, {addr}, [een standplaatsvergunning|een gehandicaptenparkeerplaats] [te verlenen|te weigeren].
De koninklijke onderscheiding van {c:full} [uit {place} |][te ondersteunen|uit te reiken].
De dading met [de heer|mevrouw] {c:last} [over {t} |]aan te gaan.
Het perceel aan de {street} te verkopen aan {c:formal} en {comp}."""


def _decisions(d: Draw) -> str:
    room = open_room(d, d.rng.randint(4, 8), keep=d.rng.randint(2, 4))
    office = [s for s in room.seats if s.person.keep]
    for s in office:
        s.role = d.pick(
            "wethouder", "wethouder", "wethouder", "burgemeester", "gemeentesecretaris", "locoburgemeester"
        )
    staff = [s for s in room.seats if not s.person.keep] or [room.other(keep=False)]
    head = room.fill("[Besluitenlijst|BESLUITENLIJST|Openbare besluitenlijst|Conceptbesluitenlijst] [college van B&W|B en W|"
                     "college van burgemeester en wethouders|GS] [{muni} |]{dt}")  # fmt: skip
    form = d.pick("full", "formal", "last", "sformal", "hon", "initial")
    sep = d.pick(", ", "\n", "; ")
    parts = [
        head,
        d.pick("Aanwezig: ", "Aanwezig\n")
        + sep.join(f"{listed(s, form, titled=True)}, {s.role}" for s in office),
    ]
    labels = {
        "p": d.pick("Portefeuillehouder", "PH", "Portefeuille", "Bestuurder"),
        "s": d.pick("Steller", "Opsteller", "Behandelaar"),
    }
    flip, inline = d.rng.random() < 0.4, d.pick("\n", "\n", "  ", " | ")
    for i in range(1, d.rng.randint(3, 8)):
        holder, writer = d.rng.choice(office), d.rng.choice(staff)
        own = d.pick("last", "full", "initial", "formal", "sinitial")
        fields = [
            f"{labels['p']}: {d.pick('', '', holder.role + ' ')}{format(holder, own)}",
            f"{labels['s']}: {format(writer, d.pick(own, own, 'code', 'inverted'))}{d.maybe(' (' + d.department() + ')', 0.4)}",
            *(
                [f"{d.pick('Zaaknummer', 'Registratienummer', 'Kenmerk')}: {d.file_number()}"]
                if d.rng.random() < 0.5
                else []
            ),
        ]
        body = f"{d.pick('Besluit', 'BESLUIT', 'Beslissing')}: {room.one(_DECIDED)}"
        title = f"{i}. {capital(room.fill('{t}'))}"
        parts.append(
            "\n".join([title, body, inline.join(fields)] if flip else [title, inline.join(fields), body])
        )
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


def _proposal(d: Draw) -> str:
    room = open_room(d, d.rng.randint(3, 6), keep=d.rng.randint(1, 2))
    office = [s for s in room.seats if s.person.keep]
    staff = [s for s in room.seats if not s.person.keep]
    one = d.rng.choice(staff)
    sep = d.pick(": ", ":\t", " : ", "\n", "  ")
    form = d.pick("full", "formal", "initial", "inverted", "sinitial")
    fields = [
        ("Onderwerp", capital(room.fill("{t}"))),
        (
            d.pick("Portefeuillehouder", "Portefeuillehouder(s)", "Bestuurder"),
            ", ".join(listed(s, "last") for s in office),
        ),
        (d.pick("Steller", "Opsteller", "Auteur", "Behandelend ambtenaar"), format(one, form)),
        (d.pick("Telefoon", "Doorkiesnummer", "Tel."), room.fill("{phone}")),
        (d.pick("E-mail", "E-mailadres"), one.person.mail(d.domain())),
        ("Afdeling", d.department()),
        ("Zaaknummer", d.file_number()),
        (d.pick("Datum", "Datum college"), d.date()),
        (d.pick("Afgestemd met", "Parafen", "Besproken met"), ", ".join(format(s, form) for s in staff)),
        (d.pick("Manager", "Afdelingshoofd", "Akkoord directie"), format(d.rng.choice(staff), form)),
        (d.pick("Openbaar", "Status"), d.pick("ja", "nee", "Openbaar na besluit")),
    ]
    chosen = [fields[0], *sorted(d.rng.sample(fields[1:], d.rng.randint(5, 9)), key=fields.index)]
    if fields[1] not in chosen:
        chosen.append(fields[1])
    head = d.pick(
        "COLLEGEVOORSTEL", "Collegevoorstel", "B&W-nota", "Adviesnota B&W", "Voorstel aan GS", "Raadsvoorstel"
    )
    rows = [list(f) for f in chosen]
    top = table(d, rows) if d.rng.random() < 0.4 else "\n".join(a + sep + b for a, b in chosen)
    text = [f"{t}\n{' '.join(room.lines(_PROPOSED, 1, 3))}" for t in d.rng.sample(["Aanleiding", "Argumenten",
            "Kanttekeningen", "Financiën", "Communicatie", "Vervolg", "Kernboodschap"], d.rng.randint(1, 4))]  # fmt: skip
    return laid_out(d, "\n\n".join([head, top, *text]))


_PROPOSED = """{s} Dit is afgestemd met {c:full} [van {org}|({dep})].
{a:Say} heeft {dt} overleg gehad met {c} over {t}.
[Bewoner|Ondernemer] {c:full} ({addr}) heeft een zienswijze ingediend. {c:poss} zorgen [zijn verwerkt|blijven].
Voor vragen: {c:full}, {phone}[, of {b:full}|].
De jurist ({a:initial}) [adviseert|waarschuwt] dat {that}. {opinion}
De adviseur van {comp}, {c:formal}, raamt de kosten op € {n}0.000.
{k:Say} bespreekt het met {c:hon} [op {dt}|in {place}].
{a:Last} en {b:last} [werken|schrijven] het voorstel uit. {s}"""

_ASKED = """[Is het college|Bent u] ervan op de hoogte dat {that}?
Klopt het dat [de heer|mevrouw] {c:last} [van {org}|uit {place}] nooit antwoord kreeg op [de|haar|zijn] brief van {dt}?
Heeft {k} gesproken met {c:full}, [de directeur van|woordvoerder van] {comp}?
Deelt het college de mening van {c:full} in [{org}|de krant] dat {that}?
Waarom is {c:full} niet uitgenodigd voor het gesprek over {t}?
Wat vindt {k} van de uitspraak van {b:hon} ({b:org}) over {t}?
Is het waar dat de bewoner van {addr}, {c:full}, [een dwangsom kreeg|is gehoord]?
[Kan|Wil] {k} de raad vóór {dt} informeren over {t}?"""


def _questions(d: Draw) -> str:
    room = council(d, d.pick("raad", "raad", "staten"), d.rng.randint(2, 4))
    way = d.pick(" ({0})", ", {0}", ", fractie {0}", "\n{0}")
    signers = [format(s, d.pick("full", "formal", "initial")) + way.format(s.org) for s in room.seats]
    first = room.seats[0]
    head = room.fill("[Schriftelijke vragen|SCHRIFTELIJKE VRAGEN|Raadsvragen|Artikel 39-vragen|Vragen ex art. 44 RvO] "
                     "[over |inzake ]{t}")  # fmt: skip
    by = d.pick("Vragen van {0}", "Ingediend door: {0}", "Steller vragen: {0}", "Van: {0}")
    opening = by.format(f"{room.seats[0].role} {first:full} ({first.org})")
    body = "\n".join(f"{i}. {q}" for i, q in enumerate(room.lines(_ASKED, 2, 6), 1))
    parts = [head, opening, room.fill("Datum: {dt}"), d.maybe(d.sentence()), body]
    if d.rng.random() < 0.4:
        answers = "\n".join(
            f"Antwoord {i}: {room.fill('{main}. {s}')}" for i in range(1, d.rng.randint(3, 5))
        )
        contact = room.fill("[Contactpersoon|Behandeld door]: {c:full}, {phone}")
        parts += [answers, f"Namens het college,\n{listed(room.talked[0], 'formal')}", contact]
    roles = "De raadsleden" if first.role == "raadslid" else "De Statenleden"
    parts.append(
        "\n".join(
            [
                d.pick("Met vriendelijke groet,\n", "Hoogachtend,\n", "Namens de fracties,\n", "")
                + f"{roles},",
                *signers,
            ]
        )
    )
    return laid_out(d, d.pick("\n", "\n\n").join(p for p in parts if p))


_CONSIDERED = """[constaterende|overwegende] dat {that};
overwegende dat {c:full} [namens {org} |]heeft ingesproken over {t};
constaterende dat de motie-{a:last}/{b:last} (dossier {file}) niet is uitgevoerd;
gehoord de [toezegging|beantwoording] van {k} [aan {b:hon}|];
[gelezen|gezien] het manifest van {c:full} en {n}0 andere inwoners van {place};
overwegende dat het onderzoek van {c:formal} [({org}) |]aantoont dat {that};
constaterende dat {b:hon} ({b:org}) eerder [om {t} vroeg|een amendement introk];"""
_ORDERED = """{k} te verzoeken de raad vóór {dt} te informeren over {t}
een straat of plein te vernoemen naar wijlen {c:full}
in gesprek te gaan met {c:hon} en {org}
{t} opnieuw te bezien[, in overleg met {c:full}|]
{c:full} te betrekken bij de uitwerking van {t}
aan {c:hon} excuses aan te bieden en de Raad daarover te berichten
de motie van {b:hon} ({b:org}) alsnog uit te voeren
beslispunt {n} te vervangen door: {main}"""


def _motion(d: Draw, name: str) -> str:
    kind = d.pick("raad", "raad", "staten", "kamer") if name == "Motie" else d.pick("staten", "raad", "raad")
    room = council(d, kind, d.rng.randint(2, 5 if name == "Motie" else 4))
    first = room.seats[0]
    form = d.pick("full", "formal", "last", "initial", "full")
    signed = d.pick(" ({0})", ", {0}", "  {0}", "\n{0}", " / {0}")
    names = [format(s, form) + signed.format(s.org) for s in room.seats]
    title = room.fill(
        f"[{name.upper()}|{name}|{name} vreemd aan de orde van de dag|{name} M{{n}}] [‘{{t}}’|over {{t}}|{{t}}]"
    )
    label = d.pick(
        "Indieners", "Ingediend door", "Indiener(s)", "Ondertekening en naam", "Indieners en mede-indieners"
    )
    plural = {"raad": "raadsleden", "staten": "Statenleden", "kamer": "Kamerleden"}[kind]
    body = "\n".join([*room.lines(_CONSIDERED, 1, 4), d.pick("verzoekt het college:", "draagt het college op:", "besluit:",
            "Spreekt uit:"), *("- " + line for line in room.lines(_ORDERED, 1, 2))])  # fmt: skip
    opener = room.fill(f"De [gemeenteraad|raad|vergadering], bijeen op {{dt}}, op voorstel van de {plural} ")
    opener += " en ".join(format(s, "last") for s in room.seats[:2]) + ","
    close = f"en gaat over tot de orde van de dag.\n{d.pick('motie', 'Kamerstuk')}-{first:last}/{room.seats[1]:last}"
    sign = f"{label} (de {plural}):\n" + d.pick("\n", ", ", "\n").join(names)
    parts = [title, opener, body, close] if d.rng.random() < 0.5 else [title, opener, body]
    parts.insert(d.rng.choice([1, len(parts)]), sign)
    return laid_out(d, d.pick("\n", "\n\n").join(parts))


def _pledges(d: Draw) -> str:
    room = council(d, d.pick("raad", "staten"), d.rng.randint(3, 7))
    head = d.pick(
        "Toezeggingenlijst",
        "Lijst van toezeggingen en moties",
        "LTA en toezeggingen",
        "Openstaande toezeggingen",
    )
    board = list(room.talked)
    for s in room.seats:
        s.seen = False
    rows = [
        [
            "Nr",
            "Toezegging",
            "Portefeuillehouder",
            d.pick("Gevraagd door", "Vraagsteller"),
            d.pick("Ambtenaar", "Behandelaar"),
            "Stand",
        ]
    ]
    form = d.pick("last", "last", "full", "initial", "formal")
    note = room.fill("[Bijgewerkt|Stand] {dt}: {c:full} ([griffie|{dep}])")
    for i in range(1, d.rng.randint(4, 9)):
        who, asked = d.rng.choice(board), d.rng.choice(room.seats)
        rows.append([f"{i}", capital(room.fill("{t}")), listed(who, "last"), f"{listed(asked, form)} ({asked.org})",
                     f"{room.other(keep=False):initial}", d.pick("gereed", "loopt", d.month(), "afgedaan")])  # fmt: skip
    return laid_out(d, "\n".join(p for p in (head, note, table(d, rows), room.one(_COMMITTEE)) if p))


def _roll_call(d: Draw) -> str:
    room = council(d, "raad", d.rng.randint(6, 15))
    form = d.pick("last", "last", "full", "initial", "bare", "hon")
    cut = d.rng.randint(1, len(room.seats) - 1)
    title = capital(room.fill("[hoofdelijke stemming|stemming over|uitslag stemming] {t}"))
    voters = [f"{format(s, form)}{d.maybe(f' ({s.org})', 0.6)}" for s in room.seats]
    lines = [f"{title}, {d.date()}", f"Voor stemmen {cut} raadsleden: {', '.join(voters[:cut])}.",
             f"Tegen stemmen de raadsleden {d.pick(', ', ' en ').join(voters[cut:])}."]  # fmt: skip
    if d.rng.random() < 0.5:
        parties = list(dict.fromkeys(s.org for s in room.seats))
        lines += [f"{p}: " + ", ".join(format(s, "last") for s in room.seats if s.org == p) for p in parties]
    lines += [room.fill("Stemverklaring {a:hon}: {main}."), *room.lines(_COMMITTEE, 1, 3)]
    return laid_out(d, "\n".join(lines))


FORMATS: dict[str, Callable[[Draw], str]] = {
    "council_debate": lambda d: _debate(d, d.pick("raad", "raad", "staten")),
    "council_handelingen": lambda d: _debate(d, "kamer"),
    "council_committee": _committee,
    "council_decisions": _decisions,
    "council_proposal": _proposal,
    "council_questions": _questions,
    "council_motion": lambda d: _motion(d, "Motie"),
    "council_amendment": lambda d: _motion(d, "Amendement"),
    "council_pledges": _pledges,
    "council_roll_call": _roll_call,
}

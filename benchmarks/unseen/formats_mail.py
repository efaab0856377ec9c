"""Mail, invitations and chats."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.unseen.parts import (
    cast,
    he,
    his,
    home,
    lines,
    paragraphs,
    plain,
    prose,
    sir,
    some,
    unwell,
    upper_first,
    view,
)
from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import mark


def mail_tussendoor(d: Draw) -> str:
    """A mail with questions, answered between its own lines."""
    a, b, c, citizen, boss = cast(d, 4, 1)
    dom = d.domain()
    head = d.pick(
        f"Van: {a.full()} <{a.mail(dom)}>\nVerzonden: {d.weekday()} {d.date_long()} {d.time()}\nAan: {b.full()} <{b.mail(dom)}>\nCC: {c.full()}\nOnderwerp: RE: vragen rondom het hek aan de haven",
        f"From: {a.inverted_first()}\nSent: {d.date()} {d.time()}\nTo: {b.inverted_first()}\nCc: {c.inverted_first()}\nSubject: RE: terugbelverzoek bewoner",
    )
    asked = [
        f"> 1. Heeft {sir(citizen)} al antwoord gehad op de klacht van {d.date()}?",
        f"> 2. Wie van jullie belt? Het nummer in de melding is {d.phone()}.",
        f"> 3. Weet wethouder {boss.last()} hiervan?",
        f"> 4. Klopt het V-nummer {d.v_number()} in de bijlage?"
        if d.rng.random() < 0.4
        else "> 4. Is het tekort inmiddels verwerkt in de najaarsnota?",
    ]
    told = [
        d.pick(
            f"[{a.given()}] Nee, dat zou {c.given()} doen.",
            f"Nog niet, {c.given()} heeft de stukken. Dossiernummer klager is {d.personal_case_number()}.",
        ),
        d.pick(
            f"[{a.given()}] Ik bel vanmiddag, {citizen.given()} woont op {home(d)} en is pas na drieën thuis.",
            f"Ik. {upper_first(he(citizen))} mailt overigens ook vanaf {citizen.mail(d.general_domain())}.",
        ),
        d.pick(
            f"{boss.last()} is dinsdag bijgepraat door {b.given()}. {view(d)}",
            f"Ja, zie de annotatie voor het stafoverleg. {view(d)}",
        ),
        "Ja, dat klopt." if d.rng.random() < 0.5 else "Ja, gisteren gezien.",
    ]
    body = "\n\n".join(f"{q}\n{t}" for q, t in zip(asked, told, strict=True))
    return paragraphs(
        head,
        f"{d.pick('Hoi', 'Ha', 'Dag')} {b.given()}, mijn antwoorden staan tussen je tekst.",
        body,
        prose(d, 2, "De stukken voor de commissie moeten vrijdag om twaalf uur in iBabs staan.", "Het hek zelf is volgens de aannemer niet meer te repareren.", f"Vandaag en morgen werk ik thuis, je kunt me bereiken op {d.phone()}."),
        f"{d.pick('Groet', 'Gr.', 'Groetjes')} {d.pick(a.given(), a.code())}",
    )  # fmt: skip


def mail_telefoon(d: Draw) -> str:
    """Short mails from a phone over a citizen's mail."""
    staff, mate, citizen, other = cast(d, 4)
    dom = d.domain()
    quick = d.pick(
        f"{mate.given_lower()} kan jij dit oppakken? ik zit nog bij {other.given_lower()} aan tafel. is dezelfde man als vorige week, {citizen.last_lower()}",
        f"Zie onder. Volgens mij weet {other.given()} hier meer van, {citizen.last()} is niet tevreden over ons. Bel mij anders even op {d.phone()}",
        f"Fyi. {other.given()} heeft {citizen.given()} al gesproken en komt er morgen op terug.",
    )
    return paragraphs(
        quick,
        d.pick("Verstuurd vanaf mijn iPhone", "Verzonden vanaf Samsung-tablet", "Outlook voor Android downloaden"),
        d.pick(
            f"Op {d.date()} om {d.time()} heeft {citizen.full()} <{citizen.mail(d.general_domain())}> het volgende geschreven:",
            f"Begin doorgestuurd bericht:\n\nVan: {citizen.full()} <{citizen.mail(d.general_domain())}>\nDatum: {d.date_long()}\nAan: {staff.full()} <{staff.mail(dom)}>\nOnderwerp: auto weggesleept",
        ),
        f"{staff.salutation()},",
        prose(
            d, 6,
            f"Gisteren is mijn auto met kenteken {d.plate()} weggesleept terwijl ik een vergunning heb.",
            "De verkeersborden waren pas die ochtend neergezet en stonden half achter een container.",
            f"Ik woon al twintig jaar op {home(d)} en heb nog nooit een bon gehad.",
            f"Mijn buurvrouw, mevrouw {other.last()}, heeft foto's gemaakt." if other.sex == "f" else f"Mijn buurman {other.full()} heeft foto's gemaakt.",
            f"Ik moest die dag naar het ziekenhuis, want mijn vrouw {unwell(d)}.",
            f"Het wegslepen kostte mij 385 euro, dat wil ik terug op {d.iban()}.",
            f"Aan de telefoon kreeg ik ene {mate.given()} die mij van het kastje naar de muur stuurde.",
            f"U kunt mij overdag bellen op {d.phone()}.",
        ),
        f"Met vriendelijke groet,\n{citizen.full()}",
    )  # fmt: skip


def agenda_uitnodiging(d: Draw) -> str:
    """An invitation out of a calendar, with who said yes."""
    organiser, *people, boss = cast(d, 6, 1)
    answers = [d.pick("geaccepteerd", "voorlopig", "geweigerd", "geen antwoord") for _ in people]
    wide = d.pick("; ", ", ")
    return paragraphs(
        lines(
            f"Onderwerp: {d.pick('Voorbereiding bestuurlijk overleg', 'Afstemming persbericht', 'Startoverleg herinrichting markt', 'Bila + dossier woonwagens')}",
            f"Wanneer: {d.weekday()} {d.date_long()} {d.time()}",
            f"Waar: {d.pick('Kamer 2.14', 'Raadzaal', 'Microsoft Teams-vergadering', 'Vergaderruimte De Brug')}",
            f"Organisator: {organiser.full()}",
            f"Vereist: {wide.join(p.full() for p in people[:3])}; {boss.full()} (wethouder)",
            f"Optioneel: {wide.join(p.address_book() for p in people[3:])}",
        ),
        d.pick("Allen,", "Beste collega's,", f"Dag {people[0].given()} en {people[1].given()},"),
        prose(
            d, 4,
            f"Wethouder {boss.last()} wil donderdag weten waar we staan.",
            f"{people[1].given()} heeft gevraagd of dit een half uur later kan.",
            f"De presentatie van {people[2].given()} volgt nog.",
            f"Ik verwacht van {people[0].given()} een lijstje met open punten.",
            "Graag vooraf de oplegnotitie en de bijlage financiën lezen.",
            "Neem je laptop mee, er ligt geen papier.",
        ),
        f"{plain(d, 3)}\nKom je er niet in? Bel {people[3].given()} op {d.phone()} of de servicedesk op {d.office_phone()}.",
        "Reacties\n" + "\n".join(f"{p.full()}\t{said}" for p, said in zip(people, answers, strict=True)),
        d.maybe(f"{people[4].given()} schrijft: kan niet, ben die week thuis. {organiser.given()}, kun jij het verslag doen?", 0.6),
        f"Verstuurd namens {boss.last()} door {organiser.full()}, {organiser.mail(d.domain())}",
    )  # fmt: skip


def mailinglijst(d: Draw) -> str:
    """A digest of a list of residents, with signatures."""
    people = cast(d, 5)
    a, b, c, e, f = people
    posts = [
        f"Onderwerp: camera's in de parkeergarage\nVan: {a.full()} <{a.mail(d.general_domain())}>\n\nBuren, wie heeft er nog meer last van die jongens bij de ingang? {b.given()} van nummer 40 is vorige week uitgescholden. Ik heb de politie gebeld, zij raden aan om alles te melden via {mark('PHONE', '0900-8844', 'keep')}.",
        f"Onderwerp: Re: camera's in de parkeergarage\nVan: {b.full()} via lijst\n\nKlopt. Ze reden weg in een zwarte Golf, {d.plate()}. Filmpje staat op Instagram bij {d.handle(b)}. {e.given()} weet waar ze wonen, zegt hij. {d.pick('Groet', 'mvg')}, {b.given()}",
        f"Onderwerp: Re: Re: camera's in de parkeergarage\nVan: {c.full()} <{c.mail(d.general_domain())}>\n\nVoorzichtig met kentekens op deze lijst, {b.given()}. Stuur ze liever naar {c.mail(d.general_domain())} of bel me, {d.phone()}. De beheerder van de garage heeft een formulier op de website.\n--\n{c.full()}\n{home(d)}",
        f"Onderwerp: straatfeest\nVan: {f.full()} <{f.mail(d.general_domain())}>\n\nWe zoeken nog twee mensen voor de barbecue. Bijdrage 7,50 per gezin op {d.iban()} t.n.v. {f.initial_full()}. {a.given()} en {c.given()} doen de muziek. Meer foto's van vorig jaar: {d.link(f)}",
        f"Onderwerp: glasbak\nVan: {e.lower()}\n\nDe glasbak op de hoek is alweer vol. Ik heb het doorgegeven aan de gemeente, kenmerk {d.file_number()}. {f.given()}, jij hebt toch contact met de wijkbeheerder?",
    ]
    return paragraphs(
        f"Buurtlijst, overzicht van {d.date_long()} (5 leden schreven)\nAntwoorden op deze mail gaan naar iedereen. Afmelden: zie onderaan.",
        *(f"------\n{post}" for post in some(d, 4, *posts)),
        "------\nU ontvangt dit overzicht omdat u lid bent van de lijst.",
    )  # fmt: skip


def servicedesk(d: Draw) -> str:
    """An incident of a service desk with its log."""
    user, fixer, second, chief = cast(d, 4)
    return paragraphs(
        lines(
            f"Ons kenmerk {d.file_number()}",
            f"Aanmelder: {user.full()}, afdeling {d.department()}",
            f"Account: {d.username(user)}",
            f"Toestel: {d.phone()}",
            f"Behandelaar: {d.pick(fixer.full(), fixer.inverted_first())}",
            "Prioriteit: hoog",
        ),
        f"Omschrijving\n{user.given()} kreeg vanochtend een mail die van {chief.full()} leek te komen, met de vraag om opnieuw in te loggen. {upper_first(he(user))} heeft dat gedaan. Daarna kwamen er meldingen van collega's dat ze reclame van {user.given()} ontvingen.",
        "Logboek\n" + "\n".join(
            f"{d.date()} {d.time()} - {who.full()}: {text}"
            for who, text in zip(
                [fixer, second, fixer, second],
                some(
                    d, 4,
                    f"aanmelding gezien vanaf {d.ip()}, dat is niet het adres van thuis ({d.ip()}).",
                    f"wachtwoord van {d.username(user)} gereset en alle sessies verbroken.",
                    f"{user.given()} gebeld op {d.phone()}, privémail is {user.mail(d.general_domain())}.",
                    f"in de mailbox van {sir(user)} stond een doorstuurregel naar een onbekend adres, verwijderd.",
                    f"het bestand met personeelsnummers stond open; ook de rekening van {chief.given()} ({d.iban()}) was te zien.",
                    f"gemeld bij {chief.full()} in verband met een mogelijk datalek.",
                ),
                strict=True,
            )
        ),
        prose(d, 2, "De spamfilter is aangescherpt.", f"{chief.given()} besluit of de Autoriteit Persoonsgegevens een melding krijgt.", "Er is geen aanwijzing dat bestanden zijn gekopieerd.", f"Volgens {second.given()} kan het incident dicht."),
        f"Vragen? Servicedesk ICT, {d.office_phone()}, {d.mailbox()}",
    )  # fmt: skip


def teams_gesprek(d: Draw) -> str:
    """A chat between colleagues about a file."""
    a, b, c, citizen, boss = cast(d, 4, 1)
    way = d.rng.randrange(3)

    def say(p_name: str, text: str) -> str:
        if way == 0:
            return f"{p_name}  {d.time()}\n{text}"
        return f"[{d.time()}] {p_name}: {text}" if way == 1 else f"{p_name} {d.date()} {d.time()}\n    {text}"

    said = [
        say(a.full(), f"goedemorgen, is er al iets bekend over {citizen.last()}?"),
        say(
            b.full(),
            f"ja, {citizen.given_lower()} heeft gisteren gebeld. {upper_first(he(citizen))} {unwell(d)} en kan daarom niet naar de hoorzitting",
        ),
        say(a.full(), f"oei. heb je {his(citizen)} nummer? dan bel ik zelf even"),
        say(b.full(), f"{d.phone()}"),
        say(
            c.full(),
            f"het dossier staat onder cliëntnummer {d.personal_case_number()}, {b.given()} heeft de map aangemaakt",
        ),
        say(c.full(), f"{view(d)}"),
        say(
            a.full(),
            f"wethouder {boss.full()} wil er maandag een notitie over, en {boss.given()} kennende liefst op één A4",
        ),
        say(
            b.full(),
            f"ik kan er niet in, mijn account is {d.username(b)}, kan een van jullie me rechten geven",
        ),
        say(c.full(), f"gedaan {b.given_lower()}"),
        say(
            a.full(),
            f"ze heeft ook op facebook gepost zie {d.link(citizen)}"
            if citizen.sex == "f"
            else f"hij heeft ook op facebook gepost zie {d.link(citizen)}",
        ),
        say(b.full(), f"{view(d)} maar dat is aan {a.given()}"),
        say(a.full(), "top, ik zet het in de planning en dan hebben we het er in het werkoverleg over"),
        say(c.full(), f"prima. {a.given()} en {b.given()}, vergeet de termijn van de Awb niet"),
    ]
    return paragraphs(f"Chat: {d.pick('Team Bezwaar', 'Zaken deze week', 'Juristenhoek')}", "\n".join(some(d, 9, *said)))  # fmt: skip


def whatsapp_wijk(d: Draw) -> str:
    """An exported WhatsApp group with an officer in it."""
    boa, a, b, c = cast(d, 4)
    day = d.date()

    def say(who: str, text: str) -> str:
        return f"{day}, {d.time()} - {who}: {text}"

    said = [
        say(a.full(), f"iemand wakker? er staat een man bij de schuurtjes achter {d.home_street()}"),
        say(b.given(), "zag hem ook net, donkere jas en rugzak"),
        say(c.full(), f"dat is de zoon van {b.given()} toch 😅"),
        say(b.given(), f"nee {c.given_lower()} die van mij ligt op bed"),
        say(a.full(), f"busje met kenteken {d.plate()} staat er al een uur met draaiende motor"),
        say(
            boa.full(),
            f"Goedenavond, {boa.given()} van handhaving hier. Bij spoed 112 bellen, anders mag het via mij: {d.phone()}.",
        ),
        say(a.full(), f"dankje {boa.given()}, foto gemaakt op {d.gps()}"),
        say(
            c.full(),
            f"weet iemand nog de achternaam van die jongen van nummer 8? {a.last_small()} heet hij niet",
        ),
        say(boa.full(), f"Wil {a.given()} mij de foto mailen? {boa.mail(d.domain())}"),
        say(c.full(), f"ik zag op snap een filmpje van {d.handle(b)} hierover"),
        say(b.given(), f"dat account is van mijn dochter. bel me even {c.given_lower()}, {d.phone()}"),
        say(boa.full(), "De collega's van de politie rijden nu langs. Graag geen namen in deze groep."),
        say(a.full(), f"fijn {boa.given_lower()}. wij gaan slapen, welterusten allemaal"),
    ]
    return "\n".join([f"{day}, {d.time()} - {a.full()} heeft de groep \"Alert {d.pick('Noord', 'West', 'Oost')}\" gemaakt", *some(d, 10, *said)])  # fmt: skip


FORMATS = {
    "mail_tussendoor": mail_tussendoor,
    "mail_telefoon": mail_telefoon,
    "agenda_uitnodiging": agenda_uitnodiging,
    "mailinglijst": mailinglijst,
    "servicedesk": servicedesk,
    "teams_gesprek": teams_gesprek,
    "whatsapp_wijk": whatsapp_wijk,
}

"""Forms that people fill in: permits, intakes, complaints, scanned forms, and an overview of views on a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import Scene, home_lines, official_scene, wrap

_ABOUT_PERSON = (
    "Naam§{p.full}", "Achternaam§{p.bare}", "Achternaam§{p.last_small}", "Voornaam§{p.given}", "Voornamen (voluit)§{p.given}", "Roepnaam§{p.given}",
    "Voorletter(s) en achternaam§{p.formal}", "Naam en voorletters§{p.inverted}", "Naam aanvrager§{p.full}", "Naam partner§{q.full}",
    "Meisjesnaam§{p.bare}", "Naam echtgenoot/partner§{q.formal}", "Ondergetekende§{p.formal}", "Geboortedatum§{birth}", "Geb. datum en plaats§{birth}, {place}",
    "Geslacht§<man|vrouw|x>", "BSN§{bsn}", "Burgerservicenummer§{bsn}", "Adres§{home}", "Straat en huisnummer§{home}", "Postcode§{hpost}",
    "Telefoonnummer§{phone}", "Telefoon (mobiel)§{phone}", "Tel. overdag§{phone}", "E-mailadres§{p.mail}", "Rekeningnummer§{iban}", "IBAN§{iban}",
    "Ten name van§{p.initial_full}", "Kenteken§{plate}", "Nummer paspoort of ID-kaart§{passport}", "V-nummer§{vnr}", "Klantnummer§{pcase}",
    "Contactpersoon bij nood§{r.full}, {phone}", "Gemachtigde§{r.formal}", "Naam kind§{q.given}", "Kinderen§{q.given} ({n}), {r.given} ({n})",
    "DigiD-gebruikersnaam§{p.username}", "Instagram§{p.handle}", "Huisarts§{r.honorific} {r.last}", "BIG-nummer§{big}", "Website§{p.link}",
)  # fmt: skip
_ABOUT_CASE = (
    "Datum aanvraag§{date}", "Soort aanvraag§{topic}", "Locatie§{street}", "Locatie§{pstreet}, {muni}", "Kadastrale gegevens§sectie {n}, nr. {six}",
    "Kosten§{eur}", "KvK-nummer§{kvk}", "Bedrijfsnaam§{company}", "Ontvangen door§{b.code}", "Baliemedewerker§{b.given}", "Behandelaar§{b.full}",
    "Zaaknummer§{file}", "Formuliernummer§{nine}", "Typenummer§{code}", "Telefoon gemeente§{ophone}", "Retouradres§{office}", "Bijlagen§{n}",
    "In te vullen door de afdeling {dept}§", "Akkoord§<ja|nee>", "Paraaf§{b.code}", "Begindatum§{date}", "School§{school}", "Verzekering§polisnr. {nine}",
    "Omschrijving§{sentence}", "Toelichting§{p.given} heeft hulp nodig van {q.given}", "Reden§{p.last} {special}", "Locatiecode§{gps}",
)  # fmt: skip
_BOXES = (
    "<[x]|[X]|☒|(x)> ja   <[ ]|☐|( )> nee", "☐ dhr. ☒ mevr.", "0 gehuwd  X samenwonend  0 alleenstaand", "O nieuw  O verlenging", "[x] Ik ga akkoord met de voorwaarden",
    "□ kopie legitimatie bijgevoegd", "☑ machtiging van {q.full}", "[ ] Hulp van buren ({r.given})", "Wmo ☐  Jeugdwet ☒  Participatiewet ☐",
)  # fmt: skip
_LOOSE = (
    "{p.full} heeft het formulier samen met {q.given} ingevuld.",
    "Ik, {p.formal}, verklaar dat alles naar waarheid is ingevuld.",
    "Buurvrouw {q.last} vindt het plan goed.",
    "Het formulier is aan de balie ingenomen door {b.given}.",
    "{r.honorific} {r.last} is mijn begeleider.",
    "Bel niet mij maar {q.given}: {phone}.",
    "Vragen? Bel {ophone} of mail {mailbox}.",
    "{special_person}",
    "Klacht gaat over {b.full} van {dept}.",
    "{b.given} was onbeleefd tegen {q.given} en {r.given}.",
    "Ik heb dit ook al aan wethouder {w.last} verteld.",
    "{sentence}",
    "Namens de vereniging, {r.full} (penningmeester).",
    "mijn man {q.given_lower} werkt bij {company}",
    "Uitvoering door {company}, contact {r.initial_full}.",
)


def _layout(d: Draw) -> Callable[[str, str], str]:
    """How label and value stand beside each other in one form."""
    width = d.rng.randint(20, 40)
    options: tuple[Callable[[str, str], str], ...] = (
        lambda a, v: f"{a}: {v}",
        lambda a, v: f"{a} {v}",
        lambda a, v: f"{a}\n{v}",
        lambda a, v: f"{a.ljust(width)}{v}",
        lambda a, v: f"{a.ljust(width)}: {v}",
        lambda a, v: f"{a} {'.' * (width - len(a) // 2)} {v}",
        lambda a, v: f"{a}: ....{v}........",
        lambda a, v: f"{a}:\t{v}",
        lambda a, v: f"{a} ______{v}______",
        lambda a, v: f"{a}|{v}",
        lambda a, v: f"{a.upper()}\n{v}\n",
        lambda a, v: f"{a}*\n  {v}",
        lambda a, v: f"{v} ({a.lower()})",
        lambda a, v: f"{a};{v}",
    )
    return d.rng.choice(options)


def _form(s: Scene, about: Sequence[str]) -> list[str]:
    lay = _layout(s.d)
    low = s.d.rng.randint(5, 9)
    lines = []
    for number, one in enumerate(s.some(low, low + 9, about), 1):
        label, _, value = one.partition("§")
        front = f"{number}. " if s.d.rng.random() < 0.05 else ""
        lines.append(front + (lay(label, value) if value else f"\n{label}\n"))
    return lines


def _filled_form(titles: Sequence[str], about: Sequence[str]) -> Callable[[Draw], str]:
    def written(d: Draw) -> str:
        p, q, r = d.people(3)
        s = official_scene(d, p=p, q=q, r=r)
        s.names["special_person"] = s("{p.given} {special}.", "{q.last} {special}.")
        heads = (
            "1. Uw gegevens",
            "GEGEVENS AANVRAGER",
            "Persoonsgegevens",
            "Deel A",
            "2. Uw aanvraag",
            "Ondertekening",
            "Toelichting",
        )
        lines = _form(s, about) + s.some(0, 3, _BOXES)
        if d.rng.random() < 0.5:
            for head in s.some(1, 3, heads):
                lines.insert(d.rng.randint(0, len(lines)), head)
        loose = wrap(d, s.para(0, 4, _LOOSE))
        end = s(
            "Plaats en datum: {place}, {date}\nHandtekening: {p.formal}", "Handtekening aanvrager\n\n{p.initial_full}", "Datum {date} Handtekening ..........",
            "Naam: {p.full}      Handtekening:", "Getekend {p.last_small} {date}", "", "Verzonden door {p.full} via {domain} op {date} {time}, IP-adres {ip}",
        )  # fmt: skip
        return "\n".join(x for x in (s(*titles), *lines, loose, end) if x)

    return written


_OCR = (
    "lN TE VULLEN",
    "ln te vullen in BLOKLETTERS",
    "Zie ommezljde",
    "BIJLAGE {n}",
    "Pag. 1 van {n}",
    "~ | _ ,",
    "KOPIE",
    "0ntvangen {date}",
    "INGEKOMEN {date} {dept}",
)


def _scanned_form(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    pairs = [one.partition("§") for one in s.some(6, 14, (*_ABOUT_PERSON, *_ABOUT_CASE))]
    way = d.rng.randint(0, 3)
    if way == 0:  # the scanner read the labels first and the values after
        cut = d.rng.randint(1, 3)
        lines = []
        for at in range(0, len(pairs), cut):
            lines += [a for a, _, _ in pairs[at : at + cut]] + [v for _, _, v in pairs[at : at + cut]]
    elif way == 1:  # two fields beside each other on a line
        lines = []
        for at in range(0, len(pairs), 2):
            two = pairs[at : at + 2]
            lines += ["     ".join(a for a, _, _ in two), "     ".join(v for _, _, v in two)]
    elif way == 2:
        lines = [
            f"{a}{d.pick('', ' ', ':', ' :', '.', ' |', '_')}{d.pick(' ', '  ', ' . . . ', ' _ ')}{v}"
            for a, _, v in pairs
        ]
    else:
        lines = [f"|{a}|{d.pick(v, v, f' {v} ')}|" for a, _, v in pairs]
    for stamp in s.some(0, 3, _OCR):
        lines.insert(d.rng.randint(0, len(lines)), stamp)
    if d.rng.random() < 0.5:
        lines.insert(0, s("{p.upper}", "{p.inverted}", "Formulier {six}") + "\n" + home_lines(d))
    tail = s(
        "",
        "{p.full}",
        "hand tekening {p.last_small}",
        "n. {p.formal}",
        "{q.honorific} {q.last} / {r.initial_full}",
    )
    return "\n".join([*lines, tail]).strip()


_VIEWS = (
    "Indieners {p.formal} en {q.formal} vrezen geluidsoverlast.",
    "{p.honorific} {p.last} wijst op de verkeersveiligheid van {street}.",
    "De familie {q.last} ({home}) verzoekt het plan aan te passen.",
    "{r.full} dient mede namens {p.full} een zienswijze in.",
    "Indiener is geboren op {birth} en woont er al {nn} jaar.",
    "Gemachtigde mr. {r.formal} verwijst naar artikel {art} {law}.",
    "De zienswijze van {q.last} is buiten de termijn ontvangen.",
    "Anders dan {p.last} stelt, is {pstreet} geen hoofdroute.",
    "Wethouder {w.last} heeft met {q.given} gesproken.",
    "Indiener {special}.",
    "Behandelaar {b.last} heeft op {date} gebeld met {r.last}, {phone}.",
    "{sentence}",
)


def _views_overview(d: Draw) -> str:
    s = official_scene(d)
    rows = []
    form = d.pick(
        "{nr}. {who}\n{text}",
        "Zienswijze {nr}: {who}\nSamenvatting: {text}",
        "{nr} | {who} | {text}",
        "{nr}\t{who}\t{text}",
        "Reclamant {nr} ({who})\n{text}",
    )
    for nr in range(1, d.rng.randint(2, 6)):
        s.names.update(dict(zip("pqr", d.people(3), strict=True)))
        who = s(
            "{p.formal}, {home}",
            "{p.full}",
            "{p.inverted}",
            "{p.honorific} {p.last}",
            "{p.formal} / {home} / {date}",
            "fam. {p.last}",
            "{company} (contact: {p.full})",
        )
        if d.rng.random() < 0.15:
            who = s("{p.full}\n") + home_lines(d)
        rows.append(
            form.format(nr=nr, who=who, text=s.para(1, 3, _VIEWS))
            + d.maybe(
                s(
                    "\nReactie: {sentence}",
                    "\nAntwoord gemeente: de zienswijze van {p.last} is <gegrond|ongegrond>.",
                ),
                0.6,
            )
        )
    top = s(
        "NOTA VAN ZIENSWIJZEN\n{topic}",
        "Reactienota {project}",
        "Overzicht ingediende zienswijzen",
        "Bijlage {n}: zienswijzen",
        "Inspraakverslag {muni}",
    )
    end = s("", "Opgesteld door {b.full} en {t.full}, {date}", "Portefeuillehouder {w.full}")
    return "\n\n".join([top, wrap(d, d.pick("\n\n", "\n").join(rows)), end]).strip()


_PERMIT_TITLES = (
    "AANVRAAGFORMULIER OMGEVINGSVERGUNNING", "Aanvraag parkeervergunning", "Evenementenvergunning {muni}", "Aanvraag Wmo-voorziening", "Melding sloop",
    "Aanvraag gehandicaptenparkeerkaart", "Formulier kapvergunning {six}", "Aanvraag bijzondere bijstand", "Verzoek om naamswijziging",
)  # fmt: skip
_INTAKE_TITLES = (
    "INTAKEFORMULIER", "Intake schuldhulp", "Aanmeldformulier vrijwilligers", "Aanmelding leerling {school}", "Inschrijfformulier", "Aanmeldformulier jeugdhulp",
    "Ledenadministratie: aanmelding", "Registratie bezoeker {org}", "Wijziging persoonsgegevens",
)  # fmt: skip
_COMPLAINT_TITLES = (
    "KLACHTENFORMULIER", "Klacht over een medewerker", "Melding openbare ruimte {six}", "Schadeformulier", "Formulier aansprakelijkstelling", "Klacht {company}",
    "Melding woonoverlast", "Integriteitsmelding", "Webformulier: contact",
)  # fmt: skip

FORMATS: dict[str, Callable[[Draw], str]] = {
    "permit_form": _filled_form(_PERMIT_TITLES, (*_ABOUT_PERSON, *_ABOUT_CASE)),
    "intake_form": _filled_form(_INTAKE_TITLES, _ABOUT_PERSON),
    "complaint_form": _filled_form(_COMPLAINT_TITLES, (*_ABOUT_PERSON[::2], *_ABOUT_CASE)),
    "scanned_form": _scanned_form,
    "views_overview": _views_overview,
}

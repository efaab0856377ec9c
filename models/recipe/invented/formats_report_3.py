"""Papers for who decides and who reads: tenders, research, college papers, advice, press, newsletters, views."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import official_scene, shuffled, wrap
from models.recipe.invented.formats_report import fields
from models.recipe.invented.marks import mark
from models.recipe.invented.people import Person

_TENDER = (
    "Inschrijver {company} biedt {q.full} aan als projectleider.",
    "Beoordelaar {b.given} geeft een {n}, {t.given} een 6.",
    "Het cv van {r.honorific} {r.last} voldoet niet aan de eis van {n} jaar ervaring.",
    "De beoordelingscommissie bestaat uit {b.full}, {t.full} en {p.full}.",
    "Bij de presentatie waren {q.last} en {r.last} aanwezig namens {company}.",
    "{opinion}",
    "{p.given} vindt het plan van {company} te mager.",
    "De inkoper, {b.initial_full}, {phone}, beantwoordt vragen via {system}.",
    "Kosten: {eur}, perceel {n}, artikelcode {code}.",
    "Referent {q.initial_full} van de gemeente {muni} is tevreden.",
    "{t.last} heeft zich teruggetrokken wegens familieband met {r.full}.",
    "Gunning aan {company}, KvK {kvk}, onder voorbehoud van akkoord door wethouder {w.last}.",
    "{sentence}",
    "Sleutelfunctionaris: {q.inverted}, {r.inverted}",
    "De prijs per eenheid is lager dan bij nummer {nine}.",
)
_RESEARCH = (
    "Respondent {p.full} (interview, {date}) noemt de wachttijd.",
    "Volgens {q.full}, {staff} bij {org}, is het effect beperkt.",
    "'{r.given} belde elke week', zegt {p.given}.",
    "De interviews zijn afgenomen door {b.given} en {t.given}.",
    "De begeleidingscommissie stond onder leiding van wethouder {w.full}.",
    "Met dank aan {q.last}, {r.last} en alle deelnemers uit {place}.",
    "Figuur {n} toont de cijfers per wijk: {street} en omgeving scoort {nn} procent.",
    "In {muni} werkten {b.last} en {t.last} mee aan de dataverzameling.",
    "Eén deelnemer, {r.lower}, trok zich terug.",
    "{sentence} {sentence}",
    "De vragenlijst is uitgezet onder {nn} huishoudens rond {pstreet}.",
    "{q.given_s} ervaring is typerend: {special_free}.",
    "Contact voor dit onderzoek: {b.full}, {b.mail}, {phone}.",
    "Projectnummer {nine}, versie {date}.",
)
_PAPER = (
    "Portefeuillehouder: wethouder {w.full}.",
    "De {role} heeft op {date} overleg gevoerd met {q.full} namens {company}.",
    "Ambtelijk contact: {b.full}, {dept}, {phone}.",
    "{b.given} heeft de cijfers afgestemd met {t.given} van Financiën.",
    "De heer {p.last_small} heeft namens de bewoners van {street} gereageerd.",
    "De familie {r.last} aan {home} is tegen.",
    "Wethouder {w.last} wil dit vóór het reces naar de raad.",
    "Gevraagd besluit: instemmen met een krediet van {eur}.",
    "Kanttekening van {t.initial_full}: dekking ontbreekt.",
    "{opinion}",
    "{opinion}",
    "{sentence} {sentence}",
    "Juridisch getoetst door {t.honorific} {t.last} (artikel {art} {law}).",
    "Grondeigenaar {p.formal} vraagt {eur} voor het perceel.",
    "Secretaris {v.last} en burgemeester {w.last} zijn akkoord.",
    "Voor {pstreet} en {porg} verandert niets.",
    "Participatie: gesprekken met {q.first_bare}, {r.full} en de wijkraad.",
    "Communicatie: {t.given} stemt de tekst af met {b.given}.",
)
_PRESS = (
    "Wethouder {w.full} <opende|onthulde> {weekday} {project}.",
    "'Hier hebben we jaren op gewacht', zegt wethouder {w.last}.",
    "Ook initiatiefnemer {p.full} is blij: 'Het is ons gelukt.'",
    "Bewoonster {q.full} ({nn}) kreeg de eerste sleutel van burgemeester {v.last}.",
    "{p.given} en {q.given} begonnen in {year} met {n} vrijwilligers.",
    "Noot voor de redactie: voor meer informatie kunt u bellen met {b.full}, woordvoerder, {phone}.",
    "Persvoorlichter {b.honorific} {b.last}, {b.mail}.",
    "Het gebouw aan {pstreet} kost {eur}.",
    "Voor inwoners: bel {ophone} of kijk op www.{domain}.",
    "De prijs is genoemd naar {porg}.",
    "{sentence}",
    "Foto: {r.full}",
    "Fotograaf {r.initial_full} legde het moment vast.",
    "Projectleider {t.full} van {company} verwacht dat het werk {date} klaar is.",
    "Op de foto v.l.n.r. wethouder {w.full}, {p.full} en {q.full}.",
)
_NEWS = (
    "Wij stellen voor: {p.full}, de nieuwe {staff}.",
    "{p.given} werkte hiervoor bij {company} en woont met {q.given} in {place}.",
    "'Ik kom uit een echt onderwijsgezin', lacht {p.given}.",
    "Wat vind je leuk aan {dept}? {p.given}: 'De mensen. {b.given} en {t.given} vooral.'",
    "Gefeliciteerd {r.full} met de geboorte van {q.given}!",
    "We nemen afscheid van {t.full}, die na {nn} jaar met pensioen gaat.",
    "Van harte beterschap, {r.given}.",
    "Jarig deze maand: {p.given} ({n}), {q.given} ({nn}) en {r.given}.",
    "Kopij naar {b.mail}, t.a.v. {b.given_lower}.",
    "De kerstborrel is bij {company} aan {pstreet}.",
    "Tekst: {b.full}  Foto's: {t.initial_full}",
    "Volg {p.given} op {p.handle}.",
    "Burgemeester {w.last} reikte de prijs uit aan {q.honorific} {q.last}.",
    "{sentence}",
    "Vraag het {t.first_bare} van {dept}, zij weet alles van {system}.",
    "{p.given_s} tip: neem de fiets.",
    "De Wijkkrant, Werken bij {muni} en Week van de Privacy.",
)


def _article(
    d: Draw,
    sentences: tuple[str, ...],
    titles: tuple[str, ...],
    heads: tuple[str, ...],
    form: tuple[str, ...],
) -> str:
    p, q, r = d.people(3)
    special = d.pick("eerst wachten, dan bellen", "je raakt de weg kwijt", "het loket was dicht")
    s = official_scene(d, p=p, q=q, r=r, special_free=special)
    blocks = s.some(4, 12, sentences)
    if d.rng.random() < 0.5:
        at = 0
        grouped = []
        while at < len(blocks):
            step = d.rng.randint(1, 4)
            head = s(*heads) if heads and d.rng.random() < 0.6 else ""
            grouped.append(f"{head}\n{' '.join(blocks[at : at + step])}".strip())
            at += step
        body = "\n\n".join(grouped)
    else:
        body = d.pick(" ", "\n\n", "\n- ", "\n").join(blocks)
    parts = [fields(s, 2, 8, form), wrap(d, body)] if form and d.rng.random() < 0.7 else [wrap(d, body)]
    return "\n\n".join([s(*titles), *shuffled(d, parts)]).strip()


def _tender_evaluation(d: Draw) -> str:
    titles = (
        "Gunningsadvies {topic}",
        "Proces-verbaal van beoordeling",
        "Nota van inlichtingen",
        "Beoordelingsmatrix {file}",
        "AANBESTEDING {project}",
    )
    heads = (
        "Beoordeling",
        "Prijs",
        "Kwaliteit",
        "Plan van aanpak",
        "Perceel {n}",
        "Subgunningscriterium G{n}",
    )
    form = ("Inkoper§{b.full}", "Budgethouder§{t.full}", "Datum§{date}", "TenderNed§{six}", "Beoordelaars§{p.given}, {q.given}, {r.given}", "Inschrijver§{company}", "Contact inschrijver§{q.full}, {phone}", "Raming§{eur}")  # fmt: skip
    text = _article(d, _TENDER, titles, heads, form)
    if d.rng.random() < 0.6:
        between = d.pick("\t", " | ", ";", "   ")
        judges = d.people(d.rng.randint(2, 4))
        head = between.join(
            ["Inschrijver", *(d.rng.choice((j.given, j.last, j.code))() for j in judges), "Totaal"]
        )
        rows = [
            between.join(
                [
                    mark("ORG", d.company(), "keep"),
                    *(str(d.rng.randint(4, 10)) for _ in judges),
                    str(d.rng.randint(40, 99)),
                ]
            )
            for _ in range(d.rng.randint(2, 4))
        ]
        text += "\n\n" + "\n".join([head, *rows])
    return text


def _author(d: Draw, p: Person) -> str:
    """An author in a list of literature: published under the own name, so either way will do."""
    last = " ".join(x for x in (p.prefix, p.surname) if x)
    name = d.pick(
        f"{last}, {p.initials}",
        f"{p.initials} {last}",
        f"{last} {p.initials.replace('.', '')}",
        f"{last}, {p.first}",
    )
    return mark("PERSON", name, "either", p.origin)


def _reference(d: Draw) -> str:
    authors = d.pick(", ", " & ", " en ", "; ").join(_author(d, p) for p in d.people(d.rng.randint(1, 3)))
    title = d.topic()
    year = d.year()
    house = mark("ORG", f"{d.surname('nl')[1]} {d.pick('Uitgevers', 'Academic', 'Pers')}", "keep")
    where = d.pick(
        f"{mark('LOC', d.place(), 'keep')}: {house}",
        "Bestuurswetenschappen, 74(2), 12-31",
        f"ISBN 978{d.digits(10)}",
        f"{mark('LOC', d.place(), 'keep')}: {mark('ORG', d.org(), 'keep')}",
        "Tijdschrift voor Toezicht, 9(1)",
        "doi:10.1000/" + d.digits(6),
    )
    return d.pick(
        f"{authors} ({year}). {title}. {where}.",
        f"{authors}, {title}, {where}, {year}",
        f"{authors} {year}, '{title}', {where}",
    )


def _research_memo(d: Draw) -> str:
    titles = (
        "Onderzoeksmemo {topic}",
        "MEMO\n{topic}",
        "Literatuurverkenning {project}",
        "Evaluatie {topic}",
        "Quickscan {muni}",
    )
    heads = ("Inleiding", "Aanpak", "Bevindingen", "Samenvatting", "Methode", "Conclusies en aanbevelingen")
    form = (
        "Auteurs§{b.full}, {t.full}",
        "Datum§{date}",
        "Opdrachtgever§{org}",
        "Contact§{b.mail}",
        "Versie§0.{n}",
        "Meegelezen§{q.initial_full}",
        "Aan§burgemeester {w.full}",
    )
    text = _article(d, _RESEARCH, titles, heads, form)
    cited = d.person()
    last = " ".join(x for x in (cited.prefix, cited.surname) if x)
    named = mark("PERSON", last, "either", cited.origin)
    text += d.pick(
        "",
        f"\n\nZie ook {named} ({d.year()}).",
        f" Dit sluit aan bij {named} e.a. ({d.year()}, p. {d.digits(2)}).",
    )
    refs = [_reference(d) for _ in range(d.rng.randint(1, 7))]
    return (
        text
        + "\n\n"
        + d.pick("Literatuur", "Bronnen", "REFERENTIES", "Geraadpleegde literatuur")
        + "\n"
        + "\n".join(refs)
    )


def _college_paper(d: Draw) -> str:
    titles = (
        "COLLEGENOTA",
        "Nota voor burgemeester en wethouders",
        "Collegevoorstel {file}",
        "Raadsvoorstel {topic}",
        "B&W-nota",
        "Nota aan de minister",
    )
    heads = (
        "Aanleiding",
        "Gevraagd besluit",
        "Kernboodschap",
        "Argumenten",
        "Kanttekeningen",
        "Financiën",
        "Communicatie",
        "Vervolg",
    )
    form = ("Portefeuillehouder§{w.full}", "Steller§{b.full}", "Opsteller / tel.§{b.initial_full} / {phone}", "Afdeling§{dept}", "Datum college§{date}", "Paraaf§{t.code}", "Afgestemd met§{q.full} ({dept}), {r.given}", "Zaaknummer§{file}", "Manager§{t.formal}", "Onderwerp§{topic}", "Openbaar§<ja|nee>")  # fmt: skip
    return _article(d, _PAPER, titles, heads, form)


def _advice(d: Draw) -> str:
    titles = (
        "AMBTELIJK ADVIES",
        "Advies aan de burgemeester",
        "Juridisch advies {topic}",
        "Annotatie",
        "Adviesnota {date}",
        "Interne notitie - niet openbaar",
    )
    heads = (
        "Vraag",
        "Advies",
        "Afweging",
        "Risico's",
        "Persoonlijke beleidsopvatting",
        "Opties",
        "Speelveld",
    )
    form = (
        "Van§{b.full}",
        "Aan§burgemeester {w.full}",
        "Aan§wethouder {w.last}",
        "Cc§{t.full}, {q.given}",
        "Datum§{date}",
        "Betreft§{topic}",
        "Kenmerk§{file}",
        "Telefoon§{phone}",
        "E-mail§{b.mail}",
    )
    return _article(
        d,
        (*_PAPER[1:], "{opinion} {opinion}", "Ik ben het met {b.given} eens dat {q.last} gelijk heeft."),
        titles,
        heads,
        form,
    )


def _press_release(d: Draw) -> str:
    titles = (
        "PERSBERICHT",
        "Persbericht {date}\n{project} geopend",
        "{muni}, {dlong} -",
        "PERSUITNODIGING",
        "Nieuwsbericht: {topic}",
    )
    heads = (
        "Feestelijk moment",
        "Over {project}",
        "Noot voor de pers (niet voor publicatie)",
        "Programma",
        "{year}",
    )
    form = (
        "Perscontact§{b.full}, {phone}",
        "Woordvoerder wethouder {w.last}§{b.first_bare}",
        "E-mail§{b.mail}",
        "Embargo§{date} {time}",
        "Algemeen§{ophone}",
    )
    return _article(d, _PRESS, titles, heads, form)


def _newsletter(d: Draw) -> str:
    titles = (
        "Nieuwsbrief {month}",
        "PERSONEELSBLAD",
        "Interview met {p.full}",
        "In gesprek met {p.given}",
        "Wijkkrant {street}",
        "Even voorstellen: {p.first_bare}",
    )
    heads = (
        "Agenda",
        "Even voorstellen",
        "Jubilea",
        "Wist je dat",
        "Van de redactie",
        "Vijf vragen aan {p.given}",
        "Colofon",
    )
    form = (
        "Redactie§{b.full}, {t.full}",
        "Vormgeving§{company}",
        "Mail§{b.mail}",
        "Oplage§{nn}00",
        "Hoofdredacteur§{r.full}",
    )
    return _article(d, _NEWS, titles, heads, form)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "tender_evaluation": _tender_evaluation,
    "research_memo": _research_memo,
    "college_paper": _college_paper,
    "advice": _advice,
    "press_release": _press_release,
    "newsletter": _newsletter,
}

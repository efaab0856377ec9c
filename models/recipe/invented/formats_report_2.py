"""Notes of everyday work: school, health, asylum, staff, telephone, visitors, applications and CVs."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import Scene, home_lines, official_scene, shuffled, wrap
from models.recipe.invented.formats_report import fields

_SCHOOL = (
    "{p.given} is {n} keer ongeoorloofd afwezig geweest sinds {date}.",
    "Moeder ({q.full}) geeft aan dat {p.given} {special}.",
    "Leerplichtambtenaar {b.full} voerde op {date} een gesprek met {p.given} en {q.honorific} {q.last}.",
    "Mentor {t.last} ziet vooruitgang bij {p.given_lower}.",
    "Klasgenoten {r.given} en {p.given} zijn uit elkaar gezet.",
    "De leerling staat ingeschreven bij {school}, klas {n}B.",
    "De leerling zat eerder op {porg}.",
    "Vader {r.initial_full} is bereikbaar op {phone}.",
    "{p.given_s} toetsen zijn door IB'er {t.given} afgenomen.",
    "Overleg met jeugdarts {r.honorific} {r.last} op {weekday}.",
    "Onderwijsnummer/BSN: {bsn}; leerlingnummer {pcase}.",
    "Juf {b.given} en meester {t.given} herkennen het beeld.",
    "{q.last} heeft bezwaar tegen het verzuimgesprek.",
    "Proces-verbaal opgemaakt tegen {q.formal}, geb. {birth}, {home}.",
    "Citoscore {nn}, methode Taal Actief, uitgave {code}.",
    "Leerling {p.inverted} is gemeld bij het samenwerkingsverband.",
    "{sentence}",
    "{opinion}",
    "Ouders van {p.given} en {r.given} komen {date} op school.",
)
_SCHOOL_FIELDS = (
    "Leerling§{p.full}", "Naam§{p.inverted_first}", "Geboortedatum§{birth}", "Klas§{n}A", "School§{school}", "Ouder/verzorger§{q.full}",
    "Adres§{home}", "Tel. ouders§{phone}", "E-mail ouder§{q.mail}", "Mentor§{b.code} / {b.initial_full}", "Leerplichtambtenaar§{t.full}",
    "BSN§{bsn}", "Datum melding§{date}", "Zorgcoördinator§{b.honorific} {b.last}", "Tel. school§{ophone}", "Nationaliteit§<NL|onbekend|->",
)  # fmt: skip
_HEALTH = (
    "Index {p.full} ({birth}) testte positief op {date}.",
    "Contacten: {q.full} {phone}, {r.first_bare} {phone}.",
    "{p.given} {special}.",
    "Arts infectieziekten {b.full} (BIG {big}) heeft {q.last} gebeld.",
    "Verpleegkundige {t.given} neemt bloed af bij {r.given}.",
    "Consult {p.last}, lengte {nn} cm, batch vaccin {code}.",
    "Moeder {q.last} wil geen vaccinatie voor {r.given} (geb. {birth}).",
    "Huisbezoek {home} vanwege vervuiling; bewoner {p.initial_full} deed niet open.",
    "Tolk {r.full} was aanwezig.",
    "Verwijzing naar {org}, t.a.v. dr. {t.formal}.",
    "Meldingsnummer {nine}, Osiris {file}.",
    "Partner {q.given} heeft dezelfde klachten.",
    "{p.last} slaapt bij kennis {r.lower}",
    "De {ggd} adviseert ventilatie van de woningen aan {street}.",
    "Wijkverpleegkundige {t.honorific} {t.last} meldt dat {p.last} verwaarloosd is.",
    "{sentence}",
    "BSN {bsn} gecontroleerd; zorgverzekering polis {nine}.",
    "burgemeester {w.last} is geïnformeerd over het cluster",
)
_HEALTH_FIELDS = (
    "Cliënt§{p.full}", "Geb.§{birth}", "BSN§{bsn}", "Adres§{home}", "Tel§{phone}", "Huisarts§{r.formal}", "Arts§{b.full}, BIG {big}",
    "Datum consult§{date}", "Ziekte§<kinkhoest|tbc|mazelen>", "Dossiernr§{pcase}", "Ouder§{q.initial_full}", "Verpleegkundige§{t.code}",
    "Melder§{t.full}", "Locatie§{org}", "Postcode§{hpost}",
)  # fmt: skip
_ASYLUM = (
    "Betrokkene {p.full}, V-nummer {vnr}, geboren {birth} te {place}.",
    "{p.given} verblijft op locatie {place}, kamer {nn}, met broer {q.given}.",
    "Bewoner {q.full} ({vnr}) heeft ruzie gehad met {r.full}.",
    "Casemanager {b.given} sprak met {p.last} via tolk {t.full}.",
    "Betrokkene {special}.",
    "Voogd {t.honorific} {t.last} van {org} wil dat {r.given} wordt overgeplaatst.",
    "Zijn advocaat mr. {r.formal} is bereikbaar op {phone}.",
    "Paspoort {passport} is ingenomen door de {avim}.",
    "Gehoor op {date} door {b.last_small}, rapport {file}.",
    "Echtgenote {q.upper} en kinderen reizen na op {date}.",
    "Statushouder {p.initial_full} krijgt een woning aan {home}.",
    "IBAN voor leefgeld: {iban}, pas {nine}.",
    "Vertrouwenspersoon {t.given} meldt dat {q.given} sinds {weekday} weg is.",
    "Woonbegeleider {b.full} maakt maaltijdpas {code} aan.",
    "wethouder {w.last} bezoekt de locatie aan {pstreet} op {date}",
    "{p.given_s} telefoon: {phone}",
    "{r.misspelt} / {r.full}, schrijfwijze onbekend",
    "{sentence}",
    "De opvang telt {nn} bedden en {n} beheerders.",
)
_ASYLUM_FIELDS = (
    "Naam§{p.upper}", "Voornaam§{p.given}", "Achternaam§{p.bare}", "V-nummer§{vnr}", "V-nr.§{vnr}", "Geboortedatum§{birth}", "BSN§{bsn}",
    "Gezinsleden§{q.given}, {r.given}", "Casemanager§{b.full}", "Locatie§{place}", "Kamer§{nn}", "Advocaat§mr. {r.formal}", "Tolk§{t.code}",
    "Telefoon§{phone}", "Documentnummer§{passport}", "Datum§{date}", "Regievoerder§{t.initial_full}", "Zaaknr.§{file}",
)  # fmt: skip
_STAFF = (
    "{p.full} is sinds {date} <ziek|afwezig|met verlof>.",
    "{p.given} {special}.",
    "Leidinggevende {b.given} belt {p.given} wekelijks op {phone}.",
    "Bedrijfsarts {r.full} (BIG {big}) ziet {p.last} op {date}.",
    "In het functioneringsgesprek noemt {p.given} de samenwerking met {q.given} moeizaam.",
    "{opinion}",
    "{q.full} neemt de dossiers van {p.given} over.",
    "Afgesproken: {p.given} volgt een cursus bij {company}.",
    "HR-adviseur {t.initial_full} stelt een brief op voor {p.honorific} {p.last}.",
    "Personeelsnummer {pcase}, schaal {n}, {nn} uur.",
    "Salaris wordt overgemaakt op {iban}.",
    "Casemanager verzuim: {t.full}, {uwv}-dossier {nine}.",
    "{p.given_s} verlofsaldo bedraagt {nn} uur.",
    "collega's {q.given} en {r.given} hebben zich beklaagd over de werkdruk bij {dept}",
    "Jubileum {r.inverted}: 25 jaar in dienst op {date}.",
    "De gemeentesecretaris, {w.full}, is akkoord.",
    "{p.last} en {b.last} tekenen voor gezien.",
    "Inlognaam {p.username}, laptop {code} ingeleverd.",
    "Thuisadres gewijzigd in {home}.",
    "{sentence}",
)
_STAFF_FIELDS = (
    "Medewerker§{p.full}", "Naam§{p.inverted}", "Geboortedatum§{birth}", "Personeelsnr.§{pcase}", "Functie§{staff}", "Afdeling§{dept}",
    "Leidinggevende§{b.full}", "Datum gesprek§{date}", "HR-adviseur§{t.initial_full}", "Eerste ziektedag§{date}", "Privételefoon§{phone}",
    "BSN§{bsn}", "IBAN§{iban}", "Vervanger§{q.given}", "Bedrijfsarts§{r.honorific} {r.last}", "Handtekening medewerker§{p.formal}",
)  # fmt: skip

_NOTES = {
    "school_note": (
        _SCHOOL, _SCHOOL_FIELDS, ("Verzuimmelding", "LEERPLICHT gespreksverslag", "Verslag zorgadviesteam", "Oudergesprek {p.given}", "Notitie {school}", "Overdracht {p.last}"),
    ),
    "health_note": (_HEALTH, _HEALTH_FIELDS, ("{ggd} meldformulier", "Consultverslag", "Bron- en contactonderzoek", "Notitie OGGZ {date}", "JGZ-dossier", "")),
    "asylum_note": (_ASYLUM, _ASYLUM_FIELDS, ("{coa} contactverslag", "Incident azc {place}", "Overdrachtsformulier", "Koppeling statushouder", "BVL-rapport {file}", "")),
    "staff_note": (
        _STAFF, _STAFF_FIELDS, ("VERSLAG FUNCTIONERINGSGESPREK", "Verzuimnotitie", "Plan van aanpak WIA", "Gespreksverslag {p.given} - {b.given}", "Personeelsmutatie", "Vertrouwelijk"),
    ),
}  # fmt: skip


def _note(name: str) -> Callable[[Draw], str]:
    sentences, form, titles = _NOTES[name]

    def written(d: Draw) -> str:
        p, q, r = d.people(3)
        s = official_scene(d, p=p, q=q, r=r)
        if d.rng.random() < 0.3:
            body = "\n".join(
                s("{date}: ", "{date} {b.code}: ", "- ", "• ", "{time} ") + x for x in s.some(4, 9, sentences)
            )
        else:
            body = wrap(d, s.paras(4, 10, sentences))
        form_text = fields(s, 3, 11, form)
        parts = [form_text, body] if d.rng.random() < 0.7 else [body]
        end = s(
            "",
            "",
            "{b.full}",
            "Opgesteld door {b.given} op {date}",
            "w.g. {t.formal}",
            "{b.code}/{t.code}",
            "gr {b.given_lower}",
        )
        return "\n\n".join([s(*titles), *shuffled(d, parts), end])

    return written


_PHONE = (
    "{p.full} heeft gebeld over {topic}.",
    "Graag {p.honorific} {p.last} terugbellen op {phone}.",
    "tel. {phone}, is na {time} bereikbaar",
    "{p.given} zei dat {q.given} de stukken al heeft.",
    "Doorverbonden met {t.full}.",
    "Is boos op {b.given} omdat er niet is teruggebeld.",
    "wil weten of wethouder {w.last} langskomt",
    "{p.last_small}, {home}, klacht over {street}",
    "Spreekt ook namens {r.full}.",
    "Geb.datum ter controle: {birth}",
    "mail sturen naar {p.mail}",
    "kenmerk {file}, klantnr {pcase}",
    "{b.given}: kan jij {p.given_lower} bellen? Groet {t.given}",
    "dhr {q.last} van {company} ({ophone}) wil offerte {nine} bespreken",
    "Mw. {r.last} spelt haar naam als {r.upper}",
    "Heeft afspraak {weekday} {time} met {b.initial_full}.",
    "{p.given} van {q.given} (de buurvrouw) is overleden.",
    "Algemeen nummer is {ophone}, niet {phone}!",
)
_PHONE_FIELDS = (
    "Datum§{date}", "Tijd§{time}", "Voor§{b.full}", "Voor§{b.given}", "Aangenomen door§{t.given}", "Beller§{p.full}", "Naam§{p.last_small}",
    "Van§{p.initial_full}", "Organisatie§{company}", "Tel§{phone}", "Terugbellen§<ja|nee|belt zelf terug>", "Betreft§{topic}", "Nummer§{phone}",
)  # fmt: skip


def _phone_note(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "TELEFOONNOTITIE",
        "Telefoonnotitie",
        "Terugbelverzoek",
        "Belnotitie {date}",
        "KCC-notitie",
        "",
        "tel.notitie {b.given}",
    )
    body = wrap(d, s.paras(1, 6, _PHONE))
    parts = [body] if d.rng.random() < 0.35 else [fields(s, 3, 8, _PHONE_FIELDS), body]
    return "\n".join([top, *parts, s("", "{t.code}", "gr. {t.given}", "genoteerd door {t.full}")]).strip()


_LETTER = (
    "Met veel <belangstelling|enthousiasme> las ik uw vacature voor {staff} bij {org}.",
    "Mijn naam is {p.full}, geboren op {birth}, en ik woon in {place}.",
    "Sinds {year} werk ik bij {company} onder leiding van {q.full}.",
    "Via {b.first_bare}, die op uw afdeling werkt, hoorde ik van de functie.",
    "Als referentie kunt u {r.full} bellen op {phone}.",
    "Eerder deed ik stage bij {t.honorific} {t.last} van {dept}.",
    "Mijn collega's noemen mij 'onze {p.given}'.",
    "Op {school} behaalde ik mijn diploma; {q.honorific} {q.last} was mijn mentor.",
    "Ik ken het werk uit mijn tijd in het team van {r.given} en {t.given}.",
    "Samen met {q.given} organiseerde ik {project}.",
    "U kunt mij bereiken op {phone} of {p.mail}.",
    "In {year} sprak ik wethouder {w.full} over {topic}.",
    "Ik heb ervaring met {system} en de {law}.",
    "Mijn profiel staat op {p.link}.",
    "Mijn zus {r.given} {special}, daarom werk ik het liefst in deeltijd.",
)


def _application_letter(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    head = (
        s("{p.full}\n", "{p.initial_full}\n", "{p.upper}\n")
        + home_lines(d)
        + s("\n{phone}\n{p.mail}", "\nTel. {phone}", "")
    )
    to = s(
        "{org}\nt.a.v. {b.honorific} {b.formal}\n{office}",
        "Gemeente {muni}\nAfdeling P&O\n{office}",
        "Aan {b.full}",
    )
    opening = s(
        "Geachte {b.dear} {b.last},",
        "Beste {b.given},",
        "Geachte selectiecommissie,",
        "Geachte {b.last} en {t.last},",
    )
    end = s(
        "Met vriendelijke groet,\n\n{p.full}",
        "Hoogachtend,\n{p.formal}",
        "Hartelijke groet,\n{p.given}",
        "Ik licht dit graag toe.\n\n{p.full}\n{phone}",
    )
    start = shuffled(d, [head, to, s("{place}, {dlong}", "{date}")], 0.9)
    subject = s("Betreft: sollicitatie {staff}", "Sollicitatie vacaturenummer {six}", "")
    return "\n\n".join([*start, subject, opening, wrap(d, s.paras(4, 9, _LETTER)), end])


_JOBS = (
    "{year} - {year}  {staff}, {company}", "{year}-heden: {staff} bij {org} (leidinggevende: {q.full})", "{year}  vrijwilliger {porg}",
    "{month} {year} - {month} {year}\t{school}", "stage bij {company}, {place}", "project {project} met {r.full} en {q.given}",
    "Trainer: {b.honorific} {b.last}", "Scriptiebegeleider prof. dr. {t.formal}", "VOG aanwezig, nr. {nine}", "Assistent van {w.full}, {role}",
    "BIG-registratie {big}", "Bestuurslid samen met {r.first_bare}", "Publicatie met {q.formal} over {topic}", "Mentor van {r.given}",
)  # fmt: skip
_CV_FIELDS = (
    "Naam§{p.full}", "Voornaam§{p.given}", "Achternaam§{p.last_small}", "Roepnaam§{p.given}", "Adres§{home}", "Postcode§{hpost}", "Geboortedatum§{birth}",
    "Geboren§{birth} te {place}", "Telefoon§{phone}", "Mobiel§{phone}", "E-mail§{p.mail}", "LinkedIn§{p.link}", "Nationaliteit§Nederlandse",
    "Rijbewijs§B", "Partner§{q.given}", "Burgerlijke staat§gehuwd met {q.full}", "Hobby's§lezen, voetbal", "X§{p.handle}",
)  # fmt: skip


def _cv(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    profile = s(
        "{p.given} is een <gedreven|ervaren> {staff}. {sentence}",
        "Ik ben {p.given}, {nn} jaar.",
        "Profiel\n{sentence}",
        "",
    )
    jobs = s("Werkervaring", "WERKERVARING", "Loopbaan") + "\n" + "\n".join(s.some(3, 8, _JOBS))
    refs = s(
        "Referenties\n{q.full}, {company}, {phone}\n{r.initial_full}, {r.mail}",
        "Referenties op aanvraag",
        "Referentie: {r.honorific} {r.last}, {phone}",
    )
    parts = [fields(s, 4, 11, _CV_FIELDS), profile, jobs, refs]
    if d.rng.random() < 0.4:
        d.rng.shuffle(parts)
    return s("CURRICULUM VITAE\n\n", "CV {p.full}\n\n", "{p.upper}\n\n", "Personalia\n\n", "") + "\n\n".join(
        x for x in parts if x
    )


def _visitor(s: Scene) -> Scene:
    return Scene(s.d, p=s.d.person(), b=s.names["b"] if s.d.rng.random() < 0.5 else s.d.person())


def _visitor_log(d: Draw) -> str:
    s = official_scene(d)
    columns = d.rng.sample(
        ("{p.full}", "{date}", "{time}", "{time}", "{company}", "{b.last}", "{plate}", "{six}", "pas {nn}", "{phone}", "{b.initial_full}", "par. {p.code}"),
        d.rng.randint(2, 6),
    )  # fmt: skip
    name = d.pick(
        "{p.full}",
        "{p.last_small}",
        "{p.initial_full}",
        "{p.honorific} {p.last}",
        "{p.inverted}",
        "{p.lower}",
    )
    columns = [name, *(c for c in columns if c != "{p.full}")]
    d.rng.shuffle(columns)
    between = d.pick("\t", "   ", " | ", ";", " - ", ", ", "  ")
    rows = []
    for _ in range(d.rng.randint(4, 14)):
        one = _visitor(s)
        rows.append(between.join(one(c if d.rng.random() < 0.95 else "-") for c in columns))
    top = s(
        "BEZOEKERSREGISTRATIE {date}",
        "Bezoekerslijst {office}",
        "Receptie: aanmeldingen {weekday}",
        "Logboek ingang {pstreet}",
        "",
    )
    note = s(
        "",
        "Beheer: {b.full}, receptie {ophone}",
        "{t.given}: let op, {b.given} ontvangt vanaf {time}.",
        "Beveiliging: {t.honorific} {t.last}",
    )
    return "\n\n".join(x for x in (top, note, "\n".join(rows)) if x)


FORMATS: dict[str, Callable[[Draw], str]] = {
    **{name: _note(name) for name in _NOTES},
    "phone_note": _phone_note,
    "application_letter": _application_letter,
    "cv": _cv,
    "visitor_log": _visitor_log,
}

"""Reports of what was seen: inspections, incidents, police, care, school, health, asylum."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import Scene, official_scene, shuffled, wrap

_INSPECT = (
    "Bij aankomst om {time} werd de inspecteur ontvangen door {p.full}.",
    "{p.last} verklaarde dat {q.last} verantwoordelijk is voor <de opslag|het onderhoud|de administratie>.",
    "Op het terrein stonden voertuigen met kenteken {plate} en {plate}.",
    "De bestuurder van {plate} bleek {r.formal} te zijn, geboren {birth}.",
    "De installatie (type {code}, serienummer {nine}) is gekeurd op {date}.",
    "Monster {file} is genomen bij {gps}.",
    "{q.honorific} {q.last} kon geen vergunning tonen.",
    "Inspecteur {b.last} heeft foto's gemaakt<; {t.given} hield de meetlat vast|>.",
    "Na overleg met {t.initial_full} is besloten een hercontrole te plannen.",
    "Contact met {r.given} ({phone}) leverde niets op.",
    "Er is in strijd gehandeld met artikel {art} van de {law}.",
    "Volgens {q.first_bare} zijn de afvoeren in {year} vervangen door {company}.",
    "De woning van {p.last} aan {home} ligt op {nn} meter van de inrichting.",
    "Aan {pstreet} en {street} is geen geur waargenomen.",
    "Geen overtredingen geconstateerd.",
    "{sentence}",
    "De afvalstoffen (Eural-code 17 06 05, artikel {nine}) werden afgevoerd door {company}.",
    "{p.given_s} identiteit is vastgesteld aan de hand van rijbewijs {passport}.",
)


def fields(s: Scene, low: int, high: int, options: Sequence[str]) -> str:
    """Fields written `Name: value` in one of the ways forms have them; `§` stands between name and value."""
    between = s.d.pick(": ", ": ", ":\t", "   ", " - ", "\t", ":\n", " ........ ", " | ", " = ")
    return "\n".join(s.some(low, high, options)).replace("§", between)


_INSPECT_FIELDS = (
    "<Inspecteur|Toezichthouder|Controleur>§{b.full}", "Tweede <inspecteur|toezichthouder>§{t.formal}", "Datum <controle|bezoek>§{date}",
    "Tijd§{time} - {time}", "Bedrijf§{company}", "Locatie§{office}", "Locatie§{street}", "Contactpersoon ter plaatse§{p.full}",
    "Gesproken met§{p.honorific} {p.last} en {q.last}", "Dossiernummer§{file}", "Aanleiding§<klacht|periodiek|melding {r.last}>",
    "Kenteken§{plate}", "Telefoon§{phone}", "KvK§{kvk}", "Weer§bewolkt, {n} graden", "Pasnr. toezichthouder§{six}", "Adres melder§{home}",
)  # fmt: skip


def _inspection_report(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "INSPECTIERAPPORT",
        "Controleverslag {company}",
        "Rapport van bevindingen",
        "Bezoekverslag {dlong}",
        "Constateringsrapport {file}",
    )
    lines = s.some(5, 11, _INSPECT)
    style = d.pick("{} ", "- {}\n", "* {}\n", "{}\n\n", "")
    body = (
        "".join(style.format(x) for x in lines)
        if style
        else "\n".join(f"{i}. {x}" for i, x in enumerate(lines, 1))
    )
    end = s(
        "Opgemaakt door {b.full} op {date}", "{place}, {dlong}\n{b.formal}\ntoezichthouder {dept}", "Rapporteur: {b.initial_full}\nGezien: {t.code}",
        "Naar waarheid opgemaakt,\n\n{b.upper}", "Par. {b.code} / {t.code}", "Kopie aan: {t.given}, {w.last} (burgemeester)",
    )  # fmt: skip
    return "\n\n".join([top, *shuffled(d, [fields(s, 4, 11, _INSPECT_FIELDS), wrap(d, body)]), end])


_INCIDENT = (
    "Omstreeks {time} zag {p.full} dat {q.full} <van de trap viel|werd geslagen|een sleutel wegnam>.",
    "{q.last} is met de ambulance naar het ziekenhuis in {place} gebracht.",
    "BHV'er {b.first_bare} verleende eerste hulp.",
    "Collega {t.given} heeft de partner van {q.given} gebeld op {phone}.",
    "De bezoeker, {r.honorific} {r.last}, schreeuwde: '{b.given}, ik weet je te vinden'.",
    "Getuigen zijn {p.last}, {t.last} en een onbekende bezoeker.",
    "Slachtoffer {special}.",
    "De auto van {p.last} ({plate}) is door {r.last} bekrast.",
    "Er is aangifte gedaan door {t.initial_full} bij {org}.",
    "{r.given_lower} had al eerder een pandverbod, zie {file}",
    "De beveiliger ({r.full}) heeft het pasje van {q.last} ingenomen.",
    "Schade geschat op {eur}; apparaat {code} is defect.",
    "{sentence}",
    "Het incident vond plaats bij balie {n}, ingang {pstreet}.",
    "Leidinggevende {b.honorific} {b.last} heeft nagesproken met {p.given} en {t.given}.",
    "{q.misspelt} heeft dit later bevestigd.",
    "Inlog vanaf {ip} met account {q.username}; wachtwoord is gereset door {b.given}.",
)
_INCIDENT_FIELDS = (
    "Melder§{p.full}", "Naam betrokkene§{q.inverted}", "Getuige(n)§{t.full}, {r.full}", "Datum§{date}", "Tijdstip§{time}",
    "Locatie§{office}", "Geboortedatum§{birth}", "Afdeling§{dept}", "Leidinggevende§{b.initial_full}", "Letsel§<geen|licht|arm gebroken>",
    "Telefoon slachtoffer§{phone}", "Adres slachtoffer§{home}", "Meldnummer§{file}", "Soort§<agressie|ongeval|datalek|bijna-ongeval>",
    "Personeelsnummer§{pcase}", "Preventiemedewerker§{t.honorific} {t.last}",
)  # fmt: skip


def _incident_report(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "INCIDENTMELDING",
        "Ongevallenrapport",
        "Meldingsformulier agressie en geweld",
        "Melding datalek {file}",
        "VIM-melding",
        "Verslag incident {weekday}",
    )
    parts = [fields(s, 4, 11, _INCIDENT_FIELDS), wrap(d, s.paras(4, 9, _INCIDENT))]
    follow = s(
        "Actie: {b.given} belt {q.given}.",
        "Vervolg: gesprek met {r.last} op {date}.",
        "Afgehandeld door {t.full}, {date}",
        "Status: open ({b.code})",
        "",
    )
    return "\n\n".join([top, *shuffled(d, parts), follow])


_POLICE = (
    "Betrokkene: {p.inverted_first}, geboren te {place} op {birth}",
    "Verdachte {p.full}, geboren {birth} te {place}, wonende {home}, BSN {bsn}.",
    "Getuige {q.full} verklaarde: ik zag {p.last} wegrennen in de richting van {street}.",
    "Aangever {r.formal} ({birth}) deed aangifte van <diefstal|mishandeling|vernieling|bedreiging>.",
    "Wij, verbalisanten {b.last} en {t.last}, zagen een <grijze|zwarte|rode> personenauto, kenteken {plate}.",
    "Het kenteken {plate} staat op naam van {q.formal}, {home}.",
    "BTK {p.upper} weigerde ademanalyse.",
    "vd {p.last_small} aangehouden {time} uur, overgebracht naar bureau {place}",
    "Moeder van btr, {r.full}, is gebeld op {phone}.",
    "{p.given} heeft ruzie met zijn ex {q.given}; kinderen ({r.given}, {nn}) waren boven.",
    "Betrokkene {special}.",
    "Betrokkene legitimeerde zich met paspoort {passport}.",
    "Wijkagent {b.given} gaat maandag langs bij fam. {r.last}.",
    "Verbalisant: {t.formal}, dienstnummer {six}",
    "Mutatienummer PL{nine}, zie ook {file}.",
    "Melder: {q.initial_full}, {phone}",
    "Overlast rond {pstreet}: jongeren o.a. {p.last}, {q.last} en {r.given}.",
    "Coordinaten {gps}, eenheid ter plaatse {time}.",
    "Instagramaccount {p.handle} plaatste bedreigingen aan burgemeester {w.last}.",
    "Niets aangetroffen, retour bureau.",
    "{p.last}, {p.given} ({birth}) ambtshalve bekend bij rapporteur.",
    "De fiets (framenummer {code}) is van {q.lower}.",
)


def _police_report(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "MUTATIERAPPORT",
        "Registratienummer: {file}\nPleegdatum: {date} {time}",
        "PROCES-VERBAAL VAN BEVINDINGEN",
        "Bestuurlijke rapportage",
        "{date} {time} MELDING",
        "Journaal",
    )
    cast = s.some(1, 3, (
        "VERDACHTE\nNaam: {p.bare}\nVoornamen: {p.given}\nGeboren: {birth} te {place}\nAdres: {home}",
        "GETUIGE  {q.inverted_first}  {birth}  {phone}", "AANGEVER: {r.upper}, {home}", "Betrokkenen: {p.full} (vd), {q.full} (get), {r.full} (aang)",
        "Voertuig: {plate} t.n.v. {q.last}", "Steller: {b.formal}", "Rapporteurs {b.last}/{t.last}", "BSN verdachte {bsn}, V-nummer {vnr}",
    ))  # fmt: skip
    lines = s.some(5, 12, _POLICE)
    body = d.pick("\n", " ", " ", "\n- ").join(lines)
    if d.rng.random() < 0.3:
        body = "\n".join(f"{s('{time}')} {one}" for one in lines)
    return "\n\n".join(
        [
            top,
            *shuffled(d, [*cast, wrap(d, body)]),
            s("", "Einde rapport. {b.code}", "Opgemaakt te {place}, {b.formal}, {t.formal}"),
        ]
    )


_CARE = (
    "Huisbezoek bij {p.full}, {home}, samen met {b.given}.",
    "{p.given} (geb. {birth}) woont <alleen|met partner {q.given}|bij dochter {r.given}>.",
    "Cliënt {special}.",
    "Mevrouw {q.last} is mantelzorger en raakt overbelast.",
    "Afgesproken met {q.given} dat {t.given} de aanvraag huishoudelijke hulp indient.",
    "Huisarts {r.honorific} {r.last} (BIG {big}) bevestigt de klachten.",
    "Schuldenoverzicht {p.last}: {company} {eur}, {tax} {eur}.",
    "Beslag op rekening {iban}; bewindvoerder is {r.initial_full}.",
    "{r.given} ({n} jr) slaapt slecht en mist {q.given_s} aandacht.",
    "Moeder: {q.full}, vader: {p.formal}, kind: {r.given} ({birth}).",
    "Jeugdbeschermer {t.full} sluit aan bij het rondetafelgesprek van {date}.",
    "Tel. {p.given}: {phone}, mail {p.mail}.",
    "BSN {bsn}, cliëntnr. {pcase}",
    "{p.given_lower} belde vanochtend, was erg overstuur",
    "pgb van {eur} besteed bij {company}, zorgverlener {r.last}",
    "{opinion}",
    "Indicatie loopt tot {date}; product {code} (scootmobiel) wordt geleverd.",
    "Volgens casusregisseur {b.last} is {p.last} niet op afspraak verschenen.",
    "Ouders {p.given} en {q.given} zijn sinds {year} gescheiden.",
    "Overleg met {school}: IB'er {t.given} maakt zich zorgen over {r.given}.",
    "{sentence}",
)
_CARE_FIELDS = (
    "Cliënt§{p.full}", "Naam§{p.inverted}", "BSN§{bsn}", "Geb.datum§{birth}", "Adres§{home}", "Telefoon§{phone}", "Consulent§{b.full}",
    "Dossier§{pcase}", "Datum§{date}", "Aanwezig§{p.last}, {q.given}, {t.given}", "Mantelzorger§{q.full} ({phone})", "Huisarts§{r.initial_full}",
    "Bewindvoerder§{t.formal}, {company}", "IBAN§{iban}", "Aanbieder§{company}", "Gezinsleden§{p.given}, {q.given}, {r.given}",
)  # fmt: skip


def _care_note(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "Onderzoeksverslag Wmo", "Gespreksverslag {p.last}", "GEZINSPLAN", "Contactjournaal {date}", "Rapportage jeugdhulp", "Intake schuldhulpverlening",
        "Notitie keukentafelgesprek", "Leefgebieden:", "{date} {b.given}:", "Plan van aanpak schulddienstverlening",
    )  # fmt: skip
    if d.rng.random() < 0.3:
        body = "\n".join(
            s("{date} {b.code}: ", "{date} - ", "{date}, {t.given}: ") + one for one in s.some(4, 9, _CARE)
        )
    else:
        body = wrap(d, s.paras(4, 10, _CARE))
    parts = [fields(s, 4, 10, _CARE_FIELDS), body] if d.rng.random() < 0.7 else [body]
    return "\n\n".join(
        [top, *parts, s("", "{b.given}", "Consulent: {b.initial_full}", "Groet {b.given_lower}", "{t.code}")]
    )


FORMATS: dict[str, Callable[[Draw], str]] = {
    "inspection_report": _inspection_report,
    "incident_report": _incident_report,
    "police_report": _police_report,
    "care_note": _care_note,
}

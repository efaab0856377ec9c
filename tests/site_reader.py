"""Reads the web application as tests need it: a client, its pages, and whether their HTML is sound."""

import re
import warnings
from html.parser import HTMLParser

from site_cases import CASE, GONE, TODAY

from pipeline.site.app import make_app
from pipeline.site.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have httpx2
    from starlette.testclient import TestClient

ODD_LINK = "/zaak/Zaak~2F7%20%22%C3%A9%22%20~7E~25~23~3F"


def client(archive, **settings):
    values = {"today": lambda: TODAY, "requests_a_minute": 1_000_000} | settings
    return TestClient(
        make_app(archive, Settings(**values)), base_url="http://localhost", follow_redirects=False
    )


def words_of(page):
    """What a reader reads: without tags, white space as one space."""
    text = re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2])
    return " ".join(text.replace("&#39;", "'").replace("&amp;", "&").split())


PAGES = [
    ("/", 200, "Wat is er besloten? Laatste besluiten Verplaatsing weekmarkt 17 onderdelen uit 2 zaken"),
    ("/?vraag=weekmarkt", 200, "resultaten De Havenkade Filters Soort Orgaan document 000001, bladzijde 2"),
    ("/?vraag=kwrtz", 200, "0 resultaten Niets gevonden gelakt"),
    ("/?vraag=%22", 400, "aanhalingsteken is niet gesloten"),
    ("/?weergave=tijdlijn", 200, "Tijdlijn van besluiten 2024 maart 2023 november Zonder datum"),
    ("/?soort=actie&open=ja", 200, "Soort: Actie Alleen: openstaande termijn voorbij"),
    ("/?van=gisteren", 400, "‘van’ is niet te lezen. Schrijf de datum als"),
    ("/?soort=koe", 400, "de soort is niet te lezen"),
    ("/zaken", 200, f"{CASE} gemeente Rietmonde"),
    (
        f"/zaak/{CASE}",
        200,
        "Deels openbaar Nog na te kijken niet beoordeeld De begroting vast te stellen. Niet openbaar",
    ),
    (ODD_LINK, 200, "De kermis te houden."),
    (
        f"/zaak/{CASE}/vergadering/college-2024-03-19",
        200,
        "19 maart 2024 van 09:30 tot 11:00 uur trouwzaal Voorzitter",
    ),
    (
        f"/zaak/{CASE}/onderdeel/besluit-1",
        200,
        "Uitkomst vastgesteld persoonlijke levenssfeer 2 plaatsen Vaste link",
    ),
    (f"/zaak/{CASE}/onderdeel/actie-1", 200, "26 maart 2024 termijn voorbij er staat: vóór 26 maart"),
    (
        f"/zaak/{CASE}/document/000001",
        200,
        "Bladzijde 1 van 2 weekmarkt op bladzijde een Bijlagen Hetzelfde document",
    ),
    (
        f"/zaak/{CASE}/document/000001?blad=2",
        200,
        "Bladzijde 2 van 2 De weekmarkt te houden op de Havenkade.",
    ),
    (
        f"/zaak/{CASE}/document/000001?onderdeel=besluit-1",
        200,
        "Bladzijde 2 van 2 omkaderd op deze bladzijde",
    ),
    (f"/zaak/{CASE}/document/000002", 200, "Bijlage van Besluitenlijst college"),
    (f"/zaak/{CASE}/document/000003", 200, "Hetzelfde document Besluitenlijst college"),
    (f"/zaak/{CASE}/document/000004", 200, "Zelfde mailwisseling standplaats"),
    (f"/zaak/{CASE}/document/000006", 200, "niet openbaar gemaakt"),
    (
        "/acties",
        200,
        "4 openstaande acties en toezeggingen Termijn voorbij De komende twee weken Later Zonder termijn",
    ),
    ("/acties?per=eigenaar", 200, "team Haven team Markten wethouder Zandvliet te laat"),
    ("/uitleg", 200, "Zo zoekt u markt OF kermis niet beoordeeld parkeer*"),
    ("/zaak/2000-1", 404, "Dit staat niet in het archief"),
    (f"/zaak/{GONE}", 410, "ingetrokken op 21 augustus 2026"),
    ("/nergens", 404, "Dit staat niet in het archief"),
]


class Html(HTMLParser):
    """Sees that tags close, that ids are there once, and that what a form asks has a name."""

    _EMPTY = ("meta", "link", "input", "br", "image", "rect")

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.ids, self.labelled, self.asked, self.said = [], [], [], set(), [], set()
        self.headings, self.tags = [], []
        self.feed(text)
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self.open]
        self.faults += [f"id {one} is there twice" for one in {i for i in self.ids if self.ids.count(i) > 1}]
        self.faults += [f"{one} is not there" for one in self.said - set(self.ids)]
        self.faults += [f"{one} has no label" for one in self.asked if one not in self.labelled]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        if tag == "label":
            self.labelled.add(values.get("for"))
        if tag in {"input", "select", "textarea"} and values.get("type") != "hidden":
            self.asked.append(values.get("id"))
        for name in ("aria-labelledby", "aria-describedby", "list", "form", "for"):
            self.said.update((values.get(name) or "").split())
        self.faults += [f"{tag} has {name}" for name in values if name == "style" or name.startswith("on")]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self._EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag in self._EMPTY:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

"""The web application in a real Chromium: axe, by keyboard alone, on paper, on a phone, without scripts."""

import os
import shutil
import socket
import threading

import pytest
import uvicorn
from site_cases import CASE, GONE, ODD, TODAY, make_archive

from pipeline.site import links
from pipeline.site.serve import configuration
from pipeline.site.settings import Settings

pytestmark = [pytest.mark.system, pytest.mark.slow]

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed (pip install playwright)"
)
axe_playwright = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe is not installed (pip install axe-playwright-python)"
)

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
VIEWS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
    "dark phone": {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}},
}
PAGES = {
    "front": "/",
    "results": "/?vraag=weekmarkt&soort=besluit&soort=actie",
    "corrected": "/?vraag=wekmarkt",
    "empty": "/?vraag=kwrtz&soort=besluit",
    "unreadable": "/?vraag=%22markt",
    "timeline": "/?weergave=tijdlijn",
    "cases": "/zaken",
    "case": f"/zaak/{CASE}",
    "odd case": links.case_link(ODD),
    "meeting": f"/zaak/{CASE}/vergadering/college-2024-03-19",
    "item": f"/zaak/{CASE}/onderdeel/actie-1",
    "document": f"/zaak/{CASE}/document/000001?onderdeel=besluit-1",
    "document without files": f"/zaak/{CASE}/document/000006",
    "actions": "/acties",
    "actions by owner": "/acties?per=eigenaar",
    "explanation": "/uitleg",
    "withdrawn": f"/zaak/{GONE}",
    "missing": "/nergens",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the application answers, on a free port of this machine."""
    archive = make_archive(tmp_path_factory.mktemp("archief"))
    config = configuration(archive, Settings(today=lambda: TODAY, requests_a_minute=100_000))
    with socket.create_server(("127.0.0.1", 0)) as door:
        served = uvicorn.Server(config)
        thread = threading.Thread(target=served.run, args=([door],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        served.should_exit = True
        thread.join(10)
    archive.close()


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is missing (apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        # Chromium has no sandbox for root, as which tests run in a container.
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address, request):
    """A page as a reader has it, without scripts; what the browser refuses or asks elsewhere fails the test."""
    values = {"locale": "nl-NL", "base_url": address, "java_script_enabled": False}
    context = browser.new_context(**values | getattr(request, "param", {}))
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda one: asked.append(one.url))
    yield page
    context.close()
    assert [one for one in said if "the server responded with a status of 4" not in one] == []
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.fixture(scope="module", params=VIEWS)
def seen(browser, address, request):
    """A page with scripts, for axe is one."""
    context = browser.new_context(base_url=address, locale="nl-NL", **VIEWS[request.param])
    yield context.new_page()
    context.close()


def violations(page):
    """What axe holds wrong, and what it could not tell."""
    options = {"runOnly": {"type": "tag", "values": list(WCAG)}, "resultTypes": ["violations", "incomplete"]}
    found = axe_playwright.Axe().run(page, options=options).response
    assert "color-contrast" in {one["id"] for one in found["passes"]}
    wrong = [*found["violations"], *found["incomplete"]]
    return [f"{one['id']}: {node['html'][:120]}" for one in wrong for node in one["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong(seen, name):
    seen.goto(PAGES[name])
    for details in seen.locator("details").all():
        details.evaluate("one => one.open = true")
    assert violations(seen) == []


def test_axe_bites(seen):
    seen.goto("/uitleg")
    seen.locator("main").evaluate(
        """one => {
          one.innerHTML = '<img src="/x.png"><input><p>grijs</p>';
          Object.assign(one.querySelector('p').style, {color: '#999', background: '#aaa'});
        }"""
    )
    assert {one.partition(":")[0] for one in violations(seen)} >= {"image-alt", "label", "color-contrast"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "page", [{"viewport": {"width": 320, "height": 640}}], indirect=True, ids=["320 pixels"]
)
def test_nobody_scrolls_sideways(page, name):
    """WCAG 1.4.10: 320 CSS pixels wide is what 1280 is at four times the size."""
    page.goto(PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    id: one.id, name: one.innerText || '', href: one.getAttribute('href') || '',
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def tab_to(page, wanted, most=80):
    """Press Tab until the focus is where it is wanted; it must be seen at every stop."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["outline"] >= 2, focus
        assert focus["inside"], focus
        if wanted(focus):
            return focus
    pytest.fail("the focus never came there")


@pytest.mark.parametrize("page", [VIEWS["light"], VIEWS["phone"]], indirect=True, ids=["desk", "phone"])
def test_a_decision_is_found_and_opened_at_its_page_by_keyboard_alone(page):
    drawn = []
    page.on("response", lambda one: drawn.append((one.status, one.url)) if one.url.endswith(".png") else None)
    page.goto("/")
    assert tab_to(page, lambda focus: True)["name"] == "Direct naar de inhoud"
    page.keyboard.press("Enter")
    tab_to(page, lambda focus: focus["id"] == "vraag")
    page.keyboard.type("havenkade")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?vraag=havenkade")

    if page.viewport_size["width"] < 900:
        tab_to(page, lambda focus: focus["name"].startswith("Filters"))
        page.keyboard.press("Enter")
    tab_to(page, lambda focus: focus["id"] == "soort-1")
    assert page.locator("label[for=soort-1] .value").inner_text() == "Besluit"
    page.keyboard.press("Space")
    tab_to(page, lambda focus: focus["name"] == "Filters toepassen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?vraag=havenkade&soort=besluit")
    assert page.locator(".total").inner_text() == "1 resultaat"

    tab_to(page, lambda focus: focus["name"] == "document 000001, bladzijde 2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/000001?blad=2&onderdeel=besluit-1")
    page.wait_for_load_state("networkidle")
    assert [status for status, url in drawn if url.endswith("/000001/blad/2.png")] == [200]
    sheet, frame = page.locator(".picture svg").bounding_box(), page.locator(".frame").bounding_box()
    # The item stands at 300 of 842 points from the top.
    assert (frame["y"] - sheet["y"]) / sheet["height"] == pytest.approx(298 / 842, abs=0.01)
    assert "De weekmarkt te houden op de Havenkade." in page.locator(".page-text").inner_text()


def test_the_skip_link_jumps_over_the_menu(page):
    page.goto("/acties")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "eigenaar"


def test_filters_stand_open_on_a_desk_and_folded_on_a_phone(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(PAGES["results"])
    assert page.locator("#soort-1").is_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert not page.locator("#soort-1").is_visible()
    page.get_by_text("Filters (2 gekozen)").click()
    assert page.locator("#soort-1").is_visible()


@pytest.mark.parametrize("name", ["results", "timeline", "document", "actions", "meeting"])
def test_paper_has_the_contents_and_no_controls(page, name):
    page.goto(PAGES[name])
    assert page.locator("nav[aria-label=Hoofdmenu]").is_visible()
    page.emulate_media(media="print")
    for control in (
        "nav[aria-label=Hoofdmenu]",
        ".filters",
        ".ask",
        ".bar",
        ".switch",
        ".paging",
        ".exports",
        ".turn",
    ):
        assert not any(one.is_visible() for one in page.locator(control).all()), control
    assert page.locator("h1").is_visible()
    assert page.locator("main").inner_text().count("\n") > 5
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_turning_the_page_stays_at_the_page(page):
    page.goto(f"/zaak/{CASE}/document/000001?blad=1")
    page.get_by_role("link", name="Volgende bladzijde").click()
    page.wait_for_url("**/document/000001?blad=2#blad")
    assert page.get_by_role("link", name="Vorige bladzijde").is_visible()
    assert page.locator(".picture svg").is_visible()

"""What the web application refuses, what it says when something is wrong, and what it never says."""

import asyncio
import logging
import re
import socket

import pytest
from site_cases import CASE, GONE, make_archive
from site_reader import client, words_of

from pipeline.errors import ArchiveStoreError, UsageError
from pipeline.site import guard, problems
from pipeline.site.guard import Buckets, Guard
from pipeline.site.serve import configuration, serve
from pipeline.site.settings import Settings

pytestmark = pytest.mark.slow  # the fast tests are for two minutes with the installation


class Away:
    """An archive of which every verb fails."""

    error = reader = None

    def __getattr__(self, name):
        def verb(*_, **__):
            raise self.error

        return verb


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    made = make_archive(tmp_path_factory.mktemp("archief"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(archive):
    with client(archive, hosts=("Archief.voorbeeld.nl",)) as reader:  # one loop for all questions
        yield reader


@pytest.fixture(scope="module")
def away():
    """A site whose archive raises what a test puts in `away.error`."""
    gone = Away()
    with client(gone) as reader:
        gone.reader = reader
        yield gone


# --------------------------------------------------------------------------------------------------- when it goes wrong


@pytest.mark.parametrize(
    "address", ["/", "/?vraag=markt", "/zaken", "/zaak/x", "/acties", "/api/zoeken", "/zoeken.csv?vraag=x"]
)
def test_an_archive_that_is_away_says_when_to_try_again(away, address, caplog):
    away.error = ArchiveStoreError("the archive can't be reached; start PostgreSQL")
    answer = away.reader.get(address)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "niet te bereiken" in answer.text
    assert "PostgreSQL" not in answer.text
    assert "start PostgreSQL" in caplog.text


@pytest.mark.parametrize("address", ["/?vraag=geheimwoord", "/api/zoeken?vraag=geheimwoord"])
def test_what_nobody_foresaw_tells_nothing(away, address, caplog):
    caplog.set_level(logging.DEBUG)
    away.error = RuntimeError("geheim: Jan Jansen")
    answer = away.reader.get(address)
    assert answer.status_code == 500
    assert "Er ging hier iets mis" in answer.text
    assert "Content-Security-Policy" in answer.headers
    for said in (answer.text, caplog.text):
        assert "Jansen" not in said
        assert "Traceback" not in said
    ours = "".join(one.getMessage() for one in caplog.records if one.name.startswith("pipeline"))
    assert ours.startswith("RuntimeError in ")
    assert "geheimwoord" not in ours


def test_a_withdrawn_case_says_when_and_not_why(site):
    for address in (
        f"/zaak/{GONE}",
        f"/zaak/{GONE}/document/000001",
        f"/zaak/{GONE}/document/000001.pdf",
        f"/api/zaak/{GONE}",
    ):
        answer = site.get(address)
        assert answer.status_code == 410
        assert "21 augustus 2026" in answer.text
        assert "geheime reden" not in answer.text


# --------------------------------------------------------------------------------------------------------- the guard

EVERY = [
    "/",
    "/?vraag=%22",
    "/nergens",
    "/static/site.css",
    "/api/zaken",
    "/zoeken.csv",
    f"/zaak/{CASE}/document/000001.pdf",
]
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("address", EVERY)
def test_every_answer_has_its_headers(site, address):
    answer = site.get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["cache-control"] in {"private, no-cache", "public, max-age=31536000, immutable"}


def test_the_style_sheet_has_another_address_when_it_changes(site):
    link = re.search(r'href="(/static/site\.css\?v=\w{12})"', site.get("/").text)[1]
    answer = site.get(link)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_it_can_only_be_read(site, method):
    answer = site.request(method, "/?vraag=markt")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", EVERY)
def test_head_is_get_without_a_body(site, address):
    got, head = site.get(address), site.head(address)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


def test_nothing_can_be_sent(site):
    assert site.request("GET", "/", content=b"x").status_code == 413
    assert site.request("GET", "/", content=iter([b"x"])).status_code == 413


@pytest.mark.parametrize(("length", "status"), [(7_900, 400), (8_100, 414), (60_000, 414)])
def test_an_address_has_an_end(site, length, status):
    answer = site.get("/?vraag=" + "a" * length)
    assert answer.status_code == status
    assert site.get("/" + "a" * length).status_code == (404 if status == 400 else 414)
    assert "korter" in words_of(answer)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *(("localhost", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("LOCALHOST:1", 200)),
        *(("archief.voorbeeld.nl", 200), ("archief.voorbeeld.nl.kwaad.example", 400), ("kwaad.example", 400)),
        *(
            ("", 400),
            ("localhost@kwaad.example", 400),
            ("kwaad@localhost", 400),
            ("localhost/x", 400),
            ("[", 400),
        ),
    ],
)
def test_it_answers_only_to_its_own_names(site, host, status):
    answer = site.get("/uitleg", headers={"Host": host})
    assert answer.status_code == status
    assert host not in answer.text or not host


def test_the_name_in_its_own_address_is_its_own(archive):
    site = client(archive, address="https://Woo.voorbeeld.nl:8443/")
    assert site.get("/uitleg", headers={"Host": "woo.voorbeeld.nl:8443"}).status_code == 200
    assert site.get("/uitleg", headers={"Host": "voorbeeld.nl"}).status_code == 400


def test_a_client_that_asks_too_often_is_told_to_wait(archive):
    site = client(archive, requests_a_minute=3)
    assert [site.get("/uitleg").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = site.get("/uitleg")
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert site.get("/static/site.css").status_code == 200
    other = site.__class__(site.app, base_url="http://localhost", client=("192.0.2.7", 1))
    assert other.get("/uitleg").status_code == 200


def test_a_bucket_fills_as_time_goes_on():
    buckets = Buckets(60)
    assert [buckets.take("a", 0.0) for _ in range(61)] == [0.0] * 60 + [1.0]
    assert buckets.take("b", 0.0) == 0.0
    assert buckets.take("a", 0.5) == pytest.approx(0.5)
    assert [buckets.take("a", 2.5), buckets.take("a", 2.5)] == [0.0, 0.0]
    assert buckets.take("a", 1e6) == 0.0


def test_buckets_of_old_clients_are_forgotten(monkeypatch):
    monkeypatch.setattr(guard, "_CLIENTS", 2)
    buckets = Buckets(1)
    assert [buckets.take(name, 0.0) for name in "abc"] == [0.0] * 3
    assert buckets.take("c", 0.0) > 0
    assert buckets.take("a", 0.0) == 0.0  # forgotten


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),  # one network, one client
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
    ],
)
def test_a_client_is_an_address_or_a_network(one, other, same):
    assert (guard._client({"client": (one, 1)}) == guard._client({"client": (other, 1)})) is same


def test_so_many_are_worked_on_at_once_and_so_many_wait(monkeypatch):
    monkeypatch.setattr(guard, "_PATIENCE", 0.05)
    monkeypatch.setattr(guard, "_QUEUE", 1)
    busy, most, done = 0, 0, asyncio.Event

    async def slow(scope, receive, send):
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await release.wait()
        busy -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def ask(app, path="/"):
        sent = []

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"localhost")],
        }
        await app(scope, None, send)
        return sent[0]["status"]

    async def scene():
        nonlocal release
        release = done()
        app = Guard(slow, Settings(at_once=2), lambda path, trouble: problems.as_json(trouble))
        asked = [asyncio.create_task(ask(app)) for _ in range(6)]
        await asyncio.sleep(0.1)
        release.set()
        first = await asyncio.gather(*asked)
        return first, [await ask(app) for _ in range(3)]

    release = None
    first, then = asyncio.run(scene())
    assert sorted(first) == [200, 200, 503, 503, 503, 503]
    assert most == 2
    assert then == [200, 200, 200]  # every turn was given back


def test_it_writes_no_questions_down_and_believes_no_proxy_unasked(archive):
    config = configuration(archive, Settings())
    assert (config.access_log, config.proxy_headers, config.server_header) == (False, False, False)
    believed = configuration(archive, Settings(proxies=("10.0.0.1",)))
    assert (believed.proxy_headers, believed.forwarded_allow_ips) == (True, ["10.0.0.1"])


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "2001:db8::1", "geen naam"])
def test_a_door_that_is_taken_or_not_ours_is_told(archive, host):
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UsageError, match=re.escape(host)) as raised,
    ):
        serve(archive, host, taken.getsockname()[1], Settings())
    assert "choose another with --host or --port" in str(raised.value)

"""The interfaces of sites on loopback, in the formats that they document, with a few works each.

An interface is the part of the path before its own: `http://127.0.0.1:PORT/arxiv/api/query?…`. Any
other name in the Host header is a web site, whose pages are the ordinary way.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.links.server import HangUpError, Request, ResetError, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    Fault = Callable[[Request, bytes], AsyncIterator[bytes]]
    Query = Mapping[str, list[str]]

# Identifier: latest version, title, date and comment; titles of earlier versions are in `FORMER`.
PAPERS = {
    "2303.04129": (2, "Foundation Models\n  for Decision Making", "2023-03-07", "12 pages"),
    "2308.08167": (
        2,
        "A Quantum Claim",
        "2023-08-16",
        "This paper has been withdrawn by the author",
    ),
    "2403.17444": (3, "Unclear Fate", "2024-03-26", "We found an error in the proof"),
    "2402.17294": (3, "Steering Boats of Any Size with Maps", "2024-02-27", ""),
    "2402.17295": (25, "Steering Ships of Any Size with Stars", "2024-02-27", ""),
    "2502.00001": (
        2,
        "A Published Paper",
        "2025-02-01",
        "Accepted at CVPR 2025, 8 pages. Code: https://github.com/o/r",
    ),
    "2502.00002": (1, "A Paper in a Journal", "2025-02-01", ""),
    "hep-th/9901001": (1, "Strings & Things", "1999-01-01", ""),
}
FORMER = {
    ("2402.17294", 1): "RiverAgent: Guiding a Small Boat by Reading Its Map",
    ("2402.17294", 2): "RiverAgent: Guiding All Boats by Reading Their Maps",
    ("2402.17295", 2): "StarShip: Guiding a Large Ship by Watching the Sky",
}
PUBLISHED = {"2502.00002": ("Nature 518, 529-533 (2015)", "10.1038/nature14236 10.1038/other")}
DOIS: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "10.1145/3626772.3657819": {"crossref": ("Are <i>Large</i> Models &amp; Small", [2024, 7, 10])},
    "10.1145/1": {},
    "10.5555/retracted": {
        "crossref": (
            "RETRACTED: A Study of<i>Avena fictiva</i>Roots",
            [2012, 9],
            {"updated-by": [{"type": "retraction", "source": "retraction-watch", "DOI": "10.1/x"}]},
        )
    },
    "10.5555/taken-back": {
        "crossref": ("A Study", [2012], {"updated-by": [{"type": "retraction", "source": "x"}]})
    },
    "10.5555/corrected": {
        "crossref": (
            "STREAM",
            [2012],
            {"subtitle": ["A Sorted Reading"], "updated-by": [{"type": "correction"}]},
        )
    },
    "10.18653/v1/2023.acl-long.1": {"crossref": ("A Long Paper", [2023, 7])},
    "10.5281/zenodo.1234": {"datacite": ("A Data Set", "2020-05-06")},
    "10.1000/182": {"openalex": ("The DOI Handbook", "2012-01-01")},
    "10.48550/arxiv.2303.04129": {"datacite": ("Foundation Models", "2023-03-07")},
}
VIDEOS = {
    "jNQXAC9IVRw": 200,
    "fqVLjtvWgq8": 200,
    "notEmbedded": 401,
    "privateVid0": 403,
    "removedVid0": 404,
}
PREVIEWS = {"jNQXAC9IVRw", "fqVLjtvWgq8", "notEmbedded", "privateVid0", "onlyNoEmbed"}


def arxiv(path: str, query: Query) -> tuple[int, bytes]:
    assert path == "/api/query"
    asked = query["id_list"][0].split(",")
    most = int(query.get("max_results", ["10"])[0])
    entries = []
    for name in asked[:most]:
        paper, _, number = name.partition("v")
        if paper not in PAPERS:
            continue
        latest, title, date, comment = PAPERS[paper]
        version = int(number or latest)
        if not 1 <= version <= latest:
            continue
        name = paper  # noqa: PLW2901
        title = FORMER.get((paper, version), title)
        comment = comment if version == latest else ""
        reference, published = PUBLISHED.get(paper, ("", ""))
        entries.append(f"""
  <entry>
    <id>http://arxiv.org/abs/{name}v{version}</id>
    <title>{escape(title)}</title>
    <updated>2025-01-{version:02}T00:00:00Z</updated>
    <link href="https://arxiv.org/abs/{name}v{version}" rel="alternate" type="text/html"/>
    <summary>  An abstract.</summary>
    <published>{date}T12:34:56Z</published>
    <arxiv:comment>{escape(comment)}</arxiv:comment>
    <arxiv:journal_ref>{reference}</arxiv:journal_ref>
    <arxiv:doi>{published}</arxiv:doi>
    <author><name>Jane Doe</name></author>
    <author><name>Richard Roe</name><arxiv:affiliation>Somewhere</arxiv:affiliation></author>
  </entry>""")
    return 200, feed("".join(entries))


def feed(entries: str) -> bytes:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
      xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id>
  <title>arXiv Query: search_query=&amp;id_list=</title>
  <opensearch:totalResults>9</opensearch:totalResults>{entries}
</feed>
""".encode()


ARXIV_ERROR = feed("""
  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_1234.12345</id>
    <title>Error</title>
    <summary>incorrect id format for 1234.12345</summary>
  </entry>""")


def doi(path: str, _: Query) -> tuple[int, object]:
    name = unquote(path.removeprefix("/api/handles/"))
    if name not in DOIS:
        return 404, {"responseCode": 100, "handle": name}
    value = {"index": 1, "type": "URL", "data": {"format": "string", "value": "https://a.example"}}
    return 200, {"responseCode": 1, "handle": name.upper(), "values": [value]}


def crossref(path: str, query: Query) -> tuple[int, object]:
    assert path == "/works"
    dois = [one.removeprefix("doi:") for one in query["filter"][0].split(",")]
    people = [{"given": "Jane", "family": "Doe", "ORCID": "x"}, {"name": "The Group"}]
    wanted = {"author": people} if "author" in query["select"][0].split(",") else {}
    items = [
        {"DOI": name.upper(), "title": [title], "issued": {"date-parts": [date]}, **wanted}
        | (more[0] if more else {})
        for name, (title, date, *more) in _records("crossref", dois)
    ]
    return 200, {"status": "ok", "message-type": "work-list", "message": {"items": items}}


def datacite(path: str, query: Query) -> tuple[int, object]:
    assert path == "/dois"
    dois = re.findall(r'"([^"]+)"', query["query"][0])
    people = [
        {"name": "Doe, Jane", "nameType": "Personal", "givenName": "Jane", "familyName": "Doe"},
        {"name": "Roe, Richard", "nameType": "Personal"},
        {"name": "The Group", "nameType": "Organizational"},
    ]
    wanted = {"creators": people} if "creators" in query["fields[dois]"][0].split(",") else {}
    data = [
        {
            "id": name,
            "type": "dois",
            "attributes": {
                "doi": name,
                "titles": [{"title": "No", "titleType": "Subtitle"}, {"title": title}],
                "dates": [
                    {"date": "2031", "dateType": "Updated"},
                    {"date": f"{date}T00:00:00Z", "dateType": "Issued"},
                ],
                "publicationYear": 2019,
                **wanted,
            },
        }
        for name, (title, date) in _records("datacite", dois)
    ]
    return 200, {"data": data, "meta": {"total": len(data)}}


def openalex(path: str, query: Query) -> tuple[int, object]:
    assert path == "/works"
    dois = query["filter"][0].removeprefix("doi:").split("|")
    results = [
        {"doi": f"https://doi.org/{name}", "title": title, "publication_date": date}
        for name, (title, date) in _records("openalex", dois)
    ]
    return 200, {"meta": {"count": len(results)}, "results": results}


def _records(registry: str, dois: list[str]) -> list[tuple[str, tuple[Any, ...]]]:
    return [(name, DOIS[name][registry]) for name in dois if registry in DOIS.get(name, {})]


DECISIONS = {
    "rejected": ("Submitted to ICLR 2024", "ICLR.cc/2024/Conference/Rejected_Submission"),
    "desk": (
        "ICLR 2024 Conference Desk Rejected Submission",
        "ICLR.cc/2024/Desk_Rejected_Submission",
    ),
    "left": ("ICLR 2024 Withdrawn", "ICLR.cc/2024/Conference/Withdrawn_Submission"),
    "open": ("ICLR 2027 Conference Submission", "ICLR.cc/2027/Conference/Submission"),
    "journal": ("Accepted by TMLR", "TMLR"),
    "workshop": ("ICML 2024 Workshop X", "ICML.cc/2024/Workshop/X"),
    "imported": ("CoRR 2024", "dblp.org/journals/CORR/2024"),
}


def openreview(path: str, query: Query) -> tuple[int, object]:
    assert path == "/notes"
    if query["id"] == ["gEZrGCozdqR"]:
        content = {"title": {"value": "Finetuned Models"}, "pdf": {"value": "/pdf/1.pdf"}}
        content["venue"] = {"value": "ICLR 2022 Oral"}
        content["venueid"] = {"value": "ICLR.cc/2022/Conference"}
        authors = {"value": ["Jane Doe", "Richard Roe"]}
        note = {"id": "gEZrGCozdqR", "forum": "gEZrGCozdqR", "cdate": 1632875744861}
        return 200, {"notes": [note | {"content": content | {"authors": authors}}], "count": 1}
    if query["id"][0] in DECISIONS:
        venue, group = DECISIONS[query["id"][0]]
        content = {"title": {"value": "A Submission"}}
        content |= {"venue": {"value": venue}, "venueid": {"value": group}}
        return 200, {"notes": [{"id": query["id"][0], "forum": query["id"][0], "content": content}]}
    if query["id"] == ["aReply"]:
        return 200, {"notes": [{"id": "aReply", "forum": "gEZrGCozdqR", "content": {}}]}
    return 404, {"name": "NotFoundError", "message": "The Note was not found", "status": 404}


def openreview1(path: str, query: Query) -> tuple[int, object]:
    assert path == "/notes"
    if query["id"] == ["Hk4fpoA5Km"]:
        content = {"title": "An Older Paper"}
        note = {"id": "Hk4fpoA5Km", "forum": "Hk4fpoA5Km", "cdate": 1538087783354}
        return 200, {"notes": [note | {"content": content}]}
    return 404, {"name": "NotFoundError", "status": 404}


def huggingface(path: str, _: Query) -> tuple[int, object]:
    dates = {"createdAt": "2023-08-20T01:02:03.000Z", "lastModified": "2024-01-02T03:04:05.000Z"}
    known = {
        "/api/models/Qwen/Qwen-VL": {"id": "Qwen/Qwen-VL", "gated": "manual", **dates},
        "/api/models/meta/New": {"id": "meta/New", **dates},
        "/api/datasets/a/b": {"id": "a/b", **dates},
        "/api/spaces/a/b": {"id": "a/b", **dates},
        "/api/models/a/disabled": {"id": "a/disabled", "disabled": True, "gated": False, **dates},
        "/api/papers/2303.04129": {
            "id": "2303.04129",
            "githubRepo": "https://github.com/o/r",
            "projectPage": "javascript:alert(1)",
            "title": "Foundation Models\nfor Decision Making",
            "publishedAt": "2023-03-07T18:00:00.000Z",
        },
    }
    if path == "/api/models/meta/Old":
        return 307, "/huggingface/api/models/meta/New"
    if path in known:
        return 200, known[path]
    if path.startswith("/api/papers"):
        return 404, {"error": "Paper not found"}
    return 401, {"error": "Invalid username or password."}


def youtube(path: str, query: Query) -> tuple[int, object]:
    assert path == "/oembed"
    page = urlsplit(query["url"][0])
    parameters = parse_qs(page.query)
    if parameters.get("list") == ["PL1"]:
        return 200, oembed("A Playlist")
    status = VIDEOS.get(parameters.get("v", [""])[0], 400)
    words = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
    return status, oembed("A <b> & c") if status == 200 else words[status].encode()


def oembed(title: str) -> dict[str, object]:
    return {"version": "1.0", "type": "video", "title": title, "html": "<iframe></iframe>"}


def youtube_previews(path: str, _: Query) -> tuple[int, object]:
    # A picture in either case.
    return (200 if path.split("/")[2] in PREVIEWS else 404), b"\xff\xd8\xff"


def vimeo(path: str, query: Query) -> tuple[int, object]:
    assert path == "/api/oembed.json"
    shown = {
        "https://vimeo.com/1084537": oembed("Big Buck Bunny"),
        "https://vimeo.com/478635699/c9433cf35e": oembed("Not Listed"),
        "https://vimeo.com/500000001": {"version": "1.0", "type": "video", "html": ""},
        "https://vimeo.com/500000002": oembed("For One Domain") | {"domain_status_code": 403},
    }
    found = shown.get(query["url"][0])
    return (404, b"404 Not Found") if found is None else (200, found)


def pypi(path: str, _: Query) -> tuple[int, object]:
    if path == "/pypi/octo-yanked/json":
        info = {"name": "octo-yanked", "summary": "x", "version": "1.0", "yanked": True}
        return 200, {"info": info | {"yanked_reason": "a bad\n dependency"}, "urls": []}
    if path == "/pypi/octo-inactive/json":
        status = ["Development Status :: 7 - Inactive", "Topic :: Software Development"]
        info = {"name": "octo-inactive", "classifiers": status, "yanked": False}
        return 200, {"info": info | {"yanked_reason": None}, "urls": []}
    if path == "/pypi/markdown-it-py/json":
        info = {"name": "markdown-it-py", "summary": "Markdown parser", "version": "4.0"}
        return 200, {"info": info | {"name": "Markdown_It-Py"}, "releases": {}, "urls": []}
    return 404, {"message": "Not Found"}


NPM: Mapping[str, Mapping[str, object]] = {
    "octo-ask": {"version": "2.88.2", "deprecated": "use \x1b[31mocto-fine\u202e"},
    "octo-silent": {"version": "2.0.0", "deprecated": True},
    "octo-undone": {"version": "2.0.0", "deprecated": ""},
    "octo-held": {"version": "0.0.1-security.0", "description": "security holding package"},
    "octo-kept": {"version": "0.0.1-security", "description": "kept by npm"},
    "octo-security": {"version": "1.0.0-security-fix", "description": "secures"},
}


def npm(path: str, _: Query) -> tuple[int, object]:
    name = path.split("/")[1]
    if name in NPM and path == f"/{name}/latest":
        return 200, {"name": name, **NPM[name]}
    known = {"/react/latest": "react", "/@types%2Fnode/latest": "@types/node"}
    if path in known:
        return 200, {"name": known[path], "version": "1.0.0", "description": "A package"}
    return 404, {"error": "Not found"}


def crates(path: str, query: Query) -> tuple[int, object]:
    assert path == "/api/v1/crates"
    names = sorted({"serde", "serde_json", "octo-crate"} & set(query["ids[]"]))
    found = [
        {
            "id": name,
            "name": name,
            "description": "A crate",
            "created_at": "2014-12-05T20:20:39.487502Z",
            "updated_at": "2025-09-27T16:51:35.265429Z",
            "yanked": name == "octo-crate",
            "max_stable_version": None if name == "octo-crate" else "1.0.0",
        }
        for name in names[: int(query["per_page"][0])]
    ]
    return 200, {"crates": found, "meta": {"total": len(found), "next_page": None}}


def wikipedia(path: str, query: Query) -> tuple[int, object]:
    assert path in {"/en/w/api.php", "/zh/w/api.php"}
    pages: list[dict[str, object]] = []
    normalized, redirects = [], []
    for title in query["titles"][0].split("|"):
        now = title[:1].upper() + title[1:]
        if now != title:
            normalized.append({"fromencoded": False, "from": title, "to": now})
        if now == "LLM":
            redirects.append({"from": "LLM", "to": "Large language model"})
            now = "Large language model"
        if now in {"Large language model", "AC/DC", "大语言模型"}:
            pages.append({"pageid": 1, "ns": 0, "title": now})
        elif now == "Mercury":
            properties = {"disambiguation": ""} if query.get("prop") == ["pageprops"] else {}
            pages.append({"pageid": 2, "ns": 0, "title": now, "pageprops": properties})
        elif now.startswith("Special:"):
            pages.append({"ns": -1, "title": now, "special": True})
        else:
            pages.append({"ns": 0, "title": now, "missing": True})
    query_part = {"normalized": normalized, "redirects": redirects, "pages": pages}
    return 200, {"batchcomplete": True, "query": query_part}


INTERFACES: Mapping[str, Callable[[str, Query], tuple[int, Any]]] = {
    "arxiv": arxiv,
    "crates": crates,
    "crossref": crossref,
    "datacite": datacite,
    "doi": doi,
    "huggingface": huggingface,
    "npm": npm,
    "openalex": openalex,
    "openreview": openreview,
    "openreview1": openreview1,
    "pypi": pypi,
    "vimeo": vimeo,
    "wikipedia": wikipedia,
    "youtube": youtube,
    "youtube-previews": youtube_previews,
}


class World:
    """The route of a server: all interfaces, as they should be or with a fault, and all pages.

    `page` gives the status of a page by its host, path and query. `fault` acts for all interfaces,
    or for those in `faulty`.
    """

    def __init__(self, page: Callable[[str], int] = lambda _: 200) -> None:
        self.page = page
        self.seconds = 0.0
        """How long an interface takes to answer."""
        self.fault: Fault | None = None
        self.faulty: frozenset[str] = frozenset(INTERFACES)
        self.asked: list[str] = []
        """The interfaces that were asked, in order, with their paths and queries."""

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        host = request.headers["host"].rpartition(":")[0]
        if host != "127.0.0.1":
            status = self.page(host + request.path)
            yield answer(status, b"page", head=request.method == "HEAD")
            return
        name, _, rest = request.path[1:].partition("/")
        self.asked.append(request.path)
        assert request.headers["user-agent"]
        url = urlsplit(f"/{rest}")
        await asyncio.sleep(self.seconds)
        status, said = INTERFACES[name](url.path, parse_qs(url.query))
        if status == 307:
            good = answer(307, b"", ("Location", said))
        elif isinstance(said, bytes):
            good = answer(status, said)
        else:
            good = answer(status, json.dumps(said).encode(), ("Content-Type", "application/json"))
        if self.fault is None or name not in self.faulty:
            yield good
            return
        async for chunk in self.fault(request, good):
            yield chunk


HTML = b"<!DOCTYPE html><html><head><title>Oops</title></head><body>Not now</body></html>"


def instead(status: int, body: bytes = HTML, *headers: tuple[str, str]) -> Fault:
    """A fault: always this answer."""

    async def act(_: Request, __: bytes) -> AsyncIterator[bytes]:
        yield answer(status, body, *headers)

    return act


async def hang(_: Request, __: bytes) -> AsyncIterator[bytes]:
    await asyncio.sleep(60)
    yield b""


async def reset(request: Request, _: bytes) -> AsyncIterator[bytes]:
    if request.count:
        raise ResetError
    yield b""


async def half(_: Request, good: bytes) -> AsyncIterator[bytes]:
    """Less than was promised, and then nothing more."""
    yield good[: len(good) - 20]
    raise HangUpError


async def cut(_: Request, good: bytes) -> AsyncIterator[bytes]:
    """A whole answer with half of the body."""
    body = good.partition(b"\r\n\r\n")[2]
    yield answer(200, body[: len(body) // 2])


async def garbage(_: Request, __: bytes) -> AsyncIterator[bytes]:
    yield b"\x16\x03\x01 this is no HTTP\r\n\r\n"
    raise HangUpError


async def endless(_: Request, __: bytes) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b"[" * 0x10000 + b"\r\n"


ANOTHER = {
    "id": "other/other",
    "name": "other",
    "title": "Other",
    "publishedAt": "2020-01-01",
    "responseCode": 1,
    "handle": "10.1000/other",
    "info": {"name": "other"},
    "notes": [{"id": "other", "forum": "other", "content": {"title": "Other", "pdf": "/x"}}],
    "message": {"items": [{"DOI": "10.1000/other", "title": ["Other"]}]},
    "data": [{"attributes": {"doi": "10.1000/other", "titles": [{"title": "Other"}]}}],
    "results": [{"doi": "https://doi.org/10.1000/other", "title": "Other"}],
    "crates": [{"id": "other"}],
    "query": {"pages": [{"pageid": 1, "title": "Other"}]},
}
JSON_TYPE = ("Content-Type", "application/json")
FAULTS: Mapping[str, Fault] = {
    "a page for everything": instead(200),
    "a page called JSON": instead(200, HTML, JSON_TYPE),
    "an empty answer": instead(200, b""),
    "204": instead(204, b""),
    "null": instead(200, b"null", JSON_TYPE),
    "an empty object": instead(200, b"{}", JSON_TYPE),
    "a list": instead(200, b"[1]", JSON_TYPE),
    "deeply nested": instead(200, b"[" * 100_000, JSON_TYPE),
    "no UTF-8": instead(200, b'{"title": "\xff\xfe"}', JSON_TYPE),
    "an Atom feed of errors": instead(200, ARXIV_ERROR),
    "an Atom feed of nothing": instead(200, feed("")),
    "a bomb": instead(
        200, b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><feed>&c;</feed>'
    ),
    "another's answer": instead(200, json.dumps(ANOTHER).encode(), JSON_TYPE),
    "200 Forbidden": instead(200, b"Forbidden"),
    "400": instead(400),
    "401": instead(401),
    "403": instead(403),
    "403 challenge": instead(403, b'{"name": "ChallengeRequiredError"}', JSON_TYPE),
    "404": instead(404),
    "410": instead(410),
    "418": instead(418),
    "429": instead(429, b"Rate exceeded."),
    "429 for an hour": instead(429, b"", ("Retry-After", "3600")),
    "429 for now": instead(429, b"", ("Retry-After", "0")),
    "500": instead(500),
    "503": instead(503),
    "503 for now": instead(503, b"", ("Retry-After", "0")),
    "a redirect elsewhere": instead(302, b"", ("Location", "http://elsewhere.example/")),
    "a redirect in a circle": instead(301, b"", ("Location", "?")),
    "reset": reset,
    "half an answer": half,
    "a cut answer": cut,
    "garbage": garbage,
    "endless": endless,
}

"""What an HTML page says of itself: its title, its anchors, and whether scripts build it.

By scanning, not by building a tree. What a parser makes of a hostile page by the HTML Standard's
own rules has no bounds: Lexbor (selectolax 1.0) takes two gigabytes for 37 kB of unclosed `<b>`,
which each paragraph opens again (section 13.2.4.3), and minutes for some megabytes of nested
`<div>`. Each expression here takes what it has seen once, so that time grows with the length.
"""

from __future__ import annotations

import codecs
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.document.html import unescape_attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

# Encoding Standard, section 4.2: the encodings of the web, as Python names them. Some of Python's
# others are no text, or take very long.
_ENCODINGS = frozenset(
    [f"cp{number}" for number in (866, 874, 932, 949, *range(1250, 1259))]
    + [f"iso8859-{number}" for number in (*range(2, 12), *range(13, 17))]
    + ["big5", "big5hkscs", "euc_jp", "gb18030", "iso2022_jp", "koi8-r", "koi8-u"]
    + ["mac-cyrillic", "mac-roman", "utf-8", "utf-16", "utf-16-be", "utf-16-le"]
)
# What the standard takes these labels for.
_TAKEN_FOR = {
    "ascii": "cp1252",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
}
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PARAMETER = re.compile(r"(?i)charset\s*+=\s*+[\"']?\s*+([a-z0-9_:.-]+)")
_DECLARED = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([a-z0-9_:.-]+)")
# HTML Standard, section 13.2.3.2: that far a page is searched for its encoding.
_DECLARED_WITHIN = 1024
# MIME Sniffing Standard, section 7.1: what an HTML page begins with, most of it.
_HTML = re.compile(
    rb"(?i)\s*(?:<!doctype html|<!--|<(?:html|head|title|body|script|meta|h1|div|p)[\s>])"
)

_SKIPPED = r"script|style|template|textarea|svg|noscript|iframe|xmp"
_TITLE = re.compile(
    rf"(?is)<!--.*?(?:-->|\Z)|<({_SKIPPED})\b.*?(?:</\1\s*>|\Z)"
    r"|<title(?=[\s/>])[^>]*(?:>|\Z)(.*?)(</title|\Z)"
)
# Whatever looks like an attribute, be it in a comment or in a script: a name too many hides a
# missing one, a name too few raises a false alarm.
_NAME = re.compile(
    r"""(?i)[\s"'/](?:id|name|data-id|xml:id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>`=<]+))"""
)
_INVISIBLE = re.compile(
    rf"(?is)<!--.*?(?:-->|\Z)|<({_SKIPPED}|head)\b.*?(?:</\1\s*>|\Z)|<[^>]*(?:>|\Z)"
)
_NOTICE = re.compile(r"(?is)<noscript\b[^>]*(?:>|\Z)(.*?)(?:</noscript|\Z)")
# Many a page that stands without its scripts says that its comments need them.
_COMMENTS = re.compile(r"(?i)comment|disqus")
# Where the usual frameworks put a page that they build, and what they leave on it.
_MOUNT = re.compile(
    r"""(?i)\sid\s*=\s*["']?(?:root|app|main-app|app-root|q-app|svelte|wrapper-app|react-root|"""
    r"""__next|__nuxt|___gatsby|__docusaurus|__vitepress)["'\s>]|<app-root[\s>]|\sng-app[\s=>]"""
    r"""|\sng-version\s*=|\sdata-reactroot|\sdata-server-rendered|__NEXT_DATA__|__NUXT__"""
    r"""|docsify|window\.\$docsify"""
)
# So many letters that a reader sees make a page that stands without its scripts.
_LITTLE_TEXT = 1000
_MANY_SCRIPTS = 30


def is_html(content_type: str, data: bytes) -> bool:
    """Whether a body that begins with `data`, sent with `content_type`, is an HTML page.

    Where nothing is said of its type, the body decides.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind:
        return kind in {"text/html", "application/xhtml+xml"}
    return _HTML.match(data[:_DECLARED_WITHIN]) is not None


def decode(data: bytes, content_type: str) -> str:
    """The text of a page, as a browser reads it: byte order mark, header, `<meta>`, UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if (said := _PARAMETER.search(content_type)) is not None:
        encoding = _encoding(said[1])
    elif (declared := _DECLARED.search(data[:_DECLARED_WITHIN])) is not None:
        encoding = _encoding(declared[1].decode("ascii"))
        if encoding.startswith("utf-16"):
            encoding = "utf-8"  # or it could not have been read (13.2.3.2, step 3 of the prescan)
    else:
        encoding = "utf-8"
    return data.decode(encoding, "replace")


def _encoding(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return "utf-8"
    name = _TAKEN_FOR.get(name, name)
    return name if name in _ENCODINGS else "utf-8"


def title(text: str) -> str:
    """The title of the page `text`, blanks collapsed; "" if it has none, or is cut within it."""
    for found in _TITLE.finditer(text):
        if found[3]:
            return " ".join(unescape(found[2]).split())
    return ""


def names(text: str) -> Iterator[str]:
    """Whatever may be an anchor on the page `text`, decoded: ids and names, and some more."""
    for found in _NAME.finditer(text):
        value = next(group for group in found.groups() if group is not None)
        # HTML Standard, section 7.4.6.4: a fragment is looked for as it stands, then decoded.
        for name in {value, unescape_attribute(value)}:
            yield name
            if "%" in name:
                yield unquote(name)


def mentions(text: str, name: str) -> bool:
    """Whether `name` stands on the page `text` as a whole in quotes, as in the data of a script."""
    escaped = re.escape(name)
    return re.search(rf"""(?i)(["'`])\\?{escaped}\\?\1|["'`]{escaped}\\["'`]""", text) is not None


def is_built_by_script(text: str) -> bool:
    """Whether scripts may put anchors on the page `text` that its source does not show."""
    if _MOUNT.search(text):
        return True
    notices = (found[1].lower() for found in _NOTICE.finditer(text))
    if any("javascript" in one and not _COMMENTS.search(one) for one in notices):
        return True
    scripts = text.lower().count("<script")
    visible = "".join(_INVISIBLE.sub(" ", text).split())
    return scripts > _MANY_SCRIPTS or (scripts > 0 and len(visible) < _LITTLE_TEXT)

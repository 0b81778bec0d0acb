"""What is kept of each URL from run to run, and what its history makes of a verdict."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from lint.links.result import Facts, LinkResult, Reason, Verdict
from lint.links.verdicts.unavailable import SERVICE_UNAVAILABLE, SITE_IS_DOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

AGEING = frozenset(
    {
        Reason.NO_SUCH_HOST,
        Reason.DNS_FAILURE,
        Reason.SERVER_ERROR,
        Reason.TLS_EXPIRED,
        Reason.TLS_HOSTNAME,
    }
)
"""The failures that, seen again and again, say that a link is dead.

None that a site may keep for programs or for data centres: 401, 403, 429, 451, 999, bot walls and
pages that deny themselves never age, and a timeout is no answer at all. Nor does a certificate that
is not trusted: browsers may know its issuer. Of the 503s, only those age whose pages say that the
site is down or not there (`lint.links.verdicts.unavailable`).
"""
SLOWLY_AGEING = frozenset({Reason.REFUSED})
"""Those that say so only when seen for longer: a firewall that shuts out data centres looks the
same as a server that is gone."""
PRIVATE = "+"
"""What stands in a digest of options before the part that secrets have gone into."""
FAULT_DAYS = 3
"""On so many days a link must have failed, and in a run on each of them, to be called broken."""
SLOW_FAULT_DAYS, SLOW_FAULT_SPAN = 5, 14
"""As FAULT_DAYS for what ages slowly; from the first of them to the last it is so many days."""
# Longer validators than this, in characters, are not kept: they come from strangers.
_LONGEST = 500


class Record(NamedTuple):
    """What is kept of one URL. Days are `YYYY-MM-DD` (UTC), "" where there is none.

    Its last answer: `options` is a digest of the options that it depends on
    (`lint.links.store.options_digest`), `site` the site that
    was there to be asked, "" without one. `final_url` is "" where there was no redirect.
    `fragments` are those that were looked for, of which `missing` were not there, both as JSON
    arrays, and `facts` is a JSON object; "" where there are none.

    Its history: `failures` counts the runs since `failing_since` that found it broken or
    unverified. A fault is a failure of a kind that ages; `fault_days` counts the days since
    `fault_since` that had one, `fault_last` the last of them. An answer of any other kind ends
    the row of faults, but for a timeout.
    """

    url: str
    checked: str
    verdict: str
    options: str = ""
    site: str = ""
    reason: str = ""
    status: int | None = None
    final_url: str = ""
    permanent: int = 0
    detail: str = ""
    fragments: str = ""
    missing: str = ""
    facts: str = ""
    etag: str = ""
    last_modified: str = ""
    last_good: str = ""
    failing_since: str = ""
    failures: int = 0
    fault_since: str = ""
    fault_days: int = 0
    fault_last: str = ""

    @property
    def good(self) -> bool:
        """Whether the last answer was fine."""
        return self.verdict == Verdict.OK

    @property
    def aged(self) -> bool:
        """Whether the last answer was unverified and so many before it, that the link is broken."""
        if self.verdict != Verdict.UNVERIFIED or not self.ages:
            return False
        if self.reason not in SLOWLY_AGEING:
            return self.fault_days >= FAULT_DAYS
        first, last = day(self.fault_since), day(self.fault_last)
        return (
            self.fault_days >= SLOW_FAULT_DAYS
            and first is not None
            and last is not None
            and (last - first).days + 1 >= SLOW_FAULT_SPAN
        )

    @property
    def ages(self) -> bool:
        """Whether the last answer is a fault."""
        if self.reason == Reason.SERVER_ERROR and self.status == SERVICE_UNAVAILABLE:
            return self.detail in SITE_IS_DOWN
        return self.reason in AGEING or self.reason in SLOWLY_AGEING

    def knows(self, fragments: Collection[str]) -> bool:
        """Whether all of `fragments` were looked for."""
        return not fragments or set(fragments) <= set(_texts(self.fragments))

    def result(self, fragments: Collection[str]) -> LinkResult:
        """The last answer as a result that says which of `fragments` are missing.

        Raises ValueError or TypeError for a record that a later version wrote, or a stranger.
        """
        return LinkResult(
            url=self.url,
            verdict=Verdict.BROKEN if self.aged else Verdict(self.verdict),
            reason=Reason(self.reason) if self.reason else None,
            status=self.status,
            final_url=self.final_url or self.url,
            permanent=bool(self.permanent),
            detail=_since(self.detail, self) if self.aged else self.detail,
            from_cache=True,
            facts=_facts(self.facts) if self.facts else None,
            missing=tuple(one for one in _texts(self.missing) if one in fragments),
            last_good=day(self.last_good),
            failing_since=day(self.failing_since),
            failures=self.failures,
            checked=day(self.checked),
        )


def record(  # noqa: PLR0913 - what there is to say of an answer, by keyword
    result: LinkResult,
    today: dt.date,
    *,
    options: str = "",
    site: str = "",
    fragments: Iterable[str] = (),
    validators: Mapping[str, str] | None = None,
) -> Record:
    """What is kept of `result`, an answer of `today`, without a history.

    Raises ValueError for a URL with user-info, which is not to be kept.
    """
    validators = validators or {}
    ok = result.verdict is Verdict.OK
    redirected = result.final_url if result.redirected else ""
    if "@" in result.url or "@" in (redirected or ""):
        _refuse_user_info(result.url, redirected or "")
    looked_for = sorted(fragments)
    return Record(
        url=result.url,
        checked=today.isoformat(),
        verdict=result.verdict.value,
        options=options,
        site=site,
        reason=result.reason.value if result.reason else "",
        status=result.status,
        final_url=_clean(redirected or ""),
        permanent=int(result.permanent),
        detail=_clean(result.detail),
        fragments=json.dumps(looked_for) if looked_for else "",
        missing=json.dumps(sorted(result.missing)) if result.missing else "",
        facts=json.dumps(_present(result.facts)) if result.facts else "",
        etag=_validator(validators, "ETag") if ok else "",
        last_modified=_validator(validators, "Last-Modified") if ok else "",
        last_good=today.isoformat() if ok else "",
    )


def unmodified(known: Record, now: Record) -> Record:
    """What is kept after the answer `now`, a 304, which says that `known` is still right.

    A 304 tells no more than the validators (RFC 9110, section 15.4.5), if those.
    """
    if not known.good:
        return now
    return known._replace(
        checked=now.checked,
        last_good=now.last_good,
        site=now.site,
        facts=now.facts or known.facts,
        etag=now.etag or known.etag,
        last_modified=now.last_modified or known.last_modified,
    )


def following(now: Record, before: Record | None, *, counted: bool) -> Record:
    """`now` with the history that it has after `before`.

    `counted` says whether its failure is one of the link's own; otherwise the history stays as it
    was, and it is `now` that is not to be believed.
    """
    if now.good or (before is None and not counted):
        return now
    last = before or now
    history = now._replace(
        facts=now.facts or (last.facts if now.verdict != Verdict.BROKEN else ""),
        last_good=last.last_good,
        failing_since=last.failing_since,
        failures=last.failures,
        fault_since=last.fault_since,
        fault_days=last.fault_days,
        fault_last=last.fault_last,
    )
    if not counted:
        return history
    history = history._replace(
        failing_since=last.failing_since or now.checked, failures=last.failures + 1
    )
    if now.ages:
        return history._replace(
            fault_since=last.fault_since or now.checked,
            fault_days=last.fault_days + (now.checked > last.fault_last),
            fault_last=max(now.checked, last.fault_last),
        )
    if now.reason == Reason.TIMEOUT:
        return history
    return history._replace(fault_since="", fault_days=0, fault_last="")


def merged(one: Record, other: Record) -> Record:
    """What two places know of one URL: the later answer, with the history of both.

    Of one day, that of `one` counts. Where one place saw the link fail and the other saw it good
    since, it fails since its last answer only.
    """
    newer, older = (one, other) if one.checked >= other.checked else (other, one)
    last_good = max(older.last_good, newer.last_good)
    newer = newer._replace(facts=newer.facts or (older.facts if newer.good else ""))
    if newer.good or last_good == newer.last_good or last_good < newer.failing_since:
        return newer._replace(last_good=last_good)
    restarted = newer._replace(
        last_good=last_good, failing_since=newer.checked, failures=min(newer.failures, 1)
    )
    if newer.fault_since and last_good >= newer.fault_since:
        faulty = newer.ages
        return restarted._replace(
            fault_since=newer.checked if faulty else "",
            fault_days=int(faulty),
            fault_last=newer.checked if faulty else "",
        )
    return restarted


def told(result: LinkResult, known: Record, *, believed: bool = True) -> LinkResult:
    """`result` with the history in `known`, and broken where that makes it so.

    Nothing does for a failure that is not `believed` to be the link's own.
    """
    aged = known.aged and believed
    return replace(
        result,
        verdict=Verdict.BROKEN if aged else result.verdict,
        detail=_since(result.detail, known) if aged else result.detail,
        last_good=day(known.last_good),
        failing_since=day(known.failing_since),
        failures=known.failures,
    )


def day(text: str) -> dt.date | None:
    """The day that `text` names; None for "". Raises ValueError for anything else."""
    return dt.date.fromisoformat(text) if text else None


def _since(detail: str, known: Record) -> str:
    since = f"failing since {known.fault_since}"
    return f"{detail}, {since}" if detail else since


def _texts(array: str) -> list[str]:
    try:
        values = json.loads(array) if array else []
    except (RecursionError, ValueError):
        return []
    return [str(one) for one in values] if isinstance(values, list) else []


def _facts(text: str) -> Facts:
    """The facts in a JSON object; ValueError or TypeError where there are none in it."""
    try:
        values = json.loads(text)
    except RecursionError:
        raise ValueError("no facts: nested too deeply") from None
    known = {one.name: values[one.name] for one in fields(Facts) if one.name in values}
    for one in fields(Facts):
        value = known.get(one.name, one.default)
        if type(value) not in _STORED[str(one.type)]:
            raise TypeError(f"no facts: a wrong {one.name!r}")
        if isinstance(value, list):
            known[one.name] = tuple(map(str, value))
    return Facts(**known)


_NONE = type(None)
_STORED: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "str | None": (str, _NONE),
    "int | None": (int, _NONE),
    "tuple[str, ...] | None": (list, _NONE),
}
"""The types of a value in JSON, by the annotation of its field."""


def _present(facts: Facts) -> dict[str, object]:
    """What `facts` say, without what they do not say."""
    return {
        key: value
        for key, value in asdict(facts).items()
        if value is not None and value is not False
    }


def _validator(headers: Mapping[str, str], name: str) -> str:
    """A header that may be sent back as it came; "" if there is none, or none to be trusted."""
    value = headers.get(name, "")
    return value if len(value) <= _LONGEST and value.isascii() and value.isprintable() else ""


def _clean(text: str) -> str:
    """`text` without what has no UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _refuse_user_info(*addresses: str) -> None:
    from lint import urls

    for address in addresses:
        url = urls.parse(address)
        if url is not None and (url.username or url.password):
            raise ValueError("the URL has user-info")

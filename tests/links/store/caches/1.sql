-- A cache as version 1 wrote it: a link that is fine, and one that fails since three days.
PRAGMA user_version = 1;
CREATE TABLE links (
    url TEXT PRIMARY KEY,
    checked TEXT NOT NULL,
    verdict TEXT NOT NULL,
    options TEXT NOT NULL,
    site TEXT NOT NULL,
    reason TEXT NOT NULL,
    status INTEGER,
    final_url TEXT NOT NULL,
    permanent INTEGER NOT NULL,
    detail TEXT NOT NULL,
    fragments TEXT NOT NULL,
    missing TEXT NOT NULL,
    facts TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    last_good TEXT NOT NULL,
    failing_since TEXT NOT NULL,
    failures INTEGER NOT NULL,
    fault_since TEXT NOT NULL,
    fault_days INTEGER NOT NULL,
    fault_last TEXT NOT NULL
);
INSERT INTO links VALUES (
    'https://fine.example/', '2026-11-20', 'ok', '', '', '', 200, '', 0, '', '', '', '',
    '"abc"', '', '2026-11-20', '', 0, '', 0, ''
);
INSERT INTO links VALUES (
    'https://gone.example/', '2026-11-21', 'unverified', '', '', 'server-error', 500, '', 0, '', '', '',
    '', '', '', '2026-11-03', '2026-11-19', 3, '2026-11-19', 3, '2026-11-21'
);

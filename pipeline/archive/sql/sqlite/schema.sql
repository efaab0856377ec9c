-- The archive in one SQLite file. `words(text)` is pipeline.archive.analysis.stems: stems with spaces between.

CREATE TABLE analysis (version TEXT NOT NULL);  -- how words were made; another version can't be mixed with this one

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    folder TEXT NOT NULL,
    digest TEXT NOT NULL,
    indexed TEXT NOT NULL,
    documents INTEGER NOT NULL,
    items INTEGER NOT NULL
);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    date TEXT,
    parent TEXT,
    family INTEGER NOT NULL,
    thread INTEGER,
    duplicate_of TEXT,
    assessment TEXT NOT NULL,
    status TEXT NOT NULL,
    review TEXT NOT NULL,
    reasons TEXT NOT NULL,  -- JSON
    digest TEXT NOT NULL,
    sizes TEXT NOT NULL,  -- JSON
    UNIQUE (case_id, number)
);

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    key TEXT NOT NULL,
    name TEXT,
    body TEXT,
    date TEXT,
    start TEXT,
    "end" TEXT,
    location TEXT,
    chair TEXT,
    secretary TEXT,
    attendees TEXT NOT NULL,  -- JSON
    absentees TEXT NOT NULL,  -- JSON
    UNIQUE (case_id, key)
);

-- What items are found by beside their own words; those of one meeting share a row.
CREATE TABLE contexts (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    text TEXT NOT NULL
);
CREATE INDEX contexts_of_case ON contexts (case_id);

-- What is filtered by and counted: short rows, which stay in memory.
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    meeting_id INTEGER REFERENCES meetings (id),
    kind TEXT NOT NULL,
    body TEXT,
    document_kind TEXT NOT NULL,
    grounds TEXT NOT NULL,  -- with a space before and after each
    owner TEXT,
    date TEXT,
    due TEXT,
    open INTEGER NOT NULL
);
CREATE INDEX items_of_case ON items (case_id);

-- The rest of them, which is read of what is shown.
CREATE TABLE texts (
    id INTEGER PRIMARY KEY REFERENCES items (id),
    case_id INTEGER NOT NULL REFERENCES cases (id),
    context_id INTEGER NOT NULL REFERENCES contexts (id),
    key TEXT NOT NULL,
    number TEXT,
    topic TEXT,
    due_text TEXT,
    status TEXT,
    result TEXT,
    text TEXT NOT NULL,
    UNIQUE (case_id, key)
);
CREATE INDEX items_by_date ON items (date);
CREATE INDEX items_by_due ON items (coalesce(due, '9999')) WHERE open;
CREATE INDEX items_of_meeting ON items (meeting_id) WHERE meeting_id IS NOT NULL;

CREATE TABLE places (
    item_id INTEGER NOT NULL REFERENCES items (id),
    position INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    page INTEGER,
    last_page INTEGER,
    x0 REAL, top REAL, x1 REAL, bottom REAL,
    PRIMARY KEY (item_id, position)
) WITHOUT ROWID;
CREATE INDEX places_in_document ON places (document_id);

-- How many items of a case have a value: what filters can be set to, without reading all items.
CREATE TABLE options (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    items INTEGER NOT NULL,
    PRIMARY KEY (case_id, field, value)
) WITHOUT ROWID;

CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    deed TEXT NOT NULL,
    "case" TEXT NOT NULL,
    reason TEXT NOT NULL,
    items INTEGER NOT NULL
);

-- A row for each case that was removed or replaced and whose bytes are still to be overwritten.
CREATE TABLE removed (id INTEGER PRIMARY KEY);

CREATE VIEW indexed (id, text, context) AS
SELECT texts.id, words(texts.text), words(contexts.text)
FROM texts JOIN contexts ON contexts.id = texts.context_id;
CREATE VIRTUAL TABLE item_words USING fts5 (
    text, context, content = 'indexed', content_rowid = 'id', tokenize = 'ascii'
);
INSERT INTO item_words (item_words, rank) VALUES ('rank', 'bm25(1.0, 0.45)');
INSERT INTO item_words (item_words, rank) VALUES ('automerge', 16);  -- pieces of the index that are made one: fewer, and more is written over and over

CREATE VIRTUAL TABLE stems USING fts5vocab (item_words, row);

-- In how many items each word stands, and groups of three letters of the words, their borders included. `noted` is
-- what is still to be counted.
CREATE TABLE noted (number INTEGER NOT NULL, words TEXT NOT NULL);  -- JSON: items more or fewer by word
CREATE TABLE vocabulary (
    word TEXT PRIMARY KEY,
    id INTEGER NOT NULL,
    stem TEXT NOT NULL,
    items INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX vocabulary_by_id ON vocabulary (id);
CREATE INDEX vocabulary_by_stem ON vocabulary (stem);
CREATE VIEW bordered (id, word) AS SELECT id, '^^' || word || '$' FROM vocabulary;
CREATE VIRTUAL TABLE vocabulary_parts USING fts5 (
    word, content = 'bordered', content_rowid = 'id', tokenize = 'trigram', detail = none
);
CREATE TRIGGER word_came AFTER INSERT ON vocabulary BEGIN
    INSERT INTO vocabulary_parts (rowid, word) VALUES (new.id, '^^' || new.word || '$');
END;
CREATE TRIGGER word_went AFTER DELETE ON vocabulary BEGIN
    INSERT INTO vocabulary_parts (vocabulary_parts, rowid, word) VALUES ('delete', old.id, '^^' || old.word || '$');
END;

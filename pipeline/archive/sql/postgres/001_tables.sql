-- The archive in PostgreSQL 15, in a schema of its own (`woo`), so that its database may hold other things too.
-- The program makes the schema and the extension pg_trgm, and runs this under its lock, when an archive is first
-- opened for writing.
--
-- The role that writes owns all of it. It needs CREATE on the database (or a schema `woo` that is its own), and may
-- make pg_trgm itself where that comes with the server:
--
--     CREATE ROLE woo_schrijver LOGIN PASSWORD '...';
--     CREATE DATABASE archief OWNER woo_schrijver ENCODING 'UTF8' TEMPLATE template0;
--
-- A role that only reads, for `woo search` and `woo serve`, gets this after the first `woo index`, as woo_schrijver:
--
--     CREATE ROLE woo_lezer LOGIN PASSWORD '...';  -- as an administrator
--     GRANT USAGE ON SCHEMA woo TO woo_lezer;
--     GRANT SELECT ON ALL TABLES IN SCHEMA woo TO woo_lezer;
--     ALTER DEFAULT PRIVILEGES IN SCHEMA woo GRANT SELECT ON TABLES TO woo_lezer;  -- for what later versions add
--
-- Identifiers are given out by the program, under its lock: rows of a case have them in the order of publishing.
-- Items and places have no foreign keys: checking them row by row would double the time that indexing takes. A case
-- is written and removed as a whole in one transaction, and `woo archive verify` looks for what hangs loose.

CREATE TABLE migrations (
    number integer PRIMARY KEY,
    applied timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE analysis (version text NOT NULL);  -- how words were made; another version can't be mixed with this one

CREATE TABLE cases (
    id integer PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    organisation text NOT NULL,
    folder text NOT NULL,
    digest text NOT NULL,
    indexed text NOT NULL,
    documents integer NOT NULL,
    items integer NOT NULL
);

CREATE TABLE documents (
    id integer PRIMARY KEY,
    case_id integer NOT NULL REFERENCES cases (id),
    number text COLLATE "C" NOT NULL,
    title text NOT NULL,
    kind text NOT NULL,
    date text,
    parent text,
    family integer NOT NULL,
    thread integer,
    duplicate_of text,
    assessment text NOT NULL,
    status text NOT NULL,
    review text NOT NULL,
    reasons text[] NOT NULL,
    digest text NOT NULL,
    sizes double precision[] NOT NULL,  -- width and height of each page
    UNIQUE (case_id, number)
);

CREATE TABLE meetings (
    id integer PRIMARY KEY,
    case_id integer NOT NULL REFERENCES cases (id),
    key text NOT NULL,
    name text,
    body text,
    date text COLLATE "C",
    start text COLLATE "C",
    "end" text,
    location text,
    chair text,
    secretary text,
    attendees text[] NOT NULL,
    absentees text[] NOT NULL,
    UNIQUE (case_id, key)
);

-- What items are found by beside their own words; those of one meeting share a row.
CREATE TABLE contexts (
    id integer PRIMARY KEY,
    case_id integer NOT NULL REFERENCES cases (id),
    text text NOT NULL
);
CREATE INDEX contexts_of_case ON contexts (case_id);

CREATE TABLE items (
    id bigint PRIMARY KEY,
    case_id integer NOT NULL,
    context_id integer NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    meeting text,
    date text COLLATE "C",
    body text,
    number text,
    topic text,
    owner text,
    owner_folded text,  -- by the program: lower() of a server leaves É as it is where its locale is C
    due text COLLATE "C",
    due_text text,
    status text,
    result text,
    grounds text[] NOT NULL,
    document_kind text NOT NULL,
    open boolean NOT NULL,
    words tsvector NOT NULL,  -- A: its own, D: those of its context
    UNIQUE (case_id, key)
);
-- What is put in is kept aside first, in a list (kilobytes) that each question reads from end to end.
CREATE INDEX items_by_words ON items USING gin (words) WITH (gin_pending_list_limit = 512);
-- In the orders that are asked for, so that the first page of all items needs no sorting.
CREATE INDEX items_by_date ON items (date, id);
CREATE INDEX items_by_newest ON items (date DESC NULLS LAST, id);
CREATE INDEX items_by_due ON items (due, id);
CREATE INDEX items_by_kind ON items (kind);
CREATE INDEX items_by_document_kind ON items (document_kind);
CREATE INDEX items_by_body ON items (left(body, 100)) WHERE body IS NOT NULL;  -- a longer one may be too long for an index
CREATE INDEX items_by_grounds ON items USING gin (grounds);
CREATE INDEX items_by_owner ON items USING gin (owner_folded gin_trgm_ops) WHERE owner_folded IS NOT NULL;
CREATE INDEX items_of_meeting ON items (case_id, meeting) WHERE meeting IS NOT NULL;

CREATE TABLE places (
    item_id bigint NOT NULL,
    position integer NOT NULL,
    document_id integer NOT NULL,
    page integer,
    last_page integer,
    box double precision[],  -- x0, top, x1, bottom
    PRIMARY KEY (item_id, position)
);
CREATE INDEX places_in_document ON places (document_id);

-- How many items of a case have a value: what filters can be set to, without reading all items.
CREATE TABLE options (
    case_id integer NOT NULL REFERENCES cases (id),
    field text NOT NULL,
    value text NOT NULL,
    items integer NOT NULL
);
CREATE INDEX options_of_case ON options (case_id);

CREATE TABLE log (
    id integer PRIMARY KEY,
    at text NOT NULL,
    by text NOT NULL,
    deed text NOT NULL,
    "case" text NOT NULL,
    reason text NOT NULL,
    items integer NOT NULL
);
CREATE INDEX log_of_case ON log ("case");

-- In how many items each word stands. Common words change with every case: room on the page lets that be done in place.
CREATE TABLE vocabulary (
    word text COLLATE "C" PRIMARY KEY,
    stem text COLLATE "C" NOT NULL,
    items integer NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX vocabulary_by_stem ON vocabulary (stem);
CREATE INDEX vocabulary_by_parts ON vocabulary USING gin (word gin_trgm_ops) WITH (gin_pending_list_limit = 512);

"""The tables of the database, a format that other programs may read.

`files` are what was given, with what is needed to see a change; `raw` keeps their bytes by hash.
`articles` are clean texts (`blocks` is JSON: kind, start, end), `origins` the copies of an article in
files, each with its metadata and repairs as JSON. `passages` are spans of article texts; `vectors`
holds theirs as rows of little-endian half floats. `removed` remembers passages that are gone,
`shingles` the hashes by which reprints are found.
"""

FORMAT = "1"

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, root TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, problems TEXT NOT NULL);
CREATE INDEX files_root ON files (root);
CREATE TABLE raw (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT, subtitle TEXT, source TEXT, date TEXT, page TEXT, author TEXT,
    language TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, note TEXT,
    folded TEXT NOT NULL, duplicate_of TEXT);
CREATE INDEX articles_duplicate ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE TABLE origins (
    file TEXT NOT NULL, reading INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id), path TEXT NOT NULL, sha256 TEXT NOT NULL,
    repairs TEXT NOT NULL, stated TEXT NOT NULL, PRIMARY KEY (file, reading, ordinal));
CREATE INDEX origins_article ON origins (article_id);
CREATE INDEX origins_sha256 ON origins (sha256);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL REFERENCES articles (id),
    ordinal INTEGER NOT NULL, heading TEXT, kind TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, text TEXT NOT NULL, generation INTEGER NOT NULL);
CREATE INDEX passages_article ON passages (article_id, ordinal);
CREATE INDEX passages_generation ON passages (generation);
CREATE TABLE vectors (passage_id INTEGER PRIMARY KEY REFERENCES passages (id), content BLOB NOT NULL);
CREATE TABLE removed (passage_id INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
CREATE INDEX removed_generation ON removed (generation);
CREATE TABLE shingles (
    hash INTEGER NOT NULL, article_id TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (hash, article_id)) WITHOUT ROWID;
CREATE INDEX shingles_article ON shingles (article_id);
"""

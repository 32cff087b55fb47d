-- What a hub keeps in memory is read again when its version here is another one.
CREATE TABLE versions (
    name TEXT PRIMARY KEY,
    version TEXT NOT NULL
);

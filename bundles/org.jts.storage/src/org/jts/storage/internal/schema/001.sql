-- Decimals are text: exact, with as many digits as they came with. Times are nanoseconds since 1970 UTC.
CREATE TABLE series (
    id        INTEGER PRIMARY KEY,
    source    TEXT NOT NULL,
    exchange  TEXT NOT NULL,
    code      TEXT NOT NULL,
    timeframe TEXT NOT NULL,
    UNIQUE (source, exchange, code, timeframe)
);

CREATE TABLE candle (
    series    INTEGER NOT NULL REFERENCES series (id),
    open_time INTEGER NOT NULL,
    open      TEXT NOT NULL,
    high      TEXT NOT NULL,
    low       TEXT NOT NULL,
    close     TEXT NOT NULL,
    volume    TEXT NOT NULL,
    PRIMARY KEY (series, open_time)
) WITHOUT ROWID;

-- place: the broker's own order. ticks: "from=tick" for each band, separated by spaces.
CREATE TABLE symbol (
    broker          TEXT NOT NULL,
    place           INTEGER NOT NULL,
    exchange        TEXT NOT NULL,
    code            TEXT NOT NULL,
    name            TEXT NOT NULL,
    market          TEXT NOT NULL,
    sector          TEXT,
    currency        TEXT NOT NULL,
    zone            TEXT NOT NULL,
    ticks           TEXT NOT NULL,
    lot_size        TEXT NOT NULL,
    min_order_value TEXT,
    active          INTEGER NOT NULL,
    PRIMARY KEY (broker, exchange, code)
) WITHOUT ROWID;

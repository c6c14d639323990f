-- The last price of each symbol, and the accounts as they were last read. Times are ISO 8601, decimals are text.
CREATE TABLE quote (
    broker         TEXT NOT NULL,
    exchange       TEXT NOT NULL,
    code           TEXT NOT NULL,
    received       TEXT NOT NULL,
    time           TEXT NOT NULL,
    last           TEXT NOT NULL,
    last_size      TEXT NOT NULL,
    open           TEXT,
    high           TEXT,
    low            TEXT,
    previous_close TEXT,
    volume         TEXT NOT NULL,
    bid            TEXT,
    bid_size       TEXT NOT NULL,
    ask            TEXT,
    ask_size       TEXT NOT NULL,
    PRIMARY KEY (broker, exchange, code)
) WITHOUT ROWID;

-- place: the order in which they are shown, here and below.
CREATE TABLE account (
    broker     TEXT NOT NULL,
    account    TEXT NOT NULL,
    place      INTEGER NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    currency   TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    as_of      TEXT,
    PRIMARY KEY (broker, account)
) WITHOUT ROWID;

CREATE TABLE balance (
    broker       TEXT NOT NULL,
    account      TEXT NOT NULL,
    place        INTEGER NOT NULL,
    currency     TEXT NOT NULL,
    total_equity TEXT NOT NULL,
    cash         TEXT NOT NULL,
    buying_power TEXT NOT NULL,
    as_of        TEXT NOT NULL,
    PRIMARY KEY (broker, account, place)
) WITHOUT ROWID;

CREATE TABLE position (
    broker        TEXT NOT NULL,
    account       TEXT NOT NULL,
    place         INTEGER NOT NULL,
    exchange      TEXT NOT NULL,
    code          TEXT NOT NULL,
    name          TEXT NOT NULL,
    currency      TEXT NOT NULL,
    quantity      TEXT NOT NULL,
    sellable      TEXT NOT NULL,
    average_price TEXT NOT NULL,
    current_price TEXT NOT NULL,
    PRIMARY KEY (broker, account, place)
) WITHOUT ROWID;

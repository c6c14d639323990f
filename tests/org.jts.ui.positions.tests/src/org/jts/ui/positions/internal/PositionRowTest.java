package org.jts.ui.positions.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Position;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.ui.positions.internal.PriceSource.Kind;
import org.junit.jupiter.api.Test;

class PositionRowTest {
    private static final Instant READ = Instant.parse("2026-01-02T01:00:00Z");
    private static final AccountKey KEY = new AccountKey(new BrokerId("mock"), new AccountId("MOCK-001"));

    @Test
    void aLivePriceValuesThePosition() {
        PositionRow row = PositionRow.of(account(Optional.empty()),
                position("005930", 100, 50_000, 51_000, CurrencyCode.KRW),
                quote(52_500, Freshness.LIVE));

        assertEquals(dec(5_250_000), row.value());
        assertEquals(dec(250_000), row.gain());
        assertEquals(0, dec(5).compareTo(row.gainPercent()));
        assertTrue(row.live());
    }

    @Test
    void withoutALivePriceTheBrokersOwnValueStands() {
        PositionRow row = PositionRow.of(account(Optional.empty()),
                position("005930", 100, 50_000, 49_000, CurrencyCode.KRW),
                quote(60_000, Freshness.STALE));

        assertEquals(dec(-100_000), row.gain());
        assertFalse(row.live());
    }

    @Test
    void aPriceSaysWhereItComesFrom() {
        Instant now = Instant.EPOCH;
        assertEquals(new PriceSource(Kind.LIVE, Optional.of(now)),
                PriceSource.of(account(Optional.empty()), quote(1, Freshness.LIVE)));
        assertEquals(new PriceSource(Kind.DELAYED, Optional.of(now)),
                PriceSource.of(account(Optional.empty()), quote(1, Freshness.DELAYED)));
        assertEquals(new PriceSource(Kind.READ, Optional.of(READ)),
                PriceSource.of(account(Optional.empty()), Optional.empty()));
        assertEquals(new PriceSource(Kind.STALE, Optional.of(READ)),
                PriceSource.of(account(Optional.of("the line is cut")), quote(1, Freshness.STALE)));
        assertEquals(new PriceSource(Kind.STALE, Optional.of(READ)),
                PriceSource.of(account(Optional.of("the line is cut")), quote(1, Freshness.CACHED)));
    }

    @Test
    void aPositionThatCostNothingHasNoPercentage() {
        PositionRow row = PositionRow.of(account(Optional.empty()), position("005930", 100, 0, 10, CurrencyCode.KRW),
                Optional.empty());

        assertEquals(BigDecimal.ZERO, row.gainPercent());
    }

    @Test
    void aShortPositionGainsWhenThePriceFalls() {
        PositionRow row = PositionRow.of(account(Optional.empty()), position("005930", -10, 100, 90, CurrencyCode.KRW),
                Optional.empty());

        assertEquals(dec(100), row.gain());
        assertEquals(0, dec(10).compareTo(row.gainPercent()));
    }

    @Test
    void eachCurrencyHasItsOwnTotalBelowThePositions() {
        AccountSnapshot account = new AccountSnapshot(KEY,
                new Account(KEY.account(), "name", AccountType.PAPER, CurrencyCode.KRW, true), List.of(),
                List.of(position("005930", 1, 100, 110, CurrencyCode.KRW),
                        position("AAPL", 2, 10, 9, CurrencyCode.USD),
                        position("035420", 1, 300, 300, CurrencyCode.KRW)),
                Optional.empty(), Optional.empty());

        List<PositionRow> rows = PositionRow.all(List.of(account), (key, position) -> Optional.empty());

        assertEquals(5, rows.size());
        assertEquals(List.of("KRW", "USD"),
                rows.subList(3, 5).stream().map(r -> r.currency().value()).toList());
        assertEquals(dec(410), rows.get(3).value());
        assertEquals(dec(10), rows.get(3).gain());
        assertEquals(dec(-2), rows.get(4).gain());
        assertEquals(5, rows.stream().map(PositionRow::key).distinct().count());
    }

    private static AccountSnapshot account(Optional<String> problem) {
        return new AccountSnapshot(KEY, new Account(KEY.account(), "name", AccountType.PAPER, CurrencyCode.KRW, true),
                List.of(), List.of(), Optional.of(READ), problem);
    }

    private static Position position(String code, long quantity, long average, long current, CurrencyCode currency) {
        return new Position(KEY.account(), new SymbolId("KRX", code), code, currency, dec(quantity), dec(quantity),
                dec(average), dec(current));
    }

    private static Optional<LiveQuote> quote(long last, Freshness freshness) {
        return Optional.of(new LiveQuote(KEY.broker(),
                Quote.ofPrice(new SymbolId("KRX", "005930"), Instant.EPOCH, dec(last)), Instant.EPOCH, freshness));
    }

    private static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }
}

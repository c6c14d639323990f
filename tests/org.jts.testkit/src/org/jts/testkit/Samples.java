package org.jts.testkit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.market.Candle;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;

/** Values that tests share. */
public final class Samples {

    public static final BrokerId BROKER = new BrokerId("fake");
    public static final AccountId ACCOUNT = new AccountId("FAKE-001");
    public static final SymbolId SAMSUNG = new SymbolId("KRX", "005930");
    public static final SymbolId HYNIX = new SymbolId("KRX", "000660");
    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private Samples() {
    }

    public static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    public static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }

    /** A stock with steps of 100 won and lots of one share. */
    public static Symbol stock(SymbolId id, String name) {
        return new Symbol(id, name, "KOSPI", Optional.empty(), CurrencyCode.KRW, SEOUL, TickTable.uniform(dec(100)),
                BigDecimal.ONE, Optional.empty(), true);
    }

    public static Account paperAccount(AccountId id) {
        return new Account(id, "Paper account", AccountType.PAPER, CurrencyCode.KRW, true);
    }

    public static Quote quote(SymbolId symbol, long price) {
        return Quote.ofPrice(symbol, Instant.parse("2026-01-02T01:00:00Z"), dec(price));
    }

    /** A flat candle. */
    public static Candle candle(Instant openTime, long price) {
        return new Candle(openTime, dec(price), dec(price), dec(price), dec(price), BigDecimal.TEN);
    }
}

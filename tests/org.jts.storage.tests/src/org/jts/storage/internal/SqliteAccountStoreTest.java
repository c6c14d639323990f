package org.jts.storage.internal;

import static org.jts.testkit.Samples.HYNIX;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAccountStoreTest {

    private static final BrokerId BROKER = new BrokerId("kis");
    private static final Instant AS_OF = Instant.parse("2026-01-02T01:02:03.123456789Z");
    private static final CurrencyCode KRW = new CurrencyCode("KRW");
    private static final CurrencyCode USD = new CurrencyCode("USD");

    @TempDir
    Path folder;
    private Fixture fixture;
    private SqliteAccountStore store;

    @BeforeEach
    void open() {
        fixture = new Fixture(folder);
        store = new SqliteAccountStore(fixture.store);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void accountsComeBackAfterARestartAsTheyWere() throws Exception {
        AccountSnapshot main = snapshot("MAIN", Optional.of(AS_OF), HYNIX, SAMSUNG);
        AccountSnapshot unread = new AccountSnapshot(key("NEW"), account("NEW"), List.of(), List.of(),
                Optional.empty(), Optional.empty());
        store.saveAccounts(BROKER, List.of(main, unread));
        fixture.close();
        try (Fixture second = new Fixture(folder)) {
            assertEquals(List.of(main, unread), new SqliteAccountStore(second.store).accounts(BROKER));
        }
    }

    @Test
    void whatIsSavedReplacesWhatWasThereOfThatBrokerAlone() throws Exception {
        BrokerId other = new BrokerId("other");
        store.saveAccounts(BROKER, List.of(snapshot("A", Optional.of(AS_OF), SAMSUNG),
                snapshot("B", Optional.of(AS_OF), SAMSUNG, HYNIX)));
        store.saveAccounts(other, List.of());
        AccountSnapshot left = snapshot("B", Optional.of(AS_OF.plusSeconds(1)), HYNIX);
        store.saveAccounts(BROKER, List.of(left));
        assertEquals(List.of(left), store.accounts(BROKER));
        assertEquals(List.of(), store.accounts(other));
    }

    @Test
    void whyAReadFailedIsNotKept() throws Exception {
        AccountSnapshot whole = snapshot("A", Optional.of(AS_OF), SAMSUNG);
        store.saveAccounts(BROKER, List.of(new AccountSnapshot(whole.key(), whole.account(), whole.balances(),
                whole.positions(), whole.asOf(), Optional.of("the line was cut"))));
        assertEquals(List.of(whole), store.accounts(BROKER));
    }

    private static AccountSnapshot snapshot(String name, Optional<Instant> asOf, SymbolId... held) {
        AccountId id = new AccountId(name);
        List<Balance> balances = List.of(
                new Balance(id, KRW, dec("100000000.00"), dec("-5"), BigDecimal.ZERO, AS_OF),
                new Balance(id, USD, new BigDecimal("1E+3"), dec("0.10"), dec("7"), AS_OF.plusNanos(1)));
        List<Position> positions = Arrays.stream(held).map(symbol -> new Position(id, symbol, "삼성 " + symbol,
                KRW, dec("-10"), dec("0"), dec("71900.5"), dec("72000"))).toList();
        return new AccountSnapshot(key(name), account(name), balances, positions, asOf, Optional.empty());
    }

    private static AccountKey key(String name) {
        return new AccountKey(BROKER, new AccountId(name));
    }

    private static Account account(String name) {
        return new Account(new AccountId(name), "계좌 " + name, AccountType.LIVE, KRW, name.equals("A"));
    }
}

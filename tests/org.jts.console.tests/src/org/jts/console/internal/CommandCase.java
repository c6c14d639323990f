package org.jts.console.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.SymbolId;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console with a broker, its prices and an account with a position, for tests of commands. */
abstract class CommandCase {
    static final Instant NOW = FakeDesk.NOW;
    static final AccountKey ACCOUNT = new AccountKey(Samples.BROKER, Samples.ACCOUNT);
    static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;
    ConsoleFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
        fixture.feed.symbols.put(Samples.BROKER, List.of(Samples.stock(SAMSUNG, "삼성전자"),
                Samples.stock(Samples.HYNIX, "SK하이닉스"), Samples.stock(new SymbolId("NXT", "000660"), "SK하이닉스 NXT")));
        fixture.accounts.put(new AccountSnapshot(ACCOUNT, Samples.paperAccount(Samples.ACCOUNT),
                List.of(new Balance(Samples.ACCOUNT, CurrencyCode.KRW, dec(100_000_000), dec("99999999.5"), dec(5),
                NOW)),
                List.of(new Position(Samples.ACCOUNT, SAMSUNG, "삼성전자", CurrencyCode.KRW, dec(10), dec(10), dec(71_900),
                        dec(72_000))),
                Optional.of(NOW), Optional.empty()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}

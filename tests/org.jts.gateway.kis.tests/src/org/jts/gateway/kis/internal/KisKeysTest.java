package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.jts.kis.catalog.KisEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several app keys, and a line with TLS. */
class KisKeysTest {

    private static final Map<String, Object> TWO_KEYS = Map.of("more_keys", new String[] {
        "${env:KIS_APP_KEY_2}, ${env:KIS_APP_SECRET_2}" });

    private final Line line = new Line();
    private KisHarness harness;

    @AfterEach
    void close() {
        harness.close();
    }

    private List<SymbolId> symbols(KisGateway kis) throws Exception {
        return kis.symbols().stream().map(s -> s.id()).sorted().toList();
    }

    @Test
    void whatOneKeyHasNoRoomForGoesToTheNext() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL, TWO_KEYS);
        KisGateway kis = harness.kis;
        assertEquals(78, kis.capabilities().maxStreamedSymbols().orElseThrow());
        kis.connect(line);
        assertEquals(1, kis.session().streams(), "the second is opened when it is needed");
        List<SymbolId> all = symbols(kis);
        Set<SymbolId> heard = ConcurrentHashMap.newKeySet();
        kis.subscribeQuotes(Set.copyOf(all.subList(0, 45)), q -> heard.add(q.symbol()));
        assertEquals(2, harness.broker.streams(), "one session a key");
        Line.await("all of them", () -> heard.size() == 45);
        BrokerException full = assertThrows(BrokerException.class, () -> kis.subscribeOrderBooks(Set.copyOf(all
                .subList(0, 40)), b -> { }));
        assertEquals(ErrorCategory.UNSUPPORTED, full.category());
        assertTrue(full.getMessage().contains("78") && full.getMessage().contains("2"), full::getMessage);
    }

    @Test
    void aKeyThatAnotherProgramUsesIsLeftAlone() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL);
        harness.kis.connect(line);
        harness.kis.subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> { });
        KisGateway other = harness.gateway(TWO_KEYS, harness.tokens());
        Line otherLine = new Line();
        other.connect(otherLine);
        Set<SymbolId> heard = ConcurrentHashMap.newKeySet();
        other.subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> heard.add(q.symbol()));
        assertEquals(1, otherLine.notices.size(), () -> "told once: " + otherLine.notices);
        assertTrue(otherLine.notices.getFirst().contains("OPSP8996"), () -> otherLine.notices.toString());
        Line.await("prices by the other key", () -> !heard.isEmpty());
        other.disconnect();
        assertEquals(List.of(), line.losses, "the first goes on");
    }

    @Test
    void aRefusedSessionThatTheBrokerClosesIsNotFoughtOver() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL);
        harness.kis.connect(line);
        harness.kis.subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> { });
        harness.broker.faults().closeRefusedStreams(true);
        KisGateway other = harness.gateway(TWO_KEYS, harness.tokens());
        Line otherLine = new Line();
        other.connect(otherLine);
        Set<SymbolId> heard = ConcurrentHashMap.newKeySet();
        other.subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> heard.add(q.symbol()));
        Line.await("prices by the other key", () -> !heard.isEmpty());
        assertEquals(1, other.session().streams(), "that of the refused key is closed");
        other.quote(KisHarness.SAMSUNG);
        assertEquals(List.of(), otherLine.losses, "the connection goes on");
        other.disconnect();
    }

    @Test
    void whatAFurtherKeyCarriedGoesElsewhereWhenItsSessionEnds() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL, TWO_KEYS);
        KisGateway kis = harness.kis;
        kis.connect(line);
        List<SymbolId> all = symbols(kis);
        Subscription five = kis.subscribeQuotes(Set.copyOf(all.subList(0, 5)), q -> { });
        Set<SymbolId> heard = ConcurrentHashMap.newKeySet();
        kis.subscribeQuotes(Set.copyOf(all.subList(5, 40)), q -> heard.add(q.symbol()));
        assertEquals(2, harness.broker.streams());
        five.close();
        harness.broker.cutStream(KisHarness.KEY2);
        Line.await("word of it", () -> line.notices.size() == 1);
        heard.clear();
        Line.await("all of them again", () -> heard.size() == 35);
        assertEquals(1, harness.broker.streams(), "where five made room");
        assertEquals(List.of(), line.losses);
    }

    @Test
    void overTlsOnlyWhoIsTrustedIsSpokenTo(@TempDir Path folder) throws Exception {
        Path trusted = folder.resolve("simulator.pem");
        harness = new KisHarness(KisEnvironment.REAL, Map.of(), KisHarness.SAMSUNG, b -> b.tls(true));
        assertThrows(BrokerException.class, () -> harness.kis.connect(line), "nobody vouches for it");
        Files.writeString(trusted, harness.broker.certificate());
        KisGateway kis = harness.gateway(Map.of("tls_trust", trusted.toString()), harness.tokens());
        kis.connect(line);
        Set<SymbolId> heard = ConcurrentHashMap.newKeySet();
        kis.subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> heard.add(q.symbol()));
        Line.await("a price over WSS", () -> !heard.isEmpty());
        assertTrue(kis.symbols().size() > 30);
        kis.disconnect();
    }
}

package org.jts.ui.watch.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.ui.kit.SymbolSearch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

class WatchListsTest {
    private static final BrokerId MOCK = new BrokerId("mock");

    private final Preferences preferences = InstanceScope.INSTANCE.getNode("test." + UUID.randomUUID());
    private final WatchLists lists = new WatchLists(preferences);

    @AfterEach
    void forget() throws BackingStoreException {
        preferences.removeNode();
    }

    @Test
    void somebodyNewSeesWhatMostPeopleLookFor() {
        assertEquals(List.of("005930", "000660", "005380"), codes(lists.of(MOCK,
                symbols("000001", "005930", "000660", "000002", "005380"))).subList(0, 3));
    }

    @Test
    void aBrokerWithoutThoseShowsItsFirstOnes() {
        assertEquals(List.of("A", "B", "C", "D", "E"), codes(lists.of(MOCK, symbols("A", "B", "C", "D", "E", "F"))));
    }

    @Test
    void aListIsKeptInItsOrderForEachBroker() {
        lists.keep(MOCK, List.of(new SymbolId("KRX", "B"), new SymbolId("KRX", "A")));

        assertEquals(List.of("B", "A"), codes(new WatchLists(preferences).of(MOCK, symbols("A", "B"))));
        assertEquals(List.of("A"), codes(lists.of(new BrokerId("other"), symbols("A"))));
    }

    @Test
    void anEmptyListStaysEmptyUntilItIsReset() {
        lists.keep(MOCK, List.of());
        assertEquals(List.of(), lists.of(MOCK, symbols("A")));

        lists.reset(MOCK);
        assertEquals(List.of("A"), codes(lists.of(MOCK, symbols("A"))));
    }

    @Test
    void whatIsNoSymbolInAKeptListIsLeftOut() {
        preferences.put("symbols.mock", "KRX:A nonsense  krx:B KRX:A KRX:C");

        assertEquals(List.of("A", "C"), codes(lists.of(MOCK, symbols("A"))));
    }

    @Test
    void aKeptListIsReadUpToTheMost() {
        preferences.put("symbols.mock", IntStream.range(0, 600).mapToObj(i -> "KRX:" + i)
                .reduce("", (a, b) -> a + " " + b));

        assertEquals(WatchLists.MOST, lists.of(MOCK, symbols("A")).size());
    }

    @Test
    void symbolsAreFoundByCodeNameAndInitialConsonants() {
        List<Symbol> all = List.of(symbol("005930", "삼성전자"), symbol("005935", "삼성전자우"),
                symbol("028260", "삼성물산"), symbol("035420", "NAVER"), symbol("KRW-BTC", "비트코인"));

        assertEquals("삼성전자", SymbolSearch.best(all, "005930").orElseThrow().name());
        assertEquals("삼성전자", SymbolSearch.best(all, "krx:005930").orElseThrow().name());
        assertEquals("삼성전자", SymbolSearch.best(all, "삼성 전자").orElseThrow().name());
        assertEquals("NAVER", SymbolSearch.best(all, "naver").orElseThrow().name());
        assertEquals("비트코인", SymbolSearch.best(all, "btc").orElseThrow().name());
        assertEquals("비트코인", SymbolSearch.best(all, "ㅂㅌㅋ").orElseThrow().name());
        assertEquals(List.of("삼성전자", "삼성전자우"),
                SymbolSearch.find(all, "ㅅㅅㅈㅈ", 5).stream().map(Symbol::name).toList());
        assertEquals(Optional.empty(), SymbolSearch.best(all, "  "));
        assertEquals(Optional.empty(), SymbolSearch.best(all, "없는종목"));
        assertEquals(1, SymbolSearch.find(all, "삼성", 1).size());
    }

    private static List<String> codes(List<SymbolId> symbols) {
        return symbols.stream().map(SymbolId::code).toList();
    }

    private static List<Symbol> symbols(String... codes) {
        return Stream.of(codes).map(code -> symbol(code, "name of " + code)).toList();
    }

    private static Symbol symbol(String code, String name) {
        return new Symbol(new SymbolId("KRX", code), name, "KOSPI", Optional.empty(), CurrencyCode.KRW,
                ZoneId.of("Asia/Seoul"), TickTable.uniform(BigDecimal.ONE), BigDecimal.ONE, Optional.empty(), true);
    }
}

package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.Test;

/** However many clients watch a symbol, the broker is asked once. */
class SharedFeedTest {

    private static final SymbolId A = SymbolId.parse("KRX:005930");
    private static final SymbolId B = SymbolId.parse("KRX:000660");
    private static final SymbolId UNKNOWN = SymbolId.parse("KRX:999999");

    private final List<String> asked = new ArrayList<>();
    private final Map<SymbolId, Consumer<String>> sinks = new HashMap<>();
    private final SharedFeed<String> feed = new SharedFeed<>(this::open);

    private Subscription open(SymbolId symbol, Consumer<String> sink) throws BrokerException {
        if (symbol.equals(UNKNOWN)) {
            throw new BrokerException(ErrorCategory.VALIDATION, "expected a symbol, found " + symbol);
        }
        asked.add("+" + symbol.code());
        sink.accept("first");
        sinks.put(symbol, sink);
        return () -> asked.add("-" + symbol.code());
    }

    @Test
    void brokerIsAskedOnceAndLetGoWithTheLast() throws Exception {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Subscription one = feed.watch(Set.of(A), first::add);
        sinks.get(A).accept("a1");
        Subscription two = feed.watch(Set.of(A), second::add);
        sinks.get(A).accept("a2");
        assertEquals(List.of("first", "a1", "a2"), first);
        assertEquals(List.of("a1", "a2"), second, "the newest comes first to who joins");
        one.close();
        one.close();
        sinks.get(A).accept("a3");
        assertEquals(List.of("first", "a1", "a2"), first);
        assertEquals(List.of("+005930"), asked, "the second still watches");
        two.close();
        assertEquals(List.of("+005930", "-005930"), asked);
        assertEquals(0, feed.size());
        feed.watch(Set.of(A), first::add).close();
        assertEquals(List.of("+005930", "-005930", "+005930", "-005930"), asked, "anew");
    }

    @Test
    void symbolThatIsRefusedLeavesNothingBehind() throws Exception {
        List<String> seen = new ArrayList<>();
        assertThrows(BrokerException.class, () -> feed.watch(Set.of(A, UNKNOWN, B), seen::add));
        assertEquals(List.of(), seen, "not before all of them are there");
        assertEquals(0, feed.size());
        assertEquals(asked.stream().filter(a -> a.startsWith("+")).count(),
                asked.stream().filter(a -> a.startsWith("-")).count(), "asked for and let go: " + asked);
        feed.watch(Set.of(A, B), seen::add);
        sinks.get(B).accept("b1");
        assertEquals(List.of("first", "first", "b1"), seen);
    }
}

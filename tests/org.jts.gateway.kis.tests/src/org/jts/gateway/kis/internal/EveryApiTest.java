package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisSuggestions;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;
import org.jts.testkit.FakeDesk;
import org.junit.jupiter.api.Test;

/** Each row of the catalog is called by its name, and answers with the catalog's fields or says why it is not sent. */
class EveryApiTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final SymbolId APPLE = KisHarness.APPLE;
    private static final long PATIENCE_SECONDS = 60;
    /** That an exchange takes: between the limits of the day. */
    private static final String PRICE = "60000";

    private final FakeDesk desk = new FakeDesk();
    private int trades;
    private int answered;
    private int heard;
    private int ordered;
    private int refused;
    private final List<String> wrong = new ArrayList<>();

    @Test
    void onTheRealServiceEachOfThe342AnswersOrSaysWhyNot() throws Exception {
        callAll(KisEnvironment.REAL);
        assertEquals(List.of(), wrong);
        assertEquals(342, answered + heard + ordered + refused);
        assertEquals(63, heard);
        assertEquals(18, ordered);
        assertEquals(0, refused, "all of them are called");
        assertEquals(14, desk.calls().size(), "in the broker's own words");
    }

    @Test
    void onPaperThoseThatItHasAnswerAndTheOthersAreNotSent() throws Exception {
        callAll(KisEnvironment.PAPER);
        assertEquals(List.of(), wrong);
        long offered = KisCatalog.get().apis().stream().filter(a -> a.isOfferedOn(KisEnvironment.PAPER)).count();
        long barred = KisCatalog.get().apis().stream().filter(a -> a.isOfferedOn(KisEnvironment.PAPER)
                && KisForm.barred(a, KisEnvironment.PAPER).isPresent()).count();
        assertEquals(342, answered + heard + ordered + refused);
        assertEquals(offered - barred, answered + heard + ordered);
    }

    /** Without a line: what is said is said before anything could be sent. */
    private void refuse(KisEnvironment environment) {
        try (KisHarness harness = new KisHarness(environment)) {
            CallDesk calls = new CallDesk(harness.time);
            calls.addGateway(harness.kis);
            KisCatalog.get().apis().stream().filter(a -> KisForm.barred(a, environment).isPresent()).forEach(api -> {
                String said = assertThrows(IllegalArgumentException.class, () -> calls.call(harness.kis.id(),
                        request(api, environment)), api.name()).getMessage();
                assertFalse(said.isBlank(), api.name());
                refused++;
            });
            assertEquals(0, harness.broker.rates().requests());
        }
    }

    private void callAll(KisEnvironment environment) throws Exception {
        refuse(environment);
        try (KisHarness harness = new KisHarness(environment)) {
            harness.kis.connect(new Line());
            CallDesk calls = new CallDesk(harness.time);
            calls.addGateway(harness.kis);
            calls.bindDesk(desk);
            desk.onCall(c -> harness.kis.call(new ClientOrderId("own-" + ++trades), c));
            desk.onPlace(d -> new OrderOutcome.Accepted(new BrokerOrderId("20261121-0000000762"), Instant.EPOCH));
            for (KisApi api : KisCatalog.get().apis()) {
                if (KisForm.barred(api, environment).isEmpty()) {
                    call(harness, calls, api, environment);
                }
            }
        }
    }

    private void call(KisHarness harness, CallDesk calls, KisApi api, KisEnvironment environment) throws Exception {
        KisRequest request = request(api, environment).agree();
        if (api.effect() == Effect.STREAMS) {
            listen(harness, calls, request);
        } else if (api.effect() == Effect.ORDERS && api.name().endsWith("order-rvsecncl")
                && !KisForm.isOwnOrder(api, request.role(), request.fields())) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> calls.call(harness.kis.id(), request))
                    .getMessage().contains("0000000001"), "the desk is asked for the order");
            ordered++;
        } else if (api.name().equals("overseas-stock/daytime-order-rvsecncl")) {
            assertEquals("APBK0340", calls.call(harness.kis.id(), request).code(), "the broker has no such order");
            ordered++;
        } else {
            KisAnswer answer = calls.call(harness.kis.id(), request);
            if (api.name().equals("revokeP")) {
                harness.time.set(harness.now().plusSeconds(70)); // another token can be had after a minute
            }
            check(api, answer);
            if (api.effect() == Effect.ORDERS) {
                ordered++;
            } else {
                answered++;
            }
        }
    }

    /** Suggested values, and something for what has none. */
    private static KisRequest request(KisApi api, KisEnvironment environment) {
        Map<String, String> fields = new LinkedHashMap<>(KisSuggestions.of(api, environment, TODAY,
                Optional.of(KisHarness.MAIN), Optional.empty()));
        for (String field : KisForm.missing(api, fields)) {
            fields.put(field, api.effect() == Effect.STREAMS ? "101W09" : field.equals("ORD_UNPR") ? PRICE : "1");
        }
        if (api.effect() == Effect.STREAMS) {
            // whoever gets notices is named by the id of the customer
            fields.computeIfPresent("tr_key", (name, key) -> api.koreanName().contains("통보") ? "trader" : key);
        }
        String role = api.effect() == Effect.ORDERS ? KisForm.roles(api, environment).stream().filter(
                r -> !api.ids(environment).containsKey("")).findFirst().orElse("") : KisForm.role(api, environment);
        return KisRequest.of(api, role, fields);
    }

    private void check(KisApi api, KisAnswer answer) throws IOException {
        if (!answer.isDone()) {
            wrong.add(api.name() + ": " + answer.said());
            return;
        }
        Node raw = Node.parse(answer.raw());
        for (KisBlock block : api.answer()) {
            boolean top = block.name().equals(KisBlock.TOP);
            List<Node> rows = top ? List.of(raw) : api.effect() == Effect.READS ? raw.rows(block.name())
                    : List.of(raw);
            if (!top && api.effect() == Effect.READS && !raw.has(block.name())) {
                wrong.add(api.name() + ": no block " + block.name());
            }
            for (Node row : rows) {
                block.fields().stream().filter(f -> f.mark() == KisField.Mark.TABLE && !row.has(f.name())
                        && api.effect() == Effect.READS).forEach(f -> wrong.add(api.name() + ": no field " + f.name()
                        + " in " + block.name()));
            }
            if (!top) {
                KisTable table = answer.tables().stream().filter(t -> t.name().equals(block.name())).findFirst()
                        .orElseThrow();
                assertTrue(table.columns().containsAll(block.names()), api.name());
            }
        }
    }

    private void listen(KisHarness harness, CallDesk calls, KisRequest channel) throws Exception {
        LinkedBlockingQueue<KisTable> records = new LinkedBlockingQueue<>();
        KisApi api = channel.api();
        try (Subscription open = calls.subscribe(harness.kis.id(), channel, records::offer)) {
            if (api.name().equals("H0STCNI0") || api.name().equals("H0GSCNI0")) {
                trade(harness, api.name().equals("H0STCNI0") ? KisHarness.SAMSUNG : APPLE);
            }
            KisTable table = records.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (table == null) {
                wrong.add(api.name() + ": nothing heard");
            } else {
                assertEquals(api.columns(), table.columns(), api.name());
                assertFalse(table.rows().isEmpty(), api.name());
                heard++;
            }
        }
    }

    /** Notices come of orders. */
    private void trade(KisHarness harness, SymbolId symbol) {
        boolean abroad = symbol.equals(APPLE);
        OrderOutcome outcome = harness.kis.place(new OrderRequest(new ClientOrderId("trade-" + ++trades),
                KisHarness.MAIN, symbol, Side.BUY, abroad ? OrderType.LIMIT : OrderType.MARKET, TimeInForce.DAY,
                BigDecimal.ONE, abroad ? Optional.of(BigDecimal.TEN) : Optional.empty(), Optional.empty()));
        assertTrue(outcome instanceof OrderOutcome.Accepted, outcome::toString);
    }
}

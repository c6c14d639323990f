package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.testkit.FakeDesk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KisCommandsTest {

    private KisHarness harness = new KisHarness(KisEnvironment.REAL);
    private CallDesk calls = new CallDesk(harness.time);
    private KisConsole console = new KisConsole(calls, harness.time);
    private final FakeDesk desk = new FakeDesk();

    private void connect() throws Exception {
        harness.kis.connect(new Line());
        calls.addGateway(harness.kis);
        calls.bindDesk(desk);
    }

    @AfterEach
    void close() {
        calls.removeGateway(harness.kis);
        harness.close();
    }

    /** What a command prints. */
    @FunctionalInterface
    private interface Command {
        void run() throws Exception;
    }

    private static String printed(Command command) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String call(String... words) throws Exception {
        return printed(() -> console.call(words));
    }

    private String wrong(String... words) {
        return assertThrows(IllegalArgumentException.class, () -> console.call(words)).getMessage();
    }

    /** What a command that the broker or the desk did not do ends with. */
    private String failed(String... words) {
        return assertThrows(BrokerException.class, () -> printed(() -> console.call(words))).getMessage();
    }

    @Test
    void anInterfaceIsCalledByItsName() throws Exception {
        connect();
        String table = call("inquire-price", "FID_INPUT_ISCD=005930");
        assertTrue(table.contains("MCA00000") && table.matches("(?s).*stck_prpr +\\d+ +price.*"), table);
        String raw = call("test", "FHKST01010100", "fid_input_iscd=005930", "--raw");
        assertTrue(raw.startsWith("{") && raw.contains("\"stck_prpr\":"), raw);
        assertTrue(call("inquire-balance", "AFHR_FLPR_YN=N", "INQR_DVSN=02", "UNPR_DVSN=01",
                "FUND_STTL_ICLD_YN=N", "FNCG_AMT_AUTO_RDPT_YN=N", "PRCS_DVSN=00").contains("output2: 1 rows"),
                "the default account is filled in");
        assertTrue(call("overseas-price/price", "AUTH=", "EXCD=NAS", "SYMB=AAPL").contains("output"));
        String csv = call("inquire-daily-itemchartprice", "FID_INPUT_ISCD=005930", "FID_INPUT_DATE_1=20260101",
                "FID_INPUT_DATE_2=20301231", "FID_PERIOD_DIV_CODE=D", "FID_ORG_ADJ_PRC=0", "--csv");
        assertTrue(csv.startsWith("stck_bsop_date,stck_clpr,"), csv);
    }

    @Test
    void aChannelIsListenedTo() throws Exception {
        connect();
        String trades = call("H0STCNT0", "tr_key=005930", "--records", "1", "--seconds", "60");
        assertTrue(trades.contains("MKSC_SHRN_ISCD") && trades.contains("005930"), trades);
        assertTrue(call("H0STCNT0", "tr_key=005930", "--records", "1", "--seconds", "60").contains("005930"),
                "again, after the first has ended");
    }

    @Test
    void wrongWordsSayWhatWasExpected() throws Exception {
        assertTrue(wrong("inquire-price").contains("broker:add"));
        connect();
        assertTrue(wrong("inquire-price").contains("FID_INPUT_ISCD"));
        assertTrue(wrong("inquire-price", "FID_INPUT_ISD=1").contains("Did you mean: FID_INPUT_ISCD"));
        assertTrue(wrong("test", "inquire-prise").contains("inquire-price"));
        assertTrue(wrong("zzzzzzzzzzzzzzzzzzzzzzzzz", "a=b").contains("kis:apis"));
        assertTrue(wrong("nobody", "inquire-price").contains("nobody"));
        assertTrue(wrong("order-credit", "x=1").contains("no field"));
        assertTrue(wrong("order-credit", "--role", "buy").contains("PDNO"), "required fields before anything else");
        assertTrue(wrong("inquire-daily-ccld", "--role", "tomorrow").contains("tomorrow"));
        assertTrue(wrong("inquire-daily-ccld", "--role").contains("--role"));
        assertTrue(wrong("inquire-price", "--pages", "many").contains("many"));
        assertTrue(wrong("--raw").contains("name of an interface"));
        assertTrue(wrong("test", "inquire-price", "005930").contains("FIELD=VALUE"));
    }

    @Test
    void whatPaperLacksIsSaidBeforeSending() throws Exception {
        harness.close();
        harness = new KisHarness(KisEnvironment.PAPER);
        calls = new CallDesk(harness.time);
        console = new KisConsole(calls, harness.time);
        connect();
        long before = harness.broker.rates().requests();
        assertTrue(wrong("inquire-psbl-rvsecncl").contains("paper"));
        for (String division : List.of("31", "34")) { // in session they would trade at once
            String refusal = wrong("overseas-stock/order", "--role", "us_sell", "OVRS_EXCG_CD=NASD", "PDNO=AAPL",
                    "ORD_QTY=1", "OVRS_ORD_UNPR=100", "ORD_SVR_DVSN_CD=0", "ORD_DVSN=" + division);
            assertTrue(refusal.contains("US-" + division), refusal);
        }
        assertEquals(List.of(), desk.placed());
        assertEquals(before, harness.broker.rates().requests());
    }

    @Test
    void ordersByNameAreOrdersOfTheDesk() throws Exception {
        connect();
        long before = harness.broker.rates().requests();
        desk.onPlace(draft -> new OrderOutcome.Accepted(new BrokerOrderId("20261121-0000000762"), Instant.EPOCH));
        String taken = call("order-cash", "--role", "sell", "PDNO=005930", "ORD_DVSN=00", "ORD_QTY=3",
                "ORD_UNPR=70000");
        assertTrue(taken.contains("0000000762"), taken);
        OrderDraft draft = desk.placed().getFirst();
        assertEquals(Side.SELL, draft.side());
        assertEquals(OrderType.LIMIT, draft.type());
        assertEquals(Optional.of(new BigDecimal("70000")), draft.limitPrice());
        assertEquals(KisHarness.MAIN, draft.account().account());
        desk.onPlace(d -> new OrderOutcome.Rejected(RejectReason.OTHER, "APBK0918", "장운영시간이 아닙니다"));
        assertTrue(failed("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=01", "ORD_QTY=1", "ORD_UNPR=0")
                .contains("APBK0918"));
        assertEquals(OrderType.MARKET, desk.placed().getLast().type());
        desk.onPlace(d -> new OrderOutcome.NotSent("Trading is stopped."));
        assertTrue(failed("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=01", "ORD_QTY=1", "ORD_UNPR=0")
                .contains("stopped"), "a script does not go on");
        assertEquals(Optional.empty(), desk.placed().getLast().instruction(), "a plain order");
        assertTrue(failed("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=03", "ORD_QTY=1", "ORD_UNPR=0",
                "EXCG_ID_DVSN_CD=NXT").contains("stopped"), "every division that the exchange takes");
        assertEquals(Optional.of("NXT-03"), desk.placed().getLast().instruction());
        assertTrue(wrong("order-cash", "PDNO=005930", "ORD_DVSN=01", "ORD_QTY=1", "ORD_UNPR=0").contains("buy"),
                "the side is never guessed");
        assertTrue(wrong("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=99", "ORD_QTY=1", "ORD_UNPR=0")
                .contains("ORD_DVSN"));
        assertTrue(wrong("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=00", "ORD_QTY=x", "ORD_UNPR=1")
                .contains("ORD_QTY"));
        assertTrue(wrong("order-cash", "--role", "buy", "PDNO=1", "ORD_DVSN=00", "ORD_QTY=1", "ORD_UNPR=1")
                .contains("PDNO"));
        assertTrue(wrong("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=27", "ORD_QTY=1", "ORD_UNPR=1",
                "EXCG_ID_DVSN_CD=KRX").contains("27"));
        desk.onPlace(d -> new OrderOutcome.Accepted(new BrokerOrderId("20261121-U0000000763"), Instant.EPOCH));
        String abroad = call("overseas-stock/order", "--role", "us_buy", "OVRS_EXCG_CD=NASD", "PDNO=AAPL", "ORD_QTY=2",
                "OVRS_ORD_UNPR=150.25", "ORD_SVR_DVSN_CD=0", "ORD_DVSN=00");
        assertTrue(abroad.contains("0000000763"), abroad);
        assertEquals("NASDAQ:AAPL 150.25", desk.placed().getLast().symbol() + " " + desk.placed().getLast()
                .limitPrice().orElseThrow());
        assertTrue(wrong("overseas-stock/order", "--role", "us_buy", "OVRS_EXCG_CD=SEHK", "PDNO=AAPL", "ORD_QTY=2",
                "OVRS_ORD_UNPR=150.25", "ORD_SVR_DVSN_CD=0", "ORD_DVSN=00").contains("SEHK"));
        assertEquals(before, harness.broker.rates().requests(), "nothing passes by the desk");
    }

    @Test
    void ordersOfTheDeskAreChangedAndCancelledByTheirNumbers() throws Exception {
        connect();
        assertTrue(wrong(change("01", "N", "2")).contains("0000000762"), "no such order");
        AccountKey account = new AccountKey(harness.kis.id(), KisHarness.MAIN);
        desk.put(new DeskOrder("k1", account.broker(), new Order(Optional.empty(), Optional.of(new BrokerOrderId(
                "20261121-0000000762")), account.account(), KisHarness.SAMSUNG, Side.BUY, OrderType.LIMIT,
                TimeInForce.DAY, BigDecimal.TEN, Optional.of(new BigDecimal("70000")), Optional.empty(),
                OrderStatus.PARTIAL, BigDecimal.ONE, Optional.of(new BigDecimal("70000")), BigDecimal.ZERO,
                Instant.EPOCH, Instant.EPOCH, Optional.empty()), List.of(), false));
        call(change("01", "Y", "0"));
        call(change("01", "N", "9"));
        call(change("02", "N", "3"));
        assertEquals(List.of("k1 10 71000", "k1 10 71000", "k1 7"), desk.modified(), "a part of it is cancelled");
        call(change("02", "N", "9"));
        call(change("02", "Y", "0"));
        assertEquals(List.of("k1", "k1"), desk.cancelled());
        assertTrue(wrong(change("01", "N", "2")).contains("9"), "a new price for a part of it");
        assertTrue(wrong(change("02", "N", "10")).contains("10"), "more than is open");
        assertTrue(wrong(change("03", "Y", "0")).contains("RVSE_CNCL_DVSN_CD"));
        assertTrue(wrong(change("", "Y", "0")).contains("RVSE_CNCL_DVSN_CD"), "neither is guessed");
        String[] other = change("01", "Y", "0");
        other[3] = "ORD_DVSN=01";
        assertTrue(wrong(other).contains("ORD_DVSN"), "it stays a limit order");
        assertEquals(3, desk.modified().size());
    }

    private static String[] change(String kind, String whole, String quantity) {
        return new String[] {"order-rvsecncl", "KRX_FWDG_ORD_ORGNO=", "ORGN_ODNO=762", "ORD_DVSN=00",
            "RVSE_CNCL_DVSN_CD=" + kind, "ORD_QTY=" + quantity, "ORD_UNPR=71000", "QTY_ALL_ORD_YN=" + whole};
    }

    @Test
    void anOrderAtAnotherExchangeIsChangedAndCancelledThere() throws Exception {
        connect();
        OrderOutcome.Accepted placed = (OrderOutcome.Accepted) harness.kis.place(new OrderRequest(
                new ClientOrderId("nxt"), KisHarness.MAIN, KisHarness.SAMSUNG, Side.BUY, OrderType.LIMIT,
                TimeInForce.DAY, BigDecimal.TEN, Optional.of(new BigDecimal("50400")), Optional.empty(),
                Optional.of("NXT-00")));
        Order order = harness.kis.openOrders(KisHarness.MAIN).getFirst();
        desk.put(new DeskOrder("k1", harness.kis.id(), order, List.of(), false));
        String[] words = change("01", "Y", "0");
        words[2] = "ORGN_ODNO=" + OrderName.of(placed.brokerOrderId()).orElseThrow().number();
        words = Arrays.copyOf(words, words.length + 1);
        words[words.length - 1] = "EXCG_ID_DVSN_CD=KRX";
        assertTrue(wrong(words).contains("NXT"), "it is not at KRX");
        words[words.length - 1] = "EXCG_ID_DVSN_CD=NXT";
        call(words);
        assertEquals(List.of("k1 10 71000"), desk.modified());
        words[4] = "RVSE_CNCL_DVSN_CD=02";
        call(words);
        assertEquals(List.of("k1"), desk.cancelled());
    }

    @Test
    void whatIsTypedAndWouldNotBeSentIsRefused() throws Exception {
        connect();
        assertTrue(wrong("order-cash", "--role", "sell", "PDNO=005930", "ORD_DVSN=00", "ORD_QTY=1", "ORD_UNPR=1",
                "SLL_TYPE=05").contains("SLL_TYPE"));
        assertTrue(wrong("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=01", "ORD_QTY=1", "ORD_UNPR=70000")
                .contains("ORD_UNPR"));
        assertTrue(wrong("order-cash", "--role", "buy", "PDNO=005930", "ORD_DVSN=00", "ORD_QTY=1", "ORD_UNPR=1",
                "CNDT_PRIC=5")
                .contains("CNDT_PRIC"));
        assertTrue(wrong("overseas-stock/order", "--role", "us_buy", "OVRS_EXCG_CD=NASD", "PDNO=AAPL", "ORD_QTY=2",
                "OVRS_ORD_UNPR=150.25", "ORD_SVR_DVSN_CD=0", "ORD_DVSN=00", "START_TIME=100000")
                .contains("START_TIME"));
        assertEquals(List.of(), desk.placed());
    }

    @Test
    void aChannelByItsNameHoldsItsPlaceOnlyWhileItIsListenedTo() throws Exception {
        connect();
        KisRequest samsung = channel("H0STCNT0", "005930");
        Feeds feeds = harness.kis.session().feeds;
        Subscription watch = harness.kis.subscribeQuotes(Set.of(KisHarness.SAMSUNG), quote -> { });
        Subscription named = calls.subscribe(harness.kis.id(), samsung, table -> { });
        assertEquals(Set.of("005930"), feeds.keys("H0STCNT0"));
        watch.close();
        watch.close();
        assertEquals(Set.of("005930"), feeds.keys("H0STCNT0"), "whoever asked by name still listens");
        named.close();
        assertEquals(Set.of(), feeds.keys("H0STCNT0"));
        LinkedBlockingQueue<KisTable> first = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<KisTable> second = new LinkedBlockingQueue<>();
        try (Subscription one = calls.subscribe(harness.kis.id(), channel("H0UNCNT0", "005930"), first::offer);
                Subscription two = calls.subscribe(harness.kis.id(), channel("H0UNCNT0", "000660"), second::offer)) {
            for (int i = 0; i < 3; i++) {
                assertEquals("005930", first.poll(60, TimeUnit.SECONDS).rows().getFirst().getFirst());
                assertEquals("000660", second.poll(60, TimeUnit.SECONDS).rows().getFirst().getFirst());
            }
        }
        assertEquals(Set.of(), feeds.keys("H0UNCNT0"));
    }

    private static KisRequest channel(String name, String key) {
        return KisRequest.of(KisCatalog.get().api(name), "", Map.of("tr_key", key));
    }

    @Test
    void signingInShowsNoSecret() throws Exception {
        connect();
        int issued = harness.broker.tokensIssued();
        String token = call("tokenP") + call("tokenP", "--raw") + call("Approval", "--raw");
        assertTrue(token.contains("Bearer") && token.contains("not shown"), token);
        assertFalse(token.contains("eyJ"), token);
        assertEquals(issued, harness.broker.tokensIssued(), "the token that there is");
        assertTrue(call("hashkey", "JsonBody={\"a\":\"b\"}").matches("(?s).*HASH +[0-9a-f]{64}.*"));
    }

    @Test
    void theTokenIsGivenBackWhenThatIsAgreedTo() throws Exception {
        connect();
        int issued = harness.broker.tokensIssued();
        assertTrue(wrong("revokeP").contains("--agree"));
        assertEquals(issued, harness.broker.tokensIssued());
        assertTrue(call("revokeP", "--agree").contains("200"));
        harness.time.set(harness.now().plusSeconds(70)); // the broker gives one a minute
        assertTrue(call("inquire-price", "FID_INPUT_ISCD=005930").contains("stck_prpr"), "with another token");
        assertEquals(issued + 1, harness.broker.tokensIssued());
    }

    @Test
    void interfacesAreFoundAndDescribed() throws Exception {
        assertTrue(printed(() -> console.apis("현재가", "시세")).contains("inquire-price"));
        assertTrue(printed(() -> console.apis("no-such-word")).contains("No interface"));
        String api = printed(() -> console.api("inquire-price"));
        assertTrue(api.contains("FID_INPUT_ISCD*") && api.contains("symbol code") && api.contains("stck_prpr"), api);
        assertTrue(printed(console::api).contains("kis:api"));
        assertTrue(printed(() -> console.apis("--help")).contains("kis:apis"));
        assertTrue(call("--help").contains("kis:call"));
    }
}

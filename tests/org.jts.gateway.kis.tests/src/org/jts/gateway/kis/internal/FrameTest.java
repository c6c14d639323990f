package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.order.Side;
import org.jts.gateway.kis.internal.NoticeDecoder.Kind;
import org.jts.gateway.kis.internal.NoticeDecoder.Notice;
import org.junit.jupiter.api.Test;

/** Frames in the broker's format, whole, longer, and broken in every way that chance finds. */
class FrameTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:33:55Z");
    /** The shape of the broker's own example: 09:33:54, 71,900 won, 100 down. */
    private static final String TRADE = "005930^093354^71900^5^-100^-0.14^72023.83^72100^72400^71700^71900^71800^1"
            + "^3052507^219853241700^5105^6937^1832^84.90^1366314^1159996^1^0.39^20.28^090020^5^-200^090820^5^-500"
            + "^092619^2^200^20260102^20^N^65945^216924^1118750^2199206^0.05^2424142^125.92^0^^72100";

    private static String fixture(int records, boolean wide) {
        String one = wide ? TRADE + "^2" : TRADE;
        return "0|H0STCNT0|" + "%03d".formatted(records) + "|" + String.join("^", Collections.nCopies(records, one));
    }

    private static List<Quote> quotes(String text) throws BrokerException {
        List<Quote> quotes = new ArrayList<>();
        for (Frame.Row row : Frame.parse(text).rows(Layout.TRADES)) {
            quotes.add(QuoteDecoder.quote(row));
        }
        return quotes;
    }

    @Test
    void aTradeIsRead() throws Exception {
        Quote quote = quotes(fixture(1, false)).getFirst();
        assertEquals("KRX:005930", quote.symbol().toString());
        assertEquals(new BigDecimal("71900"), quote.last());
        assertEquals(Optional.of(new BigDecimal("72000")), quote.previousClose(), "the change carries its own sign");
        assertEquals(Instant.parse("2026-01-02T00:33:54Z"), quote.time());
        assertEquals(Optional.of(new BigDecimal("71800")), quote.bid());
        assertEquals(new BigDecimal("216924"), quote.bidSize());
        assertEquals(new BigDecimal("3052507"), quote.volume());
    }

    @Test
    void valuesAreCutWhereverTheCaretsStand() {
        for (int length = 0; length < 400; length++) {
            assertEquals(length + 1, Cells.of("^".repeat(length)).size, "carets alone: " + length);
            Cells mixed = Cells.of("a_".repeat(length % 7) + "^" + "\u0001^".repeat(length / 2) + "\uac00".repeat(length
                    % 5));
            assertEquals(length / 2 + 2, mixed.size);
            assertEquals("a_".repeat(length % 7), mixed.text(0));
        }
    }

    @Test
    void severalRecordsAndLongerLayoutsAreRead() throws Exception {
        assertEquals(4, quotes(fixture(4, false)).size());
        assertEquals(4, quotes(fixture(4, true)).size());
        String longer = TRADE + "^2^new^newer";
        assertEquals(new BigDecimal("71900"), quotes("0|H0STCNT0|002|" + longer + "^" + longer).getLast().last());
    }

    @Test
    void aCountThatDoesNotFitIsSaid() {
        BrokerException wrong = assertThrows(BrokerException.class, () -> quotes(fixture(1, false).replace("|001|",
                "|003|")));
        assertEquals(ErrorCategory.DATA, wrong.category());
        assertTrue(wrong.getMessage().contains("H0STCNT0"), wrong::getMessage);
        for (String bad : List.of("0|", "0|H0STCNT0", "0|H0STCNT0|001", "0|H0STCNT0|000|x", "0|H0STCNT0|-1|x",
                "0|H0STCNT0|12345|x", "0|H0STCNT0||x", "2|H0STCNT0|001|x", "")) {
            assertThrows(BrokerException.class, () -> quotes(bad), bad);
        }
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        BrokerException wrong = assertThrows(BrokerException.class, () -> quotes(fixture(1, false).replace(
                "^71900^5^", "^7x900^5^")));
        assertTrue(wrong.getMessage().contains("STCK_PRPR") && wrong.getMessage().contains("7x900"),
                wrong::getMessage);
        assertThrows(BrokerException.class, () -> quotes(fixture(1, false).replace("^093354^", "^993354^")));
        assertThrows(BrokerException.class, () -> quotes(fixture(1, false).replace("^71900^5^", "^0^5^")));
    }

    /** What is shown after any damage is what an intact value said, or nothing. */
    @Test
    void damagedFramesAreReadRightOrNotAtAll() {
        Random random = new Random(20260102);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            String broken = damage(fixture(1 + random.nextInt(3), random.nextBoolean()), random);
            try {
                for (Quote quote : quotes(broken)) {
                    assertTrue(broken.contains(quote.last().toPlainString()), () -> "made up: " + quote);
                }
            } catch (BrokerException e) {
                refused++;
                assertEquals(ErrorCategory.DATA, e.category(), e.getMessage());
            }
        }
        assertTrue(refused > 5_000, "damage that was noticed: " + refused);
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.setLength(Math.max(1, at));
                case 1 -> damaged.setCharAt(at, (char) random.nextInt(256));
                case 2 -> damaged.deleteCharAt(at).append('^');
                case 3 -> damaged.insert(at, "^");
                default -> damaged.insert(at, damaged.substring(at / 2, at));
            }
        }
        return damaged.toString();
    }

    @Test
    void damagedBodiesAreReadOrRefused() {
        String body = "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"정상처리 되었습니다.   \",\"output1\":[{"
                + "\"ord_dt\":\"20260102\",\"ord_gno_brno\":\"06010\",\"odno\":\"0000000762\",\"orgn_odno\":\"\","
                + "\"sll_buy_dvsn_cd\":\"02\",\"pdno\":\"005930\",\"ord_qty\":\"10\",\"ord_unpr\":\"70000\","
                + "\"ord_tmd\":\"093000\",\"tot_ccld_qty\":\"3\",\"tot_ccld_amt\":\"210000\",\"ord_dvsn_cd\":\"00\","
                + "\"cnc_cfrm_qty\":\"0\",\"rmn_qty\":\"7\",\"rjct_qty\":\"0\"}],\"output2\":{\"x\":null}}";
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String broken = i == 0 ? body : damage(body, random);
            try {
                for (Node row : Node.parse(broken).rows("output1")) {
                    OrderRow.read(row);
                    read++;
                }
            } catch (BrokerException e) {
                assertEquals(ErrorCategory.DATA, e.category(), e.getMessage());
            } catch (IOException e) {
                assertTrue(e.getMessage() != null);
            }
        }
        assertTrue(read > 0);
    }

    @Test
    void blocksComeInManyShapes() throws Exception {
        Node node = Node.parse("{\"A\":{\"x\":\"1\"},\"b\":[{\"X\":\" 2 \"}],\"c\":[],\"d\":{},\"e\":{\"x\":\" \"},"
                + "\"n\":3}");
        assertEquals("1", node.block("a").text("X"));
        assertEquals("2", node.block("B").text("x"));
        assertEquals("", node.block("missing").text("x"));
        assertEquals(BigDecimal.ZERO, node.block("c").number("x"));
        assertEquals(List.of(), node.rows("d"));
        assertEquals(List.of(), node.rows("e"), "an object of blanks is none");
        assertEquals(1, node.rows("a").size());
        assertEquals(new BigDecimal("3"), node.number("n"));
        assertThrows(IOException.class, () -> Node.parse("[1]"));
        assertThrows(IOException.class, () -> Node.parse("{} {}"));
        assertThrows(IOException.class, () -> Node.parse("{\"a\":[1"));
        assertThrows(BrokerException.class, () -> Node.number("x", "1e999999999"));
    }

    @Test
    void aBookIsReadWithItsDay() throws Exception {
        List<String> values = new ArrayList<>(Collections.nCopies(59, "0"));
        values.set(0, "005930");
        values.set(1, "093355");
        for (int i = 0; i < 10; i++) {
            values.set(3 + i, Integer.toString(71_900 + 100 * i));
            values.set(13 + i, Integer.toString(71_800 - 100 * i));
            values.set(23 + i, "10");
            values.set(33 + i, i == 9 ? "0" : "20");
        }
        String text = "0|H0STASP0|001|" + String.join("^", values);
        OrderBook book = QuoteDecoder.book(Frame.parse(text).rows(Layout.BOOK).getFirst(), NOW);
        assertEquals(10, book.asks().size());
        assertEquals(9, book.bids().size(), "what nobody wants is no level");
        assertEquals(NOW, book.time());
        OrderBook before = QuoteDecoder.book(Frame.parse(text).rows(Layout.BOOK).getFirst(), Instant.parse(
                "2026-01-01T15:00:05Z"));
        assertEquals(Instant.parse("2026-01-01T00:33:55Z"), before.time(), "just after midnight it is yesterday's");
        values.set(4, "71900");
        String crossed = "0|H0STASP0|001|" + String.join("^", values);
        assertThrows(BrokerException.class, () -> QuoteDecoder.book(Frame.parse(crossed).rows(Layout.BOOK).getFirst(),
                NOW));
    }

    private static Notice notice(String payload) throws BrokerException {
        Frame plain = new Frame(false, "H0STCNI0", 1, payload);
        Layout layout = NoticeDecoder.layout(plain);
        return NoticeDecoder.notice(plain.rows(layout).getFirst(), layout);
    }

    @Test
    void noticesOfBothLayoutsAreRead() throws Exception {
        Notice fill = notice("trader^5001234501^0000000762^^02^0^00^0^005930^0000000003^000071900^093354^0^2^2^06010"
                + "^000000010^홍길동^000000000^1^Y^^00^^삼성전자^000072000");
        assertEquals(Kind.FILLED, fill.kind());
        assertEquals("50012345-01", fill.account().value());
        assertEquals(new BigDecimal("3"), fill.quantity());
        assertEquals(Side.BUY, fill.side());
        assertEquals(new BigDecimal("72000"), fill.orderPrice());
        Notice old = notice("trader^5001234501^762^^01^0^00^0^005930^0000000010^000000000^093354^0^1^1^06010^000000010"
                + "^홍길동^삼성전자^00^^삼성전자^000072000");
        assertEquals(Kind.ACCEPTED, old.kind());
        assertEquals("0000000762", old.number(), "zeros or none, it is the same number");
        assertEquals(Side.SELL, old.side());
        assertEquals(new BigDecimal("72000"), old.orderPrice());
    }

    @Test
    void kindsOfNoticesAreTold() throws Exception {
        String text = "t^5001234501^2^0000000001^02^%s^00^0^005930^10^0^093354^%s^%s^%s^06010^10^n^0^1^Y^^00^^n^0";
        assertEquals(Kind.CHANGED, notice(text.formatted("1", "0", "1", "2")).kind());
        assertEquals(Kind.CANCELLED, notice(text.formatted("2", "0", "1", "2")).kind());
        assertEquals(Kind.KILLED, notice(text.formatted("0", "0", "1", "3")).kind());
        assertEquals(Kind.REFUSED, notice(text.formatted("0", "1", "1", "1")).kind());
        assertEquals(Kind.ACCEPTED, notice(text.formatted("2", "0", "1", "1")).kind());
        assertThrows(BrokerException.class, () -> notice(text.replace("5001234501", "5").formatted("0", "0", "1",
                "1")));
        assertThrows(BrokerException.class, () -> notice("a^b"));
    }

    @Test
    void whatCannotBeDecryptedShowsNothingOfIt() {
        BrokerException wrong = assertThrows(BrokerException.class, () -> NoticeDecoder.decrypt("bm90IGEgbm90aWNl",
                new Secret("k".repeat(32)), new Secret("i".repeat(16))));
        assertEquals(ErrorCategory.DATA, wrong.category());
        assertTrue(!wrong.getMessage().contains("kkkk") && !wrong.getMessage().contains("bm90"), wrong::getMessage);
    }
}

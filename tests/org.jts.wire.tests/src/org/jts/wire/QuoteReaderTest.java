package org.jts.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jts.api.market.Quote;
import org.jts.wire.proto.market.QuoteData;
import org.junit.jupiter.api.Test;

import com.google.protobuf.InvalidProtocolBufferException;

/** What is read straight from the bytes is what their message says. */
class QuoteReaderTest {

    private static final int ROUNDS = 500;
    private static final int DAMAGED = 20_000;

    private final QuoteReader reader = new QuoteReader();
    private final List<Quote> read = new ArrayList<>();

    private static List<Quote> quotes(int seed) {
        Arbitrary any = new Arbitrary(seed);
        return IntStream.range(0, 1 + seed % 40).mapToObj(i -> any.quote()).toList();
    }

    private static QuoteData together(List<Quote> quotes) {
        return MarketWire.together(quotes.stream().map(MarketWire::message).toList());
    }

    @Test
    void quotesThatCameTogetherAreReadInTheirOrder() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Quote> quotes = quotes(seed);
            read.clear();
            reader.read(together(quotes).toByteArray(), read::add);
            assertEquals(quotes, read, "seed " + seed);
        }
    }

    @Test
    void symbolThatIsReadAgainIsTheSameObject() {
        Quote quote = new Arbitrary(1).quote();
        reader.read(together(List.of(quote, quote)).toByteArray(), read::add);
        assertSame(read.getFirst().symbol(), read.getLast().symbol());
    }

    /** Bytes that are changed at random: whatever protobuf makes of them, so does the reader. */
    @Test
    void bytesSayWhatTheirMessageSays() {
        int readable = 0;
        for (int seed = 0; seed < DAMAGED; seed++) {
            Random random = new Random(seed);
            byte[] bytes = together(quotes(seed % 4)).toByteArray();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            read.clear();
            boolean whole = isWhole(bytes);
            try {
                QuoteData message = QuoteData.parseFrom(bytes);
                List<Quote> expected = Stream.concat(Stream.of(message), message.getMoreList().stream())
                        .flatMap(QuoteReaderTest::readable).toList();
                assertEquals(expected, read, "seed " + seed);
                assertEquals(expected.size() == 1 + message.getMoreCount(), whole, "seed " + seed);
                readable++;
            } catch (InvalidProtocolBufferException e) {
                assertTrue(read.size() <= 4, "seed " + seed); // where one is damaged, others may be as they were
            }
        }
        assertTrue(readable > DAMAGED / 10, "expected that some damage does not show, found " + readable);
    }

    /** @return whether nothing failed */
    private boolean isWhole(byte[] bytes) {
        try {
            reader.read(bytes, read::add);
            return true;
        } catch (WireException e) {
            return false;
        }
    }

    private static Stream<Quote> readable(QuoteData message) {
        try {
            return Stream.of(MarketWire.quote(message));
        } catch (WireException e) {
            return Stream.empty();
        }
    }

    @Test
    void quoteThatCannotBeReadIsNamedAndKeepsNoOtherBack() {
        List<Quote> quotes = quotes(2);
        QuoteData bad = MarketWire.message(quotes.getFirst()).toBuilder().setSymbol("KRX:005930").setBid("-3").build();
        byte[] bytes = MarketWire.together(List.of(MarketWire.message(quotes.get(0)), bad,
                MarketWire.message(quotes.get(1)))).toByteArray();
        WireException failure = assertThrows(WireException.class, () -> reader.read(bytes, read::add));
        assertTrue(failure.getMessage().contains("KRX:005930") && failure.getMessage().contains("bid"),
                failure::getMessage);
        assertEquals(quotes.subList(0, 2), read);
        read.clear();
        assertThrows(WireException.class, () -> reader.read(new byte[] {1, 2, 3}, read::add));
        assertEquals(List.of(), read);
    }

    @Test
    void moreThanAnybodyAsksForAreNotRead() {
        QuoteData quote = MarketWire.message(new Arbitrary(1).quote());
        byte[] bytes = MarketWire.together(Collections.nCopies(1_010, quote)).toByteArray();
        WireException failure = assertThrows(WireException.class, () -> reader.read(bytes, read::add));
        assertTrue(failure.getMessage().contains("at most 1,001"), failure::getMessage);
        assertEquals(1_001, read.size());
    }

    @Test
    void listenerThatFailsKeepsNoOtherBack() {
        List<Quote> quotes = quotes(2);
        IllegalStateException failure = assertThrows(IllegalStateException.class,
                () -> reader.read(together(quotes).toByteArray(), quote -> {
                    read.add(quote);
                    throw new IllegalStateException("number " + read.size());
                }));
        assertEquals("number 1", failure.getMessage());
        assertEquals(quotes, read);
    }

    @Test
    void messagesComeAsTheirBytesHoweverTheyAreRead() {
        byte[] bytes = together(quotes(30)).toByteArray();
        var messages = QuoteReader.METHOD.getResponseMarshaller();
        assertArrayEquals(bytes, messages.parse(messages.stream(bytes)));
        assertArrayEquals(bytes, messages.parse(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int available() {
                return 1; // as a stream that does not know its length may say
            }
        }));
    }
}

package org.jts.wire;

import static org.jts.wire.Scalars.checked;
import static org.jts.wire.Scalars.unreadable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;

/**
 * Reads the quotes of a stream straight from the bytes of its messages: what {@link MarketWire#quote} reads, and those
 * that came in the same message. Made for streams that carry hundreds of thousands a second; on the way to the records
 * it makes neither messages nor texts. One stream has one reader, which is used by one thread at a time.
 *
 * @since 1.3
 */
public final class QuoteReader {

    /** The call that streams quotes, with messages as they came. */
    public static final MethodDescriptor<StreamQuotesRequest, byte[]> METHOD = MarketDataServiceGrpc
            .getStreamQuotesMethod().toBuilder(MarketDataServiceGrpc.getStreamQuotesMethod().getRequestMarshaller(),
                    new AsTheyCame()).build();

    private static final int MORE = QuoteData.MORE_FIELD_NUMBER;
    private static final int SECONDS = Timestamp.SECONDS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int NANOS = Timestamp.NANOS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    /** Of the symbols that are looked up by their bytes: more than a stream may have, a power of two. */
    private static final int SYMBOLS = 4_096;

    /** More than anybody asks for. */
    private static final int MAX_MORE = 1_000;

    /** Bytes that were read before, and what they say. */
    private record Known(byte[] text, SymbolId symbol) {
    }

    /** Where in a message another quote is. */
    private record Span(int from, int length) {
    }

    private final Known[] known = new Known[SYMBOLS];
    private final List<Span> more = new ArrayList<>();
    /** Where the value of each field of the present quote begins, by its number. */
    private final int[] starts = new int[MORE];
    /** How long it is; 0 for a field that is not there. */
    private final int[] lengths = new int[MORE];
    private byte[] bytes = {};
    private long seconds;
    private int nanos;

    /**
     * Reads a message. A quote that cannot be read, or that {@code sink} fails at, does not keep those behind it back.
     *
     * @param sink takes each quote, in their order
     * @throws WireException    for the first quote that cannot be read
     * @throws RuntimeException of {@code sink}, the first one
     */
    public void read(byte[] message, Consumer<Quote> sink) {
        bytes = message;
        more.clear();
        RuntimeException failed = hand(0, message.length, sink, null);
        for (int i = 0, others = Math.min(MAX_MORE, more.size()); i < others; i++) {
            Span next = more.get(i);
            failed = hand(next.from(), next.length(), sink, failed);
        }
        if (failed == null && more.size() > MAX_MORE) {
            throw new WireException("quotes: expected at most %,d in a message, found more; the rest is passed over"
                    .formatted(1 + MAX_MORE));
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** @return what failed first, now or before; null for nothing */
    private RuntimeException hand(int from, int length, Consumer<Quote> sink, RuntimeException before) {
        try {
            fields(from, length);
            sink.accept(checked("quote of ", this::symbolText, this::quote));
            return before;
        } catch (IOException e) {
            return before == null ? new WireException("quote: expected the bytes of one, found others: "
                    + e.getMessage(), e) : before;
        } catch (RuntimeException e) {
            return before == null ? e : before;
        }
    }

    /** Finds out where the fields of a quote are; of one that is there twice the last one counts. */
    private void fields(int from, int length) throws IOException {
        Arrays.fill(starts, 0);
        Arrays.fill(lengths, 0);
        seconds = 0;
        nanos = 0;
        CodedInputStream in = CodedInputStream.newInstance(bytes, from, length);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field > MORE || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
                continue;
            }
            int size = in.readRawVarint32();
            if (field == QuoteData.TIMESTAMP_FIELD_NUMBER) {
                timestamp(in, size);
                continue;
            }
            int start = from + in.getTotalBytesRead();
            in.skipRawBytes(size);
            if (field != MORE) {
                starts[field] = start;
                lengths[field] = size;
            } else if (from == 0 && more.size() <= MAX_MORE) { // those that came with others have none
                more.add(new Span(start, size));
            }
        }
    }

    private void timestamp(CodedInputStream in, int size) throws IOException {
        int end = in.pushLimit(size);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case SECONDS -> seconds = in.readInt64();
                case NANOS -> nanos = in.readInt32();
                default -> in.skipField(tag);
            }
        }
        in.popLimit(end);
    }

    private Quote quote() {
        return new Quote(symbol(), Scalars.instant(seconds, nanos, "timestamp"),
                number(QuoteData.PRICE_FIELD_NUMBER, "price"),
                number(QuoteData.LAST_SIZE_FIELD_NUMBER, "last_size"), optional(QuoteData.OPEN_FIELD_NUMBER, "open"),
                optional(QuoteData.HIGH_FIELD_NUMBER, "high"), optional(QuoteData.LOW_FIELD_NUMBER, "low"),
                optional(QuoteData.PREVIOUS_CLOSE_FIELD_NUMBER, "previous_close"),
                number(QuoteData.VOLUME_FIELD_NUMBER, "volume"), optional(QuoteData.BID_FIELD_NUMBER, "bid"),
                number(QuoteData.BID_SIZE_FIELD_NUMBER, "bid_size"), optional(QuoteData.ASK_FIELD_NUMBER, "ask"),
                number(QuoteData.ASK_SIZE_FIELD_NUMBER, "ask_size"));
    }

    private BigDecimal number(int field, String name) {
        return Scalars.number(bytes, starts[field], lengths[field], name);
    }

    private Optional<BigDecimal> optional(int field, String name) {
        return lengths[field] == 0 ? Optional.empty() : Optional.of(number(field, name));
    }

    private SymbolId symbol() {
        int start = starts[QuoteData.SYMBOL_FIELD_NUMBER];
        int end = start + lengths[QuoteData.SYMBOL_FIELD_NUMBER];
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 12) & SYMBOLS - 1;
        Known there = known[slot];
        if (there == null || !Arrays.equals(there.text(), 0, there.text().length, bytes, start, end)) {
            there = new Known(Arrays.copyOfRange(bytes, start, end), MarketWire.symbolId(symbolText()));
            known[slot] = there;
        }
        return there.symbol();
    }

    private String symbolText() {
        ByteString text = ByteString.copyFrom(bytes, starts[QuoteData.SYMBOL_FIELD_NUMBER],
                lengths[QuoteData.SYMBOL_FIELD_NUMBER]);
        if (!text.isValidUtf8()) {
            throw unreadable("symbol", "a text in UTF-8", text.toString(StandardCharsets.ISO_8859_1));
        }
        return text.toStringUtf8();
    }

    /** Messages as their bytes. */
    private static final class AsTheyCame implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream instanceof KnownLength ? stream.readNBytes(stream.available()) : stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("expected a message, found that it cannot be read", e);
            }
        }
    }
}

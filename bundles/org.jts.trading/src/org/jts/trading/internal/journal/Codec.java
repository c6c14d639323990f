package org.jts.trading.internal.journal;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/**
 * Entries as lines of JSON, and back: the one place that knows their form. {@code v} is the version of the form. A
 * field or a kind of record that is not known is left aside; a version that is not known is an error, because its
 * meaning could be another.
 */
public final class Codec {

    private static final int VERSION = 1;
    private static final String NAME = "name ";
    private static final String CONCLUDED = "concluded";
    private static final String GIVEN = "given";
    private static final String CASH = "cash ";
    private static final String EQUITY = "equity ";
    private static final String DAY = "day ";
    private static final String INSTRUCTION = "instruction";

    private Codec() {
    }

    /** @return one line, without a line feed */
    public static String write(Line line) {
        return entry(new Fields.Writer().put("v", VERSION).put("at", line.at()), line.entry()).end();
    }

    /**
     * Reads a line.
     *
     * @param known the order of a key as the lines before say, for those lines that only say what has changed
     * @return empty for a kind of record that is not known, and for a change of an order that is not
     * @throws IOException when it was not written by {@link #write}, or by a later version of it
     */
    public static Optional<Line> read(String text, Known known) throws IOException {
        try {
            Fields.Reader in = new Fields.Reader(text);
            if (Integer.parseInt(in.get("v")) > VERSION) {
                throw new IOException(
                        "expected version %d or older, found %s; it was written by a newer program: use that"
                                .formatted(VERSION, in.get("v")));
            }
            Instant at = in.instant("at");
            return entry(in, known).map(e -> new Line(at, e));
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /** What a reader knows of the orders so far. */
    @FunctionalInterface
    public interface Known {
        /** @return null when there is none of that name */
        Order order(String key);
    }

    private static Fields.Writer entry(Fields.Writer out, Entry entry) {
        return switch (entry) {
            case Entry.Started e -> out.put("is", "started").put("prefix", e.idPrefix());
            case Entry.Placing e -> request(flag(out.put("is", "placing").put("broker", e.broker()), GIVEN,
                    e.isGiven()), e.request());
            case Entry.Named e -> out.put("is", "named").put("name", e.name());
            case Entry.Changing e -> out.put("is", "changing").put("key", e.key()).put("quantity", e.quantity())
                    .putNumber("limit", e.limitPrice());
            case Entry.Cancelling e -> out.put("is", "cancelling").put("key", e.key());
            case Entry.Answered e -> out.put("is", "answered").put("key", e.key()).put("call", e.call())
                    .put("outcome", e.outcome()).put("text", e.text());
            case Entry.Attempt e -> out.put("is", "attempt").put("key", e.key()).put("number", e.number())
                    .put("why", e.why());
            case Entry.Seen e -> flag(order(names(out.put("is", "seen").put("key", e.key())
                    .put("broker", e.broker()).put("foreign", Boolean.toString(e.foreign())), e), e.order()),
                    CONCLUDED, e.concluded());
            case Entry.Moved e -> flag(moving(out.put("is", "moved").put("key", e.key()), e.order()), CONCLUDED,
                    e.concluded());
            case Entry.Traded e -> execution(out.put("is", "traded").put("key", e.key()), e.execution());
            case Entry.Joined e -> out.put("is", "joined").put("key", e.key()).put("into", e.into());
            case Entry.Settled e -> out.put("is", "settled").put("key", e.key()).put("verdict", e.verdict());
            case Entry.Held e -> held(out.put("is", "held"), e);
            case Entry.DayStarted e -> day(out.put("is", "day"), e);
            case Entry.Calling e -> CallCodec.write(out.put("is", "calling"), e);
            case Entry.Called e -> CallCodec.write(out.put("is", "called"), e);
            case Entry.Stopped e -> out.put("is", "stopped").put("stopped", Boolean.toString(e.stopped()))
                    .put("why", e.why());
        };
    }

    private static Optional<Entry> entry(Fields.Reader in, Known known) throws IOException {
        return Optional.ofNullable(switch (in.get("is")) {
            case "started" -> new Entry.Started(in.get("prefix"));
            case "placing" -> new Entry.Placing(in.get("broker", BrokerId::new), request(in), isSet(in, GIVEN));
            case "named" -> new Entry.Named(in.get("name"));
            case "changing" -> new Entry.Changing(in.get("key"), in.number("quantity"), in.numberIfAny("limit"));
            case "cancelling" -> new Entry.Cancelling(in.get("key"));
            case "answered" -> new Entry.Answered(in.get("key"), in.get("call"), in.get("outcome"), in.get("text"));
            case "attempt" -> new Entry.Attempt(in.get("key"), Integer.parseInt(in.get("number")), in.get("why"));
            case "seen" -> new Entry.Seen(in.get("key"), in.get("broker", BrokerId::new),
                    Boolean.parseBoolean(in.get("foreign")), order(in), names(in),
                    isSet(in, CONCLUDED));
            case "moved" -> moved(in, known);
            case "traded" -> new Entry.Traded(in.get("key"), execution(in));
            case "joined" -> new Entry.Joined(in.get("key"), in.get("into"));
            case "settled" -> new Entry.Settled(in.get("key"), in.get("verdict"));
            case "held" -> held(in);
            case "day" -> day(in);
            case "calling" -> CallCodec.calling(in);
            case "called" -> CallCodec.called(in);
            case "stopped" -> new Entry.Stopped(Boolean.parseBoolean(in.get("stopped")), in.get("why"));
            default -> null;
        });
    }

    /** Written where it holds. */
    private static Fields.Writer flag(Fields.Writer out, String name, boolean isSet) {
        return isSet ? out.put(name, "true") : out;
    }

    private static boolean isSet(Fields.Reader in, String name) {
        return in.text(name).isPresent();
    }

    /** Numbered fields: a name may have any character. */
    private static Fields.Writer names(Fields.Writer out, Entry.Seen seen) {
        int number = 0;
        for (String name : seen.names().stream().map(BrokerOrderId::value).sorted().toList()) {
            if (seen.order().brokerOrderId().filter(id -> id.value().equals(name)).isEmpty()) {
                out.put(NAME + ++number, name);
            }
        }
        return out;
    }

    private static Set<BrokerOrderId> names(Fields.Reader in) {
        Set<BrokerOrderId> all = new HashSet<>(2);
        for (int number = 1; in.text(NAME + number).isPresent(); number++) {
            all.add(new BrokerOrderId(in.text(NAME + number).orElseThrow()));
        }
        return all;
    }

    private static Fields.Writer request(Fields.Writer out, OrderRequest r) {
        return out.put("client", r.clientOrderId()).put("account", r.account()).put("symbol", r.symbol())
                .put("side", r.side()).put("type", r.type()).put("tif", r.timeInForce()).put("quantity", r.quantity())
                .putNumber("limit", r.limitPrice()).putNumber("stop", r.stopPrice())
                .putText(INSTRUCTION, r.instruction());
    }

    private static OrderRequest request(Fields.Reader in) throws IOException {
        return new OrderRequest(in.get("client", ClientOrderId::new), in.get("account", AccountId::new),
                in.get("symbol", SymbolId::parse), in.get("side", Side::valueOf), in.get("type", OrderType::valueOf),
                in.get("tif", TimeInForce::valueOf), in.number("quantity"), in.numberIfAny("limit"),
                in.numberIfAny("stop"), in.text(INSTRUCTION));
    }

    private static Fields.Writer order(Fields.Writer out, Order o) {
        out.putText("client", o.clientOrderId()).put("account", o.account()).put("symbol", o.symbol())
                .put("side", o.side()).put("type", o.type()).put("tif", o.timeInForce()).put("created", o.createdAt());
        return moving(out, o);
    }

    private static Order order(Fields.Reader in) throws IOException {
        Optional<ClientOrderId> client = in.text("client").map(ClientOrderId::new);
        AccountId account = in.get("account", AccountId::new);
        return parts(in, client, account, in.get("symbol", SymbolId::parse), in.get("side", Side::valueOf),
                in.get("type", OrderType::valueOf), in.get("tif", TimeInForce::valueOf), in.instant("created"));
    }

    private static Fields.Writer moving(Fields.Writer out, Order o) {
        return out.putText("order", o.brokerOrderId()).put("quantity", o.quantity()).putNumber("limit", o.limitPrice())
                .putNumber("stop", o.stopPrice()).put("status", o.status()).put("filled", o.filledQuantity())
                .putNumber("average", o.averagePrice()).put("fees", o.fees()).put("updated", o.updatedAt())
                .putText("message", o.message()).putText(INSTRUCTION, o.instruction());
    }

    /** @return null when the order is not known: it ended so long before a checkpoint that it is not in it */
    private static Entry moved(Fields.Reader in, Known known) throws IOException {
        Order before = known.order(in.get("key"));
        if (before == null) {
            return null;
        }
        Order now = parts(in, before.clientOrderId(), before.account(), before.symbol(), before.side(), before.type(),
                before.timeInForce(), before.createdAt());
        return new Entry.Moved(in.get("key"), now.instruction().isPresent() ? now
                : now.withInstruction(before.instruction()), isSet(in, CONCLUDED));
    }

    private static Order parts(Fields.Reader in, Optional<ClientOrderId> client, AccountId account, SymbolId symbol,
            Side side, OrderType type, TimeInForce tif, Instant created) throws IOException {
        return new Order(client, in.text("order").map(BrokerOrderId::new), account, symbol, side, type, tif,
                in.number("quantity"), in.numberIfAny("limit"), in.numberIfAny("stop"),
                in.get("status", OrderStatus::valueOf), in.number("filled"), in.numberIfAny("average"),
                in.number("fees"), created, in.instant("updated"), in.text("message"), in.text(INSTRUCTION));
    }

    private static Fields.Writer execution(Fields.Writer out, Execution e) {
        return out.put("id", e.id()).put("order", e.brokerOrderId()).putText("client", e.clientOrderId())
                .put("account", e.account()).put("symbol", e.symbol()).put("side", e.side())
                .put("quantity", e.quantity()).put("price", e.price()).put("commission", e.commission())
                .put("tax", e.tax()).put("currency", e.currency()).put("time", e.time());
    }

    private static Execution execution(Fields.Reader in) throws IOException {
        return new Execution(in.get("id", ExecutionId::new), in.get("order", BrokerOrderId::new),
                in.text("client").map(ClientOrderId::new), in.get("account", AccountId::new),
                in.get("symbol", SymbolId::parse), in.get("side", Side::valueOf), in.number("quantity"),
                in.number("price"), in.number("commission"), in.number("tax"), in.get("currency", CurrencyCode::new),
                in.instant("time"));
    }

    private static Fields.Writer held(Fields.Writer out, Entry.Held held) {
        out.put("broker", held.account().broker()).put("account", held.account().account());
        for (Map.Entry<SymbolId, BigDecimal> position : held.positions().entrySet()) {
            out.put("position " + position.getKey(), position.getValue());
        }
        for (Map.Entry<CurrencyCode, BigDecimal> cash : held.cash().entrySet()) {
            out.put(CASH + cash.getKey(), cash.getValue());
        }
        return out;
    }

    private static Fields.Writer day(Fields.Writer out, Entry.DayStarted day) {
        out.put("broker", day.account().broker()).put("account", day.account().account())
                .put("day", day.home().day()).put("equity", day.home().equity());
        for (Map.Entry<CurrencyCode, Entry.Begun> other : day.others().entrySet()) {
            out.put(EQUITY + other.getKey(), other.getValue().equity());
            out.put(DAY + other.getKey(), other.getValue().day());
        }
        return out;
    }

    /** Before each currency had a day of its own, all had that of the home currency. */
    private static Entry day(Fields.Reader in) throws IOException {
        LocalDate home = in.get("day", LocalDate::parse);
        Map<CurrencyCode, Entry.Begun> others = new HashMap<>();
        currencies(in, EQUITY).forEach((currency, equity) -> others.put(currency, new Entry.Begun(
                in.text(DAY + currency).map(LocalDate::parse).orElse(home), equity)));
        return new Entry.DayStarted(account(in), new Entry.Begun(home, in.number("equity")), others);
    }

    /** Amounts whose fields are named by a word and their currency. */
    private static Map<CurrencyCode, BigDecimal> currencies(Fields.Reader in, String word) {
        Map<CurrencyCode, BigDecimal> all = new HashMap<>();
        in.all().forEach((name, value) -> {
            if (name.startsWith(word)) {
                all.put(new CurrencyCode(name.substring(word.length())), new BigDecimal(value));
            }
        });
        return all;
    }

    private static Entry held(Fields.Reader in) throws IOException {
        Map<SymbolId, BigDecimal> positions = new HashMap<>();
        in.all().forEach((name, value) -> {
            if (name.startsWith("position ")) {
                positions.put(SymbolId.parse(name.substring("position ".length())), new BigDecimal(value));
            }
        });
        return new Entry.Held(account(in), positions, currencies(in, CASH));
    }

    private static AccountKey account(Fields.Reader in) throws IOException {
        return new AccountKey(in.get("broker", BrokerId::new), in.get("account", AccountId::new));
    }
}

package org.jts.trading.internal.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.testkit.Samples;

/** A gateway to a {@link LineBroker}. */
final class SimGateway implements BrokerGateway, Way {

    static final AccountId ACCOUNT = Samples.ACCOUNT;

    /** Where an order is on its way, for those who end the process there. */
    enum Step { JOURNALLED, SENT, ANSWERED }

    /** Told of each step of an order call. */
    interface Steps {
        void at(Step step);
    }

    private final int port;
    private final boolean named;
    private final FastTime time;
    private final Steps steps;
    /** Between the wire and the desk: for frames that get lost. */
    private final java.util.function.UnaryOperator<Consumer<OrderEvent>> line;
    volatile boolean down;

    SimGateway(int port, boolean named, FastTime time, Steps steps,
            java.util.function.UnaryOperator<Consumer<OrderEvent>> line) {
        this.port = port;
        this.named = named;
        this.time = time;
        this.steps = steps;
        this.line = line;
    }

    @Override
    public void restartBroker() {
        try {
            ask("RESTART", s -> { });
        } catch (IOException e) {
            // It is restarting already, or did at once.
            return;
        }
    }

    @Override
    public List<String> dump() throws IOException {
        return tell("DUMP");
    }

    /** Says something to the broker that is no order. @return its answer */
    List<String> tell(String request) throws IOException {
        return ask(request, s -> { });
    }

    @Override
    public BrokerGateway gateway() {
        return this;
    }

    @Override
    public void lineDown() {
        disconnect();
        closeStream();
    }

    @Override
    public void lineUp() {
        connect(null);
    }

    @Override
    public void close() {
        closeStream();
    }

    @Override
    public OrderOutcome place(OrderRequest r) {
        return order("PLACE|%s|%s|%s|%s".formatted(r.clientOrderId(), r.side(), r.quantity().toPlainString(),
                r.limitPrice().orElseThrow().toPlainString()));
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order("MODIFY|%s|%s|%s".formatted(change.order().brokerOrderId(), change.quantity().toPlainString(),
                change.limitPrice().orElseThrow().toPlainString()));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order("CANCEL|" + order.brokerOrderId());
    }

    private OrderOutcome order(String request) {
        steps.at(Step.JOURNALLED);
        boolean[] sent = {false};
        try {
            String answer = ask(request, s -> {
                sent[0] = true;
                steps.at(Step.SENT);
            }).getFirst();
            steps.at(Step.ANSWERED);
            return answer.startsWith("OK|") ? new OrderOutcome.Accepted(new BrokerOrderId(answer.substring(3)),
                    time.now())
                    : new OrderOutcome.Rejected(RejectReason.OTHER, "", answer);
        } catch (IOException e) {
            return sent[0] ? new OrderOutcome.Unknown(e.toString()) : new OrderOutcome.NotSent(e.toString());
        }
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException {
        return read("OPEN").stream().map(l -> order(l.split("\\|"), 0)).toList();
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException {
        return read("EXECS|" + String.format("%016d", since.toEpochMilli())).stream()
                .map(l -> execution(l.split("\\|"), 0)).toList();
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException {
        BigDecimal cash = new BigDecimal(read("HOLD").getFirst().split("\\|")[0]);
        return List.of(new Balance(ACCOUNT, CurrencyCode.KRW, cash, cash, cash.max(BigDecimal.ZERO), time.now()));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException {
        BigDecimal held = new BigDecimal(read("HOLD").getFirst().split("\\|")[1]);
        return List.of(new Position(ACCOUNT, Samples.SAMSUNG, "삼성전자", CurrencyCode.KRW, held, held, BigDecimal.ONE,
                BigDecimal.ONE));
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener) {
        Consumer<OrderEvent> out = line.apply(listener::onOrderEvent);
        Thread reader = Thread.ofPlatform().daemon().name("sim-events").start(() -> stream(out));
        return () -> {
            reader.interrupt();
            closeStream();
        };
    }

    private volatile Socket streaming;

    /** Ends the stream, which begins anew: what happens in between is missed. */
    void closeStream() {
        Socket socket = streaming;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stream(Consumer<OrderEvent> out) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                streaming = socket;
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                socket.getOutputStream().write("EVENTS\n".getBytes(StandardCharsets.UTF_8));
                BufferedReader in = reader(socket);
                for (String text = in.readLine(); text != null; text = in.readLine()) {
                    out.accept(event(text.split("\\|")));
                }
            } catch (IOException e) {
                // Begun anew below, unless it was meant.
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private OrderEvent event(String[] f) {
        Order order = order(f, 1);
        return f[0].equals("FILLED") ? new OrderEvent.Filled(order, execution(f, 12)) : new OrderEvent.Changed(order);
    }

    private Order order(String[] f, int at) {
        BigDecimal filled = new BigDecimal(f[at + 6]);
        return new Order(client(f[at + 1]), Optional.of(new BrokerOrderId(f[at])), ACCOUNT, Samples.SAMSUNG,
                Side.valueOf(f[at + 2]), OrderType.LIMIT, TimeInForce.DAY, new BigDecimal(f[at + 3]),
                Optional.of(new BigDecimal(f[at + 4])), Optional.empty(), OrderStatus.valueOf(f[at + 5]), filled,
                filled.signum() == 0 ? Optional.empty()
                        : Optional.of(new BigDecimal(f[at + 7]).divide(filled, MathContext.DECIMAL64)),
                new BigDecimal(f[at + 8]), Instant.ofEpochMilli(Long.parseLong(f[at + 9])),
                Instant.ofEpochMilli(Long.parseLong(f[at + 10])), Optional.empty());
    }

    static Execution execution(String[] f, int at) {
        return new Execution(new ExecutionId(f[at]), new BrokerOrderId(f[at + 1]), client(f[at + 2]), ACCOUNT,
                Samples.SAMSUNG, Side.valueOf(f[at + 3]), new BigDecimal(f[at + 4]), new BigDecimal(f[at + 5]),
                new BigDecimal(f[at + 6]), new BigDecimal(f[at + 7]), CurrencyCode.KRW,
                Instant.ofEpochMilli(Long.parseLong(f[at + 8])));
    }

    private static Optional<ClientOrderId> client(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(new ClientOrderId(text));
    }

    private List<String> read(String request) throws BrokerException {
        try {
            return ask(request, s -> { });
        } catch (IOException e) {
            throw new BrokerException(ErrorCategory.NETWORK, e.toString());
        }
    }

    private List<String> ask(String request, Consumer<String> onSent) throws IOException {
        if (down && !request.equals("RESTART")) {
            throw new IOException("the line is down");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            onSent.accept(request);
            BufferedReader in = reader(socket);
            List<String> lines = new ArrayList<>();
            for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
                if (text == null) {
                    throw new IOException("the answer to " + request + " was cut off");
                }
                lines.add(text);
            }
            // Nothing is left to come: the port is free at once, of which thousands are used.
            socket.setSoLinger(true, 0);
            return lines;
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    // ---- the rest of a gateway

    @Override
    public BrokerId id() {
        return Samples.BROKER;
    }

    @Override
    public Capabilities capabilities() {
        Set<Feature> features = EnumSet.allOf(Feature.class);
        if (!named) {
            features.remove(Feature.CLIENT_ORDER_ID);
        }
        return new Capabilities(features, Map.of(OrderType.LIMIT, Set.of(TimeInForce.DAY)), Set.of(),
                OptionalInt.empty());
    }

    @Override
    public List<Account> accounts() throws BrokerException {
        read("HOLD");
        return List.of(Samples.paperAccount(ACCOUNT));
    }

    @Override
    public List<Symbol> symbols() {
        return List.of(Samples.stock(Samples.SAMSUNG, "삼성전자"));
    }

    @Override
    public void connect(GatewayListener listener) {
        down = false;
    }

    @Override
    public void disconnect() {
        down = true;
    }

    @Override
    public void checkHealth() throws BrokerException {
        read("HOLD");
    }

    @Override
    public Quote quote(SymbolId symbol) {
        throw new UnsupportedOperationException("no prices here");
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) {
        throw new UnsupportedOperationException("no prices here");
    }

    @Override
    public List<Candle> candles(CandleQuery query) {
        throw new UnsupportedOperationException("no prices here");
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener) {
        throw new UnsupportedOperationException("no prices here");
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener) {
        throw new UnsupportedOperationException("no prices here");
    }
}

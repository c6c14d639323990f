package org.jts.gateway.template.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The broker's own books: two symbols whose prices follow the clock, two accounts, orders that trade whole when they
 * meet the price. Money and prices are whole won. Thread-safe.
 */
final class Market {

    static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    static final int TICK = 10;
    private static final Map<String, Long> BASE = new TreeMap<>(Map.of("ONE", 10_000L, "TWO", 50_000L));
    private static final long SIZE = 1_000;

    /** An order; replaced as a whole when it changes. */
    record Order(long id, String account, String symbol, boolean buy, boolean market, long quantity, long price,
            String status, long filled, long average, long fee, String name, Instant created, Instant updated) {

        Order with(String newStatus, long newFilled, long newAverage, long newFee, Instant now) {
            return new Order(id, account, symbol, buy, market, quantity, price, newStatus, newFilled, newAverage,
                    newFee,
                    name, created, now);
        }

        boolean isOpen() {
            return status.equals("OPEN");
        }
    }

    record Trade(long id, Order order, long quantity, long price, long fee, Instant time) {
    }

    /** What a price did within a span of time. */
    record Candle(Instant open, long first, long high, long low, long last, long volume) {
    }

    /** The broker says no. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final String code;

        Refused(String code, String text) {
            super(text);
            this.code = code;
        }
    }

    private static final class Books {
        long cash = 100_000_000;
        final Map<String, Long> held = new TreeMap<>();
        final Map<String, Long> paid = new TreeMap<>();
    }

    private final Map<String, Books> accounts = new TreeMap<>(Map.of("TEMPLATE-1", new Books(), "TEMPLATE-2",
            new Books()));
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final List<Trade> trades = new ArrayList<>();
    /** Told of each change; the trade is null where there was none. Called in order, under the lock. */
    private final BiConsumer<Order, Trade> listener;

    Market(BiConsumer<Order, Trade> listener) {
        this.listener = listener;
    }

    static List<String> symbols() {
        return List.copyOf(BASE.keySet());
    }

    static boolean knows(String symbol) {
        return BASE.containsKey(symbol);
    }

    /** The price of that second, the same whenever it is asked for. */
    static long price(String symbol, Instant at) {
        double second = at.getEpochSecond();
        return BASE.get(symbol) + TICK * Math.round(30 * Math.sin(second / 97) + 8 * Math.sin(second * 1.7));
    }

    static long bid(String symbol, Instant at) {
        return price(symbol, at) - TICK;
    }

    static long ask(String symbol, Instant at) {
        return price(symbol, at) + TICK;
    }

    /** The candle that holds this moment; a day is drawn from its hours, a minute from its seconds. */
    static Candle candle(String symbol, boolean day, Instant within, Instant now) {
        ZonedDateTime local = within.atZone(ZONE);
        Instant open = local.truncatedTo(day ? ChronoUnit.DAYS : ChronoUnit.MINUTES).toInstant();
        long step = day ? 3_600 : 1;
        long high = 0;
        long low = Long.MAX_VALUE;
        long last = 0;
        long volume = 0;
        for (int i = 0; i < (day ? 24 : 60) && !open.plusSeconds(i * step).isAfter(now); i++) {
            last = price(symbol, open.plusSeconds(i * step));
            high = Math.max(high, last);
            low = Math.min(low, last);
            volume += SIZE;
        }
        return new Candle(open, price(symbol, open), high, low, last, volume);
    }

    synchronized boolean hasAccount(String account) {
        return accounts.containsKey(account);
    }

    List<String> accounts() {
        return List.copyOf(accounts.keySet());
    }

    synchronized long cash(String account) {
        return accounts.get(account).cash;
    }

    synchronized long buyingPower(String account) {
        return orders.values().stream().filter(o -> o.isOpen() && o.buy() && o.account().equals(account))
                .mapToLong(o -> value(o.quantity(), o.price())).reduce(accounts.get(account).cash, (a, b) -> a - b);
    }

    synchronized Map<String, Long> held(String account) {
        return new TreeMap<>(accounts.get(account).held);
    }

    synchronized long paid(String account, String symbol) {
        return accounts.get(account).paid.getOrDefault(symbol, 0L);
    }

    synchronized long sellable(String account, String symbol) {
        long open = orders.values().stream().filter(o -> o.isOpen() && !o.buy() && o.account().equals(account)
                && o.symbol().equals(symbol)).mapToLong(Order::quantity).sum();
        return accounts.get(account).held.getOrDefault(symbol, 0L) - open;
    }

    synchronized List<Order> open(String account) {
        return orders.values().stream().filter(o -> o.isOpen() && o.account().equals(account)).toList();
    }

    /** @param since in the broker's own time, which is that of Seoul */
    synchronized List<Trade> trades(String account, LocalDateTime since) {
        Instant from = since.atZone(ZONE).toInstant();
        return trades.stream().filter(t -> t.order().account().equals(account) && !t.time().isBefore(from)).toList();
    }

    synchronized Order place(String account, String symbol, boolean buy, boolean market, long quantity, long price,
            String name, Instant now) throws Refused {
        for (Order known : orders.values()) {
            if (!name.isEmpty() && known.name().equals(name)) {
                return known;
            }
        }
        check(account, symbol, quantity, market ? ask(symbol, now) : price);
        if (buy && value(quantity, market ? ask(symbol, now) : price) > buyingPower(account)) {
            throw new Refused("FUNDS", "The order needs more cash than the " + buyingPower(account)
                    + " KRW there are.");
        }
        if (!buy && quantity > sellable(account, symbol)) {
            throw new Refused("HOLDINGS", "Only " + sellable(account, symbol) + " of " + symbol + " can be sold.");
        }
        Order order = new Order(orders.size() + 1L, account, symbol, buy, market, quantity, price, "OPEN", 0, 0, 0,
                name,
                now, now);
        changed(order, null);
        match(order, now, true);
        return order;
    }

    synchronized Order change(String account, long id, long quantity, long price, Instant now) throws Refused {
        Order order = open(account, id);
        check(account, order.symbol(), quantity, price);
        Order changed = new Order(id, account, order.symbol(), order.buy(), false, quantity, price, "OPEN", 0, 0, 0,
                order.name(), order.created(), now);
        changed(changed, null);
        match(changed, now, true);
        return changed;
    }

    synchronized void cancel(String account, long id, Instant now) throws Refused {
        changed(open(account, id).with("CANCELLED", 0, 0, 0, now), null);
    }

    /** Lets the open orders trade that meet the price now. */
    synchronized void tick(Instant now) {
        List.copyOf(orders.values()).stream().filter(Order::isOpen).forEach(order -> match(order, now, false));
    }

    private void match(Order order, Instant now, boolean fresh) {
        long best = order.buy() ? ask(order.symbol(), now) : bid(order.symbol(), now);
        boolean meets = order.market() || (order.buy() ? order.price() >= best : order.price() <= best);
        if (!meets) {
            return;
        }
        long price = fresh ? best : order.price();
        long fee = fee(order.quantity(), price);
        Order filled = order.with("FILLED", order.quantity(), price, fee, now);
        Trade trade = new Trade(trades.size() + 1L, filled, order.quantity(), price, fee, now);
        trades.add(trade);
        settle(accounts.get(order.account()), trade);
        changed(filled, trade);
    }

    private static void settle(Books books, Trade trade) {
        String symbol = trade.order().symbol();
        long value = trade.quantity() * trade.price();
        long before = books.held.getOrDefault(symbol, 0L);
        long paid = books.paid.getOrDefault(symbol, 0L);
        if (trade.order().buy()) {
            books.cash -= value + trade.fee();
            books.held.put(symbol, before + trade.quantity());
            books.paid.put(symbol, paid + value);
        } else {
            books.cash += value - trade.fee();
            books.held.put(symbol, before - trade.quantity());
            books.paid.put(symbol, paid - paid * trade.quantity() / before);
            books.held.remove(symbol, 0L);
        }
    }

    private void changed(Order order, Trade trade) {
        orders.put(order.id(), order);
        listener.accept(order, trade);
    }

    private Order open(String account, long id) throws Refused {
        Order order = orders.get(id);
        if (order == null || !order.account().equals(account)) {
            throw new Refused("ORDER", "The account has no order " + id + ".");
        }
        if (!order.isOpen()) {
            throw new Refused("CLOSED", "The order " + id + " is " + order.status() + " already.");
        }
        return order;
    }

    private void check(String account, String symbol, long quantity, long price) throws Refused {
        if (!accounts.containsKey(account)) {
            throw new Refused("ACCOUNT", "There is no account " + account + ".");
        }
        if (!knows(symbol)) {
            throw new Refused("SYMBOL", "There is no symbol " + symbol + ".");
        }
        if (price <= 0 || price % TICK != 0) {
            throw new Refused("TICK", "Prices are in steps of " + TICK + " KRW.");
        }
        if (quantity <= 0) {
            throw new Refused("QUANTITY", "Quantities are whole and above 0.");
        }
    }

    /** What an open purchase keeps from being spent. */
    private static long value(long quantity, long price) {
        return quantity * price + fee(quantity, price);
    }

    private static long fee(long quantity, long price) {
        return quantity * price * 5 / 10_000;
    }
}

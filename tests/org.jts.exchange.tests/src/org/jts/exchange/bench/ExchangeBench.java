package org.jts.exchange.bench;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.AccountSetup;
import org.jts.exchange.Answer;
import org.jts.exchange.DefaultListings;
import org.jts.exchange.Exchange;
import org.jts.exchange.ExchangeListener;
import org.jts.exchange.KrxRules;
import org.jts.exchange.Listing;
import org.jts.exchange.PriceModel;

/**
 * The figures of the exchange, one JSON object a line. Orders go through the public interface, with checks, reserves,
 * fees and the event log, on the calling thread alone; making the requests is part of what is measured. Rates are
 * medians of five rounds.
 */
public final class ExchangeBench {

    private static final Instant START = Instant.parse("2026-01-02T01:00:00Z");
    private static final int ACCOUNTS = 50;
    private static final int SYMBOLS = 10;
    private static final int OPEN_ORDERS = 20_000;
    private static final int ROUNDS = 5;
    private static final int ENOUGH = 2_000_000;

    private final SplittableRandom random = new SplittableRandom(42);
    private final List<SymbolId> symbols = new ArrayList<>();
    private final List<BigDecimal[]> ladders = new ArrayList<>();
    private final List<AccountId> accounts = new ArrayList<>();
    private final Exchange exchange;
    private final AccountId[] openAccount = new AccountId[OPEN_ORDERS];
    private final BrokerOrderId[] openId = new BrokerOrderId[OPEN_ORDERS];
    private final BigDecimal[] openPrice = new BigDecimal[OPEN_ORDERS];
    private int open;
    private long requests;
    private long refused;
    private int kept;

    /** @param seconds to measure each scenario, after as long a warm-up */
    public static void run(double seconds, PrintStream out) {
        new ExchangeBench().orders(seconds, out);
        quotes(seconds, out);
        candles(out);
    }

    /** @param args optionally the seconds to measure each scenario; 5 when left out */
    public static void main(String[] args) {
        run(args.length > 0 ? Double.parseDouble(args[0]) : 5, System.out);
    }

    private ExchangeBench() {
        var rules = KrxRules.alwaysOpen();
        List<Listing> listings = DefaultListings.korean(rules).subList(0, SYMBOLS).stream()
                .map(listing -> listing.withModel(new PriceModel.NoLiquidity())).toList();
        var builder = Exchange.builder().seed(1).start(START).listings(listings).warmUp(false).keepOrders(50_000);
        Map<SymbolId, BigDecimal> holdings = new TreeMap<>();
        for (Listing listing : listings) {
            symbols.add(listing.symbol().id());
            ladders.add(ladder(listing));
            holdings.put(listing.symbol().id(), BigDecimal.valueOf(10_000_000));
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            var setup = AccountSetup.paper("B%03d".formatted(i), "bench", CurrencyCode.KRW,
                    BigDecimal.valueOf(10_000_000_000_000L), false).withHoldings(holdings);
            accounts.add(setup.account().id());
            builder.account(setup);
        }
        exchange = builder.build();
    }

    /** Sixty allowed prices around the previous close. */
    private static BigDecimal[] ladder(Listing listing) {
        BigDecimal[] prices = new BigDecimal[60];
        BigDecimal price = listing.previousClose();
        for (int i = 0; i < 30; i++) {
            price = listing.symbol().ticks().below(price);
        }
        for (int i = 0; i < prices.length; i++) {
            prices[i] = price;
            price = listing.symbol().ticks().above(price);
        }
        return prices;
    }

    private void orders(double seconds, PrintStream out) {
        while (open < OPEN_ORDERS / 2) {
            limit();
        }
        warmUp(seconds);
        long[] nanos = new long[2_000_000];
        double[] rates = new double[ROUNDS];
        long count = 0;
        refused = 0;
        double cpu = cpuSeconds();
        for (int round = 0; round < ROUNDS; round++) {
            long refusedBefore = refused;
            long done = measure(seconds / ROUNDS, round == 0 ? nanos : null);
            // An order that has ended meanwhile cannot be cancelled or changed: such refusals do not count.
            rates[round] = (done - (refused - refusedBefore)) / (seconds / ROUNDS);
            count += done;
            kept = round == 0 ? (int) Math.min(done, nanos.length) : kept;
        }
        cpu = Math.max(1e-3, cpuSeconds() - cpu);
        Arrays.sort(rates);
        Arrays.sort(nanos, 0, kept);
        line(out, "exchange.ops", rates[ROUNDS / 2], "1/s");
        // Of all threads, the collector's too: what one core would do, however busy the machine is with other things.
        line(out, "exchange.ops.cpu", (count - refused) / cpu, "1/s");
        line(out, "exchange.op.p50", nanos[kept / 2] / 1e3, "us");
        line(out, "exchange.op.p99", nanos[(int) (kept * 0.99)] / 1e3, "us");
        line(out, "exchange.refused", 100.0 * refused / count, "%");
        List<String> problems = exchange.audit().problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("exchange: expected balances that add up, was " + problems);
        }
    }

    /** As long as a measurement and, on a busy machine, longer: until the compiler has seen enough. */
    private void warmUp(double seconds) {
        long done = 0;
        for (int i = 0; i < 10 && (i == 0 || done < ENOUGH); i++) {
            done += measure(seconds, null);
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** @return how many operations were made */
    private long measure(double seconds, long[] nanos) {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long count = 0;
        long before = begin;
        while (before < end) {
            operation();
            long after = System.nanoTime();
            if (nanos != null && count < nanos.length) {
                nanos[(int) count] = after - before;
            }
            before = after;
            count++;
            if (count % 1_000 == 0) {
                exchange.advanceTo(exchange.now().plusMillis(1));
            }
        }
        return count;
    }

    /** Half limit orders, a third cancels, the rest changes and market orders. */
    private void operation() {
        int dice = random.nextInt(100);
        if (open < OPEN_ORDERS && dice < 50 || open == 0) {
            limit();
        } else if (dice < 83 || open == OPEN_ORDERS) {
            cancel();
        } else if (dice < 92) {
            modify();
        } else {
            market();
        }
    }

    private void limit() {
        int s = random.nextInt(SYMBOLS);
        boolean buy = random.nextBoolean();
        // Mostly away from the other side, now and then into it.
        BigDecimal price = ladders.get(s)[buy ? random.nextInt(32) : 28 + random.nextInt(32)];
        AccountId account = accounts.get(random.nextInt(ACCOUNTS));
        Answer answer = exchange.submit(new OrderRequest(nextId(), account, symbols.get(s), buy ? Side.BUY : Side.SELL,
                OrderType.LIMIT, TimeInForce.GTC, BigDecimal.valueOf(1 + random.nextInt(100)), Optional.of(price),
                Optional.empty()));
        if (answer instanceof Answer.Accepted accepted && accepted.order().status().isOpen()) {
            openAccount[open] = account;
            openId[open] = accepted.order().brokerOrderId().orElseThrow();
            openPrice[open] = price;
            open++;
        }
        note(answer);
    }

    private void cancel() {
        int i = random.nextInt(open);
        note(exchange.cancel(openAccount[i], openId[i]));
        forget(i);
    }

    private void modify() {
        int i = random.nextInt(open);
        Answer answer = exchange.modify(openAccount[i], openId[i], BigDecimal.valueOf(1 + random.nextInt(100)),
                Optional.of(openPrice[i]));
        note(answer);
        if (answer instanceof Answer.Refused) {
            forget(i);
        }
    }

    private void market() {
        AccountId account = accounts.get(random.nextInt(ACCOUNTS));
        note(exchange.submit(OrderRequest.market(nextId(), account, symbols.get(random.nextInt(SYMBOLS)),
                random.nextBoolean() ? Side.BUY : Side.SELL, BigDecimal.valueOf(1 + random.nextInt(200)))));
    }

    private void forget(int i) {
        open--;
        openAccount[i] = openAccount[open];
        openId[i] = openId[open];
        openPrice[i] = openPrice[open];
    }

    private ClientOrderId nextId() {
        return new ClientOrderId("b" + requests);
    }

    private void note(Answer answer) {
        requests++;
        if (answer instanceof Answer.Refused) {
            refused++;
        }
    }

    /** Quotes of 500 simulated symbols, as records, to a listener. */
    private static void quotes(double seconds, PrintStream out) {
        long[] told = new long[1];
        Exchange market = Exchange.builder().seed(3).start(START).stepInterval(Duration.ofMillis(100))
                .listings(DefaultListings.synthetic(500, KrxRules.alwaysOpen())).warmUp(false).build();
        market.listen(new ExchangeListener() {
            @Override
            public void onQuote(long sequence, Quote quote) {
                told[0]++;
            }
        });
        pump(market, seconds);
        told[0] = 0;
        pump(market, seconds);
        line(out, "exchange.quotes", told[0] / seconds, "1/s");
    }

    private static void pump(Exchange market, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            market.advanceTo(market.now().plusMillis(10));
        }
    }

    /** Minutes made from the seed. */
    private static void candles(PrintStream out) {
        Exchange market = Exchange.builder().seed(4).start(START)
                .listings(DefaultListings.korean(KrxRules.regular(Set.of()))).build();
        long begin = System.nanoTime();
        long count = 0;
        for (var symbol : market.symbols().subList(0, 5)) {
            count += market.candles(new CandleQuery(symbol.id(), Timeframe.MINUTE_1, Instant.EPOCH, START,
                    CandleQuery.MAX_LIMIT)).size();
        }
        line(out, "exchange.candles", count / ((System.nanoTime() - begin) / 1e9), "1/s");
    }

    private static void line(PrintStream out, String metric, double value, String unit) {
        out.println(String.format(Locale.ROOT,
                "{\"bench\":\"exchange\",\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}", metric, value, unit));
    }
}

package org.jts.exchange;

import static org.jts.exchange.SessionTest.at;
import static org.jts.exchange.Trader.BTC;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.Position;
import org.jts.api.market.OrderBook;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

/** Thousands of random operations, several seeds: balances always add up, whatever is done. Many seeds when soaking. */
class InvariantTest {

    private static final List<SymbolId> SYMBOLS = List.of(SAMSUNG, new SymbolId("KRX", "114800"), BTC);
    private static final List<AccountId> ACCOUNTS = List.of(new AccountId("A"), new AccountId("B"),
            new AccountId("C"));
    private static final BigDecimal CASH = BigDecimal.valueOf(300_000_000);
    private static final Map<SymbolId, BigDecimal> HOLDINGS = Map.of(SAMSUNG, BigDecimal.valueOf(2_000),
            SYMBOLS.get(1), BigDecimal.valueOf(30_000), BTC, BigDecimal.valueOf(2));

    private static final int SEEDS = Boolean.getBoolean("jts.soak") ? 200 : 4;

    private int number;
    private int accepted;

    @Test
    void balancesAddUpWithSimulatedParticipants() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed, PriceModel.usual(), 2_500);
        }
        assertTrue(accepted > 4_000, () -> "expected most operations to be taken, were " + accepted);
    }

    @Test
    void balancesAddUpAmongAccountsAlone() {
        for (long seed = 11; seed < 11 + SEEDS; seed++) {
            run(seed, new PriceModel.NoLiquidity(), 2_500);
        }
        assertTrue(accepted > 3_000, () -> "expected most operations to be taken, were " + accepted);
    }

    private void run(long seed, PriceModel model, int operations) {
        var random = new SplittableRandom(seed);
        var builder = Exchange.builder().seed(seed).start(at("2026-01-02T08:35")).historyDays(0)
                .stepInterval(Duration.ofSeconds(10));
        for (SymbolId symbol : SYMBOLS) {
            MarketRules rules = symbol.equals(BTC) ? CryptoRules.utcDay() : KrxRules.regular(Set.of());
            builder.listing(Trader.listing(symbol, rules).withModel(model));
        }
        for (AccountId account : ACCOUNTS) {
            builder.account(AccountSetup.paper(account.value(), "random", CurrencyCode.KRW, CASH, false)
                    .withHoldings(HOLDINGS));
        }
        Exchange exchange = builder.build();
        for (int i = 0; i < operations; i++) {
            operation(exchange, random);
            if (random.nextInt(4) == 0) {
                exchange.advanceTo(exchange.now().plusMillis(random.nextInt(60_000)));
            }
            if (i % 25 == 0) {
                check(exchange, seed);
            }
        }
        check(exchange, seed);
        checkHistory(exchange);
    }

    private void operation(Exchange exchange, SplittableRandom random) {
        AccountId account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        List<Order> open = exchange.openOrders(account);
        int dice = random.nextInt(100);
        Answer answer;
        if (dice < 15 && !open.isEmpty()) {
            answer = exchange.cancel(account, Trader.id(open.get(random.nextInt(open.size()))));
        } else if (dice < 30 && !open.isEmpty()) {
            Order order = open.get(random.nextInt(open.size()));
            answer = exchange.modify(account, Trader.id(order), quantity(order.symbol(), random),
                    order.type().hasLimitPrice() && random.nextBoolean()
                            ? Optional.of(price(exchange, order.symbol(), random)) : Optional.empty());
        } else {
            answer = exchange.submit(request(exchange, account, random));
        }
        if (answer instanceof Answer.Accepted) {
            accepted++;
        }
        if (dice == 99) {
            exchange.control().shock(SYMBOLS.get(random.nextInt(3)), random.nextInt(21) / 100.0 - 0.1);
        }
    }

    private OrderRequest request(Exchange exchange, AccountId account, SplittableRandom random) {
        SymbolId symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        OrderType type = random.nextInt(3) > 0 ? OrderType.LIMIT : OrderType.values()[random.nextInt(4)];
        return new OrderRequest(new ClientOrderId("i" + number++), account, symbol,
                random.nextBoolean() ? Side.BUY : Side.SELL, type, TimeInForce.values()[random.nextInt(4)],
                quantity(symbol, random),
                type.hasLimitPrice() ? Optional.of(price(exchange, symbol, random)) : Optional.empty(),
                type.hasStopPrice() ? Optional.of(price(exchange, symbol, random)) : Optional.empty());
    }

    private static BigDecimal quantity(SymbolId symbol, SplittableRandom random) {
        return symbol.equals(BTC) ? BigDecimal.valueOf(1 + random.nextInt(60_000_000), 8)
                : BigDecimal.valueOf(1 + random.nextInt(500));
    }

    private static BigDecimal price(Exchange exchange, SymbolId symbol, SplittableRandom random) {
        BigDecimal last = exchange.quote(symbol).orElseThrow().last();
        return exchange.symbol(symbol).orElseThrow().ticks()
                .roundDown(last.multiply(BigDecimal.valueOf(990 + random.nextInt(21), 3)));
    }

    private static void check(Exchange exchange, long seed) {
        assertEquals(List.of(), exchange.audit().problems(), () -> "seed " + seed + " at " + exchange.now());
        for (SymbolId symbol : SYMBOLS) {
            OrderBook book = exchange.orderBook(symbol).orElseThrow();
            if (exchange.phase(symbol) == SessionPhase.CONTINUOUS && book.bestBid().isPresent()
                    && book.bestAsk().isPresent()) {
                assertTrue(book.bestBid().get().price().compareTo(book.bestAsk().get().price()) < 0,
                        () -> "crossed: " + book);
            }
        }
    }

    /** Cash and holdings are exactly what the trades made of them, and each order is the sum of its trades. */
    private static void checkHistory(Exchange exchange) {
        for (AccountId account : ACCOUNTS) {
            List<Execution> trades = exchange.executions(account, Instant.EPOCH);
            assertTrue(trades.size() > 50, () -> "expected many trades, were " + trades.size());
            BigDecimal cash = trades.stream().map(Execution::cashEffect).reduce(CASH, BigDecimal::add);
            assertEquals(0, cash.compareTo(exchange.balances(account).getFirst().cash()));
            for (SymbolId symbol : SYMBOLS) {
                BigDecimal held = trades.stream().filter(t -> t.symbol().equals(symbol))
                        .map(t -> t.side() == Side.BUY ? t.quantity() : t.quantity().negate())
                        .reduce(HOLDINGS.get(symbol), BigDecimal::add);
                BigDecimal found = exchange.positions(account).stream().filter(p -> p.symbol().equals(symbol))
                        .map(Position::quantity).findFirst().orElse(BigDecimal.ZERO);
                assertEquals(0, held.compareTo(found));
            }
            for (Order order : exchange.orders(account)) {
                List<Execution> own = new ArrayList<>(trades);
                own.removeIf(t -> !t.brokerOrderId().equals(Trader.id(order)));
                BigDecimal filled = own.stream().map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal fees = own.stream().map(t -> t.commission().add(t.tax())).reduce(BigDecimal.ZERO,
                        BigDecimal::add);
                assertEquals(0, filled.compareTo(order.filledQuantity()), order::toString);
                assertEquals(0, fees.compareTo(order.fees()), order::toString);
                assertEquals(order.status() == OrderStatus.FILLED, order.remaining().signum() == 0);
            }
        }
    }
}

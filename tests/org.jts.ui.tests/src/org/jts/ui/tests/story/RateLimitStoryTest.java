package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.event.EventLog;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.testkit.Await;
import org.jts.ui.kit.LimitLevel;
import org.jts.ui.kit.LimitWords;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.RateLimitIndicator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * At the limit a new request waits for its turn, and orders have theirs first: history downloads take all that there is
 * of the mock broker's limit, the trader sees it on the broker's card, and an order from the ticket passes all who
 * wait.
 */
class RateLimitStoryTest {
    private static final SymbolId HYNIX = new SymbolId("KRX", "000660");
    private static final int DOWNLOADS = 12;
    private static final int OTHERS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Trader trader = Trader.here();
    private final Window window = trader.window();
    private final List<Thread> greedy = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private volatile boolean enough;

    @AfterEach
    void letGo() throws InterruptedException {
        enough = true;
        for (Thread thread : greedy) {
            thread.interrupt();
        }
        for (Thread thread : greedy) {
            thread.join();
        }
    }

    @Test
    void anOrderPassesTheDownloadsThatFillTheLimit() throws Exception {
        BrokerConnection mock = trader.mockIsConnected();
        trader.choose(HYNIX);
        RequestLimiter limiter = Services.get(RequestLimiters.class).limiters(Trader.MOCK).get("mock/mock");
        RateLimitIndicator indicator = window.control("brokers.card.mock.limit", RateLimitIndicator.class);

        saturate(mock, limiter);
        theCardSaysSo(indicator);
        theViewSaysSo();
        anOrderGoesFirst(limiter);
        nothingWasRefused(limiter);
        window.show(trader.words().chart());
    }

    /** Downloads through the gateway, and a bulk job of someone else who spends from the same key. */
    private void saturate(BrokerConnection mock, RequestLimiter limiter) throws Exception {
        // Once alone: the simulated exchange makes up a history when it is first asked for it, and does nothing else
        // then.
        download(mock);
        for (int i = 0; i < DOWNLOADS; i++) {
            keepOn(() -> download(mock));
        }
        for (int i = 0; i < OTHERS; i++) {
            keepOn(() -> {
                try (Permit permit = limiter.acquire(Lane.HISTORY, 1, PATIENCE)) {
                    return permit;
                }
            });
        }
        window.until("a queue of history requests", () -> waiting(limiter) > OTHERS / 2,
                () -> limiter.usage().toString());
    }

    private static List<Candle> download(BrokerConnection mock) throws BrokerException, InterruptedException {
        Instant now = Instant.now();
        return mock.gateway().candles(
                new CandleQuery(HYNIX, Timeframe.DAY_1, now.minus(Duration.ofDays(30)), now, 20));
    }

    private void keepOn(Callable<?> request) {
        greedy.add(Thread.ofVirtual().name("story-download-", greedy.size()).start(() -> {
            while (!enough) {
                try {
                    request.call();
                    served.incrementAndGet();
                } catch (InterruptedException e) {
                    return;
                } catch (Exception e) {
                    if (!enough) {
                        failures.add(e.toString());
                    }
                    return;
                }
            }
        }));
    }

    private void theCardSaysSo(RateLimitIndicator indicator) {
        window.until("the card to say Caution or Limited", () -> level(indicator) != LimitLevel.NORMAL,
                () -> UIThreadRunnable.syncExec(indicator::text));
        String text = UIThreadRunnable.syncExec(indicator::text);
        assertTrue(text.matches("\\d+/20 req/s .+|[\\d,]+/1,000 req/min .+"), text);
        window.until("its bar in orange or red", () -> inColor(indicator, LimitLevel.CAUTION) > 100
                || inColor(indicator, LimitLevel.LIMITED) > 100, () -> UIThreadRunnable.syncExec(indicator::text));
    }

    private void theViewSaysSo() {
        window.show(trader.words().limits());
        SWTBotTable limits = window.bot().tableWithId("limits.table");
        window.until("a window of the mock broker that is not Normal",
                () -> limits.indexOf(LimitWords.level(LimitLevel.CAUTION), trader.words().level()) >= 0
                        || limits.indexOf(LimitWords.level(LimitLevel.LIMITED), trader.words().level()) >= 0,
                () -> limits.rowCount() + " rows");
        window.until("history requests that wait", () -> waitingShown() > 0, () -> "none");
    }

    /** Looks at the order on a thread of its own: the window, which is asked about it too, has other things to do. */
    private void anOrderGoesFirst(RequestLimiter limiter) {
        int known = trader.desk().orders().size();
        AtomicInteger ahead = new AtomicInteger();
        AtomicInteger servedMeanwhile = new AtomicInteger(-1);
        Thread watching = Thread.ofVirtual().name("story-order").start(() -> {
            Await.until("an order", () -> trader.desk().orders().size() > known);
            ahead.set(waiting(limiter));
            int before = served.get();
            Await.until("an answer to it", () -> isTaken(trader.desk().orders().getLast()));
            servedMeanwhile.set(served.get() - before);
        });
        BigDecimal cash = trader.cash();
        trader.buyAtMarket("3");
        window.until("the order filled",
                () -> trader.desk().orders().getLast().order().status() == OrderStatus.FILLED,
                () -> trader.desk().orders().getLast().toString());
        window.until("the order seen", () -> !watching.isAlive(), watching::toString);
        assertTrue(ahead.get() > OTHERS / 2, "requests waiting before the order: " + ahead);
        assertTrue(servedMeanwhile.get() >= 0 && servedMeanwhile.get() < ahead.get() / 2,
                "requests served before the order, of %s that waited longer: %s".formatted(ahead, servedMeanwhile));
        assertTrue(waiting(limiter) > 0, "expected downloads to wait still: " + limiter.usage());
        trader.cashFalls(cash, trader.desk().orders().getLast());
    }

    private void nothingWasRefused(RequestLimiter limiter) {
        assertEquals(List.of(), failures);
        assertEquals(0, limiter.usage().refusals());
        assertTrue(limiter.usage().banned().isEmpty());
        for (WindowUsage window : limiter.usage().windows()) {
            assertTrue(window.used() <= window.window().permits(), window.toString());
        }
        assertEquals(List.of(), Services.get(EventLog.class).notices().stream()
                .filter(notice -> notice.source().equals("ratelimit")).toList());
    }

    private static boolean isTaken(DeskOrder order) {
        OrderStatus status = order.order().status();
        return status == OrderStatus.ACCEPTED || status == OrderStatus.PARTIAL || status == OrderStatus.FILLED;
    }

    private static int waiting(RequestLimiter limiter) {
        return limiter.usage().waiting().getOrDefault(Lane.HISTORY, 0);
    }

    /** As the view tells it: {@code history 57}. */
    private int waitingShown() {
        String text = window.bot().labelWithId("limits.lane.HISTORY").getText();
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static LimitLevel level(RateLimitIndicator indicator) {
        return UIThreadRunnable.syncExec(indicator::level);
    }

    private int inColor(RateLimitIndicator indicator, LimitLevel level) {
        Color color = UIThreadRunnable.syncExec(() -> level.bar(Palette.of(indicator)));
        return window.colors(indicator).getOrDefault(
                color.getRed() << 16 | color.getGreen() << 8 | color.getBlue(), 0);
    }
}

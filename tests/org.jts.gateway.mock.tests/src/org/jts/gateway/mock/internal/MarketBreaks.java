package org.jts.gateway.mock.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;

/** Gateways that are wrong about the market: symbols, quotes, books, streams, candles. */
final class MarketBreaks {

    private MarketBreaks() {
    }

    static List<Break> all() {
        List<Break> all = new ArrayList<>(reads());
        all.addAll(quoteStreams());
        all.addAll(bookStreams());
        all.addAll(history());
        return all;
    }

    private static List<Break> reads() {
        return List.of(
                Break.of("symbolsAreThereAndUnique", "lists a symbol twice", h -> new Tracked(h) {
                    @Override
                    public List<Symbol> symbols() throws BrokerException, InterruptedException {
                        List<Symbol> twice = new ArrayList<>(super.symbols());
                        twice.add(twice.getFirst());
                        return twice;
                    }
                }),
                Break.of("quoteIsOfTheSymbolAskedForAndAgreesWithItself", "has a high below the last price",
                        h -> new Tracked(h) {
                            @Override
                            public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
                                Quote q = super.quote(symbol);
                                return new Quote(q.symbol(), q.time(), q.last(), q.lastSize(), q.open(),
                                        Optional.of(q.last().subtract(BigDecimal.ONE)), q.low(), q.previousClose(),
                                        q.volume(), q.bid(), q.bidSize(), q.ask(), q.askSize());
                            }
                        }),
                Break.of("quoteTimesAreOfNow", "reads the time of Seoul as UTC", h -> new Tracked(h) {
                    @Override
                    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
                        Quote q = super.quote(symbol);
                        return new Quote(q.symbol(), q.time().minus(Duration.ofHours(9)), q.last(), q.lastSize(),
                                q.open(), q.high(), q.low(), q.previousClose(), q.volume(), q.bid(), q.bidSize(),
                                q.ask(), q.askSize());
                    }
                }),
                Break.of("numbersAreExactDecimals", "adds up volumes as doubles", h -> new Tracked(h) {
                    @Override
                    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
                        Quote q = super.quote(symbol);
                        return new Quote(q.symbol(), q.time(), q.last(), q.lastSize(), q.open(), q.high(), q.low(),
                                q.previousClose(), q.volume().add(new BigDecimal(0.1 + 0.2)), q.bid(), q.bidSize(),
                                q.ask(), q.askSize());
                    }
                }),
                Break.of("pricesAreOnTheTickTable", "has prices between the ticks", h -> books(h,
                        book -> new OrderBook(book.symbol(), book.time(), book.bids(), book.asks().stream()
                                .map(l -> new PriceLevel(l.price().add(new BigDecimal("0.5")), l.size())).toList()))),
                Break.of("orderBookShowsBothSidesBestFirst", "shows no sellers", h -> books(h,
                        book -> new OrderBook(book.symbol(), book.time(), book.bids(), List.of()))),
                Break.of("unknownSymbolIsAValidationError", "calls an unknown symbol a fault", h -> new Tracked(h) {
                    @Override
                    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
                        try {
                            return super.orderBook(symbol);
                        } catch (BrokerException e) {
                            throw e.category() == ErrorCategory.VALIDATION
                                    ? new BrokerException(ErrorCategory.SYSTEM, e.getMessage()) : e;
                        }
                    }
                }));
    }

    private static Tracked books(MockHarness h, UnaryOperator<OrderBook> change) {
        return new Tracked(h) {
            @Override
            public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
                return change.apply(super.orderBook(symbol));
            }
        };
    }

    private static List<Break> quoteStreams() {
        return List.of(
                quotes("quoteSubscriptionBeginsWithThePresentQuote", "begins with an old quote",
                        (number, quote) -> number == 1 ? old(quote) : quote),
                quotes("quotesKeepComingInOrderOfTime", "sends an old quote among new ones",
                        (number, quote) -> number == 3 ? old(quote) : quote),
                Break.of("closedSubscriptionStaysSilent", "goes on after close",
                        h -> new Closing(h, false)),
                Break.of("subscriptionMayBeClosedWithinItsListener", "ignores a close within the listener",
                        h -> new Closing(h, true)),
                Break.of("throwingListenerHarmsNobodyElse", "stops when a listener throws", h -> new Tracked(h) {
                    @Override
                    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                            throws BrokerException, InterruptedException {
                        return super.subscribeQuotes(symbols, quote -> {
                            try {
                                listener.onQuote(quote);
                            } catch (RuntimeException e) {
                                whole.disconnect();
                            }
                        });
                    }
                }),
                Break.of("quoteListenersAreCalledWithoutALock", "calls quote listeners under a lock",
                        h -> new Tracked(h) {
                            private final ReentrantLock lock = new ReentrantLock();

                            @Override
                            public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                                    throws BrokerException, InterruptedException {
                                return super.subscribeQuotes(symbols, quote -> {
                                    lock.lock();
                                    try {
                                        listener.onQuote(quote);
                                    } finally {
                                        lock.unlock();
                                    }
                                });
                            }

                            @Override
                            public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
                                lock.lockInterruptibly();
                                try {
                                    return super.quote(symbol);
                                } finally {
                                    lock.unlock();
                                }
                            }
                        }),
                Break.of("subscribingToAnUnknownSymbolSubscribesNothing", "subscribes the known part",
                        h -> new Tracked(h) {
                            @Override
                            public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                                    throws BrokerException, InterruptedException {
                                if (symbols.size() > 1) {
                                    super.subscribeQuotes(Set.of(MockHarness.SAMSUNG), listener);
                                }
                                return super.subscribeQuotes(symbols, listener);
                            }
                        }));
    }

    private static Break quotes(String rule, String what, BiFunction<Integer, Quote, Quote> change) {
        return Break.of(rule, what, h -> new Tracked(h) {
            @Override
            public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                    throws BrokerException, InterruptedException {
                AtomicInteger number = new AtomicInteger();
                return super.subscribeQuotes(symbols,
                        quote -> listener.onQuote(change.apply(number.incrementAndGet(), quote)));
            }
        });
    }

    private static Quote old(Quote q) {
        return new Quote(q.symbol(), q.time().minus(Duration.ofHours(1)), q.last(), q.lastSize(), q.open(), q.high(),
                q.low(), q.previousClose(), q.volume(), q.bid(), q.bidSize(), q.ask(), q.askSize());
    }

    /** Ignores a close that comes from within the listener, or one that does not. */
    private static final class Closing extends Tracked {
        private final boolean within;
        private final AtomicBoolean listening = new AtomicBoolean();

        Closing(MockHarness h, boolean within) {
            super(h);
            this.within = within;
        }

        @Override
        public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                throws BrokerException, InterruptedException {
            Subscription made = super.subscribeQuotes(symbols, quote -> {
                listening.set(true);
                try {
                    listener.onQuote(quote);
                } finally {
                    listening.set(false);
                }
            });
            return () -> {
                if (listening.get() != within) {
                    made.close();
                }
            };
        }
    }

    private static List<Break> bookStreams() {
        return List.of(
                Break.of("orderBookSubscriptionBeginsWithThePresentBook", "sends the book of another symbol",
                        h -> new Tracked(h) {
                            @Override
                            public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
                                    throws BrokerException, InterruptedException {
                                return super.subscribeOrderBooks(symbols, b -> listener.onOrderBook(new OrderBook(
                                        SymbolId.parse("KRX:000660"), b.time(), b.bids(), b.asks())));
                            }
                        }),
                Break.of("closedOrderBookSubscriptionStaysSilent", "sends books after close", h -> new Tracked(h) {
                    @Override
                    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
                            throws BrokerException, InterruptedException {
                        super.subscribeOrderBooks(symbols, listener);
                        return () -> { };
                    }
                }));
    }

    private static List<Break> history() {
        return List.of(
                candles("everyOfferedTimeframeHasCandles", "has no months", (query, candles) ->
                        query.timeframe() == Timeframe.MONTH_1 ? List.of() : candles),
                candles("candlesAscendWithinTheRange", "has hours newest first", (query, candles) ->
                        query.timeframe() == Timeframe.HOUR_1 ? candles.reversed() : candles),
                candles("manyCandlesAreOneSeries", "reads one page of candles", (query, candles) ->
                        candles.subList(Math.max(0, candles.size() - 100), candles.size())),
                candles("bothEndsOfTheRangeAreInclusive", "leaves out the first day of a range", (query, candles) ->
                        candles.stream().filter(c -> !c.openTime().equals(query.from())).toList()),
                Break.of("theNewestCandlesAreKeptWhenThereAreMoreThanTheLimit", "keeps the oldest candles",
                        h -> new Tracked(h) {
                            @Override
                            public List<Candle> candles(CandleQuery q) throws BrokerException, InterruptedException {
                                return super.candles(new CandleQuery(q.symbol(), q.timeframe(), q.from(), q.to(),
                                        CandleQuery.MAX_LIMIT)).stream().limit(q.limit()).toList();
                            }
                        }),
                Break.of("rangeWithoutCandlesIsEmpty", "fails where there are no candles", h -> new Tracked(h) {
                    @Override
                    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
                        List<Candle> found = super.candles(query);
                        if (found.isEmpty()) {
                            throw new BrokerException(ErrorCategory.DATA, "no candles in the answer");
                        }
                        return found;
                    }
                }),
                candles("candlesBeginWhereTheTimeframeDoesInTheZoneOfTheExchange", "has an hour off the hour",
                        (query, candles) -> query.timeframe() == Timeframe.HOUR_1 && candles.size() > 2
                                ? shifted(candles) : candles),
                Break.of("finishedCandlesStayTheSame", "makes candles up anew", h -> new Tracked(h) {
                    private int calls;

                    @Override
                    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
                        BigDecimal more = BigDecimal.valueOf(++calls);
                        return super.candles(query).stream().map(c -> new Candle(c.openTime(), c.open(), c.high(),
                                c.low(), c.close(), c.volume().add(more))).toList();
                    }
                }),
                Break.of("candlesOfAnUnknownSymbolAreAValidationError", "has no candles of unknown symbols",
                        h -> new Tracked(h) {
                            @Override
                            public List<Candle> candles(CandleQuery query)
                                    throws BrokerException, InterruptedException {
                                try {
                                    return super.candles(query);
                                } catch (BrokerException e) {
                                    if (e.category() == ErrorCategory.VALIDATION) {
                                        return List.of();
                                    }
                                    throw e;
                                }
                            }
                        }));
    }

    private static Break candles(String rule, String what, BiFunction<CandleQuery, List<Candle>, List<Candle>> change) {
        return Break.of(rule, what, h -> new Tracked(h) {
            @Override
            public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
                return change.apply(query, super.candles(query));
            }
        });
    }

    private static List<Candle> shifted(List<Candle> candles) {
        List<Candle> moved = new ArrayList<>(candles);
        Candle c = moved.get(moved.size() - 2);
        moved.set(moved.size() - 2, new Candle(c.openTime().plusSeconds(60), c.open(), c.high(), c.low(), c.close(),
                c.volume()));
        return moved;
    }
}

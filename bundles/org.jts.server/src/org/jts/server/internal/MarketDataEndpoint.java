package org.jts.server.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.SymbolId;
import org.jts.wire.MarketWire;
import org.jts.wire.proto.market.CandleData;
import org.jts.wire.proto.market.GetCandlesRequest;
import org.jts.wire.proto.market.GetQuoteRequest;
import org.jts.wire.proto.market.GetSymbolsRequest;
import org.jts.wire.proto.market.GetSymbolsResponse;
import org.jts.wire.proto.market.MarketDataServiceGrpc.MarketDataServiceImplBase;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Symbols and prices. */
final class MarketDataEndpoint extends MarketDataServiceImplBase {

    static final int MAX_SYMBOLS = 1_000;

    private final Brokers brokers;
    private final OpenStreams streams;
    private final Feeds feeds;
    private final Supplier<? extends Executor> senders;

    /** @param senders threads that send quotes and never wait; one of them for each stream */
    MarketDataEndpoint(Brokers brokers, OpenStreams streams, Feeds feeds, Supplier<? extends Executor> senders) {
        this.brokers = brokers;
        this.streams = streams;
        this.feeds = feeds;
        this.senders = senders;
    }

    @Override
    public void getSymbols(GetSymbolsRequest request, StreamObserver<GetSymbolsResponse> out) {
        Calls.answer(out, () -> {
            GetSymbolsResponse.Builder answer = GetSymbolsResponse.newBuilder();
            brokers.broker(request.getBrokerId()).gateway().symbols()
                    .forEach(symbol -> answer.addSymbols(MarketWire.message(symbol)));
            return answer.build();
        });
    }

    @Override
    public void getCandles(GetCandlesRequest request, StreamObserver<CandleData> out) {
        var sender = new ListSender<>((ServerCallStreamObserver<CandleData>) out);
        Calls.stream(out, () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            SymbolId symbol = brokers.symbol(broker, request.getSymbol());
            List<Candle> candles = broker.gateway().candles(MarketWire.candleQuery(request, symbol));
            sender.send(candles.stream().map(MarketWire::message).iterator());
            return null;
        });
    }

    @Override
    public void getQuote(GetQuoteRequest request, StreamObserver<QuoteData> out) {
        Calls.answer(out, () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            return MarketWire.message(broker.gateway().quote(brokers.symbol(broker, request.getSymbol())));
        });
    }

    @Override
    public void streamQuotes(StreamQuotesRequest request, StreamObserver<QuoteData> observer) {
        OpenStreams.Stream<QuoteData> stream = streams.open(observer);
        var sender = new LatestSender<SymbolId, QuoteData>(stream, new LatestSender.Together<>(
                Math.clamp(request.getMaxAtOnce(), 1, MAX_SYMBOLS), MarketWire::together, senders.get()));
        Calls.open(stream, () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            stream.feed(feeds.quotes(broker).watch(symbols(brokers, broker, request.getSymbolsList()),
                    quote -> sender.offer(quote.symbol(), quote.message())));
            stream.begun();
        });
    }

    /** @return at least one */
    static Set<SymbolId> symbols(Brokers brokers, BrokerConnection broker, List<String> texts)
            throws BrokerException, InterruptedException {
        if (texts.isEmpty() || texts.size() > MAX_SYMBOLS) {
            throw new BrokerException(ErrorCategory.VALIDATION,
                    "symbols: expected 1 to %,d, found %,d".formatted(MAX_SYMBOLS, texts.size()));
        }
        Set<SymbolId> symbols = new HashSet<>();
        for (String text : texts) {
            symbols.add(brokers.symbol(broker, text));
        }
        return symbols;
    }
}

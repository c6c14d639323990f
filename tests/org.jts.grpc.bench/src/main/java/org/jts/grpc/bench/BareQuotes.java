package org.jts.grpc.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;

/**
 * Quotes of a symbol as anybody gets them with grpc-java alone: a stream that waits until there is a server, which the
 * channel looks for as it does by itself, and that is opened again a tenth of a second after it ended.
 */
final class BareQuotes implements StreamObserver<QuoteData> {

    private static final long AGAIN_MILLIS = 100;

    private final MarketDataServiceGrpc.MarketDataServiceStub market;
    private final StreamQuotesRequest request;
    private final Runnable onQuote;

    private BareQuotes(ManagedChannel channel, StreamQuotesRequest request, Runnable onQuote) {
        this.market = MarketDataServiceGrpc.newStub(channel).withWaitForReady();
        this.request = request;
        this.onQuote = onQuote;
    }

    /** Streams as long as this process lives. */
    static void stream(int port, String broker, String symbol, Runnable onQuote) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        new BareQuotes(channel, StreamQuotesRequest.newBuilder().setBrokerId(broker).addSymbols(symbol).build(),
                onQuote).open();
    }

    private void open() {
        market.streamQuotes(request, this);
    }

    @Override
    public void onNext(QuoteData quote) {
        onQuote.run();
    }

    @Override
    public void onError(Throwable cause) {
        CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS).execute(this::open);
    }

    @Override
    public void onCompleted() {
        onError(new IllegalStateException("a stream of quotes has no end"));
    }
}

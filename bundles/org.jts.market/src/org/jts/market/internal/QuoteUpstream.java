package org.jts.market.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Feature;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of the broker, made to match what is wanted: exactly that, because brokers count registrations. New
 * symbols are subscribed together; a batch of which some are no longer wanted is replaced by what remains, the new one
 * first, so that nothing is missed. A broker that does not stream is polled. {@code sync} is called by one thread.
 */
final class QuoteUpstream implements AutoCloseable {

    static final Duration POLL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(QuoteUpstream.class);

    private final BrokerId id;
    private final TimeSource time;
    private final QuoteListener listener;
    private final List<Batch> batches = new ArrayList<>();
    private volatile Set<SymbolId> polled = Set.of();
    private Subscription poller;
    private BrokerGateway gateway;

    private record Batch(Set<SymbolId> symbols, Subscription subscription) {
    }

    QuoteUpstream(BrokerId id, TimeSource time, QuoteListener listener) {
        this.id = id;
        this.time = time;
        this.listener = listener;
    }

    synchronized void sync(BrokerGateway from, Set<SymbolId> wanted) throws BrokerException, InterruptedException {
        if (gateway != from) {
            close();
            gateway = from;
        }
        if (from.capabilities().has(Feature.QUOTE_STREAM)) {
            stream(wanted);
        } else if (from.capabilities().has(Feature.QUOTE)) {
            poll(wanted);
        }
    }

    @Override
    public synchronized void close() {
        batches.forEach(b -> b.subscription().close());
        batches.clear();
        polled = Set.of();
        if (poller != null) {
            poller.close();
            poller = null;
        }
        gateway = null;
    }

    private void stream(Set<SymbolId> wanted) throws BrokerException, InterruptedException {
        for (Batch batch : List.copyOf(batches)) {
            Set<SymbolId> rest = new HashSet<>(batch.symbols());
            rest.retainAll(wanted);
            if (rest.size() < batch.symbols().size()) {
                if (!rest.isEmpty()) {
                    subscribe(rest);
                }
                batches.remove(batch);
                batch.subscription().close();
            }
        }
        Set<SymbolId> missing = new HashSet<>(wanted);
        batches.forEach(b -> missing.removeAll(b.symbols()));
        if (!missing.isEmpty()) {
            subscribe(missing);
        }
    }

    private void subscribe(Set<SymbolId> symbols) throws BrokerException, InterruptedException {
        Set<SymbolId> fixed = Set.copyOf(symbols);
        batches.add(new Batch(fixed, gateway.subscribeQuotes(fixed, listener)));
    }

    private void poll(Set<SymbolId> wanted) {
        polled = Set.copyOf(wanted);
        if (poller == null && !wanted.isEmpty()) {
            BrokerGateway from = gateway;
            poller = time.scheduleWithFixedDelay("poll-" + id, POLL, () -> pollOnce(from));
        }
    }

    private void pollOnce(BrokerGateway from) {
        for (SymbolId symbol : polled) {
            try {
                listener.onQuote(from.quote(symbol));
            } catch (BrokerException e) {
                LOG.debug("quote of {} at {}: {}", symbol, id, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

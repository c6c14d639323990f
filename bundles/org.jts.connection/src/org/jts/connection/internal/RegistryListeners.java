package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.Severity;
import org.jts.connection.internal.stream.EveryOutlet;

/** Tells each listener everything, in order, on a thread of its own: one that is slow or throws harms only itself. */
final class RegistryListeners {

    /** A listener that is so far behind has stopped listening. */
    private static final int MAX_WAITING = 10_000;

    private final Notices notices;
    private final Set<EveryOutlet<Consumer<RegistryListener>>> outlets = ConcurrentHashMap.newKeySet();

    RegistryListeners(Notices notices) {
        this.notices = notices;
    }

    /** @param first what it is told before everything else */
    Subscription add(RegistryListener listener, Iterable<Consumer<RegistryListener>> first) {
        EveryOutlet<Consumer<RegistryListener>> outlet = new EveryOutlet<>("jts-registry-listener", MAX_WAITING,
                news -> news.accept(listener),
                thrown -> notices.publish(Severity.ERROR, Optional.empty(), T.get("receiver.fails"),
                        T.format("receiver.threw", listener.getClass().getName(), thrown)));
        first.forEach(outlet::offer);
        outlets.add(outlet);
        return () -> {
            outlets.remove(outlet);
            outlet.close();
        };
    }

    void tell(Consumer<RegistryListener> news) {
        for (EveryOutlet<Consumer<RegistryListener>> outlet : outlets) {
            if (!outlet.offer(news) && outlets.remove(outlet)) {
                outlet.close();
                notices.publish(Severity.ERROR, Optional.empty(), T.get("receiver.dropped"),
                        T.format("receiver.dropped.detail", MAX_WAITING));
            }
        }
    }
}

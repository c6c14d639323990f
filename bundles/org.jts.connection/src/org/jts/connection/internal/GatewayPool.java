package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.Severity;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.time.TimeSource;

/** The gateways that are there and their supervisors, without any OSGi in it. */
final class GatewayPool implements BrokerRegistry {

    /** A gateway service: its number in the framework, its properties, and how to get it. */
    record Offer(long number, Map<String, Object> properties, GatewaySource source) {

        private String text(String key, String fallback) {
            Object value = properties.get(key);
            return value == null || value.toString().isBlank() ? fallback : value.toString();
        }
    }

    private record Entry(BrokerId id, Offer offer) {
    }

    /** How many goodbyes without a greeting are remembered. */
    private static final int EARLY = 100;

    private final TimeSource time;
    private final Limits limits;
    private final RandomGenerator random;
    private final Notices notices;
    private final AuditRecorder audit;
    private final boolean connectAtOnce;
    private final RegistryListeners listeners;
    private final ConcurrentNavigableMap<BrokerId, Supervisor> active = new ConcurrentSkipListMap<>();
    /** Both guarded by this: all offers by number, and those of one id, the one in use first. */
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<BrokerId, NavigableMap<Long, Entry>> byId = new HashMap<>();
    /**
     * Guarded by this: gateways that said goodbye before they were greeted. A service that comes and goes at once is
     * told of by two threads, in any order; what has gone must not stay for ever. Numbers are never used again.
     */
    private final Set<Long> early = new LinkedHashSet<>();
    /** Guarded by this: gateways that went while held. Whoever held them says whether they connect again. */
    private final Set<BrokerId> off = new HashSet<>();
    /** Guarded by this: a gateway that comes while orders to its broker are held finds them held. */
    private final Map<BrokerId, OrderHold> holds = new HashMap<>();

    GatewayPool(TimeSource time, Limits limits, RandomGenerator random, Notices notices, AuditRecorder audit,
            boolean connectAtOnce) {
        this.time = time;
        this.limits = limits;
        this.random = random;
        this.notices = notices;
        this.audit = audit;
        this.connectAtOnce = connectAtOnce;
        this.listeners = new RegistryListeners(notices);
    }

    @Override
    public List<BrokerConnection> brokers() {
        return List.copyOf(active.values());
    }

    @Override
    public Optional<BrokerConnection> broker(BrokerId id) {
        return Optional.ofNullable(active.get(id));
    }

    @Override
    public synchronized Subscription listen(RegistryListener listener) {
        List<Consumer<RegistryListener>> there = new ArrayList<>();
        active.values().forEach(connection -> there.add(to -> to.onAdded(connection)));
        return listeners.add(listener, there);
    }

    synchronized void add(Offer offer) {
        if (early.remove(offer.number())) {
            return;
        }
        if (Boolean.parseBoolean(offer.text(BrokerGateway.BROKER_PROBE, "false"))) {
            return;
        }
        BrokerId id = brokerId(offer);
        if (id == null) {
            return;
        }
        Entry entry = new Entry(id, offer);
        entries.put(offer.number(), entry);
        NavigableMap<Long, Entry> same = byId.computeIfAbsent(id, key -> new TreeMap<>());
        same.put(offer.number(), entry);
        if (same.size() == 1) {
            start(entry);
        } else {
            notices.error(id, T.format("pool.two", id), T.format("pool.two.detail", id, same.size()));
        }
    }

    /** A gateway whose properties are others now; nothing when it has said goodbye meanwhile. */
    synchronized void update(Offer offer) {
        if (early.contains(offer.number())) {
            return;
        }
        if (entries.containsKey(offer.number())) {
            remove(offer.number());
        }
        add(offer);
    }

    /** A late goodbye of a gateway that is not in use leaves the one in use in place. */
    synchronized void remove(long number) {
        Entry entry = entries.remove(number);
        if (entry == null) {
            early.add(number);
            if (early.size() > EARLY) {
                early.remove(early.iterator().next());
            }
            return;
        }
        NavigableMap<Long, Entry> same = byId.get(entry.id());
        boolean inUse = same.firstKey() == number;
        same.remove(number);
        if (inUse) {
            stop(entry.id());
        }
        if (same.isEmpty()) {
            byId.remove(entry.id());
        } else if (inUse) {
            start(same.firstEntry().getValue());
        }
    }

    synchronized void close() {
        List.copyOf(active.keySet()).forEach(this::stop);
        entries.clear();
        byId.clear();
    }

    private void start(Entry entry) {
        Offer offer = entry.offer();
        Supervisor supervisor = new Supervisor(new Supervisor.Parts(entry.id(),
                offer.text(BrokerGateway.BROKER_TYPE, "unknown"),
                offer.text(BrokerGateway.BROKER_NAME, entry.id().value()),
                new AuditedSource(entry.id(), offer.source(), audit), time, limits, random,
                notices, holds.computeIfAbsent(entry.id(), id -> new OrderHold())),
                (connection, state) -> listeners.tell(to -> to.onStateChanged(connection, state)));
        active.put(entry.id(), supervisor);
        listeners.tell(to -> to.onAdded(supervisor));
        if (connectAtOnce && !off.remove(entry.id())) {
            supervisor.connect();
        }
    }

    private void stop(BrokerId id) {
        Supervisor supervisor = active.remove(id);
        if (supervisor.isHeld()) {
            off.add(id);
        }
        supervisor.remove();
        listeners.tell(to -> to.onRemoved(supervisor));
    }

    private BrokerId brokerId(Offer offer) {
        String value = offer.text(BrokerGateway.BROKER_ID, "");
        try {
            return new BrokerId(value);
        } catch (IllegalArgumentException e) {
            notices.publish(Severity.ERROR, Optional.empty(), T.get("pool.badId"),
                    T.format("pool.badId.detail", e.getMessage(), names(offer)));
            return null;
        }
    }

    /** What tells one gateway from another; never all properties, for there may be secrets in them. */
    private static String names(Offer offer) {
        return "broker.type=%s, service.pid=%s, component.name=%s".formatted(offer.text(BrokerGateway.BROKER_TYPE, "-"),
                offer.text("service.pid", "-"), offer.text("component.name", "-"));
    }
}

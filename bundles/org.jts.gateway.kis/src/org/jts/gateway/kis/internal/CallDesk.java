package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisBroker;
import org.jts.kis.call.KisBrokers;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every interface of the catalog by its name, over the lines of the gateways that there are. */
@Component(service = KisBrokers.class)
public final class CallDesk implements KisBrokers {

    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);
    /** What the broker answers when a token was given back. */
    private static final int REVOKED = 200;
    private final TimeSource time;
    private final Map<BrokerId, KisGateway> gateways = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile OrderDesk desk;

    @Activate
    public CallDesk(@Reference TimeSource time) {
        this.time = time;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            target = "(" + BrokerGateway.BROKER_TYPE + "=" + KisGateway.TYPE + ")")
    void addGateway(BrokerGateway gateway) {
        if (gateway instanceof KisGateway kis) {
            gateways.put(kis.id(), kis);
            listeners.forEach(Runnable::run);
        }
    }

    void removeGateway(BrokerGateway gateway) {
        if (gateway instanceof KisGateway kis && gateways.remove(kis.id(), kis)) {
            listeners.forEach(Runnable::run);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindDesk(OrderDesk newDesk) {
        desk = newDesk;
    }

    void unbindDesk(OrderDesk oldDesk) {
        if (desk == oldDesk) {
            desk = null;
        }
    }

    @Override
    public List<KisBroker> brokers() {
        List<KisBroker> usable = new ArrayList<>();
        for (KisGateway gateway : gateways.values()) {
            try {
                usable.add(new KisBroker(gateway.id(), gateway.environment(), gateway.host(),
                        gateway.configuredAccounts().stream().map(Account::id).toList()));
            } catch (BrokerException e) {
                // its settings are wrong, which its card says
            }
        }
        usable.sort(Comparator.comparing(b -> b.id().value()));
        return usable;
    }

    @Override
    public Subscription listen(Runnable change) {
        listeners.add(change);
        return () -> listeners.remove(change);
    }

    @Override
    public KisAnswer call(BrokerId broker, KisRequest request) throws BrokerException, InterruptedException {
        KisGateway gateway = checked(broker, request);
        KisApi api = request.api();
        return switch (api.effect()) {
            case READS -> read(gateway.session().rest, request);
            case SIGNS_IN -> signIn(gateway.session().rest, request);
            case ORDERS -> order(gateway, request);
            case STREAMS -> throw new IllegalArgumentException(T.format("call.channel", api.name()));
        };
    }

    @Override
    public Subscription subscribe(BrokerId broker, KisRequest channel, Consumer<KisTable> records)
            throws BrokerException, InterruptedException {
        KisGateway gateway = checked(broker, channel);
        KisApi api = channel.api();
        if (api.effect() != Effect.STREAMS) {
            throw new IllegalArgumentException(T.format("call.noChannel", api.name()));
        }
        String id = api.id(gateway.environment(), channel.role()).orElseThrow();
        Feeds feeds = gateway.session().feeds;
        String key = channel.fields().getOrDefault("tr_key", "");
        return feeds.raw(id, key, frame -> tell(api, frame, key, feeds.keys(id), records));
    }

    /** What cannot be read is left out; the gateway tells of it where it reads the same channel. */
    private static void tell(KisApi channel, Frame frame, String key, Set<String> keys, Consumer<KisTable> records) {
        try {
            KisTable table = Answers.records(channel, frame, key, keys);
            if (!table.rows().isEmpty()) {
                records.accept(table);
            }
        } catch (BrokerException e) {
            LOG.warn("KIS {}: {}", channel.name(), e.getMessage());
        }
    }

    private KisGateway checked(BrokerId broker, KisRequest request) throws BrokerException {
        KisGateway gateway = gateways.get(broker);
        if (gateway == null) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("call.broker", broker, gateways.keySet()));
        }
        List<String> problems = KisForm.problems(request.api(), gateway.environment(), request.role(),
                request.fields());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
        List<String> warnings = KisForm.warnings(request.api(), request.role(), request.fields());
        if (!warnings.isEmpty() && !request.agreed()) {
            throw new IllegalArgumentException(T.format("call.agree", String.join(" ", warnings)));
        }
        return gateway;
    }

    private static KisAnswer read(KisRest rest, KisRequest request) throws BrokerException, InterruptedException {
        KisApi api = request.api();
        try {
            return Answers.of(api, rest.exchange(new KisRest.Call(api, request.role(), request.fields(),
                    Lane.MARKET_DATA, request.next() ? "N" : "")));
        } catch (IOException e) {
            throw KisRest.failure(api.name(), e);
        }
    }

    /** One token is there for all: it is used, and asked for where there is none; what is secret is not shown. */
    private KisAnswer signIn(KisRest rest, KisRequest request) throws BrokerException, InterruptedException {
        KisApi api = request.api();
        Map<String, String> values = new LinkedHashMap<>();
        switch (api.name()) {
            case "tokenP" -> {
                Instant expires = rest.signIn();
                values.put("access_token", T.get("call.hidden"));
                values.put("token_type", "Bearer");
                values.put("expires_in", Long.toString(Duration.between(time.now(), expires).toSeconds()));
                values.put("access_token_token_expired", Clock.dateTime(expires));
            }
            case "Approval" -> {
                rest.approval();
                values.put("approval_key", T.get("call.hidden"));
            }
            case "revokeP" -> {
                values.put("code", Integer.toString(REVOKED));
                values.put("message", rest.revoke());
            }
            case "hashkey" -> {
                String body = request.fields().get("JsonBody");
                values.put("BODY", body);
                try {
                    values.put("HASH", rest.hash(body, Lane.ACCOUNT));
                } catch (IOException e) {
                    throw KisRest.failure(api.name(), e);
                }
            }
            default -> throw new IllegalStateException("expected to know how to sign in, found " + api.name());
        }
        return Answers.own(api, true, "", T.get("call.done"), values);
    }

    private KisAnswer order(KisGateway gateway, KisRequest request) throws BrokerException {
        OrderDesk there = desk;
        if (there == null) {
            throw new BrokerException(ErrorCategory.SYSTEM, T.get("call.noDesk"));
        }
        NamedOrders orders = new NamedOrders(there, gateway);
        return KisForm.isOwnOrder(request.api(), request.role(), request.fields()) ? orders.callAsIs(request)
                : orders.call(request);
    }
}

package org.jts.server.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.SetupException;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;
import org.jts.api.time.TimeSource;
import org.jts.server.internal.Acts.Act;
import org.jts.wire.SetupWire;
import org.jts.wire.proto.setup.AddBrokerRequest;
import org.jts.wire.proto.setup.ChangeBrokerRequest;
import org.jts.wire.proto.setup.ConfiguredBroker;
import org.jts.wire.proto.setup.ForgetSecretRequest;
import org.jts.wire.proto.setup.KeepSecretRequest;
import org.jts.wire.proto.setup.ListBrokerTypesRequest;
import org.jts.wire.proto.setup.ListBrokerTypesResponse;
import org.jts.wire.proto.setup.ListConfiguredBrokersRequest;
import org.jts.wire.proto.setup.ListConfiguredBrokersResponse;
import org.jts.wire.proto.setup.ListSecretsRequest;
import org.jts.wire.proto.setup.ListSecretsResponse;
import org.jts.wire.proto.setup.RemoveBrokerRequest;
import org.jts.wire.proto.setup.RemoveBrokerResponse;
import org.jts.wire.proto.setup.SetupServiceGrpc.SetupServiceImplBase;
import org.jts.wire.proto.setup.TestBrokerRequest;
import org.jts.wire.proto.setup.TestBrokerResponse;

import io.grpc.stub.StreamObserver;

/** Brokers of the server, set up while it serves, and the secrets that their settings name. */
final class SetupEndpoint extends SetupServiceImplBase {

    private static final Duration THERE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final BrokerSetup setup;
    private final BrokerRegistry registry;
    private final Supplier<Optional<SecretStore>> secrets;
    private final Acts acts;
    private final TimeSource time;

    SetupEndpoint(Backend backend, Acts acts) {
        this.setup = backend.administration().setup();
        this.secrets = backend.administration().secrets();
        this.registry = backend.registry();
        this.time = backend.time();
        this.acts = acts;
    }

    @Override
    public void listBrokerTypes(ListBrokerTypesRequest request, StreamObserver<ListBrokerTypesResponse> out) {
        Calls.answer(out, () -> {
            Locale language = request.getLanguage().isEmpty() ? Locale.getDefault()
                    : Locale.forLanguageTag(request.getLanguage());
            return ListBrokerTypesResponse.newBuilder().addAllTypes(setup.types(language).stream()
                    .map(SetupWire::message).toList()).build();
        });
    }

    @Override
    public void listConfiguredBrokers(ListConfiguredBrokersRequest request,
            StreamObserver<ListConfiguredBrokersResponse> out) {
        Calls.answer(out, () -> ListConfiguredBrokersResponse.newBuilder().addAllBrokers(setup.configured().stream()
                .map(this::message).toList()).build());
    }

    @Override
    public void addBroker(AddBrokerRequest request, StreamObserver<ConfiguredBroker> out) {
        start(out, act("broker.add", request.getBrokerId(), request.getType(), request.getSettingsMap()),
                request.getBrokerId(), id -> setup.add(request.getType(), id, request.getSettingsMap()));
    }

    @Override
    public void changeBroker(ChangeBrokerRequest request, StreamObserver<ConfiguredBroker> out) {
        start(out, act("broker.change", request.getBrokerId(), "", request.getSettingsMap()),
                request.getBrokerId(), id -> setup.change(id, request.getSettingsMap()));
    }

    /**
     * Makes a change that starts a gateway, and answers once that is there. Who gives up waiting takes nothing back:
     * the change is written down as made.
     */
    private void start(StreamObserver<ConfiguredBroker> out, Act act, String broker, Asked change) {
        Calls.answer(out, () -> {
            AtomicReference<Optional<BrokerConnection>> before = new AtomicReference<>(Optional.empty());
            BrokerId id = write(act, () -> {
                BrokerId named = id(broker);
                before.set(registry.broker(named));
                asked(named, change);
                return named;
            });
            awaitThere(id, before.get());
            return message(configured(id));
        });
    }

    @Override
    public void removeBroker(RemoveBrokerRequest request, StreamObserver<RemoveBrokerResponse> out) {
        answer(out, act("broker.remove", request.getBrokerId(), "", Map.of()), () -> {
            asked(id(request.getBrokerId()), setup::remove);
            return RemoveBrokerResponse.getDefaultInstance();
        });
    }

    @Override
    public void testBroker(TestBrokerRequest request, StreamObserver<TestBrokerResponse> out) {
        answer(out, act("broker.test", "", request.getType(), request.getSettingsMap()), () -> {
            try {
                return TestBrokerResponse.newBuilder().setFound(setup.test(request.getType(),
                        request.getSettingsMap())).build();
            } catch (SetupException e) {
                throw refused(e);
            }
        });
    }

    @Override
    public void listSecrets(ListSecretsRequest request, StreamObserver<ListSecretsResponse> out) {
        Calls.answer(out, this::names);
    }

    @Override
    public void keepSecret(KeepSecretRequest request, StreamObserver<ListSecretsResponse> out) {
        answer(out, new Act("secret.keep", Map.of("name", request.getName())), () -> {
            if (request.getSecret().isBlank()) {
                throw refused(new SecretException("secret: expected one, found none"));
            }
            try {
                store().put(request.getName(), request.getSecret());
            } catch (SecretException e) {
                throw refused(e);
            }
            return names();
        });
    }

    @Override
    public void forgetSecret(ForgetSecretRequest request, StreamObserver<ListSecretsResponse> out) {
        answer(out, new Act("secret.forget", Map.of("name", request.getName())), () -> {
            try {
                if (!store().remove(request.getName())) {
                    throw refused(new SecretException("name: expected one of %s, found \"%s\"".formatted(
                            store().names(), request.getName())));
                }
            } catch (SecretException e) {
                throw refused(e);
            }
            return names();
        });
    }

    private ListSecretsResponse names() throws BrokerException {
        try {
            return ListSecretsResponse.newBuilder().addAllNames(store().names()).build();
        } catch (SecretException e) {
            throw refused(e);
        }
    }

    private <A> void answer(StreamObserver<A> out, Act act, Callable<A> work) {
        Calls.answer(out, () -> write(act, work));
    }

    /** A refusal repeats what it found, which may be a secret in the wrong place: its kind alone is written down. */
    private <A> A write(Act act, Callable<A> work) throws Exception {
        return acts.write(act, work, problem -> problem instanceof BrokerException refusal
                ? refusal.category().name() : problem.getClass().getSimpleName());
    }

    /** What is written down of a call. Of settings the keys alone: who errs has put a secret where its name belongs. */
    private Act act(String action, String id, String type, Map<String, String> settings) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("id", id);
        if (!type.isEmpty()) {
            facts.put("type", type);
        }
        if (!settings.isEmpty()) {
            facts.put("settings", String.join(", ", new TreeMap<>(settings).keySet()));
        }
        return new Act(action, facts);
    }

    /** A change of the settings of a broker that may be refused. */
    @FunctionalInterface
    private interface Asked {
        void run(BrokerId id) throws SetupException;
    }

    private static void asked(BrokerId id, Asked change) throws BrokerException {
        try {
            change.run(id);
        } catch (SetupException e) {
            throw refused(e);
        }
    }

    private org.jts.api.connection.ConfiguredBroker configured(BrokerId id) throws BrokerException {
        List<org.jts.api.connection.ConfiguredBroker> all = setup.configured();
        return all.stream().filter(broker -> broker.id().equals(id)).findFirst().orElseThrow(() ->
                new BrokerException(ErrorCategory.VALIDATION, "broker_id: expected one of %s, found \"%s\"".formatted(
                        all.stream().map(broker -> broker.id().value()).toList(), id)));
    }

    private ConfiguredBroker message(org.jts.api.connection.ConfiguredBroker broker) {
        return SetupWire.message(broker, registry.broker(broker.id()).map(BrokerConnection::state));
    }

    /**
     * Its gateway starts in the background; one that does not come says why in the events.
     *
     * @param before the connection that the change ends; it still answers for a moment
     */
    private void awaitThere(BrokerId id, Optional<BrokerConnection> before) throws InterruptedException {
        long end = time.nanoTime() + THERE.toNanos();
        while ((registry.broker(id).isEmpty() || registry.broker(id).equals(before)) && time.nanoTime() - end < 0) {
            time.sleep(LOOK);
        }
    }

    private SecretStore store() throws BrokerException {
        return secrets.get().orElseThrow(() -> new BrokerException(ErrorCategory.UNSUPPORTED,
                "expected a server that keeps secrets, found one without org.jts.secrets; start it from a product"));
    }

    private static BrokerId id(String text) throws BrokerException {
        try {
            return new BrokerId(text);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static BrokerException refused(Exception e) {
        return new BrokerException(ErrorCategory.VALIDATION, String.valueOf(e.getMessage()));
    }
}

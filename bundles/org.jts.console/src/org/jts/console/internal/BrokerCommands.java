package org.jts.console.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.feed.MarketFeed;
import org.jts.api.secret.SecretStore;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code broker:…} */
@Component(service = BrokerCommands.class, immediate = true)
public final class BrokerCommands {

    private static final int CONNECT_SECONDS = 15;
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(1);
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private final CommandSet commands;
    private final BrokerRegistry registry;
    private final BrokerSetup setup;
    private final MarketFeed feed;
    private final AccountBook accounts;
    private final Finder finder;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile SecretStore secrets;

    @Activate
    public BrokerCommands(BundleContext context, @Reference BrokerRegistry registry, @Reference BrokerSetup setup,
            @Reference MarketFeed feed, @Reference AccountBook accounts, @Reference Finder finder) {
        this.registry = registry;
        this.setup = setup;
        this.feed = feed;
        this.accounts = accounts;
        this.finder = finder;
        commands = new CommandSet(context, "broker").add("list", this::list).add("show", this::show)
                .add("connect", this::connect).add("disconnect", this::disconnect);
        new BrokerSetupCommands(registry, setup, () -> Optional.ofNullable(secrets), finder.waiter()).addTo(commands);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void list(Call call) throws CommandException, InterruptedException {
        call.args().end();
        Optional<RemoteBrokers> server = RemoteServer.brokers(call.args(), System.getenv());
        if (server.isPresent()) {
            try (RemoteBrokers there = server.get()) {
                Report report = new Report("No broker is set up there. Add one with broker:add.", "id", "type", "name",
                        "state", "detail");
                there.list(report);
                call.print(report);
            }
            return;
        }
        listHere(call);
    }

    private void listHere(Call call) throws InterruptedException {
        Report report = new Report("No broker is set up. Add one with broker:add.", "id", "type", "name", "state",
                "since",
                "attempt", "retryAt", "detail");
        // Gateways start in the background, on the first start of all their settings too: a list taken at once would
        // miss some.
        finder.waiter().until(FIRST_LIMIT, () -> !setup.configured().isEmpty());
        List<ConfiguredBroker> configured = setup.configured();
        finder.waiter().until(START_LIMIT, () -> configured.stream().allMatch(this::isThereOrCannotBe));
        for (ConfiguredBroker broker : configured) {
            if (registry.broker(broker.id()).isEmpty()) {
                report.row(broker.id(), BrokerSetupCommands.shortType(broker.pid()), null, "NOT_RUNNING", null, null,
                        null,
                        "its gateway does not run; jts:why tells more");
            }
        }
        for (BrokerConnection broker : registry.brokers()) {
            ConnectionState state = broker.state();
            report.row(broker.id(), broker.type(), broker.name(), state.phase(), state.since(), state.attempt(),
                    state.retryAt(), state.detail());
        }
        call.print(report);
    }

    private boolean isThereOrCannotBe(ConfiguredBroker broker) {
        return registry.broker(broker.id()).isPresent()
                || setup.types(Locale.ROOT).stream().noneMatch(type -> type.pid().equals(broker.pid()));
    }

    private void show(Call call) throws CommandException, InterruptedException {
        String name = call.args().next("the id of a broker");
        call.args().end();
        BrokerConnection broker = finder.broker(Optional.of(name));
        ConnectionState state = broker.state();
        var abilities = broker.gateway().capabilities();
        call.printFacts(new Report("", "id", "type", "name", "state", "cause", "detail", "since", "attempt", "retryAt",
                "features", "orderTypes", "accounts", "settings").row(broker.id(), broker.type(), broker.name(),
                        state.phase(), state.cause(), state.detail(), state.since(), state.attempt(), state.retryAt(),
                        abilities.features().stream().sorted().toList(),
                        abilities.orders().keySet().stream().sorted().toList(),
                        accounts.accounts(broker.id()).stream().map(a -> a.key().account().value()).toList(),
                        settings(broker.id())));
    }

    private List<String> settings(BrokerId id) {
        List<String> texts = new ArrayList<>();
        setup.configured().stream().filter(c -> c.id().equals(id)).forEach(c -> c.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey()).forEach(e -> texts.add(e.getKey() + "=" + e.getValue())));
        return texts;
    }

    private void connect(Call call) throws CommandException, InterruptedException {
        String name = call.args().next("the id of a broker");
        call.args().end();
        Duration limit = call.args().seconds("limit", CONNECT_SECONDS);
        BrokerConnection broker = finder.broker(Optional.of(name));
        if (!broker.state().isConnected()) {
            broker.connect();
        }
        finder.waiter().until(limit, () -> broker.state().isConnected()
                || broker.state().phase() == ConnectionPhase.FAILED);
        if (!broker.state().isConnected()) {
            throw new CommandException(
                    "expected broker %s to be connected within %d s, found %s; broker:show %s tells more"
                    .formatted(broker.id(), limit.toSeconds(), Finder.describe(broker.state()), broker.id()));
        }
        // The next command of a script wants to trade: it needs what is read right after connecting.
        boolean complete = finder.waiter().until(limit, () -> !feed.symbols(broker.id()).isEmpty() && isRead(broker));
        call.say("%s is connected: %d symbols, %d accounts%s".formatted(broker.id(), feed.symbols(broker.id()).size(),
                accounts.accounts(broker.id()).size(), complete ? "" : " (not all was read within the limit)"));
        if (call.json()) {
            call.print(new Report("", "id", "state", "symbols", "accounts").row(broker.id(), broker.state().phase(),
                    feed.symbols(broker.id()).size(), accounts.accounts(broker.id()).size()));
        }
    }

    /**
     * Whether the accounts were read over this connection: what was kept of an earlier one is not what a script wants.
     */
    private boolean isRead(BrokerConnection broker) {
        List<AccountSnapshot> all = accounts.accounts(broker.id());
        return !all.isEmpty() && all.stream().allMatch(a -> a.problem().isPresent()
                || a.asOf().filter(at -> !at.isBefore(broker.state().since())).isPresent());
    }

    private void disconnect(Call call) throws CommandException, InterruptedException {
        String name = call.args().next("the id of a broker");
        call.args().end();
        Duration limit = call.args().seconds("limit", CONNECT_SECONDS);
        BrokerConnection broker = finder.broker(Optional.of(name));
        broker.disconnect();
        if (!finder.waiter().until(limit, () -> broker.state().phase() == ConnectionPhase.DISCONNECTED)) {
            throw new CommandException(
                    "expected broker %s to be disconnected within %d s, found %s".formatted(broker.id(),
                    limit.toSeconds(), Finder.describe(broker.state())));
        }
        call.say(broker.id() + " is disconnected");
    }
}

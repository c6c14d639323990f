package org.jts.console.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;
import org.jts.api.feed.MarketFeed;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

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

    @Activate
    public BrokerCommands(BundleContext context, @Reference BrokerRegistry registry, @Reference BrokerSetup setup,
            @Reference MarketFeed feed, @Reference AccountBook accounts, @Reference Finder finder) {
        this.registry = registry;
        this.setup = setup;
        this.feed = feed;
        this.accounts = accounts;
        this.finder = finder;
        commands = new CommandSet(context, "broker").add("list", this::list).add("types", this::types)
                .add("show", this::show).add("connect", this::connect).add("disconnect", this::disconnect)
                .add("add", this::add).add("remove", this::remove).add("test", this::test);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void list(Call call) throws CommandException, InterruptedException {
        call.args().end();
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
                report.row(broker.id(), shortType(broker.pid()), null, "NOT_RUNNING", null, null, null,
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

    private void types(Call call) throws CommandException {
        if (call.args().isEmpty()) {
            Report report = new Report("No kind of broker is installed.", "type", "name", "description");
            setup.types(Locale.getDefault()).forEach(type -> report.row(shortType(type.pid()), type.name(),
                    type.description()));
            call.print(report);
            return;
        }
        BrokerType type = type(call.args());
        call.args().end();
        Report report = new Report("It has no settings.", "key", "label", "kind", "required", "default", "choices",
                "description");
        for (Setting s : type.settings()) {
            report.row(s.key(), s.label(), s.kind(), s.required(), s.defaultValue(),
                    s.choices().stream().map(Setting.Choice::value).toList(), s.description());
        }
        call.print(report);
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

    private void add(Call call) throws CommandException, SetupException, InterruptedException {
        BrokerType type = type(call.args());
        BrokerId id = Finder.brokerId(call.args().next("an id for the broker"));
        setup.add(type.pid(), id, settings(call.args()));
        finder.waiter().until(START_LIMIT, () -> registry.broker(id).isPresent());
        call.say("%s was added".formatted(id));
    }

    private void remove(Call call) throws CommandException, SetupException {
        BrokerId id = Finder.brokerId(call.args().next("the id of a broker"));
        call.args().end();
        setup.remove(id);
        call.say("%s was removed".formatted(id));
    }

    private void test(Call call) throws CommandException, SetupException, InterruptedException {
        BrokerType type = type(call.args());
        String found = setup.test(type.pid(), settings(call.args()));
        call.say(found);
        if (call.json()) {
            call.print(new Report("", "type", "result").row(shortType(type.pid()), found));
        }
    }

    private BrokerType type(Args args) throws CommandException {
        String name = args.next("a kind of broker");
        List<BrokerType> types = setup.types(Locale.getDefault());
        return types.stream().filter(t -> t.pid().equals(name) || shortType(t.pid()).equals(name)).findFirst()
                .orElseThrow(() -> new CommandException(
                "expected one of the kinds of broker %s, found \"%s\"".formatted(
                        types.stream().map(t -> shortType(t.pid())).toList(), name)));
    }

    /** {@code org.jts.gateway.mock} is {@code mock} to those who type. */
    private static String shortType(String pid) {
        return pid.substring(pid.lastIndexOf('.') + 1);
    }

    private static Map<String, String> settings(Args args) throws UsageException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Optional<String> word = args.nextIfAny(); word.isPresent(); word = args.nextIfAny()) {
            int equals = word.get().indexOf('=');
            if (equals < 1) {
                throw args.wrong("expected a setting KEY=VALUE, found \"%s\"".formatted(word.get()));
            }
            String key = word.get().substring(0, equals);
            if (settings.put(key, word.get().substring(equals + 1)) != null) {
                throw args.wrong("expected each setting once, found %s twice".formatted(key));
            }
        }
        return settings;
    }
}

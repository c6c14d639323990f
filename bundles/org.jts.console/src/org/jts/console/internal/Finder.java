package org.jts.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.Capabilities;
import org.jts.api.market.Symbol;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds what short words mean: the one broker there is, its default account, the symbol with a code. Just after the
 * start brokers are still coming up: then it waits a little.
 */
@Component(service = Finder.class)
public final class Finder {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    /** What is stored is read within it, when there is anything. */
    private static final Duration STORE_LIMIT = Duration.ofSeconds(2);
    private static final Duration READ_LIMIT = Duration.ofSeconds(3);

    private final BrokerRegistry registry;
    private final MarketFeed feed;
    private final AccountBook accounts;
    private final TimeSource time;
    private final Waiter waiter;

    @Activate
    public Finder(@Reference BrokerRegistry registry, @Reference MarketFeed feed, @Reference AccountBook accounts,
            @Reference TimeSource time) {
        this.registry = registry;
        this.feed = feed;
        this.accounts = accounts;
        this.time = time;
        this.waiter = new Waiter(time);
    }

    Waiter waiter() {
        return waiter;
    }

    /** What a broker can do; nothing when it is not there any more. */
    Capabilities capabilities(BrokerId broker) {
        return registry.broker(broker).map(b -> b.gateway().capabilities()).orElseGet(Capabilities::none);
    }

    /** The named broker; without a name the only one, or the only connected one. Connected or not. */
    BrokerConnection broker(Optional<String> name) throws CommandException, InterruptedException {
        if (name.isPresent()) {
            return named(name.get());
        }
        waiter.until(START_LIMIT, () -> !registry.brokers().isEmpty());
        List<BrokerConnection> all = registry.brokers();
        if (all.isEmpty()) {
            throw new CommandException("expected a broker, found none set up; add one with broker:add");
        }
        List<BrokerConnection> connected = all.stream().filter(b -> b.state().isConnected()).toList();
        if (all.size() > 1 && connected.size() != 1) {
            throw new CommandException("expected --broker to say which, found several: " + ids(all));
        }
        return all.size() == 1 ? all.getFirst() : connected.getFirst();
    }

    /** As {@link #broker}, once it is connected; waits while it is connecting for the first time. */
    BrokerConnection connected(Optional<String> name) throws CommandException, InterruptedException {
        BrokerConnection broker = broker(name);
        waiter.until(START_LIMIT, () -> broker.state().phase() != ConnectionPhase.CONNECTING);
        if (!broker.state().isConnected()) {
            throw new CommandException("expected broker %s to be connected, found %s; connect it with broker:connect %s"
                    .formatted(broker.id(), describe(broker.state()), broker.id()));
        }
        return broker;
    }

    private BrokerConnection named(String name) throws CommandException, InterruptedException {
        BrokerId id = brokerId(name);
        waiter.until(START_LIMIT, () -> registry.broker(id).isPresent() || !registry.brokers().isEmpty());
        return registry.broker(id).orElseThrow(() -> new CommandException(
                "expected one of the brokers %s, found \"%s\"; broker:list tells what is set up".formatted(
                        ids(registry.brokers()), name)));
    }

    /** The symbol with that id, code or name. */
    Symbol symbol(BrokerConnection broker, String text) throws CommandException, InterruptedException {
        awaitSymbols(broker);
        if (feed.symbols(broker.id()).isEmpty() && !broker.state().isConnected()) {
            throw new CommandException(("expected broker %s to be connected, found %s, and nothing of it is stored; "
                    + "connect it with broker:connect %s").formatted(broker.id(), describe(broker.state()),
                    broker.id()));
        }
        List<Symbol> found = feed.symbols(broker.id()).stream().filter(s -> isMeant(s, text)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw new CommandException(("expected a symbol of broker %s such as 005930 or KRX:005930, found \"%s\"; "
                    + "market:symbols lists them").formatted(broker.id(), text));
        }
        throw new CommandException(
                "expected one symbol, found several for \"%s\": %s; write the exchange too".formatted(
                text, found.stream().map(s -> s.id().toString()).collect(Collectors.joining(", "))));
    }

    /** Waits for the symbols: those of the broker, or, without a line, those that the store gives at the start. */
    void awaitSymbols(BrokerConnection broker) throws InterruptedException {
        waiter.until(START_LIMIT, () -> !feed.symbols(broker.id()).isEmpty() || !broker.state().isConnected());
        waiter.until(STORE_LIMIT, () -> !feed.symbols(broker.id()).isEmpty());
    }

    /** Waits for the accounts in the same way. */
    void awaitAccounts(BrokerConnection broker) throws InterruptedException {
        waiter.until(START_LIMIT, () -> !accounts.accounts(broker.id()).isEmpty() || !broker.state().isConnected());
        waiter.until(STORE_LIMIT, () -> !accounts.accounts(broker.id()).isEmpty());
    }

    /** The last price that is known of a symbol whose broker is not connected. */
    Optional<LiveQuote> lastKnown(BrokerConnection broker, Symbol symbol) throws InterruptedException {
        try (Subscription watch = feed.watch(broker.id(), Set.of(symbol.id()), quote -> { })) {
            waiter.until(STORE_LIMIT, () -> feed.latest(broker.id(), symbol.id()).isPresent());
            return feed.latest(broker.id(), symbol.id());
        }
    }

    /** The named account of the broker, or its default one. The name may be {@code BROKER/ACCOUNT}. */
    AccountSnapshot account(BrokerConnection broker, Optional<String> name)
            throws CommandException, InterruptedException {
        awaitAccounts(broker);
        List<AccountSnapshot> all = accounts.accounts(broker.id());
        Optional<AccountSnapshot> found = name.isPresent()
                ? all.stream().filter(a -> isMeant(a, name.get())).findFirst()
                : all.stream().findFirst();
        return found.orElseThrow(() -> new CommandException("expected one of the accounts %s of broker %s, found %s"
                .formatted(all.stream().map(a -> a.key().account().value()).toList(), broker.id(),
                        name.map(n -> '"' + n + '"').orElse("none"))));
    }

    /** Has every connected broker read anew: a script that has just traded wants to see what came of it. */
    void refreshAccounts() throws InterruptedException {
        Instant start = time.now();
        List<BrokerId> connected = registry.brokers().stream().filter(b -> b.state().isConnected())
                .map(BrokerConnection::id)
                .toList();
        connected.forEach(accounts::refresh);
        // Those that do not answer in time are shown as they were last read, with that time.
        waiter.until(READ_LIMIT, () -> connected.stream().flatMap(id -> accounts.accounts(id).stream())
                .allMatch(a -> a.problem().isPresent() || a.asOf().filter(at -> !at.isBefore(start)).isPresent()));
    }

    static BrokerId brokerId(String text) throws UsageException {
        try {
            return new BrokerId(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage().replace(", was ", ", found "));
        }
    }

    static String describe(ConnectionState state) {
        return state.detail().isEmpty() ? state.phase().toString() : "%s (%s)".formatted(state.phase(), state.detail());
    }

    static boolean isMeant(AccountSnapshot account, String name) {
        return name.equals(account.key().account().value()) || name.equals(account.key().toString());
    }

    private static boolean isMeant(Symbol symbol, String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return symbol.id().toString().equals(upper) || symbol.id().code().equals(upper) || symbol.name().equals(text);
    }

    private static List<String> ids(List<BrokerConnection> brokers) {
        return brokers.stream().map(b -> b.id().value()).toList();
    }
}

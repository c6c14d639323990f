package org.jts.console.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;
import org.jts.api.trading.OrderLimits;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code limits:…} */
@Component(service = OrderLimitCommands.class, immediate = true)
public final class OrderLimitCommands {

    /** Instead of an account: for every account that does not set it itself. */
    private static final String ALL = "all";

    private final CommandSet commands;
    private final OrderLimits limits;
    private final AccountBook accounts;

    @Activate
    public OrderLimitCommands(BundleContext context, @Reference OrderLimits limits, @Reference AccountBook accounts) {
        this.limits = limits;
        this.accounts = accounts;
        commands = new CommandSet(context, "limits").add("show", this::show).add("set", this::set)
                .add("reset", this::reset);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void show(Call call) throws CommandException {
        Optional<AccountKey> account = account(call.args().nextIfAny().orElse(ALL));
        call.args().end();
        print(call, account);
    }

    private void set(Call call) throws CommandException, SetupException {
        Args args = call.args();
        Optional<AccountKey> account = account(args.next("an account, or all"));
        Map<String, String> changes = new LinkedHashMap<>();
        for (String word : args.rest("what to set, for example max.value=5000000")) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw args.wrong("expected KEY=VALUE, found \"%s\"".formatted(word));
            }
            changes.put(word.substring(0, equals), word.substring(equals + 1));
        }
        limits.change(account, changes);
        print(call, account);
    }

    private void reset(Call call) throws CommandException, SetupException {
        Optional<AccountKey> account = account(call.args().next("an account, or all"));
        call.args().end();
        limits.reset(account);
        print(call, account);
    }

    private void print(Call call, Optional<AccountKey> account) {
        Map<String, String> own = account.isPresent() ? limits.set(account) : Map.of();
        Map<String, String> all = limits.set(Optional.empty());
        Report report = new Report("", "key", "value", "from", "meaning");
        for (Setting setting : limits.settings()) {
            String key = setting.key();
            String from = own.containsKey(key) ? "account" : all.containsKey(key) ? ALL : "default";
            String value = own.getOrDefault(key, all.getOrDefault(key, setting.defaultValue()));
            report.row(key, value, from, setting.label() + ". " + setting.description());
        }
        call.print(report);
    }

    /** Limits may be set for an account whose broker is away: it is then written in full. */
    private Optional<AccountKey> account(String name) throws CommandException {
        if (name.equals(ALL)) {
            return Optional.empty();
        }
        List<AccountKey> found = accounts.accounts().stream().filter(a -> Finder.isMeant(a, name))
                .map(AccountSnapshot::key).toList();
        int slash = name.indexOf('/');
        if (found.isEmpty() && slash > 0 && slash < name.length() - 1) {
            return Optional.of(new AccountKey(Finder.brokerId(name.substring(0, slash)),
                    new AccountId(name.substring(slash + 1))));
        }
        if (found.size() != 1) {
            throw new CommandException("expected one of the accounts %s, BROKER/ACCOUNT or all; found \"%s\"%s"
                    .formatted(accounts.accounts().stream().map(AccountSnapshot::key).toList(), name,
                            found.isEmpty() ? "" : " at several brokers"));
        }
        return Optional.of(found.getFirst());
    }
}

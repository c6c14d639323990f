package org.jts.console.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.trading.OrderDesk;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code account:…} */
@Component(service = AccountCommands.class, immediate = true)
public final class AccountCommands {

    private final CommandSet commands;
    private final AccountBook accounts;
    private final OrderDesk desk;
    private final Finder finder;

    @Activate
    public AccountCommands(BundleContext context, @Reference AccountBook accounts, @Reference OrderDesk desk,
            @Reference Finder finder) {
        this.accounts = accounts;
        this.desk = desk;
        this.finder = finder;
        commands = new CommandSet(context, "account").add("list", this::list).add("balance", this::balance)
                .add("positions", this::positions).add("unlock", this::unlock).add("lock", this::lock);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void list(Call call) throws CommandException, InterruptedException {
        call.args().end();
        Report report = new Report("No accounts are known. Connect a broker first.", "broker", "account", "name",
                "type",
                "currency", "default", "asOf", "problem");
        for (AccountSnapshot a : chosen(call.args())) {
            report.row(a.key().broker(), a.key().account(), a.account().name(), a.account().type(),
                    a.account().currency(),
                    a.account().isDefault(), a.asOf(), a.problem());
        }
        call.print(report);
    }

    private void balance(Call call) throws CommandException, InterruptedException {
        Report report = new Report("No balances are known. Connect a broker first.", "broker", "account", "currency",
                "cash",
                "buyingPower", "totalEquity", "asOf");
        for (AccountSnapshot a : chosen(call.args())) {
            for (Balance b : a.balances()) {
                report.row(a.key().broker(), b.account(), b.currency(), b.cash(), b.buyingPower(), b.totalEquity(),
                        b.asOf());
            }
        }
        call.print(report);
    }

    private void positions(Call call) throws CommandException, InterruptedException {
        Report report = new Report("No positions.", "broker", "account", "symbol", "name", "quantity", "sellable",
                "averagePrice", "currentPrice", "marketValue", "unrealizedPnl", "currency");
        for (AccountSnapshot a : chosen(call.args())) {
            for (Position p : a.positions()) {
                report.row(a.key().broker(), p.account(), p.symbol(), p.name(), p.quantity(), p.sellable(),
                        p.averagePrice(), p.currentPrice(), p.marketValue(), p.unrealizedPnl(), p.currency());
            }
        }
        call.print(report);
    }

    private void unlock(Call call) throws CommandException, InterruptedException {
        String name = call.args().next("an account");
        String number = call.args().next("the number of the account");
        AccountSnapshot account = only(call.args(), name);
        Optional<String> refusal = desk.unlock(account.key(), number);
        if (refusal.isPresent()) {
            throw new CommandException(refusal.get());
        }
        call.say("Orders may be placed in %s until the program ends.".formatted(account.key()));
    }

    private void lock(Call call) throws CommandException, InterruptedException {
        AccountSnapshot account = only(call.args(), call.args().next("an account"));
        desk.lock(account.key());
        call.say(desk.isUnlocked(account.key())
                ? "%s is an account of paper, which is never locked.".formatted(account.key())
                : "%s is locked.".formatted(account.key()));
    }

    private AccountSnapshot only(Args args, String name) throws CommandException, InterruptedException {
        args.end();
        List<AccountSnapshot> found = chosen(args, Optional.of(name));
        if (found.size() > 1) {
            throw new CommandException("expected one account, found \"%s\" at several brokers; write BROKER/ACCOUNT"
                    .formatted(name));
        }
        return found.getFirst();
    }

    /** The accounts that word and option name; all of them when they name none. */
    private List<AccountSnapshot> chosen(Args args) throws CommandException, InterruptedException {
        Optional<String> name = args.nextIfAny();
        args.end();
        return chosen(args, name);
    }

    private List<AccountSnapshot> chosen(Args args, Optional<String> name) throws CommandException,
            InterruptedException {
        finder.refreshAccounts();
        List<AccountSnapshot> found = new ArrayList<>();
        if (args.has("broker")) {
            BrokerConnection broker = finder.broker(args.option("broker"));
            finder.awaitAccounts(broker);
            found.addAll(accounts.accounts(broker.id()));
        } else {
            found.addAll(accounts.accounts());
        }
        if (name.isPresent()) {
            List<String> known = found.stream().map(a -> a.key().toString()).toList();
            found.removeIf(a -> !Finder.isMeant(a, name.get()));
            if (found.isEmpty()) {
                throw new CommandException("expected one of the accounts %s, found \"%s\"".formatted(known,
                        name.get()));
            }
        }
        return found;
    }
}

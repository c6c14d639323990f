package org.jts.console.internal;

import java.util.List;

/** Every command there is: what help, manual and the commands themselves go by. */
final class CommandBook {

    static final List<CommandSpec> ALL = List.of(
            remote("broker", "list", "", "Lists the brokers that are set up and how each is connected."),
            remote("broker", "types", "[TYPE]",
                    "Lists the kinds of broker that can be added, or the settings of one."),
            new CommandSpec("broker", "show", "BROKER", "Shows one broker's settings, state and abilities."),
            new CommandSpec("broker", "connect", "BROKER [--limit SECONDS]",
                    "Connects, and waits until its symbols and accounts are known."),
            new CommandSpec("broker", "disconnect", "BROKER [--limit SECONDS]", "Disconnects, and waits until it is."),
            remote("broker", "add", "TYPE BROKER [KEY=VALUE...]", "Sets a new broker up."),
            remote("broker", "set", "BROKER KEY=VALUE...",
                    "Changes settings of a broker; KEY= takes one back to its default."),
            remote("broker", "remove", "BROKER", "Disconnects a broker and forgets its settings."),
            remote("broker", "test", "TYPE [KEY=VALUE...]", "Tries settings without keeping them."),
            remote("broker", "secret", "[set|remove NAME] [--env VARIABLE] [--file FILE]",
                    "Keeps or forgets a secret at a server, from a variable or a file of this machine, or lists "
                    + "their names."),
            new CommandSpec("market", "quote", "SYMBOL... [--broker BROKER]", "Shows the newest prices."),
            new CommandSpec("market", "book", "SYMBOL [--broker BROKER]", "Shows the order book."),
            new CommandSpec("market", "symbols", "[TEXT] [--broker BROKER] [--limit COUNT]",
                    "Lists symbols whose code or name contains the text."),
            new CommandSpec("market", "candles", "SYMBOL [--timeframe FRAME] [--from DATE] [--to DATE] [--limit COUNT]"
                    + " [--broker BROKER]", "Lists candles, the newest last."),
            new CommandSpec("market", "watch", "SYMBOL... [--seconds SECONDS] [--broker BROKER]",
                    "Prints every new price for a while."),
            new CommandSpec("order", "place", "buy|sell QUANTITY SYMBOL market | limit PRICE | stop PRICE |"
                    + " stop-limit STOP LIMIT [--tif DAY|IOC|FOK|GTC] [--as KIND] [--account ACCOUNT] [--broker BROKER]"
                    + " [--wait] [--limit SECONDS]", "Places an order and tells what came of it."),
            new CommandSpec("order", "kinds", "SYMBOL [--broker BROKER]",
                    "Lists the broker's own kinds of orders for a symbol, and the other ways for an order to go."),
            new CommandSpec("order", "modify", "KEY QUANTITY [PRICE]", "Changes an open order."),
            new CommandSpec("order", "cancel", "KEY [--limit SECONDS]", "Cancels an open order and waits for its end."),
            new CommandSpec("order", "list", "[--open] [--broker BROKER]", "Lists the orders, the oldest first."),
            new CommandSpec("order", "calls", "[--broker BROKER]",
                    "Lists the orders in a broker's own words, and what came of them."),
            new CommandSpec("order", "forms", "[NAME [VARIANT]] [--broker BROKER]",
                    "Lists the orders in a broker's own words that it takes, or the fields of one."),
            new CommandSpec("order", "call", "NAME [VARIANT] [FIELD=VALUE...] [--account ACCOUNT] [--broker BROKER]"
                    + " [--agree]", "Sends an order in a broker's own words, once, and tells what came of it."),
            new CommandSpec("order", "show", "KEY", "Shows one order and its trades."),
            new CommandSpec("order", "settle", "KEY never|NUMBER",
                    "Says what became of an order that is unknown: the broker never had it, or has it under that "
                    + "number."),
            new CommandSpec("order", "stop", "[REASON...]",
                    "Stops trading: no order is placed any more, and every open one is cancelled."),
            new CommandSpec("order", "resume", "", "Lets orders be placed again."),
            new CommandSpec("journal", "verify", "[FOLDER]",
                    "Looks whether every record of the order journal is as it was written."),
            new CommandSpec("journal", "show", "KEY", "Shows what the order journal has about one order."),
            new CommandSpec("account", "unlock", "ACCOUNT NUMBER [--broker BROKER]",
                    "Unlocks an account of real money by its number, until the program ends."),
            new CommandSpec("account", "lock", "ACCOUNT [--broker BROKER]", "Locks an account of real money again."),
            new CommandSpec("account", "list", "[--broker BROKER]", "Lists the accounts."),
            new CommandSpec("account", "balance", "[ACCOUNT] [--broker BROKER]", "Shows what accounts hold in money."),
            new CommandSpec("account", "positions", "[ACCOUNT] [--broker BROKER]", "Shows what accounts hold."),
            new CommandSpec("candles", "import", "FILE|FOLDER... [--show COUNT]",
                    "Reads candle files into the store and names every refused row."),
            new CommandSpec("candles", "list", "", "Lists what is stored."),
            new CommandSpec("event", "list", "[--severity INFO|WARNING|ERROR] [--limit COUNT] [--detail]",
                    "Lists the newest events."),
            new CommandSpec("limit", "show", "[BROKER] [--watch] [--seconds SECONDS]",
                    "Shows how much of the request limits is used, now or every second."),
            new CommandSpec("limit", "forecast", "BROKER LANE COUNT",
                    "Tells how long so many requests of a lane would take."),
            new CommandSpec("limit", "profiles", "",
            "Lists the request limits that are known, and where they come from."),
            new CommandSpec("limit", "set", "PROFILE KEY=VALUE...", "Changes a request limit."),
            new CommandSpec("limit", "reset", "PROFILE", "Takes a request limit back to its default."),
            new CommandSpec("limits", "show", "[ACCOUNT]",
                    "Shows the limits that orders keep: of an account, or those of all."),
            new CommandSpec("limits", "set", "ACCOUNT|all KEY=VALUE...", "Changes the limits that orders keep."),
            new CommandSpec("limits", "reset", "ACCOUNT|all", "Takes the limits of orders back to what holds for all."),
            new CommandSpec("audit", "show", "[--order KEY] [--from TIME] [--to TIME] [--limit COUNT]",
                    "Shows what passed between this program and its brokers, the newest last."),
            new CommandSpec("audit", "export", "FILE [--order KEY] [--from TIME] [--to TIME]",
                    "Writes the audit trail, or a part of it, to a file of JSON lines."),
            new CommandSpec("audit", "status", "", "Shows where the audit trail is, and how much of it was lost."),
            new CommandSpec("metrics", "show", "[PREFIX]", "Shows what is measured."),
            remote("plugin", "list", "",
            "Lists the plug-ins that are there, and those that were removed and can be taken back."),
            remote("plugin", "offers", "[SITE]",
                    "Lists what an update site or an archive offers, or all the sites that were added."),
            remote("plugin", "check", "SITE PLUGIN [VERSION]",
                    "Says what installing would do, or why it cannot be done; changes nothing."),
            remote("plugin", "install", "SITE PLUGIN [VERSION] [--trust] [--cancel-working]",
                    "Installs or updates a plug-in; --trust is a yes to one for which nobody vouches."),
            remote("plugin", "rollback", "PLUGIN [--cancel-working]", "Goes back to the version that ran before."),
            remote("plugin", "remove", "PLUGIN [--cancel-working]",
                    "Removes a plug-in; the settings of its brokers are kept."),
            remote("plugin", "sites", "[add|remove SITE]", "Lists, adds or removes update sites."),
            new CommandSpec("jts", "version", "", "Shows the versions of the workstation's parts."),
            new CommandSpec("jts", "help", "[COMMAND]", "Explains the commands, or one of them."),
            new CommandSpec("jts", "why", "", "Explains which part does not run, and what it waits for."));

    private CommandBook() {
    }

    /** What is done in this process, or at a server. */
    private static CommandSpec remote(String scope, String function, String arguments, String summary) {
        return new CommandSpec(scope, function, (arguments + " " + RemoteServer.OPTIONS).strip(), summary);
    }

    static CommandSpec find(String scope, String function) {
        return ALL.stream().filter(c -> c.scope().equals(scope) && c.function().equals(function)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command " + scope + ":" + function));
    }
}

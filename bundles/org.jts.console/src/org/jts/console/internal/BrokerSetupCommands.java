package org.jts.console.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;
import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;

/** Those of {@code broker:…} that set brokers up, here or at a server. */
final class BrokerSetupCommands {

    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private final BrokerRegistry registry;
    private final BrokerSetup setup;
    private final Supplier<Optional<SecretStore>> secrets;
    private final Waiter waiter;

    BrokerSetupCommands(BrokerRegistry registry, BrokerSetup setup, Supplier<Optional<SecretStore>> secrets,
            Waiter waiter) {
        this.registry = registry;
        this.setup = setup;
        this.secrets = secrets;
        this.waiter = waiter;
    }

    void addTo(CommandSet commands) {
        commands.add("types", this::types).add("add", this::add).add("set", this::set)
                .add("remove", this::remove).add("test", this::test).add("secret", this::secret);
    }

    /** What a command does somewhere. */
    @FunctionalInterface
    private interface Body {
        void run(BrokerPlace place) throws CommandException, SetupException, InterruptedException;
    }

    /** At the server that the options name, or here. */
    private void at(Call call, Body body) throws CommandException, SetupException, InterruptedException {
        try (BrokerPlace place = RemoteServer.brokers(call.args(), System.getenv()).map(BrokerPlace.class::cast)
                .orElseGet(() -> BrokerPlace.here(setup))) {
            body.run(place);
        }
    }

    private void types(Call call) throws CommandException, SetupException, InterruptedException {
        at(call, place -> {
            if (call.args().isEmpty()) {
                Report report = new Report("No kind of broker is installed.", "type", "name", "description");
                place.types().forEach(type -> report.row(shortType(type.pid()), type.name(), type.description()));
                call.print(report);
                return;
            }
            BrokerType type = type(call.args(), place);
            call.args().end();
            Report report = new Report("It has no settings.", "key", "label", "kind", "required", "default", "choices",
                    "description");
            for (Setting s : type.settings()) {
                report.row(s.key(), s.label(), s.kind(), s.required(), s.defaultValue(),
                        s.choices().stream().map(Setting.Choice::value).toList(), s.description());
            }
            call.print(report);
        });
    }

    private void add(Call call) throws CommandException, SetupException, InterruptedException {
        at(call, place -> {
            BrokerType type = type(call.args(), place);
            BrokerId id = Finder.brokerId(call.args().next("an id for the broker"));
            place.add(type.pid(), id, settings(call.args()));
            awaitThere(call, id);
            call.say("%s was added".formatted(id));
        });
    }

    private void set(Call call) throws CommandException, SetupException, InterruptedException {
        at(call, place -> {
            BrokerId id = Finder.brokerId(call.args().next("the id of a broker"));
            Map<String, String> settings = settings(call.args());
            if (settings.isEmpty()) {
                throw call.args().wrong("expected settings to change, KEY=VALUE, found none");
            }
            place.change(id, settings);
            awaitThere(call, id);
            call.say("%s was changed".formatted(id));
        });
    }

    /** A server waits for itself. */
    private void awaitThere(Call call, BrokerId id) throws InterruptedException {
        if (call.args().option("server").isEmpty()) {
            waiter.until(START_LIMIT, () -> registry.broker(id).isPresent());
        }
    }

    private void remove(Call call) throws CommandException, SetupException, InterruptedException {
        BrokerId id = Finder.brokerId(call.args().next("the id of a broker"));
        call.args().end();
        at(call, place -> place.remove(id));
        call.say("%s was removed".formatted(id));
    }

    private void test(Call call) throws CommandException, SetupException, InterruptedException {
        at(call, place -> {
            BrokerType type = type(call.args(), place);
            String found = place.test(type.pid(), settings(call.args()));
            call.say(found);
            if (call.json()) {
                call.print(new Report("", "type", "result").row(shortType(type.pid()), found));
            }
        });
    }

    /** A secret is never typed, where others could read it: it comes from the environment or a file. */
    private void secret(Call call) throws CommandException, InterruptedException {
        Args args = call.args();
        Optional<String> what = args.nextIfAny();
        String name = what.isPresent() ? args.next("the name of a secret") : "";
        args.end();
        try (RemoteBrokers server = RemoteServer.brokers(args, System.getenv()).orElseThrow(() -> args.wrong(
                "expected --server with the server that keeps the secret, found none; for this program itself there is "
                + "secret:set"))) {
            switch (what.orElse("")) {
                case "" -> {
                    Report report = new Report("No secret is kept there.", "name");
                    server.secrets().forEach(report::row);
                    call.print(report);
                }
                case "set" -> {
                    server.keep(name, resolved(args, name));
                    call.say("%s is kept at the server; settings name it as ${secure:%s}".formatted(name, name));
                }
                case "remove" -> {
                    server.forget(name);
                    call.say("%s was forgotten".formatted(name));
                }
                default -> throw args.wrong("expected set or remove, found \"%s\"".formatted(what.get()));
            }
        }
    }

    private String resolved(Args args, String name) throws CommandException {
        Optional<String> reference = args.option("env").map("${env:%s}"::formatted)
                .or(() -> args.option("file").map("${file:%s}"::formatted));
        if (reference.isEmpty() || args.has("env") && args.has("file")) {
            throw args.wrong("expected --env VARIABLE or --file FILE, where the secret stands, found "
                    + (reference.isEmpty() ? "neither" : "both"));
        }
        try {
            return secrets.get().orElseThrow(() -> new CommandException("expected the bundle org.jts.secrets, which "
                    + "reads secrets, found that it does not run; jts:why tells more")).resolve(name, reference.get());
        } catch (SecretException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static BrokerType type(Args args, BrokerPlace place) throws CommandException, InterruptedException {
        String name = args.next("a kind of broker");
        List<BrokerType> types = place.types();
        return types.stream().filter(t -> t.pid().equals(name) || shortType(t.pid()).equals(name)).findFirst()
                .orElseThrow(() -> new CommandException(
                "expected one of the kinds of broker %s, found \"%s\"".formatted(
                        types.stream().map(t -> shortType(t.pid())).toList(), name)));
    }

    /** {@code org.jts.gateway.mock} is {@code mock} to those who type. */
    static String shortType(String pid) {
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

package org.jts.console.internal;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jts.api.audit.Correlation;
import org.jts.api.connection.SetupException;
import org.jts.api.gateway.BrokerException;
import org.jts.api.install.InstallException;
import org.jts.api.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The commands of one scope as services for Gogo. They are {@link Function}s and not methods found by reflection: those
 * get numbers through {@code double}, and 005930 as 5930, as soon as another word is {@code true} or {@code null}.
 */
final class CommandSet implements AutoCloseable {

    static final String SCOPE = "osgi.command.scope";
    static final String FUNCTION = "osgi.command.function";

    /** What a command does. */
    @FunctionalInterface
    interface Action {
        void run(Call call) throws CommandException, BrokerException, StoreException, SetupException,
                InstallException, InterruptedException;
    }

    private final BundleContext context;
    private final String scope;
    private final List<ServiceRegistration<Function>> registrations = new ArrayList<>();

    CommandSet(BundleContext context, String scope) {
        this.context = context;
        this.scope = scope;
    }

    CommandSet add(String function, Action action) {
        CommandSpec spec = CommandBook.find(scope, function);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SCOPE, scope);
        properties.put(FUNCTION, function);
        Function service = (session, arguments) -> execute(spec, action, session, arguments);
        registrations.add(context.registerService(Function.class, service, properties));
        return this;
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }

    private static Object execute(CommandSpec spec, Action action, CommandSession session, List<Object> arguments)
            throws CommandException {
        Args args = Args.parse(spec, arguments.stream().map(String::valueOf).toList());
        // Not the session's stream: this one follows pipes.
        Call call = new Call(args, System.out);
        if (args.has("help")) {
            call.out().println(spec.usage() + System.lineSeparator() + spec.summary());
            return null;
        }
        try (Correlation.Scope scope = Correlation.open("console")) {
            action.run(call);
            return null;
        } catch (BrokerException | StoreException | SetupException | InstallException e) {
            throw new CommandException("%s: %s".formatted(spec.name(), explained(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(spec.name()
                    + ": interrupted before it was done; see what happened with order:list "
                    + "and event:list", e);
        }
    }

    private static String explained(Exception e) {
        StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
        if (e instanceof SetupException setup) {
            // the message names most of them already
            setup.problems().entrySet().stream().filter(p -> !e.getMessage().contains(p.getValue()))
                    .forEach(p -> text.append(System.lineSeparator()).append("  ").append(p.getKey()).append(": ")
                            .append(p.getValue()));
        }
        return text.toString();
    }
}

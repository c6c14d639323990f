package org.jts.console.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** {@code jts:…} */
@Component(service = JtsCommands.class, immediate = true)
public final class JtsCommands {

    private final BundleContext context;
    private final CommandSet commands;
    private final MissingParts missing;

    @Activate
    public JtsCommands(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.missing = new MissingParts(runtime);
        commands = new CommandSet(context, "jts").add("version", this::version).add("help", this::help)
                .add("why", this::why);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void version(Call call) throws CommandException {
        call.args().end();
        Report report = new Report("", "bundle", "version", "state");
        Stream.of(context.getBundles()).filter(b -> b.getSymbolicName() != null
                && b.getSymbolicName().startsWith("org.jts."))
                .sorted((a, b) -> a.getSymbolicName().compareTo(b.getSymbolicName()))
                .forEach(b -> report.row(b.getSymbolicName(), b.getVersion(), state(b)));
        call.print(report);
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "ACTIVE";
            case Bundle.STARTING -> "READY"; // started, its classes are loaded at the first use
            case Bundle.RESOLVED -> "STOPPED";
            default -> "NOT_RESOLVED";
        };
    }

    private void help(Call call) throws CommandException {
        Optional<String> name = call.args().nextIfAny();
        call.args().end();
        Report report = new Report("", "command", "arguments", "summary");
        List<CommandSpec> listed = Stream.concat(CommandBook.ALL.stream(), BroughtCommands.in(context).stream())
                .filter(c -> name.isEmpty() || c.name().equals(name.get()) || c.scope().equals(name.get())).toList();
        listed.forEach(c -> report.row(c.name(), c.arguments(), c.summary()));
        if (report.isEmpty()) {
            throw call.args().wrong("expected a command such as order:place or order, found \"%s\"".formatted(
                    name.orElse("")));
        }
        if (call.json()) {
            call.print(report);
            return;
        }
        listed.forEach(c -> call.say(c.usage() + System.lineSeparator() + "    " + c.summary()));
        if (name.isEmpty()) {
            call.say("Every command takes --json (-j): one JSON object a line, and --help. Commands are separated by "
                    + "; and "
                    + "exit ends the console.");
        }
    }

    private void why(Call call) throws CommandException {
        call.args().end();
        List<MissingParts.Part> parts = missing.find();
        Report report = new Report("Every part runs.", "component", "bundle", "waitsFor");
        parts.stream().filter(MissingParts.Part::chosen)
                .forEach(part -> report.row(part.component(), part.bundle(), part.waitsFor()));
        call.print(report);
        if (!call.json()) {
            parts.stream().filter(part -> !part.chosen())
                    .forEach(part -> call.say("Not set up: " + part.bundle() + ", which runs with " + part.waitsFor()));
        }
    }
}

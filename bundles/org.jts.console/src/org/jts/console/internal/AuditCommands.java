package org.jts.console.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditQuery;
import org.jts.api.audit.AuditStatus;
import org.jts.api.audit.AuditTrail;
import org.jts.api.store.StoreException;
import org.jts.api.trading.OrderDesk;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code audit:…} */
@Component(service = AuditCommands.class, immediate = true)
public final class AuditCommands {

    private static final int SHOWN = 50;
    private static final int MOST = 100_000;

    private final CommandSet commands;
    private final AuditTrail trail;
    private final OrderDesk desk;

    @Activate
    public AuditCommands(BundleContext context, @Reference AuditTrail trail, @Reference OrderDesk desk) {
        this.trail = trail;
        this.desk = desk;
        commands = new CommandSet(context, "audit").add("show", this::show).add("export", this::export)
                .add("status", this::status);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void show(Call call) throws CommandException, StoreException, InterruptedException {
        call.args().end();
        List<AuditLine> lines = trail.find(query(call.args()), call.args().count("limit", SHOWN, MOST));
        if (call.json()) {
            lines.forEach(line -> call.out().println(line.json()));
            return;
        }
        Report report = new Report("Nothing is in the audit trail.", "time", "kind", "correlation", "broker", "action",
                "facts");
        lines.forEach(line -> report.row(line.at(), line.kind(), line.correlation(), line.broker(), line.action(),
                line.facts().entrySet().stream().map(f -> f.getKey() + "=" + f.getValue())
                        .collect(Collectors.joining(" "))));
        call.print(report);
    }

    private void export(Call call) throws CommandException, StoreException, InterruptedException {
        Path file = path(call.args().next("a file"));
        call.args().end();
        long lines = trail.export(query(call.args()), file);
        call.say("%d records written to %s.".formatted(lines, file));
    }

    private void status(Call call) throws CommandException {
        call.args().end();
        AuditStatus status = trail.status();
        Report report = new Report("", "folder", "files", "bytes", "kept", "lost", "waiting", "problem");
        report.row(status.folder(), status.files(), status.bytes(), status.kept(), status.lost(), status.waiting(),
                status.problem());
        call.printFacts(report);
    }

    private AuditQuery query(Args args) throws CommandException {
        Optional<String> order = args.option("order").map(name -> name.equals(OrderCommands.LAST)
                && !desk.orders().isEmpty() ? desk.orders().getLast().key() : name);
        return new AuditQuery(time(args, "from", false), time(args, "to", true), order);
    }

    /** A day, a day and time, both by this machine's clock, or an instant with its zone. */
    private static Optional<Instant> time(Args args, String option, boolean endOfDay) throws CommandException {
        Optional<String> text = args.option(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            String time = text.get();
            if (time.length() == 10) {
                LocalDate day = LocalDate.parse(time);
                return Optional.of((endOfDay ? day.plusDays(1) : day).atStartOfDay(ZoneId.systemDefault())
                        .toInstant());
            }
            return Optional.of(time.endsWith("Z") ? Instant.parse(time)
                    : LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant());
        } catch (DateTimeParseException e) {
            throw args.wrong("--%s: expected a day or time such as 2026-11-21 or 2026-11-21T09:30, found \"%s\""
                    .formatted(option, text.get()));
        }
    }

    private static Path path(String text) throws CommandException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandException("expected a file, found \"%s\" (%s)".formatted(text, e.getReason()), e);
        }
    }
}

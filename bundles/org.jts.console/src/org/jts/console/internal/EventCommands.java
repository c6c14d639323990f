package org.jts.console.internal;

import java.util.List;
import java.util.Optional;

import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code event:…} */
@Component(service = EventCommands.class, immediate = true)
public final class EventCommands {

    private static final int MAX_ROWS = 10_000;

    private final CommandSet commands;
    private final EventLog events;

    @Activate
    public EventCommands(BundleContext context, @Reference EventLog events) {
        this.events = events;
        commands = new CommandSet(context, "event").add("list", this::list);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void list(Call call) throws CommandException {
        Args args = call.args();
        args.end();
        Optional<String> severity = args.option("severity");
        Severity lowest = severity.isPresent() ? args.choice(Severity.class, severity.get(), "--severity")
                : Severity.INFO;
        List<Notice> found = events.notices().stream().filter(n -> n.severity().compareTo(lowest) >= 0).toList();
        int limit = args.count("limit", 50, MAX_ROWS);
        Report report = new Report("No events.", "time", "severity", "source", "broker", "text", "detail");
        boolean detailed = args.has("detail");
        found.subList(Math.max(0, found.size() - limit), found.size()).forEach(n -> report.row(n.time(), n.severity(),
                n.source(), n.broker(), n.text(), new Report.Shown(n.detail(), detailed ? n.detail().strip() : "")));
        call.print(report);
    }
}

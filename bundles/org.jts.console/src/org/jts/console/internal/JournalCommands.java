package org.jts.console.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.store.StoreException;
import org.jts.api.trading.JournalCheck;
import org.jts.api.trading.JournalLine;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderJournal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code journal:…} */
@Component(service = JournalCommands.class, immediate = true)
public final class JournalCommands {

    private final CommandSet commands;
    private final OrderJournal journal;
    private final OrderDesk desk;

    @Activate
    public JournalCommands(BundleContext context, @Reference OrderJournal journal, @Reference OrderDesk desk) {
        this.journal = journal;
        this.desk = desk;
        commands = new CommandSet(context, "journal").add("verify", this::verify).add("show", this::show);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void verify(Call call) throws CommandException, StoreException {
        Optional<String> folder = call.args().nextIfAny();
        call.args().end();
        JournalCheck check = journal.verify(folder.isPresent() ? Optional.of(path(folder.get())) : Optional.empty());
        Report report = new Report("", "folder", "records", "lastSeal", "tornBytes", "flaw");
        report.row(check.folder(), check.records(), check.lastSeal(), check.tornBytes(), check.flaw());
        call.printFacts(report);
        if (check.flaw().isPresent()) {
            throw new CommandException("the journal is not as it was written: " + check.flaw().get());
        }
    }

    private static Path path(String text) throws CommandException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandException("expected a folder, found \"%s\" (%s)".formatted(text, e.getReason()), e);
        }
    }

    private void show(Call call) throws CommandException, StoreException {
        String name = call.args().next("the key of an order");
        call.args().end();
        String key = name.equals(OrderCommands.LAST) && !desk.orders().isEmpty() ? desk.orders().getLast().key() : name;
        List<JournalLine> lines = journal.history(key);
        if (lines.isEmpty()) {
            throw new CommandException(
                    "expected the key of an order in the journal, found \"%s\"; order:list shows those that "
                    .formatted(key) + "the desk goes on with");
        }
        Report report = new Report("", "record", "time", "text");
        lines.forEach(line -> report.row(line.number(), line.at(), line.text()));
        call.print(report);
    }
}

package org.jts.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jts.api.store.CandleImport;
import org.jts.api.store.CandleImport.ImportReport;
import org.jts.api.store.CandleImport.RefusedRow;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;
import org.jts.api.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code candles:…} */
@Component(service = CandleCommands.class, immediate = true)
public final class CandleCommands {

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Asia/Seoul"), ZoneId.of("America/New_York"), ZoneId.of("UTC"));

    private final CommandSet commands;
    private final CandleImport reader;
    private final MarketStore store;
    private final TimeSource time;

    @Activate
    public CandleCommands(BundleContext context, @Reference CandleImport reader, @Reference MarketStore store,
            @Reference TimeSource time) {
        this.reader = reader;
        this.store = store;
        this.time = time;
        commands = new CommandSet(context, "candles").add("import", this::importFiles).add("list", this::list);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void importFiles(Call call) throws CommandException, StoreException {
        List<String> names = call.args().rest("a file or folder");
        int shown = call.args().count("show", 100, Integer.MAX_VALUE);
        Report report = new Report("Nothing was imported.", "file", "accepted", "refused", "series");
        List<String> useless = new ArrayList<>();
        try {
            for (Path file : files(names)) {
                ImportReport result = read(call, file);
                report.row(file.getFileName(), result.accepted(), result.refused().size(),
                        result.series().stream().map(s -> s.symbol() + " " + s.timeframe().code()).toList());
                refused(call, file, result.refused(), shown);
                if (result.accepted() == 0) {
                    useless.add(file.toString());
                }
            }
        } finally {
            call.print(report); // files before one that fails are stored, and that must be told
        }
        if (!useless.isEmpty()) {
            throw new CommandException("expected at least one candle in each file, found none in "
                    + String.join(", ", useless));
        }
    }

    private ImportReport read(Call call, Path file) throws CommandException, StoreException {
        ImportProgress progress = new ImportProgress(time, share -> call.say("%s: %d %%".formatted(file.getFileName(),
                share)));
        ImportReport result = reader.importCsv(file, progress, Thread.currentThread()::isInterrupted);
        if (result.cancelled()) {
            throw new CommandException("the import of %s was cancelled; nothing of it was stored".formatted(file));
        }
        return result;
    }

    private static void refused(Call call, Path file, List<RefusedRow> rows, int shown) {
        if (call.json()) {
            Report report = new Report("", "file", "line", "reason", "text");
            rows.forEach(row -> report.row(file.getFileName(), row.line(), row.reason(), row.text()));
            call.print(report);
            return;
        }
        rows.stream().limit(shown).forEach(row -> call.say("%s line %d refused: %s: %s".formatted(file.getFileName(),
                row.line(), row.reason(), row.text())));
        if (rows.size() > shown) {
            call.say("%s: %,d more refused rows; --show %d names them all".formatted(file.getFileName(),
                    rows.size() - shown, rows.size()));
        }
    }

    /** Folders stand for the CSV files in them. */
    private static List<Path> files(List<String> names) throws CommandException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            try {
                Path path = Path.of(name);
                if (!Files.isDirectory(path)) {
                    files.add(path);
                    continue;
                }
                List<Path> inside;
                try (Stream<Path> all = Files.list(path)) {
                    inside = all.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".csv")).sorted()
                            .toList();
                }
                if (inside.isEmpty()) {
                    throw new CommandException("expected CSV files in the folder %s, found none".formatted(path));
                }
                files.addAll(inside);
            } catch (InvalidPathException | IOException e) {
                throw new CommandException(
                        "expected a file or folder that can be read, found \"%s\" (%s)".formatted(name,
                        e.getMessage()), e);
            }
        }
        return files;
    }

    private void list(Call call) throws CommandException, StoreException {
        call.args().end();
        Report report = new Report("No candles are stored. Import some with candles:import.", "source", "symbol",
                "timeframe", "count", "first", "last");
        for (StoredSeries s : store.series()) {
            report.row(s.source(), s.symbol(), s.timeframe().code(), s.count(),
                    shown(s.first(), s), shown(s.last(), s));
        }
        call.print(report);
    }

    /** A day where the time is midnight of an exchange, which the store does not know: its zone is found by trying. */
    private static Object shown(Instant time, StoredSeries series) {
        ZoneId zone = ZONES.stream().filter(z -> time.atZone(z).toLocalTime().equals(LocalTime.MIDNIGHT)).findFirst()
                .orElse(ZoneId.systemDefault());
        return Report.dayOrTime(time, series.timeframe().isIntraday(), zone);
    }
}

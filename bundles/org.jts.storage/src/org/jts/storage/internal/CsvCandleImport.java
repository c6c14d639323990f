package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.market.Candle;
import org.jts.api.store.CandleImport;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;
import org.jts.api.time.TimeSource;
import org.jts.storage.internal.CandleHeader.Column;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads a file as a whole, then stores what was good in one transaction. */
@Component
public final class CsvCandleImport implements CandleImport {

    private static final String SOURCE = "import";
    /** {@code 005930_D.csv}: what many tools call such files. */
    private static final Pattern FILE_NAME = Pattern.compile("([0-9A-Z]{6})(?:[_-](\\w{1,6}))?\\.csv",
            Pattern.CASE_INSENSITIVE);
    /** A notice names so many refused rows; the report has them all. */
    private static final int NAMED_ROWS = 1000;
    private static final int ROWS_PER_PROGRESS = 256;
    /** Share of the work that reading is; writing is the rest. */
    private static final double READING = 0.6;

    private record Place(SeriesKey key, Instant openTime) {
    }

    /** What was read so far. */
    private static final class Harvest {
        private final Map<SeriesKey, TreeMap<Instant, Candle>> series = new LinkedHashMap<>();
        private final Map<Place, Long> lines = new HashMap<>();
        private final List<RefusedRow> refused = new ArrayList<>();
        private int accepted;

        void add(CandleRow row, long line) throws RowException {
            SeriesKey key = new SeriesKey(MarketStore.IMPORTED, row.symbol(), row.timeframe());
            Long first = lines.putIfAbsent(new Place(key, row.candle().openTime()), line);
            if (first != null) {
                throw new RowException(T.format("row.twice", row.symbol(),
                        String.valueOf(first)));
            }
            series.computeIfAbsent(key, k -> new TreeMap<>()).put(row.candle().openTime(), row.candle());
            accepted++;
        }

        Map<SeriesKey, Collection<Candle>> candles() {
            return series.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().values(),
                    (a, b) -> a, LinkedHashMap::new));
        }
    }

    private final CandleSink sink;
    private final EventLog events;
    private final TimeSource time;

    @Activate
    public CsvCandleImport(@Reference CandleSink sink, @Reference EventLog events, @Reference TimeSource time) {
        this.sink = sink;
        this.events = events;
        this.time = time;
    }

    @Override
    public ImportReport importCsv(Path file, DoubleConsumer progress, BooleanSupplier cancelled) throws StoreException {
        Harvest harvest = read(file, progress, cancelled);
        List<StoredSeries> stored = List.of();
        if (!cancelled.getAsBoolean() && harvest.accepted > 0) {
            stored = sink.saveAll(harvest.candles(), cancelled);
        }
        if (harvest.accepted > 0 && stored.isEmpty() || cancelled.getAsBoolean() && stored.isEmpty()) {
            return new ImportReport(file, List.of(), 0, harvest.refused, true);
        }
        progress.accept(1);
        publish(file, harvest, stored);
        return new ImportReport(file, stored, harvest.accepted, harvest.refused, false);
    }

    private Harvest read(Path file, DoubleConsumer progress, BooleanSupplier cancelled) throws StoreException {
        Harvest harvest = new Harvest();
        try (CandleFile lines = new CandleFile(file)) {
            CandleRowReader rows = rowReader(file, lines);
            int count = 0;
            for (String text = lines.next(); text != null && !cancelled.getAsBoolean(); text = lines.next()) {
                try {
                    harvest.add(rows.read(lines.fields(text)), lines.line());
                } catch (RowException e) {
                    harvest.refused.add(new RefusedRow(lines.line(), Lines.shortened(text), e.getMessage()));
                }
                if (++count % ROWS_PER_PROGRESS == 0) {
                    progress.accept(lines.progress() * READING);
                }
            }
        }
        return harvest;
    }

    private CandleRowReader rowReader(Path file, CandleFile lines) throws StoreException {
        CandleHeader header = header(file, lines);
        Matcher name = FILE_NAME.matcher(file.getFileName().toString());
        boolean named = name.matches();
        Optional<String> code = named ? Optional.of(name.group(1)) : Optional.empty();
        if (code.isEmpty() && !header.has(Column.CODE) && !header.has(Column.TICKER)) {
            throw new StoreException(T.format("file.noCode", file));
        }
        Optional<String> interval = named ? Optional.ofNullable(name.group(2)) : Optional.empty();
        return new CandleRowReader(header, code, interval.filter(CandleTimes::isInterval), time.now());
    }

    private static CandleHeader header(Path file, CandleFile lines) throws StoreException {
        String text = lines.next();
        try {
            if (text == null) {
                throw new IllegalArgumentException(T.get("file.empty"));
            }
            return CandleHeader.of(lines.fields(text));
        } catch (RowException | IllegalArgumentException e) {
            throw new StoreException(T.format("file.header", e.getMessage(), file), e);
        }
    }

    private void publish(Path file, Harvest harvest, List<StoredSeries> stored) {
        String what = stored.stream().map(series -> series.symbol() + " " + series.timeframe().code()).distinct()
                .limit(5).collect(Collectors.joining(", "));
        StringBuilder detail = new StringBuilder();
        harvest.refused.stream().limit(NAMED_ROWS).forEach(row -> detail.append(T.format("import.row",
                String.valueOf(row.line()), row.reason(), row.text()) + System.lineSeparator()));
        if (harvest.refused.size() > NAMED_ROWS) {
            detail.append(T.format("import.more", harvest.refused.size() - NAMED_ROWS) + System.lineSeparator());
        }
        events.publish(harvest.refused.isEmpty() ? Severity.INFO : Severity.WARNING, SOURCE, Optional.empty(),
                what.isEmpty()
                        ? T.format("import.done", harvest.accepted, file.getFileName(), harvest.refused.size())
                        : T.format("import.done.of", harvest.accepted, file.getFileName(), harvest.refused.size(),
                                what),
                detail.toString());
    }
}

package org.jts.api.store;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads candle files into the {@link MarketStore}, as source {@link MarketStore#IMPORTED}. A service; blocks.
 *
 * @since 1.0
 */
@ProviderType
public interface CandleImport {

    /**
     * Reads one CSV file (header {@code date,open,high,low,close,volume,ticker,code,name,interval} or a subset with at
     * least the first six; UTF-8 with or without byte order mark). Rows that are no candles are refused one by one,
     * with the reason; the rest is stored in one transaction.
     *
     * @param file      the file
     * @param progress  told the share that is done, 0 to 1
     * @param cancelled asked between rows; when true nothing is stored
     * @throws StoreException when the file cannot be read, is no candle file, or the store refuses: nothing is stored
     */
    ImportReport importCsv(Path file, DoubleConsumer progress, BooleanSupplier cancelled) throws StoreException;

    /**
     * What an import did.
     *
     * @param file     that was read
     * @param series   what the store now holds of the imported symbols
     * @param accepted rows stored
     * @param refused  rows not stored, in the order of the file
     * @param cancelled whether it was cancelled; then nothing was stored
     */
    record ImportReport(Path file, List<StoredSeries> series, int accepted, List<RefusedRow> refused,
            boolean cancelled) {
        public ImportReport {
            series = List.copyOf(series);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A row that was not stored.
     *
     * @param line   its line number, the header being 1
     * @param text   of the line, shortened to 200 characters
     * @param reason what was expected, what was found
     */
    record RefusedRow(long line, String text, String reason) {
    }
}

package org.jts.gateway.kis.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Side;
import org.jts.api.store.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of trades, kept for the next start: the broker has none, and a trade that gets another name after a restart
 * would count twice. One line a trade, one file a day.
 */
final class TradeFile {

    private static final Logger LOG = LoggerFactory.getLogger(TradeFile.class);
    private static final int CELLS = 10;
    private static final int DAYS = 7;

    private final Path folder;

    TradeFile(DataFolder data, BrokerId broker) {
        folder = data.path().resolve("brokers").resolve("kis-" + broker.value());
    }

    void append(Execution trade) {
        String line = String.join("\t", trade.id().value(), trade.brokerOrderId().value(), trade.account().value(),
                trade.symbol().toString(), trade.side().name(), trade.quantity().toPlainString(),
                trade.price().toPlainString(), trade.commission().toPlainString(), trade.tax().toPlainString(),
                trade.time().toString()) + "\n";
        try {
            append(file(Clock.today(trade.time())), line);
        } catch (IOException e) {
            LOG.error("KIS: expected to keep the name of a trade, could not ({}): after a restart it may be shown "
                    + "twice; make room in or mend {}", e.toString(), folder);
        }
    }

    /**
     * On disk before anybody is told: who has heard of a trade never hears of it under another name. Not through a
     * channel, which an interrupt closes: the thread that reads trades is interrupted when the connection ends.
     */
    private void append(Path file, String line) throws IOException {
        Files.createDirectories(folder);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long end = out.length();
            // A program that ended within a line left it without an end.
            String torn = end > 0 && !endsWithLine(out, end) ? "\n" : "";
            out.seek(end);
            out.write((torn + line).getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
    }

    private static boolean endsWithLine(RandomAccessFile file, long end) throws IOException {
        file.seek(end - 1);
        return file.read() == '\n';
    }

    /** The trades of the last week. A line that was not written to its end is left out. */
    List<Execution> read(LocalDate today) {
        List<Execution> trades = new ArrayList<>();
        for (int i = DAYS; i >= 0; i--) {
            Path file = file(today.minusDays(i));
            try {
                for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                    trade(line).ifPresent(trades::add);
                }
            } catch (IOException e) {
                LOG.error("KIS: expected to read the trades kept in {}, could not ({})", file, e.toString());
            }
        }
        return trades;
    }

    private static Optional<Execution> trade(String line) {
        String[] c = line.split("\t", -1);
        try {
            return c.length != CELLS ? Optional.empty() : Optional.of(new Execution(new ExecutionId(c[0]),
                    new BrokerOrderId(c[1]), Optional.empty(), new AccountId(c[2]), symbol(c[3]),
                    Side.valueOf(c[4]), new BigDecimal(c[5]), new BigDecimal(c[6]), new BigDecimal(c[7]),
                    new BigDecimal(c[8]), Venue.of(symbol(c[3])).currency(), Instant.parse(c[9])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A code alone is of the Korea Exchange. */
    private static SymbolId symbol(String text) {
        return text.indexOf(':') < 0 ? Venue.KRX.symbol(text) : SymbolId.parse(text);
    }

    private Path file(LocalDate day) {
        return folder.resolve("trades-" + Clock.day(day) + ".tsv");
    }
}

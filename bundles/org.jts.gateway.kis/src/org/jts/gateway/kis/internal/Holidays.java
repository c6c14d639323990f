package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.store.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On which days the Korea Exchange trades. The broker asks to be asked once a day, and tells it on the real service
 * alone: what it told is kept for the starts of the day, and where nothing is known a weekday is a trading day.
 * Thread-safe.
 */
final class Holidays {

    private static final Logger LOG = LoggerFactory.getLogger(Holidays.class);

    private final Path file;
    private final Map<LocalDate, Boolean> days = new TreeMap<>();
    private LocalDate asked = LocalDate.MIN;

    Holidays(DataFolder folder) {
        file = folder.path().resolve("brokers").resolve("kis-days.tsv");
    }

    synchronized boolean isTradingDay(LocalDate day) {
        return days.getOrDefault(day, SessionHours.isWeekday(day));
    }

    /** Asks, if nobody has today; not while others wait to know. That there is no answer is no reason not to trade. */
    void refresh(KisRest rest, LocalDate today) throws InterruptedException {
        if (isAsked(today)) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("BASS_DT", Clock.day(today));
        fields.put("CTX_AREA_NK", "");
        fields.put("CTX_AREA_FK", "");
        Map<LocalDate, Boolean> found = new TreeMap<>();
        try {
            for (Node row : rest.read(T.get("what.days"), KisRest.Call.of("chk-holiday", Lane.ACCOUNT, fields)).body()
                    .rows("output")) {
                found.put(Clock.day("bass_dt", row.text("bass_dt")), row.text("opnd_yn").equals("Y"));
            }
        } catch (BrokerException e) {
            LOG.info("KIS: trading days are not known, every weekday counts as one ({})", e.getMessage());
        }
        learned(found, today);
    }

    private synchronized boolean isAsked(LocalDate today) {
        if (asked.equals(LocalDate.MIN)) {
            recall();
        }
        return asked.equals(today);
    }

    private synchronized void learned(Map<LocalDate, Boolean> found, LocalDate today) {
        asked = today;
        days.putAll(found);
        if (!found.isEmpty()) {
            keep();
        }
    }

    private void recall() {
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] cells = line.split("\t");
                if (cells.length == 2 && cells[0].equals("asked")) {
                    asked = Clock.day("asked", cells[1]);
                } else if (cells.length == 2) {
                    days.put(Clock.day("day", cells[0]), cells[1].equals("Y"));
                }
            }
        } catch (IOException | BrokerException e) {
            LOG.info("KIS: trading days that were kept cannot be read, they are asked for ({})", e.toString());
            asked = LocalDate.MIN;
        }
    }

    private void keep() {
        StringBuilder text = new StringBuilder("asked\t" + Clock.day(asked) + "\n");
        days.forEach((day, open) -> text.append(Clock.day(day)).append('\t').append(open ? "Y" : "N").append('\n'));
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "kis-days", ".new");
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.info("KIS: trading days are not kept, they are asked for after the next start ({})", e.toString());
        }
    }
}

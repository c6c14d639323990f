package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.limit.Lane;
import org.jts.api.market.Symbol;
import org.jts.api.store.DataFolder;
import org.jts.http.MeteredHttp;

/**
 * Fetches the broker's symbol files once a day and keeps them. A file that cannot be had, or not be read, is told with
 * its name; then the one that was kept last counts, and without one the short list that comes along.
 */
final class MasterFiles {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final KisSettings.Master where;
    private final Path kept;
    private final Consumer<String> notices;

    MasterFiles(KisSettings.Master where, DataFolder folder, Consumer<String> notices) {
        this.where = where;
        this.kept = folder.path().resolve("brokers").resolve("kis-master");
        this.notices = notices;
    }

    /** What there is without asking anybody: of the folder, kept, or what comes along. */
    List<Symbol> kept(Markets markets) {
        List<Symbol> all = new ArrayList<>();
        for (MasterFile file : MasterFile.values()) {
            if (markets.has(file.venue)) {
                all.addAll(where.folder().isPresent() ? given(file, where.folder().orElseThrow())
                        : readKept(file, kept.resolve(file.file + ".zip")).orElseGet(() -> Symbols.bundled(file)));
            }
        }
        return all;
    }

    /** Whether the files have to be fetched, of which some are not of today. */
    boolean isFetched() {
        return where.folder().isEmpty();
    }

    /** @param http which holds a permit for each file */
    List<Symbol> read(Markets markets, MeteredHttp http, LocalDate today) throws InterruptedException {
        List<Symbol> all = new ArrayList<>();
        for (MasterFile file : MasterFile.values()) {
            if (markets.has(file.venue)) {
                all.addAll(where.folder().isPresent() ? given(file, where.folder().orElseThrow())
                        : fetched(file, http, today));
            }
        }
        return all;
    }

    /** Of a folder that the settings name; a file that is not there is left out. */
    private List<Symbol> given(MasterFile file, Path folder) {
        Path packed = folder.resolve(file.file + ".zip");
        Path plain = folder.resolve(file.file);
        try {
            if (Files.exists(packed)) {
                return file.read(Files.readAllBytes(packed), true);
            }
            return file.read(Files.readAllBytes(plain), false);
        } catch (IOException e) {
            notices.accept(T.format("master.read", file.file, folder, reason(e)));
            return Symbols.bundled(file);
        }
    }

    private List<Symbol> fetched(MasterFile file, MeteredHttp http, LocalDate today) throws InterruptedException {
        Path copy = kept.resolve(file.file + ".zip");
        Path day = kept.resolve(file.file + ".day");
        if (isOf(day, today)) {
            Optional<List<Symbol>> read = readKept(file, copy);
            if (read.isPresent()) {
                return read.orElseThrow();
            }
        }
        try {
            byte[] bytes = fetch(file, http);
            List<Symbol> symbols = file.read(bytes, true);
            keep(copy, bytes, day, today);
            return symbols;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(file.file);
            }
            Optional<List<Symbol>> before = readKept(file, copy);
            notices.accept(before.isPresent() ? T.format("master.before", file.file, reason(e))
                    : T.format("master.bundled", file.file, reason(e)));
            return before.orElseGet(() -> Symbols.bundled(file));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static boolean isOf(Path day, LocalDate today) {
        try {
            return Files.exists(day) && Files.readString(day).strip().equals(today.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] fetch(MasterFile file, MeteredHttp http) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(Lane.HISTORY, 1, PATIENCE, HttpRequest.newBuilder(URI.create(
                where.address() + "/" + file.file + ".zip")).timeout(ANSWER).GET().build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            throw new IOException("expected HTTP 200 from " + where.address().getHost() + ", found "
                    + answer.statusCode());
        }
        return answer.body();
    }

    private Optional<List<Symbol>> readKept(MasterFile file, Path copy) {
        try {
            return Files.exists(copy) ? Optional.of(file.read(Files.readAllBytes(copy), true)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void keep(Path copy, byte[] bytes, Path day, LocalDate today) {
        try {
            Files.createDirectories(kept);
            Path fresh = Files.write(copy.resolveSibling(copy.getFileName() + ".new"), bytes);
            Files.move(fresh, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(day, today.toString());
        } catch (IOException e) {
            notices.accept(T.format("master.keep", copy.getFileName(), e.toString()));
        }
    }
}

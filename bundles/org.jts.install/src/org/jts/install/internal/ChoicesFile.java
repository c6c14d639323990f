package org.jts.install.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jts.install.internal.Choices.Choice;

/** The choices on disk: one file, replaced whole, so that after a crash the old or the new one is there. */
final class ChoicesFile {

    private static final String RUNS = "run.";
    private static final String EARLIER = "earlier.";
    private static final String OVER = "over.";
    private static final String SITES = "sites";
    private static final String TRUSTED = "trusted";

    private final Path file;

    ChoicesFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** @throws IOException also when it is not as it was written */
    Choices read() throws IOException {
        if (Files.notExists(file)) {
            return Choices.NONE;
        }
        Properties all = new Properties();
        try {
            all.load(new StringReader(Files.readString(file)));
            Map<String, Choice> plugins = new TreeMap<>();
            all.stringPropertyNames().stream().filter(key -> key.startsWith(RUNS)).forEach(key -> {
                String id = key.substring(RUNS.length());
                plugins.put(id, new Choice(word(all, key), words(all, EARLIER + id), word(all, OVER + id)));
            });
            return new Choices(plugins, words(all, SITES).stream().map(URI::create).toList(),
                    Set.copyOf(words(all, TRUSTED)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Takes away what a write that was cut short has left. */
    void clean() throws IOException {
        Files.deleteIfExists(Durable.next(file));
    }

    void write(Choices choices) throws IOException {
        Properties all = new Properties();
        choices.plugins().forEach((id, choice) -> {
            all.setProperty(RUNS + id, choice.version().orElse(""));
            all.setProperty(EARLIER + id, String.join(" ", choice.earlier()));
            choice.over().ifPresent(version -> all.setProperty(OVER + id, version));
        });
        all.setProperty(SITES, String.join(" ", choices.sites().stream().map(URI::toString).toList()));
        all.setProperty(TRUSTED, String.join(" ", choices.trusted()));
        Durable.write(file, text(all));
    }

    private static String text(Properties all) {
        StringWriter out = new StringWriter();
        try {
            all.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static Optional<String> word(Properties all, String key) {
        return Optional.ofNullable(all.getProperty(key)).filter(word -> !word.isBlank());
    }

    private static List<String> words(Properties all, String key) {
        return Stream.of(all.getProperty(key, "").split(" ")).filter(word -> !word.isBlank()).toList();
    }
}

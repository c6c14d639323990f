package org.jts.install.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
                plugins.put(id, new Choice(Optional.of(all.getProperty(key)).filter(v -> !v.isBlank()),
                        words(all, EARLIER + id)));
            });
            return new Choices(plugins, words(all, SITES).stream().map(URI::create).toList(),
                    Set.copyOf(words(all, TRUSTED)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    void write(Choices choices) throws IOException {
        Properties all = new Properties();
        choices.plugins().forEach((id, choice) -> {
            all.setProperty(RUNS + id, choice.version().orElse(""));
            all.setProperty(EARLIER + id, String.join(" ", choice.earlier()));
        });
        all.setProperty(SITES, String.join(" ", choices.sites().stream().map(URI::toString).toList()));
        all.setProperty(TRUSTED, String.join(" ", choices.trusted()));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text(all).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static List<String> words(Properties all, String key) {
        return Stream.of(all.getProperty(key, "").split(" ")).filter(word -> !word.isBlank()).toList();
    }
}

package org.jts.install.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.jts.api.install.Brings;
import org.jts.api.install.Plugin.Origin;

/** What a release is made of, as a file beside its jars. */
final class ReleaseFile {

    static final String NAME = "plugin.properties";
    private static final String PIECE = "bundle.";

    private ReleaseFile() {
    }

    /** It is on the disk when this returns, after everything that it names: it makes the folder a release. */
    static void write(Release release, Path folder) throws IOException {
        Properties all = new Properties();
        all.setProperty("id", release.id());
        all.setProperty("version", release.version());
        all.setProperty("name", release.name());
        all.setProperty("description", release.description());
        all.setProperty("provider", release.provider());
        all.setProperty("brings.brokers", String.join(",", release.brings().brokers()));
        all.setProperty("brings.views", String.join(",", release.brings().views()));
        all.setProperty("brings.commands", String.join(",", release.brings().commands()));
        for (int i = 0; i < release.pieces().size(); i++) {
            Piece piece = release.pieces().get(i);
            all.setProperty(PIECE + i, piece.symbolicName() + " " + piece.version() + " " + piece.sha256());
        }
        StringWriter out = new StringWriter();
        all.store(out, null);
        Durable.write(folder.resolve(NAME), out.toString());
    }

    /** @throws IOException also when it is not as it was written */
    static Release read(Path folder) throws IOException {
        Properties all = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(NAME), StandardCharsets.UTF_8)) {
            all.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; all.containsKey(PIECE + i); i++) {
            String[] words = all.getProperty(PIECE + i).split(" ");
            if (words.length != 3) {
                throw new IOException("%s%d: expected name, version and SHA-256, found \"%s\"".formatted(PIECE, i,
                        all.getProperty(PIECE + i)));
            }
            pieces.add(new Piece(words[0], words[1], words[2]));
        }
        return new Release(text(all, "id"), text(all, "version"), text(all, "name"),
                all.getProperty("description", ""), all.getProperty("provider", ""), Origin.INSTALLED,
                new Brings(list(all, "brings.brokers"), list(all, "brings.views"), list(all, "brings.commands")),
                pieces);
    }

    private static String text(Properties all, String key) throws IOException {
        String text = all.getProperty(key, "");
        if (text.isBlank()) {
            throw new IOException("%s: expected a line \"%s=...\", found none".formatted(NAME, key));
        }
        return text;
    }

    private static List<String> list(Properties all, String key) {
        return Stream.of(all.getProperty(key, "").split(",")).filter(word -> !word.isBlank()).toList();
    }
}

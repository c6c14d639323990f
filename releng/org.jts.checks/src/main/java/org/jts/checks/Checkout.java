package org.jts.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The source tree that is checked.
 *
 * @param root its top folder
 */
public record Checkout(Path root) {

    /** The folders under bundles/ that hold a bundle, sorted by name. */
    public List<Path> bundles() {
        return modules("bundles", "META-INF/MANIFEST.MF");
    }

    /** Whether a bundle is generated, or wraps what others wrote: it has a pom.xml of its own that says how. */
    static boolean isMade(Path bundle) {
        return Files.isRegularFile(bundle.resolve("pom.xml"));
    }

    /** The folders under a group folder that hold a file, sorted by name. */
    public List<Path> modules(String group, String file) {
        return children(root.resolve(group)).stream().filter(folder -> Files.isRegularFile(folder.resolve(file)))
                .toList();
    }

    /** The files under a folder whose names end in one of the given ways, build output left out, sorted. */
    public static List<Path> files(Path folder, String... endings) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                .filter(file -> !folder.relativize(file).startsWith("target"))
                .filter(file -> Arrays.stream(endings).anyMatch(file.getFileName().toString()::endsWith))
                .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder that can be read, found " + folder + " cannot", e);
        }
    }

    /** What git tracks, and what it would on the next add, as paths from the root; nothing outside a git work tree. */
    public List<String> tracked() {
        if (!Files.exists(root.resolve(".git"))) {
            return List.of();
        }
        try {
            Process git = new ProcessBuilder("git", "ls-files", "-co", "--exclude-standard").directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                throw new IllegalStateException("expected git ls-files to list " + root + ", found it fails");
            }
            return names.lines().filter(name -> Files.isRegularFile(root.resolve(name))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("expected git to list the files of " + root + ", found it cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git listed " + root, e);
        }
    }

    /** A file's text; bytes that are not UTF-8 become replacement characters. */
    public static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a file that can be read, found " + file + " cannot", e);
        }
    }

    /** A path as findings show it. */
    public String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder that can be read, found " + folder + " cannot", e);
        }
    }
}

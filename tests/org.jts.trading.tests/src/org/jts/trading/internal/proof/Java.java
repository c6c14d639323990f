package org.jts.trading.internal.proof;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

import org.eclipse.core.runtime.FileLocator;
import org.jts.trading.internal.OrderDeskImpl;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Starts classes of this bundle in processes of their own, without a framework. */
final class Java {

    /** What a process prints is read. */
    private static final String LOGGING = "ch.qos.logback";

    /** Every bundle that there is: what gateways and their brokers are made of is nobody's business here. */
    private static final String PATH = Arrays.stream(FrameworkUtil.getBundle(OrderDeskImpl.class).getBundleContext()
            .getBundles()).filter(b -> !b.getSymbolicName().startsWith(LOGGING)).flatMap(b -> places(b).stream())
            .collect(Collectors.joining(File.pathSeparator));

    private Java() {
    }

    /** @param before shell commands to run first, for example a limit; they end with a semicolon */
    static Process start(Class<?> main, String before, String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m",
                "-Dslf4j.internal.verbosity=ERROR", "-Djts.soak=" + Boolean.getBoolean("jts.soak"),
                "-cp", PATH, main.getName()));
        words.addAll(List.of(args));
        String command = before + "exec " + words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
        return new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> places(Bundle bundle) {
        File file = FileLocator.getBundleFileLocation(bundle).orElseThrow(() -> new IllegalStateException(
                "expected a file of " + bundle));
        List<String> parts = new ArrayList<>(List.of(Objects.requireNonNullElse(bundle.getHeaders().get(
                Constants.BUNDLE_CLASSPATH), ".").split("\\s*,\\s*")));
        // What was just built may not be packed yet.
        parts.add("target/classes");
        List<String> places = new ArrayList<>();
        for (String part : parts) {
            if (file.isDirectory() && new File(file, part).exists()) {
                places.add(new File(file, part).toString());
            } else if (part.equals(".")) {
                places.add(file.toString());
            } else if (file.isFile()) {
                unpacked(file, part).ifPresent(places::add);
            }
        }
        return places;
    }

    /** A library within a bundle, which a class path cannot name. */
    private static Optional<String> unpacked(File bundle, String part) {
        try (JarFile jar = new JarFile(bundle)) {
            ZipEntry entry = jar.getEntry(part);
            if (entry == null) {
                return Optional.empty();
            }
            Path copy = Files.createTempFile("library-", ".jar");
            copy.toFile().deleteOnExit();
            try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return Optional.of(copy.toString());
        } catch (IOException e) {
            throw new IllegalStateException("expected %s in %s".formatted(part, bundle), e);
        }
    }
}

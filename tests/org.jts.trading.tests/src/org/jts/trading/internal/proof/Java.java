package org.jts.trading.internal.proof;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.FileLocator;
import org.jts.trading.internal.OrderDeskImpl;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Starts classes of this bundle in processes of their own, without a framework. */
final class Java {

    /** What a process prints is read. */
    private static final String LOGGING = "ch.qos.logback";

    private Java() {
    }

    /** @param before shell commands to run first, for example a limit; they end with a semicolon */
    static Process start(Class<?> main, String before, String... args) throws IOException {
        Bundle[] bundles = FrameworkUtil.getBundle(OrderDeskImpl.class).getBundleContext().getBundles();
        String path = Arrays.stream(bundles).filter(b -> !b.getSymbolicName().startsWith(LOGGING)).flatMap(Java::places)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp", path, main.getName()));
        words.addAll(List.of(args));
        String command = before + "exec " + words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
        return new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Every bundle that there is: what gateways and their brokers are made of is nobody's business here. */
    private static Stream<String> places(Bundle bundle) {
        File file = FileLocator.getBundleFileLocation(bundle).orElseThrow(() -> new IllegalStateException(
                "expected a file of " + bundle));
        if (file.isFile()) {
            return Stream.of(file.toString());
        }
        // What was just built is not packed yet.
        String parts = Objects.requireNonNullElse(bundle.getHeaders().get(Constants.BUNDLE_CLASSPATH), ".");
        return Stream.concat(Stream.of("target/classes"), Arrays.stream(parts.split(","))).map(part -> new File(file,
                part.strip())).filter(File::exists).map(File::toString);
    }
}

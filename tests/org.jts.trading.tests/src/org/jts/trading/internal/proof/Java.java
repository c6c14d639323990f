package org.jts.trading.internal.proof;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.order.Order;
import org.jts.concurrent.Listeners;
import org.jts.journal.Journal;
import org.jts.testkit.Samples;
import org.jts.trading.internal.OrderDeskImpl;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.core.JsonFactory;

/** Starts classes of this bundle in processes of their own, without a framework. */
final class Java {

    private Java() {
    }

    /** @param before shell commands to run first, for example a limit; they end with a semicolon */
    static Process start(Class<?> main, String before, String... args) throws IOException {
        String path = Stream.concat(Stream.of(Java.class, OrderDeskImpl.class, Order.class, Listeners.class,
                Journal.class, Samples.class, LoggerFactory.class, JsonFactory.class), gateways()).map(Java::place)
                .distinct().collect(Collectors.joining(File.pathSeparator));
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp", path, main.getName()));
        words.addAll(List.of(args));
        String command = before + "exec " + words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
        return new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** What the mock gateway is made of. It exports nothing: its bundle is asked for its classes. */
    private static Stream<Class<?>> gateways() {
        return Stream.of(load("org.jts.gateway.mock", MockBroker.GATEWAY), load("org.jts.exchange",
                "org.jts.exchange.Exchange"));
    }

    private static Class<?> load(String bundle, String type) {
        Bundle host = FrameworkUtil.getBundle(OrderDeskImpl.class);
        try {
            if (host == null) {
                return Class.forName(type);
            }
            return host.adapt(BundleWiring.class).getRequiredWires(BundleNamespace.BUNDLE_NAMESPACE).stream()
                    .map(w -> w.getProviderWiring().getBundle()).filter(b -> b.getSymbolicName().equals(bundle))
                    .findFirst().orElseThrow().loadClass(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("expected %s in %s".formatted(type, bundle), e);
        }
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }
}

package org.jts.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The options of a command that name a server. */
final class RemoteServer {

    /** How they are written behind a command. */
    static final String OPTIONS = "[--server URL] [--token-file FILE] [--ca FILE]";
    /** The token where no file is named. */
    static final String TOKEN = "JTS_SERVER_TOKEN";
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private RemoteServer() {
    }

    /** @return plug-ins of the server; empty when none is named */
    static Optional<PluginPlace> plugins(Args args, Map<String, String> environment) throws CommandException {
        return calls(args, environment).map(RemotePlugins::new);
    }

    /** @return brokers of the server; empty when none is named */
    static Optional<RemoteBrokers> brokers(Args args, Map<String, String> environment) throws CommandException {
        return calls(args, environment).map(RemoteBrokers::new);
    }

    private static Optional<ServerCalls> calls(Args args, Map<String, String> environment) throws CommandException {
        Optional<String> server = args.option("server");
        if (server.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> token = args.option("token-file").isPresent()
                ? Optional.of(read(args, Path.of(args.option("token-file").get())).strip())
                : Optional.ofNullable(environment.get(TOKEN));
        Optional<SSLContext> security = args.option("ca").isPresent()
                ? Optional.of(trusting(args, Path.of(args.option("ca").get()))) : Optional.empty();
        return Optional.of(new ServerCalls(address(args, server.get()), token, security));
    }

    /** A token in the clear goes to this machine alone. */
    private static URI address(Args args, String text) throws UsageException {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http")
                    && LOCAL.contains(uri.getHost()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw args.wrong("expected --server https://HOST:PORT (http: only for this machine), the address of the "
                + "server's REST interface, found \"" + text + "\"");
    }

    private static String read(Args args, Path file) throws UsageException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw args.wrong("expected --token-file with a file that can be read, found %s cannot".formatted(file));
        }
    }

    private static SSLContext trusting(Args args, Path authorities) throws UsageException {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + ++number, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw args.wrong("expected --ca with certificates in PEM, found that %s has none: %s".formatted(authorities,
                    e.getMessage()));
        }
    }
}

package org.jts.server.internal;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was said on the command line.
 *
 * @param help     whether only help is wanted
 * @param settings what the server is to be
 */
record ServerOptions(boolean help, Optional<ServerSettings> settings) {

    static final String USAGE = """
            usage: jts-server [--data DIR] [--listen HOST:PORT] [--rest HOST:PORT|off] [--token SCOPE:REFERENCE]...
                              [--tls-cert FILE --tls-key FILE [--tls-clients FILE]] [--calls-per-second N]

            Serves the brokers of the data folder to other programs over gRPC and REST until it is stopped.

              --listen HOST:PORT    where gRPC listens (default: 127.0.0.1:50051); an address that others can reach
                                    needs a certificate and a token
              --rest HOST:PORT      where REST listens (default: the same host, one port further); off for no REST
              --token SCOPE:REF     let in who shows this token; SCOPE is read, trade or operate, REF says where it
                                    stands: ${env:NAME} or ${file:PATH}; may be given several times
              --tls-cert FILE       the server's certificate, PEM
              --tls-key FILE        its key, PEM, PKCS 8 without a password, readable by nobody else
              --tls-clients FILE    let in only clients with a certificate of these authorities, PEM
              --calls-per-second N  how many calls one token may make (default: 5000)

            An account of real money takes no order until it is unlocked: UnlockAccount of DeskService, or
            POST /api/v1/brokers/BROKER/accounts/ACCOUNT/unlock. docs/server.md tells more.
            """;

    private static final Pattern TOKEN = Pattern.compile("(read|trade|operate):(.*)", Pattern.DOTALL);
    private static final String OFF = "off";

    /** Collects what the options say. */
    private static final class Said {
        private InetSocketAddress listen = ServerSettings.loopback(ServerSettings.DEFAULT_PORT).address();
        private String rest = "";
        private final List<AccessToken> tokens = new ArrayList<>();
        private Path certificate;
        private Path key;
        private Path clients;
        private int calls = ServerSettings.DEFAULT_CALLS;
    }

    /** @throws IllegalArgumentException with a sentence for people */
    static ServerOptions parse(List<String> arguments, Map<String, String> environment) {
        Said said = new Said();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (option.equals("--help") || option.equals("-h")) {
                return new ServerOptions(true, Optional.empty());
            }
            switch (option) {
                case "--listen" -> said.listen = ServerSettings.address(value(option, rest));
                case "--rest" -> said.rest = value(option, rest);
                case "--token" -> said.tokens.add(token(value(option, rest), environment));
                case "--tls-cert" -> said.certificate = file(option, rest);
                case "--tls-key" -> said.key = file(option, rest);
                case "--tls-clients" -> said.clients = file(option, rest);
                case "--calls-per-second" -> said.calls = number(option, value(option, rest));
                default -> throw new IllegalArgumentException(
                        "expected one of --listen, --rest, --token, --tls-cert, --tls-key, "
                        + "--tls-clients, --calls-per-second, found \"" + option + "\"; see --help");
            }
        }
        return new ServerOptions(false, Optional.of(new ServerSettings(said.listen, rest(said), tls(said), said.tokens,
                said.calls)));
    }

    private static Optional<InetSocketAddress> rest(Said said) {
        if (said.rest.isEmpty()) {
            int port = said.listen.getPort();
            return Optional.of(new InetSocketAddress(said.listen.getAddress(), port == 0 ? 0 : port + 1));
        }
        return said.rest.equals(OFF) ? Optional.empty() : Optional.of(ServerSettings.address(said.rest));
    }

    private static Optional<ServerSettings.Tls> tls(Said said) {
        if (said.certificate == null && said.key == null && said.clients == null) {
            return Optional.empty();
        }
        if (said.certificate == null || said.key == null) {
            throw new IllegalArgumentException(
                    "expected --tls-cert and --tls-key together, found one without the other");
        }
        Secrets.onlyOurs("--tls-key", said.key);
        return Optional.of(new ServerSettings.Tls(said.certificate, said.key, Optional.ofNullable(said.clients)));
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("expected a value after " + option + ", found none; see --help");
        }
        return rest.next();
    }

    private static Path file(String option, Iterator<String> rest) {
        Path file = Path.of(value(option, rest));
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("%s: expected a file that can be read, found %s cannot".formatted(option,
                    file));
        }
        return file;
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s: expected a whole number, found \"%s\"".formatted(option, text), e);
        }
    }

    private static AccessToken token(String text, Map<String, String> environment) {
        Matcher form = TOKEN.matcher(text);
        if (!form.matches()) {
            // what was found may be the secret: it is not repeated
            throw new IllegalArgumentException("--token: expected read:, trade: or operate: and ${env:NAME} or "
                    + "${file:PATH}, found another text");
        }
        return new AccessToken(AccessToken.Scope.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                Secrets.read("--token", form.group(2), environment));
    }
}

package org.jts.server.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and for whom the server answers.
 *
 * @param address        on which gRPC listens; port 0 for any that is free
 * @param rest           on which REST listens; empty for no REST
 * @param tls            how it proves who it is; required beyond the loopback interface
 * @param tokens         who is let in; required beyond the loopback interface, none for everybody
 * @param callsPerSecond how many calls one token, or everybody without one, may make
 */
record ServerSettings(InetSocketAddress address, Optional<InetSocketAddress> rest, Optional<Tls> tls,
        List<AccessToken> tokens, int callsPerSecond) {

    static final int DEFAULT_PORT = 50051;
    static final int DEFAULT_CALLS = 5_000;

    /**
     * @param certificate PEM file, the server's certificate first
     * @param key         PEM file, PKCS 8, not encrypted
     * @param clients     PEM file with the authorities whose clients are let in; empty when clients need no certificate
     */
    record Tls(Path certificate, Path key, Optional<Path> clients) {
    }

    ServerSettings {
        tokens = List.copyOf(tokens);
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException("calls per second: expected 1 or more, was " + callsPerSecond);
        }
        check("--listen", address, tls, tokens);
        if (rest.isPresent()) {
            check("--rest", rest.get(), tls, tokens);
        }
    }

    private static void check(String option, InetSocketAddress address, Optional<Tls> tls, List<AccessToken> tokens) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("%s: expected an address of this machine, found %s, which has none"
                    .formatted(option, address.getHostString()));
        }
        if (address.getAddress().isLoopbackAddress()) {
            return;
        }
        String wanted = "%s %s lets others in: expected %s, found none. %s, or listen on 127.0.0.1";
        if (tls.isEmpty()) {
            throw new IllegalArgumentException(wanted.formatted(option, address.getHostString(), "a certificate",
                    "Name one with --tls-cert FILE --tls-key FILE"));
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(wanted.formatted(option, address.getHostString(), "a token",
                    "Name one with --token trade:${env:JTS_TOKEN}"));
        }
    }

    /** For this machine alone, in the clear. */
    static ServerSettings loopback(int port) {
        return new ServerSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), Optional.empty(), List.of(),
                DEFAULT_CALLS);
    }

    /** @param text HOST:PORT, HOST or :PORT; an IPv6 address in brackets */
    static InetSocketAddress address(String text) {
        int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        try {
            int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(text.substring(colon + 1));
            InetAddress address = host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("listen: expected a host that is known, was " + host, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("listen: expected HOST:PORT with a port of 0 to 65535, was " + text, e);
        }
    }
}

package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/**
 * Which server, and how to get in.
 *
 * @param broker the broker's id at the server, empty for the only one
 * @param token  a reference, resolved when used; empty for none
 * @param limit  how long to wait for an answer
 */
record Target(String host, int port, String broker, String token, boolean tls, String authority, String certificate,
        String key, Duration limit) {

    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
            Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([^{}\\s]+)\\}");

    static Target of(GrpcConfig config) {
        return new Target(config.server_host(), config.server_port(), config.server_broker().strip(),
                config.server_token().strip(), config.server_tls(), config.server_tls_ca().strip(),
                config.server_tls_certificate().strip(), config.server_tls_key().strip(),
                Duration.ofMillis(config.call_limit_ms()));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** The headers of every call. */
    Metadata headers() throws BrokerException {
        Metadata headers = new Metadata();
        if (!token.isEmpty()) {
            if (!tls && !isHere()) {
                throw new BrokerException(ErrorCategory.AUTHENTICATION, T.format("token.clear", this));
            }
            headers.put(AUTHORIZATION, "Bearer " + secret());
        }
        return headers;
    }

    private boolean isHere() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private String secret() throws BrokerException {
        Matcher reference = REFERENCE.matcher(token);
        if (!reference.matches()) {
            throw new BrokerException(ErrorCategory.AUTHENTICATION, T.get("token.form"));
        }
        return Optional.ofNullable(System.getenv(reference.group(1))).map(String::strip).filter(s -> !s.isEmpty())
                .orElseThrow(() -> new BrokerException(ErrorCategory.AUTHENTICATION,
                        T.format("token.missing", reference.group(1))));
    }

    /** How the line is secured; empty for a line in the clear. */
    Optional<SslContext> security() throws BrokerException {
        if (!tls) {
            return Optional.empty();
        }
        try {
            SslContextBuilder context = SslContextBuilder.forClient();
            if (!authority.isEmpty()) {
                context.trustManager(new File(authority));
            }
            if (!certificate.isEmpty()) {
                context.keyManager(new File(certificate), new File(key));
            }
            return Optional.of(GrpcSslContexts.configure(context, SslProvider.JDK).build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.AUTHENTICATION, T.format("tls.files", this, e.getMessage()), e);
        }
    }
}

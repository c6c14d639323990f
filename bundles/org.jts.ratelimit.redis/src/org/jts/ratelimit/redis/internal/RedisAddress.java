package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Words.T;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.RedisURI;

/**
 * Where Redis is and how to get in. Never shows a password: references such as {@code ${env:NAME}} are resolved when
 * they are used.
 */
final class RedisAddress {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    private static final Pattern USER_INFO = Pattern.compile("//([^/?#]*)@");

    private final List<RedisURI> nodes;

    /**
     * @param url         {@code redis://HOST:PORT/DATABASE}, {@code rediss://} for TLS; several, with commas between,
     *                    for the nodes of a cluster; or a reference to it
     * @param password    a reference, or empty
     * @param environment looks variables up
     * @throws IllegalArgumentException saying what is wrong with it, without secrets
     */
    RedisAddress(String url, String password, Duration timeout, UnaryOperator<String> environment) {
        if (!password.isEmpty() && !REFERENCE.matcher(password).matches()) {
            throw new IllegalArgumentException(T.get("password.text"));
        }
        if (holdsPassword(url)) {
            throw new IllegalArgumentException(T.get("address.password"));
        }
        String secret = resolve(password, environment);
        List<RedisURI> all = new ArrayList<>();
        for (String part : resolve(url, environment).split(",")) {
            all.add(node(part.trim(), secret, timeout));
        }
        nodes = List.copyOf(all);
    }

    List<RedisURI> nodes() {
        return nodes;
    }

    /** Host and port only. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (RedisURI node : nodes) {
            text.append(text.isEmpty() ? "" : ", ").append(node.getHost()).append(':').append(node.getPort());
        }
        return text.toString();
    }

    /** A password is written between the name of a user, with a colon after it, and the host; or without a user. */
    private static boolean holdsPassword(String url) {
        Matcher users = USER_INFO.matcher(REFERENCE.matcher(url).replaceAll(""));
        while (users.find()) {
            String info = users.group(1);
            if (!info.substring(info.indexOf(':') + 1).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static RedisURI node(String text, String secret, Duration timeout) {
        RedisURI uri = parse(text);
        if (!uri.isSsl() && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException(T.format("address.tls", uri.getHost()));
        }
        if (!secret.isEmpty()) {
            uri.setAuthentication(secret.toCharArray());
        }
        uri.setTimeout(timeout);
        return uri;
    }

    private static RedisURI parse(String text) {
        try {
            RedisURI uri = RedisURI.create(text);
            if (uri.getHost() != null && !uri.getHost().isEmpty()) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Its words would show the address with the password in it.
        }
        throw new IllegalArgumentException(T.format("address.none", text.length()));
    }

    private static boolean isLoopback(String host) {
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        try {
            // Looks no name up: a name may change what it means.
            return host.matches("[0-9.]+|[0-9A-Fa-f:]+|\\[[0-9A-Fa-f:]+]")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String resolve(String text, UnaryOperator<String> environment) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = environment.apply(matcher.group(1));
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(T.format("address.variable", matcher.group(1)));
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }
}

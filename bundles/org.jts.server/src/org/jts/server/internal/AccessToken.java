package org.jts.server.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What a client shows to be let in, and how far. Kept as a digest: the secret itself is nowhere in memory. */
final class AccessToken {

    /** What the bearer may do. */
    enum Scope {
        /** Look. */
        READ,
        /** Look, and place, change and cancel orders. */
        TRADE,
        /**
         * All that, and let trading go on after a stop, unlock accounts of real money, and change plug-ins and brokers.
         */
        OPERATE
    }

    private final Scope scope;
    private final byte[] digest;

    AccessToken(Scope scope, String secret) {
        if (secret.length() < 16) {
            throw new IllegalArgumentException(
                    "token: expected a secret of 16 characters or more, was shorter; make one "
                    + "with: openssl rand -hex 32");
        }
        this.scope = scope;
        this.digest = digest(secret);
    }

    boolean may(Scope wanted) {
        return scope.compareTo(wanted) >= 0;
    }

    Scope scope() {
        return scope;
    }

    /** Tells it from others, and nothing of it: what it may do, and its mark. */
    String name() {
        return "%s token %s".formatted(scope.name().toLowerCase(Locale.ROOT), mark());
    }

    /** The beginning of its digest, 8 hexadecimal digits. */
    String mark() {
        return HexFormat.of().formatHex(digest, 0, 4);
    }

    /** Takes the same time whatever is shown. */
    boolean matches(byte[] shown) {
        return MessageDigest.isEqual(digest, shown);
    }

    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return scope + " token";
    }
}

package org.jts.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The chain: each seal is made from the one before, so that no record can be changed, taken out, put in or moved
 * without all later seals being wrong. {@code printf '%s %s %s' SEAL NUMBER TEXT | sha256sum} gives the next one.
 */
final class Seal {

    /** What the first record builds on. */
    static final String FIRST = "0".repeat(64);

    private final MessageDigest digest;

    Seal() {
        digest = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param text as it is on disk, from {@code from} to {@code end} */
    String next(String before, long number, byte[] text, int from, int end) {
        digest.update(before.getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ' ');
        digest.update(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ' ');
        digest.update(text, from, end - from);
        return HexFormat.of().formatHex(digest.digest());
    }
}

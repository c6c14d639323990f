package org.jts.exchange.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The log of everything that happens, of which only a running SHA-256 is kept. */
final class Journal {

    /** What can happen; the ordinal is part of the digest: add at the end only. */
    enum Kind {
        SETUP, ACCEPTED, REFUSED, CHANGED, ENDED, RESTED, WITHDRAWN, TRADE, PHASE, DAY, CONTROL, FIRED
    }

    private static final int ENTRY_BYTES = 50;

    private final MessageDigest sha;
    private final ByteBuffer buffer = ByteBuffer.allocate(ENTRY_BYTES * 160);

    Journal() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java platform has", e);
        }
    }

    void note(Kind kind, long time, int instrument, long a, long b, long c, long d) {
        if (buffer.remaining() < ENTRY_BYTES) {
            drain();
        }
        buffer.put((byte) kind.ordinal()).putLong(time).putInt(instrument).putLong(a).putLong(b).putLong(c).putLong(d);
    }

    /** Notes a text; for what is rare. */
    void note(String text) {
        drain();
        sha.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        note(Kind.SETUP, 0, -1, text.length(), 0, 0, 0);
    }

    String digest() {
        drain();
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("expected a SHA-256 that can be cloned, as the platform's can", e);
        }
    }

    private void drain() {
        sha.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}

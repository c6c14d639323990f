package org.jts.ratelimit.redis.internal;

import java.util.concurrent.CompletionException;

/** Says what went wrong without the address, which may hold a password. */
final class Failures {

    private Failures() {
    }

    static String text(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String words = cause.getMessage();
        String text = cause.getClass().getSimpleName() + (words == null ? "" : ": " + words);
        return text.replaceAll("rediss?://\\S*", "redis://…");
    }
}

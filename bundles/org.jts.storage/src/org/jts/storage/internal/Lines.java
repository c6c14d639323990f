package org.jts.storage.internal;

/** Pieces of files, fit for a message. */
final class Lines {

    static final int MAX_LENGTH = 200;

    private Lines() {
    }

    /** @return {@code line} as one line of at most {@value #MAX_LENGTH} characters, without control characters */
    static String shortened(String line) {
        String clean = line.replaceAll("\\p{Cntrl}", "\uFFFD");
        return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH - 1) + "…";
    }

    static String quoted(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return '"' + (clean.length() <= 60 ? clean : clean.substring(0, 59) + "…") + '"';
    }
}

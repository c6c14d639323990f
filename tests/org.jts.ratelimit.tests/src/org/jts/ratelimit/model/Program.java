package org.jts.ratelimit.model;

import java.util.List;

/** A few threads and what has to be true of them, however they take turns. */
public interface Program {

    /** What one thread does. */
    @FunctionalInterface
    interface Part {
        void run() throws Exception;
    }

    List<Part> parts();

    /** Throws an {@link AssertionError} unless all is well after every part has ended. */
    void verify();
}

package org.jts.audit.internal;

import java.io.IOException;
import java.util.List;

/** Where lines go. One thread. */
interface Sink extends AutoCloseable {

    /** Writes all of them, or throws; then some may be there all the same. */
    void write(List<String> lines) throws IOException;

    @Override
    void close();
}

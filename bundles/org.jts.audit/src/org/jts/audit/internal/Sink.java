package org.jts.audit.internal;

import java.io.IOException;

/** Where lines go. One thread. */
interface Sink extends AutoCloseable {

    /** Writes all of them, or throws; then some may be there all the same. */
    void write(LineBuffer lines) throws IOException;

    @Override
    void close();
}

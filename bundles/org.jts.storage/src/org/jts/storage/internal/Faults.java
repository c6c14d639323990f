package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import org.jts.api.store.StoreException;
import org.sqlite.SQLiteException;

/** Turns what SQLite says into what was expected, what was found and what to do. */
final class Faults {

    // https://sqlite.org/rescode.html; the low byte is the primary code.
    static final int BUSY = 5;
    static final int LOCKED = 6;
    static final int READONLY = 8;
    static final int IOERR = 10;
    static final int CORRUPT = 11;
    static final int FULL = 13;
    static final int CANTOPEN = 14;
    static final int NOTADB = 26;

    private Faults() {
    }

    /** Whether the file itself is damaged, so that no second try can help. */
    static boolean isDamage(Throwable e) {
        int code = primaryCode(e);
        return code == CORRUPT || code == NOTADB;
    }

    static StoreException translate(SQLException e, Path file, Duration busyLimit) {
        String nothingLost = " " + T.get("fault.nothingLost");
        String text = switch (primaryCode(e)) {
            case BUSY, LOCKED -> T.format("fault.busy", file, busyLimit.toSeconds()) + nothingLost;
            case FULL -> T.format("fault.full", file) + nothingLost;
            case READONLY -> T.format("fault.readOnly", file) + nothingLost;
            case CANTOPEN -> T.format("fault.open", file, said(e));
            case IOERR -> T.format("fault.disk", file, said(e)) + nothingLost;
            case CORRUPT, NOTADB -> T.format("fault.damaged", file, said(e));
            default -> T.format("fault.other", file, said(e)) + nothingLost;
        };
        return new StoreException(T.format("fault", text), e);
    }

    private static int primaryCode(Throwable e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : -1;
    }

    /** SQLite's words without the class names that the driver puts around them. */
    private static String said(SQLException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

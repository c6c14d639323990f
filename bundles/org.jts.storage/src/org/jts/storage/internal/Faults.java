package org.jts.storage.internal;

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
        String nothingLost = " Nothing was half-written.";
        String text = switch (primaryCode(e)) {
            case BUSY, LOCKED -> ("expected the store %s to be free within %d s, found it locked by another program; "
                    + "close that program (a second workstation, a database tool), then try again.")
                    .formatted(file, busyLimit.toSeconds()) + nothingLost;
            case FULL -> ("expected room to write the store %s, found the disk full; free some space, then try again.")
                    .formatted(file) + nothingLost;
            case READONLY -> ("expected a store that can be written, found %s read-only; give yourself write permission "
                    + "for the file and its folder, then try again.").formatted(file) + nothingLost;
            case CANTOPEN -> ("expected to open the store %s, found that the system refuses it (%s); see that the folder "
                    + "exists and can be written, and that no folder has the file's name.").formatted(file, said(e));
            case IOERR -> ("expected to read and write the store %s, found a fault of the disk or its size limit (%s); "
                    + "check free space and the disk, then try again.").formatted(file, said(e)) + nothingLost;
            case CORRUPT, NOTADB -> ("expected a sound store, found %s damaged (%s); it is set aside at the next use and "
                    + "a fresh one is started: then repeat this, and import candles again.").formatted(file, said(e));
            default -> ("expected the store %s to answer, found an unexpected fault (%s); try again, and restart the "
                    + "workstation when it stays.").formatted(file, said(e)) + nothingLost;
        };
        return new StoreException("store: " + text, e);
    }

    private static int primaryCode(Throwable e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : -1;
    }

    /** SQLite's words without the class names that the driver puts around them. */
    private static String said(SQLException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

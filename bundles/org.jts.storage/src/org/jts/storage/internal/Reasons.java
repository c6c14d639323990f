package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be used, in words: the messages of the file system are often only a path. */
final class Reasons {

    private Reasons() {
    }

    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException x -> T.get("reason.none");
            case AccessDeniedException x -> T.get("reason.denied");
            case FileAlreadyExistsException x -> T.format("reason.inTheWay", x.getFile());
            case NotDirectoryException x -> T.format("reason.noFolder", x.getFile());
            case FileSystemException x when x.getReason() != null -> x.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}

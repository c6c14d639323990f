package org.jts.storage.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import org.jts.api.Subscription;
import org.jts.api.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDataFolderTest {

    @TempDir
    Path parent;

    @Test
    void claimMakesTheFolderAndNamesItsOwner() throws Exception {
        LocalDataFolder folder = new LocalDataFolder(parent.resolve("a").resolve("b"));
        try (Subscription claim = folder.claim()) {
            assertEquals("process " + ProcessHandle.current().pid() + "\n",
                    Files.readString(folder.path().resolve(LocalDataFolder.LOCK_FILE)));
        }
    }

    @Test
    void claimedFolderIsRefusedToAnotherWorkstationUntilItIsFree() throws Exception {
        Subscription claim = new LocalDataFolder(parent).claim();
        LocalDataFolder second = new LocalDataFolder(parent);
        StoreException refused = assertThrows(StoreException.class, second::claim);
        assertTrue(refused.getMessage().contains("in use by another workstation (process "
                + ProcessHandle.current().pid() + ")"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--data FOLDER"), refused.getMessage());
        claim.close();
        second.claim().close();
    }

    @Test
    void claimsOfOneProcessAddUp() throws Exception {
        LocalDataFolder folder = new LocalDataFolder(parent);
        Subscription first = folder.claim();
        Subscription second = folder.claim();
        first.close();
        first.close();
        assertThrows(StoreException.class, () -> new LocalDataFolder(parent).claim());
        second.close();
        new LocalDataFolder(parent).claim().close();
    }

    @Test
    void stoppedBundleLeavesTheFolderFree() throws Exception {
        LocalDataFolder folder = new LocalDataFolder(parent);
        folder.claim();
        folder.claim();
        folder.close();
        folder.close();
        new LocalDataFolder(parent).claim().close();
    }

    @Test
    void lockOfAnOwnerThatSaysNothingIsToldAllTheSame() throws Exception {
        Subscription claim = new LocalDataFolder(parent).claim();
        Files.writeString(parent.resolve(LocalDataFolder.LOCK_FILE), "something else");
        StoreException refused = assertThrows(StoreException.class, () -> new LocalDataFolder(parent).claim());
        assertTrue(refused.getMessage().contains("in use by another workstation;"), refused.getMessage());
        claim.close();
    }

    @Test
    void placeThatCannotBeWrittenIsTold() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        StoreException refused = assertThrows(StoreException.class,
                () -> new LocalDataFolder(file.resolve("x")).claim());
        assertTrue(refused.getMessage().contains("expected a folder that can be written"), refused.getMessage());
    }

    @Test
    void propertyNamesTheFolderAndHomeIsTheDefault() {
        Path home = Path.of(System.getProperty("user.home")).resolve(".jts");
        assertEquals(home, LocalDataFolder.pathFrom(null));
        assertEquals(home, LocalDataFolder.pathFrom(" "));
        assertTrue(LocalDataFolder.pathFrom("here").isAbsolute());
    }

    @Test
    void reasonsAreWords() {
        assertEquals("permission denied", Reasons.of(new AccessDeniedException("/x")));
        assertEquals("not a folder: /x", Reasons.of(new NotDirectoryException("/x")));
        assertEquals("too odd", Reasons.of(new FileSystemException("/x", null, "too odd")));
        assertEquals("IOException", Reasons.of(new IOException()));
    }
}

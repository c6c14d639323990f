package org.jts.secrets.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jts.api.secret.SecretException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets are kept, and how references to them are followed. */
class SecureStorageTest {

    private static final String PLANTED = "plantedSecretOfThisTest0123456789";

    @TempDir
    Path folder;

    private SecureStorage store(Map<String, String> environment) {
        return new SecureStorage(folder.resolve("secure"), environment::get);
    }

    @Test
    void whatIsKeptIsThereForTheNextStartAndInNoFileInTheClear() throws Exception {
        SecureStorage store = store(Map.of());
        store.put("kis/main", PLANTED);
        store.put("other", "another");
        assertEquals(Optional.of(PLANTED), store(Map.of()).get("kis/main"));
        assertEquals(List.of("kis/main", "other"), store(Map.of()).names());
        for (String text : files()) {
            assertFalse(text.contains(PLANTED) || text.contains("another"), text);
        }
    }

    @Test
    void whatIsRemovedIsGone() throws Exception {
        SecureStorage store = store(Map.of());
        assertFalse(store.remove("kis/main"));
        store.put("kis/main", PLANTED);
        assertTrue(store.remove("kis/main"));
        assertEquals(Optional.empty(), store(Map.of()).get("kis/main"));
    }

    @Test
    void nobodyElseCanReadTheFiles() throws Exception {
        store(Map.of()).put("a", PLANTED);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (Stream<Path> all = Files.walk(folder.resolve("secure"))) {
                for (Path path : all.toList()) {
                    assertTrue(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).endsWith("------"),
                            path::toString);
                }
            }
        }
    }

    @Test
    void withAPasswordOfTheEnvironmentThereIsNoKeyFile() throws Exception {
        store(Map.of(SecureStorage.PASSWORD, "one")).put("a", PLANTED);
        assertFalse(Files.exists(folder.resolve("secure/key")));
        assertEquals(Optional.of(PLANTED), store(Map.of(SecureStorage.PASSWORD, "one")).get("a"));
        SecretException wrong = assertThrows(SecretException.class, () -> store(Map.of(SecureStorage.PASSWORD, "two"))
                .get("a"));
        assertFalse(wrong.getMessage().contains(PLANTED), wrong::getMessage);
    }

    @Test
    void referencesAreFollowedToTheEnvironmentToFilesAndToTheStore() throws Exception {
        SecureStorage store = store(Map.of("KEY", " " + PLANTED + " "));
        assertEquals(PLANTED, store.resolve("App key", "${env:KEY}"));
        Path file = Files.writeString(folder.resolve("secret"), PLANTED + "\n");
        onlyOurs(file);
        assertEquals(PLANTED, store.resolve("App key", "${file:" + file + "}"));
        store.put("kis/key", PLANTED);
        assertEquals(PLANTED, store.resolve("App key", "${secure:kis/key}"));
    }

    @Test
    void whatIsMissingIsSaidByItsNameAndNoSecretIsRepeated() throws Exception {
        SecureStorage store = store(Map.of());
        assertTrue(message(store, "${env:NOWHERE}").contains("NOWHERE"));
        assertTrue(message(store, "${secure:no/where}").contains("no/where"));
        assertTrue(message(store, "${file:" + folder.resolve("none") + "}").contains("none"));
        String clear = message(store, PLANTED);
        assertTrue(clear.contains("App key") && !clear.contains(PLANTED), clear);
        assertThrows(SecretException.class, () -> store.put("a b", PLANTED));
        assertThrows(SecretException.class, () -> store.put("a", " "));
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("open"), PLANTED);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertTrue(message(store(Map.of()), "${file:" + file + "}").contains("open"));
        }
    }

    @Test
    void commandsKeepListAndForgetAndNeverShowASecret() throws Exception {
        SecureStorage store = store(Map.of("KEY", PLANTED));
        SecretCommands commands = new SecretCommands(store);
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            commands.set("kis/key", "--env", "KEY");
            commands.set("kis/key");
            commands.list();
            commands.list("--help");
            commands.remove("kis/key");
            commands.remove("kis/key");
            commands.remove("--help");
        } finally {
            System.setOut(before);
        }
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("kept: ${secure:kis/key}") && said.contains("removed: kis/key"), said);
        assertFalse(said.contains(PLANTED), said);
        assertEquals(List.of(), store.names());
    }

    private static String message(SecureStorage store, String reference) {
        return assertThrows(SecretException.class, () -> store.resolve("App key", reference)).getMessage();
    }

    private static void onlyOurs(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(p -> {
                try {
                    return Files.readString(p, StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }).toList();
        }
    }
}
